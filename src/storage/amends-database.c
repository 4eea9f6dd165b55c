/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open workspace: one writer and two readers, each a connection with a thread of its own. */

#include "config.h"

#include "amends-database.h"

#include "amends-backup-private.h"
#include "amends-connection-private.h"
#include "amends-migrator.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-work-queue.h"
#include "amends-workspace-lock.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define READERS 2
#define OPEN_WAIT_MS 10000
#define OPEN_POLL_MS 40

/* A connection and the thread that asynchronous work on it runs in. */
typedef struct
{
  GMutex lock;
  AmendsConnection *connection; /* (owned) (nullable) once closed; protected by lock */
  AmendsWorkQueue *queue;       /* (owned) */
  int waiting;                  /* atomic: pieces of work pushed and not done */
} Worker;

struct _AmendsDatabase
{
  GObject parent_instance;

  char *folder;
  AmendsWorkspaceLock *lock; /* (owned) (nullable) once closed */
  gboolean read_only;
  gboolean newer;
  Worker writer; /* without connection when read-only */
  Worker readers[READERS];
  GMutex lead_lock;
};

enum
{
  PROP_0,
  PROP_READ_ONLY,
  PROP_NEWER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint committed_signal;

G_DEFINE_FINAL_TYPE (AmendsDatabase, amends_database, G_TYPE_OBJECT)

typedef struct
{
  AmendsTransactionFunc func;
  gpointer data;
  GDestroyNotify destroy; /* (nullable) */
  Worker *worker;
} Job;

static void
job_free (Job *job)
{
  if (job->destroy)
    job->destroy (job->data);
  g_free (job);
}

static void
amends_database_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsDatabase *self = AMENDS_DATABASE (object);

  switch (id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_NEWER:
      g_value_set_boolean (value, self->newer);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
worker_close (Worker *worker)
{
  if (worker->queue && !amends_work_queue_is_current (worker->queue))
    amends_work_queue_drain (worker->queue);
  g_mutex_lock (&worker->lock);
  g_clear_pointer (&worker->connection, amends_connection_free);
  g_mutex_unlock (&worker->lock);
}

static void
worker_clear (Worker *worker)
{
  worker_close (worker);
  g_clear_object (&worker->queue);
  g_mutex_clear (&worker->lock);
}

static void
amends_database_finalize (GObject *object)
{
  AmendsDatabase *self = AMENDS_DATABASE (object);

  for (guint i = 0; i < READERS; i++)
    worker_clear (&self->readers[i]);
  worker_clear (&self->writer);
  g_clear_pointer (&self->lock, amends_workspace_lock_free);
  g_mutex_clear (&self->lead_lock);
  g_free (self->folder);

  G_OBJECT_CLASS (amends_database_parent_class)->finalize (object);
}

static void
amends_database_class_init (AmendsDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amends_database_finalize;
  object_class->get_property = amends_database_get_property;
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEWER] =
      g_param_spec_boolean ("newer", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  committed_signal = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_database_init (AmendsDatabase *self)
{
  g_mutex_init (&self->lead_lock);
  g_mutex_init (&self->writer.lock);
  for (guint i = 0; i < READERS; i++)
    g_mutex_init (&self->readers[i].lock);
}

/* A weak reference: news of a commit must not keep a database open that was dropped. */
static gboolean
emit_committed_cb (gpointer data)
{
  g_autoptr (AmendsDatabase) self = g_weak_ref_get (data);

  if (self)
    g_signal_emit (self, committed_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
announce_commit (AmendsDatabase *self)
{
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_committed_cb, reference, free_weak_ref);
}

static gboolean
run_on (AmendsDatabase *self,
        Worker *worker,
        AmendsTransactionFunc func,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  gboolean writing = worker == &self->writer;
  gboolean done = FALSE;

  g_mutex_lock (&worker->lock);
  if (worker->connection == NULL)
    g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_INTERRUPTED,
                         _ ("The workspace was closed before this was done."));
  else if (writing)
    done = amends_connection_write (worker->connection, func, data, cancellable, error);
  else
    done = amends_connection_read (worker->connection, func, data, cancellable, error);
  g_mutex_unlock (&worker->lock);

  if (done && writing)
    announce_commit (self);
  return done;
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (run_on (source, job->worker, job->func, job->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Counted down when the task goes, since a cancelled task never runs. */
static void
count_down_cb (gpointer data, GObject *task)
{
  g_atomic_int_dec_and_test ((int *) data);
}

static void
push_job (AmendsDatabase *self,
          Worker *worker,
          AmendsTransactionFunc func,
          gpointer data,
          GDestroyNotify destroy,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data,
          gpointer tag)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->worker = worker;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_atomic_int_inc (&worker->waiting);
  g_object_weak_ref (G_OBJECT (task), count_down_cb, &worker->waiting);
  amends_work_queue_push (worker->queue, task, run_job);
}

static Worker *
choose_reader (AmendsDatabase *self)
{
  Worker *best = &self->readers[0];

  for (guint i = 1; i < READERS; i++)
    if (g_atomic_int_get (&self->readers[i].waiting) < g_atomic_int_get (&best->waiting))
      best = &self->readers[i];
  return best;
}

static GError *
make_read_only_error (AmendsDatabase *self)
{
  if (self->newer)
    return g_error_new_literal (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY,
                                _ ("This workspace was made by a newer version of the program "
                                   "and can only be read. Update the program to change it."));
  return amends_storage_error_from_errno (EROFS, self->folder);
}

static gboolean
worker_open (Worker *worker,
             const char *name,
             const char *path,
             AmendsConnectionMode mode,
             GError **error)
{
  worker->queue = amends_work_queue_new (name);
  worker->connection = amends_connection_open (path, mode, error);
  return worker->connection != NULL;
}

static gboolean
check_structure (AmendsConnection *connection, const char *sql, GError **error)
{
  g_autoptr (AmendsStatement) check = amends_statement_new (connection, sql, error);
  gboolean row;

  if (check == NULL || !amends_statement_step (check, &row, error))
    return FALSE;
  if (row && g_strcmp0 (amends_statement_get_text (check, 0), "ok") != 0)
    {
      g_warning ("Database check: %s", amends_statement_get_text (check, 0));
      g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT,
                   /* Translators: %s is a technical finding in English. */
                   _ ("The database of the workspace is damaged (%s). It can be set aside and a "
                      "backup restored."),
                   amends_statement_get_text (check, 0));
      return FALSE;
    }
  return TRUE;
}

/* The last one to close a database that ends well removes its log. */
static gboolean
ended_badly (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

static gboolean
read_version (const char *path, AmendsConnectionMode mode, int *version, GError **error)
{
  g_autoptr (AmendsConnection) connection = amends_connection_open (path, mode, error);

  return connection != NULL && amends_migrator_get_version (connection, version, error);
}

/* With the workspace alone: checks the file, brings it up to date. */
static gboolean
prepare (AmendsDatabase *self, const char *path, GError **error)
{
  g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);
  gboolean suspicious = ended_badly (path);
  g_autoptr (AmendsConnection) connection = NULL;
  int version;

  if (!amends_backup_has_header (path))
    {
      g_propagate_error (error, amends_storage_error_from_sqlite (SQLITE_CORRUPT, NULL));
      return FALSE;
    }
  /* A file of somebody else must not even be switched to our journal. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) &&
      !read_version (path, AMENDS_CONNECTION_READ_ONLY, &version, error))
    return FALSE;
  connection = amends_connection_open (path, AMENDS_CONNECTION_READ_WRITE, error);
  if (connection == NULL || !amends_migrator_get_version (connection, &version, error) ||
      (suspicious && !check_structure (connection, "PRAGMA quick_check (1)", error)))
    return FALSE;
  return version > amends_migrator_get_latest () ||
         amends_migrator_run (connection, backups, 0, error);
}

/*
 * Whoever finds the workspace empty of others prepares it; whoever finds others there needs it to
 * be prepared, and waits for that. Ends with the shared lock.
 */
static gboolean
enter (AmendsDatabase *self, const char *path, int *version, GError **error)
{
  gint64 end = g_get_monotonic_time () + OPEN_WAIT_MS * 1000;

  while (TRUE)
    {
      if (amends_workspace_lock_try (self->lock, AMENDS_LOCK_EXCLUSIVE))
        {
          if (!prepare (self, path, error))
            return FALSE;
          if (amends_workspace_lock_try (self->lock, AMENDS_LOCK_SHARED))
            return read_version (path, AMENDS_CONNECTION_READ_ONLY, version, error);
        }
      else if (amends_workspace_lock_try (self->lock, AMENDS_LOCK_SHARED))
        {
          *version = 0;
          if (g_file_test (path, G_FILE_TEST_EXISTS) &&
              !read_version (path, AMENDS_CONNECTION_READ_ONLY, version, error))
            return FALSE;
          if (*version >= amends_migrator_get_latest ())
            return TRUE;
          amends_workspace_lock_try (self->lock, AMENDS_LOCK_NONE);
        }
      if (g_get_monotonic_time () >= end)
        return amends_workspace_lock_acquire (self->lock, AMENDS_LOCK_EXCLUSIVE, 0, error);
      g_usleep (OPEN_POLL_MS * 1000);
    }
}

/* Where not even the bookkeeping of readers can be written, a database at rest can still be read
 * as it is. */
static AmendsConnectionMode
choose_reader_mode (const char *folder, const char *path)
{
  if (access (folder, W_OK) != 0 && !ended_badly (path))
    return AMENDS_CONNECTION_IMMUTABLE;
  return AMENDS_CONNECTION_READ_ONLY;
}

static gboolean
can_write (const char *folder, const char *path)
{
  return access (folder, W_OK) == 0 &&
         (!g_file_test (path, G_FILE_TEST_EXISTS) || access (path, W_OK) == 0);
}

static gboolean
enter_read_only (AmendsDatabase *self, const char *path, int *version, GError **error)
{
  if (!amends_workspace_lock_acquire (self->lock, AMENDS_LOCK_SHARED, OPEN_WAIT_MS, error) ||
      !read_version (path, choose_reader_mode (self->folder, path), version, error))
    return FALSE;
  if (*version < amends_migrator_get_latest ())
    {
      g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY,
                           _ ("This workspace was made by an older version of the program. Open "
                              "it once in a place that can be written, so that it can be brought "
                              "up to date."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_workers (AmendsDatabase *self, const char *path, GError **error)
{
  AmendsConnectionMode mode = choose_reader_mode (self->folder, path);

  if (!self->read_only &&
      !worker_open (&self->writer, "amends-writer", path, AMENDS_CONNECTION_READ_WRITE, error))
    return FALSE;
  for (guint i = 0; i < READERS; i++)
    if (!worker_open (&self->readers[i], "amends-reader", path, mode, error))
      return FALSE;
  return TRUE;
}

AmendsDatabase *
amends_database_open (const char *folder, AmendsDatabaseFlags flags, GError **error)
{
  g_autoptr (AmendsDatabase) self = g_object_new (AMENDS_TYPE_DATABASE, NULL);
  g_autofree char *path = NULL;
  int version = 0;

  g_return_val_if_fail (folder != NULL, NULL);

  self->folder = g_canonicalize_filename (folder, NULL);
  path = g_build_filename (self->folder, AMENDS_DATABASE_FILE, NULL);
  self->read_only = (flags & AMENDS_DATABASE_READ_ONLY) != 0;
  if (!self->read_only && g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_propagate_error (error, amends_storage_error_from_errno (errno, self->folder));
      return NULL;
    }
  if (!can_write (self->folder, path))
    self->read_only = TRUE;

  self->lock = amends_workspace_lock_new (self->folder, error);
  if (self->lock == NULL)
    return NULL;
  if (self->read_only ? !enter_read_only (self, path, &version, error)
                      : !enter (self, path, &version, error))
    return NULL;
  self->newer = version > amends_migrator_get_latest ();
  self->read_only |= self->newer;
  if (!open_workers (self, path, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amends_database_close (AmendsDatabase *self)
{
  g_return_if_fail (AMENDS_IS_DATABASE (self));

  /* The writer last: the last connection that can write folds the log into the file. */
  for (guint i = 0; i < READERS; i++)
    worker_close (&self->readers[i]);
  worker_close (&self->writer);
  g_mutex_lock (&self->lead_lock);
  g_clear_pointer (&self->lock, amends_workspace_lock_free);
  g_mutex_unlock (&self->lead_lock);
}

const char *
amends_database_get_folder (AmendsDatabase *self)
{
  return self->folder;
}

gboolean
amends_database_is_read_only (AmendsDatabase *self)
{
  return self->read_only;
}

gboolean
amends_database_is_newer (AmendsDatabase *self)
{
  return self->newer;
}

void
amends_database_write_async (AmendsDatabase *self,
                             AmendsWriteFunc func,
                             gpointer data,
                             GDestroyNotify destroy,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (AMENDS_IS_DATABASE (self));

  if (self->read_only)
    {
      g_task_report_error (self, callback, user_data, amends_database_write_async,
                           make_read_only_error (self));
      if (destroy)
        destroy (data);
      return;
    }
  push_job (self, &self->writer, func, data, destroy, cancellable, callback, user_data,
            amends_database_write_async);
}

gboolean
amends_database_write_finish (AmendsDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
amends_database_read_async (AmendsDatabase *self,
                            AmendsReadFunc func,
                            gpointer data,
                            GDestroyNotify destroy,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (AMENDS_IS_DATABASE (self));

  push_job (self, choose_reader (self), func, data, destroy, cancellable, callback, user_data,
            amends_database_read_async);
}

gboolean
amends_database_read_finish (AmendsDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
amends_database_write (AmendsDatabase *self,
                       AmendsWriteFunc func,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (AMENDS_IS_DATABASE (self), FALSE);

  if (self->read_only)
    {
      g_propagate_error (error, make_read_only_error (self));
      return FALSE;
    }
  return run_on (self, &self->writer, func, data, cancellable, error);
}

gboolean
amends_database_read (AmendsDatabase *self,
                      AmendsReadFunc func,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (AMENDS_IS_DATABASE (self), FALSE);

  return run_on (self, choose_reader (self), func, data, cancellable, error);
}

gboolean
amends_database_try_lead (AmendsDatabase *self)
{
  gboolean leads;

  g_return_val_if_fail (AMENDS_IS_DATABASE (self), FALSE);

  g_mutex_lock (&self->lead_lock);
  leads = self->lock != NULL && amends_workspace_lock_try_lead (self->lock);
  g_mutex_unlock (&self->lead_lock);
  return leads;
}

static gboolean
check_func (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return check_structure (connection, "PRAGMA integrity_check (1)", error) &&
         check_structure (connection, "PRAGMA foreign_key_check", error);
}

gboolean
amends_database_check (AmendsDatabase *self, GCancellable *cancellable, GError **error)
{
  return amends_database_read (self, check_func, NULL, cancellable, error);
}

gboolean
amends_database_set_aside (const char *folder, char **where, GError **error)
{
  g_autoptr (AmendsWorkspaceLock) lock = amends_workspace_lock_new (folder, error);
  g_autofree char *path = NULL;

  if (lock == NULL || !amends_workspace_lock_acquire (lock, AMENDS_LOCK_EXCLUSIVE, 0, error) ||
      !amends_backup_move_aside (folder, &path, error))
    return FALSE;
  if (path == NULL)
    {
      g_propagate_error (error, amends_storage_error_from_errno (ENOENT, folder));
      return FALSE;
    }
  if (where)
    *where = g_steal_pointer (&path);
  return TRUE;
}
