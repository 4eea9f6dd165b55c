/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Salesforce has: who we are there, objects, fields. */

#include "config.h"

#include "amends-salesforce-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-soql.h"

static AmendsRemoteField *
field_new (JsonObject *from)
{
  AmendsRemoteField *field = g_new0 (AmendsRemoteField, 1);
  JsonArray *values = amends_json_peek_array (from, "picklistValues");
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  field->name = g_strdup (amends_json_peek_string (from, "name"));
  field->label = g_strdup (amends_json_peek_string (from, "label"));
  field->type = g_strdup (amends_json_peek_string (from, "type"));
  field->custom = amends_json_peek_boolean (from, "custom", FALSE);
  field->writable = amends_json_peek_boolean (from, "updateable", FALSE);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonObject *value = amends_json_peek_element (values, i);

      if (amends_json_peek_string (value, "value") != NULL &&
          amends_json_peek_boolean (value, "active", TRUE))
        g_strv_builder_add (options, amends_json_peek_string (value, "value"));
    }
  if (values != NULL && json_array_get_length (values) > 0)
    field->options = g_strv_builder_end (options);
  return field;
}

GPtrArray *
amends_salesforce_list_fields (AmendsConnector *connector,
                               AmendsRemoteKind kind,
                               GCancellable *cancellable,
                               GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *map = amends_connector_get_map (connector);
  AmendsSalesforceObject *object;
  JsonArray *fields;
  GPtrArray *list;

  /* The user looks at this after a change over there. */
  g_hash_table_remove (self->objects, amends_field_map_get_entity (map, kind));
  object = amends_salesforce_describe (self, map, kind, cancellable, error);
  if (object == NULL)
    return NULL;
  fields = amends_json_peek_array (json_node_get_object (object->answer), "fields");
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_field_free);
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = amends_json_peek_element (fields, i);

      if (amends_json_peek_string (field, "name") != NULL)
        g_ptr_array_add (list, field_new (field));
    }
  return list;
}

/* Says what @map looks for in vain. FALSE only when it could not be asked. */
static gboolean
note_missing (AmendsSalesforce *self,
              AmendsFieldMap *map,
              AmendsRemoteKind kind,
              AmendsProbe *probe,
              GCancellable *cancellable,
              GError **error)
{
  const char *entity = amends_field_map_get_entity (map, kind);
  const AmendsMapping *key = amends_field_map_find (map, kind, "client_key");
  g_autoptr (GPtrArray) names = amends_field_map_list_remote (map, kind);
  g_autoptr (GError) fault = NULL;
  AmendsSalesforceObject *object =
      amends_salesforce_describe (self, map, kind, cancellable, &fault);

  if (g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_GONE))
    {
      g_ptr_array_add (probe->missing,
                       /* Translators: %s is an object of Salesforce, such as "EmailMessage". */
                       g_strdup_printf (_ ("There is no “%s”, or you may not see it: those records "
                                           "are left out"),
                                        entity));
      return TRUE;
    }
  if (object == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (key != NULL && key->remote != NULL && !amends_salesforce_object_has (object, key->remote))
    g_ptr_array_add (probe->missing,
                     /* Translators: an object and a field of Salesforce. */
                     g_strdup_printf (_ ("%s has no external id “%s”: new records carry their key "
                                         "as a last line of text instead"),
                                      entity, key->remote));
  for (guint i = 0; i < names->len; i++)
    if (!amends_salesforce_object_has (object, g_ptr_array_index (names, i)) &&
        (key == NULL || g_strcmp0 (key->remote, g_ptr_array_index (names, i)) != 0))
      g_ptr_array_add (probe->missing,
                       /* Translators: an object and a field of Salesforce. */
                       g_strdup_printf (_ ("%s has no field “%s”: choose another one in the field "
                                           "map, or it is left out"),
                                        entity, (const char *) g_ptr_array_index (names, i)));
  if (kind == AMENDS_REMOTE_CASE && object->createable)
    probe->abilities |= AMENDS_CONNECTOR_WRITES;
  if (kind == AMENDS_REMOTE_CASE && amends_salesforce_get_key_field (map, kind, object) != NULL)
    probe->abilities |= AMENDS_CONNECTOR_CLIENT_KEYS;
  if (kind == AMENDS_REMOTE_SURVEY)
    probe->abilities |= AMENDS_CONNECTOR_SURVEYS;
  return TRUE;
}

gboolean
amends_salesforce_identify (AmendsSalesforce *self,
                            char **user_id,
                            char **name,
                            GCancellable *cancellable,
                            GError **error)
{
  AmendsFieldMap *map = amends_connector_get_map (AMENDS_CONNECTOR (self));
  AmendsSalesforceCall call = { .method = "GET", .path = { "" }, .call = AMENDS_CALL_READ };
  g_autoptr (JsonNode) root = amends_salesforce_call (self, &call, NULL, cancellable, error);
  g_autofree char *soql = NULL;
  g_autoptr (JsonArray) users = NULL;
  JsonObject *user;
  const char *identity;
  const char *slash;
  const char *zone;

  if (root == NULL)
    return FALSE;
  identity = JSON_NODE_HOLDS_OBJECT (root)
                 ? amends_json_peek_string (json_node_get_object (root), "identity")
                 : NULL;
  slash = identity != NULL ? strrchr (identity, '/') : NULL;
  if (slash == NULL || !amends_soql_is_id (slash + 1))
    {
      amends_connector_set_unreadable (AMENDS_CALL_READ, error);
      return FALSE;
    }
  soql = g_strdup_printf ("SELECT Id, Name, TimeZoneSidKey FROM User WHERE Id = '%s'", slash + 1);
  users = amends_salesforce_query (self, map, AMENDS_REMOTE_ACCOUNT, soql, FALSE, NULL, cancellable,
                                   error);
  if (users == NULL)
    return FALSE;
  user = json_array_get_length (users) > 0 ? amends_json_peek_element (users, 0) : NULL;
  zone = amends_json_peek_string (user, "TimeZoneSidKey");
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? amends_zone_load (zone, NULL) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  if (user_id != NULL)
    *user_id = g_strdup (slash + 1);
  if (name != NULL)
    *name = g_strdup (amends_json_peek_string (user, "Name") != NULL
                          ? amends_json_peek_string (user, "Name")
                          : slash + 1);
  return TRUE;
}

/* Says how much of what may be asked in a day has been asked. */
static void
note_usage (AmendsSalesforce *self, AmendsFieldMap *map, AmendsProbe *probe)
{
  const char *share = amends_field_map_get_setting (map, "usage_warning_percent");
  gint64 percent = share != NULL ? g_ascii_strtoll (share, NULL, 10) : 100;

  if (self->calls_allowed > 0 && self->calls_made * 100 >= percent * self->calls_allowed)
    g_ptr_array_add (probe->missing,
                     /* Translators: two numbers. */
                     g_strdup_printf (_ ("Of the %1$lld requests a day that Salesforce allows your "
                                         "company, %2$lld are used: sync may have to wait"),
                                      (long long) self->calls_allowed,
                                      (long long) self->calls_made));
}

AmendsProbe *
amends_salesforce_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error)
{
  AmendsSalesforce *self = AMENDS_SALESFORCE (connector);
  AmendsFieldMap *whole = amends_connector_get_map (connector);
  g_autoptr (AmendsProbe) probe = g_new0 (AmendsProbe, 1);

  probe->missing = g_ptr_array_new_with_free_func (g_free);
  probe->abilities = AMENDS_CONNECTOR_VERSIONS | AMENDS_CONNECTOR_TELLS_DELETED;
  g_hash_table_remove_all (self->objects);
  if (!amends_salesforce_identify (self, &probe->user_id, &probe->user, cancellable, error))
    return NULL;
  probe->product = g_strdup_printf ("Salesforce, API %s", self->version + 1);
  probe->skew = self->skew;
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    for (guint i = 0; i < amends_field_map_count_entities (whole, kind); i++)
      {
        g_autoptr (AmendsFieldMap) map = amends_field_map_pick (whole, kind, i);

        if (!note_missing (self, map, kind, probe, cancellable, error))
          return NULL;
      }
  note_usage (self, whole, probe);
  return g_steal_pointer (&probe);
}
