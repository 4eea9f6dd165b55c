/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing to Salesforce. */

#include "config.h"

#include "amends-salesforce-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-parts-cursor.h"
#include "amends-soql.h"

/* Puts the user that @fields name into @body by id: "Owner.Name" is read, "OwnerId" is written.
 * Nobody of that name: left alone in a new record, which is then ours; a fault in a change. */
static gboolean
resolve_people (AmendsSalesforce *self,
                AmendsFieldMap *map,
                AmendsRemoteKind kind,
                gboolean strict,
                JsonObject *body,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) list = amends_field_map_list (map, kind);

  for (guint i = 0; i < list->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (list, i);
      const char *end = mapping->remote != NULL && strcmp (mapping->type, "person") == 0
                            ? strstr (mapping->remote, ".Name")
                            : NULL;
      g_autofree char *name =
          end != NULL ? g_strdup (amends_json_peek_string (body, mapping->remote)) : NULL;
      g_autofree char *relation =
          end != NULL ? g_strndup (mapping->remote, end - mapping->remote) : NULL;
      g_autofree char *field = NULL;
      g_autofree char *quoted = NULL;
      g_autofree char *soql = NULL;
      g_autoptr (JsonArray) users = NULL;

      if (name == NULL)
        {
          if (end != NULL)
            json_object_remove_member (body, mapping->remote);
          continue;
        }
      field = g_str_has_suffix (relation, "__r")
                  ? g_strdup_printf ("%.*s__c", (int) strlen (relation) - 3, relation)
                  : g_strconcat (relation, "Id", NULL);
      quoted = amends_soql_quote (name);
      soql = g_strdup_printf ("SELECT Id FROM User WHERE IsActive = true AND (Name = %s OR Email = "
                              "%s) ORDER BY Id LIMIT 2",
                              quoted, quoted);
      json_object_remove_member (body, mapping->remote);
      users = amends_salesforce_query (self, map, kind, soql, FALSE, NULL, cancellable, error);
      if (users == NULL)
        return FALSE;
      if (json_array_get_length (users) == 1)
        json_object_set_string_member (
            body, field, amends_json_peek_string (amends_json_peek_element (users, 0), "Id"));
      else if (strict)
        {
          amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL,
                                mapping->neutral,
                                /* Translators: %s is a person's name. */
                                _ ("Salesforce has no user “%s”, or more than one"), name);
          return FALSE;
        }
    }
  return TRUE;
}

/* A field that this organisation has not got, or that a new record cannot have, would have the
 * whole record refused. */
static void
drop_unknown (AmendsSalesforceObject *object, gboolean creates, JsonObject *body)
{
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *field = g_hash_table_lookup (object->fields, l->data);

      if (field == NULL || (creates && !amends_json_peek_boolean (field, "createable", TRUE)))
        {
          g_debug ("Salesforce has no field %s to be filled", (const char *) l->data);
          json_object_remove_member (body, l->data);
        }
    }
}

/* A tick that is a choice of ours is no text over there. */
static void
unspell_ticks (AmendsSalesforceObject *object, JsonObject *body)
{
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *field = g_hash_table_lookup (object->fields, l->data);
      const char *text = amends_json_peek_string (body, l->data);

      if (g_strcmp0 (amends_json_peek_string (field, "type"), "boolean") == 0 && text != NULL)
        json_object_set_boolean_member (body, l->data, strcmp (text, "true") == 0);
    }
}

/* A date of a field that knows no time is the day it is for the user over there. */
static gboolean
cut_times (AmendsSalesforce *self,
           AmendsSalesforceObject *object,
           JsonObject *body,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GList) names = json_object_get_members (body);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *field = g_hash_table_lookup (object->fields, l->data);
      const char *text = amends_json_peek_string (body, l->data);

      if (g_strcmp0 (amends_json_peek_string (field, "type"), "date") != 0 || text == NULL ||
          strlen (text) <= 10)
        continue;
      if (self->zone == NULL && !amends_salesforce_identify (self, NULL, NULL, cancellable, error))
        return FALSE;
      amends_day_cut (body, l->data, self->zone);
    }
  return TRUE;
}

/* @fields with the mark in the text. (transfer full) */
static JsonObject *
add_mark (AmendsRemoteKind kind, JsonObject *fields, const char *client_key)
{
  const char *name = amends_salesforce_get_text_field (kind);
  g_autofree char *text = amends_mark_add (amends_json_peek_string (fields, name), client_key);
  JsonObject *marked = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (fields);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (marked, l->data,
                            json_node_copy (json_object_get_member (fields, l->data)));
  json_object_set_string_member (marked, name, text);
  return marked;
}

/* After a write, an answer that does not come must not look as if nothing had been written. */
static AmendsRemoteRow *
read_back (AmendsConnector *connector,
           AmendsRemoteKind kind,
           const char *id,
           gboolean created,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) fault = NULL;
  AmendsRemoteRow *row = amends_salesforce_get (connector, kind, id, cancellable, &fault);

  if (row != NULL)
    return row;
  if (fault->domain == AMENDS_CRM_ERROR && (created || fault->code != AMENDS_CRM_ERROR_GONE))
    amends_crm_error_set (error, AMENDS_CRM_ERROR_UNKNOWN, AMENDS_INSTANT_NONE, NULL, NULL,
                          /* Translators: %s is a sentence on what went wrong. */
                          _ ("The record was saved but could not be read back: %s"),
                          fault->message);
  else
    g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static JsonObject *
build_new (AmendsSalesforce *self,
           AmendsFieldMap *map,
           AmendsRemoteKind kind,
           AmendsSalesforceObject *object,
           JsonObject *fields,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (JsonObject) body = amends_field_map_write (map, kind, fields);
  JsonObject *constants = amends_field_map_get_constants (map, kind);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (constants != NULL)
    {
      json_object_iter_init (&iter, constants);
      while (json_object_iter_next (&iter, &name, &node))
        if (!json_object_has_member (body, name))
          json_object_set_member (body, name, json_node_copy (node));
    }
  if (!resolve_people (self, map, kind, FALSE, body, cancellable, error))
    return NULL;
  drop_unknown (object, TRUE, body);
  unspell_ticks (object, body);
  if (!cut_times (self, object, body, cancellable, error))
    return NULL;
  return g_steal_pointer (&body);
}

AmendsRemoteRow *
amends_salesforce_create (AmendsConnector *connector,
                          AmendsRemoteKind kind,
                          JsonObject *fields,
                          const char *client_key,
                          GCancellable *cancellable,
                          GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  const char *entity = amends_field_map_get_entity (map, kind);
  g_autoptr (JsonObject) marked = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  AmendsSalesforceCall call = { .method = "POST",
                                .path = { "sobjects", entity },
                                .call = AMENDS_CALL_WRITE,
                                .kind = kind,
                                .map = map };
  AmendsSalesforceObject *object;
  const char *key;
  const char *id;

  object = amends_salesforce_describe (self, map, kind, cancellable, error);
  if (object == NULL || !amends_salesforce_check_recognisable (map, kind, object, error))
    return NULL;
  key = amends_salesforce_get_key_field (map, kind, object);
  marked = key == NULL ? add_mark (kind, fields, client_key) : json_object_ref (fields);
  body = build_new (self, map, kind, object, marked, cancellable, error);
  if (body == NULL)
    return NULL;
  call.body = body;
  if (key != NULL)
    {
      /* The same key twice is the same record, so this may be sent again. */
      call.method = "PATCH";
      call.path[2] = key;
      call.path[3] = client_key;
      call.idempotent = TRUE;
      json_object_remove_member (body, key);
    }
  answer = amends_salesforce_call (self, &call, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  id = JSON_NODE_HOLDS_OBJECT (answer)
           ? amends_json_peek_string (json_node_get_object (answer), "id")
           : NULL;
  if (!amends_soql_is_id (id))
    {
      amends_connector_set_unreadable (AMENDS_CALL_WRITE, error);
      return NULL;
    }
  return read_back (connector, kind, id, TRUE, cancellable, error);
}

static void
set_conflict (AmendsRemoteRow *now, GError **error)
{
  amends_crm_error_set (error, AMENDS_CRM_ERROR_CONFLICT, AMENDS_INSTANT_NONE, now, NULL,
                        _ ("The record has been changed in Salesforce meanwhile"));
}

AmendsRemoteRow *
amends_salesforce_update (AmendsConnector *connector,
                          AmendsRemoteKind kind,
                          const char *id,
                          JsonObject *changed,
                          const char *version,
                          GCancellable *cancellable,
                          GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  g_autoptr (AmendsRemoteRow) now = NULL;
  g_autoptr (JsonObject) marked = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) fault = NULL;
  AmendsSalesforceCall call = { .method = "PATCH",
                                .path = { "sobjects", amends_field_map_get_entity (map, kind), id },
                                .call = AMENDS_CALL_WRITE,
                                .kind = kind,
                                .map = map };
  AmendsSalesforceObject *object;
  guint status = 0;

  now = amends_salesforce_get (connector, kind, id, cancellable, error);
  object = now != NULL ? amends_salesforce_describe (self, map, kind, cancellable, error) : NULL;
  if (object == NULL)
    return NULL;
  if (version != NULL &&
      (now->version == NULL || !amends_row_version_agrees (version, now->version)))
    {
      set_conflict (now, error);
      return NULL;
    }
  marked = json_object_has_member (changed, amends_salesforce_get_text_field (kind)) &&
                   now->client_key != NULL &&
                   amends_salesforce_get_key_field (map, kind, object) == NULL
               ? add_mark (kind, changed, now->client_key)
               : json_object_ref (changed);
  body = amends_field_map_write (map, kind, marked);
  if (!resolve_people (self, map, kind, TRUE, body, cancellable, error))
    return NULL;
  drop_unknown (object, FALSE, body);
  unspell_ticks (object, body);
  if (!cut_times (self, object, body, cancellable, error))
    return NULL;
  if (json_object_get_size (body) == 0)
    return g_steal_pointer (&now);
  call.body = body;
  /* Between the reading and the writing the server itself watches. */
  if (version != NULL)
    call.unmodified_since = now->modified;
  answer = amends_salesforce_call (self, &call, &status, cancellable, &fault);
  if (answer == NULL && status == 412)
    {
      g_autoptr (AmendsRemoteRow) newer =
          amends_salesforce_get (connector, kind, id, cancellable, error);

      if (newer != NULL)
        set_conflict (newer, error);
      return NULL;
    }
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  return read_back (connector, kind, id, FALSE, cancellable, error);
}
