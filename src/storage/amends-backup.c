/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a workspace: on demand, daily and weekly, and the way back. */

#include "config.h"

#include "amends-backup.h"

#include "amends-backup-private.h"
#include "amends-connection-private.h"
#include "amends-migrator.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-workspace-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Between two looks at the cancellable. */
#define COPY_PAGES 2000
#define HEADER "SQLite format 3"

static gboolean
fail_errno (const char *path, GError **error)
{
  g_propagate_error (error, amends_storage_error_from_errno (errno, path));
  return FALSE;
}

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return fail_errno (path, error);
  done = fsync (fd) == 0;
  if (!done)
    fail_errno (path, error);
  close (fd);
  return done;
}

/* Renames and makes it last: file first, then the entry of the folder. */
static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!sync_path (from, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return fail_errno (to, error);
  return sync_path (folder, error);
}

/* Page by page on one snapshot. Not VACUUM INTO: in SQLite 3.40 it fails on tables that have both
 * generated columns and triggers. */
static gboolean
copy_pages (AmendsConnection *connection, AmendsConnection *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (amends_connection_get_handle (copy), "main",
                                                amends_connection_get_handle (connection), "main");
  int code;

  if (backup == NULL)
    {
      amends_connection_set_error (copy, SQLITE_ERROR, error);
      return FALSE;
    }
  do
    {
      code = sqlite3_backup_step (backup, COPY_PAGES);
      if (amends_connection_is_cancelled (connection))
        code = SQLITE_INTERRUPT;
    }
  while (code == SQLITE_OK);
  sqlite3_backup_finish (backup);
  if (code != SQLITE_DONE)
    {
      amends_connection_set_error (connection, code, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_copy (AmendsConnection *connection, const char *file, GError **error)
{
  g_autoptr (AmendsConnection) copy =
      amends_connection_open (file, AMENDS_CONNECTION_READ_WRITE, error);
  gboolean done;

  /* One snapshot from the first page to the last, whoever writes meanwhile. The copy is a single
   * file that can be read where nothing can be written. */
  if (copy == NULL || !amends_connection_execute (connection, "BEGIN", error))
    return FALSE;
  done = copy_pages (connection, copy, error);
  return amends_connection_execute (connection, "COMMIT", done ? error : NULL) && done &&
         amends_connection_execute (copy, "PRAGMA journal_mode = DELETE", error);
}

gboolean
amends_backup_copy (AmendsConnection *connection, const char *file, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part-%d", file, (int) getpid ());

  g_unlink (part);
  if (!write_copy (connection, part, error) || !move_into_place (part, file, error))
    {
      g_unlink (part);
      return FALSE;
    }
  return TRUE;
}

gboolean
amends_backup_write (AmendsDatabase *database,
                     const char *file,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *path =
      g_build_filename (amends_database_get_folder (database), AMENDS_DATABASE_FILE, NULL);
  g_autoptr (AmendsConnection) connection =
      amends_connection_open (path, AMENDS_CONNECTION_READ_ONLY, error);

  if (connection == NULL)
    return FALSE;
  amends_connection_set_cancellable (connection, cancellable);
  return amends_backup_copy (connection, file, error);
}

static int
compare_names_descending (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) b, *(const char *const *) a);
}

/* Names carry the date in an order that sorts. */
static gboolean
prune (const char *folder, const char *prefix, guint keep, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names_descending);
  for (guint i = keep; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      if (g_unlink (path) != 0)
        return fail_errno (path, error);
    }
  return TRUE;
}

/* The week's copy is the first day's file under a second name. */
static gboolean
keep_week (const char *day, const char *week, GError **error)
{
  if (g_file_test (week, G_FILE_TEST_EXISTS) || link (day, week) == 0)
    return TRUE;
  /* A file system without hard links. */
  if (errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK)
    {
      g_autoptr (AmendsConnection) connection =
          amends_connection_open (day, AMENDS_CONNECTION_IMMUTABLE, error);

      return connection != NULL && amends_backup_copy (connection, week, error);
    }
  return fail_errno (week, error);
}

gboolean
amends_backup_run_daily (AmendsDatabase *database,
                         AmendsInstant now,
                         gboolean *made,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *folder =
      g_build_filename (amends_database_get_folder (database), "backups", NULL);
  g_autofree char *day_name = amends_instant_format (now, utc, "daily-%Y-%m-%d.db");
  g_autofree char *week_name = amends_instant_format (now, utc, "weekly-%G-W%V.db");
  g_autofree char *day = g_build_filename (folder, day_name, NULL);
  g_autofree char *week = g_build_filename (folder, week_name, NULL);
  gboolean needed = !g_file_test (day, G_FILE_TEST_EXISTS);

  if (made)
    *made = needed;
  if (!needed)
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, error);
  return amends_backup_write (database, day, cancellable, error) && keep_week (day, week, error) &&
         prune (folder, "daily-", AMENDS_BACKUP_DAILY, error) &&
         prune (folder, "weekly-", AMENDS_BACKUP_WEEKLY, error);
}

void
amends_backup_info_free (AmendsBackupInfo *self)
{
  g_free (self->path);
  g_free (self);
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  const AmendsBackupInfo *one = *(const AmendsBackupInfo *const *) a;
  const AmendsBackupInfo *two = *(const AmendsBackupInfo *const *) b;

  if (one->at != two->at)
    return one->at > two->at ? -1 : 1;
  return g_strcmp0 (two->path, one->path);
}

GPtrArray *
amends_backup_list (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) infos =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_backup_info_free);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  /* No backup was made yet. */
  if (!g_file_test (backups, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&infos);
  dir = g_dir_open (backups, 0, error);
  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (backups, name, NULL);
      AmendsBackupInfo *info;
      GStatBuf status;

      if (!g_str_has_suffix (name, ".db") || g_stat (path, &status) != 0)
        continue;
      info = g_new0 (AmendsBackupInfo, 1);
      info->path = g_steal_pointer (&path);
      info->at = (AmendsInstant) status.st_mtime * AMENDS_SECOND;
      info->size = status.st_size;
      g_ptr_array_add (infos, info);
    }
  g_ptr_array_sort (infos, compare_infos);
  return g_steal_pointer (&infos);
}

gboolean
amends_backup_has_header (const char *file)
{
  char start[sizeof HEADER] = { 0 };
  int fd = open (file, O_RDONLY | O_CLOEXEC);
  ssize_t size;

  if (fd < 0)
    return TRUE;
  size = read (fd, start, sizeof start);
  close (fd);
  return size == 0 || (size == sizeof start && memcmp (start, HEADER, sizeof start) == 0);
}

/* (transfer full): a name beside the database that is still free. */
static char *
choose_aside (const char *folder)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("workspace-aside-%s.db", stamp)
                                     : g_strdup_printf ("workspace-aside-%s-%u.db", stamp, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

gboolean
amends_backup_move_aside (const char *folder, char **where, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *from = g_build_filename (folder, AMENDS_DATABASE_FILE, NULL);
  g_autofree char *to = choose_aside (folder);

  *where = NULL;
  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *old = g_strconcat (from, suffixes[i], NULL);
      g_autofree char *new = g_strconcat (to, suffixes[i], NULL);

      if (g_rename (old, new) != 0 && errno != ENOENT)
        return fail_errno (old, error);
    }
  *where = g_steal_pointer (&to);
  return sync_path (folder, error);
}

static gboolean
check_backup (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) check = NULL;
  gboolean row;
  int version;

  if (!amends_migrator_get_version (connection, &version, error))
    return FALSE;
  if (version > amends_migrator_get_latest ())
    {
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NEWER_SCHEMA,
                   /* Translators: %s is the path of a file. */
                   _ ("“%s” was made by a newer version of this program. Update the program to "
                      "restore it."),
                   amends_connection_get_path (connection));
      return FALSE;
    }
  check = amends_statement_new (connection, "PRAGMA quick_check (1)", error);
  if (check == NULL || !amends_statement_step (check, &row, error))
    return FALSE;
  if (version == 0 || !row || g_strcmp0 (amends_statement_get_text (check, 0), "ok") != 0)
    {
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT,
                   /* Translators: %s is the path of a file. */
                   _ ("“%s” is damaged or is no backup of a workspace. Choose another one."),
                   amends_connection_get_path (connection));
      return FALSE;
    }
  return TRUE;
}

/* What was sent after the backup was made is not known to it. */
static gboolean
mark_outbox (const char *file, GError **error)
{
  g_autoptr (AmendsConnection) connection =
      amends_connection_open (file, AMENDS_CONNECTION_READ_WRITE, error);

  return connection != NULL &&
         amends_connection_execute (connection, "UPDATE outbox SET look_up = 1", error);
}

static gboolean
prepare_copy (const char *file, const char *copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsConnection) connection =
      amends_connection_open (file, AMENDS_CONNECTION_READ_ONLY, error);

  if (connection == NULL)
    return FALSE;
  amends_connection_set_cancellable (connection, cancellable);
  return check_backup (connection, error) && amends_backup_copy (connection, copy, error) &&
         mark_outbox (copy, error);
}

gboolean
amends_backup_restore (const char *folder,
                       const char *file,
                       char **aside,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *database = g_build_filename (folder, AMENDS_DATABASE_FILE, NULL);
  g_autofree char *copy = g_strconcat (database, ".restoring", NULL);
  g_autofree char *where = NULL;
  g_autoptr (AmendsWorkspaceLock) lock = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, error);
  lock = amends_workspace_lock_new (folder, error);
  if (lock == NULL || !amends_workspace_lock_acquire (lock, AMENDS_LOCK_EXCLUSIVE, 0, error))
    return FALSE;
  if (!prepare_copy (file, copy, cancellable, error) ||
      !amends_backup_move_aside (folder, &where, error) || !move_into_place (copy, database, error))
    {
      g_unlink (copy);
      return FALSE;
    }
  if (aside)
    *aside = g_steal_pointer (&where);
  return TRUE;
}
