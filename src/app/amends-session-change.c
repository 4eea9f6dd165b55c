/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way to change a case. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-case-store.h"
#include "amends-clocks.h"
#include "amends-crm-queue.h"

#include <glib/gi18n-lib.h>

/* One change on its way through the writer's thread. */
typedef struct
{
  AmendsChange change;
  char *id; /* NULL: a case is being made */
  AmendsChangeFunc func;
  gpointer data;
  GDestroyNotify destroy;
  AmendsChangeUndo undo;
  gboolean changed;
  guint token;
} ChangeTask;

static void
change_task_free (gpointer data)
{
  ChangeTask *task = data;

  if (task->destroy)
    task->destroy (task->data);
  g_clear_pointer (&task->change.engines, amends_engines_unref);
  g_clear_object (&task->change.before);
  g_clear_object (&task->change.case_);
  g_clear_object (&task->change.me);
  g_clear_object (&task->change.people);
  g_free (task->id);
  g_free (task);
}

static ChangeTask *
change_task_new (AmendsSession *self, AmendsChangeFunc func, gpointer data, GDestroyNotify destroy)
{
  ChangeTask *task = g_new0 (ChangeTask, 1);

  task->func = func;
  task->data = data;
  task->destroy = destroy;
  task->change.engines = amends_engines_ref (self->engines);
  task->change.me = amends_session_copy_me (self);
  task->change.people = amends_session_copy_people (self);
  task->change.now = amends_session_now (self);
  return task;
}

AmendsConnection *
amends_change_get_connection (AmendsChange *change)
{
  return change->connection;
}

static gboolean
write_change (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  ChangeTask *task = data;
  AmendsChange *change = &task->change;

  /* A transaction that had to wait for another writer starts over with this function. */
  g_clear_object (&change->before);
  g_clear_object (&change->case_);
  change->connection = connection;

  if (!amends_engines_complete (change->engines, error))
    return FALSE;
  if (task->id)
    {
      change->case_ = amends_case_store_load (connection, task->id, error);
      if (change->case_ == NULL)
        return FALSE;
      change->before = amends_case_copy (change->case_);
    }
  if (!task->func (change, task->data, error))
    return FALSE;
  task->changed = change->before == NULL || !amends_case_equal (change->before, change->case_);
  if (!task->changed)
    return TRUE;

  amends_record_set (change->case_->escalation, "updated", change->now, NULL);
  return amends_case_store_save (connection, change->before, change->case_, error) &&
         amends_crm_queue_add_case (connection, change->engines, change->before, change->case_,
                                    change->me, change->now,
                                    task->undo == AMENDS_CHANGE_UNDOABLE_BRIEFLY
                                        ? change->now + AMENDS_BRIEF_UNDO
                                        : AMENDS_INSTANT_NONE,
                                    error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  ChangeTask *change = g_task_get_task_data (task);
  g_autoptr (AmendsCase) live = NULL;
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (change->changed)
    {
      if (change->change.before != NULL)
        change->token = amends_session_remember (self, change->change.before, change->change.case_,
                                                 change->undo, change->change.now);
      live = amends_session_adopt (self, change->change.case_);
      if (self->bus)
        amends_workspace_bus_tell (self->bus, live->escalation->id);
      amends_session_emit_changed (self, live->escalation->id);
    }
  if (change->id == NULL)
    amends_session_reload_async (self, NULL, NULL); /* a new account or contact may have come */
  if (change->id)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_pointer (task, g_steal_pointer (&live), g_object_unref);
}

static void
start_change (AmendsSession *self, GTask *task, ChangeTask *change)
{
  g_task_set_task_data (task, change, change_task_free);
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_write_async (self->database, write_change, change, NULL,
                               g_task_get_cancellable (task), written_cb, task);
}

void
amends_session_change_async (AmendsSession *self,
                             AmendsCase *case_,
                             AmendsChangeFunc func,
                             gpointer data,
                             GDestroyNotify destroy,
                             AmendsChangeUndo undo,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ChangeTask *change = change_task_new (self, func, data, destroy);

  g_task_set_source_tag (task, amends_session_change_async);
  change->id = g_strdup (case_->escalation->id);
  change->undo = undo;
  start_change (self, task, change);
}

void
amends_session_create_async (AmendsSession *self,
                             AmendsChangeFunc func,
                             gpointer data,
                             GDestroyNotify destroy,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_session_create_async);
  start_change (self, task, change_task_new (self, func, data, destroy));
}

gboolean
amends_session_change_finish (AmendsSession *self,
                              GAsyncResult *result,
                              guint *undo,
                              GError **error)
{
  ChangeTask *change = g_task_get_task_data (G_TASK (result));

  if (undo)
    *undo = change ? change->token : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}
