/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field of the CRM is which of ours. */

#include "config.h"

#include "amends-field-map.h"

#include <glib/gi18n-lib.h>

#include "amends-connector-private.h"
#include "amends-field-map-private.h"
#include "amends-input-error.h"
#include "amends-json-reader.h"
#include "amends-json.h"

/* More problems than this are no longer read by anybody. */
#define MAX_PROBLEMS 200

typedef struct
{
  char *name;
  GPtrArray *mappings;   /* AmendsFieldMapping */
  JsonObject *options;   /* (nullable) */
  JsonObject *constants; /* (nullable): of a new record, in the CRM's names */
  JsonObject *always;    /* (nullable): neutral fields that every record of the entity has */
} Entity;

/* What a map and those picked from it share. */
typedef struct
{
  gatomicrefcount refs;
  char *text;
  char *file;
  JsonObject *changes;
  JsonObject *settings; /* (nullable) */
  AmendsFieldForms forms;
  GPtrArray *entities[AMENDS_REMOTE_N_KINDS]; /* Entity */
} Data;

struct _AmendsFieldMap
{
  GObject parent_instance;

  Data *data;
  guint picked[AMENDS_REMOTE_N_KINDS];
};

G_DEFINE_FINAL_TYPE (AmendsFieldMap, amends_field_map, G_TYPE_OBJECT)

static const char *const types[] = {
  "text", "number", "money", "boolean", "date", "instant", "choice", "person", "html", "reference",
};

static void
mapping_free (AmendsFieldMapping *self)
{
  g_clear_pointer (&self->values, json_object_unref);
  g_clear_pointer (&self->outward, json_object_unref);
  g_free (self);
}

static void
entity_free (Entity *self)
{
  g_free (self->name);
  g_clear_pointer (&self->mappings, g_ptr_array_unref);
  g_clear_pointer (&self->options, json_object_unref);
  g_clear_pointer (&self->constants, json_object_unref);
  g_clear_pointer (&self->always, json_object_unref);
  g_free (self);
}

static Data *
data_new (const char *text, const char *file)
{
  Data *self = g_new0 (Data, 1);

  g_atomic_ref_count_init (&self->refs);
  self->text = g_strdup (text);
  self->file = g_strdup (file);
  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    self->entities[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) entity_free);
  return self;
}

static void
data_unref (Data *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < AMENDS_REMOTE_N_KINDS; i++)
    g_ptr_array_unref (self->entities[i]);
  g_clear_pointer (&self->changes, json_object_unref);
  g_clear_pointer (&self->settings, json_object_unref);
  g_free (self->text);
  g_free (self->file);
  g_free (self);
}

static void
amends_field_map_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_FIELD_MAP (object)->data, data_unref);
  G_OBJECT_CLASS (amends_field_map_parent_class)->finalize (object);
}

static void
amends_field_map_class_init (AmendsFieldMapClass *class)
{
  G_OBJECT_CLASS (class)->finalize = amends_field_map_finalize;
}

static void
amends_field_map_init (AmendsFieldMap *self)
{
}

/* Reading the file */

/* (transfer full) (nullable): an object of strings. */
static JsonObject *
read_strings (AmendsJsonReader *reader, const char *member)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_OPTIONAL))
    return NULL;
  names = amends_json_reader_list_members (reader);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *value = amends_json_reader_dup_string (reader, name, AMENDS_JSON_REQUIRED);

      if (value != NULL)
        json_object_set_string_member (object, name, value);
    }
  amends_json_reader_leave (reader);
  return g_steal_pointer (&object);
}

/* (transfer full) (nullable): an object of values of any kind. */
static JsonObject *
read_values (AmendsJsonReader *reader, const char *member)
{
  JsonNode *node = amends_json_reader_peek (reader, member);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_TYPE, _ ("expected an object"));
      return NULL;
    }
  return json_object_ref (json_node_get_object (node));
}

static const char *
dup_interned (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, member, need);

  return text != NULL ? g_intern_string (text) : NULL;
}

static void
read_mapping (AmendsJsonReader *reader, Entity *entity)
{
  AmendsFieldMapping *mapping = g_new0 (AmendsFieldMapping, 1);
  gboolean known = FALSE;

  g_ptr_array_add (entity->mappings, mapping);
  mapping->base.neutral = dup_interned (reader, "neutral", AMENDS_JSON_REQUIRED);
  mapping->base.remote = dup_interned (reader, "remote", AMENDS_JSON_OPTIONAL);
  mapping->base.type = dup_interned (reader, "type", AMENDS_JSON_REQUIRED);
  mapping->base.writable = amends_json_reader_get_boolean (reader, "write", FALSE);
  mapping->date_remote = dup_interned (reader, "date_remote", AMENDS_JSON_OPTIONAL);
  mapping->date_as = dup_interned (reader, "date_as", AMENDS_JSON_OPTIONAL);
  mapping->values = read_strings (reader, "values");
  mapping->outward = read_strings (reader, "outward");
  if (amends_json_reader_failed (reader))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    known |= strcmp (types[i], mapping->base.type) == 0;
  if (!known)
    amends_json_reader_fail (reader, "type", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is no type of a field"), mapping->base.type);
}

static void
read_entity (AmendsJsonReader *reader, Data *data, AmendsRemoteKind kind)
{
  Entity *entity = g_new0 (Entity, 1);

  g_ptr_array_add (data->entities[kind], entity);
  entity->mappings = g_ptr_array_new_with_free_func ((GDestroyNotify) mapping_free);
  entity->name = amends_json_reader_dup_string (reader, "entity", AMENDS_JSON_REQUIRED);
  entity->options = read_strings (reader, "options");
  entity->constants = read_values (reader, "constants");
  entity->always = read_values (reader, "always");
  if (!amends_json_reader_enter_array (reader, "fields", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        read_mapping (reader, entity);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_kinds (AmendsJsonReader *reader, Data *data)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!amends_json_reader_enter_object (reader, "kinds", AMENDS_JSON_REQUIRED))
    return;
  names = amends_json_reader_list_members (reader);
  for (guint n = 0; n < names->len; n++)
    {
      const char *name = g_ptr_array_index (names, n);
      AmendsRemoteKind kind;

      if (!amends_remote_kind_from_string (name, &kind))
        {
          amends_json_reader_fail (reader, name, AMENDS_INPUT_ERROR_VALUE,
                                   _ ("“%s” is no kind of record"), name);
          continue;
        }
      if (!amends_json_reader_enter_array (reader, name, AMENDS_JSON_REQUIRED))
        continue;
      for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
        if (amends_json_reader_at (reader, i))
          {
            read_entity (reader, data, kind);
            amends_json_reader_leave (reader);
          }
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static gboolean
setting_is (Data *data, const char *name, const char *value)
{
  return g_strcmp0 (amends_json_peek_string (data->settings, name), value) == 0;
}

static void
read_forms (Data *data)
{
  data->forms.strings = setting_is (data, "values", "strings");
  data->forms.plain_instants = setting_is (data, "instants", "plain");
  data->forms.false_is_empty = setting_is (data, "empty", "false");
  data->forms.empty_is_string = setting_is (data, "empty", "string");
  data->forms.integer_ids = setting_is (data, "ids", "integers");
}

/* The user's changes: kind → entity → our field → theirs or null. What they name and the file does
 * not have any more is left alone: another version of the file may have it again. */
static gboolean
apply_changes (Data *data, const char *text, GError **error)
{
  g_autoptr (JsonNode) root =
      amends_json_parse (text != NULL ? text : "{}", text != NULL ? strlen (text) : 2,
                         _ ("changes of the field map"), error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TYPE, _ ("changes of the field map"), 0,
                              NULL, _ ("expected an object"));
      return FALSE;
    }
  data->changes = json_object_ref (json_node_get_object (root));
  for (guint kind = 0; kind < AMENDS_REMOTE_N_KINDS; kind++)
    for (guint e = 0; e < data->entities[kind]->len; e++)
      {
        Entity *entity = g_ptr_array_index (data->entities[kind], e);
        JsonObject *of_kind =
            amends_json_peek_object (data->changes, amends_remote_kind_to_string (kind));
        JsonObject *fields =
            of_kind != NULL ? amends_json_peek_object (of_kind, entity->name) : NULL;

        for (guint i = 0; fields != NULL && i < entity->mappings->len; i++)
          {
            AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);

            if (json_object_has_member (fields, mapping->base.neutral))
              {
                const char *remote = amends_json_peek_string (fields, mapping->base.neutral);

                mapping->base.remote = remote != NULL ? g_intern_string (remote) : NULL;
              }
          }
      }
  return TRUE;
}

static AmendsFieldMap *
wrap (Data *data)
{
  AmendsFieldMap *self = g_object_new (AMENDS_TYPE_FIELD_MAP, NULL);

  g_atomic_ref_count_inc (&data->refs);
  self->data = data;
  return self;
}

AmendsFieldMap *
amends_field_map_new (const char *text, const char *file, const char *changes, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  AmendsFieldMap *self = NULL;
  Data *data;

  g_return_val_if_fail (text != NULL, NULL);

  reader = amends_json_reader_new (text, strlen (text), file, error);
  if (reader == NULL)
    return NULL;
  data = data_new (text, file);
  g_free (amends_json_reader_dup_string (reader, "title", AMENDS_JSON_OPTIONAL));
  data->settings = read_strings (reader, "settings");
  read_kinds (reader, data);
  if (amends_json_reader_finish (reader, &warnings, error))
    {
      for (guint i = 0; i < warnings->len; i++)
        g_message ("%s", (const char *) g_ptr_array_index (warnings, i));
      read_forms (data);
      if (apply_changes (data, changes, error))
        self = wrap (data);
    }
  data_unref (data);
  return self;
}

/* Looking up */

/* (nullable) */
static Entity *
get_entity (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  GPtrArray *entities = self->data->entities[kind];

  return self->picked[kind] < entities->len ? g_ptr_array_index (entities, self->picked[kind])
                                            : NULL;
}

guint
amends_field_map_count_entities (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  g_return_val_if_fail (AMENDS_IS_FIELD_MAP (self), 0);

  return self->data->entities[kind]->len;
}

AmendsFieldMap *
amends_field_map_pick (AmendsFieldMap *self, AmendsRemoteKind kind, guint index)
{
  AmendsFieldMap *picked;

  g_return_val_if_fail (index < amends_field_map_count_entities (self, kind), NULL);

  picked = wrap (self->data);
  memcpy (picked->picked, self->picked, sizeof self->picked);
  picked->picked[kind] = index;
  return picked;
}

const char *
amends_field_map_get_setting (AmendsFieldMap *self, const char *name)
{
  g_return_val_if_fail (AMENDS_IS_FIELD_MAP (self), NULL);

  return amends_json_peek_string (self->data->settings, name);
}

JsonObject *
amends_field_map_get_constants (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  Entity *entity = get_entity (self, kind);

  return entity != NULL ? entity->constants : NULL;
}

GPtrArray *
amends_field_map_list_remote (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  Entity *entity = get_entity (self, kind);

  for (guint i = 0; entity != NULL && i < entity->mappings->len; i++)
    {
      AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);
      const char *both[] = { mapping->base.remote, mapping->date_remote };

      for (guint j = 0; j < G_N_ELEMENTS (both); j++)
        if (both[j] != NULL && g_hash_table_add (seen, (char *) both[j]))
          g_ptr_array_add (names, g_strdup (both[j]));
    }
  return names;
}

const char *
amends_field_map_get_entity (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  Entity *entity;

  g_return_val_if_fail (AMENDS_IS_FIELD_MAP (self), NULL);
  g_return_val_if_fail (kind < AMENDS_REMOTE_N_KINDS, NULL);

  entity = get_entity (self, kind);
  return entity != NULL ? entity->name : NULL;
}

const char *
amends_field_map_get_option (AmendsFieldMap *self, AmendsRemoteKind kind, const char *name)
{
  Entity *entity = get_entity (self, kind);

  return entity != NULL ? amends_json_peek_string (entity->options, name) : NULL;
}

GPtrArray *
amends_field_map_list (AmendsFieldMap *self, AmendsRemoteKind kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  Entity *entity = get_entity (self, kind);

  for (guint i = 0; entity != NULL && i < entity->mappings->len; i++)
    {
      AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);

      g_ptr_array_add (list, g_memdup2 (&mapping->base, sizeof mapping->base));
    }
  return list;
}

const AmendsMapping *
amends_field_map_find (AmendsFieldMap *self, AmendsRemoteKind kind, const char *neutral)
{
  Entity *entity = get_entity (self, kind);

  for (guint i = 0; entity != NULL && i < entity->mappings->len; i++)
    {
      AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);

      if (strcmp (mapping->base.neutral, neutral) == 0)
        return &mapping->base;
    }
  return NULL;
}

/* Changing */

/* (transfer none): member @name of @object, made if it is not there. */
static JsonObject *
ensure_object (JsonObject *object, const char *name)
{
  JsonObject *inner = amends_json_peek_object (object, name);

  if (inner == NULL)
    {
      inner = json_object_new ();
      json_object_set_object_member (object, name, inner);
    }
  return inner;
}

static char *
changes_to_text (JsonObject *changes)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, changes);
  return amends_json_to_canonical (node);
}

AmendsFieldMap *
amends_field_map_with (AmendsFieldMap *self,
                       AmendsRemoteKind kind,
                       const char *neutral,
                       const char *remote)
{
  g_autofree char *before = amends_field_map_dup_changes (self);
  g_autofree char *after = NULL;
  g_autoptr (JsonNode) root = amends_json_parse (before, strlen (before), NULL, NULL);
  g_autoptr (AmendsFieldMap) made = NULL;
  Entity *entity = get_entity (self, kind);
  JsonObject *fields;

  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (root != NULL, NULL);

  fields = ensure_object (ensure_object (json_node_get_object (root),
                                         amends_remote_kind_to_string (kind)),
                          entity->name);
  if (remote != NULL && *remote != '\0')
    json_object_set_string_member (fields, neutral, remote);
  else
    json_object_set_null_member (fields, neutral);
  after = changes_to_text (json_node_get_object (root));
  made = amends_field_map_new (self->data->text, self->data->file, after, NULL);
  g_return_val_if_fail (made != NULL, NULL);
  memcpy (made->picked, self->picked, sizeof self->picked);
  return g_steal_pointer (&made);
}

char *
amends_field_map_dup_changes (AmendsFieldMap *self)
{
  g_return_val_if_fail (AMENDS_IS_FIELD_MAP (self), NULL);

  return changes_to_text (self->data->changes);
}

/* Values */

static void
add_problem (GPtrArray *problems, Entity *entity, const AmendsFieldMapping *mapping, const char *id)
{
  if (problems == NULL || problems->len >= MAX_PROBLEMS)
    return;
  g_ptr_array_add (
      problems,
      /* Translators: a field and the entity of the CRM, the id of a record, our name of the field,
       * its type: "tier of Account 5f3: not of the type choice, so “segment” is left out". */
      g_strdup_printf (_ ("%s of %s %s: not of the type %s, so “%s” is left out"),
                       mapping->base.remote, entity->name, id != NULL ? id : "", mapping->base.type,
                       mapping->base.neutral));
}

/* (transfer none) (nullable): of the two places that a date or an instant may be in, the one that
 * has something. */
static JsonNode *
peek_mapped (const AmendsFieldMapping *mapping, JsonObject *remote)
{
  JsonNode *date =
      mapping->date_remote != NULL ? amends_field_value_peek (remote, mapping->date_remote) : NULL;

  return date != NULL && JSON_NODE_HOLDS_VALUE (date) &&
                 json_node_get_value_type (date) == G_TYPE_STRING &&
                 *json_node_get_string (date) != '\0'
             ? date
             : amends_field_value_peek (remote, mapping->base.remote);
}

void
amends_field_map_read (AmendsFieldMap *self,
                       JsonObject *remote,
                       GTimeZone *zone,
                       AmendsRemoteRow *row,
                       GPtrArray *problems)
{
  Entity *entity;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_if_fail (AMENDS_IS_FIELD_MAP (self));
  entity = get_entity (self, row->kind);
  g_return_if_fail (entity != NULL);

  if (entity->always != NULL)
    {
      json_object_iter_init_ordered (&iter, entity->always);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (row->fields, name, json_node_copy (node));
    }
  for (guint i = 0; i < entity->mappings->len; i++)
    {
      AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);
      JsonNode *value;

      if (mapping->base.remote == NULL || (node = peek_mapped (mapping, remote)) == NULL)
        continue;
      value = amends_field_value_read (mapping, &self->data->forms, node, zone);
      if (value != NULL)
        json_object_set_member (row->fields, mapping->base.neutral, value);
      else
        add_problem (problems, entity, mapping, row->id);
    }
}

JsonObject *
amends_field_map_write (AmendsFieldMap *self, AmendsRemoteKind kind, JsonObject *fields)
{
  JsonObject *remote = json_object_new ();
  Entity *entity = get_entity (self, kind);

  for (guint i = 0; entity != NULL && i < entity->mappings->len; i++)
    {
      AmendsFieldMapping *mapping = g_ptr_array_index (entity->mappings, i);
      JsonNode *value = json_object_get_member (fields, mapping->base.neutral);

      if (value != NULL && mapping->base.writable && mapping->base.remote != NULL)
        amends_field_value_write (mapping, &self->data->forms, value, remote);
    }
  return remote;
}
