/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HubSpot: what its objects are made of, single records, and what its answers mean. */

#include "config.h"

#include "amends-hubspot.h"

#include <glib/gi18n-lib.h>

#include "amends-hubspot-private.h"
#include "amends-parts-cursor.h"

G_DEFINE_FINAL_TYPE (AmendsHubspot, amends_hubspot, AMENDS_TYPE_CONNECTOR)

/* Requests */

AmendsHttpRequest *
amends_hubspot_request (AmendsHubspot *self,
                        GCancellable *cancellable,
                        GError **error,
                        const char *method,
                        const char *setting,
                        ...)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  const char *path = amends_field_map_get_setting (amends_connector_get_map (connector), setting);
  g_autofree char *base = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GString) url = NULL;
  AmendsHttpRequest *request;
  const char *segment;
  char *key;
  va_list args;

  if (path == NULL)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            /* Translators: %s is the name of a setting. */
                            _ ("The field map has no path “%s”"), setting);
      return NULL;
    }
  base = amends_connector_build_url (connector, path, NULL);
  url = g_string_new (base);
  va_start (args, setting);
  while ((segment = va_arg (args, const char *)) != NULL)
    {
      g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, segment, NULL, FALSE);
    }
  va_end (args);
  request = amends_http_request_new (method, url->str);
  if (amends_connector_get_settings (connector)->oauth != NULL)
    return request;
  key = amends_connector_dup_secret (connector, cancellable, error);
  if (key == NULL)
    {
      amends_http_request_free (request);
      return NULL;
    }
  value = g_strconcat ("Bearer ", key, NULL);
  amends_http_request_add_secret_header (request, "Authorization", value);
  amends_secrets_free_value (key);
  amends_secrets_free_value (g_steal_pointer (&value));
  return request;
}

void
amends_hubspot_set_body (AmendsHttpRequest *request, JsonObject *body)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, body);
  amends_http_request_set_json (request, node);
}

/* How long a policy asks to wait; the daily one until the day ends. */
static AmendsInstant
rate_until (AmendsConnector *self, AmendsHttpResponse *response, const char *policy)
{
  AmendsInstant now = amends_time_source_now (amends_connector_get_time_source (self));
  AmendsInstant until = amends_http_response_get_retry_at (response, now);

  if (until != AMENDS_INSTANT_NONE)
    return until;
  if (policy != NULL && g_str_has_prefix (policy, "DAILY"))
    return (now / AMENDS_DAY + 1) * AMENDS_DAY;
  return now +
         (policy != NULL && g_str_has_prefix (policy, "TEN_SECONDLY") ? 10 : 1) * AMENDS_SECOND;
}

/* (transfer none) (nullable): the first property that the errors name. */
static const char *
faulty_property (JsonObject *body)
{
  JsonArray *errors = amends_json_peek_array (body, "errors");
  JsonObject *first = errors != NULL ? amends_json_peek_element (errors, 0) : NULL;
  JsonArray *names =
      amends_json_peek_array (amends_json_peek_object (first, "context"), "propertyName");
  JsonNode *name =
      names != NULL && json_array_get_length (names) > 0 ? json_array_get_element (names, 0) : NULL;

  return name != NULL && JSON_NODE_HOLDS_VALUE (name) &&
                 json_node_get_value_type (name) == G_TYPE_STRING
             ? json_node_get_string (name)
             : NULL;
}

static const char *
name_field (AmendsHubspotPart *part, const char *property)
{
  g_autoptr (GPtrArray) mappings = NULL;

  if (part == NULL || property == NULL)
    return property;
  mappings = amends_field_map_list (part->map, part->kind);
  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);

      if (g_strcmp0 (mapping->remote, property) == 0)
        return mapping->neutral; /* interned: it outlives the list */
    }
  return property;
}

static void
judge (AmendsHubspot *self,
       AmendsHttpResponse *response,
       AmendsHubspotPart *part,
       AmendsCall call,
       GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  JsonNode *root = amends_http_response_get_json (response, NULL);
  JsonObject *body =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *said = amends_json_peek_string (body, "message");
  const char *policy = amends_json_peek_string (body, "policyName");

  if (amends_http_response_get_status (response) != 429)
    {
      amends_connector_judge (connector, response, call, said,
                              name_field (part, faulty_property (body)), error);
      return;
    }
  amends_crm_error_set (error, AMENDS_CRM_ERROR_RATE_LIMITED,
                        rate_until (connector, response, policy), NULL, NULL, "%s",
                        policy != NULL && g_str_has_prefix (policy, "DAILY")
                            ? _ ("Today’s number of requests to HubSpot is used up")
                            : _ ("HubSpot asks to come again later"));
}

JsonObject *
amends_hubspot_call (AmendsHubspot *self,
                     AmendsHttpRequest *request,
                     AmendsHubspotPart *part,
                     AmendsCall call,
                     AmendsInstant *date,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (AmendsHttpRequest) owned = request;
  g_autoptr (AmendsHttpResponse) response = NULL;
  JsonObject *object;
  guint status;

  /* Searches and batches of reading are POST, and may be repeated all the same. */
  if (call == AMENDS_CALL_READ)
    amends_http_request_set_idempotent (owned, TRUE);
  response = amends_connector_ask (AMENDS_CONNECTOR (self), owned, call, cancellable, error);
  if (response == NULL)
    return NULL;
  status = amends_http_response_get_status (response);
  if (status < 200 || status >= 300)
    {
      judge (self, response, part, call, error);
      return NULL;
    }
  if (date != NULL)
    *date = amends_http_response_get_date (response);
  object = amends_connector_read_object (response, call, error);
  return object != NULL ? json_object_ref (object) : NULL;
}

/* (transfer full): array "results" of an answer to reading; NULL with @error. */
static JsonArray *
fetch_results (AmendsHubspot *self,
               AmendsHttpRequest *request,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (JsonObject) object =
      amends_hubspot_call (self, request, NULL, AMENDS_CALL_READ, NULL, cancellable, error);
  JsonArray *results = amends_json_peek_array (object, "results");

  if (object == NULL)
    return NULL;
  if (results == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  return json_array_ref (results);
}

/* What it is made of */

static gboolean
may_not (const GError *error)
{
  return g_error_matches (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN) ||
         g_error_matches (error, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE);
}

/* (transfer none): properties by name; empty if they are not shown to us; NULL with @error. */
static JsonObject *
get_schema (AmendsHubspot *self, const char *type, GCancellable *cancellable, GError **error)
{
  JsonObject *schema = g_hash_table_lookup (self->schemas, type);
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonArray) results = NULL;
  AmendsHttpRequest *request;

  if (schema != NULL)
    return schema;
  request = amends_hubspot_request (self, cancellable, error, "GET", "properties", type, NULL);
  if (request == NULL)
    return NULL;
  results = fetch_results (self, request, cancellable, &fault);
  if (fault != NULL && !may_not (fault))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  schema = json_object_new ();
  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonObject *property = amends_json_peek_element (results, i);
      const char *name = amends_json_peek_string (property, "name");

      if (name != NULL)
        json_object_set_object_member (schema, name, json_object_ref (property));
    }
  g_hash_table_insert (self->schemas, g_strdup (type), schema);
  return schema;
}

AmendsHubspotPart *
amends_hubspot_get_part (AmendsHubspot *self,
                         AmendsRemoteKind kind,
                         guint index,
                         GCancellable *cancellable,
                         GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  g_autoptr (AmendsHubspotPart) part = g_new0 (AmendsHubspotPart, 1);
  const AmendsMapping *key;
  JsonObject *schema;

  part->kind = kind;
  part->map = amends_field_map_pick (map, kind, index);
  part->type = amends_field_map_get_entity (part->map, kind);
  part->prefix = amends_field_map_count_entities (map, kind) > 1
                     ? g_strconcat (part->type, ":", NULL)
                     : g_strdup ("");
  part->text = amends_field_map_get_option (part->map, kind, "text");
  if (part->text == NULL)
    part->text = "description";
  schema = get_schema (self, part->type, cancellable, error);
  if (schema == NULL)
    return NULL;
  part->properties = json_object_get_size (schema) > 0 ? schema : NULL;
  key = amends_field_map_find (part->map, kind, "client_key");
  if (key != NULL && key->remote != NULL &&
      amends_json_peek_boolean (amends_json_peek_object (schema, key->remote), "hasUniqueValue",
                                FALSE))
    part->key_property = key->remote;
  return g_steal_pointer (&part);
}

void
amends_hubspot_part_free (AmendsHubspotPart *self)
{
  g_clear_object (&self->map);
  g_free (self->prefix);
  g_free (self);
}

AmendsHubspotPart *
amends_hubspot_part_of_id (AmendsHubspot *self,
                           AmendsRemoteKind kind,
                           const char *id,
                           const char **bare,
                           GCancellable *cancellable,
                           GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  guint count = amends_field_map_count_entities (map, kind);

  *bare = id;
  for (guint i = 0; i < count; i++)
    {
      g_autoptr (AmendsHubspotPart) part =
          amends_hubspot_get_part (self, kind, i, cancellable, error);

      if (part == NULL)
        return NULL;
      if (count == 1 || g_str_has_prefix (id, part->prefix))
        {
          *bare = id + strlen (part->prefix);
          return g_steal_pointer (&part);
        }
    }
  amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("The field map no longer has the kind of record this one is"));
  return NULL;
}

GPtrArray *
amends_hubspot_list_properties (AmendsHubspotPart *part)
{
  GPtrArray *names = amends_field_map_list_remote (part->map, part->kind);
  const char *last_name = amends_field_map_get_option (part->map, part->kind, "last_name");
  const char *modified = amends_field_map_get_option (part->map, part->kind, "modified");

  if (last_name != NULL)
    g_ptr_array_add (names, g_strdup (last_name));
  if (modified != NULL)
    g_ptr_array_add (names, g_strdup (modified));
  return names;
}

/* Names behind ids */

static gboolean
load_owners (AmendsHubspot *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *after = NULL;

  if (self->owners != NULL)
    return TRUE;
  self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  do
    {
      AmendsHttpRequest *request =
          amends_hubspot_request (self, cancellable, error, "GET", "owners", NULL);
      g_autoptr (JsonObject) body = NULL;
      g_autoptr (GError) fault = NULL;
      JsonArray *results;

      if (request == NULL)
        break;
      amends_http_request_add_query (request, "limit", "100");
      if (after != NULL)
        amends_http_request_add_query (request, "after", after);
      body = amends_hubspot_call (self, request, NULL, AMENDS_CALL_READ, NULL, cancellable, &fault);
      /* Who may not see the owners sees their ids. */
      if (may_not (fault))
        return TRUE;
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          break;
        }
      results = amends_json_peek_array (body, "results");
      for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
        {
          JsonObject *owner = amends_json_peek_element (results, i);
          const char *id = amends_json_peek_string (owner, "id");
          const char *first = amends_json_peek_string (owner, "firstName");
          const char *last = amends_json_peek_string (owner, "lastName");
          const char *email = amends_json_peek_string (owner, "email");
          g_autofree char *name =
              g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");

          g_strstrip (name);
          if (id != NULL)
            g_hash_table_insert (self->owners, g_strdup (id),
                                 g_strdup (*name != '\0'   ? name
                                           : email != NULL ? email
                                                           : id));
        }
      g_free (after);
      after = g_strdup (amends_json_peek_string (
          amends_json_peek_object (amends_json_peek_object (body, "paging"), "next"), "after"));
      if (after == NULL)
        return TRUE;
    }
  while (TRUE);
  g_clear_pointer (&self->owners, g_hash_table_unref);
  return FALSE;
}

static gboolean
load_stages (AmendsHubspot *self, GCancellable *cancellable, GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  g_autoptr (JsonArray) pipelines = NULL;
  g_autoptr (GError) fault = NULL;
  AmendsHttpRequest *request;

  if (self->stages != NULL)
    return TRUE;
  request = amends_hubspot_request (self, cancellable, error, "GET", "pipelines",
                                    amends_field_map_get_entity (map, AMENDS_REMOTE_CASE), NULL);
  if (request == NULL)
    return FALSE;
  pipelines = fetch_results (self, request, cancellable, &fault);
  if (fault != NULL && !may_not (fault))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; pipelines != NULL && i < json_array_get_length (pipelines); i++)
    {
      JsonArray *stages =
          amends_json_peek_array (amends_json_peek_element (pipelines, i), "stages");

      for (guint j = 0; stages != NULL && j < json_array_get_length (stages); j++)
        {
          JsonObject *stage = amends_json_peek_element (stages, j);
          const char *id = amends_json_peek_string (stage, "id");
          const char *state =
              amends_json_peek_string (amends_json_peek_object (stage, "metadata"), "ticketState");

          if (id != NULL)
            g_hash_table_insert (self->stages, g_strdup (id),
                                 g_strdup (state != NULL ? state : ""));
        }
    }
  return TRUE;
}

/* A stage of a pipeline of one's own is at least open or closed: what the map says for these. */
static gboolean
complete_status (AmendsHubspot *self,
                 AmendsHubspotPart *part,
                 JsonObject *properties,
                 AmendsRemoteRow *row,
                 GCancellable *cancellable,
                 GError **error)
{
  const AmendsMapping *status = amends_field_map_find (part->map, part->kind, "status");
  const char *stage = status != NULL && status->remote != NULL
                          ? amends_json_peek_string (properties, status->remote)
                          : NULL;
  const char *state;
  const char *ours;

  if (stage == NULL || *stage == '\0' || json_object_has_member (row->fields, "status"))
    return TRUE;
  if (!load_stages (self, cancellable, error))
    return FALSE;
  state = g_hash_table_lookup (self->stages, stage);
  ours = amends_field_map_get_option (
      part->map, part->kind, g_strcmp0 (state, "CLOSED") == 0 ? "stage_closed" : "stage_open");
  if (state != NULL && ours != NULL)
    json_object_set_string_member (row->fields, "status", ours);
  return TRUE;
}

static gboolean
complete_people (AmendsHubspot *self,
                 AmendsHubspotPart *part,
                 AmendsRemoteRow *row,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) mappings = amends_field_map_list (part->map, part->kind);

  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);
      const char *id = amends_json_peek_string (row->fields, mapping->neutral);
      const char *name;

      if (id == NULL || strcmp (mapping->type, "person") != 0)
        continue;
      if (!load_owners (self, cancellable, error))
        return FALSE;
      name = g_hash_table_lookup (self->owners, id);
      if (name != NULL)
        json_object_set_string_member (row->fields, mapping->neutral, name);
    }
  return TRUE;
}

static void
complete_name (AmendsHubspotPart *part, JsonObject *properties, AmendsRemoteRow *row)
{
  const char *property = amends_field_map_get_option (part->map, part->kind, "last_name");
  const char *first = amends_json_peek_string (row->fields, "name");
  const char *last = property != NULL ? amends_json_peek_string (properties, property) : NULL;
  const char *email = amends_json_peek_string (row->fields, "email");
  g_autofree char *name = NULL;

  if (property == NULL)
    return;
  name = g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");
  g_strstrip (name);
  if (*name != '\0' || email != NULL)
    json_object_set_string_member (row->fields, "name", *name != '\0' ? name : email);
}

AmendsRemoteRow *
amends_hubspot_read_row (AmendsHubspot *self,
                         AmendsHubspotPart *part,
                         JsonObject *record,
                         GPtrArray *problems,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *id = amends_json_peek_string (record, "id");
  const char *modified = amends_json_peek_string (record, "updatedAt");
  JsonObject *properties = amends_json_peek_object (record, "properties");
  g_autoptr (AmendsRemoteRow) row = NULL;
  g_autofree char *full = NULL;

  if (id == NULL || *id == '\0' || properties == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  full = g_strconcat (part->prefix, id, NULL);
  row = amends_remote_row_new (part->kind, full);
  amends_field_map_read (part->map, properties, NULL, row, problems);
  complete_name (part, properties, row);
  if (!complete_status (self, part, properties, row, cancellable, error) ||
      !complete_people (self, part, row, cancellable, error))
    return NULL;
  if (modified != NULL && !amends_remote_instant_parse (modified, NULL, &row->modified))
    row->modified = AMENDS_INSTANT_NONE;
  row->modified_text = g_strdup (modified);
  row->client_key = g_strdup (amends_json_peek_string (row->fields, "client_key"));
  row->deleted = amends_json_peek_boolean (record, "archived", FALSE);
  amends_mark_take (row, part->text);
  /* The time also moves when HubSpot counts something anew: what counts is what the row holds. */
  row->version = amends_row_version_new (modified != NULL ? modified : "", row->fields);
  return g_steal_pointer (&row);
}

AmendsRemoteRow *
amends_hubspot_get_row (AmendsHubspot *self,
                        AmendsHubspotPart *part,
                        const char *id,
                        GCancellable *cancellable,
                        GError **error)
{
  AmendsHttpRequest *request =
      amends_hubspot_request (self, cancellable, error, "GET", "objects", part->type, id, NULL);
  g_autoptr (GPtrArray) names = amends_hubspot_list_properties (part);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *list = NULL;
  AmendsRemoteRow *row;

  if (request == NULL)
    return NULL;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (",", (char **) names->pdata);
  amends_http_request_add_query (request, "properties", list);
  record = amends_hubspot_call (self, request, part, AMENDS_CALL_READ, NULL, cancellable, error);
  row = record != NULL ? amends_hubspot_read_row (self, part, record, NULL, cancellable, error)
                       : NULL;
  if (row == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  g_ptr_array_add (rows, row);
  return amends_hubspot_add_links (self, part, rows, cancellable, error)
             ? amends_remote_row_ref (row)
             : NULL;
}

static AmendsRemoteRow *
amends_hubspot_get (AmendsConnector *connector,
                    AmendsRemoteKind kind,
                    const char *id,
                    GCancellable *cancellable,
                    GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  const char *bare;
  g_autoptr (AmendsHubspotPart) part =
      amends_hubspot_part_of_id (self, kind, id, &bare, cancellable, error);

  return part != NULL ? amends_hubspot_get_row (self, part, bare, cancellable, error) : NULL;
}

/* What there is */

static void
list_missing (AmendsHubspotPart *part, GPtrArray *missing)
{
  g_autoptr (GPtrArray) mappings = amends_field_map_list (part->map, part->kind);

  if (part->properties == NULL)
    {
      g_ptr_array_add (missing,
                       /* Translators: %s is a type of object of the CRM, such as "tickets". */
                       g_strdup_printf (_ ("The key does not allow to read “%s”."), part->type));
      return;
    }
  for (guint i = 0; i < mappings->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (mappings, i);
      gboolean there =
          mapping->remote == NULL || json_object_has_member (part->properties, mapping->remote);

      if (strcmp (mapping->neutral, "client_key") == 0 && part->key_property == NULL)
        g_ptr_array_add (
            missing,
            /* Translators: the name of a property and of a type of object. */
            g_strdup_printf (_ ("There is no property “%s” with unique values on “%s”. What Amends "
                                "makes is then recognised by a line at the end of its text; such "
                                "a property is safer."),
                             mapping->remote != NULL ? mapping->remote : "amends_key", part->type));
      else if (!there)
        g_ptr_array_add (
            missing,
            /* Translators: a property, a type of object, our name of the field. */
            g_strdup_printf (_ ("There is no property “%s” on “%s”; “%s” stays empty."),
                             mapping->remote, part->type, mapping->neutral));
    }
}

static AmendsProbe *
amends_hubspot_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  g_autoptr (AmendsProbe) probe = g_new0 (AmendsProbe, 1);
  g_autoptr (JsonObject) account = NULL;
  AmendsInstant date = AMENDS_INSTANT_NONE;
  AmendsHttpRequest *request =
      amends_hubspot_request (self, cancellable, error, "GET", "account", NULL);
  gint64 portal;

  g_hash_table_remove_all (self->schemas);
  g_clear_pointer (&self->owners, g_hash_table_unref);
  g_clear_pointer (&self->stages, g_hash_table_unref);
  if (request == NULL)
    return NULL;
  account = amends_hubspot_call (self, request, NULL, AMENDS_CALL_READ, &date, cancellable, error);
  if (account == NULL)
    return NULL;
  portal = amends_json_peek_int (account, "portalId", -1);
  if (portal < 0)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  if (date != AMENDS_INSTANT_NONE)
    probe->skew = date - amends_time_source_now (amends_connector_get_time_source (connector));
  probe->product = g_strdup ("HubSpot");
  /* Translators: HubSpot's word for an account with it, and its number. */
  probe->user = g_strdup_printf (_ ("Portal %lld"), (long long) portal);
  probe->user_id = g_strdup_printf ("%" G_GINT64_FORMAT, portal);
  probe->missing = g_ptr_array_new_with_free_func (g_free);
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    for (guint i = 0; i < amends_field_map_count_entities (map, kind); i++)
      {
        g_autoptr (AmendsHubspotPart) part =
            amends_hubspot_get_part (self, kind, i, cancellable, error);

        if (part == NULL)
          return NULL;
        list_missing (part, probe->missing);
        if (kind == AMENDS_REMOTE_SURVEY && part->properties != NULL)
          probe->abilities |= AMENDS_CONNECTOR_SURVEYS;
        if (kind == AMENDS_REMOTE_CASE && part->properties != NULL)
          probe->abilities |= AMENDS_CONNECTOR_WRITES;
        if (kind == AMENDS_REMOTE_CASE && part->key_property != NULL)
          probe->abilities |= AMENDS_CONNECTOR_CLIENT_KEYS;
      }
  return g_steal_pointer (&probe);
}

static GPtrArray *
amends_hubspot_list_fields (AmendsConnector *connector,
                            AmendsRemoteKind kind,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (AmendsHubspotPart) part =
      amends_hubspot_get_part (AMENDS_HUBSPOT (connector), kind, 0, cancellable, error);
  g_autoptr (GPtrArray) list = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (part == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_field_free);
  if (part->properties == NULL)
    return g_steal_pointer (&list);
  json_object_iter_init_ordered (&iter, part->properties);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *property = json_node_get_object (node);
      JsonArray *options = amends_json_peek_array (property, "options");
      AmendsRemoteField *field = g_new0 (AmendsRemoteField, 1);
      const char *label = amends_json_peek_string (property, "label");

      field->name = g_strdup (name);
      field->label = g_strdup (label != NULL ? label : name);
      field->type = g_strdup (amends_json_peek_string (property, "type"));
      field->custom = !amends_json_peek_boolean (property, "hubspotDefined", FALSE);
      field->writable = !amends_json_peek_boolean (
          amends_json_peek_object (property, "modificationMetadata"), "readOnlyValue", FALSE);
      if (options != NULL && json_array_get_length (options) > 0)
        {
          g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

          for (guint i = 0; i < json_array_get_length (options); i++)
            {
              const char *value =
                  amends_json_peek_string (amends_json_peek_element (options, i), "value");

              if (value != NULL)
                g_strv_builder_add (builder, value);
            }
          field->options = g_strv_builder_end (builder);
        }
      g_ptr_array_add (list, field);
    }
  return g_steal_pointer (&list);
}

/* The object */

static void
amends_hubspot_finalize (GObject *object)
{
  AmendsHubspot *self = AMENDS_HUBSPOT (object);

  g_hash_table_unref (self->schemas);
  g_clear_pointer (&self->owners, g_hash_table_unref);
  g_clear_pointer (&self->stages, g_hash_table_unref);
  G_OBJECT_CLASS (amends_hubspot_parent_class)->finalize (object);
}

static void
amends_hubspot_class_init (AmendsHubspotClass *class)
{
  AmendsConnectorClass *connector_class = AMENDS_CONNECTOR_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = amends_hubspot_finalize;
  connector_class->probe = amends_hubspot_probe;
  connector_class->list_fields = amends_hubspot_list_fields;
  connector_class->list_changes = amends_hubspot_list_changes;
  connector_class->sweep = amends_hubspot_sweep;
  connector_class->get = amends_hubspot_get;
  connector_class->find = amends_hubspot_find;
  connector_class->create = amends_hubspot_create;
  connector_class->update = amends_hubspot_update;
}

static void
amends_hubspot_init (AmendsHubspot *self)
{
  self->schemas =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
}

AmendsConnector *
amends_hubspot_new (const AmendsConnectorSettings *settings,
                    AmendsFieldMap *map,
                    AmendsHttp *http,
                    AmendsSecrets *secrets,
                    AmendsTimeSource *time_source,
                    GError **error)
{
  return amends_connector_construct (AMENDS_TYPE_HUBSPOT, settings, map, http, secrets,
                                     time_source);
}
