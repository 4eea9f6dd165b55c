/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample data: what happens at accounts between their escalations. */

#include "config.h"

#include "amends-sample-life.h"

#include "amends-contact.h"
#include "amends-input-error.h"
#include "amends-interaction-store.h"
#include "amends-sample-story.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define DAYS_OF_WEEK 7
#define NOON 12

/* How the days of a week differ, so that a course looks like one; together they are a week. */
static const double days_of_week[DAYS_OF_WEEK] = { 1.04, 0.97, 1.02, 1.06, 0.99, 0.94, 0.98 };

/* The last Monday whose noon has passed, or today, at midnight. */
static GDateTime *
find_base (AmendsInstant now, GTimeZone *zone, gboolean monday)
{
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);
  int back = 0;

  if (monday)
    {
      back = g_date_time_get_day_of_week (today) - 1;
      if (back == 0 && g_date_time_get_hour (today) < NOON)
        back = DAYS_OF_WEEK;
    }
  {
    g_autoptr (GDateTime) day = g_date_time_add_days (today, -back);

    return g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                            g_date_time_get_day_of_month (day), 0, 0, 0);
  }
}

static AmendsInstant
read_when (AmendsJsonReader *reader,
           const char *member,
           AmendsJsonNeed need,
           AmendsInstant now,
           GTimeZone *zone)
{
  static const char monday[] = "monday ";
  g_autofree char *text = amends_json_reader_dup_string (reader, member, need);
  gboolean from_monday = text != NULL && g_str_has_prefix (text, monday);
  g_autoptr (GDateTime) base = NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) moment = NULL;
  int days, hour, minute, length = 0;

  if (text == NULL)
    return AMENDS_INSTANT_NONE;
  if (sscanf (from_monday ? text + strlen (monday) : text, "-%dd %d:%d%n", &days, &hour, &minute,
              &length) != 3 ||
      days < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    {
      amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                               _ ("“%s” is no time such as “-3d 18:40”."), text);
      return AMENDS_INSTANT_NONE;
    }
  base = find_base (now, zone, from_monday);
  day = g_date_time_add_days (base, -days);
  moment = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                            g_date_time_get_day_of_month (day), hour, minute, 0);
  return amends_instant_from_date_time (moment);
}

static const char *
find_contact (GPtrArray *contacts, AmendsAccount *account, const char *name)
{
  for (guint i = 0; i < contacts->len; i++)
    {
      AmendsContact *contact = contacts->pdata[i];

      if (g_str_equal (contact->account_id, account->id) && g_strcmp0 (contact->name, name) == 0)
        return contact->id;
    }
  return NULL;
}

static gboolean
load_interaction (AmendsConnection *connection,
                  AmendsAccount *account,
                  GPtrArray *contacts,
                  AmendsInstant now,
                  GTimeZone *zone,
                  AmendsJsonReader *reader,
                  GError **error)
{
  AmendsInstant at = read_when (reader, "when", AMENDS_JSON_REQUIRED, now, zone);
  AmendsInstant closed = read_when (reader, "solved", AMENDS_JSON_OPTIONAL, now, zone);
  g_autofree char *name = amends_json_reader_dup_string (reader, "contact", AMENDS_JSON_OPTIONAL);
  const char *contact = name != NULL ? find_contact (contacts, account, name) : NULL;
  g_autoptr (AmendsInteraction) interaction =
      amends_sample_read_record (AMENDS_TYPE_INTERACTION, reader);

  if (name != NULL && contact == NULL)
    amends_json_reader_fail (reader, "contact", AMENDS_INPUT_ERROR_NOT_FOUND,
                             _ ("There is no contact “%s”."), name);
  if (amends_json_reader_failed (reader) || at > now)
    return TRUE;
  amends_record_set (interaction, "account-id", account->id, "contact-id", contact, "at", at,
                     "closed-at", closed <= now ? closed : AMENDS_INSTANT_NONE, "source", "hand",
                     NULL);
  return amends_interaction_store_save (connection, interaction, error);
}

/* "weeks": means per day, the last one that of the seven days up to yesterday. */
static gboolean
load_usage (AmendsConnection *connection,
            AmendsAccount *account,
            AmendsInstant now,
            GTimeZone *zone,
            AmendsJsonReader *reader,
            GError **error)
{
  g_autofree char *metric = amends_json_reader_dup_string (reader, "metric", AMENDS_JSON_REQUIRED);
  g_autoptr (GDateTime) today = find_base (now, zone, FALSE);
  gboolean even = amends_json_reader_get_boolean (reader, "even", FALSE);
  guint n;

  if (!amends_json_reader_enter_array (reader, "weeks", AMENDS_JSON_REQUIRED))
    return TRUE;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n * DAYS_OF_WEEK; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (today, (int) i - (int) (n * DAYS_OF_WEEK));
      g_autoptr (AmendsUsageSample) sample = g_object_new (AMENDS_TYPE_USAGE_SAMPLE, NULL);
      double mean = 0;

      if (amends_json_reader_at (reader, i / DAYS_OF_WEEK))
        {
          mean = amends_json_reader_get_double (reader, NULL, AMENDS_JSON_REQUIRED, 0, 1e9, 0);
          amends_json_reader_leave (reader);
        }
      sample->account_id = g_strdup (account->id);
      sample->metric = g_strdup (metric);
      sample->day = g_date_time_format (day, "%Y-%m-%d");
      sample->value = even ? mean : (double) (int) (mean * days_of_week[i % DAYS_OF_WEEK] + 0.5);
      if (!amends_json_reader_failed (reader) &&
          !amends_usage_store_save (connection, sample, error))
        return FALSE;
    }
  amends_json_reader_leave (reader);
  return TRUE;
}

gboolean
amends_sample_load_life (AmendsConnection *connection,
                         AmendsAccount *account,
                         GPtrArray *contacts,
                         AmendsInstant now,
                         AmendsJsonReader *reader,
                         GError **error)
{
  g_autoptr (GTimeZone) zone = account->time_zone != NULL
                                   ? amends_zone_load (account->time_zone, error)
                                   : g_time_zone_new_utc ();

  if (zone == NULL)
    return FALSE;
  if (amends_json_reader_enter_array (reader, "interactions", AMENDS_JSON_OPTIONAL))
    {
      guint n = amends_json_reader_get_count (reader);

      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          if (!load_interaction (connection, account, contacts, now, zone, reader, error))
            return FALSE;
          amends_json_reader_leave (reader);
        }
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_array (reader, "usage", AMENDS_JSON_OPTIONAL))
    {
      guint n = amends_json_reader_get_count (reader);

      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          if (!load_usage (connection, account, now, zone, reader, error))
            return FALSE;
          amends_json_reader_leave (reader);
        }
      amends_json_reader_leave (reader);
    }
  return TRUE;
}
