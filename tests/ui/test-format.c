/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and spans in words. */

#include "config.h"

#include "amends-format.h"
#include "amends-record.h"

#define NOW "2026-03-10T12:58:00Z"

static AmendsInstant
at (const char *text)
{
  g_autoptr (GError) error = NULL;
  AmendsInstant instant;

  g_assert_true (amends_instant_parse (text, &instant, &error));
  return instant;
}

static void
test_span (void)
{
  const struct
  {
    gint64 span;
    const char *words;
  } cases[] = {
    { 0, "less than 1 min" },
    { 59 * AMENDS_SECOND, "less than 1 min" },
    { 43 * AMENDS_MINUTE + 40 * AMENDS_SECOND, "43 min" },
    { -28 * AMENDS_MINUTE, "28 min" },
    { AMENDS_HOUR, "1 h" },
    { 212 * AMENDS_MINUTE, "3 h 32 min" },
    { 2 * AMENDS_DAY + 4 * AMENDS_HOUR, "2 d 4 h" },
    { AMENDS_DAY, "1 d" },
    { 6 * AMENDS_DAY + 5 * AMENDS_HOUR, "6 d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = amends_format_span (cases[i].span);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_clock (void)
{
  g_autofree char *left = amends_format_clock (AMENDS_CLOCK_RUNNING, 43 * AMENDS_MINUTE);
  g_autofree char *late = amends_format_clock (AMENDS_CLOCK_BREACHED, -28 * AMENDS_MINUTE);
  g_autofree char *paused = amends_format_clock (AMENDS_CLOCK_PAUSED, AMENDS_HOUR);
  g_autofree char *early = amends_format_clock (AMENDS_CLOCK_MET, 11 * AMENDS_MINUTE);
  g_autofree char *met_late = amends_format_clock (AMENDS_CLOCK_MET, -2 * AMENDS_HOUR);

  g_assert_cmpstr (left, ==, "43 min left");
  g_assert_cmpstr (late, ==, "28 min late");
  g_assert_cmpstr (paused, ==, "Paused, waiting on customer");
  g_assert_cmpstr (early, ==, "met 11 min early");
  g_assert_cmpstr (met_late, ==, "met 2 h late");
}

static void
test_moment (void)
{
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Amsterdam", NULL);
  const struct
  {
    const char *when;
    const char *usual;
    const char *brief;
    const char *full;
  } cases[] = {
    { "2026-03-10T12:41:00Z", "13:41", "13:41", "13:41" },
    /* Midnight is that of the reader's zone, not of UTC. */
    { "2026-03-10T23:30:00Z", "tomorrow 00:30", "Wed 00:30", "tomorrow 00:30" },
    { "2026-03-09T22:30:00Z", "yesterday 23:30", "Mon 23:30", "yesterday 23:30" },
    { "2026-03-12T11:00:00Z", "Thu 12:00", "Thu 12:00", "Thu 12:00" },
    { "2026-03-27T08:00:00Z", "27 March", "27 March", "27 March, 09:00" },
    { "2027-01-02T08:00:00Z", "2 January 2027", "2 January 2027", "2 January 2027, 09:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmendsInstant when = at (cases[i].when);
      g_autofree char *usual = amends_format_moment (when, at (NOW), zone);
      g_autofree char *brief = amends_format_moment_short (when, at (NOW), zone);
      g_autofree char *full = amends_format_moment_full (when, at (NOW), zone);

      g_assert_cmpstr (usual, ==, cases[i].usual);
      g_assert_cmpstr (brief, ==, cases[i].brief);
      g_assert_cmpstr (full, ==, cases[i].full);
    }
}

static void
test_dates (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *day = amends_format_day (at (NOW), zone);
  g_autofree char *date = amends_format_date_text ("2026-04-24", at (NOW), zone);
  g_autofree char *bad = amends_format_date_text ("next spring", at (NOW), zone);
  g_autofree char *none = amends_format_date_text (NULL, at (NOW), zone);

  g_assert_cmpstr (day, ==, "Tuesday 10 March");
  g_assert_cmpstr (date, ==, "24 April");
  g_assert_cmpstr (bad, ==, "next spring");
  g_assert_null (none);
}

static void
test_summary (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (AmendsSummary) summary = amends_record_new (AMENDS_TYPE_SUMMARY);
  g_autofree char *soon = NULL;
  g_autofree char *met = NULL;
  AmendsInstant now = at (NOW);
  AmendsClockState state;
  double fraction;

  g_assert_false (amends_summary_view_clock (summary, now, &state, &fraction));
  g_assert_null (amends_format_summary_clock (summary, now, zone));

  summary->next_clock = AMENDS_CLOCK_UPDATE;
  summary->next_started = now - 3 * AMENDS_HOUR;
  summary->next_due = now + 43 * AMENDS_MINUTE;
  soon = amends_format_summary_clock (summary, now, zone);
  g_assert_cmpstr (soon, ==, "Update in 43 min");
  g_assert_true (amends_summary_view_clock (summary, now, &state, &fraction));
  g_assert_cmpint (state, ==, AMENDS_CLOCK_DUE_SOON);
  summary->paused = TRUE;
  g_assert_true (amends_summary_view_clock (summary, now, &state, &fraction));
  g_assert_cmpint (state, ==, AMENDS_CLOCK_PAUSED);

  summary->next_due = AMENDS_INSTANT_NONE;
  summary->last_due = now;
  summary->last_met = now - 5 * AMENDS_HOUR;
  met = amends_format_summary_clock (summary, now, zone);
  g_assert_cmpstr (met, ==, "Met, 5 h early");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/format/span", test_span);
  g_test_add_func ("/ui/format/clock", test_clock);
  g_test_add_func ("/ui/format/moment", test_moment);
  g_test_add_func ("/ui/format/dates", test_dates);
  g_test_add_func ("/ui/format/summary", test_summary);
  return g_test_run ();
}
