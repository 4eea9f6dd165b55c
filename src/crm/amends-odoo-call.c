/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speaking to Odoo: /jsonrpc up to 18, where every error comes as 200, and /json/2 after it. */

#include "config.h"

#include "amends-odoo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-text.h"

/* The first release with /json/2. */
#define FIRST_JSON2 19
#define LOCKED_OUT "Too many login failures"
/* The longest the server's own words are shown. */
#define MAX_SAID 200

/* By the end of the name of the exception. What is not here was rolled back like these, since Odoo
 * does everything in a call in one transaction. */
static const struct
{
  const char *name;
  AmendsCrmError error;
} meanings[] = {
  { "AccessDenied", AMENDS_CRM_ERROR_AUTH_EXPIRED },
  { "SessionExpiredException", AMENDS_CRM_ERROR_AUTH_EXPIRED },
  { "Unauthorized", AMENDS_CRM_ERROR_AUTH_EXPIRED },
  { "AccessError", AMENDS_CRM_ERROR_FORBIDDEN },
  { "Forbidden", AMENDS_CRM_ERROR_FORBIDDEN },
  { "MissingError", AMENDS_CRM_ERROR_GONE },
  { "ValidationError", AMENDS_CRM_ERROR_INVALID },
  { "UserError", AMENDS_CRM_ERROR_INVALID },
  { "RedirectWarning", AMENDS_CRM_ERROR_INVALID },
  { "ValueError", AMENDS_CRM_ERROR_INVALID },
  { "TypeError", AMENDS_CRM_ERROR_INVALID },
  { "UnprocessableEntity", AMENDS_CRM_ERROR_INVALID },
  { "IntegrityError", AMENDS_CRM_ERROR_INVALID },
  { "NotNullViolation", AMENDS_CRM_ERROR_INVALID },
  { "UniqueViolation", AMENDS_CRM_ERROR_INVALID },
  { "ForeignKeyViolation", AMENDS_CRM_ERROR_INVALID },
  { "KeyError", AMENDS_CRM_ERROR_SETUP },
  { "AttributeError", AMENDS_CRM_ERROR_SETUP },
  { "NotFound", AMENDS_CRM_ERROR_SETUP },
};

JsonNode *
amends_odoo_node_int (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

JsonNode *
amends_odoo_node_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
amends_odoo_node_boolean (gboolean truth)
{
  return json_node_init_boolean (json_node_alloc (), truth);
}

void
amends_odoo_add_condition (JsonArray *domain,
                           const char *field,
                           const char *
                           operator,
                           JsonNode * value)
{
  JsonArray *condition = json_array_new ();

  json_array_add_string_element (condition, field);
  json_array_add_string_element (condition, operator);
  json_array_add_element (condition, value);
  json_array_add_array_element (domain, condition);
}

gint64
amends_odoo_read_id (JsonNode *result)
{
  if (JSON_NODE_HOLDS_ARRAY (result))
    return json_array_get_length (json_node_get_array (result)) > 0
               ? amends_odoo_read_id (json_array_get_element (json_node_get_array (result), 0))
               : 0;
  if (!JSON_NODE_HOLDS_VALUE (result))
    return 0;
  if (json_node_get_value_type (result) == G_TYPE_INT64)
    return MAX (json_node_get_int (result), 0);
  if (json_node_get_value_type (result) == G_TYPE_STRING)
    {
      const char *open = strchr (json_node_get_string (result), '(');

      return open != NULL ? MAX (g_ascii_strtoll (open + 1, NULL, 10), 0) : 0;
    }
  return 0;
}

/* What an error that Odoo itself reports means. @fault: with "name" and "message" */
static void
set_fault (JsonObject *fault, GError **error)
{
  const char *name = amends_json_peek_string (fault, "name");
  const char *said = amends_json_peek_string (fault, "message");
  const char *last = name != NULL ? strrchr (name, '.') : NULL;
  const char *type = last != NULL ? last + 1 : name != NULL ? name : "";
  g_autofree char *clean = amends_text_clean (said != NULL ? said : "", -1);
  g_autofree char *line = amends_text_one_line (clean, MAX_SAID);
  AmendsCrmError code = AMENDS_CRM_ERROR_SERVER;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (strcmp (meanings[i].name, type) == 0)
      code = meanings[i].error;
  if (strstr (clean, LOCKED_OUT) != NULL)
    code = AMENDS_CRM_ERROR_LOCKED_OUT;
  amends_crm_error_set (error, code, AMENDS_INSTANT_NONE, NULL, NULL,
                        /* Translators: what Odoo says, then its name for it, such as
                         * "AccessError". */
                        _ ("Odoo says: %s (%s)"), line, type);
}

static void
note_clock (AmendsOdoo *self, AmendsHttpResponse *response)
{
  AmendsInstant date = amends_http_response_get_date (response);
  AmendsTimeSource *time_source = amends_connector_get_time_source (AMENDS_CONNECTOR (self));

  if (date != AMENDS_INSTANT_NONE)
    self->skew = date - amends_time_source_now (time_source);
}

static void
set_no_odoo (GError **error)
{
  amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("There is no Odoo at this address"));
}

/* POST of @body to @url. A record is never in the address, so 404 is not about one.
 * (transfer full) */
static AmendsHttpResponse *
post (AmendsOdoo *self,
      const char *url,
      JsonObject *body,
      const char *key,
      AmendsCall call,
      GCancellable *cancellable,
      GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  const AmendsConnectorSettings *settings = amends_connector_get_settings (connector);
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("POST", url);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  AmendsHttpResponse *response;

  json_node_set_object (node, body);
  amends_http_request_set_json (request, node);
  amends_http_request_add_header (request, "Accept", "application/json");
  if (call == AMENDS_CALL_READ)
    amends_http_request_set_idempotent (request, TRUE);
  if (key != NULL)
    {
      char *value = g_strconcat ("Bearer ", key, NULL);

      amends_http_request_add_secret_header (request, "Authorization", value);
      amends_secrets_free_value (value);
      if (settings->database != NULL && *settings->database != '\0')
        amends_http_request_add_header (request, "X-Odoo-Database", settings->database);
    }
  response = amends_connector_ask (connector, request, call, cancellable, error);
  if (response == NULL)
    return NULL;
  note_clock (self, response);
  if (amends_http_response_get_status (response) == 404)
    {
      JsonNode *root = amends_http_response_get_json (response, NULL);

      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
          amends_json_peek_string (json_node_get_object (root), "name") == NULL)
        {
          g_clear_pointer (&response, amends_http_response_free);
          set_no_odoo (error);
        }
    }
  return response;
}

/* One call of /jsonrpc. @arguments: (transfer full). Returns: (transfer full) */
static JsonNode *
call_rpc (AmendsOdoo *self,
          const char *service,
          const char *method,
          JsonArray *arguments,
          AmendsCall call,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *url = amends_connector_build_url (AMENDS_CONNECTOR (self), "jsonrpc", NULL);
  g_autoptr (JsonObject) body = json_object_new ();
  JsonObject *params = json_object_new ();
  g_autoptr (AmendsHttpResponse) response = NULL;
  JsonObject *answer;
  JsonObject *fault;
  JsonNode *result;

  json_object_set_string_member (params, "service", service);
  json_object_set_string_member (params, "method", method);
  json_object_set_array_member (params, "args", arguments);
  json_object_set_string_member (body, "jsonrpc", "2.0");
  json_object_set_string_member (body, "method", "call");
  json_object_set_int_member (body, "id", 1);
  json_object_set_object_member (body, "params", params);
  response = post (self, url, body, NULL, call, cancellable, error);
  if (response == NULL ||
      !amends_connector_judge (AMENDS_CONNECTOR (self), response, call, NULL, NULL, error))
    return NULL;
  answer = amends_connector_read_object (response, call, error);
  if (answer == NULL)
    return NULL;
  fault = amends_json_peek_object (answer, "error");
  if (fault != NULL)
    {
      JsonObject *data = amends_json_peek_object (fault, "data");

      set_fault (data != NULL ? data : fault, error);
      return NULL;
    }
  result = json_object_get_member (answer, "result");
  if (result == NULL)
    {
      /* A method that returns nothing has no result; anything else with neither is no answer. */
      if (g_strcmp0 (amends_json_peek_string (answer, "jsonrpc"), "2.0") == 0)
        return json_node_new (JSON_NODE_NULL);
      amends_connector_set_unreadable (call, error);
      return NULL;
    }
  return json_node_ref (result);
}

/* (transfer full): [database, user, key, …]; NULL with @error. */
static JsonArray *
begin_arguments (AmendsOdoo *self, gboolean by_name, GCancellable *cancellable, GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  const AmendsConnectorSettings *settings = amends_connector_get_settings (connector);
  JsonArray *arguments;
  char *secret;

  if (settings->database == NULL || *settings->database == '\0' ||
      (by_name && (settings->user == NULL || *settings->user == '\0')))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("Odoo before version 19 needs the name of its database and a login "
                               "besides the key"));
      return NULL;
    }
  secret = amends_connector_dup_secret (connector, cancellable, error);
  if (secret == NULL)
    return NULL;
  arguments = json_array_new ();
  json_array_add_string_element (arguments, settings->database);
  if (by_name)
    json_array_add_string_element (arguments, settings->user);
  else
    json_array_add_int_element (arguments, self->uid);
  json_array_add_string_element (arguments, secret);
  amends_secrets_free_value (secret);
  return arguments;
}

static JsonNode *
execute (AmendsOdoo *self,
         const char *model,
         const char *method,
         JsonArray *ids,
         JsonObject *arguments,
         AmendsCall call,
         GCancellable *cancellable,
         GError **error)
{
  JsonArray *all = begin_arguments (self, FALSE, cancellable, error);
  JsonArray *positional;
  JsonObject *named;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (all == NULL)
    return NULL;
  positional = json_array_new ();
  named = json_object_new ();
  if (ids != NULL)
    json_array_add_array_element (positional, json_array_ref (ids));
  json_object_iter_init_ordered (&iter, arguments);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (strcmp (name, "vals_list") == 0)
      json_array_add_element (positional, json_node_copy (node)); /* never by name before 19 */
    else
      json_object_set_member (named, name, json_node_copy (node));
  json_array_add_string_element (all, model);
  json_array_add_string_element (all, method);
  json_array_add_array_element (all, positional);
  json_array_add_object_element (all, named);
  return call_rpc (self, "object", "execute_kw", all, call, cancellable, error);
}

static JsonNode *
call_json2 (AmendsOdoo *self,
            const char *model,
            const char *method,
            JsonArray *ids,
            JsonObject *arguments,
            AmendsCall call,
            GCancellable *cancellable,
            GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  g_autofree char *url = amends_connector_build_url (connector, "json/2", model, method, NULL);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (AmendsHttpResponse) response = NULL;
  char *secret = amends_connector_dup_secret (connector, cancellable, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (secret == NULL)
    return NULL;
  json_object_iter_init_ordered (&iter, arguments);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (body, name, json_node_copy (node));
  if (ids != NULL)
    json_object_set_array_member (body, "ids", json_array_ref (ids));
  response = post (self, url, body, secret, call, cancellable, error);
  amends_secrets_free_value (secret);
  if (response == NULL)
    return NULL;
  if (amends_http_response_get_status (response) >= 400)
    {
      JsonNode *root = amends_http_response_get_json (response, NULL);
      JsonObject *fault =
          root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

      if (amends_json_peek_string (fault, "name") != NULL)
        set_fault (fault, error);
      else
        amends_connector_judge (connector, response, call, NULL, NULL, error);
      return NULL;
    }
  if (!amends_connector_judge (connector, response, call, NULL, NULL, error))
    return NULL;
  node = amends_connector_read_json (response, call, error);
  return node != NULL ? json_node_ref (node) : NULL;
}

/* "17.0", "saas~18.2" or "19.0+e": the number before the first dot. */
static guint
read_major (const char *release)
{
  const char *digits = release + strcspn (release, "0123456789");

  return (guint) MIN (g_ascii_strtoull (digits, NULL, 10), 1000);
}

static gboolean
take_release (AmendsOdoo *self, const char *release, GError **error)
{
  if (release == NULL || read_major (release) == 0)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  g_free (self->release);
  self->release = g_strdup (release);
  self->major = read_major (release);
  return TRUE;
}

/* Where /jsonrpc is no more. */
static gboolean
ask_web_version (AmendsOdoo *self, GCancellable *cancellable, GError **error)
{
  AmendsConnector *connector = AMENDS_CONNECTOR (self);
  g_autofree char *url = amends_connector_build_url (connector, "web/version", NULL);
  g_autoptr (AmendsHttpRequest) request = amends_http_request_new ("GET", url);
  g_autoptr (AmendsHttpResponse) response =
      amends_connector_ask (connector, request, AMENDS_CALL_READ, cancellable, error);
  JsonObject *answer;

  if (response == NULL)
    return FALSE;
  if (amends_http_response_get_status (response) == 404)
    {
      set_no_odoo (error);
      return FALSE;
    }
  if (!amends_connector_judge (connector, response, AMENDS_CALL_READ, NULL, NULL, error))
    return FALSE;
  answer = amends_connector_read_object (response, AMENDS_CALL_READ, error);
  return answer != NULL && take_release (self, amends_json_peek_string (answer, "version"), error);
}

static gboolean
ask_release (AmendsOdoo *self, GCancellable *cancellable, GError **error)
{
  const char *said = amends_connector_get_settings (AMENDS_CONNECTOR (self))->version;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) fault = NULL;

  if (said != NULL && *said != '\0')
    return take_release (self, said, error);
  answer = call_rpc (self, "common", "version", json_array_new (), AMENDS_CALL_READ, cancellable,
                     &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_SETUP))
    return ask_web_version (self, cancellable, error);
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return take_release (self,
                       JSON_NODE_HOLDS_OBJECT (answer)
                           ? amends_json_peek_string (json_node_get_object (answer),
                                                      "server_version")
                           : NULL,
                       error);
}

/* A login that is not accepted is no error for Odoo: the user is "false". */
static gboolean
authenticate (AmendsOdoo *self, GCancellable *cancellable, GError **error)
{
  JsonArray *arguments = begin_arguments (self, TRUE, cancellable, error);
  g_autoptr (JsonNode) answer = NULL;

  if (arguments == NULL)
    return FALSE;
  json_array_add_object_element (arguments, json_object_new ());
  answer =
      call_rpc (self, "common", "authenticate", arguments, AMENDS_CALL_READ, cancellable, error);
  if (answer == NULL)
    return FALSE;
  self->uid = amends_odoo_read_id (answer);
  if (self->uid > 0)
    return TRUE;
  if (JSON_NODE_HOLDS_NULL (answer) ||
      (JSON_NODE_HOLDS_VALUE (answer) && json_node_get_value_type (answer) == G_TYPE_BOOLEAN))
    amends_crm_error_set (error, AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_INSTANT_NONE, NULL, NULL,
                          _ ("Odoo does not accept this login and key for this database"));
  else
    amends_connector_set_unreadable (AMENDS_CALL_READ, error);
  return FALSE;
}

static JsonNode *
call_either (AmendsOdoo *self,
             const char *model,
             const char *method,
             JsonArray *ids,
             JsonObject *arguments,
             AmendsCall call,
             GCancellable *cancellable,
             GError **error)
{
  return (self->major >= FIRST_JSON2 ? call_json2 : execute) (self, model, method, ids, arguments,
                                                              call, cancellable, error);
}

gboolean
amends_odoo_sign_in (AmendsOdoo *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (JsonNode) context = NULL;
  JsonObject *object;
  const char *zone;

  if (self->signed_in)
    return TRUE;
  if (self->major == 0 && !ask_release (self, cancellable, error))
    return FALSE;
  if (self->major < FIRST_JSON2 && !authenticate (self, cancellable, error))
    return FALSE;
  context = call_either (self, "res.users", "context_get", NULL, nothing, AMENDS_CALL_READ,
                         cancellable, error);
  if (context == NULL)
    return FALSE;
  object = JSON_NODE_HOLDS_OBJECT (context) ? json_node_get_object (context) : NULL;
  if (object == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  self->uid = amends_json_peek_int (object, "uid", self->uid);
  zone = amends_json_peek_string (object, "tz");
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? amends_zone_load (zone, NULL) : NULL;
  self->signed_in = TRUE;
  return TRUE;
}

JsonNode *
amends_odoo_call (AmendsOdoo *self,
                  const char *model,
                  const char *method,
                  JsonArray *ids,
                  JsonObject *arguments,
                  AmendsCall call,
                  GCancellable *cancellable,
                  GError **error)
{
  if (!amends_odoo_sign_in (self, cancellable, error))
    return NULL;
  return call_either (self, model, method, ids, arguments, call, cancellable, error);
}

gboolean
amends_odoo_get_fields (AmendsOdoo *self,
                        const char *model,
                        JsonObject **fields,
                        GCancellable *cancellable,
                        GError **error)
{
  static const char *const attributes[] = { "string", "type", "readonly", "selection" };
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) fault = NULL;
  JsonArray *wanted = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    json_array_add_string_element (wanted, attributes[i]);
  json_object_set_array_member (arguments, "attributes", wanted);
  if (g_hash_table_lookup_extended (self->models, model, NULL, (gpointer *) fields))
    return TRUE;
  answer = amends_odoo_call (self, model, "fields_get", NULL, arguments, AMENDS_CALL_READ,
                             cancellable, &fault);
  *fields = NULL;
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    *fields = json_object_ref (json_node_get_object (answer));
  else if (answer != NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  else if (!g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_SETUP) &&
           !g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_INVALID) &&
           !g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_FORBIDDEN))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  /* Modules come and go: that a model is not there is no fault of anybody. */
  g_hash_table_insert (self->models, g_strdup (model), *fields);
  return TRUE;
}

JsonArray *
amends_odoo_search (AmendsOdoo *self,
                    const char *model,
                    JsonArray *domain,
                    JsonArray *fields,
                    const char *order,
                    guint limit,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (JsonObject) arguments = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *context = json_object_new ();
  JsonArray *records;

  json_object_set_boolean_member (context, "active_test", FALSE);
  json_object_set_array_member (arguments, "domain", json_array_ref (domain));
  json_object_set_array_member (arguments, "fields", json_array_ref (fields));
  json_object_set_string_member (arguments, "order", order);
  json_object_set_int_member (arguments, "limit", limit);
  json_object_set_object_member (arguments, "context", context);
  answer = amends_odoo_call (self, model, "search_read", NULL, arguments, AMENDS_CALL_READ,
                             cancellable, error);
  if (answer == NULL)
    return NULL;
  records = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;
  for (guint i = 0; records != NULL && i < json_array_get_length (records); i++)
    if (amends_json_peek_int (amends_json_peek_element (records, i), "id", 0) <= 0)
      records = NULL;
  if (records == NULL)
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return NULL;
    }
  return json_array_ref (records);
}
