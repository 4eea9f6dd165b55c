/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a workspace and the way back. */

#include "config.h"

#include "amends-backup.h"
#include "amends-migrator.h"
#include "amends-storage-error.h"
#include "storage-fixture.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#define MONDAY G_GINT64_CONSTANT (1773014400000) /* 2026-03-09, UTC */

static void
test_write_and_restore (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *file = g_build_filename (folder, "copy.db", NULL);
  g_autofree char *aside = NULL;
  AmendsDatabase *database = fixture_open (folder);
  g_autoptr (AmendsCase) one = fixture_make_case ("Acme", "first");
  g_autoptr (AmendsCase) two = fixture_make_case ("Bolt", "second");
  g_autoptr (AmendsCase) back = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  fixture_store_case (database, one);
  fixture_execute (database, "INSERT INTO outbox (key, kind, payload) VALUES ('k', 'x', '{}')");
  amends_backup_write (database, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  fixture_store_case (database, two);

  /* Somebody has it open. */
  g_assert_false (amends_backup_restore (folder, file, &aside, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_finalize_object (database);

  g_assert_true (amends_backup_restore (folder, file, &aside, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  database = fixture_open (folder);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM escalation"), ==, 1);
  g_assert_cmpint (fixture_query (database, "SELECT sum (look_up) FROM outbox"), ==, 1);
  back = fixture_load_case (database, one->escalation->id);
  g_assert_cmpstr (back->escalation->statement, ==, "first");
  g_assert_finalize_object (database);

  /* What was set aside is whole as well. */
  g_assert_true (amends_backup_restore (folder, aside, NULL, NULL, &error));
  g_assert_no_error (error);
  database = fixture_open (folder);
  g_assert_cmpint (fixture_query (database, "SELECT count (*) FROM escalation"), ==, 2);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static void
test_bad_files (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *file = g_build_filename (folder, "bad.db", NULL);
  AmendsDatabase *database = fixture_open (folder);
  g_autofree char *version =
      g_strdup_printf ("PRAGMA user_version = %d", amends_migrator_get_latest ());
  g_autoptr (GError) error = NULL;

  fixture_execute (database, "PRAGMA user_version = 9999");
  amends_backup_write (database, file, NULL, &error);
  fixture_execute (database, version);
  g_assert_finalize_object (database);

  g_assert_false (amends_backup_restore (folder, file, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NEWER_SCHEMA);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "not a database at all", -1, NULL));
  g_assert_false (amends_backup_restore (folder, file, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (amends_backup_restore (folder, file, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_unlink (file);
  g_assert_false (amends_backup_restore (folder, file, NULL, NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* Nothing of this touched the workspace. */
  database = fixture_open (folder);
  g_assert_false (amends_database_is_read_only (database));
  g_assert_false (amends_backup_write (database, "/nowhere/at/all.db", NULL, &error));
  g_assert_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND);
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

static guint
count_backups (const char *folder, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = amends_backup_list (folder, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      AmendsBackupInfo *info = g_ptr_array_index (all, i);
      g_autofree char *name = g_path_get_basename (info->path);

      n += g_str_has_prefix (name, prefix);
    }
  return n;
}

static void
test_rotation (void)
{
  char *folder = fixture_make_folder ();
  AmendsDatabase *database = fixture_open (folder);
  g_autofree char *oldest = g_build_filename (folder, "backups", "daily-2026-04-12.db", NULL);
  gboolean made;

  g_assert_cmpuint (count_backups (folder, ""), ==, 0);
  for (guint day = 0; day < 41; day++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (
          amends_backup_run_daily (database, MONDAY + day * AMENDS_DAY, &made, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (made);
      g_assert_true (amends_backup_run_daily (database, MONDAY + day * AMENDS_DAY + AMENDS_HOUR,
                                              &made, NULL, &error));
      g_assert_false (made);
    }
  g_assert_cmpuint (count_backups (folder, "daily-"), ==, AMENDS_BACKUP_DAILY);
  g_assert_cmpuint (count_backups (folder, "weekly-"), ==, AMENDS_BACKUP_WEEKLY);
  g_assert_true (g_file_test (oldest, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (database);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/write-and-restore", test_write_and_restore);
  g_test_add_func ("/backup/bad-files", test_bad_files);
  g_test_add_func ("/backup/rotation", test_rotation);
  return g_test_run ();
}
