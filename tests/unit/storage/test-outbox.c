/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue towards the CRM: order, what is merged, what a crash leaves behind. */

#include "config.h"

#include "amends-connection-private.h"
#include "amends-outbox.h"
#include "amends-setting-store.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

typedef struct
{
  char *folder;
  AmendsDatabase *database;
} Fixture;

static gboolean
connect_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return amends_setting_store_set (connection, AMENDS_SETTING_CRM_CONNECTED, "1", error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = fixture_make_folder ();
  fixture->database = fixture_open (fixture->folder);
  amends_database_write (fixture->database, connect_func, NULL, NULL, &error);
  g_assert_no_error (error);
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

/* The payloads of what can be sent, as one word. */
static char *
ready (AmendsConnection *connection, AmendsInstant now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = amends_outbox_list (connection, now, 0, &error);
  GString *word = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append (word, ((AmendsOutboxRow *) rows->pdata[i])->payload);
  return g_string_free (word, FALSE);
}

static void
assert_ready (AmendsConnection *connection, AmendsInstant now, const char *payloads)
{
  g_autofree char *word = ready (connection, now);

  g_assert_cmpstr (word, ==, payloads);
}

static void
add (AmendsConnection *connection,
     const char *kind,
     const char *record_id,
     const char *depends,
     const char *payload)
{
  g_autoptr (GError) error = NULL;

  amends_outbox_add_full (connection, kind, record_id, depends, payload, 7, 0, &error);
  g_assert_no_error (error);
}

static gint64
seq_of (AmendsConnection *connection, const char *kind, const char *record_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsOutboxRow) row = amends_outbox_find_record (connection, kind, record_id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
  return row->seq;
}

static gboolean
order_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  add (connection, "account.push", "acme", NULL, "A");
  add (connection, "escalation.push", "case", "acme", "B");
  add (connection, "note.push", "case", NULL, "C");
  add (connection, "escalation.push", "other", NULL, "D");
  add (connection, "sweep", NULL, NULL, "E");
  add (connection, "sweep", NULL, NULL, "F");
  /* The case waits for its account, its note for the case; rows of no record for nobody. */
  assert_ready (connection, 1, "ADEF");

  g_assert_true (
      amends_outbox_postpone (connection, seq_of (connection, NULL, "acme"), "503", 100, error));
  assert_ready (connection, 99, "DEF");
  assert_ready (connection, 100, "ADEF");
  /* Refused: what depends on it waits for the user as well. */
  g_assert_true (
      amends_outbox_postpone (connection, seq_of (connection, NULL, "acme"), "400", 0, error));
  assert_ready (connection, 1000, "DEF");
  g_assert_true (amends_outbox_retry (connection, seq_of (connection, NULL, "acme"), error));
  assert_ready (connection, 1000, "ADEF");
  g_assert_true (amends_outbox_settle (connection, seq_of (connection, NULL, "acme"), error));
  assert_ready (connection, 1000, "BDEF");
  /* A later change of the account holds nothing back that came before it. */
  add (connection, "account.push", "acme", "case", "G");
  assert_ready (connection, 1000, "BDEF");
  g_assert_true (amends_outbox_discard (connection, seq_of (connection, NULL, "case"), error));
  assert_ready (connection, 1000, "CDEF");
  g_assert_true (amends_outbox_settle (connection, seq_of (connection, NULL, "case"), error));
  assert_ready (connection, 1000, "DEFG");
  return TRUE;
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, order_func);
}

static gboolean
merge_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsOutboxRow) first = NULL;
  g_autoptr (AmendsOutboxRow) merged = NULL;
  gint64 seq;

  add (connection, "escalation.push", "case", "acme", "A");
  first = amends_outbox_find_record (connection, NULL, "case", error);
  g_assert_cmpint (first->created, ==, 7);
  g_assert_cmpint (first->attempts, ==, 0);
  g_assert_true (amends_outbox_add (connection, "escalation.push", "case", NULL, 50, error));
  merged = amends_outbox_find_record (connection, "escalation.push", "case", error);
  g_assert_cmpint (merged->seq, ==, first->seq);
  g_assert_cmpstr (merged->key, ==, first->key);
  g_assert_cmpstr (merged->payload, ==, "{}");
  g_assert_cmpstr (merged->depends, ==, "acme");
  g_assert_cmpint (merged->created, ==, 7);
  g_assert_cmpint (merged->not_before, ==, 50);
  seq = merged->seq;

  /* Another kind is another thing. */
  add (connection, "note.push", "case", NULL, "N");
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 2);
  g_assert_null (amends_outbox_find_record (connection, "note.push", "nobody", error));

  /* A change made in time takes it back; then it is as if nothing had been. */
  g_assert_true (amends_outbox_cancel (connection, "note.push", "case", error));
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 1);
  add (connection, "note.push", "case", NULL, "N");

  /* Under way, it is neither merged with nor taken back. */
  g_assert_true (amends_outbox_mark_sending (connection, seq, error));
  add (connection, "escalation.push", "case", NULL, "B");
  g_assert_true (amends_outbox_cancel (connection, "escalation.push", "case", error));
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 2);
  g_assert_cmpint (seq_of (connection, "escalation.push", "case"), ==, seq);

  /* Looked up and not found: it was tried all the same, with this payload and key. */
  g_assert_true (amends_outbox_clear_look_up (connection, seq, error));
  add (connection, "escalation.push", "case", NULL, "C");
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 3);
  g_assert_true (amends_outbox_rewrite_payload (connection, seq, "{\"a\":1}", error));
  g_clear_pointer (&merged, amends_outbox_row_free);
  merged = amends_outbox_find_record (connection, "escalation.push", "case", error);
  g_assert_cmpstr (merged->payload, ==, "{\"a\":1}");
  g_assert_false (merged->look_up);
  g_assert_cmpint (merged->attempts, ==, 1);

  /* What a restored copy holds may have been sent since it was made. */
  g_assert_true (amends_connection_execute (connection, "UPDATE outbox SET look_up = 1", error));
  add (connection, "note.push", "case", NULL, "O");
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 4);
  return TRUE;
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, merge_func);
}

static gboolean
send_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  add (connection, "escalation.push", "case", NULL, "A");
  return amends_outbox_mark_sending (connection, seq_of (connection, NULL, "case"), error);
}

static gboolean
crash_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  /* The answer came, and the program ended before this was committed. */
  g_assert_true (amends_outbox_settle (connection, seq_of (connection, NULL, "case"), error));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the power went");
  return FALSE;
}

static gboolean
again_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = amends_outbox_list (connection, 1, 10, error);
  AmendsOutboxRow *row;

  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_true (row->look_up);
  g_assert_cmpint (row->attempts, ==, 1);
  g_assert_cmpint (row->state, ==, AMENDS_OUTBOX_WAITING);
  return TRUE;
}

static void
test_crash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_all (fixture, send_func);
  g_assert_false (amends_database_write (fixture->database, crash_func, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_finalize_object (fixture->database);
  fixture->database = fixture_open (fixture->folder);
  write_all (fixture, again_func);
}

static gboolean
pages_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  AmendsOutboxRow *row;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("case %u", i);

      add (connection, "escalation.push", id, NULL, "{}");
    }
  row = amends_outbox_find_record (connection, NULL, "case 1", error);
  g_assert_true (amends_outbox_postpone (connection, row->seq, "no such field", 0, error));
  amends_outbox_row_free (row);
  first = amends_outbox_list_all (connection, 0, 3, error);
  g_assert_cmpuint (first->len, ==, 3);
  row = first->pdata[1];
  g_assert_cmpint (row->state, ==, AMENDS_OUTBOX_FAILED);
  g_assert_cmpstr (row->last_error, ==, "no such field");
  row = first->pdata[2];
  rest = amends_outbox_list_all (connection, row->seq, 0, error);
  g_assert_cmpuint (rest->len, ==, 2);
  row = rest->pdata[0];
  g_assert_cmpstr (row->record_id, ==, "case 3");
  /* What is gone by now is nobody's mistake. */
  g_assert_true (amends_outbox_retry (connection, 9999, error));
  g_assert_true (amends_outbox_discard (connection, 9999, error));
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 5);
  return TRUE;
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, pages_func);
}

static gboolean
bad_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_outbox_add_full (connection, NULL, "case", NULL, "{}", 0, 0, error);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_database_write (fixture->database, bad_func, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
  g_assert_cmpint (fixture_query (fixture->database, "SELECT count (*) FROM outbox"), ==, 0);
}

static gboolean
alone_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (amends_setting_store_set (connection, AMENDS_SETTING_CRM_CONNECTED, NULL, error));
  add (connection, "escalation.push", "case", NULL, "A");
  g_assert_cmpint (amends_outbox_count (connection, error), ==, 0);
  return TRUE;
}

/* Nothing is written down for a CRM that there is not. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, alone_func);
}

/* What the statements of the connection have done since the last time. */
static gint64
take_steps (AmendsConnection *connection)
{
  sqlite3 *handle = amends_connection_get_handle (connection);
  gint64 steps = 0;

  for (sqlite3_stmt *s = sqlite3_next_stmt (handle, NULL); s; s = sqlite3_next_stmt (handle, s))
    steps += sqlite3_stmt_status (s, SQLITE_STMTSTATUS_VM_STEP, TRUE);
  return steps;
}

#define N_ROWS 5000

static gboolean
many_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 half = 0, all, first;
  g_autoptr (GPtrArray) rows = NULL;

  /* Each record has five rows, and depends on the one before it. */
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *kind = g_strdup_printf ("push %u", i % 5);
      g_autofree char *id = g_strdup_printf ("case %u", i / 5);
      g_autofree char *depends = i % 10 < 5 ? NULL : g_strdup_printf ("case %u", i / 5 - 1);

      if (i == N_ROWS / 2)
        {
          take_steps (connection);
          rows = amends_outbox_list (connection, 1, 0, error);
          half = take_steps (connection);
          g_assert_cmpuint (rows->len, ==, N_ROWS / 20);
          g_clear_pointer (&rows, g_ptr_array_unref);
        }
      add (connection, kind, id, depends, "{}");
    }
  take_steps (connection);
  rows = amends_outbox_list (connection, 1, 0, error);
  all = take_steps (connection);
  g_assert_cmpuint (rows->len, ==, N_ROWS / 10);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = amends_outbox_list (connection, 1, 1, error);
  first = take_steps (connection);
  g_assert_cmpuint (rows->len, ==, 1);
  g_test_message ("steps: %" G_GINT64_FORMAT " for half, %" G_GINT64_FORMAT
                  " for all, %" G_GINT64_FORMAT " for the first",
                  half, all, first);
  g_assert_cmpint (half, >, 0);
  g_assert_cmpint (all, <, half * 5 / 2);
  g_assert_cmpint (all, <, N_ROWS * 60);
  /* A page of it does not read the whole queue. */
  g_assert_cmpint (first, <, 200);
  return TRUE;
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  write_all (fixture, many_func);
}

#define ADD(name, func) g_test_add ("/outbox/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("merge", test_merge);
  ADD ("crash", test_crash);
  ADD ("pages", test_pages);
  ADD ("alone", test_alone);
  ADD ("bad", test_bad);
  ADD ("many", test_many);
  return g_test_run ();
}
