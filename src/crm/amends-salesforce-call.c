/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speaking to Salesforce: requests, what its errors mean, what objects it has. */

#include "config.h"

#include "amends-salesforce-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-soql.h"
#include "amends-text.h"

#define USAGE "api-usage="
/* The longest the server's own words are shown. */
#define MAX_SAID 200

/* Errors whose status says too little. */
static const struct
{
  const char *code;
  AmendsCrmError error;
} meanings[] = {
  { "INVALID_SESSION_ID", AMENDS_CRM_ERROR_AUTH_EXPIRED },
  { "INVALID_AUTH_HEADER", AMENDS_CRM_ERROR_AUTH_EXPIRED },
  { "REQUEST_LIMIT_EXCEEDED", AMENDS_CRM_ERROR_RATE_LIMITED },
  { "TOO_MANY_REQUESTS", AMENDS_CRM_ERROR_RATE_LIMITED },
  { "UNABLE_TO_LOCK_ROW", AMENDS_CRM_ERROR_SERVER },
  { "ENTITY_IS_DELETED", AMENDS_CRM_ERROR_GONE },
  { "INSUFFICIENT_ACCESS", AMENDS_CRM_ERROR_FORBIDDEN },
  { "INSUFFICIENT_ACCESS_OR_READONLY", AMENDS_CRM_ERROR_FORBIDDEN },
  { "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", AMENDS_CRM_ERROR_FORBIDDEN },
  { "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", AMENDS_CRM_ERROR_INVALID },
  { "API_DISABLED_FOR_ORG", AMENDS_CRM_ERROR_SETUP },
  { "API_CURRENTLY_DISABLED", AMENDS_CRM_ERROR_SETUP },
  { "UNSUPPORTED_API_VERSION", AMENDS_CRM_ERROR_SETUP },
  { "INVALID_TYPE", AMENDS_CRM_ERROR_SETUP },
};

void
amends_salesforce_object_free (AmendsSalesforceObject *self)
{
  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->relations);
  json_node_unref (self->answer);
  g_free (self);
}

static void
note_clock (AmendsSalesforce *self, AmendsHttpResponse *response)
{
  AmendsInstant date = amends_http_response_get_date (response);
  AmendsTimeSource *time_source = amends_connector_get_time_source (AMENDS_CONNECTOR (self));

  if (date != AMENDS_INSTANT_NONE)
    self->skew = date - amends_time_source_now (time_source);
}

static void
note_usage (AmendsSalesforce *self, AmendsHttpResponse *response)
{
  const char *info = amends_http_response_get_header (response, "Sforce-Limit-Info");
  const char *usage = info != NULL ? strstr (info, USAGE) : NULL;
  char *end;
  gint64 made;
  gint64 allowed;

  if (usage == NULL)
    return;
  made = g_ascii_strtoll (usage + strlen (USAGE), &end, 10);
  if (*end != '/')
    return;
  allowed = g_ascii_strtoll (end + 1, NULL, 10);
  if (made < 0 || allowed <= 0)
    return;
  self->calls_made = made;
  self->calls_allowed = allowed;
}

/* The neutral name of what the server calls @remote, else that. */
static const char *
neutral_name (const AmendsSalesforceCall *call, const char *remote)
{
  g_autoptr (GPtrArray) list = NULL;

  if (remote == NULL || call->map == NULL)
    return remote;
  list = amends_field_map_list (call->map, call->kind);
  for (guint i = 0; i < list->len; i++)
    {
      const AmendsMapping *mapping = g_ptr_array_index (list, i);

      if (g_strcmp0 (mapping->remote, remote) == 0)
        return mapping->neutral;
    }
  return remote;
}

static gboolean
judge (AmendsSalesforce *self,
       AmendsHttpResponse *response,
       const AmendsSalesforceCall *call,
       GError **error)
{
  guint status = amends_http_response_get_status (response);
  JsonNode *root = status >= 300 ? amends_http_response_get_json (response, NULL) : NULL;
  JsonObject *first = root != NULL && JSON_NODE_HOLDS_ARRAY (root)
                          ? amends_json_peek_element (json_node_get_array (root), 0)
                          : NULL;
  const char *code = amends_json_peek_string (first, "errorCode");
  const char *said = amends_json_peek_string (first, "message");
  JsonArray *fields = amends_json_peek_array (first, "fields");
  const char *field = fields != NULL && json_array_get_length (fields) > 0 &&
                              JSON_NODE_HOLDS_VALUE (json_array_get_element (fields, 0))
                          ? neutral_name (call, json_array_get_string_element (fields, 0))
                          : NULL;
  g_autofree char *clean = amends_text_clean (said != NULL ? said : "", -1);
  g_autofree char *line = amends_text_one_line (clean, MAX_SAID);
  AmendsInstant now =
      amends_time_source_now (amends_connector_get_time_source (AMENDS_CONNECTOR (self)));

  for (guint i = 0; code != NULL && status < 500 && i < G_N_ELEMENTS (meanings); i++)
    if (strcmp (meanings[i].code, code) == 0)
      {
        amends_crm_error_set (error, meanings[i].error,
                              amends_http_response_get_retry_at (response, now), NULL, field,
                              /* Translators: what Salesforce says, then its name for it, such as
                               * "REQUEST_LIMIT_EXCEEDED". */
                              _ ("Salesforce says: %s (%s)"), line, code);
        return FALSE;
      }
  return amends_connector_judge (AMENDS_CONNECTOR (self), response, call->call, said, field, error);
}

/* RFC 9110, 5.6.7; the next whole second, since the server's own times are finer. */
static char *
format_http_date (AmendsInstant instant)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) when =
      g_date_time_new_from_unix_utc ((instant + AMENDS_SECOND - 1) / AMENDS_SECOND);

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT",
                          days[g_date_time_get_day_of_week (when) - 1],
                          g_date_time_get_day_of_month (when),
                          months[g_date_time_get_month (when) - 1], g_date_time_get_year (when),
                          g_date_time_get_hour (when), g_date_time_get_minute (when),
                          g_date_time_get_second (when));
}

static AmendsHttpRequest *
build_request (AmendsSalesforce *self,
               const AmendsSalesforceCall *call,
               GCancellable *cancellable,
               GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  g_autofree char *url =
      amends_connector_build_url (connector, "services/data", self->version, call->path[0],
                                  call->path[1], call->path[2], call->path[3], NULL);
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new (call->method, url);

  if (call->query != NULL)
    amends_http_request_add_query (request, "q", call->query);
  amends_http_request_add_header (request, "Accept", "application/json");
  if (call->unmodified_since != AMENDS_INSTANT_NONE)
    {
      g_autofree char *date = format_http_date (call->unmodified_since);

      amends_http_request_add_header (request, "If-Unmodified-Since", date);
    }
  if (call->body != NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, call->body);
      amends_http_request_set_json (request, node);
    }
  if (call->idempotent)
    amends_http_request_set_idempotent (request, TRUE);
  if (amends_connector_get_settings (connector)->oauth == NULL)
    {
      char *secret = amends_connector_dup_secret (connector, cancellable, error);
      char *value;

      if (secret == NULL)
        return NULL;
      value = g_strconcat ("Bearer ", secret, NULL);
      amends_http_request_add_secret_header (request, "Authorization", value);
      amends_secrets_free_value (value);
      amends_secrets_free_value (secret);
    }
  return g_steal_pointer (&request);
}

JsonNode *
amends_salesforce_call (AmendsSalesforce *self,
                        const AmendsSalesforceCall *call,
                        guint *status,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AmendsHttpRequest) request = NULL;
  g_autoptr (AmendsHttpResponse) response = NULL;
  JsonNode *root;

  request = build_request (self, call, cancellable, error);
  if (request == NULL)
    return NULL;
  response =
      amends_connector_ask (AMENDS_CONNECTOR (self), request, call->call, cancellable, error);
  if (response == NULL)
    return NULL;
  note_clock (self, response);
  note_usage (self, response);
  if (status != NULL)
    *status = amends_http_response_get_status (response);
  /* More than one record has the key, so one was made and another by somebody else: which is ours
   * is looked up like any outcome that is not known. */
  if (amends_http_response_get_status (response) == 300)
    {
      amends_connector_set_unreadable (call->call, error);
      return NULL;
    }
  if (!judge (self, response, call, error))
    return NULL;
  if (amends_http_response_get_status (response) == 204)
    return json_node_new (JSON_NODE_NULL);
  root = amends_connector_read_json (response, call->call, error);
  return root != NULL ? json_node_ref (root) : NULL;
}

JsonArray *
amends_salesforce_query (AmendsSalesforce *self,
                         AmendsFieldMap *map,
                         AmendsRemoteKind kind,
                         const char *soql,
                         gboolean all,
                         gboolean *done,
                         GCancellable *cancellable,
                         GError **error)
{
  AmendsSalesforceCall call = {
    .method = "GET",
    .path = { all ? "queryAll" : "query" },
    .query = soql,
    .call = AMENDS_CALL_READ,
    .kind = kind,
    .map = map,
  };
  g_autoptr (JsonNode) root = amends_salesforce_call (self, &call, NULL, cancellable, error);
  JsonObject *object;
  JsonArray *records;

  if (root == NULL)
    return NULL;
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  records = amends_json_peek_array (object, "records");
  if (records == NULL || !json_object_has_member (object, "done"))
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (records); i++)
    if (amends_json_peek_element (records, i) == NULL ||
        !amends_soql_is_id (amends_json_peek_string (amends_json_peek_element (records, i), "Id")))
      {
        amends_connector_set_unreadable (AMENDS_CALL_READ, error);
        return NULL;
      }
  if (done != NULL)
    *done = amends_json_peek_boolean (object, "done", FALSE);
  return json_array_ref (records);
}

static AmendsSalesforceObject *
object_new (JsonNode *answer)
{
  JsonObject *object = json_node_get_object (answer);
  JsonArray *fields = amends_json_peek_array (object, "fields");
  AmendsSalesforceObject *self = g_new0 (AmendsSalesforceObject, 1);

  self->answer = json_node_ref (answer);
  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->relations = g_hash_table_new (g_str_hash, g_str_equal);
  self->createable = amends_json_peek_boolean (object, "createable", FALSE);
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = amends_json_peek_element (fields, i);
      const char *name = amends_json_peek_string (field, "name");
      const char *relation = amends_json_peek_string (field, "relationshipName");

      if (name != NULL)
        g_hash_table_insert (self->fields, (gpointer) name, field);
      if (relation != NULL)
        g_hash_table_add (self->relations, (gpointer) relation);
    }
  return self;
}

AmendsSalesforceObject *
amends_salesforce_describe (AmendsSalesforce *self,
                            AmendsFieldMap *map,
                            AmendsRemoteKind kind,
                            GCancellable *cancellable,
                            GError **error)
{
  const char *entity = amends_field_map_get_entity (map, kind);
  AmendsSalesforceObject *object = g_hash_table_lookup (self->objects, entity);
  AmendsSalesforceCall call = {
    .method = "GET",
    .path = { "sobjects", entity, "describe" },
    .call = AMENDS_CALL_READ,
    .kind = kind,
    .map = map,
  };
  g_autoptr (JsonNode) root = NULL;

  if (object != NULL)
    return object;
  if (!amends_soql_is_name (entity))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            /* Translators: %s is a name that the CRM cannot have. */
                            _ ("The field map names “%s”, which cannot be an object of Salesforce"),
                            entity);
      return NULL;
    }
  root = amends_salesforce_call (self, &call, NULL, cancellable, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root) ||
      amends_json_peek_array (json_node_get_object (root), "fields") == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  object = object_new (root);
  g_hash_table_insert (self->objects, g_strdup (entity), object);
  return object;
}

gboolean
amends_salesforce_object_has (AmendsSalesforceObject *self, const char *path)
{
  const char *dot = strchr (path, '.');
  g_autofree char *relation = dot != NULL ? g_strndup (path, dot - path) : NULL;

  if (!amends_soql_is_name (path))
    return FALSE;
  return relation != NULL ? g_hash_table_contains (self->relations, relation)
                          : g_hash_table_contains (self->fields, path);
}
