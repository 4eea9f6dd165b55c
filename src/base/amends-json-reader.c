/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked reading of a parsed document; the first fault sticks. */
#include "config.h"

#include "amends-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-text.h"

/* More unknown members than this are only counted: each named one costs a search for its line. */
#define MAX_NAMED_WARNINGS 50
#define SHOWN_CHARACTERS 60

/* What has been read of one object, kept until all of it has been. */
typedef struct
{
  JsonObject *object;  /* (unowned): belongs to the root */
  GHashTable *members; /* (owned) (element-type utf8): names that were read */
  char *field;         /* (owned) */
  char *pointer;       /* (owned) */
} Visit;

typedef struct
{
  JsonNode *node; /* (unowned): belongs to the root */
  char *member;   /* (owned) (nullable): how it was entered; NULL with no index: the same value */
  int index;      /* in an array, or -1 */
  Visit *visit;   /* (unowned) (nullable): of an object */
} Frame;

struct _AmendsJsonReader
{
  JsonNode *root;     /* (owned) */
  const char *text;   /* (unowned) (nullable) */
  gsize length;       /* of text */
  char *file;         /* (owned) (nullable) */
  GArray *frames;     /* (owned) (element-type Frame): the root first */
  GPtrArray *visits;  /* (owned) (element-type Visit): in the order of entering */
  GHashTable *lookup; /* (owned): object to Visit */
  GError *fault;      /* (owned) (nullable): the first one */

  AmendsJsonLocator locator; /* (nullable) */
  gpointer locator_data;     /* freed by locator_destroy */
  GDestroyNotify locator_destroy;
};

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_hash_table_unref (visit->members);
  g_free (visit->field);
  g_free (visit->pointer);
  g_free (visit);
}

static void
frame_clear (gpointer data)
{
  Frame *frame = data;

  g_free (frame->member);
}

static Frame *
top_frame (AmendsJsonReader *self)
{
  return &g_array_index (self->frames, Frame, self->frames->len - 1);
}

static void
append_escaped_token (GString *pointer, const char *member)
{
  for (const char *p = member; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (pointer, "~0");
      else if (*p == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *p);
    }
}

/* (transfer full): "/account/renewal", where the reader stands or its @member. */
static char *
build_pointer (AmendsJsonReader *self, const char *member)
{
  GString *pointer = g_string_new (NULL);

  for (guint i = 1; i <= self->frames->len; i++)
    {
      gboolean last = i == self->frames->len;
      Frame *frame = last ? NULL : &g_array_index (self->frames, Frame, i);
      const char *name = last ? member : frame->member;

      if (!last && frame->index >= 0)
        g_string_append_printf (pointer, "/%d", frame->index);
      if (name == NULL)
        continue;
      g_string_append_c (pointer, '/');
      append_escaped_token (pointer, name);
    }
  return g_string_free (pointer, FALSE);
}

/* (transfer full): "account.contacts[2].name", the same place as people write it. */
static char *
build_field (AmendsJsonReader *self, const char *member)
{
  GString *field = g_string_new (NULL);

  for (guint i = 1; i <= self->frames->len; i++)
    {
      gboolean last = i == self->frames->len;
      Frame *frame = last ? NULL : &g_array_index (self->frames, Frame, i);
      const char *name = last ? member : frame->member;

      if (!last && frame->index >= 0)
        g_string_append_printf (field, "[%d]", frame->index);
      if (name == NULL)
        continue;
      if (field->len > 0)
        g_string_append_c (field, '.');
      g_string_append (field, name);
    }
  return g_string_free (field, FALSE);
}

/* @file: (inout) (transfer none) (nullable) */
static guint
locate (AmendsJsonReader *self, const char *pointer, const char **file)
{
  if (self->locator != NULL)
    return self->locator (pointer, file, self->locator_data);
  return self->text != NULL ? amends_json_locate (self->text, self->length, pointer) : 0;
}

static guint
find_line (AmendsJsonReader *self, const char *member, const char **file)
{
  g_autofree char *pointer = build_pointer (self, member);
  guint line = locate (self, pointer, file);

  /* What is missing is reported where it is missing from. */
  return line > 0 || member == NULL ? line : find_line (self, NULL, file);
}

static void
fault (AmendsJsonReader *self, const char *member, AmendsInputError code, const char *text)
{
  g_autofree char *field = NULL;
  const char *file = self->file;
  guint line;

  if (self->fault != NULL)
    return;
  field = build_field (self, member);
  line = find_line (self, member, &file);
  self->fault =
      amends_input_error_new (code, file, line, *field != '\0' ? field : NULL, "%s", text);
}

static Visit *
visit_object (AmendsJsonReader *self, JsonObject *object)
{
  Visit *visit = g_hash_table_lookup (self->lookup, object);

  if (visit != NULL)
    return visit;
  visit = g_new0 (Visit, 1);
  visit->object = object;
  visit->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  visit->field = build_field (self, NULL);
  visit->pointer = build_pointer (self, NULL);
  g_hash_table_insert (self->lookup, object, visit);
  g_ptr_array_add (self->visits, visit);
  return visit;
}

static void
push_frame (AmendsJsonReader *self, JsonNode *node, const char *member, int index)
{
  Frame frame = { .node = node, .member = g_strdup (member), .index = index };

  g_array_append_val (self->frames, frame);
  if (JSON_NODE_HOLDS_OBJECT (node))
    top_frame (self)->visit = visit_object (self, json_node_get_object (node));
}

AmendsJsonReader *
amends_json_reader_new_for_node (JsonNode *node, const char *file)
{
  AmendsJsonReader *self;

  g_return_val_if_fail (node != NULL, NULL);

  self = g_new0 (AmendsJsonReader, 1);
  self->root = json_node_ref (node);
  self->file = g_strdup (file);
  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (self->frames, frame_clear);
  self->visits = g_ptr_array_new_with_free_func (visit_free);
  self->lookup = g_hash_table_new (NULL, NULL);
  push_frame (self, self->root, NULL, -1);
  return self;
}

AmendsJsonReader *
amends_json_reader_new (const char *text, gsize length, const char *file, GError **error)
{
  g_autoptr (JsonNode) node = amends_json_parse (text, length, file, error);
  AmendsJsonReader *self;

  if (node == NULL)
    return NULL;
  self = amends_json_reader_new_for_node (node, file);
  self->text = text;
  self->length = length;
  return self;
}

void
amends_json_reader_set_locator (AmendsJsonReader *self,
                                AmendsJsonLocator locator,
                                gpointer data,
                                GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->locator == NULL);

  self->locator = locator;
  self->locator_data = data;
  self->locator_destroy = destroy;
}

void
amends_json_reader_free (AmendsJsonReader *self)
{
  g_return_if_fail (self != NULL);

  if (self->locator_destroy != NULL)
    self->locator_destroy (self->locator_data);

  g_array_unref (self->frames);
  g_hash_table_unref (self->lookup);
  g_ptr_array_unref (self->visits);
  g_clear_error (&self->fault);
  json_node_unref (self->root);
  g_free (self->file);
  g_free (self);
}

/* The value, or NULL if it is absent or the reader does not stand on an object. Marks it read. */
static JsonNode *
lookup_value (AmendsJsonReader *self, const char *member)
{
  Frame *frame = top_frame (self);
  JsonNode *node;

  if (member == NULL)
    return frame->node;
  if (frame->visit == NULL)
    return NULL;
  node = json_object_get_member (frame->visit->object, member);
  if (node != NULL && !g_hash_table_contains (frame->visit->members, member))
    g_hash_table_add (frame->visit->members, g_strdup (member));
  return node;
}

/* The value if there is one to be read; all that stands against it has been reported. */
static JsonNode *
resolve (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  JsonNode *node;

  if (self->fault != NULL)
    return NULL;
  if (member != NULL && top_frame (self)->visit == NULL)
    {
      fault (self, NULL, AMENDS_INPUT_ERROR_TYPE, _ ("An object is expected here."));
      return NULL;
    }

  node = lookup_value (self, member);
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;
  if (need == AMENDS_JSON_REQUIRED)
    fault (self, member, AMENDS_INPUT_ERROR_MISSING, _ ("This is required, but it is missing."));
  return NULL;
}

static gboolean
enter (AmendsJsonReader *self,
       const char *member,
       AmendsJsonNeed need,
       JsonNodeType type,
       const char *expected)
{
  JsonNode *node = resolve (self, member, need);

  if (node == NULL)
    return FALSE;
  if (json_node_get_node_type (node) != type)
    {
      fault (self, member, AMENDS_INPUT_ERROR_TYPE, expected);
      return FALSE;
    }
  push_frame (self, node, member, -1);
  return TRUE;
}

gboolean
amends_json_reader_enter_object (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return enter (self, member, need, JSON_NODE_OBJECT, _ ("An object is expected here."));
}

gboolean
amends_json_reader_enter_array (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return enter (self, member, need, JSON_NODE_ARRAY, _ ("A list is expected here."));
}

guint
amends_json_reader_get_count (AmendsJsonReader *self)
{
  JsonNode *node;

  g_return_val_if_fail (self != NULL, 0);

  if (self->fault != NULL)
    return 0;
  node = top_frame (self)->node;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node));
  return 0;
}

gboolean
amends_json_reader_at (AmendsJsonReader *self, guint index)
{
  JsonNode *node;
  JsonArray *array;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->fault != NULL)
    return FALSE;
  node = top_frame (self)->node;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fault (self, NULL, AMENDS_INPUT_ERROR_TYPE, _ ("A list is expected here."));
      return FALSE;
    }

  array = json_node_get_array (node);
  g_return_val_if_fail (index < json_array_get_length (array), FALSE);
  push_frame (self, json_array_get_element (array, index), NULL, (int) index);
  return TRUE;
}

GPtrArray *
amends_json_reader_list_members (AmendsJsonReader *self)
{
  GPtrArray *names = g_ptr_array_new ();
  Frame *frame;

  g_return_val_if_fail (self != NULL, names);

  frame = top_frame (self);
  if (self->fault == NULL && frame->visit != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (frame->visit->object);

      for (GList *l = members; l != NULL; l = l->next)
        g_ptr_array_add (names, l->data);
    }
  return names;
}

void
amends_json_reader_leave (AmendsJsonReader *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->frames->len > 1);

  g_array_set_size (self->frames, self->frames->len - 1);
}

JsonNode *
amends_json_reader_peek (AmendsJsonReader *self, const char *member)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* Who takes the node of an object reads it without us. */
  if (member == NULL && top_frame (self)->visit != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (top_frame (self)->visit->object);

      for (GList *l = members; l != NULL; l = l->next)
        lookup_value (self, l->data);
    }
  return self->fault == NULL ? lookup_value (self, member) : NULL;
}

gboolean
amends_json_reader_has (AmendsJsonReader *self, const char *member)
{
  JsonNode *node;
  Frame *frame;

  g_return_val_if_fail (self != NULL, FALSE);

  frame = top_frame (self);
  if (member == NULL)
    node = frame->node;
  else
    node = frame->visit != NULL ? json_object_get_member (frame->visit->object, member) : NULL;
  return self->fault == NULL && node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/* The value as one of GType @type, or NULL with the fault that it is not. */
static JsonNode *
resolve_scalar (AmendsJsonReader *self,
                const char *member,
                AmendsJsonNeed need,
                GType type,
                const char *expected)
{
  JsonNode *node = resolve (self, member, need);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) &&
      (json_node_get_value_type (node) == type ||
       (type == G_TYPE_DOUBLE && json_node_get_value_type (node) == G_TYPE_INT64)))
    return node;
  fault (self, member, AMENDS_INPUT_ERROR_TYPE, expected);
  return NULL;
}

/* (transfer none) (nullable) */
static const char *
peek_string (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  JsonNode *node = resolve_scalar (self, member, need, G_TYPE_STRING,
                                   _ ("A text in double quotes is expected here."));

  return node != NULL ? json_node_get_string (node) : NULL;
}

char *
amends_json_reader_dup_string (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup (peek_string (self, member, need));
}

char **
amends_json_reader_dup_strv (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  if (!amends_json_reader_enter_array (self, member, need))
    return NULL;

  builder = g_strv_builder_new ();
  n = amends_json_reader_get_count (self);
  for (guint i = 0; i < n && amends_json_reader_at (self, i); i++)
    {
      const char *string = peek_string (self, NULL, AMENDS_JSON_REQUIRED);

      if (string != NULL)
        g_strv_builder_add (builder, string);
      amends_json_reader_leave (self);
    }
  amends_json_reader_leave (self);

  return self->fault == NULL ? g_strv_builder_end (builder) : NULL;
}

/* @minimum and @maximum are (nullable) where nothing bounds the value. */
static void
fault_range (AmendsJsonReader *self,
             const char *member,
             const char *value,
             const char *minimum,
             const char *maximum)
{
  g_autofree char *text = NULL;

  if (minimum != NULL && maximum != NULL)
    /* Translators: the three are numbers: what was written, the lowest and the highest allowed. */
    text = g_strdup_printf (_ ("%s is out of range: it must lie between %s and %s."), value,
                            minimum, maximum);
  else if (minimum != NULL)
    /* Translators: both are numbers: what was written and the lowest allowed. */
    text = g_strdup_printf (_ ("%s is out of range: it must be %s or more."), value, minimum);
  else
    /* Translators: both are numbers: what was written and the highest allowed. */
    text = g_strdup_printf (_ ("%s is out of range: it must be %s or less."), value, maximum);
  fault (self, member, AMENDS_INPUT_ERROR_RANGE, text);
}

gint64
amends_json_reader_get_int (AmendsJsonReader *self,
                            const char *member,
                            AmendsJsonNeed need,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 fallback)
{
  JsonNode *node;
  gint64 value;

  g_return_val_if_fail (self != NULL, fallback);

  node = resolve_scalar (self, member, need, G_TYPE_INT64, _ ("A whole number is expected here."));
  if (node == NULL)
    return fallback;

  value = json_node_get_int (node);
  if (value < minimum || value > maximum)
    {
      g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, value);
      g_autofree char *low = g_strdup_printf ("%" G_GINT64_FORMAT, minimum);
      g_autofree char *high = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);

      fault_range (self, member, shown, minimum > G_MININT64 ? low : NULL,
                   maximum < G_MAXINT64 ? high : NULL);
      return fallback;
    }
  return value;
}

double
amends_json_reader_get_double (AmendsJsonReader *self,
                               const char *member,
                               AmendsJsonNeed need,
                               double minimum,
                               double maximum,
                               double fallback)
{
  JsonNode *node;
  double value;

  g_return_val_if_fail (self != NULL, fallback);

  node = resolve_scalar (self, member, need, G_TYPE_DOUBLE, _ ("A number is expected here."));
  if (node == NULL)
    return fallback;

  value = json_node_get_value_type (node) == G_TYPE_INT64 ? (double) json_node_get_int (node)
                                                          : json_node_get_double (node);
  if (!(value >= minimum && value <= maximum))
    {
      char shown[G_ASCII_DTOSTR_BUF_SIZE];
      char low[G_ASCII_DTOSTR_BUF_SIZE];
      char high[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (shown, sizeof shown, "%.12g", value);
      g_ascii_formatd (low, sizeof low, "%.12g", minimum);
      g_ascii_formatd (high, sizeof high, "%.12g", maximum);
      fault_range (self, member, shown, minimum > -G_MAXDOUBLE ? low : NULL,
                   maximum < G_MAXDOUBLE ? high : NULL);
      return fallback;
    }
  return value;
}

gboolean
amends_json_reader_get_boolean (AmendsJsonReader *self, const char *member, gboolean fallback)
{
  JsonNode *node;

  g_return_val_if_fail (self != NULL, fallback);

  node = resolve_scalar (self, member, AMENDS_JSON_OPTIONAL, G_TYPE_BOOLEAN,
                         _ ("true or false, without quotes, is expected here."));
  return node != NULL ? json_node_get_boolean (node) : fallback;
}

int
amends_json_reader_get_enum (AmendsJsonReader *self,
                             const char *member,
                             AmendsJsonNeed need,
                             GType enum_type,
                             int fallback)
{
  const char *nick;
  GEnumClass *klass;
  GEnumValue *value;
  int result = fallback;

  g_return_val_if_fail (self != NULL, fallback);
  g_return_val_if_fail (G_TYPE_IS_ENUM (enum_type), fallback);

  nick = peek_string (self, member, need);
  if (nick == NULL)
    return fallback;

  klass = g_type_class_ref (enum_type);
  value = g_enum_get_value_by_nick (klass, nick);
  if (value != NULL)
    result = value->value;
  else
    {
      g_autofree char *shown = amends_text_one_line (nick, SHOWN_CHARACTERS);
      g_autofree char *text = NULL;
      g_autoptr (GString) nicks = g_string_new (NULL);

      for (guint i = 0; i < klass->n_values; i++)
        g_string_append_printf (nicks, "%s%s", i > 0 ? ", " : "", klass->values[i].value_nick);
      /* Translators: first what was written, then the words that are accepted, with commas. */
      text = g_strdup_printf (_ ("“%s” is not known here. One of these is expected: %s."), shown,
                              nicks->str);
      fault (self, member, AMENDS_INPUT_ERROR_VALUE, text);
    }
  g_type_class_unref (klass);

  return result;
}

AmendsInstant
amends_json_reader_get_instant (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  const char *string;
  AmendsInstant instant = AMENDS_INSTANT_NONE;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL, AMENDS_INSTANT_NONE);

  string = peek_string (self, member, need);
  if (string != NULL && !amends_instant_parse (string, &instant, &error))
    fault (self, member, error->code, amends_input_error_get_text (error));
  return instant;
}

char *
amends_json_reader_dup_date (AmendsJsonReader *self, const char *member, AmendsJsonNeed need)
{
  const char *string;
  GDate date;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  string = peek_string (self, member, need);
  if (string != NULL && !amends_date_parse (string, &date, &error))
    {
      fault (self, member, error->code, amends_input_error_get_text (error));
      return NULL;
    }
  return g_strdup (string);
}

void
amends_json_reader_fail (AmendsJsonReader *self,
                         const char *member,
                         int input_error_code,
                         const char *format,
                         ...)
{
  g_autofree char *text = NULL;
  va_list args;

  g_return_if_fail (self != NULL);
  g_return_if_fail (format != NULL);

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fault (self, member, input_error_code, text);
}

gboolean
amends_json_reader_failed (AmendsJsonReader *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->fault != NULL;
}

/* (transfer full): the sentence on an unknown @member of the object of @visit. */
static char *
describe_unknown (AmendsJsonReader *self, const Visit *visit, const char *member)
{
  g_autofree char *field = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GString) pointer = g_string_new (visit->pointer);
  const char *file = NULL;
  guint line;

  field =
      *visit->field != '\0' ? g_strdup_printf ("%s.%s", visit->field, member) : g_strdup (member);
  shown = amends_text_one_line (field, SHOWN_CHARACTERS);
  g_string_append_c (pointer, '/');
  append_escaped_token (pointer, member);
  line = locate (self, pointer->str, &file);

  if (line > 0 && file != NULL)
    /* Translators: a field, such as account.nickname, the path of a file and a line number. */
    return g_strdup_printf (_ ("“%s” in %s, line %u is not known and was left out."), shown, file,
                            line);
  if (line > 0)
    /* Translators: %s is the name of a field, such as account.nickname; %u is a line number. */
    return g_strdup_printf (_ ("“%s” in line %u is not known and was left out."), shown, line);
  /* Translators: %s is the name of a field, such as account.nickname. */
  return g_strdup_printf (_ ("“%s” is not known and was left out."), shown);
}

static GPtrArray *
collect_warnings (AmendsJsonReader *self)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);
  guint more = 0;

  for (guint i = 0; i < self->visits->len; i++)
    {
      const Visit *visit = self->visits->pdata[i];
      g_autoptr (GList) members = NULL;

      if (g_hash_table_size (visit->members) == json_object_get_size (visit->object))
        continue;
      members = json_object_get_members (visit->object);
      for (GList *l = members; l != NULL; l = l->next)
        {
          if (g_hash_table_contains (visit->members, l->data))
            continue;
          if (warnings->len < MAX_NAMED_WARNINGS)
            g_ptr_array_add (warnings, describe_unknown (self, visit, l->data));
          else
            more++;
        }
    }

  if (more > 0)
    g_ptr_array_add (warnings,
                     /* Translators: %u counts fields that are not known; others were named. */
                     g_strdup_printf (ngettext ("%u more is not known and was left out.",
                                                "%u more are not known and were left out.", more),
                                      more));
  return warnings;
}

gboolean
amends_json_reader_finish (AmendsJsonReader *self, GPtrArray **warnings, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (warnings != NULL)
    *warnings = NULL;
  if (self->fault != NULL)
    {
      g_propagate_error (error, g_error_copy (self->fault));
      return FALSE;
    }
  if (warnings != NULL)
    *warnings = collect_warnings (self);
  return TRUE;
}
