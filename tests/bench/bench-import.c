/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long 100,000 interactions take from a CSV file, against the bare insert of the same rows. */

#include "config.h"

#include "amends-session-import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ACCOUNTS 500
#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z */

static const char *const words[] = { "export", "fails",  "since",   "monday", "route", "dispatch",
                                     "users",  "cannot", "sign",    "report", "slow",  "invoice",
                                     "wrong",  "call",   "thanks",  "works",  "again", "timeout",
                                     "please", "update", "planned", "login",  "error", "table",
                                     "排产",   "报表",   "缺少",    "数据",   "客户",  "希望",
                                     "尽快",   "恢复" };

static void
append_words (GString *text, GRand *random, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      if (g_rand_int_range (random, 0, 5) == 0)
        g_string_append_printf (text, " %s%d", "ref", g_rand_int_range (random, 0, 20000));
    }
}

static void
write_files (const char *accounts, const char *interactions, guint rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new ("Account Name,Segment\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ACCOUNTS; i++)
    g_string_append_printf (text, "Customer %u,smb\n", i);
  g_file_set_contents (accounts, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_string_assign (text, "Ticket ID,Organization,Created at,Solved at,Priority,Type,Subject,"
                         "Description\n");
  for (guint i = 0; i < rows; i++)
    {
      guint day = 1 + i % 28;
      guint month = 1 + i / 28 % 12;

      g_string_append_printf (text,
                              "T-%u,Customer %u,2025-%02u-%02u %02u:%02u,2025-%02u-%02u 23:59,%s,"
                              "Problem,",
                              i, g_rand_int_range (random, 0, ACCOUNTS), month, day, i % 23, i % 60,
                              month, day, i % 3 == 0 ? "High" : "Normal");
      append_words (text, random, 6);
      g_string_append (text, ",\"");
      append_words (text, random, 40);
      g_string_append (text, "\"\n");
    }
  g_file_set_contents (interactions, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

/* Seconds of the processor, of all threads: other work on the machine does not count. */
static double
now (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

/* --- Ours ------------------------------------------------------------------------------------- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
import (AmendsSession *session, const char *path, guint expected)
{
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (AmendsImportPlan) plan = NULL;
  g_autoptr (AmendsImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_plan_import_async (session, path, -1, NULL, NULL, done_cb, &planned);
  plan = amends_session_plan_import_finish (session, wait_for (&planned), &error);
  g_assert_no_error (error);
  amends_session_import_async (session, plan, FALSE, NULL, NULL, NULL, NULL, done_cb, &done);
  result = amends_session_import_finish (session, wait_for (&done), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->added + result->unchanged, ==, expected);
}

/* --- Bare ------------------------------------------------------------------------------------- */

static void
run_sql (sqlite3 *database, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (database, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static const char schema[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    "CREATE TABLE interaction (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " account_id TEXT NOT NULL, contact_id TEXT, kind TEXT NOT NULL, at INTEGER, subject TEXT,"
    " source TEXT, reference TEXT, sample INTEGER NOT NULL, body TEXT NOT NULL, text TEXT);"
    "CREATE INDEX interaction_by_account ON interaction (account_id, at);"
    "CREATE INDEX interaction_by_contact ON interaction (contact_id, at);"
    "CREATE INDEX interaction_by_at ON interaction (at);"
    "CREATE UNIQUE INDEX interaction_by_reference ON interaction (source, reference)"
    " WHERE reference IS NOT NULL;";

/* The rows as they are in @from, inserted into an empty database with the same indexes. */
static double
time_bare (const char *from, const char *path, const char *fts)
{
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS ours", from);
  sqlite3 *database = NULL;
  sqlite3_stmt *select = NULL;
  sqlite3_stmt *insert = NULL;
  sqlite3_stmt *index = NULL;
  double start;
  double reading;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  run_sql (database, fts);
  run_sql (database, schema);
  run_sql (database, attach);
  run_sql (database, "CREATE TEMP TABLE rows AS SELECT id, account_id, contact_id, kind, at,"
                     " subject, source, reference, sample, body,"
                     " json_extract (body, '$.text') AS text FROM ours.interaction");
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT * FROM rows", -1, &select, NULL), ==, 0);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "INSERT INTO interaction (id, account_id, contact_id, kind,"
                                       " at, subject, source, reference, sample, body, text)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                       -1, &insert, NULL),
                   ==, 0);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "INSERT INTO search_interaction (rowid, subject, text)"
                                       " VALUES (last_insert_rowid (), ?, ?)",
                                       -1, &index, NULL),
                   ==, 0);
  start = now ();
  while (sqlite3_step (select) == SQLITE_ROW)
    for (int i = 0; i < 11; i++)
      sqlite3_value_free (sqlite3_value_dup (sqlite3_column_value (select, i)));
  reading = now () - start;
  sqlite3_reset (select);
  start = now ();
  run_sql (database, "BEGIN");
  while (sqlite3_step (select) == SQLITE_ROW)
    {
      for (int i = 0; i < 11; i++)
        sqlite3_bind_value (insert, i + 1, sqlite3_column_value (select, i));
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
      sqlite3_bind_value (index, 1, sqlite3_column_value (select, 5));
      sqlite3_bind_value (index, 2, sqlite3_column_value (select, 10));
      g_assert_cmpint (sqlite3_step (index), ==, SQLITE_DONE);
      sqlite3_reset (index);
    }
  run_sql (database, "COMMIT");
  sqlite3_finalize (select);
  sqlite3_finalize (insert);
  sqlite3_finalize (index);
  sqlite3_close (database);
  return now () - start - reading;
}

int
main (int argc, char **argv)
{
  guint rows = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("amends-bench-XXXXXX", &error);
  g_autofree char *accounts = g_build_filename (folder, "accounts.csv", NULL);
  g_autofree char *interactions = g_build_filename (folder, "tickets.csv", NULL);
  g_autofree char *workspace = g_build_filename (folder, "workspace", NULL);
  g_autofree char *stored = g_build_filename (workspace, "workspace.db", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.db", NULL);
  g_autoptr (AmendsTimeSource) time = amends_time_source_new_fixed (NOW);
  g_autoptr (AmendsSession) session = amends_session_new (workspace, time);
  g_autoptr (GAsyncResult) opened = NULL;
  double start, ours, again, plain, prefixed;

  g_assert_no_error (error);
  write_files (accounts, interactions, rows);
  amends_session_open_async (session, NULL, done_cb, &opened);
  g_assert_true (amends_session_open_finish (session, wait_for (&opened), &error));
  import (session, accounts, ACCOUNTS);
  start = now ();
  import (session, interactions, rows);
  ours = now () - start;
  start = now ();
  import (session, interactions, rows);
  again = now () - start;
  amends_session_close (session);

  plain = time_bare (stored, bare,
                     "CREATE VIRTUAL TABLE search_interaction USING fts5 (subject, text,"
                     " content = 'interaction', content_rowid = 'rid', tokenize = 'unicode61')");
  prefixed = time_bare (stored, bare,
                        "CREATE VIRTUAL TABLE search_interaction USING fts5 (subject, text,"
                        " content = 'interaction', content_rowid = 'rid', tokenize = 'unicode61',"
                        " prefix = '1 2 3')");
  g_print ("%u interactions, seconds of the processor: import %.2f, the same file again %.2f\n",
           rows, ours, again);
  g_print ("bare insert, unicode61: %.2f, ratio %.2f\n", plain, ours / plain);
  g_print ("bare insert, unicode61 with the same prefixes: %.2f, ratio %.2f\n", prefixed,
           ours / prefixed);
  g_print ("in %s\n", folder);
  return 0;
}
