/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for the CRM, and what the user has to say to it. */

#include "config.h"

#include "amends-session-sync-private.h"

#include "amends-crm-queue.h"
#include "amends-crm-store.h"
#include "amends-enum-types.h"
#include "amends-json.h"
#include "amends-labels.h"
#include "amends-outbox.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of a value in a list. */
#define LONGEST_VALUE 400

void
amends_queue_row_free (AmendsQueueRow *self)
{
  g_free (self->title);
  g_free (self->where);
  g_free (self->case_id);
  g_free (self->state);
  g_free (self->problem);
  g_free (self);
}

void
amends_conflict_row_free (AmendsConflictRow *self)
{
  g_free (self->id);
  g_free (self->record);
  g_free (self->case_id);
  g_free (self->field);
  g_free (self->base);
  g_free (self->ours);
  g_free (self->ours_by);
  g_free (self->theirs);
  g_free (self->theirs_by);
  g_free (self);
}

/* One reading or settling on its way. */
typedef struct
{
  GPtrArray *rows;
  GTimeZone *zone;
  AmendsInstant now;
  gint64 seq;
  gboolean yes; /* retry, or ours */
  char *id;
  char *case_id;
  AmendsCrmWork *work;
  GPtrArray *cases;
  gboolean customers;
} ListTask;

static void
list_task_free (gpointer data)
{
  ListTask *task = data;

  g_clear_pointer (&task->rows, g_ptr_array_unref);
  g_clear_pointer (&task->zone, g_time_zone_unref);
  g_clear_pointer (&task->work, amends_crm_work_free);
  g_clear_pointer (&task->cases, g_ptr_array_unref);
  g_free (task->id);
  g_free (task->case_id);
  g_free (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  ListTask *list = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&list->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start_read (AmendsSession *self, GTask *task, AmendsReadFunc func)
{
  ListTask *list = g_new0 (ListTask, 1);

  list->zone = self->zone != NULL ? g_time_zone_ref (self->zone) : NULL;
  list->now = amends_session_now (self);
  g_task_set_task_data (task, list, list_task_free);
  if (!amends_session_can_read (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_read_async (self->database, func, list, NULL, g_task_get_cancellable (task),
                              read_cb, task);
}

/* --- The queue -------------------------------------------------------------------------------- */

static char *
dup_state (const AmendsOutboxRow *row, ListTask *list)
{
  g_autofree char *time = NULL;

  if (row->state == AMENDS_OUTBOX_FAILED)
    return g_strdup (_ ("Refused"));
  if (row->look_up)
    return g_strdup (_ ("Outcome unknown: will be looked up"));
  if (row->not_before <= list->now)
    return g_strdup (_ ("Waits"));
  time = amends_instant_format (row->not_before, list->zone,
                                row->not_before - list->now > AMENDS_DAY ? "%F %H:%M" : "%H:%M");
  /* Translators: %s is a time. */
  return g_strdup_printf (_ ("Waits until %s"), time);
}

static gboolean
add_row (ListTask *list, AmendsConnection *connection, const AmendsOutboxRow *row, GError **error)
{
  AmendsRemoteKind kind;
  g_auto (AmendsCrmSubject) subject = { 0 };
  AmendsQueueRow *made;

  if (!amends_sync_kind_from_row (row->kind, &kind))
    kind = AMENDS_REMOTE_CASE;
  if (!amends_crm_subject_read (&subject, connection, kind, row->record_id, error))
    return FALSE;
  made = g_new0 (AmendsQueueRow, 1);
  made->seq = row->seq;
  made->title = subject.name != NULL
                    /* Translators: a kind of record such as "Task", then what it is called. */
                    ? g_strdup_printf (_ ("%1$s: %2$s"), amends_crm_kind_label (kind), subject.name)
                    : g_strdup (amends_crm_kind_label (kind));
  made->where = g_steal_pointer (&subject.where);
  made->case_id = g_steal_pointer (&subject.case_id);
  made->state = dup_state (row, list);
  made->problem = g_strdup (row->last_error);
  made->since = row->created;
  made->refused = row->state == AMENDS_OUTBOX_FAILED;
  g_ptr_array_add (list->rows, made);
  return TRUE;
}

static gboolean
read_queue (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  ListTask *list = data;
  g_autoptr (GPtrArray) rows = amends_outbox_list_all (connection, 0, 0, error);

  g_clear_pointer (&list->rows, g_ptr_array_unref);
  list->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_queue_row_free);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_row (list, connection, rows->pdata[i], error))
      return FALSE;
  return rows != NULL;
}

void
amends_session_list_queue_async (AmendsSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  start_read (self, g_task_new (self, cancellable, callback, user_data), read_queue);
}

GPtrArray *
amends_session_list_queue_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
settle_row (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  ListTask *list = data;

  return list->yes ? amends_outbox_retry (connection, list->seq, error)
                   : amends_outbox_discard (connection, list->seq, error);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->database != NULL)
    amends_session_sync_count (self);
  g_task_return_boolean (task, TRUE);
}

void
amends_session_settle_queue_async (AmendsSession *self,
                                   gint64 seq,
                                   gboolean retry,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ListTask *list = g_new0 (ListTask, 1);

  list->seq = seq;
  list->yes = retry;
  g_task_set_task_data (task, list, list_task_free);
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_write_async (self->database, settle_row, list, NULL, cancellable, settled_cb,
                               task);
}

gboolean
amends_session_settle_queue_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Conflicts -------------------------------------------------------------------------------- */

static char *
dup_choice (const char *field, const char *text)
{
  static const struct
  {
    const char *field;
    GType (*type) (void);
  } choices[] = {
    { "status", amends_status_get_type },
    { "severity", amends_severity_get_type },
    { "segment", amends_segment_get_type },
    { "role", amends_contact_role_get_type },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      int value;

      if (g_str_equal (choices[i].field, field) &&
          amends_enum_from_nick (choices[i].type (), text, &value))
        return g_strdup (amends_enum_get_label (choices[i].type (), value));
    }
  return NULL;
}

/* A value as people read it. */
static char *
dup_value (const char *field, const char *json, GTimeZone *zone)
{
  g_autoptr (JsonNode) node =
      json != NULL ? amends_json_parse (json, strlen (json), NULL, NULL) : NULL;
  AmendsInstant instant;
  const char *text;
  char *choice;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup (_ ("Empty"));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("Yes") : _ ("No"));
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return g_strdup (json);
  text = json_node_get_string (node);
  if (*text == '\0')
    return g_strdup (_ ("Empty"));
  if (strchr (text, 'T') != NULL && amends_instant_parse (text, &instant, NULL))
    return amends_instant_format (instant, zone, "%F %H:%M");
  choice = dup_choice (field, text);
  return choice != NULL ? choice : amends_text_one_line (text, LONGEST_VALUE);
}

static gboolean
add_conflict (ListTask *list,
              AmendsConnection *connection,
              const AmendsConflict *conflict,
              GError **error)
{
  AmendsRemoteKind kind = AMENDS_REMOTE_CASE;
  g_auto (AmendsCrmSubject) subject = { 0 };
  AmendsConflictRow *row;

  amends_remote_kind_from_string (conflict->kind, &kind);
  if (!amends_crm_subject_read (&subject, connection, kind, conflict->local_id, error))
    return FALSE;
  row = g_new0 (AmendsConflictRow, 1);
  row->id = g_strdup (conflict->id);
  row->record = subject.name != NULL ? g_steal_pointer (&subject.name)
                                     : g_strdup (amends_crm_kind_label (kind));
  row->case_id = g_steal_pointer (&subject.case_id);
  row->field = g_strdup (amends_crm_field_label (conflict->field));
  row->base =
      conflict->base != NULL ? dup_value (conflict->field, conflict->base, list->zone) : NULL;
  row->ours = dup_value (conflict->field, conflict->ours, list->zone);
  row->ours_by = g_strdup (conflict->ours_by);
  row->ours_at = conflict->ours_at;
  row->theirs = dup_value (conflict->field, conflict->theirs, list->zone);
  row->theirs_by = g_strdup (conflict->theirs_by);
  row->theirs_at = conflict->theirs_at;
  g_ptr_array_add (list->rows, row);
  return TRUE;
}

static gboolean
read_conflicts (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  ListTask *list = data;
  g_autoptr (GPtrArray) all = amends_crm_store_list_conflicts (connection, NULL, error);

  g_clear_pointer (&list->rows, g_ptr_array_unref);
  list->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_conflict_row_free);
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!add_conflict (list, connection, all->pdata[i], error))
      return FALSE;
  return all != NULL;
}

void
amends_session_list_conflicts_async (AmendsSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  start_read (self, g_task_new (self, cancellable, callback, user_data), read_conflicts);
}

GPtrArray *
amends_session_list_conflicts_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  ListTask *list;
  AmendsSyncSide *side;
} Settling;

static gboolean
write_settling (AmendsConnection *connection,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Settling *settling = data;

  return amends_sync_settle_conflict (connection, settling->side, settling->list->id,
                                      settling->list->yes,
                                      amends_time_source_now (settling->list->work->time_source),
                                      error);
}

static void
settle_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ListTask *list = data;
  g_autoptr (AmendsSyncSide) side = amends_crm_work_new_side (list->work);
  Settling settling = { list, side };
  GError *error = NULL;

  if (amends_engines_complete (list->work->engines, &error) &&
      amends_database_write (list->work->database, write_settling, &settling, cancellable, &error))
    {
      list->cases = amends_workspace_side_take_cases (AMENDS_WORKSPACE_SIDE (side));
      list->customers = amends_workspace_side_take_customers (AMENDS_WORKSPACE_SIDE (side));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, amends_crm_explain (error));
}

static void
conflict_settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  ListTask *list = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  if (self->database != NULL)
    {
      amends_session_follow_sync (self, list->cases, list->customers);
      amends_session_sync_count (self);
    }
  g_task_return_boolean (outer, TRUE);
}

void
amends_session_settle_conflict_async (AmendsSession *self,
                                      const char *id,
                                      gboolean ours,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  ListTask *list;

  if (!amends_session_can_write (self, outer))
    {
      g_object_unref (outer);
      return;
    }
  inner = g_task_new (self, cancellable, conflict_settled_cb, outer);
  list = g_new0 (ListTask, 1);
  list->id = g_strdup (id);
  list->yes = ours;
  list->work = amends_crm_work_new (self, NULL);
  g_task_set_task_data (inner, list, list_task_free);
  amends_work_queue_push (self->worker, inner, settle_thread);
}

gboolean
amends_session_settle_conflict_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
