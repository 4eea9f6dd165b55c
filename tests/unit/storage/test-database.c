/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open workspace: modes, transactions, cancelling, damage, what others do to it. */

#include "config.h"

#include "amends-backup.h"
#include "amends-migrator.h"
#include "amends-setting-store.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static char *
database_path (const char *folder)
{
  return g_build_filename (folder, AMENDS_DATABASE_FILE, NULL);
}

static guint
mode_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_permissions (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *inner = g_build_filename (folder, "a", "b", NULL);
  mode_t old = umask (0);
  AmendsDatabase *database = fixture_open (inner);

  fixture_execute (database, "CREATE TABLE t (x)");
  g_assert_cmpuint (mode_of (inner, ""), ==, 0700);
  g_assert_cmpuint (mode_of (inner, "workspace.db"), ==, 0600);
  g_assert_cmpuint (mode_of (inner, "workspace.db-wal"), ==, 0600);
  g_assert_cmpuint (mode_of (inner, "workspace.db-shm"), ==, 0600);
  g_assert_cmpuint (mode_of (inner, "workspace.lock"), ==, 0600);
  umask (old);
  g_assert_cmpint (fixture_query (database, "PRAGMA user_version"), ==,
                   amends_migrator_get_latest ());
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static gboolean
fail_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (amends_setting_store_set (connection, "key", "value", error));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "changed my mind");
  return FALSE;
}

static void
test_rollback (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_database_write (database, fail_func, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM setting"), ==, 0);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static gboolean
endless_func (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  gint64 value;

  g_atomic_int_set ((int *) data, 1);
  return amends_connection_query_int (
      connection,
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count (*) FROM n",
      &value, error);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_null (*(GAsyncResult **) data);
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_cancel (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int started = 0;

  amends_database_read_async (database, endless_func, &started, NULL, cancellable, result_cb,
                              &result);
  while (!g_atomic_int_get (&started))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (amends_database_read_finish (database, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  /* The connection is as good as before. */
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM setting"), ==, 0);
  /* The thread lets go of the task a moment after the result is out. */
  amends_database_close (database);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static gboolean
set_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_setting_store_set (connection, data, "1", error);
}

static void
count_cb (AmendsDatabase *database, gpointer data)
{
  (*(int *) data)++;
}

static void
test_async (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int committed = 0;

  g_signal_connect (database, "committed", G_CALLBACK (count_cb), &committed);
  amends_database_write_async (database, set_func, g_strdup ("a"), g_free, NULL, result_cb,
                               &result);
  while (result == NULL || committed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (amends_database_write_finish (database, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM setting"), ==, 1);
  g_assert_cmpint (committed, ==, 1);

  amends_database_close (database);
  g_assert_false (amends_database_write (database, set_func, (gpointer) "b", NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_INTERRUPTED);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static void
test_newer (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GError) error = NULL;

  fixture_execute (database, "PRAGMA user_version = 9999");
  g_assert_finalize_object (database);
  database = fixture_open (folder);
  g_assert_true (amends_database_is_newer (database));
  g_assert_true (amends_database_is_read_only (database));
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM event"), ==, 0);
  g_assert_false (amends_database_write (database, set_func, (gpointer) "a", NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static void
write_at (const char *path, gint64 offset, gsize size)
{
  g_autofree char *rubbish = g_malloc (size);
  FILE *file = g_fopen (path, "r+b");

  memset (rubbish, 0x5a, size);
  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (rubbish, 1, size, file), ==, size);
  fclose (file);
}

static void
test_damaged_header (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = database_path (folder);
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  g_assert_false (amends_database_set_aside (folder, &aside, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_finalize_object (database);

  write_at (path, 0, 100);
  g_assert_null (amends_database_open (folder, AMENDS_DATABASE_NONE, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_true (amends_database_set_aside (folder, &aside, &error));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  database = fixture_open (folder);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

/* A file of another program is refused and left as it is. */
static void
test_foreign (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = database_path (folder);
  AmendsDatabase *database = fixture_open (folder);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size, after_size;
  g_autoptr (GError) error = NULL;

  fixture_execute (database, "PRAGMA application_id = 7");
  g_assert_finalize_object (database);
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_null (amends_database_open (folder, AMENDS_DATABASE_NONE, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
  fixture_remove_folder (folder);
}

static void
run_child (const char *mode, const char *folder)
{
  g_autoptr (GSubprocess) child = fixture_spawn (mode, folder, NULL);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  if (g_subprocess_get_exit_status (child) == 77)
    g_test_skip ("this user cannot give up its right to write everywhere");
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
}

static void
test_damaged_page (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = database_path (folder);
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "some words to fill pages");

      fixture_store_case (database, one);
    }
  g_assert_finalize_object (database);
  /* A session that does not end well, then rubbish in the middle. */
  run_child ("--vanish", folder);
  write_at (path, 8 * 4096, 30 * 4096);
  g_assert_null (amends_database_open (folder, AMENDS_DATABASE_NONE, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT);
  fixture_remove_folder (folder);
}

static int
child_vanish (const char *folder)
{
  AmendsDatabase *database = fixture_open (folder);

  fixture_execute (database, "INSERT INTO setting VALUES ('a', 'b')");
  _exit (0);
}

static void
test_read_only_folder (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = database_path (folder);
  AmendsDatabase *database = fixture_open (folder);

  g_assert_finalize_object (database);
  g_chmod (path, 0444);
  g_chmod (folder, 0555);
  run_child ("--read-only", folder);
  g_chmod (folder, 0755);
  fixture_remove_folder (folder);
}

static int
child_read_only (const char *folder)
{
  g_autoptr (AmendsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *empty = g_build_filename (folder, "none", NULL);

  /* Root may write everywhere; nobody may not. */
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 77;
  if (access (folder, R_OK | X_OK) != 0)
    return 77;
  database = fixture_open (folder);
  g_assert_true (amends_database_is_read_only (database));
  g_assert_false (amends_database_is_newer (database));
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM event"), ==, 0);
  g_assert_false (amends_database_write (database, set_func, (gpointer) "a", NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (amends_database_open (empty, AMENDS_DATABASE_NONE, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY);
  return 0;
}

static gboolean
fill_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_strnfill (100000, 'x');

  g_assert_true (amends_connection_execute (connection, "PRAGMA max_page_count = 200", error));
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      if (!amends_setting_store_set (connection, key, text, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_full (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_database_write (database, fill_func, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM setting"), ==, 0);
  /* There is room for something small. */
  fixture_execute (database, "INSERT INTO setting VALUES ('a', 'b')");
  g_assert_true (amends_database_check (database, NULL, &error));
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static void
test_leader (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *one = fixture_open (folder);
  AmendsDatabase *two = fixture_open (folder);

  g_assert_true (amends_database_try_lead (one));
  g_assert_true (amends_database_try_lead (one));
  g_assert_false (amends_database_try_lead (two));
  g_assert_finalize_object (one);
  g_assert_true (amends_database_try_lead (two));
  g_assert_finalize_object (two);
  fixture_remove_folder (folder);
}

static void
test_missing (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *none = g_build_filename (folder, "none", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_database_open (none, AMENDS_DATABASE_READ_ONLY, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
  fixture_remove_folder (folder);
}

/* The schema as it was first shipped still opens, with all that is in it. */
static void
test_schema_001 (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *fixture =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "databases", "schema-001.sql", NULL);
  g_autofree char *path = database_path (folder);
  g_autofree char *sql = NULL;
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (AmendsCase) one = NULL;
  g_autoptr (GError) error = NULL;
  AmendsDatabase *database;

  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  connection = amends_connection_open (path, AMENDS_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (amends_migrator_run (connection, folder, 1, &error));
  g_assert_true (amends_connection_execute (connection, sql, &error));
  g_assert_no_error (error);
  g_clear_pointer (&connection, amends_connection_free);

  database = fixture_open (folder);
  g_assert_cmpint (fixture_query (database, "PRAGMA user_version"), ==,
                   amends_migrator_get_latest ());
  one = fixture_load_case (database, "11111111-1111-4111-8111-111111111111");
  g_assert_cmpstr (one->account->name, ==, "Northwind");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one->drafts)), ==, 1);
  /* Cases that were there are among those that can be found to be similar. */
  g_assert_cmpint (fixture_query (database, "SELECT rowid FROM similar_escalation"
                                            " WHERE similar_escalation MATCH '\"export\"'"),
                   >, 0);
  g_assert_true (amends_database_check (database, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

/* So does the second: what is new is empty, what was there is as it was. */
static void
test_schema_002 (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *fixture =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "databases", "schema-002.sql", NULL);
  g_autofree char *path = database_path (folder);
  g_autofree char *copy = g_build_filename (folder, "before-003.db", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (AmendsConnection) connection = NULL;
  g_autoptr (AmendsCase) one = NULL;
  g_autoptr (GError) error = NULL;
  AmendsDatabase *database;

  g_assert_true (g_file_get_contents (fixture, &sql, NULL, &error));
  connection = amends_connection_open (path, AMENDS_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (amends_migrator_run (connection, folder, 2, &error));
  g_assert_true (amends_connection_execute (connection, sql, &error));
  g_assert_no_error (error);
  g_assert_true (amends_migrator_run (connection, folder, 3, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  g_clear_pointer (&connection, amends_connection_free);

  database = fixture_open (folder);
  g_assert_cmpint (fixture_query (database, "PRAGMA user_version"), ==,
                   amends_migrator_get_latest ());
  one = fixture_load_case (database, "53b0dc2e-33fd-4ffd-829b-09363f3ce7d0");
  g_assert_cmpstr (one->account->name, ==, "Fernhill Labs");
  g_assert_cmpstr (one->contact->name, ==, "Ida Holm");
  g_assert_cmpint (one->escalation->status, ==, AMENDS_STATUS_RESOLVED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one->drafts)), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one->stakeholders)), ==, 7);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM draft_version"), ==, 5);
  g_assert_nonnull (one->plan);
  /* All of the log is there, and words are found. */
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM event"), ==, 14);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM search_escalation"
                                            " WHERE search_escalation MATCH 'nightly'"),
                   ==, 1);
  /* What waited for the CRM waits. It was tried, so it may have arrived. */
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM outbox WHERE attempts = 2"
                                            " AND created = 0 AND depends IS NULL"
                                            " AND look_up = 1"),
                   ==, 1);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM interaction"), ==, 0);
  g_assert_true (amends_database_check (database, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--vanish"))
    return child_vanish (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--read-only"))
    return child_read_only (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/database/permissions", test_permissions);
  g_test_add_func ("/database/rollback", test_rollback);
  g_test_add_func ("/database/cancel", test_cancel);
  g_test_add_func ("/database/async", test_async);
  g_test_add_func ("/database/newer", test_newer);
  g_test_add_func ("/database/damaged-header", test_damaged_header);
  g_test_add_func ("/database/damaged-page", test_damaged_page);
  g_test_add_func ("/database/foreign", test_foreign);
  g_test_add_func ("/database/read-only-folder", test_read_only_folder);
  g_test_add_func ("/database/full", test_full);
  g_test_add_func ("/database/leader", test_leader);
  g_test_add_func ("/database/missing", test_missing);
  g_test_add_func ("/database/schema-001", test_schema_001);
  g_test_add_func ("/database/schema-002", test_schema_002);
  return g_test_run ();
}
