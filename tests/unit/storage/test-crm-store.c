/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sync remembers: links, cursors, conflicts, runs. */

#include "config.h"

#include "amends-crm-store.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

typedef struct
{
  char *folder;
  AmendsDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->database = fixture_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  fixture_remove_folder (fixture->folder);
}

static void
write_all (Fixture *fixture, AmendsWriteFunc func)
{
  g_autoptr (GError) error = NULL;

  amends_database_write (fixture->database, func, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
save_link (AmendsConnection *connection,
           const char *kind,
           const char *remote_id,
           const char *local_id,
           const char *base,
           gint64 sweep,
           GError **error)
{
  AmendsCrmLink link = { .kind = (char *) kind,
                         .remote_id = (char *) remote_id,
                         .local_id = (char *) local_id,
                         .base = (char *) base,
                         .sweep = sweep };

  return amends_crm_store_save_link (connection, &link, error);
}

static gboolean
links_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsCrmLink) found = NULL;
  g_autoptr (AmendsCrmLink) local = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GError) fault = NULL;

  g_assert_true (save_link (connection, "case", "500A", "l1", "{\"a\":1}", 1, error));
  g_assert_true (save_link (connection, "case", "500B", "l2", "{}", 1, error));
  g_assert_true (save_link (connection, "account", "500A", "l1", "{}", 1, error));
  g_assert_true (save_link (connection, "case", "500A", "l1", "{\"a\":2}", 1, error));
  found = amends_crm_store_find_remote (connection, "case", "500A", error);
  g_assert_cmpstr (found->base, ==, "{\"a\":2}");
  g_assert_null (found->version);
  g_assert_cmpint (found->modified, ==, AMENDS_INSTANT_NONE);
  found->version = g_strdup ("7");
  found->modified = 99;
  g_assert_true (amends_crm_store_save_link (connection, found, error));
  local = amends_crm_store_find_local (connection, "case", "l1", error);
  g_assert_cmpstr (local->version, ==, "7");
  g_assert_cmpint (local->modified, ==, 99);
  g_assert_null (amends_crm_store_find_remote (connection, "case", "500C", error));
  g_assert_null (amends_crm_store_find_local (connection, "case", "l9", error));
  g_assert_no_error (*error);
  g_assert_cmpint (amends_crm_store_count_links (connection, "case", error), ==, 2);
  g_assert_cmpint (amends_crm_store_count_links (connection, "task", error), ==, 0);

  /* One record here is never two there. */
  g_assert_false (save_link (connection, "case", "500C", "l1", "{}", 1, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  g_clear_error (&fault);
  g_assert_false (save_link (connection, "case", "500D", "l4", NULL, 1, &fault));
  g_assert_error (fault, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);

  g_assert_true (amends_crm_store_mark_swept (connection, "case", "500A", 2, error));
  g_assert_true (amends_crm_store_mark_swept (connection, "case", "nobody", 2, error));
  gone = amends_crm_store_list_unswept (connection, "case", 2, error);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_cmpstr (((AmendsCrmLink *) gone->pdata[0])->remote_id, ==, "500B");
  g_assert_true (amends_crm_store_remove_link (connection, "case", "500A", error));
  g_assert_true (save_link (connection, "case", "500C", "l1", "{}", 1, error));
  return TRUE;
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, links_func);
}

static gboolean
cursors_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *cursor = NULL;

  g_assert_true (amends_crm_store_get_cursor (connection, "case", &cursor, error));
  g_assert_null (cursor);
  g_assert_true (amends_crm_store_set_cursor (connection, "case", "a", 1, error));
  g_assert_true (amends_crm_store_set_cursor (connection, "case", "b", 2, error));
  g_assert_true (amends_crm_store_set_cursor (connection, "account", "c", 3, error));
  g_assert_true (amends_crm_store_get_cursor (connection, "case", &cursor, error));
  g_assert_cmpstr (cursor, ==, "b");
  g_clear_pointer (&cursor, g_free);
  g_assert_true (amends_crm_store_set_cursor (connection, "case", NULL, 4, error));
  g_assert_true (amends_crm_store_get_cursor (connection, "case", &cursor, error));
  g_assert_null (cursor);
  return TRUE;
}

static void
test_cursors (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, cursors_func);
}

static gboolean
conflicts_func (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  AmendsConflict first = { .id = (char *) "x1",
                           .kind = (char *) "case",
                           .local_id = (char *) "l1",
                           .field = (char *) "status",
                           .base = (char *) "\"new\"",
                           .ours = (char *) "\"open\"",
                           .theirs = (char *) "\"closed\"",
                           .ours_by = (char *) "Ana",
                           .ours_at = 10,
                           .found = 20 };
  AmendsConflict second = first;
  AmendsConflict *shown;
  g_autoptr (AmendsConflict) kept = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (amends_crm_store_save_conflict (connection, &first, error));
  second.id = (char *) "x2";
  second.ours = (char *) "\"waiting\"";
  second.theirs = NULL;
  second.theirs_by = (char *) "Bo";
  second.theirs_at = 30;
  second.found = 40;
  g_assert_true (amends_crm_store_save_conflict (connection, &second, error));
  /* The field was open already: what we held stays, what they have is newer. */
  g_assert_null (amends_crm_store_find_conflict (connection, "x2", error));
  g_assert_no_error (*error);
  kept = amends_crm_store_find_conflict (connection, "x1", error);
  g_assert_cmpstr (kept->ours, ==, "\"open\"");
  g_assert_cmpstr (kept->ours_by, ==, "Ana");
  g_assert_null (kept->theirs);
  g_assert_cmpstr (kept->theirs_by, ==, "Bo");
  g_assert_cmpint (kept->theirs_at, ==, 30);
  g_assert_cmpint (kept->found, ==, 40);
  g_assert_cmpint (kept->choice, ==, AMENDS_CONFLICT_OPEN);

  second.field = (char *) "owner";
  second.found = 50;
  g_assert_true (amends_crm_store_save_conflict (connection, &second, error));
  open = amends_crm_store_list_conflicts (connection, NULL, error);
  g_assert_cmpuint (open->len, ==, 2);
  shown = open->pdata[0];
  g_assert_cmpstr (shown->field, ==, "owner");

  /* Settled, it leaves the list, and the same field may differ again. */
  kept->choice = AMENDS_CONFLICT_THEIRS;
  g_assert_true (amends_crm_store_save_conflict (connection, kept, error));
  first.id = (char *) "x3";
  g_assert_true (amends_crm_store_save_conflict (connection, &first, error));
  g_clear_pointer (&open, g_ptr_array_unref);
  open = amends_crm_store_list_conflicts (connection, NULL, error);
  g_assert_cmpuint (open->len, ==, 2);
  all = amends_crm_store_list_conflicts (connection, "l1", error);
  g_assert_cmpuint (all->len, ==, 3);
  g_clear_pointer (&kept, amends_conflict_free);
  kept = amends_crm_store_find_conflict (connection, "x1", error);
  g_assert_cmpint (kept->choice, ==, AMENDS_CONFLICT_THEIRS);
  return TRUE;
}

static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, conflicts_func);
}

static gboolean
runs_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) runs = NULL;
  AmendsCrmRun *last;

  for (guint i = 1; i <= 105; i++)
    {
      AmendsCrmRun run = { .started = i };

      g_assert_true (amends_crm_store_save_run (connection, &run, error));
      g_assert_cmpint (run.id, >, 0);
      run.ended = i + 1;
      run.outcome = (char *) "done";
      run.counts = (char *) "{}";
      g_assert_true (amends_crm_store_save_run (connection, &run, error));
    }
  runs = amends_crm_store_list_runs (connection, 0, error);
  g_assert_cmpuint (runs->len, ==, 100);
  last = runs->pdata[0];
  g_assert_cmpint (last->started, ==, 105);
  g_assert_cmpint (last->ended, ==, 106);
  g_assert_cmpstr (last->outcome, ==, "done");
  g_assert_null (last->problem);
  last = runs->pdata[99];
  g_assert_cmpint (last->started, ==, 6);
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = amends_crm_store_list_runs (connection, 3, error);
  g_assert_cmpuint (runs->len, ==, 3);
  return TRUE;
}

static void
test_runs (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, runs_func);
}

static gboolean
forget_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsCrmRun run = { .started = 1 };
  AmendsConflict conflict = { .id = (char *) "x",
                              .kind = (char *) "case",
                              .local_id = (char *) "l1",
                              .field = (char *) "status" };

  g_assert_true (save_link (connection, "case", "r", "l1", "{}", 1, error));
  g_assert_true (amends_crm_store_set_cursor (connection, "case", "a", 1, error));
  g_assert_true (amends_crm_store_save_run (connection, &run, error));
  g_assert_true (amends_crm_store_save_conflict (connection, &conflict, error));
  g_assert_true (amends_connection_execute (
      connection, "INSERT INTO outbox (key, kind, payload) VALUES ('k', 'x', '{}')", error));
  return amends_crm_store_forget (connection, error);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, forget_func);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT (SELECT count (*) FROM crm_link)"
                                                     " + (SELECT count (*) FROM crm_cursor)"
                                                     " + (SELECT count (*) FROM crm_conflict)"
                                                     " + (SELECT count (*) FROM crm_run)"),
                   ==, 0);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM outbox"), ==, 1);
}

#define ADD(name, func) g_test_add ("/crm-store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("links", test_links);
  ADD ("cursors", test_cursors);
  ADD ("conflicts", test_conflicts);
  ADD ("runs", test_runs);
  ADD ("forget", test_forget);
  return g_test_run ();
}
