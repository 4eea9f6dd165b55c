/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way to change a case, and undo. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-case-store.h"
#include "amends-clocks.h"
#include "amends-outbox.h"

#include <glib/gi18n-lib.h>

/* "At least 20 steps"; a step holds two copies of a case. */
#define UNDO_STEPS 50
#define BRIEF_UNDO (10 * AMENDS_SECOND)
/* What the CRM is told when a case has changed: the connector reads the case when it sends. */
#define OUTBOX_CASE "escalation.push"

typedef struct
{
  guint token;
  AmendsCase *before, *after;
  AmendsInstant until; /* AMENDS_INSTANT_NONE: no limit */
} UndoEntry;

static void
undo_entry_free (gpointer data)
{
  UndoEntry *entry = data;

  g_object_unref (entry->before);
  g_object_unref (entry->after);
  g_free (entry);
}

GPtrArray *
amends_session_new_undo_stack (void)
{
  return g_ptr_array_new_with_free_func (undo_entry_free);
}

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
         amends_outbox_add (connection, OUTBOX_CASE, change->case_->escalation->id, NULL,
                            task->undo == AMENDS_CHANGE_UNDOABLE_BRIEFLY ? change->now + BRIEF_UNDO
                                                                         : AMENDS_INSTANT_NONE,
                            error);
}

static void
remember_undo (AmendsSession *self, ChangeTask *task)
{
  UndoEntry *entry;

  if (task->undo == AMENDS_CHANGE_FINAL || task->change.before == NULL)
    return;
  entry = g_new0 (UndoEntry, 1);
  entry->token = task->token = ++self->last_token;
  entry->before = g_object_ref (task->change.before);
  entry->after = amends_case_copy (task->change.case_);
  if (task->undo == AMENDS_CHANGE_UNDOABLE_BRIEFLY)
    entry->until = task->change.now + BRIEF_UNDO;
  g_ptr_array_add (self->undo, entry);
  if (self->undo->len > UNDO_STEPS)
    g_ptr_array_remove_index (self->undo, 0);
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
      remember_undo (self, change);
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

/* --- Undo --- */

static UndoEntry *
find_entry (AmendsSession *self, guint token)
{
  if (token == 0 && self->undo->len > 0)
    return g_ptr_array_index (self->undo, self->undo->len - 1);
  for (guint i = 0; i < self->undo->len; i++)
    {
      UndoEntry *entry = g_ptr_array_index (self->undo, i);

      if (entry->token == token)
        return entry;
    }
  return NULL;
}

gboolean
amends_session_can_undo (AmendsSession *self)
{
  return self->undo->len > 0;
}

static gboolean
take_back (AmendsChange *change, gpointer data, GError **error)
{
  UndoEntry *entry = data;
  g_autoptr (AmendsCase) was = amends_case_copy (change->case_);
  guint left;

  if (entry->until != AMENDS_INSTANT_NONE && change->now > entry->until)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                   _ ("A sent message can be taken back for ten seconds only. Correct it with a "
                      "further message instead."));
      return FALSE;
    }
  left = amends_case_revert (change->case_, entry->before, entry->after);
  if (amends_case_equal (was, change->case_))
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                   _ ("This was changed again since and was left as it is."));
      return FALSE;
    }
  amends_change_log (
      change, entry->until != AMENDS_INSTANT_NONE ? AMENDS_EVENT_MESSAGE_UNSENT : AMENDS_EVENT_UNDO,
      AMENDS_INSTANT_NONE, NULL, "%s",
      left > 0 ? _ ("Undone, except what had changed again since") : _ ("Undone"));
  return TRUE;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;

  if (amends_session_change_finish (self, result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_undo_async (AmendsSession *self,
                           guint token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  UndoEntry *found = find_entry (self, token);
  UndoEntry *entry;
  guint at = 0;

  g_task_set_source_tag (task, amends_session_undo_async);
  if (found == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE,
                               _ ("There is nothing left to undo."));
      g_object_unref (task);
      return;
    }
  g_ptr_array_find (self->undo, found, &at);
  entry = g_memdup2 (found, sizeof *found);
  g_object_ref (entry->before);
  g_object_ref (entry->after);
  g_ptr_array_remove_index (self->undo, at);
  amends_session_change_async (self, entry->before, take_back, entry, undo_entry_free,
                               AMENDS_CHANGE_FINAL, cancellable, undone_cb, task);
}

gboolean
amends_session_undo_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
