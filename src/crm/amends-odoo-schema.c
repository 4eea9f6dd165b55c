/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an Odoo has: who we are there, models, fields. */

#include "config.h"

#include "amends-odoo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From here on there is has_access instead of check_access_rights. */
#define FIRST_HAS_ACCESS 18

static AmendsRemoteField *
field_new (const char *name, JsonObject *from)
{
  AmendsRemoteField *field = g_new0 (AmendsRemoteField, 1);
  JsonArray *selection = amends_json_peek_array (from, "selection");
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  field->name = g_strdup (name);
  field->label = g_strdup (amends_json_peek_string (from, "string"));
  field->type = g_strdup (amends_json_peek_string (from, "type"));
  field->custom = g_str_has_prefix (name, "x_");
  field->writable = !amends_json_peek_boolean (from, "readonly", FALSE);
  for (guint i = 0; selection != NULL && i < json_array_get_length (selection); i++)
    {
      JsonNode *pair = json_array_get_element (selection, i);
      JsonNode *value =
          JSON_NODE_HOLDS_ARRAY (pair) && json_array_get_length (json_node_get_array (pair)) > 0
              ? json_array_get_element (json_node_get_array (pair), 0)
              : NULL;

      if (value != NULL && json_node_get_value_type (value) == G_TYPE_STRING)
        g_strv_builder_add (options, json_node_get_string (value));
    }
  if (selection != NULL && json_array_get_length (selection) > 0)
    field->options = g_strv_builder_end (options);
  return field;
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(AmendsRemoteField *const *) a)->name, (*(AmendsRemoteField *const *) b)->name);
}

GPtrArray *
amends_odoo_list_fields (AmendsConnector *connector,
                         AmendsRemoteKind kind,
                         GCancellable *cancellable,
                         GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  const char *model = amends_field_map_get_entity (amends_connector_get_map (connector), kind);
  GPtrArray *list;
  JsonObject *fields;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  /* The user looks at this after a change over there. */
  g_hash_table_remove (self->models, model);
  if (!amends_odoo_get_fields (self, model, &fields, cancellable, error))
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_field_free);
  if (fields == NULL)
    return list;
  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (list, field_new (name, json_node_get_object (node)));
  g_ptr_array_sort (list, compare_fields);
  return list;
}

/* Says what @list looks for in vain. */
static void
note_missing (const AmendsOdooList *list, AmendsProbe *probe)
{
  g_autoptr (GPtrArray) names = amends_field_map_list_remote (list->map, list->kind);
  const AmendsMapping *key = amends_field_map_find (list->map, list->kind, "client_key");

  if (list->fields == NULL)
    {
      g_ptr_array_add (probe->missing,
                       /* Translators: %s is a model of Odoo, such as "rating.rating". */
                       g_strdup_printf (_ ("There is no “%s”, or you may not see it: those records "
                                           "are left out"),
                                        list->model));
      return;
    }
  if (key != NULL && key->remote != NULL && amends_odoo_list_get_key_field (list) == NULL)
    g_ptr_array_add (probe->missing,
                     /* Translators: a model and a field of Odoo. */
                     g_strdup_printf (_ ("%s has no field “%s”: new records carry their key as a "
                                         "last line of text instead"),
                                      list->model, key->remote));
  for (guint i = 0; i < names->len; i++)
    if (!json_object_has_member (list->fields, g_ptr_array_index (names, i)) &&
        (key == NULL || g_strcmp0 (key->remote, g_ptr_array_index (names, i)) != 0))
      g_ptr_array_add (probe->missing,
                       /* Translators: a model and a field of Odoo. */
                       g_strdup_printf (_ ("%s has no field “%s”: choose another one in the field "
                                           "map, or it is left out"),
                                        list->model, (const char *) g_ptr_array_index (names, i)));
}

static gboolean
ask_may_create (AmendsOdoo *self,
                const char *model,
                gboolean *may,
                GCancellable *cancellable,
                GError **error)
{
  gboolean newer = self->major >= FIRST_HAS_ACCESS;
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonArray) ids = newer ? json_array_new () : NULL;
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (arguments, "operation", "create");
  if (!newer)
    json_object_set_boolean_member (arguments, "raise_exception", FALSE);
  answer = amends_odoo_call (self, model, newer ? "has_access" : "check_access_rights", ids,
                             arguments, AMENDS_CALL_READ, cancellable, error);
  if (answer == NULL)
    return FALSE;
  *may = JSON_NODE_HOLDS_VALUE (answer) && json_node_get_value_type (answer) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (answer);
  return TRUE;
}

static gboolean
ask_name (AmendsOdoo *self, AmendsProbe *probe, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonArray) domain = json_array_new ();
  g_autoptr (JsonArray) fields = json_array_new ();
  g_autoptr (JsonArray) users = NULL;
  const char *name;

  amends_odoo_add_condition (domain, "id", "=", amends_odoo_node_int (self->uid));
  json_array_add_string_element (fields, "name");
  users = amends_odoo_search (self, "res.users", domain, fields, "id", 1, cancellable, error);
  if (users == NULL)
    return FALSE;
  name = json_array_get_length (users) > 0
             ? amends_json_peek_string (amends_json_peek_element (users, 0), "name")
             : NULL;
  probe->user_id = g_strdup_printf ("%" G_GINT64_FORMAT, self->uid);
  probe->user = g_strdup (name != NULL ? name : probe->user_id);
  return TRUE;
}

AmendsProbe *
amends_odoo_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error)
{
  AmendsOdoo *self = AMENDS_ODOO (connector);
  AmendsFieldMap *whole = amends_connector_get_map (connector);
  g_autoptr (AmendsProbe) probe = g_new0 (AmendsProbe, 1);

  probe->missing = g_ptr_array_new_with_free_func (g_free);
  self->signed_in = FALSE;
  self->major = 0;
  g_hash_table_remove_all (self->models);
  if (!amends_odoo_sign_in (self, cancellable, error) ||
      !ask_name (self, probe, cancellable, error))
    return NULL;
  probe->product = g_strdup_printf ("Odoo %s", self->release);
  probe->skew = self->skew;
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    for (guint i = 0; i < amends_field_map_count_entities (whole, kind); i++)
      {
        g_auto (AmendsOdooList) list = { 0 };
        gboolean may = FALSE;

        if (!amends_odoo_list_init (&list, self, kind, i, cancellable, error))
          return NULL;
        note_missing (&list, probe);
        if (list.fields == NULL)
          continue;
        if (kind == AMENDS_REMOTE_CASE &&
            !ask_may_create (self, list.model, &may, cancellable, error))
          return NULL;
        if (may)
          probe->abilities |= AMENDS_CONNECTOR_WRITES;
        if (kind == AMENDS_REMOTE_CASE && amends_odoo_list_get_key_field (&list) != NULL)
          probe->abilities |= AMENDS_CONNECTOR_CLIENT_KEYS;
        if (kind == AMENDS_REMOTE_SURVEY)
          probe->abilities |= AMENDS_CONNECTOR_SURVEYS;
      }
  return g_steal_pointer (&probe);
}
