/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a language says times, numbers and lists: read from the playbook, never from the locale. */

#include "config.h"

#include "amends-template-words.h"

#include "amends-input-error.h"
#include "amends-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  PATTERN_TODAY,
  PATTERN_TOMORROW,
  PATTERN_YESTERDAY,
  PATTERN_NEAR,
  PATTERN_FAR,
  N_PATTERNS,
} Pattern;

static const char *const pattern_names[N_PATTERNS] = {
  "today", "tomorrow", "yesterday", "near", "far",
};
static const char *const moment_names[] = { "at", "by", "short", "day", "since" };
static const char *const unit_names[] = { "minutes", "hours", "days" };

#define N_MOMENTS G_N_ELEMENTS (moment_names)
#define N_UNITS G_N_ELEMENTS (unit_names)

struct _AmendsTemplateWords
{
  gatomicrefcount references;
  char *language;
  char *patterns[N_MOMENTS][N_PATTERNS]; /* (owned) */
  char *zones[AMENDS_ZONE_OURS + 1];     /* (owned): by AmendsZoneName, the first "" */
  char *date;
  char *date_with_year;
  char **weekdays; /* Monday first */
  char **months;
  char **units[N_UNITS]; /* one, many; with {n} */
  char *list_between;
  char *list_last;
  char **quotes;
  char *joiner;
  GHashTable *questions; /* path to text */
  GHashTable *texts;     /* dotted path to template text */
};

AmendsTemplateWords *
amends_template_words_ref (AmendsTemplateWords *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
amends_template_words_unref (AmendsTemplateWords *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < N_MOMENTS; i++)
    for (guint k = 0; k < N_PATTERNS; k++)
      g_free (self->patterns[i][k]);
  for (guint i = 0; i < N_UNITS; i++)
    g_strfreev (self->units[i]);
  g_strfreev (self->weekdays);
  g_strfreev (self->months);
  g_strfreev (self->quotes);
  for (guint i = 0; i < G_N_ELEMENTS (self->zones); i++)
    g_free (self->zones[i]);
  g_free (self->date);
  g_free (self->date_with_year);
  g_free (self->list_between);
  g_free (self->list_last);
  g_free (self->joiner);
  g_free (self->language);
  g_clear_pointer (&self->questions, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self);
}

static void
require_count (AmendsJsonReader *reader, const char *member, char **values, guint count)
{
  if (values != NULL && g_strv_length (values) != count)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_RANGE,
                             /* Translators: %u is a number. */
                             _ ("needs exactly %u entries"), count);
}

static void
read_formats (AmendsTemplateWords *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "formats", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < N_MOMENTS; i++)
    {
      if (!amends_json_reader_enter_object (reader, moment_names[i], AMENDS_JSON_REQUIRED))
        continue;
      for (guint k = 0; k < N_PATTERNS; k++)
        self->patterns[i][k] =
            amends_json_reader_dup_string (reader, pattern_names[k], AMENDS_JSON_REQUIRED);
      amends_json_reader_leave (reader);
    }
  for (guint i = 0; i < N_UNITS; i++)
    {
      self->units[i] = amends_json_reader_dup_strv (reader, unit_names[i], AMENDS_JSON_REQUIRED);
      require_count (reader, unit_names[i], self->units[i], 2);
    }
  self->weekdays = amends_json_reader_dup_strv (reader, "weekdays", AMENDS_JSON_REQUIRED);
  require_count (reader, "weekdays", self->weekdays, 7);
  self->months = amends_json_reader_dup_strv (reader, "months", AMENDS_JSON_REQUIRED);
  require_count (reader, "months", self->months, 12);
  self->quotes = amends_json_reader_dup_strv (reader, "quotes", AMENDS_JSON_REQUIRED);
  require_count (reader, "quotes", self->quotes, 2);
  self->zones[AMENDS_ZONE_UNSAID] = g_strdup ("");
  self->zones[AMENDS_ZONE_YOURS] =
      amends_json_reader_dup_string (reader, "their_zone", AMENDS_JSON_REQUIRED);
  self->zones[AMENDS_ZONE_OURS] =
      amends_json_reader_dup_string (reader, "our_zone", AMENDS_JSON_REQUIRED);
  self->date = amends_json_reader_dup_string (reader, "date", AMENDS_JSON_REQUIRED);
  self->date_with_year =
      amends_json_reader_dup_string (reader, "date_with_year", AMENDS_JSON_REQUIRED);
  self->list_between = amends_json_reader_dup_string (reader, "list_between", AMENDS_JSON_REQUIRED);
  self->list_last = amends_json_reader_dup_string (reader, "list_last", AMENDS_JSON_REQUIRED);
  self->joiner = amends_json_reader_dup_string (reader, "joiner", AMENDS_JSON_REQUIRED);
  amends_json_reader_leave (reader);
}

static void
flatten (GHashTable *into, JsonNode *node, const char *path)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          g_autofree char *child =
              *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

          flatten (into, member, child);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *child = g_strdup_printf ("%s.%u", path, i);

          flatten (into, json_array_get_element (array, i), child);
        }
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_hash_table_replace (into, g_strdup (path), json_node_dup_string (node));
    }
}

static GHashTable *
read_flat (AmendsJsonReader *reader, const char *member)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonNode *node = amends_json_reader_peek (reader, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_TYPE,
                             _ ("an object is expected here"));
  else
    flatten (table, node, "");
  return table;
}

AmendsTemplateWords *
amends_template_words_load (AmendsPlaybook *playbook, const char *language, GError **error)
{
  g_autofree char *file = g_strdup_printf ("phrases/%s/words", language);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);
  g_autoptr (AmendsTemplateWords) self = NULL;

  if (reader == NULL)
    return NULL;
  self = g_new0 (AmendsTemplateWords, 1);
  g_atomic_ref_count_init (&self->references);
  self->language = g_strdup (language);
  read_formats (self, reader);
  self->questions = read_flat (reader, "questions");
  self->texts = read_flat (reader, "texts");
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
amends_template_words_get_language (AmendsTemplateWords *self)
{
  return self->language;
}

const char *
amends_template_words_get_question (AmendsTemplateWords *self, const char *path)
{
  return g_hash_table_lookup (self->questions, path);
}

const char *
amends_template_words_get_text (AmendsTemplateWords *self, const char *path)
{
  return g_hash_table_lookup (self->texts, path);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
amends_template_words_list_texts (AmendsTemplateWords *self)
{
  GPtrArray *paths = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_ptr_array_add (paths, path);
  g_ptr_array_sort (paths, compare_texts);
  return paths;
}

const char *
amends_template_words_get_joiner (AmendsTemplateWords *self)
{
  return self->joiner;
}

/* Replaces each {name} of @pattern by the value after the name in the NULL-terminated @pairs. */
static char *
fill (const char *pattern, const char *const *pairs)
{
  GString *text = g_string_new (pattern);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_string_replace (text, pairs[i], pairs[i + 1], 0);
  return g_string_free (text, FALSE);
}

static Pattern
choose_pattern (GDateTime *at, GDateTime *now)
{
  GDate one, two;
  int days;

  g_date_clear (&one, 1);
  g_date_clear (&two, 1);
  g_date_set_dmy (&one, g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                  g_date_time_get_year (now));
  g_date_set_dmy (&two, g_date_time_get_day_of_month (at), g_date_time_get_month (at),
                  g_date_time_get_year (at));
  days = g_date_days_between (&one, &two);
  switch (days)
    {
    case 0:
      return PATTERN_TODAY;
    case 1:
      return PATTERN_TOMORROW;
    case -1:
      return PATTERN_YESTERDAY;
    default:
      return days > 1 && days < 7 ? PATTERN_NEAR : PATTERN_FAR;
    }
}

char *
amends_template_words_format_moment (AmendsTemplateWords *self,
                                     AmendsMoment moment,
                                     AmendsInstant at,
                                     AmendsInstant now,
                                     GTimeZone *zone,
                                     AmendsZoneName whose)
{
  g_autoptr (GDateTime) then = amends_instant_to_date_time (at, zone);
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);
  g_autofree char *clock = g_date_time_format (then, "%H:%M");
  g_autofree char *day = g_strdup_printf ("%d", g_date_time_get_day_of_month (then));
  const char *const pairs[] = {
    "{clock}",   clock,
    "{zone}",    self->zones[whose],
    "{weekday}", self->weekdays[g_date_time_get_day_of_week (then) - 1],
    "{day}",     day,
    "{month}",   self->months[g_date_time_get_month (then) - 1],
    NULL,
  };

  return fill (self->patterns[moment][choose_pattern (then, today)], pairs);
}

char *
amends_template_words_format_date (AmendsTemplateWords *self,
                                   const GDate *date,
                                   AmendsInstant now,
                                   GTimeZone *zone)
{
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);
  g_autofree char *day = g_strdup_printf ("%d", g_date_get_day (date));
  g_autofree char *year = g_strdup_printf ("%d", g_date_get_year (date));
  gboolean this_year = g_date_get_year (date) == g_date_time_get_year (today);
  const char *const pairs[] = {
    "{day}", day, "{month}", self->months[g_date_get_month (date) - 1], "{year}", year, NULL,
  };

  return fill (this_year ? self->date : self->date_with_year, pairs);
}

char *
amends_template_words_format_duration (AmendsTemplateWords *self, gint64 minutes)
{
  static const gint64 sizes[N_UNITS] = { 1, 60, 24 * 60 };
  guint unit = 0;
  g_autofree char *count = NULL;
  gint64 n;

  /* "24 hours" and "48 hours" are how such terms are spoken; from three days on it is days. */
  if (minutes % sizes[1] == 0)
    unit = 1;
  if (minutes % sizes[2] == 0 && minutes >= 3 * sizes[2])
    unit = 2;
  n = minutes / sizes[unit];
  count = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  return fill (self->units[unit][n == 1 ? 0 : 1], (const char *const[]){ "{n}", count, NULL });
}

char *
amends_template_words_format_list (AmendsTemplateWords *self, char **items)
{
  GString *text = g_string_new (NULL);
  guint n = g_strv_length (items);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 == n ? self->list_last : self->list_between);
      g_string_append (text, items[i]);
    }
  return g_string_free (text, FALSE);
}

char *
amends_template_words_quote (AmendsTemplateWords *self, const char *text)
{
  return g_strconcat (self->quotes[0], text, self->quotes[1], NULL);
}

char *
amends_template_words_format_number (AmendsTemplateWords *self, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GString *text = g_string_new (digits);
  gssize first = number < 0 ? 1 : 0;

  for (gssize i = (gssize) text->len - 3; i > first; i -= 3)
    g_string_insert_c (text, i, ',');
  return g_string_free (text, FALSE);
}
