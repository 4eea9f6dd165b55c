/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One handle on the database file: settings, prepared statements, transactions, cancellation. */

#include "config.h"

#include "amends-connection-private.h"

#include "amends-cjk-tokenizer.h"
#include "amends-terms-tokenizer.h"
#include "amends-storage-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Instructions of the virtual machine between two looks at the cancellable: well under 1 ms. */
#define PROGRESS_STEPS 2000
#define BUSY_WAIT_MS 5000
/* A writer that waits this often for BUSY_WAIT_MS has met something stuck. */
#define BUSY_ROUNDS 6
/* Lists with filters make many texts; beyond this the cache starts anew. */
#define MAX_STATEMENTS 96

struct _AmendsConnection
{
  sqlite3 *handle; /* (owned) */
  char *path;
  GHashTable *statements;    /* (owned): SQL → sqlite3_stmt at rest */
  GCancellable *cancellable; /* (unowned) (nullable) */
  gint64 busy_since;         /* monotonic, µs */
};

static int
progress_cb (void *data)
{
  AmendsConnection *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* Short waits that grow; cancelling ends them. */
static int
busy_cb (void *data, int round)
{
  AmendsConnection *self = data;
  gint64 now = g_get_monotonic_time ();

  if (round == 0)
    self->busy_since = now;
  if (g_cancellable_is_cancelled (self->cancellable) ||
      now - self->busy_since > BUSY_WAIT_MS * 1000)
    return 0;
  g_usleep (MIN (1000u << MIN (round, 5), 25000u));
  return 1;
}

static gboolean
is_there (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0;
}

/* SQLite gives -wal and -shm the mode of the database, and would give the database 0644. Only a
 * new file is opened here: closing another descriptor of a database drops the locks on it. */
static gboolean
create_private (const char *path, GError **error)
{
  int fd;

  if (is_there (path))
    return TRUE;
  fd = open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST)
    {
      g_propagate_error (error, amends_storage_error_from_errno (errno, path));
      return FALSE;
    }
  if (fd >= 0)
    close (fd);
  return TRUE;
}

static int
open_handle (AmendsConnection *self, AmendsConnectionMode mode)
{
  g_autofree char *uri = NULL;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  switch (mode)
    {
    case AMENDS_CONNECTION_READ_ONLY:
      flags |= SQLITE_OPEN_READONLY;
      break;
    case AMENDS_CONNECTION_READ_WRITE:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case AMENDS_CONNECTION_IMMUTABLE:
      {
        g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
        g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

        uri = g_strdup_printf ("file://%s?immutable=1", escaped);
        flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        break;
      }
    }
  return sqlite3_open_v2 (uri ? uri : self->path, &self->handle, flags, NULL);
}

static gboolean
configure (AmendsConnection *self, AmendsConnectionMode mode, GError **error)
{
  int code = amends_cjk_tokenizer_register (self->handle);

  if (code == SQLITE_OK)
    code = amends_terms_tokenizer_register (self->handle);

  if (code != SQLITE_OK)
    {
      amends_connection_set_error (self, code, error);
      return FALSE;
    }
  sqlite3_busy_handler (self->handle, busy_cb, self);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!amends_connection_execute (self,
                                  "PRAGMA foreign_keys = ON;"
                                  "PRAGMA synchronous = FULL;"
                                  "PRAGMA secure_delete = ON;"
                                  "PRAGMA temp_store = MEMORY;"
                                  "PRAGMA cache_size = -16000;",
                                  error))
    return FALSE;
  return mode != AMENDS_CONNECTION_READ_WRITE ||
         amends_connection_execute (self, "PRAGMA journal_mode = WAL;", error);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

AmendsConnection *
amends_connection_open (const char *path, AmendsConnectionMode mode, GError **error)
{
  g_autoptr (AmendsConnection) self = NULL;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  if (mode == AMENDS_CONNECTION_READ_WRITE && !create_private (path, error))
    return NULL;
  if (!is_there (path))
    {
      g_propagate_error (error, amends_storage_error_from_errno (errno, path));
      return NULL;
    }

  self = g_new0 (AmendsConnection, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  code = open_handle (self, mode);
  if (code != SQLITE_OK)
    {
      amends_connection_set_error (self, code, error);
      return NULL;
    }
  if (!configure (self, mode, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amends_connection_free (AmendsConnection *self)
{
  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement outlives its connection");
  g_free (self->path);
  g_free (self);
}

const char *
amends_connection_get_path (AmendsConnection *self)
{
  return self->path;
}

sqlite3 *
amends_connection_get_handle (AmendsConnection *self)
{
  return self->handle;
}

void
amends_connection_set_cancellable (AmendsConnection *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
}

gboolean
amends_connection_is_cancelled (AmendsConnection *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

void
amends_connection_set_error (AmendsConnection *self, int code, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  g_debug ("SQLite: %d, %s", code, sqlite3_errstr (code));
  g_propagate_error (error, amends_storage_error_from_sqlite (
                                code, self->handle ? sqlite3_errmsg (self->handle) : NULL));
}

sqlite3_stmt *
amends_connection_take (AmendsConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  g_autofree char *key = NULL;
  int code;

  if (g_hash_table_steal_extended (self->statements, sql, (gpointer *) &key,
                                   (gpointer *) &statement))
    return statement;
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      amends_connection_set_error (self, code, error);
      return NULL;
    }
  return statement;
}

void
amends_connection_give_back (AmendsConnection *self, sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
    g_hash_table_remove_all (self->statements);
  g_hash_table_replace (self->statements, g_strdup (sqlite3_sql (statement)), statement);
}

gboolean
amends_connection_execute (AmendsConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    amends_connection_set_error (self, code, error);
  return code == SQLITE_OK;
}

gboolean
amends_connection_query_int (AmendsConnection *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = amends_connection_take (self, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  *value = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      amends_connection_set_error (self, code, error);
      amends_connection_give_back (self, statement);
      return FALSE;
    }
  amends_connection_give_back (self, statement);
  return TRUE;
}

int
amends_connection_get_changes (AmendsConnection *self)
{
  return sqlite3_changes (self->handle);
}

gint64
amends_connection_get_last_row (AmendsConnection *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/* Some failures (disk full, I/O) have rolled back already; then there is nothing to end. */
static void
roll_back (AmendsConnection *self)
{
  self->cancellable = NULL;
  if (sqlite3_get_autocommit (self->handle))
    return;
  if (sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("A transaction could not be rolled back: %s", sqlite3_errmsg (self->handle));
}

/* A second writer is normal; only one that is stuck becomes an error. */
static gboolean
begin (AmendsConnection *self, const char *sql, GError **error)
{
  int code = SQLITE_BUSY;

  for (guint round = 0; round < BUSY_ROUNDS && (code & 0xff) == SQLITE_BUSY; round++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        break;
      code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
    }
  if (code != SQLITE_OK)
    amends_connection_set_error (self, code, error);
  return code == SQLITE_OK;
}

static gboolean
run_transaction (AmendsConnection *self,
                 const char *begin_sql,
                 AmendsTransactionFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  int code;

  self->cancellable = cancellable;
  if (!begin (self, begin_sql, error))
    {
      self->cancellable = NULL;
      return FALSE;
    }
  if (!func (self, data, cancellable, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      roll_back (self);
      return FALSE;
    }

  self->cancellable = NULL;
  code = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      amends_connection_set_error (self, code, error);
      roll_back (self);
    }
  return code == SQLITE_OK;
}

gboolean
amends_connection_write (AmendsConnection *self,
                         AmendsWriteFunc func,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  return run_transaction (self, "BEGIN IMMEDIATE", func, data, cancellable, error);
}

gboolean
amends_connection_read (AmendsConnection *self,
                        AmendsReadFunc func,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  return run_transaction (self, "BEGIN", func, data, cancellable, error);
}
