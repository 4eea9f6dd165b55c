/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EspoCRM: making and changing records. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-espocrm-private.h"
#include "amends-parts-cursor.h"

static gboolean
is_own_address (AmendsEspocrm *self, const char *address)
{
  JsonObject *user = amends_json_peek_object (self->identity, "user");
  JsonArray *addresses = amends_json_peek_array (user, "userEmailAddressList");
  const char *main_address = amends_json_peek_string (user, "emailAddress");

  if (main_address != NULL && g_ascii_strcasecmp (main_address, address) == 0)
    return TRUE;
  for (guint i = 0; addresses != NULL && i < json_array_get_length (addresses); i++)
    {
      JsonNode *node = json_array_get_element (addresses, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_ascii_strcasecmp (json_node_get_string (node), address) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The server takes e-mails only from the user's own address; any other is told in a note. */
static gboolean
choose_part (AmendsEspocrm *self,
             AmendsRemoteKind kind,
             JsonObject *fields,
             guint *index,
             GCancellable *cancellable,
             GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  const char *from = amends_json_peek_string (fields, "from");

  *index = 0;
  if (kind != AMENDS_REMOTE_EMAIL || amends_field_map_count_entities (map, kind) < 2)
    return TRUE;
  if (amends_espocrm_get_identity (self, cancellable, error) == NULL)
    return FALSE;
  *index = from != NULL && is_own_address (self, from) ? 0 : 1;
  return TRUE;
}

/* (transfer full): an e-mail as the text of a note. */
static char *
tell_email (JsonObject *fields)
{
  const char *from = amends_json_peek_string (fields, "from");
  const char *to = amends_json_peek_string (fields, "to");
  const char *at = amends_json_peek_string (fields, "at");
  const char *subject = amends_json_peek_string (fields, "subject");
  const char *text = amends_json_peek_string (fields, "text");

  /* Translators: an e-mail written down in a note: sender, recipients, time, subject, text. */
  return g_strdup_printf (_ ("E-mail from %s to %s, %s\nSubject: %s\n\n%s"),
                          from != NULL ? from : "–", to != NULL ? to : "–", at != NULL ? at : "–",
                          subject != NULL ? subject : "–", text != NULL ? text : "");
}

/* (transfer full): what is sent to make the record. */
static JsonNode *
build_record (AmendsEspocrm *self, AmendsEspocrmPart *part, JsonObject *fields, const char *key)
{
  g_autoptr (JsonNode) wrapped = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) copy = NULL;
  JsonObject *constants = amends_field_map_get_constants (part->map, part->kind);
  const char *assigned = amends_field_map_get_option (part->map, part->kind, "assigned");
  g_autoptr (JsonObject) remote = NULL;
  JsonObject *ours;
  JsonNode *body;

  json_node_set_object (wrapped, fields);
  copy = json_node_copy (wrapped);
  ours = json_node_get_object (copy);
  json_object_set_string_member (ours, "client_key", key);
  if (part->kind == AMENDS_REMOTE_EMAIL && strcmp (part->entity, "Note") == 0)
    {
      g_autofree char *told = tell_email (fields);

      json_object_set_string_member (ours, "text", told);
    }
  if (part->key_field == NULL)
    {
      g_autofree char *marked = amends_mark_add (amends_json_peek_string (ours, part->text), key);

      json_object_set_string_member (ours, part->text, marked);
      json_object_remove_member (ours, "client_key");
    }
  remote = amends_field_map_write (part->map, part->kind, ours);
  if (constants != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init_ordered (&iter, constants);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (remote, name, json_node_copy (node));
    }
  if (assigned != NULL && !json_object_has_member (remote, assigned))
    json_object_set_string_member (
        remote, assigned,
        amends_json_peek_string (amends_json_peek_object (self->identity, "user"), "id"));
  body = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (body, g_steal_pointer (&remote));
  return body;
}

AmendsRemoteRow *
amends_espocrm_create (AmendsConnector *connector,
                       AmendsRemoteKind kind,
                       JsonObject *fields,
                       const char *client_key,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  g_autoptr (AmendsEspocrmPart) part = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonObject) record = NULL;
  AmendsHttpRequest *request;
  guint index;

  if (!choose_part (self, kind, fields, &index, cancellable, error))
    return NULL;
  part = amends_espocrm_get_part (self, kind, index, cancellable, error);
  if (part == NULL)
    return NULL;
  if (amends_field_map_get_option (part->map, kind, "assigned") != NULL &&
      amends_espocrm_get_identity (self, cancellable, error) == NULL)
    return NULL;
  body = build_record (self, part, fields, client_key);
  request = amends_espocrm_request (self, cancellable, error, "POST", part->entity, NULL);
  if (request == NULL)
    return NULL;
  amends_http_request_add_header (request, "X-Skip-Duplicate-Check", "true");
  amends_http_request_set_json (request, body);
  record = amends_espocrm_fetch (self, request, part, AMENDS_CALL_WRITE, cancellable, error);
  return record != NULL ? amends_espocrm_read_single (part, record, AMENDS_CALL_WRITE, error)
                        : NULL;
}

static void
set_conflict (AmendsRemoteRow *current, GError **error)
{
  amends_crm_error_set (error, AMENDS_CRM_ERROR_CONFLICT, AMENDS_INSTANT_NONE, current, NULL,
                        _ ("The record has been changed in the CRM meanwhile"));
}

/* Whether @current is still what a change with @version is based on. */
static gboolean
is_current (AmendsRemoteRow *current, const char *version)
{
  if (version == NULL || g_strcmp0 (version, current->version) == 0)
    return TRUE;
  return strchr (version, ' ') != NULL && strchr (current->version, ' ') != NULL &&
         amends_row_version_agrees (version, current->version);
}

/* (transfer full): what is sent to change it; empty if nothing of it may be changed there. */
static JsonObject *
build_change (AmendsEspocrmPart *part, JsonObject *changed, AmendsRemoteRow *current)
{
  g_autoptr (JsonNode) wrapped = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) copy = NULL;
  JsonObject *ours;

  json_node_set_object (wrapped, changed);
  copy = json_node_copy (wrapped);
  ours = json_node_get_object (copy);
  json_object_remove_member (ours, "client_key");
  if (part->key_field == NULL && current->client_key != NULL &&
      json_object_has_member (ours, part->text))
    {
      g_autofree char *marked =
          amends_mark_add (amends_json_peek_string (ours, part->text), current->client_key);

      json_object_set_string_member (ours, part->text, marked);
    }
  return amends_field_map_write (part->map, part->kind, ours);
}

AmendsRemoteRow *
amends_espocrm_update (AmendsConnector *connector,
                       AmendsRemoteKind kind,
                       const char *id,
                       JsonObject *changed,
                       const char *version,
                       GCancellable *cancellable,
                       GError **error)
{
  AmendsEspocrm *self = AMENDS_ESPOCRM (connector);
  const char *bare;
  g_autoptr (AmendsEspocrmPart) part =
      amends_espocrm_part_of_id (self, kind, id, &bare, cancellable, error);
  g_autoptr (AmendsRemoteRow) current = NULL;
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (GError) fault = NULL;
  AmendsHttpRequest *request;

  if (part == NULL ||
      (current = amends_espocrm_get_row (self, part, bare, cancellable, error)) == NULL)
    return NULL;
  if (!is_current (current, version))
    {
      set_conflict (current, error);
      return NULL;
    }
  json_node_take_object (body, build_change (part, changed, current));
  if (json_object_get_size (json_node_get_object (body)) == 0)
    return g_steal_pointer (&current);
  request = amends_espocrm_request (self, cancellable, error, "PUT", part->entity, bare, NULL);
  if (request == NULL)
    return NULL;
  if (strchr (current->version, ' ') == NULL)
    amends_http_request_add_header (request, "X-Version-Number", current->version);
  amends_http_request_set_json (request, body);
  record = amends_espocrm_fetch (self, request, part, AMENDS_CALL_WRITE, cancellable, &fault);
  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_CONFLICT))
    {
      g_autoptr (AmendsRemoteRow) now =
          amends_espocrm_get_row (self, part, bare, cancellable, NULL);

      set_conflict (now, error);
      return NULL;
    }
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  return amends_espocrm_read_single (part, record, AMENDS_CALL_WRITE, error);
}
