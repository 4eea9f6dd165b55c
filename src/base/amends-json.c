/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON in and out: parsing what passed the scan, and writing in two forms. */
#include "config.h"

#include "amends-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "amends-input-error.h"

/* Up to here a double holds every whole number. */
#define MAX_EXACT_INTEGER 9007199254740992.0

typedef struct
{
  GString *text;      /* (unowned) */
  gboolean canonical; /* else pretty */
  guint level;
} Writer;

static void write_node (Writer *self, JsonNode *node);

JsonNode *
amends_json_parse (const char *text, gsize length, const char *file, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;

  if (length > G_MAXSSIZE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, file, 0, NULL,
                              _ ("The document is too large."));
      return NULL;
    }
  if (!amends_json_scan (text, length, file, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, file, 0, NULL, "%s",
                              local_error->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

static void
write_break (Writer *self)
{
  if (self->canonical)
    return;
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->level; i++)
    g_string_append (self->text, "  ");
}

static void
write_string (Writer *self, const char *string)
{
  static const char escaped[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";

  g_string_append_c (self->text, '"');
  while (*string != '\0')
    {
      const char *run = string;

      while ((guchar) *string >= 0x20 && *string != '"' && *string != '\\')
        string++;
      g_string_append_len (self->text, run, string - run);
      if (*string == '\0')
        break;
      if (strchr (escaped, *string) != NULL)
        {
          g_string_append_c (self->text, '\\');
          g_string_append_c (self->text, letters[strchr (escaped, *string) - escaped]);
        }
      else
        g_string_append_printf (self->text, "\\u%04x", (guint) *string);
      string++;
    }
  g_string_append_c (self->text, '"');
}

static void
write_double (Writer *self, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean whole = floor (value) == value && fabs (value) <= MAX_EXACT_INTEGER;

  /* JSON has no form for these. */
  if (!isfinite (value))
    {
      g_string_append (self->text, "null");
      return;
    }
  if (whole)
    {
      g_string_append_printf (self->text, "%" G_GINT64_FORMAT, (gint64) value);
      /* What was a double is read back as one. */
      if (!self->canonical)
        g_string_append (self->text, ".0");
      return;
    }

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (self->text, buffer);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
write_object (Writer *self, JsonObject *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (names, l->data);
  if (self->canonical)
    g_ptr_array_sort (names, compare_names);

  g_string_append_c (self->text, '{');
  self->level++;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];

      if (i > 0)
        g_string_append_c (self->text, ',');
      write_break (self);
      write_string (self, name);
      g_string_append (self->text, self->canonical ? ":" : ": ");
      write_node (self, json_object_get_member (object, name));
    }
  self->level--;
  if (names->len > 0)
    write_break (self);
  g_string_append_c (self->text, '}');
}

static void
write_array (Writer *self, JsonArray *array)
{
  guint length = json_array_get_length (array);

  g_string_append_c (self->text, '[');
  self->level++;
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      write_break (self);
      write_node (self, json_array_get_element (array, i));
    }
  self->level--;
  if (length > 0)
    write_break (self);
  g_string_append_c (self->text, ']');
}

static void
write_scalar (Writer *self, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && json_node_get_string (node) != NULL)
    write_string (self, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (self->text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    write_double (self, json_node_get_double (node));
  else
    g_string_append (self->text, "null");
}

static void
write_node (Writer *self, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (self, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      write_array (self, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_scalar (self, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (self->text, "null");
      break;
    }
}

static char *
write_document (JsonNode *node, gboolean canonical)
{
  GString *text = g_string_new (NULL);
  Writer writer = { .text = text, .canonical = canonical };

  write_node (&writer, node);
  return g_string_free (text, FALSE);
}

char *
amends_json_to_canonical (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return write_document (node, TRUE);
}

char *
amends_json_to_pretty (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return write_document (node, FALSE);
}
