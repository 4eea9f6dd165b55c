/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar as JSON, in both directions. */

#include "config.h"

#include "amends-calendar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-calendar-private.h"
#include "amends-input-error.h"

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gboolean
parse_wall_time (const char *text, int *minute)
{
  int hours, minutes;

  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) ||
      !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hours = (text[0] - '0') * 10 + text[1] - '0';
  minutes = (text[3] - '0') * 10 + text[4] - '0';
  if (minutes > 59 || hours > 24 || (hours == 24 && minutes > 0))
    return FALSE;
  *minute = hours * 60 + minutes;
  return TRUE;
}

/* The time at @index of the interval that the reader stands on. */
static int
read_wall_time (AmendsJsonReader *reader, guint index)
{
  g_autofree char *text = NULL;
  int minute = 0;

  if (!amends_json_reader_at (reader, index))
    return 0;
  text = amends_json_reader_dup_string (reader, NULL, AMENDS_JSON_REQUIRED);
  if (text != NULL && !parse_wall_time (text, &minute))
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is what was written where a time of day is due. */
                             _ ("“%s” is not a time of day. Write it as 09:00; the end of the day "
                                "is 24:00."),
                             text);
  amends_json_reader_leave (reader);
  return minute;
}

static void
read_interval (AmendsJsonReader *reader, GArray *hours)
{
  AmendsHours one;

  if (!amends_json_reader_enter_array (reader, NULL, AMENDS_JSON_REQUIRED))
    return;
  if (amends_json_reader_get_count (reader) != 2)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                             _ ("Working hours are a start and an end, as in "
                                "[\"09:00\", \"17:00\"]."));
  one.start = read_wall_time (reader, 0);
  one.end = read_wall_time (reader, 1);
  if (!amends_json_reader_failed (reader) && one.end <= one.start)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                             _ ("These hours end before they start. Hours past midnight are "
                                "written as two, one on each day."));
  amends_json_reader_leave (reader);
  g_array_append_val (hours, one);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  return ((const AmendsHours *) a)->start - ((const AmendsHours *) b)->start;
}

/* Whether the one added last falls into one of those before it. */
static gboolean
last_overlaps (const GArray *hours)
{
  const AmendsHours *last = &g_array_index (hours, AmendsHours, hours->len - 1);

  for (guint i = 0; i + 1 < hours->len; i++)
    {
      const AmendsHours *one = &g_array_index (hours, AmendsHours, i);

      if (last->start < one->end && one->start < last->end)
        return TRUE;
    }
  return FALSE;
}

static void
read_weekday (AmendsJsonReader *reader, const char *weekday, GArray *hours)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, weekday, AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      read_interval (reader, hours);
      if (!amends_json_reader_failed (reader) && last_overlaps (hours))
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("These hours overlap others of the same day."));
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  g_array_sort (hours, compare_hours);
}

/* A misspelt weekday must not close that day in silence. */
static void
check_weekdays (AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = amends_json_reader_list_members (reader);

  for (guint i = 0; i < members->len; i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (weekdays); j++)
        known = known || g_str_equal (members->pdata[i], weekdays[j]);
      if (!known)
        amends_json_reader_fail (reader, members->pdata[i], AMENDS_INPUT_ERROR_VALUE,
                                 /* Translators: %s is what was written where a weekday is due;
                                  * the words after it stay as they are. */
                                 _ ("“%s” is not a weekday. They are written mon, tue, wed, thu, "
                                    "fri, sat and sun."),
                                 (const char *) members->pdata[i]);
    }
}

static int
longest_weekday (const AmendsCalendarVersion *version)
{
  int longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (version->hours); i++)
    {
      int minutes = 0;

      for (guint j = 0; j < version->hours[i]->len; j++)
        {
          const AmendsHours *one = &g_array_index (version->hours[i], AmendsHours, j);
          minutes += one->end - one->start;
        }
      longest = MAX (longest, minutes);
    }
  return longest;
}

static void
read_hours (AmendsJsonReader *reader, AmendsCalendarVersion *version)
{
  if (!amends_json_reader_enter_object (reader, "hours", AMENDS_JSON_REQUIRED))
    return;
  check_weekdays (reader);
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    read_weekday (reader, weekdays[i], version->hours[i]);
  if (!amends_json_reader_failed (reader) && longest_weekday (version) == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                             _ ("No weekday has working hours, so no deadline could be found."));
  amends_json_reader_leave (reader);
}

static void
add_holiday (AmendsJsonReader *reader, GHashTable *holidays, const char *text, const char *name)
{
  GDate date;

  if (text == NULL || !amends_date_parse (text, &date, NULL))
    return;
  if (!g_hash_table_insert (holidays, GUINT_TO_POINTER (g_date_get_julian (&date)),
                            g_strdup (name != NULL ? name : "")))
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_DUPLICATE,
                             /* Translators: %s is a date. */
                             _ ("The holiday %s is in the list twice."), text);
}

static void
read_holidays (AmendsJsonReader *reader, GHashTable *holidays)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "holidays", AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      JsonNode *node = amends_json_reader_peek (reader, NULL);
      g_autofree char *date = NULL;
      g_autofree char *name = NULL;

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        {
          date = amends_json_reader_dup_date (reader, "date", AMENDS_JSON_REQUIRED);
          name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_OPTIONAL);
        }
      else
        date = amends_json_reader_dup_date (reader, NULL, AMENDS_JSON_REQUIRED);
      add_holiday (reader, holidays, date, name);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_version (AmendsJsonReader *reader, AmendsCalendarVersion *version, GHashTable *holidays)
{
  read_hours (reader, version);
  read_holidays (reader, holidays);
  version->day_minutes = (int) amends_json_reader_get_int (
      reader, "day_minutes", AMENDS_JSON_OPTIONAL, 1, AMENDS_DAY_MINUTES, 0);
  version->day_minutes_given = version->day_minutes > 0;
  if (!version->day_minutes_given)
    version->day_minutes = longest_weekday (version);
}

static void
read_versions (AmendsJsonReader *reader, GPtrArray *versions)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "versions", AMENDS_JSON_OPTIONAL))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsCalendarVersion *last = versions->pdata[versions->len - 1];
      AmendsCalendarVersion *version = amends_calendar_version_new (0);
      g_autofree char *from = amends_json_reader_dup_date (reader, "from", AMENDS_JSON_REQUIRED);
      GDate date;

      g_ptr_array_add (versions, version);
      if (from != NULL && amends_date_parse (from, &date, NULL))
        version->from = g_date_get_julian (&date);
      if (from != NULL && version->from <= last->from)
        amends_json_reader_fail (reader, "from", AMENDS_INPUT_ERROR_VALUE,
                                 _ ("Versions are written in the order of their dates, and no "
                                    "date comes twice."));
      read_version (reader, version, version->holidays);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

AmendsCalendar *
amends_calendar_read (AmendsJsonReader *reader)
{
  g_autofree char *name = NULL;
  g_autofree char *zone_name = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) holidays = amends_calendar_holidays_new ();
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_calendar_version_free);

  g_return_val_if_fail (reader != NULL, NULL);

  name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_OPTIONAL);
  zone_name = amends_json_reader_dup_string (reader, "time_zone", AMENDS_JSON_REQUIRED);
  if (zone_name != NULL)
    zone = amends_zone_load (zone_name, &error);
  if (error != NULL)
    amends_json_reader_fail (reader, "time_zone", AMENDS_INPUT_ERROR_VALUE, "%s",
                             amends_input_error_get_text (error));

  g_ptr_array_add (versions, amends_calendar_version_new (0));
  read_version (reader, versions->pdata[0], holidays);
  read_versions (reader, versions);
  if (amends_json_reader_failed (reader))
    return NULL;
  return amends_calendar_new (name, g_steal_pointer (&zone), g_steal_pointer (&holidays),
                              g_steal_pointer (&versions));
}

AmendsCalendar *
amends_calendar_parse (const char *text,
                       gsize length,
                       const char *file,
                       GPtrArray **warnings,
                       GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsCalendar) calendar = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  reader = amends_json_reader_new (text, length, file, error);
  if (reader == NULL)
    return NULL;
  calendar = amends_calendar_read (reader);
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  return g_steal_pointer (&calendar);
}

static void
write_wall_time (JsonBuilder *builder, int minute)
{
  char text[16];

  g_snprintf (text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
  json_builder_add_string_value (builder, text);
}

static void
write_hours (JsonBuilder *builder, const AmendsCalendarVersion *version)
{
  json_builder_set_member_name (builder, "hours");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      if (version->hours[i]->len == 0)
        continue;
      json_builder_set_member_name (builder, weekdays[i]);
      json_builder_begin_array (builder);
      for (guint j = 0; j < version->hours[i]->len; j++)
        {
          const AmendsHours *one = &g_array_index (version->hours[i], AmendsHours, j);

          json_builder_begin_array (builder);
          write_wall_time (builder, one->start);
          write_wall_time (builder, one->end);
          json_builder_end_array (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  guint one = GPOINTER_TO_UINT (a);
  guint two = GPOINTER_TO_UINT (b);

  return one < two ? -1 : one > two;
}

static void
write_holidays (JsonBuilder *builder, GHashTable *holidays)
{
  g_autoptr (GList) days = g_list_sort (g_hash_table_get_keys (holidays), compare_days);

  if (days == NULL)
    return;
  json_builder_set_member_name (builder, "holidays");
  json_builder_begin_array (builder);
  for (GList *l = days; l != NULL; l = l->next)
    {
      const char *name = g_hash_table_lookup (holidays, l->data);
      char date[16];
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_julian (&day, GPOINTER_TO_UINT (l->data));
      g_date_strftime (date, sizeof date, "%Y-%m-%d", &day);
      if (*name == '\0')
        {
          json_builder_add_string_value (builder, date);
          continue;
        }
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "date");
      json_builder_add_string_value (builder, date);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_version (JsonBuilder *builder, const AmendsCalendarVersion *version, GHashTable *holidays)
{
  write_hours (builder, version);
  write_holidays (builder, holidays);
  if (version->day_minutes_given)
    {
      json_builder_set_member_name (builder, "day_minutes");
      json_builder_add_int_value (builder, version->day_minutes);
    }
}

static void
write_versions (JsonBuilder *builder, GPtrArray *versions)
{
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  for (guint i = 1; i < versions->len; i++)
    {
      const AmendsCalendarVersion *version = versions->pdata[i];
      char date[16];
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_julian (&day, version->from);
      g_date_strftime (date, sizeof date, "%Y-%m-%d", &day);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "from");
      json_builder_add_string_value (builder, date);
      write_version (builder, version, version->holidays);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
amends_calendar_to_json (AmendsCalendar *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *versions;

  g_return_val_if_fail (AMENDS_IS_CALENDAR (self), NULL);

  versions = amends_calendar_peek_versions (self);
  json_builder_begin_object (builder);
  if (amends_calendar_get_name (self) != NULL)
    {
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, amends_calendar_get_name (self));
    }
  json_builder_set_member_name (builder, "time_zone");
  json_builder_add_string_value (builder, amends_calendar_get_zone_name (self));
  write_version (builder, versions->pdata[0], amends_calendar_peek_holidays (self));
  if (versions->len > 1)
    write_versions (builder, versions);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
