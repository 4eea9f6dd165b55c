/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the sync: when two say the same, and what both sides last agreed on. */

#include "config.h"

#include "amends-sync-private.h"

#include "amends-json.h"

#include <math.h>
#include <string.h>

#define OURS "_ours"

static const struct
{
  const char *field;
  AmendsRemoteKind kind;
} references[] = {
  { "account", AMENDS_REMOTE_ACCOUNT },
  { "contact", AMENDS_REMOTE_CONTACT },
  { "case", AMENDS_REMOTE_CASE },
};

/* --- Objects ---------------------------------------------------------------------------------- */

char *
amends_sync_object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return amends_json_to_canonical (node);
}

JsonObject *
amends_sync_object_from_text (const char *text)
{
  g_autoptr (JsonNode) node =
      text != NULL ? amends_json_parse (text, strlen (text), NULL, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

JsonObject *
amends_sync_object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &value))
    json_object_set_member (copy, member, json_node_copy (value));
  return copy;
}

gboolean
amends_sync_is_internal (const char *field)
{
  return g_str_equal (field, OURS) || g_str_equal (field, "client_key");
}

/* --- The base --------------------------------------------------------------------------------- */

void
amends_sync_base_init (AmendsSyncBase *self, const char *text)
{
  JsonNode *ours;

  self->theirs = amends_sync_object_from_text (text);
  if (self->theirs == NULL)
    self->theirs = json_object_new ();
  ours = json_object_get_member (self->theirs, OURS);
  self->ours = ours != NULL && JSON_NODE_HOLDS_OBJECT (ours) ? json_node_dup_object (ours)
                                                             : json_object_new ();
  if (ours != NULL)
    json_object_remove_member (self->theirs, OURS);
}

void
amends_sync_base_clear (AmendsSyncBase *self)
{
  g_clear_pointer (&self->theirs, json_object_unref);
  g_clear_pointer (&self->ours, json_object_unref);
}

char *
amends_sync_base_to_text (const AmendsSyncBase *self)
{
  char *text;

  if (json_object_get_size (self->ours) == 0)
    return amends_sync_object_to_text (self->theirs);
  json_object_set_object_member (self->theirs, OURS, json_object_ref (self->ours));
  text = amends_sync_object_to_text (self->theirs);
  json_object_remove_member (self->theirs, OURS);
  return text;
}

JsonNode *
amends_sync_base_get_ours (const AmendsSyncBase *self, const char *field)
{
  JsonNode *ours = json_object_get_member (self->ours, field);

  return ours != NULL ? ours : json_object_get_member (self->theirs, field);
}

JsonNode *
amends_sync_value_or_null (JsonNode *node)
{
  static JsonNode *nothing = NULL;

  if (node != NULL)
    return node;
  if (g_once_init_enter (&nothing))
    g_once_init_leave (&nothing, json_node_new (JSON_NODE_NULL));
  return nothing;
}

void
amends_sync_base_set (AmendsSyncBase *self, const char *field, JsonNode *theirs, JsonNode *ours)
{
  /* What is set may be what is there. */
  JsonNode *one = json_node_copy (amends_sync_value_or_null (theirs));
  JsonNode *other = ours != NULL && !json_node_equal (ours, one) ? json_node_copy (ours) : NULL;

  json_object_set_member (self->theirs, field, one);
  if (other != NULL)
    json_object_set_member (self->ours, field, other);
  else if (json_object_has_member (self->ours, field))
    json_object_remove_member (self->ours, field);
}

/* --- Comparing -------------------------------------------------------------------------------- */

gboolean
amends_sync_value_is_empty (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0';
}

/* (transfer full): without what no reader sees: outer space, and how lines end. */
static char *
value_to_text (JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  GString *text;

  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type != G_TYPE_STRING)
    return amends_json_to_canonical (node);
  text = g_string_new (json_node_get_string (node));
  g_string_replace (text, "\r\n", "\n", 0);
  return g_strstrip (g_string_free (text, FALSE));
}

static gboolean
is_decimal (const char *text)
{
  return g_regex_match_simple ("^-?[0-9]{1,15}(\\.[0-9]{1,9})?$", text, 0, 0);
}

static gboolean
numbers_match (JsonNode *a, JsonNode *b, const char *one, const char *other)
{
  gboolean typed = json_node_get_value_type (a) != G_TYPE_STRING ||
                   json_node_get_value_type (b) != G_TYPE_STRING;

  /* "007" and "7" are two texts; "12.50" and "12.5" are one amount. */
  if (!typed && (strchr (one, '.') == NULL && strchr (other, '.') == NULL))
    return FALSE;
  return is_decimal (one) && is_decimal (other) &&
         fabs (g_ascii_strtod (one, NULL) - g_ascii_strtod (other, NULL)) < 1e-9;
}

/* Many servers keep whole seconds. */
static gboolean
instants_match (const char *one, const char *other)
{
  AmendsInstant a, b;

  return strlen (one) >= 20 && strlen (other) >= 20 && one[10] == 'T' && other[10] == 'T' &&
         amends_instant_parse (one, &a, NULL) && amends_instant_parse (other, &b, NULL) &&
         a / AMENDS_SECOND == b / AMENDS_SECOND;
}

static gboolean
texts_match (JsonNode *a, JsonNode *b)
{
  g_autofree char *one = value_to_text (a);
  g_autofree char *other = value_to_text (b);

  return g_str_equal (one, other) || numbers_match (a, b, one, other) ||
         instants_match (one, other);
}

/* (transfer full) (nullable): @value as the CRM writes it down; NULL if it cannot. */
static char *
written (AmendsFieldMap *map, AmendsRemoteKind kind, const char *field, JsonNode *value)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (JsonObject) remote = NULL;

  json_object_set_member (fields, field, json_node_copy (value));
  remote = amends_field_map_write (map, kind, fields);
  return json_object_get_size (remote) > 0 ? amends_sync_object_to_text (remote) : NULL;
}

/* Two of our values that the CRM cannot tell apart are one to it: resolved and closed. */
static gboolean
written_match (AmendsFieldMap *map,
               AmendsRemoteKind kind,
               const char *field,
               JsonNode *a,
               JsonNode *b)
{
  g_autofree char *one = written (map, kind, field, a);
  g_autofree char *other = one != NULL ? written (map, kind, field, b) : NULL;

  return other != NULL && g_str_equal (one, other);
}

gboolean
amends_sync_values_match (AmendsFieldMap *map,
                          AmendsRemoteKind kind,
                          const char *field,
                          JsonNode *a,
                          JsonNode *b)
{
  AmendsRemoteKind referenced;

  if (amends_sync_value_is_empty (a) || amends_sync_value_is_empty (b))
    return amends_sync_value_is_empty (a) && amends_sync_value_is_empty (b);
  if (json_node_equal (a, b) || texts_match (a, b))
    return TRUE;
  return map != NULL && !amends_sync_get_reference (field, &referenced) &&
         written_match (map, kind, field, a, b);
}

/* --- References ------------------------------------------------------------------------------- */

gboolean
amends_sync_get_reference (const char *field, AmendsRemoteKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_equal (references[i].field, field))
      {
        *kind = references[i].kind;
        return TRUE;
      }
  return FALSE;
}

typedef AmendsCrmLink *(*FindFunc) (AmendsConnection *connection,
                                    const char *kind,
                                    const char *id,
                                    GError **error);

/* (transfer full) (nullable): the id on the other side. */
static gboolean
find_other (AmendsConnection *connection,
            GHashTable *known,
            AmendsRemoteKind kind,
            const char *id,
            gboolean to_local,
            char **other,
            GError **error)
{
  const char *name = amends_remote_kind_to_string (kind);
  FindFunc find = to_local ? amends_crm_store_find_remote : amends_crm_store_find_local;
  g_autofree char *key = known != NULL ? g_strconcat (name, "\n", id, NULL) : NULL;
  g_autoptr (AmendsCrmLink) link = NULL;
  GError *local = NULL;

  *other = known != NULL ? g_strdup (g_hash_table_lookup (known, key)) : NULL;
  if (*other != NULL)
    return TRUE;
  link = find (connection, name, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (link != NULL)
    *other = g_strdup (to_local ? link->local_id : link->remote_id);
  if (link != NULL && known != NULL)
    g_hash_table_insert (known, g_steal_pointer (&key), g_strdup (*other));
  return TRUE;
}

static gboolean
translate (AmendsConnection *connection,
           GHashTable *known,
           JsonObject *fields,
           gboolean to_local,
           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      JsonNode *node = json_object_get_member (fields, references[i].field);
      g_autofree char *other = NULL;

      if (amends_sync_value_is_empty (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      if (!find_other (connection, known, references[i].kind, json_node_get_string (node), to_local,
                       &other, error))
        return FALSE;
      if (other != NULL)
        json_object_set_string_member (fields, references[i].field, other);
      else
        json_object_set_null_member (fields, references[i].field);
    }
  return TRUE;
}

gboolean
amends_sync_localise (AmendsConnection *connection,
                      GHashTable *known,
                      JsonObject *fields,
                      GError **error)
{
  return translate (connection, known, fields, TRUE, error);
}

gboolean
amends_sync_delocalise (AmendsConnection *connection, JsonObject *fields, GError **error)
{
  return translate (connection, NULL, fields, FALSE, error);
}
