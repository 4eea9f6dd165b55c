/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of a team between a calendar and a form. */

#include "config.h"

#include "amends-team-hours.h"

#include "amends-input-error.h"
#include "amends-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
day_off_free (gpointer data)
{
  AmendsDayOff *off = data;

  g_free (off->date);
  g_free (off->name);
  g_free (off);
}

static AmendsDayOff *
day_off_new (const char *date, const char *name)
{
  AmendsDayOff *off = g_new0 (AmendsDayOff, 1);

  off->date = g_strdup (date);
  off->name = g_strdup (name ? name : "");
  return off;
}

static int
compare_days_off (gconstpointer a, gconstpointer b)
{
  const AmendsDayOff *one = *(AmendsDayOff *const *) a;
  const AmendsDayOff *other = *(AmendsDayOff *const *) b;

  return strcmp (one->date, other->date);
}

/* --- From a calendar ------------------------------------------------------------------------- */

/* [["09:00", "17:00"]] as "09:00–17:00". */
static char *
format_day (JsonArray *intervals)
{
  GString *text = g_string_new (NULL);
  guint n = intervals ? json_array_get_length (intervals) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonArray *one = json_array_get_array_element (intervals, i);

      g_string_append_printf (text, "%s%s–%s", i > 0 ? ", " : "",
                              json_array_get_string_element (one, 0),
                              json_array_get_string_element (one, 1));
    }
  return g_string_free (text, FALSE);
}

static char *
format_today (GTimeZone *zone, AmendsInstant at)
{
  return amends_instant_format (at, zone, "%Y-%m-%d");
}

/* The member of the version that holds on @today: the calendar itself, or one of its versions. */
static JsonObject *
find_version (JsonObject *calendar, const char *today)
{
  JsonArray *versions = json_object_has_member (calendar, "versions")
                            ? json_object_get_array_member (calendar, "versions")
                            : NULL;
  JsonObject *found = calendar;

  for (guint i = 0; versions && i < json_array_get_length (versions); i++)
    {
      JsonObject *version = json_array_get_object_element (versions, i);

      if (strcmp (json_object_get_string_member (version, "from"), today) <= 0)
        found = version;
    }
  return found;
}

static const char *
read_day_off (JsonNode *node, const char **name)
{
  *name = "";
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_string (node);
  *name = json_object_get_string_member_with_default (json_node_get_object (node), "name", "");
  return json_object_get_string_member (json_node_get_object (node), "date");
}

static void
read_days_off (AmendsTeamHours *self, JsonObject *object, const char *today)
{
  JsonArray *days = json_object_has_member (object, "holidays")
                        ? json_object_get_array_member (object, "holidays")
                        : NULL;

  for (guint i = 0; days && i < json_array_get_length (days); i++)
    {
      const char *name;
      const char *date = read_day_off (json_array_get_element (days, i), &name);

      if (strcmp (date, today) >= 0)
        amends_team_hours_add_day_off (self, date, name, NULL);
    }
}

AmendsTeamHours *
amends_team_hours_new (AmendsCalendar *calendar, AmendsInstant at)
{
  AmendsTeamHours *self = g_new0 (AmendsTeamHours, 1);
  g_autofree char *today = format_today (amends_calendar_get_zone (calendar), at);
  g_autoptr (JsonNode) node = amends_calendar_to_json (calendar);
  JsonObject *root = json_node_get_object (node);
  JsonObject *version = find_version (root, today);
  JsonObject *hours = json_object_get_object_member (version, "hours");

  self->zone = g_strdup (amends_calendar_get_zone_name (calendar));
  self->at = at;
  self->off = g_ptr_array_new_with_free_func (day_off_free);
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    self->days[i] = format_day (json_object_has_member (hours, weekdays[i])
                                    ? json_object_get_array_member (hours, weekdays[i])
                                    : NULL);
  self->day_minutes = (int) json_object_get_int_member_with_default (version, "day_minutes", 0);
  read_days_off (self, root, today);
  if (version != root)
    read_days_off (self, version, today);
  return self;
}

AmendsTeamHours *
amends_team_hours_copy (AmendsTeamHours *self)
{
  AmendsTeamHours *copy = g_new0 (AmendsTeamHours, 1);

  copy->zone = g_strdup (self->zone);
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    copy->days[i] = g_strdup (self->days[i]);
  copy->day_minutes = self->day_minutes;
  copy->at = self->at;
  copy->off = g_ptr_array_new_with_free_func (day_off_free);
  for (guint i = 0; i < self->off->len; i++)
    {
      AmendsDayOff *off = self->off->pdata[i];

      g_ptr_array_add (copy->off, day_off_new (off->date, off->name));
    }
  return copy;
}

void
amends_team_hours_free (AmendsTeamHours *self)
{
  g_free (self->zone);
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    g_free (self->days[i]);
  g_ptr_array_unref (self->off);
  g_free (self);
}

static gboolean
days_off_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      AmendsDayOff *one = a->pdata[i];
      AmendsDayOff *other = b->pdata[i];

      if (!g_str_equal (one->date, other->date) || !g_str_equal (one->name, other->name))
        return FALSE;
    }
  return TRUE;
}

static gboolean
weeks_equal (AmendsTeamHours *self, AmendsTeamHours *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    if (!g_str_equal (self->days[i], other->days[i]))
      return FALSE;
  return self->day_minutes == other->day_minutes;
}

gboolean
amends_team_hours_equal (AmendsTeamHours *self, AmendsTeamHours *other)
{
  return g_str_equal (self->zone, other->zone) && weeks_equal (self, other) &&
         days_off_equal (self->off, other->off);
}

/* --- What people write ----------------------------------------------------------------------- */

/* "9", "9:30", "0930", "24:00" as minutes. */
static gboolean
read_clock (const char *text, int *minutes)
{
  gsize digits = strspn (text, "0123456789");
  int hour = 0;
  int minute = 0;

  if (digits == 0 || digits > 4)
    return FALSE;
  for (gsize i = 0; i < digits; i++)
    hour = hour * 10 + (text[i] - '0');
  if (digits > 2)
    {
      if (text[digits] != '\0')
        return FALSE;
      minute = hour % 100;
      hour /= 100;
    }
  else if (text[digits] == ':' || text[digits] == '.')
    {
      const char *rest = text + digits + 1;

      if (strlen (rest) != 2 || !g_ascii_isdigit (rest[0]) || !g_ascii_isdigit (rest[1]))
        return FALSE;
      minute = (rest[0] - '0') * 10 + rest[1] - '0';
    }
  else if (text[digits] != '\0')
    return FALSE;
  *minutes = hour * 60 + minute;
  return minute < 60 && *minutes <= 24 * 60;
}

/* Other dashes, full-width signs and the spaces around them become one form. */
static char *
tidy_signs (const char *text)
{
  static const char *const signs[][2] = {
    { "–", "-" },  { "—", "-" },  { "~", "-" }, { "～", "-" }, { "至", "-" }, { "：", ":" },
    { "，", "," }, { "、", "," }, { ";", "," }, { "；", "," }, { " ", "" },
  };
  g_autoptr (GString) clean = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    g_string_replace (clean, signs[i][0], signs[i][1], 0);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

static gboolean
fail_day (GError **error, const char *part)
{
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "hours",
                          /* Translators: %s is what was written where working hours are due. */
                          _ ("“%s” is not a time from and to. Write hours as 09:00–17:00, two "
                             "stretches as 09:00–12:30, 13:30–17:00; leave a free day empty."),
                          part);
  return FALSE;
}

/* Adds "9-17" to @intervals as ["09:00", "17:00"]. */
static gboolean
read_stretch (const char *text, JsonArray *intervals, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", -1);
  JsonArray *one;
  int from;
  int to;

  if (g_strv_length (ends) != 2 || !read_clock (ends[0], &from) || !read_clock (ends[1], &to))
    return fail_day (error, text);
  one = json_array_new ();
  for (guint i = 0; i < 2; i++)
    {
      int minutes = i == 0 ? from : to;
      g_autofree char *shown = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

      json_array_add_string_element (one, shown);
    }
  json_array_add_array_element (intervals, one);
  return TRUE;
}

/* (transfer full): the intervals of a day, not yet compared with each other. */
static JsonArray *
read_day (const char *text, GError **error)
{
  g_autofree char *clean = tidy_signs (text);
  g_auto (GStrv) parts = g_strsplit (clean, ",", -1);
  g_autoptr (JsonArray) intervals = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !read_stretch (parts[i], intervals, error))
      return NULL;
  return g_steal_pointer (&intervals);
}

/* Takes @intervals. */
static AmendsCalendar *
make_one_day (JsonArray *intervals, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *root = json_object_new ();
  JsonObject *hours = json_object_new ();

  json_object_set_array_member (hours, "mon", intervals);
  json_object_set_string_member (root, "time_zone", "UTC");
  json_object_set_object_member (root, "hours", hours);
  json_node_take_object (node, root);
  text = amends_json_to_canonical (node);
  return amends_calendar_parse (text, strlen (text), NULL, NULL, error);
}

gboolean
amends_team_hours_check_day (const char *text, char **tidy, int *minutes, GError **error)
{
  g_autoptr (GError) found = NULL;
  g_autoptr (AmendsCalendar) calendar = NULL;
  g_autoptr (AmendsTeamHours) hours = NULL;
  JsonArray *intervals = read_day (text, error);

  if (intervals == NULL)
    return FALSE;
  if (json_array_get_length (intervals) == 0)
    {
      json_array_unref (intervals);
      if (tidy)
        *tidy = g_strdup ("");
      if (minutes)
        *minutes = 0;
      return TRUE;
    }
  calendar = make_one_day (intervals, &found);
  if (calendar == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "hours", "%s",
                              amends_input_error_get_text (found));
      return FALSE;
    }
  hours = amends_team_hours_new (calendar, 0);
  if (tidy)
    *tidy = g_strdup (hours->days[0]);
  if (minutes)
    *minutes = amends_calendar_get_day_minutes (calendar, 0);
  return TRUE;
}

gboolean
amends_team_hours_read_clocks (const char *text, guint *from, guint *until)
{
  g_autofree char *clean = tidy_signs (text);
  g_auto (GStrv) ends = g_strsplit (clean, "-", -1);
  int times[2];

  if (g_strv_length (ends) != 2 || !read_clock (ends[0], &times[0]) ||
      !read_clock (ends[1], &times[1]) || times[0] >= 24 * 60)
    return FALSE;
  *from = (guint) times[0];
  *until = (guint) times[1] % (24 * 60);
  return TRUE;
}

gboolean
amends_team_hours_add_day_off (AmendsTeamHours *self,
                               const char *date,
                               const char *name,
                               GError **error)
{
  GDate day;

  if (!amends_date_parse (date, &day, error))
    return FALSE;
  amends_team_hours_remove_day_off (self, date);
  g_ptr_array_add (self->off, day_off_new (date, name));
  g_ptr_array_sort (self->off, compare_days_off);
  return TRUE;
}

void
amends_team_hours_remove_day_off (AmendsTeamHours *self, const char *date)
{
  for (guint i = 0; i < self->off->len; i++)
    {
      if (!g_str_equal (((AmendsDayOff *) self->off->pdata[i])->date, date))
        continue;
      g_ptr_array_remove_index (self->off, i);
      return;
    }
}

/* --- To a calendar --------------------------------------------------------------------------- */

/* (transfer full) */
static JsonObject *
write_week (AmendsTeamHours *self, GError **error)
{
  g_autoptr (JsonObject) hours = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      JsonArray *intervals = read_day (self->days[i], error);

      if (intervals == NULL)
        return NULL;
      json_object_set_array_member (hours, weekdays[i], intervals);
    }
  return g_steal_pointer (&hours);
}

/* Adds the week to the versions, in place of those that would begin then or later. */
static gboolean
add_version (AmendsTeamHours *self, JsonObject *root, const GDate *from, GError **error)
{
  JsonObject *hours = write_week (self, error);
  JsonArray *versions = json_array_new ();
  JsonObject *version;
  char date[16];

  if (hours == NULL)
    {
      json_array_unref (versions);
      return FALSE;
    }
  g_date_strftime (date, sizeof date, "%Y-%m-%d", from);
  if (json_object_has_member (root, "versions"))
    {
      JsonArray *old = json_object_get_array_member (root, "versions");

      for (guint i = 0; i < json_array_get_length (old); i++)
        {
          JsonNode *one = json_array_get_element (old, i);

          if (strcmp (json_object_get_string_member (json_node_get_object (one), "from"), date) < 0)
            json_array_add_element (versions, json_node_copy (one));
        }
    }
  version = json_object_new ();
  json_object_set_string_member (version, "from", date);
  json_object_set_object_member (version, "hours", hours);
  if (self->day_minutes > 0)
    json_object_set_int_member (version, "day_minutes", self->day_minutes);
  json_array_add_object_element (versions, version);
  json_object_set_array_member (root, "versions", versions);
  return TRUE;
}

static void
add_day_off (JsonArray *days, const char *date, const char *name)
{
  JsonObject *object;

  if (*name == '\0')
    {
      json_array_add_string_element (days, date);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "date", date);
  json_object_set_string_member (object, "name", name);
  json_array_add_object_element (days, object);
}

/* What is past stays; what is ahead is what the form has. */
static void
write_days_off (AmendsTeamHours *self, JsonObject *root, const char *today)
{
  JsonArray *days = json_array_new ();

  if (json_object_has_member (root, "holidays"))
    {
      JsonArray *old = json_object_get_array_member (root, "holidays");

      for (guint i = 0; i < json_array_get_length (old); i++)
        {
          const char *name;
          const char *date = read_day_off (json_array_get_element (old, i), &name);

          if (strcmp (date, today) < 0)
            add_day_off (days, date, name);
        }
    }
  for (guint i = 0; i < self->off->len; i++)
    {
      AmendsDayOff *off = self->off->pdata[i];

      add_day_off (days, off->date, off->name);
    }
  json_object_set_array_member (root, "holidays", days);
}

/* The days off of versions are in the list of all from now on, so that they can be taken out. */
static void
clear_version_days_off (JsonObject *root, const char *today)
{
  JsonObject *version = find_version (root, today);

  if (version != root)
    json_object_remove_member (version, "holidays");
}

AmendsCalendar *
amends_team_hours_lay_over (AmendsTeamHours *self,
                            AmendsCalendar *calendar,
                            const GDate *from,
                            GError **error)
{
  g_autoptr (AmendsTeamHours) before = amends_team_hours_new (calendar, self->at);
  g_autofree char *today = format_today (amends_calendar_get_zone (calendar), self->at);
  g_autoptr (JsonNode) node = amends_calendar_to_json (calendar);
  g_autoptr (GTimeZone) zone = amends_zone_load (self->zone, NULL);
  g_autoptr (GError) found = NULL;
  g_autofree char *text = NULL;
  AmendsCalendar *result;
  JsonObject *root = json_node_get_object (node);

  if (zone == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "zone",
                              /* Translators: %s is what was written where a zone is due. */
                              _ ("“%s” is not a time zone. They are named like Europe/Berlin or "
                                 "Asia/Shanghai."),
                              self->zone);
      return NULL;
    }
  json_object_set_string_member (root, "time_zone", self->zone);
  clear_version_days_off (root, today);
  if (!weeks_equal (self, before) && !add_version (self, root, from, error))
    return NULL;
  write_days_off (self, root, today);
  text = amends_json_to_canonical (node);
  result = amends_calendar_parse (text, strlen (text), NULL, NULL, &found);
  if (result == NULL)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "hours", "%s",
                            amends_input_error_get_text (found));
  return result;
}
