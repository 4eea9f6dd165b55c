/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log: append-only, chained, erasable, and its faults are found. */

#include "config.h"

#include "amends-event-log.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

typedef struct
{
  char *folder;
  AmendsDatabase *database;
} Fixture;

static gboolean
append_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);
      g_autofree char *summary = g_strdup_printf ("Entry %u", i);

      amends_record_set (event, "kind", AMENDS_EVENT_NOTE, "at", (AmendsInstant) 1000 + i, "actor",
                         "Ana", "summary", summary, "payload", "{\"text\": \"words\"}", NULL);
      if (!amends_event_log_append (connection, event, error))
        return FALSE;
      g_assert_cmpint (event->seq, ==, i + 1);
      g_assert_cmpstr (event->payload, ==, "{\"text\":\"words\"}");
    }
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = fixture_make_folder ();
  fixture->database = fixture_open (fixture->folder);
  amends_database_write (fixture->database, append_func, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  fixture_remove_folder (fixture->folder);
}

static gboolean
verify_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_event_log_verify (connection, data, error);
}

static void
assert_report (AmendsDatabase *database, gint64 ok, gint64 erased, gint64 broken, gint64 first)
{
  g_auto (AmendsEventReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  amends_database_read (database, verify_func, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.ok, ==, ok);
  g_assert_cmpint (report.erased, ==, erased);
  g_assert_cmpint (report.broken, ==, broken);
  g_assert_cmpint (report.first_broken, ==, first);
  g_assert_true ((report.reason != NULL) == (broken > 0));
}

static gboolean
execute_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return amends_connection_execute (connection, data, error);
}

static void
test_append_only (Fixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = {
    "DELETE FROM event WHERE seq = 2",
    "UPDATE event SET summary = 'x' WHERE seq = 2",
    "UPDATE event SET actor = 'x', erased = 1, payload = NULL, summary = NULL WHERE seq = 2",
    "UPDATE event SET erased = 1 WHERE seq = 2",
  };

  assert_report (fixture->database, 5, 0, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amends_database_write (fixture->database, execute_func,
                                             (gpointer) forbidden[i], NULL, &error));
      g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT);
    }
  assert_report (fixture->database, 5, 0, 0, 0);
}

static gboolean
erase_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) events = amends_event_log_list (connection, NULL, error);
  AmendsEvent *event = events ? g_ptr_array_index (events, 2) : NULL;

  return event && amends_event_log_erase (connection, event->id, error);
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  amends_database_write (fixture->database, erase_func, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_report (fixture->database, 4, 1, 0, 0);
  g_assert_cmpint (
      fixture_query (fixture->database,
                     "SELECT count (*) FROM search_event WHERE search_event MATCH 'words'"),
      ==, 4);
}

static void
test_tampering (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    gint64 ok, broken, first;
  } cases[] = {
    { "UPDATE event SET summary = 'Nothing happened' WHERE seq = 3", 4, 1, 3 },
    { "UPDATE event SET payload = '{\"text\":\"other\"}' WHERE seq = 1", 4, 1, 1 },
    { "UPDATE event SET actor = 'Bo' WHERE seq = 5", 4, 1, 5 },
    { "UPDATE event SET at = at + 1 WHERE seq = 2", 4, 1, 2 },
    { "DELETE FROM event WHERE seq = 2", 3, 1, 3 },
    { "UPDATE event SET hash = 'f' WHERE seq = 2", 3, 2, 2 },
  };
  guint i = GPOINTER_TO_UINT (data);

  fixture_execute (fixture->database, "DROP TRIGGER event_unchanged; DROP TRIGGER event_stays;"
                                      "DROP TRIGGER event_unindexed");
  fixture_execute (fixture->database, cases[i].sql);
  assert_report (fixture->database, cases[i].ok, 0, cases[i].broken, cases[i].first);
}

static gboolean
bad_payload_func (AmendsConnection *connection,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);

  amends_record_set (event, "payload", "{\"a\": 1, \"a\": 2", NULL);
  return amends_event_log_append (connection, event, error);
}

static void
test_bad_payload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_database_write (fixture->database, bad_payload_func, NULL, NULL, &error));
  g_assert_nonnull (error);
  assert_report (fixture->database, 5, 0, 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/event-log/append-only", Fixture, NULL, set_up, test_append_only, tear_down);
  g_test_add ("/event-log/erase", Fixture, NULL, set_up, test_erase, tear_down);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/event-log/tampering/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_tampering, tear_down);
    }
  g_test_add ("/event-log/bad-payload", Fixture, NULL, set_up, test_bad_payload, tear_down);
  return g_test_run ();
}
