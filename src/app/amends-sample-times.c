/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the sample, told relative to now. */

#include "config.h"

#include "amends-sample-times.h"

#include "amends-input-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Times of day in the customers' words are round, as people say them. */
#define ROUND_TO (5 * AMENDS_MINUTE)

gint64
amends_sample_parse_duration (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  gint64 sum = 0;

  if (parts[0] == NULL)
    return -1;
  for (guint i = 0; parts[i]; i++)
    {
      char *end = NULL;
      gint64 count = g_ascii_strtoll (parts[i], &end, 10);

      if (end == parts[i] || count < 0 || count > 5000 || !strchr ("dhm", *end) || *end == '\0' ||
          end[1] != '\0')
        return -1;
      sum += count * (*end == 'd' ? AMENDS_DAY : *end == 'h' ? AMENDS_HOUR : AMENDS_MINUTE);
    }
  return sum;
}

/* By whom and where a text is read. */
typedef struct
{
  AmendsInstant now;
  GTimeZone *zone;
  gboolean chinese;
} Frame;

static char *
format_day (AmendsInstant instant, const Frame *frame, gboolean weekday)
{
  /* Words of the customer's text, whatever the language of the interface. */
  static const char *const months[] = { "January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December" };
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };
  static const char *const chinese_days[] = { "一", "二", "三", "四", "五", "六", "日" };
  g_autoptr (GDateTime) date = amends_instant_to_date_time (instant, frame->zone);
  int month = g_date_time_get_month (date);
  int day = g_date_time_get_day_of_month (date);

  if (weekday)
    return frame->chinese
               ? g_strconcat ("周", chinese_days[g_date_time_get_day_of_week (date) - 1], NULL)
               : g_strdup (days[g_date_time_get_day_of_week (date) - 1]);
  return frame->chinese ? g_strdup_printf ("%d月%d日", month, day)
                        : g_strdup_printf ("%d %s", day, months[month - 1]);
}

/* @inner: between the braces, such as "-4h 30m time". (transfer full) (nullable) */
static char *
format_placeholder (const char *inner, const Frame *frame)
{
  gboolean past = *inner == '-';
  const char *space = strrchr (inner, ' ');
  g_autofree char *distance =
      space ? g_strndup (inner + past, (gsize) (space - inner - past)) : NULL;
  gint64 length = distance ? amends_sample_parse_duration (distance) : -1;
  AmendsInstant instant = frame->now + (past ? -length : length);

  if (length < 0)
    return NULL;
  if (g_str_equal (space + 1, "instant"))
    return amends_instant_format_utc (instant);
  if (g_str_equal (space + 1, "date"))
    return amends_instant_format (instant, frame->zone, "%Y-%m-%d");
  if (g_str_equal (space + 1, "time"))
    return amends_instant_format (instant / ROUND_TO * ROUND_TO, frame->zone, "%H:%M");
  if (g_str_equal (space + 1, "day"))
    return format_day (instant, frame, FALSE);
  if (g_str_equal (space + 1, "weekday"))
    return format_day (instant, frame, TRUE);
  return NULL;
}

static char *
expand_text (const char *text, const Frame *frame, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *open;

  while ((open = strchr (text, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *inner = close ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
      g_autofree char *value = inner ? format_placeholder (inner, frame) : NULL;

      if (value == NULL)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, AMENDS_SAMPLE_FILE, 0, NULL,
                                  /* Translators: %s is a passage of a file. */
                                  _ ("“%s” is not a time relative to now."), open);
          return NULL;
        }
      g_string_append_len (out, text, open - text);
      g_string_append (out, value);
      text = close + 1;
    }
  g_string_append (out, text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* (transfer full): @node with the times in its texts filled in; NULL with @error. */
static JsonNode *
expand_node (JsonNode *node, const Frame *frame, GError **error)
{
  g_autoptr (JsonNode) copy = json_node_copy (node);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_object_new ();
      g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

      json_node_take_object (copy, object);
      for (GList *at = members; at; at = at->next)
        {
          JsonNode *value = expand_node (
              json_object_get_member (json_node_get_object (node), at->data), frame, error);

          if (value == NULL)
            return NULL;
          json_object_set_member (object, at->data, value);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *array = json_array_new ();

      json_node_take_array (copy, array);
      for (guint i = 0; i < json_array_get_length (from); i++)
        {
          JsonNode *value = expand_node (json_array_get_element (from, i), frame, error);

          if (value == NULL)
            return NULL;
          json_array_add_element (array, value);
        }
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = expand_text (json_node_get_string (node), frame, error);

      if (text == NULL)
        return NULL;
      json_node_set_string (copy, text);
    }
  return g_steal_pointer (&copy);
}

JsonNode *
amends_sample_expand (JsonNode *node,
                      AmendsInstant now,
                      GTimeZone *zone,
                      gboolean chinese,
                      GError **error)
{
  Frame frame = { .now = now, .zone = zone, .chinese = chinese };

  return expand_node (node, &frame, error);
}
