/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments, dates and zones. */
#include "config.h"

#include "amends-instant.h"

#include "amends-input-error.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } cases[] = {
    { "2026-03-10T08:52:00+01:00", "2026-03-10T07:52:00Z" },
    { "2026-03-10t08:52:00z", "2026-03-10T08:52:00Z" },
    { "2026-03-10 08:52Z", "2026-03-10T08:52:00Z" },
    { "2026-03-10T08:52:07.5-05:30", "2026-03-10T14:22:07.500Z" },
    { "2026-03-10T08:52:07.0019Z", "2026-03-10T08:52:07.001Z" },
    { "2024-02-29T23:59:59-00:00", "2024-02-29T23:59:59Z" },
    { "2000-01-01T00:00:00+14:00", "1999-12-31T10:00:00Z" },
    { "2100-12-31T23:59:59Z", "2100-12-31T23:59:59Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmendsInstant instant;
      g_autoptr (GError) error = NULL;
      g_autofree char *utc = NULL;

      g_assert_true (amends_instant_parse (cases[i].text, &instant, &error));
      g_assert_no_error (error);
      utc = amends_instant_format_utc (instant);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

static void
test_parse_bad (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { NULL, AMENDS_INPUT_ERROR_VALUE },
    { "", AMENDS_INPUT_ERROR_VALUE },
    { "yesterday", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00+0100", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00+01", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00+24:00", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00+01:60", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00Z ", AMENDS_INPUT_ERROR_VALUE },
    { " 2026-03-10T08:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T08:52:00.Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T8:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T24:00:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T23:60:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-03-10T23:00:61Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-02-29T08:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "2026-13-01T08:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "0000-01-01T08:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "1999-12-31T23:59:59Z", AMENDS_INPUT_ERROR_RANGE },
    { "2101-01-01T00:00:00Z", AMENDS_INPUT_ERROR_RANGE },
    { "2026-03-1\xC3\xA9T08:52:00Z", AMENDS_INPUT_ERROR_VALUE },
    { "\xFF\xFE", AMENDS_INPUT_ERROR_VALUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmendsInstant instant = 42;
      g_autoptr (GError) error = NULL;

      g_assert_false (amends_instant_parse (cases[i].text, &instant, &error));
      g_assert_error (error, AMENDS_INPUT_ERROR, cases[i].code);
      g_assert_cmpint (instant, ==, 42);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) amsterdam = amends_zone_load ("Europe/Amsterdam", NULL);
  g_autoptr (GTimeZone) new_york = amends_zone_load ("America/New_York", NULL);
  g_autoptr (GDateTime) date_time = NULL;
  AmendsInstant instant;
  g_autofree char *winter = NULL, *summer = NULL, *west = NULL, *shown = NULL, *early = NULL;
  g_autofree char *far = NULL;

  g_assert_true (amends_instant_parse ("2026-01-10T08:52:00.250Z", &instant, NULL));
  winter = amends_instant_format_rfc3339 (instant, amsterdam);
  west = amends_instant_format_rfc3339 (instant, new_york);
  g_assert_cmpstr (winter, ==, "2026-01-10T09:52:00.250+01:00");
  g_assert_cmpstr (west, ==, "2026-01-10T03:52:00.250-05:00");
  date_time = amends_instant_to_date_time (instant, amsterdam);
  g_assert_cmpint (amends_instant_from_date_time (date_time), ==, instant);

  summer = amends_instant_format_rfc3339 (instant + 180 * AMENDS_DAY, amsterdam);
  g_assert_cmpstr (summer, ==, "2026-07-09T10:52:00.250+02:00");
  shown = amends_instant_format (instant, new_york, "%d.%m. %H:%M");
  g_assert_cmpstr (shown, ==, "10.01. 03:52");

  early = amends_instant_format_utc (-1);
  g_assert_cmpstr (early, ==, "1969-12-31T23:59:59.999Z");
  far = amends_instant_format_utc (G_MAXINT64);
  g_assert_true (g_str_has_prefix (far, "9999-"));
}

static void
test_zone (void)
{
  static const char *const good[] = { "UTC", "Europe/Amsterdam", "Asia/Shanghai", "Etc/GMT+5",
                                      "America/Argentina/Buenos_Aires" };
  static const char *const bad[] = { NULL,
                                     "",
                                     "../x",
                                     "/etc/localtime",
                                     "EST5EDT4",
                                     "+01:00",
                                     "Z",
                                     "01",
                                     "America/Nowhere",
                                     "Europe/",
                                     "Europe",
                                     "Europe//Paris",
                                     "Europe/../UTC",
                                     "posix/UTC",
                                     "right/Europe/Paris",
                                     "localtime",
                                     "zone.tab",
                                     "europe amsterdam",
                                     "CET-1",
                                     "Europe/Amst\xFF" };
  g_autofree char *local = amends_zone_dup_local_name ();
  g_autoptr (GTimeZone) local_zone = amends_zone_load (local, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GTimeZone) zone = amends_zone_load (good[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (amends_zone_load (bad[i], &error));
      g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
    }
  g_assert_nonnull (local_zone);
}

static void
test_date (void)
{
  static const char *const bad[] = { NULL,         "",           "2026-4-24",       "2026-04-24 ",
                                     "2026-02-30", "24.04.2026", "2026-04-24T00:00" };
  GDate date;
  g_autoptr (GError) range = NULL;

  g_assert_true (amends_date_parse ("2026-04-24", &date, NULL));
  g_assert_cmpint (g_date_get_year (&date), ==, 2026);
  g_assert_cmpint (g_date_get_month (&date), ==, 4);
  g_assert_cmpint (g_date_get_day (&date), ==, 24);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amends_date_parse (bad[i], &date, &error));
      g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
    }
  g_assert_false (amends_date_parse ("1899-12-31", &date, &range));
  g_assert_error (range, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_RANGE);
}

static void
test_days_until (void)
{
  g_autoptr (GTimeZone) shanghai = amends_zone_load ("Asia/Shanghai", NULL);
  g_autoptr (GTimeZone) utc = amends_zone_load ("UTC", NULL);
  AmendsInstant instant;
  GDate date;

  g_assert_true (amends_date_parse ("2026-04-24", &date, NULL));
  g_assert_true (amends_instant_parse ("2026-04-23T20:00:00Z", &instant, NULL));
  g_assert_cmpint (amends_date_days_until (&date, instant, utc), ==, 1);
  g_assert_cmpint (amends_date_days_until (&date, instant, shanghai), ==, 0);
  g_assert_cmpint (amends_date_days_until (&date, instant + 10 * AMENDS_DAY, utc), ==, -9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/parse", test_parse);
  g_test_add_func ("/instant/parse-bad", test_parse_bad);
  g_test_add_func ("/instant/format", test_format);
  g_test_add_func ("/instant/zone", test_zone);
  g_test_add_func ("/instant/date", test_date);
  g_test_add_func ("/instant/days-until", test_days_until);
  return g_test_run ();
}
