/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HubSpot: making and changing records, and finding what was made. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-hubspot-private.h"
#include "amends-parts-cursor.h"

/* Ids that a batch may hold. */
#define BATCH 100

static const char *const links[] = { "account", "contact", "case" };

/* (transfer full): @properties, each a string; @fields with the key or the mark, and constants. */
static JsonObject *
build_properties (AmendsHubspot *self,
                  AmendsHubspotPart *part,
                  JsonObject *fields,
                  const char *client_key)
{
  g_autoptr (JsonNode) wrapped = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) copy = NULL;
  JsonObject *constants = amends_field_map_get_constants (part->map, part->kind);
  const char *time = amends_field_map_get_option (part->map, part->kind, "time");
  JsonObject *properties;
  JsonObject *ours;

  json_node_set_object (wrapped, fields);
  copy = json_node_copy (wrapped);
  ours = json_node_get_object (copy);
  if (part->key_property != NULL)
    json_object_set_string_member (ours, "client_key", client_key);
  else
    {
      g_autofree char *marked =
          amends_mark_add (amends_json_peek_string (ours, part->text), client_key);

      json_object_set_string_member (ours, part->text, marked);
      if (json_object_has_member (ours, "client_key"))
        json_object_remove_member (ours, "client_key");
    }
  properties = amends_field_map_write (part->map, part->kind, ours);
  if (constants != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init_ordered (&iter, constants);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (properties, name, json_node_copy (node));
    }
  /* An activity must be at some time. */
  if (time != NULL && !json_object_has_member (properties, time))
    {
      g_autofree char *now = amends_instant_format_utc (
          amends_time_source_now (amends_connector_get_time_source (AMENDS_CONNECTOR (self))));

      json_object_set_string_member (properties, time, now);
    }
  return properties;
}

/* The kind of link and the id for link @name of a new record; FALSE if there is none. */
static gboolean
get_link (AmendsHubspotPart *part,
          JsonObject *fields,
          const char *name,
          const char **target,
          const char **type,
          const char **id)
{
  g_autofree char *from_option = g_strconcat (name, "_from", NULL);
  g_autofree char *type_option = g_strconcat (name, "_type", NULL);

  *target = amends_field_map_get_option (part->map, part->kind, from_option);
  *type = amends_field_map_get_option (part->map, part->kind, type_option);
  *id = amends_json_peek_string (fields, name);
  return *target != NULL && *type != NULL && *id != NULL;
}

/* (transfer full) */
static JsonObject *
link_type_new (const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "associationCategory", "HUBSPOT_DEFINED");
  json_object_set_int_member (object, "associationTypeId", g_ascii_strtoll (type, NULL, 10));
  return object;
}

/* Setting a link twice is as good as once. */
static gboolean
put_links (AmendsHubspot *self,
           AmendsHubspotPart *part,
           const char *id,
           JsonObject *fields,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      const char *target;
      const char *type;
      const char *to;
      g_autoptr (JsonNode) body = NULL;
      g_autoptr (JsonObject) answer = NULL;
      JsonArray *types;
      AmendsHttpRequest *request;

      if (!get_link (part, fields, links[i], &target, &type, &to))
        continue;
      request = amends_hubspot_request (self, cancellable, error, "PUT", "links", part->type, id,
                                        "associations", target, to, NULL);
      if (request == NULL)
        return FALSE;
      types = json_array_new ();
      json_array_add_object_element (types, link_type_new (type));
      body = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (body, types);
      amends_http_request_set_json (request, body);
      amends_http_request_set_idempotent (request, TRUE);
      answer =
          amends_hubspot_call (self, request, part, AMENDS_CALL_WRITE, NULL, cancellable, error);
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* After the record is there: links, and the record as it is now. What fails here leaves open how
 * far it got, and looking it up goes on from there. */
static AmendsRemoteRow *
complete (AmendsHubspot *self,
          AmendsHubspotPart *part,
          const char *id,
          JsonObject *fields,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) fault = NULL;
  AmendsRemoteRow *row = NULL;

  if (fields == NULL || put_links (self, part, id, fields, cancellable, &fault))
    row = amends_hubspot_get_row (self, part, id, cancellable, &fault);
  if (row == NULL)
    {
      if (fault->domain == AMENDS_CRM_ERROR)
        fault->code = AMENDS_CRM_ERROR_UNKNOWN;
      g_propagate_error (error, g_steal_pointer (&fault));
    }
  return row;
}

/* What a batch of one has come to: (transfer full): the id; NULL with @error. */
static char *
read_batch (JsonObject *answer, GError **error)
{
  JsonArray *results = amends_json_peek_array (answer, "results");
  JsonArray *errors = amends_json_peek_array (answer, "errors");
  JsonObject *first = results != NULL ? amends_json_peek_element (results, 0) : NULL;
  const char *id = amends_json_peek_string (first, "id");
  const char *message;

  if (id != NULL)
    return g_strdup (id);
  first = errors != NULL ? amends_json_peek_element (errors, 0) : NULL;
  message = amends_json_peek_string (first, "message");
  if (message != NULL)
    amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL, NULL,
                          /* Translators: %s is what the CRM says. */
                          _ ("The CRM does not accept the record as it stands (%s)"), message);
  else
    amends_connector_set_unreadable (AMENDS_CALL_WRITE, error);
  return NULL;
}

/* By the unique property: sent twice it is still one record. */
static AmendsRemoteRow *
upsert (AmendsHubspot *self,
        AmendsHubspotPart *part,
        JsonObject *fields,
        const char *client_key,
        GCancellable *cancellable,
        GError **error)
{
  AmendsHttpRequest *request = amends_hubspot_request (self, cancellable, error, "POST", "objects",
                                                       part->type, "batch", "upsert", NULL);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *id = NULL;
  JsonObject *body;
  JsonObject *input;
  JsonArray *inputs;

  if (request == NULL)
    return NULL;
  input = json_object_new ();
  json_object_set_string_member (input, "id", client_key);
  json_object_set_string_member (input, "idProperty", part->key_property);
  json_object_set_object_member (input, "properties",
                                 build_properties (self, part, fields, client_key));
  inputs = json_array_new ();
  json_array_add_object_element (inputs, input);
  body = json_object_new ();
  json_object_set_array_member (body, "inputs", inputs);
  amends_hubspot_set_body (request, body);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_WRITE, NULL, cancellable, error);
  if (answer == NULL || (id = read_batch (answer, error)) == NULL)
    return NULL;
  return complete (self, part, id, fields, cancellable, error);
}

AmendsRemoteRow *
amends_hubspot_create (AmendsConnector *connector,
                       AmendsRemoteKind kind,
                       JsonObject *fields,
                       const char *client_key,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  g_autoptr (AmendsHubspotPart) part = amends_hubspot_get_part (self, kind, 0, cancellable, error);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *body;
  JsonArray *associations;
  AmendsHttpRequest *request;
  const char *id;

  if (part == NULL)
    return NULL;
  if (part->key_property != NULL)
    return upsert (self, part, fields, client_key, cancellable, error);
  request = amends_hubspot_request (self, cancellable, error, "POST", "objects", part->type, NULL);
  if (request == NULL)
    return NULL;
  associations = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      JsonObject *association;
      JsonObject *to;
      JsonArray *types;
      const char *target;
      const char *type;
      const char *target_id;

      if (!get_link (part, fields, links[i], &target, &type, &target_id))
        continue;
      to = json_object_new ();
      json_object_set_string_member (to, "id", target_id);
      types = json_array_new ();
      json_array_add_object_element (types, link_type_new (type));
      association = json_object_new ();
      json_object_set_object_member (association, "to", to);
      json_object_set_array_member (association, "types", types);
      json_array_add_object_element (associations, association);
    }
  body = json_object_new ();
  json_object_set_object_member (body, "properties",
                                 build_properties (self, part, fields, client_key));
  json_object_set_array_member (body, "associations", associations);
  amends_hubspot_set_body (request, body);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_WRITE, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  id = amends_json_peek_string (answer, "id");
  if (id == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_WRITE, error);
      return NULL;
    }
  return complete (self, part, id, NULL, cancellable, error);
}

AmendsRemoteRow *
amends_hubspot_update (AmendsConnector *connector,
                       AmendsRemoteKind kind,
                       const char *id,
                       JsonObject *changed,
                       const char *version,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  const char *bare;
  g_autoptr (AmendsHubspotPart) part =
      amends_hubspot_part_of_id (self, kind, id, &bare, cancellable, error);
  g_autoptr (AmendsRemoteRow) current = NULL;
  g_autoptr (JsonObject) properties = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *body;
  AmendsHttpRequest *request;

  if (part == NULL ||
      (current = amends_hubspot_get_row (self, part, bare, cancellable, error)) == NULL)
    return NULL;
  if (version != NULL && !amends_row_version_agrees (version, current->version))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_CONFLICT, AMENDS_INSTANT_NONE, current, NULL,
                            _ ("The record has been changed in the CRM meanwhile"));
      return NULL;
    }
  properties = amends_field_map_write (part->map, kind, changed);
  if (part->key_property == NULL && current->client_key != NULL &&
      json_object_has_member (changed, part->text))
    {
      g_autoptr (JsonObject) marked = json_object_new ();
      g_autofree char *text =
          amends_mark_add (amends_json_peek_string (changed, part->text), current->client_key);
      const AmendsMapping *mapping = amends_field_map_find (part->map, kind, part->text);
      g_autoptr (JsonObject) written = NULL;

      json_object_set_string_member (marked, part->text, text);
      written = amends_field_map_write (part->map, kind, marked);
      if (mapping != NULL && json_object_has_member (written, mapping->remote))
        json_object_set_member (properties, mapping->remote,
                                json_object_dup_member (written, mapping->remote));
    }
  if (json_object_get_size (properties) == 0)
    return g_steal_pointer (&current);
  request =
      amends_hubspot_request (self, cancellable, error, "PATCH", "objects", part->type, bare, NULL);
  if (request == NULL)
    return NULL;
  body = json_object_new ();
  json_object_set_object_member (body, "properties", json_object_ref (properties));
  amends_hubspot_set_body (request, body);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_WRITE, NULL, cancellable, error);
  return answer != NULL ? complete (self, part, bare, NULL, cancellable, error) : NULL;
}

/* Finding */

/* By the unique property, from the records themselves and not from the index. */
static AmendsRemoteRow *
find_by_key (AmendsHubspot *self,
             AmendsHubspotPart *part,
             const char *client_key,
             JsonObject *fields,
             GCancellable *cancellable,
             GError **error)
{
  AmendsHttpRequest *request = amends_hubspot_request (self, cancellable, error, "GET", "objects",
                                                       part->type, client_key, NULL);
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (GError) fault = NULL;
  const char *id;

  if (request == NULL)
    return NULL;
  amends_http_request_add_query (request, "idProperty", part->key_property);
  record = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    return NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  id = amends_json_peek_string (record, "id");
  if (id == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  /* The links may be what got lost. */
  return complete (self, part, id, fields, cancellable, error);
}

/* (transfer full) (element-type utf8): ids of the type that hang on a record; NULL with @error. */
static GPtrArray *
list_linked (AmendsHubspot *self,
             AmendsHubspotPart *part,
             const char *type,
             const char *id,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *after = NULL;

  do
    {
      AmendsHttpRequest *request = amends_hubspot_request (
          self, cancellable, error, "GET", "links", type, id, "associations", part->type, NULL);
      g_autoptr (JsonObject) answer = NULL;
      JsonArray *results;

      if (request == NULL)
        return NULL;
      amends_http_request_add_query (request, "limit", "500");
      if (after != NULL)
        amends_http_request_add_query (request, "after", after);
      answer =
          amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, error);
      if (answer == NULL)
        return NULL;
      results = amends_json_peek_array (answer, "results");
      if (results == NULL)
        {
          amends_connector_set_unreadable (AMENDS_CALL_READ, error);
          return NULL;
        }
      for (guint i = 0; i < json_array_get_length (results); i++)
        {
          gint64 to =
              amends_json_peek_int (amends_json_peek_element (results, i), "toObjectId", -1);

          if (to >= 0)
            g_ptr_array_add (ids, g_strdup_printf ("%" G_GINT64_FORMAT, to));
        }
      g_free (after);
      after = g_strdup (amends_json_peek_string (
          amends_json_peek_object (amends_json_peek_object (answer, "paging"), "next"), "after"));
    }
  while (after != NULL);
  return g_steal_pointer (&ids);
}

/* (transfer full) (nullable): the record of @ids, from @start, that carries the key. */
static char *
find_marked (AmendsHubspot *self,
             AmendsHubspotPart *part,
             GPtrArray *ids,
             guint start,
             const char *client_key,
             GCancellable *cancellable,
             GError **error)
{
  AmendsHttpRequest *request = amends_hubspot_request (self, cancellable, error, "POST", "objects",
                                                       part->type, "batch", "read", NULL);
  g_autoptr (GPtrArray) names = amends_hubspot_list_properties (part);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *body;
  JsonArray *inputs;
  JsonArray *properties;
  JsonArray *results;

  if (request == NULL)
    return NULL;
  inputs = json_array_new ();
  for (guint i = start; i < ids->len && i < start + BATCH; i++)
    {
      JsonObject *input = json_object_new ();

      json_object_set_string_member (input, "id", g_ptr_array_index (ids, i));
      json_array_add_object_element (inputs, input);
    }
  properties = json_array_new ();
  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (properties, g_ptr_array_index (names, i));
  body = json_object_new ();
  json_object_set_array_member (body, "inputs", inputs);
  json_object_set_array_member (body, "properties", properties);
  json_object_set_array_member (body, "propertiesWithHistory", json_array_new ());
  amends_hubspot_set_body (request, body);
  answer = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  results = amends_json_peek_array (answer, "results");
  if (results == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *record = amends_json_peek_element (results, i);
      g_autoptr (AmendsRemoteRow) row =
          amends_hubspot_read_row (self, part, record, NULL, cancellable, error);

      if (row == NULL)
        return NULL;
      if (g_strcmp0 (row->client_key, client_key) == 0)
        return g_strdup (amends_json_peek_string (record, "id"));
    }
  return NULL;
}

/* What the new record hangs on: of its links the first that was sent. FALSE if there was none. */
static gboolean
get_parent (AmendsHubspotPart *part, JsonObject *fields, const char **type, const char **id)
{
  static const char *const order[] = { "case", "contact", "account" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *link_type;

      if (get_link (part, fields, order[i], type, &link_type, id))
        return TRUE;
    }
  return FALSE;
}

AmendsRemoteRow *
amends_hubspot_find (AmendsConnector *connector,
                     AmendsRemoteKind kind,
                     const char *client_key,
                     JsonObject *fields,
                     GCancellable *cancellable,
                     GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  g_autoptr (AmendsHubspotPart) part = amends_hubspot_get_part (self, kind, 0, cancellable, error);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) fault = NULL;
  const char *type;
  const char *parent;

  if (part == NULL)
    return NULL;
  if (part->key_property != NULL)
    return find_by_key (self, part, client_key, fields, cancellable, error);
  if (!get_parent (part, fields, &type, &parent))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("Whether this has been saved cannot be looked up: it belongs to "
                               "nothing in the CRM"));
      return NULL;
    }
  ids = list_linked (self, part, type, parent, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    return NULL;
  for (guint start = 0; fault == NULL && start < ids->len; start += BATCH)
    {
      g_autofree char *id = find_marked (self, part, ids, start, client_key, cancellable, &fault);

      if (id != NULL)
        return complete (self, part, id, NULL, cancellable, error);
    }
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}
