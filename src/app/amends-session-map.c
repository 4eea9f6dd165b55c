/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field of the CRM is which of ours: seeing and changing it. */

#include "config.h"

#include "amends-session-sync-private.h"

#include "amends-crm-error.h"
#include "amends-setting-store.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Characters of an example. */
#define LONGEST_EXAMPLE 60

void
amends_map_row_free (AmendsMapRow *self)
{
  g_free (self->kind);
  g_free (self->neutral);
  g_free (self->label);
  g_free (self->remote);
  g_free (self->example);
  g_free (self);
}

typedef struct
{
  AmendsCrmWork *work;
  GPtrArray *rows;
  GHashTable *choices;
  char *kind;
  char *neutral;
  char *remote;  /* (nullable) */
  char *changes; /* (nullable): the whole map's, new */
} MapTask;

static void
map_task_free (gpointer data)
{
  MapTask *task = data;

  g_clear_pointer (&task->work, amends_crm_work_free);
  g_clear_pointer (&task->rows, g_ptr_array_unref);
  g_clear_pointer (&task->choices, g_hash_table_unref);
  g_free (task->kind);
  g_free (task->neutral);
  g_free (task->remote);
  g_free (task->changes);
  g_free (task);
}

static MapTask *
start (AmendsSession *self, GTask *task)
{
  MapTask *map;

  if (!amends_session_needs_crm (self, task))
    return NULL;
  map = g_new0 (MapTask, 1);
  map->work = amends_crm_work_new (self, NULL);
  g_task_set_task_data (task, map, map_task_free);
  return map;
}

/* --- Seeing ----------------------------------------------------------------------------------- */

static char *
dup_example (JsonObject *fields, const char *neutral)
{
  JsonNode *node = fields != NULL ? json_object_get_member (fields, neutral) : NULL;
  g_autofree char *text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return amends_text_one_line (json_node_get_string (node), LONGEST_EXAMPLE);
  text = json_to_string (node, FALSE);
  return amends_text_one_line (text, LONGEST_EXAMPLE);
}

static void
add_rows (MapTask *task, AmendsFieldMap *map, AmendsRemoteKind kind, JsonObject *example)
{
  g_autoptr (GPtrArray) all = amends_field_map_list (map, kind);

  for (guint i = 0; i < all->len; i++)
    {
      const AmendsMapping *mapping = all->pdata[i];
      AmendsMapRow *row = g_new0 (AmendsMapRow, 1);

      row->kind = g_strdup (amends_remote_kind_to_string (kind));
      row->neutral = g_strdup (mapping->neutral);
      row->label = g_strdup (amends_crm_field_label (mapping->neutral));
      row->remote = g_strdup (mapping->remote);
      row->example = dup_example (example, mapping->neutral);
      g_ptr_array_add (task->rows, row);
    }
}

static void
add_choices (MapTask *task, AmendsRemoteKind kind, GPtrArray *fields)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fields->len; i++)
    {
      AmendsRemoteField *field = fields->pdata[i];

      g_ptr_array_add (choices,
                       g_strdup_printf ("%s\t%s", field->name,
                                        field->label != NULL ? field->label : field->name));
    }
  g_hash_table_insert (task->choices, g_strdup (amends_remote_kind_to_string (kind)), choices);
}

/* What the CRM itself says of a kind; a server that cannot be reached leaves it out. */
static gboolean
ask (MapTask *task,
     AmendsConnector *connector,
     AmendsRemoteKind kind,
     AmendsRemotePage **page,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GPtrArray) fields = amends_connector_list_fields (connector, kind, cancellable, error);

  if (fields == NULL)
    return FALSE;
  add_choices (task, kind, fields);
  *page = amends_connector_list_changes (connector, kind, NULL, cancellable, error);
  return *page != NULL;
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MapTask *map_task = data;
  GError *error = NULL;
  g_autoptr (AmendsFieldMap) map = amends_crm_work_load_map (map_task->work, &error);
  g_autoptr (AmendsConnector) connector =
      map != NULL ? amends_crm_work_connect (map_task->work, &error) : NULL;
  gboolean reachable = TRUE;

  if (connector == NULL)
    {
      g_task_return_error (task, amends_crm_explain (error));
      return;
    }
  map_task->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_map_row_free);
  map_task->choices =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    {
      g_autoptr (AmendsRemotePage) page = NULL;
      g_autoptr (GError) fault = NULL;
      AmendsRemoteRow *first;

      if (amends_field_map_get_entity (map, kind) == NULL)
        continue;
      if (reachable && !ask (map_task, connector, kind, &page, cancellable, &fault))
        {
          g_message ("%s", fault->message);
          reachable = g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN);
        }
      first = page != NULL && page->rows->len > 0 ? page->rows->pdata[0] : NULL;
      add_rows (map_task, map, kind, first != NULL ? first->fields : NULL);
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
amends_session_list_map_async (AmendsSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (start (self, task) != NULL)
    amends_work_queue_push (self->sync->queue, task, list_thread);
}

GPtrArray *
amends_session_list_map_finish (AmendsSession *self,
                                GAsyncResult *result,
                                GHashTable **choices,
                                GError **error)
{
  MapTask *map = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (choices != NULL)
    *choices = g_steal_pointer (&map->choices);
  return g_steal_pointer (&map->rows);
}

/* --- Changing --------------------------------------------------------------------------------- */

/* A field that was not read until now has to be fetched for every record. */
static gboolean
write_map (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  MapTask *map = data;

  return amends_setting_store_set (connection, AMENDS_SETTING_CRM_MAP, map->changes, error) &&
         amends_crm_store_set_cursor (connection, map->kind, NULL, AMENDS_INSTANT_NONE, error);
}

static gboolean
change_map (MapTask *task, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmendsFieldMap) map = amends_crm_work_load_map (task->work, error);
  g_autoptr (AmendsFieldMap) changed = NULL;
  AmendsRemoteKind kind;

  if (map == NULL)
    return FALSE;
  if (!amends_remote_kind_from_string (task->kind, &kind) ||
      amends_field_map_find (map, kind, task->neutral) == NULL)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL,
                            task->neutral,
                            /* Translators: a kind of record, then a field. */
                            _ ("There is no field “%2$s” of “%1$s”."), task->kind, task->neutral);
      return FALSE;
    }
  changed = amends_field_map_with (map, kind, task->neutral, task->remote);
  task->changes = amends_field_map_dup_changes (changed);
  return amends_database_write (task->work->database, write_map, task, cancellable, error);
}

static void
change_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (change_map (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, amends_crm_explain (error));
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  MapTask *map = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  g_hash_table_insert (self->settings, g_strdup (AMENDS_SETTING_CRM_MAP), g_strdup (map->changes));
  g_task_return_boolean (outer, TRUE);
}

void
amends_session_set_map_async (AmendsSession *self,
                              const char *kind,
                              const char *neutral,
                              const char *remote,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  MapTask *map;

  if (!amends_session_needs_crm (self, outer))
    return;
  inner = g_task_new (self, cancellable, changed_cb, g_steal_pointer (&outer));
  map = g_new0 (MapTask, 1);
  map->work = amends_crm_work_new (self, NULL);
  map->kind = g_strdup (kind);
  map->neutral = g_strdup (neutral);
  map->remote = remote != NULL && *remote != '\0' ? g_strdup (remote) : NULL;
  g_task_set_task_data (inner, map, map_task_free);
  amends_work_queue_push (self->sync->queue, inner, change_thread);
}

gboolean
amends_session_set_map_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
