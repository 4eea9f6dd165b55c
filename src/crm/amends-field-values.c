/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value between a CRM's form and ours. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "amends-connector-private.h"
#include "amends-field-map-private.h"
#include "amends-html-text.h"
#include "amends-text.h"

/* More digits than this no amount of money and no score has. */
#define MAX_DIGITS 30

JsonNode *
amends_field_value_peek (JsonObject *object, const char *path)
{
  const char *dot;
  JsonNode *node = json_object_get_member (object, path);
  g_autofree char *head = NULL;

  if (node != NULL || (dot = strchr (path, '.')) == NULL)
    return node;
  head = g_strndup (path, dot - path);
  node = json_object_get_member (object, head);
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return node; /* what it leads into is empty, and so is all of it */
  return JSON_NODE_HOLDS_OBJECT (node)
             ? amends_field_value_peek (json_node_get_object (node), dot + 1)
             : NULL;
}

static JsonNode *
string_node (const char *text)
{
  JsonNode *node = json_node_alloc ();

  return json_node_init_string (node, text);
}

static JsonNode *
null_node (void)
{
  return json_node_new (JSON_NODE_NULL);
}

/* (transfer full) (nullable): a plain decimal such as "-12.50". */
static char *
dup_decimal (const char *text)
{
  const char *at = text;
  gsize digits = 0;

  if (*at == '-')
    at++;
  while (g_ascii_isdigit (*at))
    at++, digits++;
  if (digits == 0)
    return NULL;
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++)
      digits++;
  return *at == '\0' && at[-1] != '.' && digits <= MAX_DIGITS ? g_strdup (text) : NULL;
}

/* (transfer full) (nullable): the number in @node, which may be written as text. */
static char *
dup_number_text (JsonNode *node)
{
  char buffer[64];
  char *end;

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      if (!isfinite (json_node_get_double (node)) || fabs (json_node_get_double (node)) > 1e18)
        return NULL;
      g_ascii_formatd (buffer, sizeof buffer, "%.6f", json_node_get_double (node));
      for (end = buffer + strlen (buffer); end[-1] == '0'; end--)
        end[-1] = '\0';
      if (end[-1] == '.')
        end[-1] = '\0';
      return g_strdup (buffer);
    case G_TYPE_STRING:
      return dup_decimal (json_node_get_string (node));
    default:
      return NULL;
    }
}

static JsonNode *
read_number (JsonNode *value, gboolean money)
{
  g_autofree char *text = JSON_NODE_HOLDS_VALUE (value) ? dup_number_text (value) : NULL;
  JsonNode *node;

  if (text == NULL)
    return NULL;
  if (money)
    return string_node (text);
  node = json_node_alloc ();
  return strchr (text, '.') != NULL || strlen (text) > 18
             ? json_node_init_double (node, g_ascii_strtod (text, NULL))
             : json_node_init_int (node, g_ascii_strtoll (text, NULL, 10));
}

static JsonNode *
read_boolean (JsonNode *value)
{
  JsonNode *node;
  int truth = -1;

  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    truth = json_node_get_boolean (value);
  else if (json_node_get_value_type (value) == G_TYPE_INT64)
    truth = json_node_get_int (value) == 0 ? 0 : json_node_get_int (value) == 1 ? 1 : -1;
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    truth = g_ascii_strcasecmp (json_node_get_string (value), "true") == 0    ? 1
            : g_ascii_strcasecmp (json_node_get_string (value), "false") == 0 ? 0
                                                                              : -1;
  if (truth < 0)
    return NULL;
  node = json_node_alloc ();
  return json_node_init_boolean (node, truth);
}

/* (transfer full) (nullable): text; of a record [id, name] or {id, name} what @part says. */
static char *
dup_part (JsonNode *value, guint index, const char *member)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      return json_array_get_length (array) == 2
                 ? dup_part (json_array_get_element (array, index), 0, member)
                 : NULL;
    }
  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonNode *node = json_object_get_member (json_node_get_object (value), member);

      return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? dup_part (node, 0, member) : NULL;
    }
  if (!JSON_NODE_HOLDS_VALUE (value))
    return NULL;
  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  return json_node_get_value_type (value) == G_TYPE_STRING
             ? amends_text_clean (json_node_get_string (value), -1)
             : NULL;
}

/* (transfer full) (nullable): a calendar day: its time, if one comes along, must be midnight. */
static char *
dup_date (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = g_strndup (text, 10);
  AmendsInstant instant;
  GDate date;

  if (strlen (text) > 10 && strchr (text, '-') == NULL &&
      amends_remote_instant_parse (text, NULL, &instant))
    return instant % AMENDS_DAY == 0 ? amends_instant_format (instant, utc, "%Y-%m-%d") : NULL;
  if (strlen (text) > 10 && strncmp (text + 11, "00:00:00", 8) != 0)
    return NULL;
  return amends_date_parse (day, &date, NULL) ? g_steal_pointer (&day) : NULL;
}

/* In @mapping a certain time of day may stand for "this day, no time". */
static JsonNode *
read_instant (const AmendsFieldMapping *mapping, const char *text, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = NULL;
  g_autofree char *formatted = NULL;
  AmendsInstant instant;

  if (strlen (text) == 10 && (day = dup_date (text)) != NULL)
    return string_node (day);
  if (!amends_remote_instant_parse (text, zone, &instant))
    return NULL;
  if (mapping->date_as != NULL)
    {
      g_autofree char *time = amends_instant_format (instant, utc, "%H:%M:%S");

      if (strcmp (time, mapping->date_as) == 0 && instant % AMENDS_SECOND == 0)
        {
          day = amends_instant_format (instant, utc, "%Y-%m-%d");
          return string_node (day);
        }
    }
  formatted = amends_instant_format_utc (instant);
  return string_node (formatted);
}

static JsonNode *
read_choice (const AmendsFieldMapping *mapping, const char *text)
{
  const char *ours =
      mapping->values != NULL ? amends_json_peek_string (mapping->values, text) : text;

  if (g_strcmp0 (ours, "true") == 0 || g_strcmp0 (ours, "false") == 0)
    return json_node_init_boolean (json_node_alloc (), strcmp (ours, "true") == 0);
  return ours != NULL ? string_node (ours) : NULL;
}

static gboolean
is_empty (const AmendsFieldForms *forms, const char *type, JsonNode *value)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (!JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return *json_node_get_string (value) == '\0';
  return forms->false_is_empty && strcmp (type, "boolean") != 0 &&
         json_node_get_value_type (value) == G_TYPE_BOOLEAN && !json_node_get_boolean (value);
}

JsonNode *
amends_field_value_read (const AmendsFieldMapping *mapping,
                         const AmendsFieldForms *forms,
                         JsonNode *value,
                         GTimeZone *zone)
{
  const char *type = mapping->base.type;
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;

  if (is_empty (forms, type, value))
    return null_node ();
  if (strcmp (type, "number") == 0 || strcmp (type, "money") == 0)
    return read_number (value, strcmp (type, "money") == 0);
  if (strcmp (type, "boolean") == 0)
    return JSON_NODE_HOLDS_VALUE (value) ? read_boolean (value) : NULL;
  if (strcmp (type, "reference") == 0)
    text = dup_part (value, 0, "id");
  else if (strcmp (type, "person") == 0)
    text = dup_part (value, 1, "name");
  else if (JSON_NODE_HOLDS_VALUE (value))
    text = dup_part (value, 0, "");
  if (text == NULL)
    return NULL;
  if (strcmp (type, "date") == 0)
    return (date = dup_date (text)) != NULL ? string_node (date) : NULL;
  if (strcmp (type, "instant") == 0)
    return read_instant (mapping, text, zone);
  if (strcmp (type, "choice") == 0)
    return read_choice (mapping, text);
  if (strcmp (type, "html") == 0)
    {
      g_autofree char *plain = amends_html_to_text (text);

      return string_node (plain);
    }
  return string_node (text);
}

/* Outward */

static void
write_empty (const AmendsFieldForms *forms, const char *name, JsonObject *remote)
{
  if (forms->empty_is_string)
    json_object_set_string_member (remote, name, "");
  else if (forms->false_is_empty)
    json_object_set_boolean_member (remote, name, FALSE);
  else
    json_object_set_null_member (remote, name);
}

static void
write_number (const AmendsFieldForms *forms, const char *name, JsonNode *value, JsonObject *remote)
{
  g_autofree char *text = JSON_NODE_HOLDS_VALUE (value) ? dup_number_text (value) : NULL;

  if (text == NULL)
    return;
  if (forms->strings)
    json_object_set_string_member (remote, name, text);
  else if (strchr (text, '.') == NULL && strlen (text) <= 18)
    json_object_set_int_member (remote, name, g_ascii_strtoll (text, NULL, 10));
  else
    json_object_set_double_member (remote, name, g_ascii_strtod (text, NULL));
}

static void
write_instant (const AmendsFieldMapping *mapping,
               const AmendsFieldForms *forms,
               const char *text,
               JsonObject *remote)
{
  const char *name = mapping->base.remote;
  g_autofree char *full = NULL;
  g_autofree char *formatted = NULL;
  AmendsInstant instant;

  if (strlen (text) == 10 && mapping->date_remote != NULL)
    {
      write_empty (forms, name, remote);
      json_object_set_string_member (remote, mapping->date_remote, text);
      return;
    }
  /* Noon, where the map does not say: the same day from Honolulu to Auckland in winter. */
  if (strlen (text) == 10)
    full =
        g_strdup_printf ("%sT%sZ", text, mapping->date_as != NULL ? mapping->date_as : "12:00:00");
  if (!amends_remote_instant_parse (full != NULL ? full : text, NULL, &instant))
    return;
  formatted = forms->plain_instants ? amends_remote_instant_format_plain (instant)
                                    : amends_instant_format_utc (instant);
  json_object_set_string_member (remote, name, formatted);
  if (mapping->date_remote != NULL)
    write_empty (forms, mapping->date_remote, remote);
}

static void
write_choice (const AmendsFieldMapping *mapping, const char *ours, JsonObject *remote)
{
  const char *theirs = amends_json_peek_string (mapping->outward, ours);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (theirs == NULL && mapping->values == NULL)
    theirs = ours;
  if (theirs == NULL)
    {
      json_object_iter_init_ordered (&iter, mapping->values);
      while (theirs == NULL && json_object_iter_next_ordered (&iter, &name, &node))
        if (g_strcmp0 (json_node_get_string (node), ours) == 0)
          theirs = name;
    }
  if (theirs != NULL)
    json_object_set_string_member (remote, mapping->base.remote, theirs);
}

static void
write_text (const AmendsFieldMapping *mapping,
            const AmendsFieldForms *forms,
            const char *text,
            JsonObject *remote)
{
  const char *type = mapping->base.type;
  const char *name = mapping->base.remote;

  if (strcmp (type, "instant") == 0)
    write_instant (mapping, forms, text, remote);
  else if (strcmp (type, "choice") == 0)
    write_choice (mapping, text, remote);
  else if (strcmp (type, "html") == 0)
    {
      g_autofree char *html = amends_html_from_text (text);

      json_object_set_string_member (remote, name, html);
    }
  else if (strcmp (type, "reference") == 0 && forms->integer_ids)
    json_object_set_int_member (remote, name, g_ascii_strtoll (text, NULL, 10));
  else
    json_object_set_string_member (remote, name, text);
}

void
amends_field_value_write (const AmendsFieldMapping *mapping,
                          const AmendsFieldForms *forms,
                          JsonNode *value,
                          JsonObject *remote)
{
  const char *type = mapping->base.type;
  const char *name = mapping->base.remote;

  if (JSON_NODE_HOLDS_NULL (value))
    {
      write_empty (forms, name, remote);
      if (mapping->date_remote != NULL)
        write_empty (forms, mapping->date_remote, remote);
    }
  else if (strcmp (type, "number") == 0 || strcmp (type, "money") == 0)
    write_number (forms, name, value, remote);
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    {
      /* A choice such as "done" may be a state over there. */
      if (strcmp (type, "choice") == 0)
        write_choice (mapping, json_node_get_boolean (value) ? "true" : "false", remote);
      else if (forms->strings)
        json_object_set_string_member (remote, name,
                                       json_node_get_boolean (value) ? "true" : "false");
      else
        json_object_set_boolean_member (remote, name, json_node_get_boolean (value));
    }
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    write_text (mapping, forms, json_node_get_string (value), remote);
}
