/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answers of servers mean: judged here, once for all CRMs. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "amends-connector-private.h"
#include "amends-id.h"
#include "amends-text.h"

/* The longest a server's own words are shown. */
#define MAX_SAID 200

#define MARK "Amends "
#define KEY_LENGTH 36

char *
amends_connector_build_url (AmendsConnector *self, const char *path, ...)
{
  GString *url = g_string_new (amends_connector_get_settings (self)->url);
  const char *segment;
  va_list args;

  g_string_append_c (url, '/');
  g_string_append (url, path);
  va_start (args, path);
  while ((segment = va_arg (args, const char *)) != NULL)
    {
      if (url->str[url->len - 1] != '/')
        g_string_append_c (url, '/');
      g_string_append_uri_escaped (url, segment, NULL, FALSE);
    }
  va_end (args);
  return g_string_free (url, FALSE);
}

static AmendsCrmError
classify (guint status, AmendsCall call)
{
  switch (status)
    {
    case 401:
      return AMENDS_CRM_ERROR_AUTH_EXPIRED;
    case 402:
    case 403:
      return AMENDS_CRM_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return AMENDS_CRM_ERROR_GONE;
    case 409:
    case 412:
      return AMENDS_CRM_ERROR_CONFLICT;
    case 408:
      return call == AMENDS_CALL_WRITE ? AMENDS_CRM_ERROR_UNKNOWN : AMENDS_CRM_ERROR_SERVER;
    case 423:
    case 425:
      return AMENDS_CRM_ERROR_SERVER;
    case 429:
      return AMENDS_CRM_ERROR_RATE_LIMITED;
    case 501:
      return AMENDS_CRM_ERROR_PROTOCOL;
    default:
      if (status >= 500)
        return call == AMENDS_CALL_WRITE ? AMENDS_CRM_ERROR_UNKNOWN : AMENDS_CRM_ERROR_SERVER;
      return status >= 400 ? AMENDS_CRM_ERROR_INVALID : AMENDS_CRM_ERROR_PROTOCOL;
    }
}

static const char *
explain (AmendsCrmError code)
{
  switch (code)
    {
    case AMENDS_CRM_ERROR_AUTH_EXPIRED:
      return _ ("The CRM does not accept the key or the sign-in");
    case AMENDS_CRM_ERROR_FORBIDDEN:
      return _ ("The CRM does not allow this to the user who is signed in");
    case AMENDS_CRM_ERROR_GONE:
      return _ ("The record is no longer in the CRM");
    case AMENDS_CRM_ERROR_CONFLICT:
      return _ ("The record has been changed in the CRM meanwhile");
    case AMENDS_CRM_ERROR_RATE_LIMITED:
      return _ ("The CRM asks to come again later");
    case AMENDS_CRM_ERROR_INVALID:
      return _ ("The CRM does not accept the record as it stands");
    case AMENDS_CRM_ERROR_UNKNOWN:
      return _ ("The CRM was in trouble while it saved: whether it has, is looked up before it is "
                "sent again");
    case AMENDS_CRM_ERROR_SERVER:
      return _ ("The CRM is in trouble at the moment");
    case AMENDS_CRM_ERROR_PROTOCOL:
    case AMENDS_CRM_ERROR_NOT_SENT:
    case AMENDS_CRM_ERROR_LOCKED_OUT:
    case AMENDS_CRM_ERROR_SETUP:
    default:
      return _ ("The answer is not one that this kind of CRM gives: check the address");
    }
}

gboolean
amends_connector_judge (AmendsConnector *self,
                        AmendsHttpResponse *response,
                        AmendsCall call,
                        const char *said,
                        const char *field,
                        GError **error)
{
  guint status = amends_http_response_get_status (response);
  AmendsInstant now = amends_time_source_now (amends_connector_get_time_source (self));
  g_autofree char *clean = NULL;
  g_autofree char *line = NULL;
  AmendsCrmError code;

  if (status >= 200 && status < 300)
    return TRUE;
  code = classify (status, call);
  clean = amends_text_clean (said != NULL ? said : "", -1);
  line = amends_text_one_line (clean, MAX_SAID);
  if (*line != '\0')
    amends_crm_error_set (error, code, amends_http_response_get_retry_at (response, now), NULL,
                          field,
                          /* Translators: first a sentence of ours, then what the server said. */
                          _ ("%s (%u: %s)"), explain (code), status, line);
  else
    amends_crm_error_set (error, code, amends_http_response_get_retry_at (response, now), NULL,
                          field,
                          /* Translators: a sentence of ours, then the status, such as 503. */
                          _ ("%s (%u)"), explain (code), status);
  return FALSE;
}

void
amends_connector_set_unreadable (AmendsCall call, GError **error)
{
  if (call == AMENDS_CALL_WRITE)
    amends_crm_error_set (error, AMENDS_CRM_ERROR_UNKNOWN, AMENDS_INSTANT_NONE, NULL, NULL,
                          _ ("The CRM's answer to what was saved cannot be read: whether it was "
                             "saved, is looked up before it is sent again"));
  else
    amends_crm_error_set (error, AMENDS_CRM_ERROR_PROTOCOL, AMENDS_INSTANT_NONE, NULL, NULL, "%s",
                          explain (AMENDS_CRM_ERROR_PROTOCOL));
}

JsonNode *
amends_connector_read_json (AmendsHttpResponse *response, AmendsCall call, GError **error)
{
  g_autoptr (GError) fault = NULL;
  JsonNode *root = amends_http_response_get_json (response, &fault);

  if (root == NULL)
    {
      g_debug ("An answer cannot be read: %s", fault->message);
      amends_connector_set_unreadable (call, error);
    }
  return root;
}

JsonObject *
amends_connector_read_object (AmendsHttpResponse *response, AmendsCall call, GError **error)
{
  JsonNode *root = amends_connector_read_json (response, call, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      amends_connector_set_unreadable (call, error);
      return NULL;
    }
  return json_node_get_object (root);
}

/* Checked getters */

static JsonNode *
peek (JsonObject *object, const char *member, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

const char *
amends_json_peek_string (JsonObject *object, const char *member)
{
  JsonNode *node = peek (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

JsonObject *
amends_json_peek_object (JsonObject *object, const char *member)
{
  JsonNode *node = peek (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
amends_json_peek_array (JsonObject *object, const char *member)
{
  JsonNode *node = peek (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

gint64
amends_json_peek_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = peek (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : fallback;
}

gboolean
amends_json_peek_boolean (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = peek (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
             ? json_node_get_boolean (node)
             : fallback;
}

JsonObject *
amends_json_peek_element (JsonArray *array, guint index)
{
  JsonNode *node =
      index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Instants */

static gboolean
all_digits (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c))
      return FALSE;
  return *text != '\0';
}

gboolean
amends_remote_instant_parse (const char *text, GTimeZone *zone, AmendsInstant *instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *iso = NULL;

  if (strlen (text) >= 12 && strlen (text) <= 14 && all_digits (text))
    {
      *instant = g_ascii_strtoll (text, NULL, 10);
      return TRUE;
    }
  if (strlen (text) < 16 || strlen (text) > 40)
    return FALSE;
  iso = g_strdup (text);
  if (iso[10] == ' ')
    iso[10] = 'T';
  when = g_date_time_new_from_iso8601 (iso, zone != NULL ? zone : utc);
  if (when == NULL)
    return FALSE;
  *instant = amends_instant_from_date_time (when);
  return TRUE;
}

char *
amends_remote_instant_format_plain (AmendsInstant instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return amends_instant_format (instant, utc, "%Y-%m-%d %H:%M:%S");
}

/* The mark */

/* Where the line of the mark begins in @text; NULL if it has none. The last line that is one: what
 * a person adds below it later does not hide it. */
static const char *
find_mark (const char *text)
{
  const char *found = NULL;

  for (const char *at = text; at != NULL && (at = strstr (at, MARK)) != NULL; at++)
    {
      g_autofree char *key = g_strndup (at + strlen (MARK), KEY_LENGTH);

      if ((at == text || at[-1] == '\n') && strlen (key) == KEY_LENGTH && amends_id_is_valid (key))
        found = at;
    }
  return found;
}

char *
amends_mark_add (const char *text, const char *client_key)
{
  if (text == NULL || *text == '\0')
    return g_strconcat (MARK, client_key, NULL);
  return g_strconcat (text, "\n\n" MARK, client_key, NULL);
}

char *
amends_mark_dup_key (const char *text)
{
  const char *mark = find_mark (text);

  return mark != NULL ? g_strndup (mark + strlen (MARK), KEY_LENGTH) : NULL;
}

char *
amends_mark_strip (const char *text)
{
  const char *mark = find_mark (text);
  g_autoptr (GString) rest = NULL;

  if (mark == NULL)
    return g_strdup (text);
  rest = g_string_new_len (text, mark - text);
  while (rest->len > 0 && g_ascii_isspace (rest->str[rest->len - 1]))
    g_string_truncate (rest, rest->len - 1);
  g_string_append (rest, mark + strlen (MARK) + KEY_LENGTH);
  return g_strdup (rest->str);
}

void
amends_mark_take (AmendsRemoteRow *row, const char *field)
{
  const char *text = amends_json_peek_string (row->fields, field);
  g_autofree char *key = amends_mark_dup_key (text);
  g_autofree char *stripped = NULL;

  if (key == NULL)
    return;
  stripped = amends_mark_strip (text);
  json_object_set_string_member (row->fields, field, stripped);
  if (row->client_key == NULL)
    row->client_key = g_steal_pointer (&key);
}
