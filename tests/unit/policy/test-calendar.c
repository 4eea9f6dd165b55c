/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading calendars, good and bad, and their versions. */

#include "config.h"

#include <string.h>

#include "amends-deadline.h"
#include "amends-input-error.h"
#include "amends-json.h"

#define HEAD "{\"time_zone\": \"Europe/Berlin\",\n"

static AmendsCalendar *
parse (const char *text, GError **error)
{
  return amends_calendar_parse (text, strlen (text), "calendar.json", NULL, error);
}

static AmendsInstant
at (const char *text)
{
  AmendsInstant instant = 0;

  g_assert_true (amends_instant_parse (text, &instant, NULL));
  return instant;
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    guint line;
    const char *field;
  } samples[] = {
    { "{\"time_zone\": \"Europe/Berlin\",\n\"hours\": {\"mon\": [[\"09:00\"", 2, NULL },
    { "[]", 1, NULL },
    { "{\n\"time_zone\": \"Europe/Atlantis\",\n\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]}}", 2,
      "time_zone" },
    { "{\n\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]}}", 1, "time_zone" },
    { HEAD "\"day_minutes\": 420}", 1, "hours" },
    { HEAD "\"hours\": {}}", 2, "hours" },
    { HEAD "\"hours\": {\"mon\": []}}", 2, "hours" },
    { HEAD "\"hours\": {\"monday\": [[\"09:00\",\"17:00\"]]}}", 2, "hours.monday" },
    { HEAD "\"hours\": {\"mon\": [\n[\"17:00\",\"09:00\"]]}}", 3, "hours.mon[0]" },
    { HEAD "\"hours\": {\"mon\": [\n[\"09:00\",\"09:00\"]]}}", 3, "hours.mon[0]" },
    { HEAD "\"hours\": {\"mon\": [[\"13:00\",\"17:00\"],\n[\"09:00\",\"13:01\"]]}}", 3,
      "hours.mon[1]" },
    { HEAD "\"hours\": {\"mon\": [[\"9:00\",\"17:00\"]]}}", 2, "hours.mon[0][0]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"24:01\"]]}}", 2, "hours.mon[0][1]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"12:00\",\"17:00\"]]}}", 2, "hours.mon[0]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",17]]}}", 2, "hours.mon[0][1]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"holidays\": [\"2026-02-30\"]}", 3,
      "holidays[0]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"holidays\": [\"2026-04-03\",\n"
           "\"2026-04-03\"]}",
      4, "holidays[1]" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"day_minutes\": 0}", 3,
      "day_minutes" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"day_minutes\": 1441}", 3,
      "day_minutes" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"day_minutes\": -60}", 3,
      "day_minutes" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"day_minutes\": 420.5}", 3,
      "day_minutes" },
    { HEAD "\"hours\": {\"mon\": [\n[\"24:00\",\"24:00\"]]}}", 3, "hours.mon[0]" },
    { HEAD "\"hours\": {\"mon\": [\n[\"22:00\",\"06:00\"]]}}", 3, "hours.mon[0]" },
    { HEAD "\"hours\": {\"mon\": \"09:00-17:00\"}}", 2, "hours.mon" },
    { HEAD "\"hours\": {\"mon\": [], \"tue\": [], \"sun\": []}}", 2, "hours" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"versions\": [\n"
           "{\"from\": \"2026-05-01\", \"hours\": {}}]}",
      4, "versions[0].hours" },
    { HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]},\n\"versions\": [\n"
           "{\"from\": \"2026-05-01\", \"hours\": {\"tue\": [[\"09:00\",\"17:00\"]]}},\n"
           "{\"from\": \"2026-05-01\", \"hours\": {\"wed\": [[\"09:00\",\"17:00\"]]}}]}",
      5, "versions[1].from" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsCalendar) calendar = parse (samples[i].text, &error);

      g_test_message ("%s: %s", samples[i].text, error != NULL ? error->message : "no error");
      g_assert_null (calendar);
      g_assert_cmpint (error->domain, ==, AMENDS_INPUT_ERROR);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "calendar.json");
      g_assert_cmpuint (amends_input_error_get_line (error), ==, samples[i].line);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, samples[i].field);
    }
}

static void
test_unknown_member (void)
{
  const char *text = HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]}, \"hollidays\": []}";
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCalendar) calendar =
      amends_calendar_parse (text, strlen (text), NULL, &warnings, &error);

  g_assert_no_error (error);
  g_assert_nonnull (calendar);
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (warnings->pdata[0], "hollidays"));
}

static void
test_round_trip (void)
{
  const char *text =
      "{\"name\":\"Berlin\",\"time_zone\":\"Europe/Berlin\",\"hours\":{\"mon\":[[\"09:00\","
      "\"12:30\"],[\"13:30\",\"17:00\"]],\"sun\":[[\"00:00\",\"24:00\"]]},\"holidays\":"
      "[\"2026-04-03\",{\"date\":\"2026-12-25\",\"name\":\"Christmas Day\"}],\"day_minutes\":420,"
      "\"versions\":[{\"from\":\"2026-06-01\",\"hours\":{\"tue\":[[\"08:00\",\"10:00\"]]}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCalendar) calendar = parse (text, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) original = amends_json_parse (text, strlen (text), NULL, NULL);
  g_autofree char *written = NULL;
  g_autofree char *wanted = amends_json_to_canonical (original);

  g_assert_no_error (error);
  node = amends_calendar_to_json (calendar);
  written = amends_json_to_canonical (node);
  g_assert_cmpstr (written, ==, wanted);
}

static void
test_versions (void)
{
  const char *names[] = { "Founders' day", "", NULL };
  const char *dates[] = { "2026-05-04", "2026-06-01", NULL };
  const char *bad[] = { "2026-05-04", "soon", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCalendar) old =
      parse (HEAD "\"hours\": {\"mon\": [[\"09:00\",\"17:00\"]]}}", &error);
  g_autoptr (AmendsCalendar) newer =
      parse (HEAD "\"hours\": {\"mon\": [[\"10:00\",\"14:00\"]]}}", &error);
  g_autoptr (AmendsCalendar) both = NULL;
  g_autoptr (AmendsCalendar) festive = NULL;
  g_autoptr (AmendsCalendar) tokyo = NULL;
  GDate from;

  g_assert_true (amends_date_parse ("2026-05-01", &from, NULL));
  both = amends_calendar_with_version (old, &from, newer);
  /* Monday 27 April keeps its eight hours, Monday 11 May has four. */
  g_assert_cmpint (amends_deadline_get_elapsed (both, NULL, at ("2026-04-27T00:00:00+02:00"),
                                                at ("2026-04-28T00:00:00+02:00"), NULL),
                   ==, 8 * AMENDS_HOUR);
  g_assert_cmpint (amends_deadline_get_elapsed (both, NULL, at ("2026-05-11T00:00:00+02:00"),
                                                at ("2026-05-12T00:00:00+02:00"), NULL),
                   ==, 4 * AMENDS_HOUR);
  g_assert_cmpint (amends_calendar_get_day_minutes (both, at ("2026-04-27T00:00:00+02:00")), ==,
                   480);
  g_assert_cmpint (amends_calendar_get_day_minutes (both, at ("2026-05-11T00:00:00+02:00")), ==,
                   240);
  g_assert_cmpint (amends_calendar_get_day_minutes (NULL, at ("2026-05-11T00:00:00+02:00")), ==,
                   1440);

  festive = amends_calendar_with_holidays (both, dates, names, &error);
  g_assert_no_error (error);
  g_assert_false (amends_deadline_is_in_hours (festive, at ("2026-05-04T11:00:00+02:00")));
  g_assert_true (amends_deadline_is_in_hours (both, at ("2026-05-04T11:00:00+02:00")));
  g_assert_null (amends_calendar_with_holidays (both, bad, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
  g_clear_error (&error);

  tokyo = amends_calendar_in_zone (old, "Asia/Tokyo", &error);
  g_assert_no_error (error);
  g_assert_true (amends_deadline_is_in_hours (tokyo, at ("2026-04-27T09:00:00+09:00")));
  g_assert_cmpstr (amends_calendar_get_zone_name (old), ==, "Europe/Berlin");
  g_assert_null (amends_calendar_in_zone (old, "Mars/Olympus", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/calendar/bad", test_bad);
  g_test_add_func ("/policy/calendar/unknown-member", test_unknown_member);
  g_test_add_func ("/policy/calendar/round-trip", test_round_trip);
  g_test_add_func ("/policy/calendar/versions", test_versions);
  return g_test_run ();
}
