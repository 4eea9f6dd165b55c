/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadline arithmetic, with what was counted by hand. */

#include "config.h"

#include <string.h>

#include "amends-deadline.h"
#include "amends-input-error.h"
#include "amends-pause.h"

#define OFFICE                                                                                     \
  "\"hours\":{\"mon\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                              \
  "\"tue\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                                         \
  "\"wed\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                                         \
  "\"thu\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                                         \
  "\"fri\":[[\"09:00\",\"12:30\"],[\"13:30\",\"15:00\"]]}"
#define SHORT_WEEK                                                                                 \
  "\"hours\":{\"mon\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                              \
  "\"tue\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                                         \
  "\"wed\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]],"                                         \
  "\"thu\":[[\"09:00\",\"12:30\"],[\"13:30\",\"17:00\"]]}"
#define DAYS(hours)                                                                                \
  "\"hours\":{\"mon\":" hours ",\"tue\":" hours ",\"wed\":" hours ",\"thu\":" hours                \
  ",\"fri\":" hours ",\"sat\":" hours ",\"sun\":" hours "}"

static AmendsCalendar *
make_calendar (const char *zone, const char *rest)
{
  g_autofree char *text = g_strdup_printf ("{\"time_zone\":\"%s\",%s}", zone, rest);
  g_autoptr (GError) error = NULL;
  AmendsCalendar *calendar = amends_calendar_parse (text, strlen (text), NULL, NULL, &error);

  g_assert_no_error (error);
  return calendar;
}

static AmendsInstant
at (const char *text)
{
  AmendsInstant instant = 0;
  g_autoptr (GError) error = NULL;

  amends_instant_parse (text, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

static GListStore *
make_pauses (const char *first, ...)
{
  GListStore *pauses = g_list_store_new (AMENDS_TYPE_PAUSE);
  va_list args;

  va_start (args, first);
  for (const char *start = first; start != NULL; start = va_arg (args, const char *))
    {
      const char *end = va_arg (args, const char *);
      g_autoptr (AmendsPause) pause = amends_record_new (AMENDS_TYPE_PAUSE);

      pause->start = at (start);
      pause->end = *end != '\0' ? at (end) : AMENDS_INSTANT_NONE;
      g_list_store_append (pauses, pause);
    }
  va_end (args);
  return pauses;
}

static void
assert_due (AmendsCalendar *calendar,
            GListStore *pauses,
            const char *start,
            gint64 minutes,
            const char *now,
            const char *expected)
{
  AmendsInstant due;
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;
  g_autoptr (GError) error = NULL;

  amends_deadline_find (calendar, (GListModel *) pauses, at (start), minutes, at (now), &due, NULL,
                        &error);
  g_assert_no_error (error);
  found = amends_instant_format_utc (due);
  wanted = amends_instant_format_utc (at (expected));
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_working_days (void)
{
  g_autoptr (AmendsCalendar) calendar =
      make_calendar ("Europe/Berlin", OFFICE ",\"holidays\":[\"2026-04-03\"],\"day_minutes\":420");
  const char *now = "2026-03-01T00:00:00Z";

  g_assert_cmpint (amends_calendar_get_day_minutes (calendar, at (now)), ==, 420);
  /* Five days of 420 minutes; Friday has only 300 of them. */
  assert_due (calendar, NULL, "2026-03-10T08:52:00+01:00", 2100, now, "2026-03-17T11:00:00+01:00");
  /* Over Good Friday and the change to summer time. */
  assert_due (calendar, NULL, "2026-03-31T10:00:00+02:00", 2100, now, "2026-04-08T10:00:00+02:00");
  /* The end of an interval, not the start of the next. */
  assert_due (calendar, NULL, "2026-03-10T09:00:00+01:00", 210, now, "2026-03-10T12:30:00+01:00");
  assert_due (calendar, NULL, "2026-03-10T09:00:00+01:00", 211, now, "2026-03-10T13:31:00+01:00");
  /* Nothing to wait for. */
  assert_due (calendar, NULL, "2026-03-08T03:00:00+01:00", 0, now, "2026-03-08T03:00:00+01:00");
  /* Round the clock. */
  assert_due (NULL, NULL, "2026-03-28T20:00:00+01:00", 24 * 60, now, "2026-03-29T21:00:00+02:00");
}

static void
test_pauses (void)
{
  g_autoptr (AmendsCalendar) calendar = make_calendar ("Europe/Berlin", OFFICE);
  /* Overlapping each other, the lunch break and the night; out of order. */
  g_autoptr (GListStore) pauses =
      make_pauses ("2026-03-10T12:00:00+01:00", "2026-03-10T14:00:00+01:00",
                   "2026-03-10T10:00:00+01:00", "2026-03-10T12:15:00+01:00",
                   "2026-03-10T18:00:00+01:00", "2026-03-11T08:00:00+01:00", NULL);
  g_autoptr (GListStore) lasting = make_pauses ("2026-03-10T10:00:00+01:00", "", NULL);
  g_autoptr (GListStore) damaged =
      make_pauses ("2026-03-10T12:00:00+01:00", "2026-03-10T10:00:00+01:00", NULL);
  const char *start = "2026-03-10T09:00:00+01:00";

  /* 60 minutes before 10:00, then from 14:00 on. */
  assert_due (calendar, pauses, start, 120, start, "2026-03-10T15:00:00+01:00");
  assert_due (calendar, pauses, start, 60, start, "2026-03-10T10:00:00+01:00");
  assert_due (calendar, pauses, start, 300, start, "2026-03-11T10:00:00+01:00");
  assert_due (NULL, pauses, start, 120, start, "2026-03-10T15:00:00+01:00");
  /* As if it ended now. */
  assert_due (calendar, lasting, start, 120, "2026-03-10T11:00:00+01:00",
              "2026-03-10T12:00:00+01:00");
  assert_due (calendar, lasting, start, 120, "2026-03-10T09:30:00+01:00",
              "2026-03-10T11:00:00+01:00");
  assert_due (calendar, damaged, start, 120, start, "2026-03-10T11:00:00+01:00");

  g_assert_true (
      amends_deadline_is_paused (G_LIST_MODEL (pauses), at ("2026-03-10T12:10:00+01:00")));
  g_assert_false (
      amends_deadline_is_paused (G_LIST_MODEL (pauses), at ("2026-03-10T14:00:00+01:00")));
  g_assert_true (amends_deadline_is_paused (G_LIST_MODEL (lasting), at ("2030-01-01T00:00:00Z")));
  g_assert_cmpint (amends_deadline_get_remaining (calendar, G_LIST_MODEL (lasting), at (start), 90,
                                                  at ("2026-03-20T11:00:00+01:00")),
                   ==, 30 * AMENDS_MINUTE);
  g_assert_cmpint (amends_deadline_get_remaining (calendar, NULL, at (start), 90,
                                                  at ("2026-03-10T11:00:00+01:00")),
                   ==, -30 * AMENDS_MINUTE);
}

static void
test_hours (void)
{
  g_autoptr (AmendsCalendar) calendar =
      make_calendar ("Europe/Berlin", OFFICE ",\"holidays\":[\"2026-03-11\"]");
  AmendsInstant working;
  g_autoptr (GError) error = NULL;

  g_assert_true (amends_deadline_is_in_hours (calendar, at ("2026-03-10T09:00:00+01:00")));
  g_assert_false (amends_deadline_is_in_hours (calendar, at ("2026-03-10T12:30:00+01:00")));
  g_assert_false (amends_deadline_is_in_hours (calendar, at ("2026-03-11T10:00:00+01:00")));
  g_assert_true (amends_deadline_is_in_hours (NULL, at ("2026-03-11T03:00:00+01:00")));

  g_assert_true (
      amends_deadline_next_working (calendar, at ("2026-03-10T17:00:00+01:00"), &working, &error));
  g_assert_cmpint (working, ==, at ("2026-03-12T09:00:00+01:00"));
  g_assert_true (
      amends_deadline_next_working (calendar, at ("2026-03-10T09:30:00+01:00"), &working, &error));
  g_assert_cmpint (working, ==, at ("2026-03-10T09:30:00+01:00"));
}

static void
test_fold_and_gap (void)
{
  g_autoptr (AmendsCalendar) night =
      make_calendar ("Europe/Berlin", DAYS ("[[\"01:00\",\"05:00\"]]"));
  g_autoptr (AmendsCalendar) inside =
      make_calendar ("Europe/Berlin", DAYS ("[[\"02:30\",\"05:00\"]]"));
  g_autoptr (AmendsCalendar) skipped =
      make_calendar ("Pacific/Apia", DAYS ("[[\"09:00\",\"17:00\"]]"));

  g_assert_cmpint (amends_deadline_get_elapsed (night, NULL, at ("2026-10-25T00:00:00+02:00"),
                                                at ("2026-10-25T12:00:00+01:00"), NULL),
                   ==, 5 * AMENDS_HOUR);
  g_assert_cmpint (amends_deadline_get_elapsed (night, NULL, at ("2026-03-29T00:00:00+01:00"),
                                                at ("2026-03-29T12:00:00+02:00"), NULL),
                   ==, 3 * AMENDS_HOUR);
  /* What the wall shows twice counts twice, the half hour from 02:30 too; what it skips, never. */
  g_assert_cmpint (amends_deadline_get_elapsed (inside, NULL, at ("2026-10-25T00:00:00+02:00"),
                                                at ("2026-10-25T12:00:00+01:00"), NULL),
                   ==, 180 * AMENDS_MINUTE);
  g_assert_true (amends_deadline_is_in_hours (inside, at ("2026-10-25T02:45:00+02:00")));
  g_assert_false (amends_deadline_is_in_hours (inside, at ("2026-10-25T02:15:00+01:00")));
  g_assert_cmpint (amends_deadline_get_elapsed (inside, NULL, at ("2026-03-29T00:00:00+01:00"),
                                                at ("2026-03-29T12:00:00+02:00"), NULL),
                   ==, 2 * AMENDS_HOUR);
  /* Samoa had no 30 December 2011. */
  g_assert_cmpint (amends_deadline_get_elapsed (skipped, NULL, at ("2011-12-29T00:00:00-10:00"),
                                                at ("2012-01-01T00:00:00+14:00"), NULL),
                   ==, 16 * AMENDS_HOUR);
}

static void
test_never (void)
{
  g_autoptr (GString) holidays = g_string_new (OFFICE ",\"holidays\":[\"2026-01-01\"");
  g_autoptr (AmendsCalendar) closed = NULL;
  g_autoptr (GError) error = NULL;
  AmendsInstant due = 1;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 2, G_DATE_JANUARY, 2026);
  for (int i = 0; i < 6 * 366; i++, g_date_add_days (&date, 1))
    g_string_append_printf (holidays, ",\"%04d-%02d-%02d\"", g_date_get_year (&date),
                            g_date_get_month (&date), g_date_get_day (&date));
  g_string_append_c (holidays, ']');
  closed = make_calendar ("Europe/Berlin", holidays->str);

  g_assert_false (amends_deadline_find (closed, NULL, at ("2026-03-10T08:52:00+01:00"), 60,
                                        at ("2026-03-10T08:52:00+01:00"), &due, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_RANGE);
  g_assert_cmpint (due, ==, AMENDS_INSTANT_NONE);
  g_clear_error (&error);
  g_assert_false (
      amends_deadline_next_working (closed, at ("2026-03-10T08:52:00+01:00"), &due, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (amends_deadline_find (NULL, NULL, at ("2026-03-10T08:52:00+01:00"), G_MAXINT64, 0,
                                        &due, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_RANGE);
  g_assert_cmpint (amends_deadline_get_elapsed (closed, NULL, 5 * AMENDS_DAY, AMENDS_DAY, NULL), ==,
                   0);
}

static void
test_ledger (void)
{
  g_autoptr (AmendsCalendar) calendar = make_calendar (
      "Europe/Berlin", OFFICE ",\"holidays\":[{\"date\":\"2026-04-03\",\"name\":\"Good Friday\"}]");
  g_autoptr (GListStore) pauses =
      make_pauses ("2026-04-02T14:00:00+02:00", "2026-04-02T14:30:00+02:00", NULL);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *text = NULL;
  AmendsInstant due;

  g_assert_true (amends_deadline_find (calendar, G_LIST_MODEL (pauses),
                                       at ("2026-04-02T13:00:00+02:00"), 240,
                                       at ("2026-04-02T13:00:00+02:00"), &due, &lines, NULL));
  text = amends_ledger_to_text (lines, amends_calendar_get_zone (calendar));
  g_assert_cmpstr (text, ==,
                   "Thu 2026-04-02 13:00 – 13:30 · 0 min · Closed\n"
                   "Thu 2026-04-02 13:30 – 14:00 · 30 min · Working hours\n"
                   "Thu 2026-04-02 14:00 – 14:30 · 0 min · Paused, waiting on the customer\n"
                   "Thu 2026-04-02 14:30 – 17:00 · 2 h 30 min · Working hours\n"
                   "Thu 2026-04-02 17:00 – Fri 2026-04-03 00:00 · 0 min · Closed\n"
                   "Fri 2026-04-03 00:00 – Sat 2026-04-04 00:00 · 0 min · Holiday: Good Friday\n"
                   "Sat 2026-04-04 00:00 – Mon 2026-04-06 09:00 · 0 min · Closed\n"
                   "Mon 2026-04-06 09:00 – 10:00 · 1 h · Working hours\n"
                   "Counted: 4 h\n");
}

/* A change of the hours while a clock runs: each day counts by the hours of its own date. */
static void
test_changed_hours (void)
{
  g_autoptr (AmendsCalendar) calendar = make_calendar (
      "Europe/Berlin",
      DAYS ("[[\"09:00\",\"17:00\"]]") ",\"versions\":[{\"from\":\"2026-05-01\"," DAYS (
          "[[\"10:00\",\"14:00\"]]") ",\"holidays\":[\"2026-05-02\"]}]");
  const char *start = "2026-04-30T12:00:00+02:00";

  /* 5 h on the last old day, 4 h on the first new one, none on the 2nd, 1 h on the 3rd. */
  assert_due (calendar, NULL, start, 600, start, "2026-05-03T11:00:00+02:00");
  assert_due (calendar, NULL, start, 300, start, "2026-04-30T17:00:00+02:00");
  assert_due (calendar, NULL, start, 301, start, "2026-05-01T10:01:00+02:00");
}

/* Seconds are kept: nothing is rounded to minutes. */
static void
test_seconds (void)
{
  g_autoptr (AmendsCalendar) calendar = make_calendar ("Europe/Berlin", OFFICE);
  g_autoptr (GListStore) pauses =
      make_pauses ("2026-03-10T09:00:10+01:00", "2026-03-10T09:00:25.5+01:00", NULL);
  const char *start = "2026-03-10T08:59:59.25+01:00";

  assert_due (calendar, pauses, start, 1, start, "2026-03-10T09:01:15.5+01:00");
  g_assert_cmpint (amends_deadline_get_elapsed (calendar, NULL,
                                                at ("2026-03-10T16:59:59.999+01:00"),
                                                at ("2026-03-10T17:00:01+01:00"), NULL),
                   ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/deadline/working-days", test_working_days);
  g_test_add_func ("/policy/deadline/pauses", test_pauses);
  g_test_add_func ("/policy/deadline/hours", test_hours);
  g_test_add_func ("/policy/deadline/fold-and-gap", test_fold_and_gap);
  g_test_add_func ("/policy/deadline/never", test_never);
  g_test_add_func ("/policy/deadline/ledger", test_ledger);
  g_test_add_func ("/policy/deadline/changed-hours", test_changed_hours);
  g_test_add_func ("/policy/deadline/seconds", test_seconds);
  return g_test_run ();
}
