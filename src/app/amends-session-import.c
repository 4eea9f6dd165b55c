/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files of accounts, contacts, interactions and usage, for window and command line. */

#include "config.h"

#include "amends-session-import.h"

#include "amends-import-fields.h"
#include "amends-import-run.h"
#include "amends-import-store.h"
#include "amends-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
amends_import_result_free (AmendsImportResult *self)
{
  g_free (self->id);
  g_free (self->errors);
  g_strfreev (self->problems);
  g_free (self);
}

void
amends_import_entry_free (AmendsImportEntry *self)
{
  g_free (self->id);
  g_free (self->file);
  g_free (self);
}

/* --- Plans ------------------------------------------------------------------------------------ */

typedef struct
{
  char *path;
  int kind;
  char *encoding;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_free (planning->path);
  g_free (planning->encoding);
  g_free (planning);
}

static void
plan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Planning *planning = data;
  GError *error = NULL;
  g_autoptr (AmendsImportWords) words = amends_import_words_load (&error);
  AmendsImportPlan *plan =
      words != NULL ? amends_import_plan_read (planning->path, planning->kind, planning->encoding,
                                               words, cancellable, &error)
                    : NULL;

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) amends_import_plan_free);
  else
    g_task_return_error (task, error);
}

void
amends_session_plan_import_async (AmendsSession *self,
                                  const char *path,
                                  int kind,
                                  const char *encoding,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Planning *planning = g_new0 (Planning, 1);

  g_task_set_source_tag (task, amends_session_plan_import_async);
  planning->path = g_strdup (path);
  planning->kind = kind;
  planning->encoding = g_strdup (encoding);
  g_task_set_task_data (task, planning, planning_free);
  amends_work_queue_push (self->worker, task, plan_thread);
}

AmendsImportPlan *
amends_session_plan_import_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Importing -------------------------------------------------------------------------------- */

/* An import, or one that is taken back. */
typedef struct
{
  AmendsDatabase *database;
  AmendsImportPlan *plan;
  GTimeZone *zone;
  AmendsPerson *me;
  AmendsInstant now;
  gboolean trial;
  char *errors;
  char *folder;
  AmendsImportProgressFunc progress;
  gpointer progress_data;
  GTask *task; /* (unowned) */
  char *id;
  guint kept;
  AmendsImportResult *result;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->database);
  g_clear_pointer (&work->plan, amends_import_plan_free);
  g_clear_pointer (&work->zone, g_time_zone_unref);
  g_clear_object (&work->me);
  g_free (work->errors);
  g_free (work->folder);
  g_free (work->id);
  g_clear_pointer (&work->result, amends_import_result_free);
  g_free (work);
}

typedef struct
{
  AmendsImportProgressFunc func;
  gpointer data;
  double fraction;
  guint rows;
} Tick;

static gboolean
tick_cb (gpointer data)
{
  Tick *tick = data;

  tick->func (tick->fraction, tick->rows, tick->data);
  return G_SOURCE_REMOVE;
}

/* In the thread of the import. Sources of one priority are served in their order, so that the last
 * of these comes before the end. */
static void
report_progress (double fraction, guint rows, gpointer data)
{
  Work *work = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  Tick *tick = g_new0 (Tick, 1);

  *tick = (Tick){ work->progress, work->progress_data, MIN (fraction, 1.0), rows };
  g_source_set_priority (source, g_task_get_priority (work->task));
  g_source_set_callback (source, tick_cb, tick, g_free);
  g_source_attach (source, g_task_get_context (work->task));
}

static void
import_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autoptr (AmendsImportWords) words = amends_import_words_load (&error);
  const AmendsImportJob job = {
    .database = work->database,
    .plan = work->plan,
    .words = words,
    .zone = work->zone,
    .me = work->me,
    .now = work->now,
    .trial = work->trial,
    .errors = work->errors,
    .folder = work->folder,
    .progress = work->progress != NULL ? report_progress : NULL,
    .data = work,
  };

  if (words != NULL)
    work->result = amends_import_run (&job, cancellable, &error);
  if (work->result != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
undo_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (amends_import_undo (work->database, work->id, work->me, work->now, &work->kept, cancellable,
                          &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The lists are as the import left them: the caller may look. */
static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = g_object_get_data (G_OBJECT (outer), "amends-error");

  if (error != NULL)
    g_task_return_error (outer, g_error_copy (error));
  else
    g_task_return_boolean (outer, TRUE);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  Work *work = g_task_get_task_data (outer);
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (error != NULL)
    g_object_set_data_full (G_OBJECT (outer), "amends-error", error, (GDestroyNotify) g_error_free);
  /* Some of it may be there even after an error. */
  if (work->trial || self->database == NULL ||
      (work->result != NULL && work->result->id == NULL && error == NULL))
    {
      reloaded_cb (source, result, g_steal_pointer (&outer));
      return;
    }
  if (self->bus != NULL)
    amends_workspace_bus_tell (self->bus, NULL);
  amends_session_reload_async (self, reloaded_cb, g_steal_pointer (&outer));
}

/* Takes @task and @work. */
static void
start (AmendsSession *self, GTask *task, Work *work, GTaskThreadFunc func)
{
  g_autoptr (GTask) inner = NULL;

  g_task_set_task_data (task, work, work_free);
  if (!(work->trial ? amends_session_can_read (self, task) : amends_session_can_write (self, task)))
    {
      g_object_unref (task);
      return;
    }
  work->database = g_object_ref (self->database);
  work->zone = g_time_zone_ref (self->zone);
  work->me = amends_session_copy_me (self);
  work->now = amends_session_now (self);
  work->folder = g_strdup (self->folder);
  /* A thread of its own: it takes as long as the file is. The outer task owns what it fills. */
  inner = g_task_new (self, g_task_get_cancellable (task), worked_cb, task);
  g_task_set_return_on_cancel (inner, FALSE);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_check_cancellable (task, FALSE);
  work->task = task;
  g_task_set_task_data (inner, work, NULL);
  g_task_run_in_thread (inner, func);
}

void
amends_session_import_async (AmendsSession *self,
                             const AmendsImportPlan *plan,
                             gboolean trial,
                             const char *errors,
                             AmendsImportProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, amends_session_import_async);
  work->plan = amends_import_plan_copy (plan);
  work->trial = trial;
  work->errors = g_strdup (errors);
  work->progress = progress;
  work->progress_data = progress_data;
  start (self, task, work, import_thread);
}

AmendsImportResult *
amends_session_import_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&work->result);
}

void
amends_session_undo_import_async (AmendsSession *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, amends_session_undo_import_async);
  work->id = g_strdup (id);
  start (self, task, work, undo_thread);
}

gboolean
amends_session_undo_import_finish (AmendsSession *self,
                                   GAsyncResult *result,
                                   guint *kept,
                                   GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (kept != NULL)
    *kept = work->kept;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Past imports ----------------------------------------------------------------------------- */

static gboolean
read_imports (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  GPtrArray *entries = data;
  g_autoptr (GPtrArray) imports = amends_import_store_list (connection, error);

  if (imports == NULL)
    return FALSE;
  g_ptr_array_set_size (entries, 0);
  for (guint i = 0; i < imports->len; i++)
    {
      const AmendsImport *import = imports->pdata[i];
      AmendsImportEntry *entry = NULL;
      AmendsImportKind kind;

      /* Kinds of a newer version. */
      if (!amends_import_kind_from_string (import->kind, &kind))
        continue;
      entry = g_new0 (AmendsImportEntry, 1);
      *entry = (AmendsImportEntry){ g_strdup (import->id),   kind,
                                    g_strdup (import->file), import->at,
                                    import->added,           import->changed,
                                    import->refused,         import->undone };
      g_ptr_array_add (entries, entry);
    }
  return TRUE;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_ptr_array_ref (g_task_get_task_data (task)),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_list_imports_async (AmendsSession *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_import_entry_free);

  g_task_set_source_tag (task, amends_session_list_imports_async);
  g_task_set_task_data (task, entries, (GDestroyNotify) g_ptr_array_unref);
  if (!amends_session_can_read (self, task))
    return;
  amends_database_read_async (self->database, read_imports, entries, NULL, cancellable, listed_cb,
                              g_steal_pointer (&task));
}

GPtrArray *
amends_session_list_imports_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
