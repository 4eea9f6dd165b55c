/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: one case, lists of cases, what is due, what happened. */

#include "config.h"

#include "amends-session-today-private.h"

#include "amends-case-store.h"
#include "amends-draft-store.h"
#include "amends-due-store.h"
#include "amends-escalation-store.h"
#include "amends-event-log.h"
#include "amends-setting-store.h"

#include <glib/gi18n-lib.h>

/* A read on its way: what to look for, and what was found. */
typedef struct
{
  char *name;
  AmendsListFilter filter;
  char *owner, *account_id, *text;
  AmendsInstant from, until;
  guint limit;
  AmendsEngines *engines; /* (owned) (nullable): for what works on a case */
  AmendsCase *case_;
  GPtrArray *rows;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_free (read->name);
  g_free (read->owner);
  g_free (read->account_id);
  g_free (read->text);
  g_clear_pointer (&read->engines, amends_engines_unref);
  g_clear_object (&read->case_);
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  g_free (read);
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start_read (AmendsSession *self,
            gpointer tag,
            Read *read,
            AmendsReadFunc func,
            GAsyncReadyCallback done,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, read, read_free);
  if (!amends_session_can_read (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_read_async (self->database, func, read, NULL, cancellable, done, task);
}

/* --- One case --- */

static gboolean
read_case (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_autofree char *id = amends_case_store_find (connection, read->name, error);

  read->case_ = id ? amends_case_store_load (connection, id, error) : NULL;
  return read->case_ != NULL && amends_engines_complete (read->engines, error);
}

static void
case_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, amends_session_adopt (self, read->case_), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_get_case_async (AmendsSession *self,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->name = g_strdup (name);
  if (self->engines != NULL)
    read->engines = amends_engines_ref (self->engines);
  start_read (self, amends_session_get_case_async, read, read_case, case_cb, cancellable, callback,
              user_data);
}

AmendsCase *
amends_session_get_case_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Lists --- */

static gboolean
read_list (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  AmendsEscalationFilter filter = {
    .statuses = read->filter.statuses,
    .severities = read->filter.severities,
    .tracks = read->filter.tracks,
    .owner = read->owner,
    .account_id = read->account_id,
    .text = read->text,
    .received_from = read->filter.received_since,
    .sort = AMENDS_SORT_DUE,
    .limit = read->filter.limit,
  };

  read->rows = amends_escalation_store_list (connection, &filter, error);
  return read->rows != NULL;
}

void
amends_session_list_async (AmendsSession *self,
                           const AmendsListFilter *filter,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->filter = *filter;
  read->owner = g_strdup (filter->owner);
  read->account_id = g_strdup (filter->account_id);
  read->text = filter->text && *filter->text ? g_strdup (filter->text) : NULL;
  start_read (self, amends_session_list_async, read, read_list, rows_cb, cancellable, callback,
              user_data);
}

GPtrArray *
amends_session_list_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
due_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, amends_session_pick_for_the_day (self, read->rows),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
read_due (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  read->rows = amends_due_store_list (connection, AMENDS_INSTANT_NONE, read->until, NULL, 0, error);
  return read->rows != NULL;
}

void
amends_session_list_due_async (AmendsSession *self,
                               AmendsInstant until,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->until = until;
  start_read (self, amends_session_list_due_async, read, read_due, due_cb, cancellable, callback,
              user_data);
}

GPtrArray *
amends_session_list_due_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
read_recent (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  read->rows = amends_event_log_list_recent (connection, 0, read->limit, error);
  if (read->rows == NULL)
    return FALSE;
  for (guint i = read->rows->len; i > 0; i--)
    {
      AmendsEvent *event = g_ptr_array_index (read->rows, i - 1);

      if (event->at < read->from)
        g_ptr_array_remove_index (read->rows, i - 1);
    }
  return TRUE;
}

void
amends_session_list_recent_async (AmendsSession *self,
                                  AmendsInstant since,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->from = since;
  read->limit = limit;
  start_read (self, amends_session_list_recent_async, read, read_recent, rows_cb, cancellable,
              callback, user_data);
}

GPtrArray *
amends_session_list_recent_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Versions of a draft --- */

static gboolean
read_versions (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Read *read = data;
  g_autoptr (GPtrArray) versions = amends_draft_store_list_versions (connection, read->name, error);

  if (versions == NULL)
    return FALSE;
  read->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < versions->len; i++)
    {
      AmendsDraftVersion *version = g_ptr_array_index (versions, i);
      AmendsDraft *draft = g_object_new (AMENDS_TYPE_DRAFT, "id", version->draft_id, "version",
                                         version->version, "updated", version->at, "subject",
                                         version->subject, "body", version->body, NULL);

      g_ptr_array_add (read->rows, draft);
    }
  return TRUE;
}

void
amends_session_list_versions_async (AmendsSession *self,
                                    const char *draft_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Read *read = g_new0 (Read, 1);

  read->name = g_strdup (draft_id);
  start_read (self, amends_session_list_versions_async, read, read_versions, rows_cb, cancellable,
              callback, user_data);
}

GPtrArray *
amends_session_list_versions_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Settings ----------------------------------------------------------------------------------
 */

typedef struct
{
  char *key, *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static gboolean
write_setting (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Setting *setting = data;

  return amends_setting_store_set (connection, setting->key, setting->value, error);
}

static void
setting_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmendsSession) self = data;
  g_autoptr (GError) error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    amends_session_emit_problem (self, error);
}

const char *
amends_session_get_setting (AmendsSession *self, const char *key)
{
  return g_hash_table_lookup (self->settings, key);
}

void
amends_session_set_setting (AmendsSession *self, const char *key, const char *value)
{
  Setting *setting;

  if (g_strcmp0 (g_hash_table_lookup (self->settings, key), value) == 0 ||
      amends_session_is_read_only (self))
    return;
  if (value)
    g_hash_table_insert (self->settings, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (self->settings, key);

  setting = g_new0 (Setting, 1);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  amends_database_write_async (self->database, write_setting, setting, setting_free, NULL,
                               setting_cb, g_object_ref (self));
}
