/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all records share: properties, JSON, copies and differences, from one table per class. */

#include "config.h"

#include "amends-record.h"

#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-json.h"

#include <string.h>

G_DEFINE_ABSTRACT_TYPE (AmendsRecord, amends_record, G_TYPE_OBJECT)

#define AT(record, field, Type) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))

static void
clear_field (gpointer record, const AmendsField *field)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      g_clear_pointer (&AT (record, field, char *), g_free);
      break;
    case AMENDS_FIELD_STRV:
      g_clear_pointer (&AT (record, field, char **), g_strfreev);
      break;
    case AMENDS_FIELD_RECORD:
    case AMENDS_FIELD_RECORDS:
      g_clear_object (&AT (record, field, GObject *));
      break;
    case AMENDS_FIELD_INT:
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_MONEY:
    case AMENDS_FIELD_DOUBLE:
    case AMENDS_FIELD_BOOLEAN:
    case AMENDS_FIELD_INSTANT:
    case AMENDS_FIELD_ENUM:
      break;
    }
}

static gboolean
strv_equal (char **a, char **b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a ? (const char *const *) a : none, b ? (const char *const *) b : none);
}

/* An empty string and an empty list are the same as none: JSON leaves both out. */
static gboolean
field_equal (gpointer a, gpointer b, const AmendsField *field)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      {
        const char *one = AT (a, field, char *);
        const char *two = AT (b, field, char *);

        return g_str_equal (one ? one : "", two ? two : "");
      }
    case AMENDS_FIELD_STRV:
      return strv_equal (AT (a, field, char **), AT (b, field, char **));
    case AMENDS_FIELD_INT:
    case AMENDS_FIELD_BOOLEAN:
    case AMENDS_FIELD_ENUM:
      return AT (a, field, int) == AT (b, field, int);
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_MONEY:
    case AMENDS_FIELD_INSTANT:
      return AT (a, field, gint64) == AT (b, field, gint64);
    case AMENDS_FIELD_DOUBLE:
      return AT (a, field, double) == AT (b, field, double);
    case AMENDS_FIELD_RECORD:
      return amends_record_equal (AT (a, field, gpointer), AT (b, field, gpointer));
    case AMENDS_FIELD_RECORDS:
      return amends_record_list_equal (AT (a, field, GListModel *), AT (b, field, GListModel *));
    }
  g_assert_not_reached ();
}

static void
copy_list (GListStore *to, GListModel *from)
{
  guint n = g_list_model_get_n_items (from);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (from, i);
      g_ptr_array_add (copies, amends_record_copy (item));
    }
  g_list_store_splice (to, 0, g_list_model_get_n_items (G_LIST_MODEL (to)), copies->pdata, n);
}

static void
copy_field (gpointer to, gpointer from, const AmendsField *field)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      g_free (AT (to, field, char *));
      AT (to, field, char *) = g_strdup (AT (from, field, char *));
      break;
    case AMENDS_FIELD_STRV:
      g_strfreev (AT (to, field, char **));
      AT (to, field, char **) = g_strdupv (AT (from, field, char **));
      break;
    case AMENDS_FIELD_INT:
    case AMENDS_FIELD_BOOLEAN:
    case AMENDS_FIELD_ENUM:
      AT (to, field, int) = AT (from, field, int);
      break;
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_MONEY:
    case AMENDS_FIELD_INSTANT:
      AT (to, field, gint64) = AT (from, field, gint64);
      break;
    case AMENDS_FIELD_DOUBLE:
      AT (to, field, double) = AT (from, field, double);
      break;
    case AMENDS_FIELD_RECORD:
      g_clear_object (&AT (to, field, GObject *));
      if (AT (from, field, gpointer))
        AT (to, field, gpointer) = amends_record_copy (AT (from, field, gpointer));
      break;
    case AMENDS_FIELD_RECORDS:
      copy_list (AT (to, field, GListStore *), AT (from, field, GListModel *));
      break;
    }
}

static void
amends_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const AmendsField *field = &AMENDS_RECORD_GET_CLASS (object)->fields[id - 1];

  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      g_value_set_string (value, AT (object, field, char *));
      break;
    case AMENDS_FIELD_STRV:
      g_value_set_boxed (value, AT (object, field, char **));
      break;
    case AMENDS_FIELD_INT:
      g_value_set_int (value, AT (object, field, int));
      break;
    case AMENDS_FIELD_BOOLEAN:
      g_value_set_boolean (value, AT (object, field, gboolean));
      break;
    case AMENDS_FIELD_ENUM:
      g_value_set_enum (value, AT (object, field, int));
      break;
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_MONEY:
    case AMENDS_FIELD_INSTANT:
      g_value_set_int64 (value, AT (object, field, gint64));
      break;
    case AMENDS_FIELD_DOUBLE:
      g_value_set_double (value, AT (object, field, double));
      break;
    case AMENDS_FIELD_RECORD:
    case AMENDS_FIELD_RECORDS:
      g_value_set_object (value, AT (object, field, gpointer));
      break;
    }
}

/* TRUE if the field changed. */
static gboolean
set_field (GObject *object, const AmendsField *field, const GValue *value)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      if (g_strcmp0 (AT (object, field, char *), g_value_get_string (value)) == 0)
        return FALSE;
      g_free (AT (object, field, char *));
      AT (object, field, char *) = g_value_dup_string (value);
      return TRUE;
    case AMENDS_FIELD_STRV:
      if (strv_equal (AT (object, field, char **), g_value_get_boxed (value)))
        return FALSE;
      g_strfreev (AT (object, field, char **));
      AT (object, field, char **) = g_value_dup_boxed (value);
      return TRUE;
    case AMENDS_FIELD_INT:
    case AMENDS_FIELD_BOOLEAN:
    case AMENDS_FIELD_ENUM:
      {
        int wanted = field->type == AMENDS_FIELD_INT       ? g_value_get_int (value)
                     : field->type == AMENDS_FIELD_BOOLEAN ? g_value_get_boolean (value)
                                                           : g_value_get_enum (value);
        if (AT (object, field, int) == wanted)
          return FALSE;
        AT (object, field, int) = wanted;
        return TRUE;
      }
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_MONEY:
    case AMENDS_FIELD_INSTANT:
      if (AT (object, field, gint64) == g_value_get_int64 (value))
        return FALSE;
      AT (object, field, gint64) = g_value_get_int64 (value);
      return TRUE;
    case AMENDS_FIELD_DOUBLE:
      if (AT (object, field, double) == g_value_get_double (value))
        return FALSE;
      AT (object, field, double) = g_value_get_double (value);
      return TRUE;
    case AMENDS_FIELD_RECORD:
      return g_set_object (&AT (object, field, GObject *), g_value_get_object (value));
    case AMENDS_FIELD_RECORDS:
      break;
    }
  return FALSE;
}

static void
amends_record_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  const AmendsField *field = &AMENDS_RECORD_GET_CLASS (object)->fields[id - 1];

  if (set_field (object, field, value))
    g_object_notify_by_pspec (object, pspec);
}

static void
amends_record_finalize (GObject *object)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    clear_field (object, &klass->fields[i]);

  G_OBJECT_CLASS (amends_record_parent_class)->finalize (object);
}

static void
amends_record_class_init (AmendsRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amends_record_finalize;
}

static void
amends_record_init (AmendsRecord *self)
{
}

static GParamSpec *
make_pspec (const AmendsField *field)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
    case AMENDS_FIELD_STRV:
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    case AMENDS_FIELD_INT:
      return g_param_spec_int (field->name, NULL, NULL, G_MININT, G_MAXINT, AMENDS_UNKNOWN, flags);
    case AMENDS_FIELD_BOOLEAN:
      return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
    case AMENDS_FIELD_ENUM:
      return g_param_spec_enum (field->name, NULL, NULL, field->of (), 0, flags);
    case AMENDS_FIELD_INT64:
    case AMENDS_FIELD_INSTANT:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case AMENDS_FIELD_MONEY:
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64,
                                 AMENDS_MONEY_UNKNOWN, flags);
    case AMENDS_FIELD_DOUBLE:
      return g_param_spec_double (field->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, flags);
    case AMENDS_FIELD_RECORD:
      return g_param_spec_object (field->name, NULL, NULL, field->of (), flags);
    case AMENDS_FIELD_RECORDS:
      return g_param_spec_object (field->name, NULL, NULL, G_TYPE_LIST_STORE,
                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
    }
  g_assert_not_reached ();
}

void
amends_record_class_set_fields (AmendsRecordClass *klass, const AmendsField *table, guint n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* GObject does not inherit these two. */
  object_class->get_property = amends_record_get_property;
  object_class->set_property = amends_record_set_property;

  klass->fields = table;
  klass->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (object_class, i + 1, make_pspec (&table[i]));
}

void
amends_record_init_fields (gpointer record, const AmendsField *table, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      if (table[i].type == AMENDS_FIELD_INT)
        AT (record, &table[i], int) = AMENDS_UNKNOWN;
      else if (table[i].type == AMENDS_FIELD_MONEY)
        AT (record, &table[i], gint64) = AMENDS_MONEY_UNKNOWN;
      else if (table[i].type == AMENDS_FIELD_RECORDS)
        AT (record, &table[i], GListStore *) = g_list_store_new (table[i].of ());
    }
}

gpointer
amends_record_new (GType type)
{
  gpointer record = g_object_new (type, NULL);
  const AmendsField *id = amends_record_find_field (record, "id");

  if (id)
    AT (record, id, char *) = amends_id_new ();
  return record;
}

const AmendsField *
amends_record_get_fields (gpointer record, guint *n_fields)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);

  *n_fields = klass->n_fields;
  return klass->fields;
}

const AmendsField *
amends_record_find_field (gpointer record, const char *name)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return &klass->fields[i];
  return NULL;
}

const char *
amends_record_get_id (gpointer record)
{
  const AmendsField *id = amends_record_find_field (record, "id");

  return id ? AT (record, id, char *) : NULL;
}

gpointer
amends_record_copy (gpointer record)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);
  gpointer copy = g_object_new (G_OBJECT_TYPE (record), NULL);

  for (guint i = 0; i < klass->n_fields; i++)
    copy_field (copy, record, &klass->fields[i]);
  return copy;
}

void
amends_record_assign (gpointer record, gpointer source)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);

  g_return_if_fail (G_OBJECT_TYPE (record) == G_OBJECT_TYPE (source));

  g_object_freeze_notify (record);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!field_equal (record, source, &klass->fields[i]))
      {
        copy_field (record, source, &klass->fields[i]);
        g_object_notify (record, klass->fields[i].name);
      }
  g_object_thaw_notify (record);
}

gboolean
amends_record_equal (gpointer a, gpointer b)
{
  AmendsRecordClass *klass;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;

  klass = AMENDS_RECORD_GET_CLASS (a);
  for (guint i = 0; i < klass->n_fields; i++)
    if (!field_equal (a, b, &klass->fields[i]))
      return FALSE;
  return TRUE;
}

gboolean
amends_record_list_equal (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (n != g_list_model_get_n_items (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (a, i);
      g_autoptr (GObject) two = g_list_model_get_item (b, i);

      if (!amends_record_equal (one, two))
        return FALSE;
    }
  return TRUE;
}

void
amends_record_set (gpointer record, const char *first_name, ...)
{
  va_list arguments;

  va_start (arguments, first_name);
  g_object_set_valist (record, first_name, arguments);
  va_end (arguments);
}

static JsonNode *
strv_to_json (char **strings)
{
  JsonArray *array;
  JsonNode *node;

  if (strings == NULL || *strings == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; strings[i]; i++)
    json_array_add_string_element (array, strings[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
list_to_json (GListModel *list)
{
  guint n = g_list_model_get_n_items (list);
  JsonArray *array;
  JsonNode *node;

  if (n == 0)
    return NULL;
  array = json_array_sized_new (n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      json_array_add_element (array, amends_record_to_json (item));
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
string_to_json (const char *string)
{
  return string && *string ? json_node_init_string (json_node_alloc (), string) : NULL;
}

static JsonNode *
enum_to_json (GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value (klass, value);

  /* 0 is "unknown" or the default of its field, and the reader gives it back. */
  return value != 0 && entry ? json_node_init_string (json_node_alloc (), entry->value_nick) : NULL;
}

static JsonNode *
integer_to_json (gint64 value, gint64 unknown)
{
  return value != unknown ? json_node_init_int (json_node_alloc (), value) : NULL;
}

/* (nullable): NULL when the field says nothing. */
static JsonNode *
field_to_json (gpointer record, const AmendsField *field)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      return string_to_json (AT (record, field, char *));
    case AMENDS_FIELD_STRV:
      return strv_to_json (AT (record, field, char **));
    case AMENDS_FIELD_INT:
      return integer_to_json (AT (record, field, int), AMENDS_UNKNOWN);
    case AMENDS_FIELD_INT64:
      return integer_to_json (AT (record, field, gint64), 0);
    case AMENDS_FIELD_MONEY:
      return integer_to_json (AT (record, field, gint64), AMENDS_MONEY_UNKNOWN);
    case AMENDS_FIELD_DOUBLE:
      return AT (record, field, double) != 0.0
                 ? json_node_init_double (json_node_alloc (), AT (record, field, double))
                 : NULL;
    case AMENDS_FIELD_BOOLEAN:
      return AT (record, field, gboolean) ? json_node_init_boolean (json_node_alloc (), TRUE)
                                          : NULL;
    case AMENDS_FIELD_INSTANT:
      {
        g_autofree char *text = NULL;

        if (AT (record, field, AmendsInstant) == AMENDS_INSTANT_NONE)
          return NULL;
        text = amends_instant_format_utc (AT (record, field, AmendsInstant));
        return json_node_init_string (json_node_alloc (), text);
      }
    case AMENDS_FIELD_ENUM:
      return enum_to_json (field->of (), AT (record, field, int));
    case AMENDS_FIELD_RECORD:
      return AT (record, field, gpointer) ? amends_record_to_json (AT (record, field, gpointer))
                                          : NULL;
    case AMENDS_FIELD_RECORDS:
      return list_to_json (AT (record, field, GListModel *));
    }
  g_assert_not_reached ();
}

static char *
member_name (const AmendsField *field)
{
  return g_strdelimit (g_strdup (field->name), "-", '_');
}

JsonNode *
amends_record_to_json (gpointer record)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      JsonNode *value = field_to_json (record, &klass->fields[i]);

      if (value)
        {
          g_autofree char *name = member_name (&klass->fields[i]);
          json_object_set_member (object, name, value);
        }
    }
  json_node_take_object (node, object);
  return node;
}

static void
read_list (GListStore *list, const AmendsField *field, const char *name, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, name, AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_autoptr (GObject) item = amends_record_from_json (field->of (), reader);

      g_list_store_append (list, item);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_field (gpointer record, const AmendsField *field, const char *name, AmendsJsonReader *reader)
{
  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
      AT (record, field, char *) =
          amends_json_reader_dup_string (reader, name, AMENDS_JSON_OPTIONAL);
      break;
    case AMENDS_FIELD_DATE:
      AT (record, field, char *) = amends_json_reader_dup_date (reader, name, AMENDS_JSON_OPTIONAL);
      break;
    case AMENDS_FIELD_STRV:
      AT (record, field, char **) =
          amends_json_reader_dup_strv (reader, name, AMENDS_JSON_OPTIONAL);
      break;
    case AMENDS_FIELD_INT:
      AT (record, field, int) = (int) amends_json_reader_get_int (
          reader, name, AMENDS_JSON_OPTIONAL, -G_MAXINT, G_MAXINT, AMENDS_UNKNOWN);
      break;
    case AMENDS_FIELD_INT64:
      AT (record, field, gint64) = amends_json_reader_get_int (reader, name, AMENDS_JSON_OPTIONAL,
                                                               G_MININT64, G_MAXINT64, 0);
      break;
    case AMENDS_FIELD_MONEY:
      AT (record, field, gint64) = amends_json_reader_get_int (
          reader, name, AMENDS_JSON_OPTIONAL, -G_MAXINT64, G_MAXINT64, AMENDS_MONEY_UNKNOWN);
      break;
    case AMENDS_FIELD_DOUBLE:
      AT (record, field, double) = amends_json_reader_get_double (
          reader, name, AMENDS_JSON_OPTIONAL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0);
      break;
    case AMENDS_FIELD_BOOLEAN:
      AT (record, field, gboolean) = amends_json_reader_get_boolean (reader, name, FALSE);
      break;
    case AMENDS_FIELD_INSTANT:
      AT (record, field, AmendsInstant) =
          amends_json_reader_get_instant (reader, name, AMENDS_JSON_OPTIONAL);
      break;
    case AMENDS_FIELD_ENUM:
      AT (record, field, int) =
          amends_json_reader_get_enum (reader, name, AMENDS_JSON_OPTIONAL, field->of (), 0);
      break;
    case AMENDS_FIELD_RECORD:
      if (amends_json_reader_enter_object (reader, name, AMENDS_JSON_OPTIONAL))
        {
          AT (record, field, gpointer) = amends_record_from_json (field->of (), reader);
          amends_json_reader_leave (reader);
        }
      break;
    case AMENDS_FIELD_RECORDS:
      read_list (AT (record, field, GListStore *), field, name, reader);
      break;
    }
}

gpointer
amends_record_from_json (GType type, AmendsJsonReader *reader)
{
  gpointer record = g_object_new (type, NULL);
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autofree char *name = member_name (&klass->fields[i]);

      read_field (record, &klass->fields[i], name, reader);
    }
  return record;
}

gpointer
amends_record_from_text (GType type, const char *text, const char *where, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GObject) record = NULL;

  reader = amends_json_reader_new (text, strlen (text), where, error);
  if (reader == NULL)
    return NULL;
  record = amends_record_from_json (type, reader);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return g_steal_pointer (&record);
}

char *
amends_record_to_text (gpointer record)
{
  g_autoptr (JsonNode) node = amends_record_to_json (record);

  return amends_json_to_canonical (node);
}

static JsonNode *
value_or_null (JsonNode *node)
{
  return node ? node : json_node_new (JSON_NODE_NULL);
}

JsonNode *
amends_record_diff (gpointer before, gpointer after)
{
  gpointer known = after != NULL ? after : before;
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (known);
  g_autoptr (GObject) empty = g_object_new (G_OBJECT_TYPE (known), NULL);
  g_autoptr (JsonObject) changes = json_object_new ();
  JsonNode *node;

  if (before == NULL)
    before = empty;
  if (after == NULL)
    after = empty;

  for (guint i = 0; i < klass->n_fields; i++)
    if (!field_equal (before, after, &klass->fields[i]))
      {
        g_autofree char *name = member_name (&klass->fields[i]);
        JsonArray *pair = json_array_sized_new (2);

        json_array_add_element (pair, value_or_null (field_to_json (before, &klass->fields[i])));
        json_array_add_element (pair, value_or_null (field_to_json (after, &klass->fields[i])));
        json_object_set_array_member (changes, name, pair);
      }
  if (json_object_get_size (changes) == 0)
    return NULL;
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, changes);
  return node;
}

guint
amends_record_revert (gpointer record, gpointer before, gpointer after)
{
  AmendsRecordClass *klass = AMENDS_RECORD_GET_CLASS (record);
  guint left = 0;

  g_object_freeze_notify (record);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const AmendsField *field = &klass->fields[i];

      if (field_equal (before, after, field))
        continue;
      if (!field_equal (record, after, field))
        {
          left++;
          continue;
        }
      copy_field (record, before, field);
      g_object_notify (record, field->name);
    }
  g_object_thaw_notify (record);
  return left;
}

gpointer
amends_record_list_find (GListModel *list, const char *id)
{
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (amends_record_get_id (item), id) == 0)
        return item;
    }
  return NULL;
}

void
amends_record_list_merge (GListStore *list, GPtrArray *wanted)
{
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (GHashTable) present =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      GObject *item = g_list_model_get_item (model, i);
      g_hash_table_insert (present, (gpointer) amends_record_get_id (item), item);
    }

  for (guint i = 0; i < wanted->len; i++)
    {
      gpointer source = g_ptr_array_index (wanted, i);
      gpointer known = g_hash_table_lookup (present, amends_record_get_id (source));
      g_autoptr (GObject) here = g_list_model_get_item (model, i);
      guint at;

      if (known)
        amends_record_assign (known, source);
      if (here && here == known)
        continue;
      /* Out of its place: taken from where it stands behind, or new. */
      if (known && g_list_store_find (list, known, &at) && at > i)
        g_list_store_remove (list, at);
      g_list_store_insert (list, i, known ? known : source);
    }

  n = g_list_model_get_n_items (model);
  if (n > wanted->len)
    g_list_store_splice (list, wanted->len, n - wanted->len, NULL, 0);
}
