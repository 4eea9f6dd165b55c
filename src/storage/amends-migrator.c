/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the schema of this program, step by step. */

#include "config.h"

#include "amends-migrator.h"

#include "amends-backup-private.h"
#include "amends-migrations-resource.h"
#include "amends-statement.h"
#include "amends-storage-error.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MIGRATIONS "/dev/amends/Amends/migrations"

static int
compare_names (const void *a, const void *b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): names of the migrations, "001-first.sql", in order. */
static char **
list_migrations (void)
{
  char **names =
      g_resource_enumerate_children (amends_migrations_get_resource (), MIGRATIONS, 0, NULL);

  /* The folder is compiled in. */
  g_assert (names != NULL);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  return names;
}

static int
get_number (const char *name)
{
  return (int) g_ascii_strtoull (name, NULL, 10);
}

int
amends_migrator_get_latest (void)
{
  g_auto (GStrv) names = list_migrations ();
  int latest = 0;

  for (guint i = 0; names[i]; i++)
    latest = MAX (latest, get_number (names[i]));
  return latest;
}

gboolean
amends_migrator_get_version (AmendsConnection *connection, int *version, GError **error)
{
  gint64 application, schema, objects;

  if (!amends_connection_query_int (connection, "PRAGMA application_id", &application, error) ||
      !amends_connection_query_int (connection, "PRAGMA user_version", &schema, error) ||
      !amends_connection_query_int (connection, "SELECT count (*) FROM sqlite_schema", &objects,
                                    error))
    return FALSE;
  if (application != AMENDS_APPLICATION_ID && (application != 0 || schema != 0 || objects != 0))
    {
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT,
                   /* Translators: %s is the path of a file. */
                   _ ("“%s” is not a workspace of this program. Choose another file."),
                   amends_connection_get_path (connection));
      return FALSE;
    }
  *version = (int) schema;
  return TRUE;
}

typedef struct
{
  const char *sql;
  int number;
} Step;

static gboolean
run_step (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;
  /* A pragma takes no parameters; the number comes from the name of our own file. */
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", step->number);
  g_autoptr (AmendsStatement) check = NULL;
  gboolean row;

  if (!amends_connection_execute (connection, step->sql, error) ||
      !amends_connection_execute (connection, mark, error))
    return FALSE;
  check = amends_statement_new (connection, "PRAGMA foreign_key_check", error);
  if (check == NULL || !amends_statement_step (check, &row, error))
    return FALSE;
  if (row)
    {
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT,
                   /* Translators: %s is the name of a table of the database. */
                   _ ("The workspace cannot be brought up to date: the table “%s” refers to "
                      "records that are missing. Nothing was changed."),
                   amends_statement_get_text (check, 0));
      return FALSE;
    }
  return TRUE;
}

static gboolean
back_up_first (AmendsConnection *connection, const char *backups, int next, GError **error)
{
  g_autofree char *name = g_strdup_printf ("before-%03d.db", next);
  g_autofree char *path = g_build_filename (backups, name, NULL);

  if (g_mkdir_with_parents (backups, 0700) != 0)
    {
      g_propagate_error (error, amends_storage_error_from_errno (errno, backups));
      return FALSE;
    }
  return amends_backup_copy (connection, path, error);
}

gboolean
amends_migrator_run (AmendsConnection *connection, const char *backups, int target, GError **error)
{
  g_auto (GStrv) names = list_migrations ();
  gboolean backed_up = FALSE;
  int version;

  if (!amends_migrator_get_version (connection, &version, error))
    return FALSE;
  for (guint i = 0; names[i]; i++)
    {
      g_autofree char *path = g_strconcat (MIGRATIONS "/", names[i], NULL);
      g_autoptr (GBytes) sql = NULL;
      Step step = { NULL, get_number (names[i]) };

      if (step.number <= version || (target > 0 && step.number > target))
        continue;
      if (version > 0 && !backed_up && !back_up_first (connection, backups, step.number, error))
        return FALSE;
      backed_up = TRUE;
      sql = g_resource_lookup_data (amends_migrations_get_resource (), path, 0, error);
      if (sql == NULL)
        return FALSE;
      /* Resources end in a NUL that does not count as data. */
      step.sql = g_bytes_get_data (sql, NULL);
      if (!amends_connection_write (connection, run_step, &step, NULL, error))
        return FALSE;
    }
  return TRUE;
}
