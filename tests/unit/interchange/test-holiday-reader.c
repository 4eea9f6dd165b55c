/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days off from calendar files: the forms they come in, and bad ones. */

#include "config.h"

#include <string.h>

#include "amends-holiday-reader.h"
#include "amends-input-error.h"
#include "amends-instant.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define EVENT(body) "BEGIN:VEVENT\r\nUID:a@test\r\n" body "END:VEVENT\r\n"
#define ONE(body) HEAD EVENT (body) TAIL
#define NAMED(name) "SUMMARY:" name "\r\n"

static AmendsHolidays *
read_between (const char *text, gssize length, const char *from, const char *to, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Berlin", NULL);
  GDate first, last;

  g_assert_true (amends_date_parse (from, &first, NULL));
  g_assert_true (amends_date_parse (to, &last, NULL));
  return amends_holidays_read (bytes, "days.ics", zone, &first, &last, error);
}

/* "2026-04-03 Karfreitag|2026-04-06 Ostermontag"; (transfer full) */
static char *
join (AmendsHolidays *holidays)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; holidays->dates[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s%s", i > 0 ? "|" : "", holidays->dates[i],
                            *holidays->names[i] != '\0' ? " " : "", holidays->names[i]);
  return g_string_free (text, FALSE);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *what, *text, *expected;
  } samples[] = {
    { "a date", ONE ("DTSTART;VALUE=DATE:20260403\r\n" NAMED ("Karfreitag")),
      "2026-04-03 Karfreitag" },
    { "the end is exclusive",
      ONE ("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\n" NAMED ("Weihnachten")),
      "2026-12-24 Weihnachten|2026-12-25 Weihnachten|2026-12-26 Weihnachten" },
    { "an end on the day itself",
      ONE ("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260501\r\n" NAMED ("1. Mai")),
      "2026-05-01 1. Mai" },
    { "a duration", ONE ("DTSTART;VALUE=DATE:20260216\r\nDURATION:P2D\r\n" NAMED ("春节")),
      "2026-02-16 春节|2026-02-17 春节" },
    { "lines end in LF alone, no name, small letters",
      "BEGIN:VCALENDAR\nVERSION:2.0\nbegin:vevent\ndtstart;value=date:20260403\nend:vevent\n"
      "END:VCALENDAR\n",
      "2026-04-03" },
    { "a byte order mark, a folded and escaped name",
      "\xef\xbb\xbf" ONE ("DTSTART;VALUE=DATE:20261003\r\nSUMMARY:Tag der Deut\r\n schen "
                          "Einheit\\, bundes\r\n\tweit\r\n"),
      "2026-10-03 Tag der Deutschen Einheit, bundesweit" },
    { "every year", ONE ("DTSTART;VALUE=DATE:19500501\r\nRRULE:FREQ=YEARLY\r\n" NAMED ("1. Mai")),
      "2026-05-01 1. Mai|2027-05-01 1. Mai" },
    { "the fourth Thursday of November",
      ONE ("DTSTART;VALUE=DATE:20001123\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\n" NAMED (
          "Thanksgiving")),
      "2026-11-26 Thanksgiving|2027-11-25 Thanksgiving" },
    { "the last Monday of May",
      ONE ("DTSTART;VALUE=DATE:20000529\r\nRRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5\r\n" NAMED (
          "Memorial Day")),
      "2026-05-25 Memorial Day|2027-05-31 Memorial Day" },
    { "until", ONE ("DTSTART;VALUE=DATE:20200102\r\nRRULE:FREQ=YEARLY;UNTIL=20260102\r\n"),
      "2026-01-02" },
    { "until, in UTC and at midnight of the zone",
      ONE ("DTSTART;TZID=Europe/Berlin:20251231T000000\r\nDTEND;TZID=Europe/Berlin:20260101T000000"
           "\r\nRRULE:FREQ=YEARLY;UNTIL=20261230T230000Z\r\n"),
      "2026-12-31" },
    { "a number of times", ONE ("DTSTART;VALUE=DATE:20250102\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n"),
      "2026-01-02" },
    { "every second year", ONE ("DTSTART;VALUE=DATE:20210601\r\nRRULE:FREQ=YEARLY;INTERVAL=2\r\n"),
      "2027-06-01" },
    { "without one instance",
      ONE ("DTSTART;VALUE=DATE:20200102\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20260102\r\n"),
      "2027-01-02" },
    { "without two, written with a time",
      ONE ("DTSTART;VALUE=DATE:20250102\r\nRRULE:FREQ=YEARLY;COUNT=4\r\n"
           "EXDATE:20260102T000000,20280102T000000\r\n"),
      "2027-01-02" },
    { "further dates",
      ONE ("DTSTART;VALUE=DATE:20260403\r\nRDATE;VALUE=DATE:20270326,20280414\r\n" NAMED (
          "Karfreitag")),
      "2026-04-03 Karfreitag|2027-03-26 Karfreitag" },
    { "a period among the further dates",
      ONE ("DTSTART:20260403T000000\r\nDURATION:P1D\r\n"
           "RDATE;VALUE=PERIOD:20270326T000000/P1D\r\n"),
      "2026-04-03|2027-03-26" },
    { "a whole day in a zone of its own",
      ONE ("DTSTART;TZID=Asia/Tokyo:20260505T000000\r\n"
           "DTEND;TZID=Asia/Tokyo:20260506T000000\r\n"),
      "2026-05-05" },
    { "a zone nobody knows, and 23:59",
      ONE ("DTSTART;TZID=W. Europe Standard Time:20260505T000000\r\n"
           "DTEND;TZID=W. Europe Standard Time:20260505T235959\r\n"),
      "2026-05-05" },
    { "a whole day without a zone", ONE ("DTSTART:20260505T000000\r\nDTEND:20260506T000000\r\n"),
      "2026-05-05" },
    { "a whole day of Berlin, in UTC",
      ONE ("DTSTART:20260402T220000Z\r\nDTEND:20260403T220000Z\r\n"), "2026-04-03" },
    { "midnight to midnight in UTC", ONE ("DTSTART:20260403T000000Z\r\nDTEND:20260404T000000Z\r\n"),
      "2026-04-03" },
    { "only the days that are filled", ONE ("DTSTART:20261224T120000\r\nDTEND:20261227T080000\r\n"),
      "2026-12-25|2026-12-26" },
    { "a meeting", ONE ("DTSTART:20260505T090000\r\nDTEND:20260505T170000\r\n"), "" },
    { "an appointment without an end", ONE ("DTSTART:20260505T090000\r\n"), "" },
    { "cancelled", ONE ("DTSTART;VALUE=DATE:20260403\r\nSTATUS:CANCELLED\r\n"), "" },
    { "one instance cancelled, one moved",
      HEAD EVENT ("DTSTART;VALUE=DATE:20250403\r\nRRULE:FREQ=YEARLY\r\n" NAMED ("Founders"))
          EVENT ("RECURRENCE-ID;VALUE=DATE:20260403\r\nDTSTART;VALUE=DATE:20260403\r\n"
                 "STATUS:CANCELLED\r\n")
              EVENT ("RECURRENCE-ID;VALUE=DATE:20270403\r\nDTSTART;VALUE=DATE:20270405\r\n" NAMED (
                  "Founders, later")) TAIL,
      "2027-04-05 Founders, later" },
    { "two calendars in one file, one day in both",
      ONE ("DTSTART;VALUE=DATE:20260403\r\n" NAMED ("Karfreitag"))
          ONE ("DTSTART;VALUE=DATE:20260403\r\n" NAMED ("Good Friday")),
      "2026-04-03 Karfreitag" },
    { "a time zone and a to-do beside the event",
      HEAD "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
           "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
           "BEGIN:VTODO\r\nDTSTART;VALUE=DATE:20260404\r\nEND:VTODO\r\n" EVENT (
               "DTSTART;TZID=X:20260403T000000\r\nDURATION:PT24H\r\n") TAIL,
      "2026-04-03" },
    { "no events", HEAD TAIL, "" },
    { "text is cleaned", ONE ("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:A\\nB\xe2\x80\xae C\r\n"),
      "2026-04-03 A B C" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsHolidays) holidays =
          read_between (samples[i].text, -1, "2026-01-01", "2027-12-31", &error);
      g_autofree char *found = NULL;

      g_test_message ("%s", samples[i].what);
      g_assert_no_error (error);
      found = join (holidays);
      g_assert_cmpstr (found, ==, samples[i].expected);
      g_assert_cmpuint (g_strv_length (holidays->dates), ==, g_strv_length (holidays->names));
      g_assert_cmpuint (holidays->warnings->len > 0, ==, *found == '\0');
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *what, *text;
    gssize length;
    AmendsInputError code;
    guint line;
    const char *field;
  } samples[] = {
    { "empty", "", -1, AMENDS_INPUT_ERROR_SYNTAX, 0, NULL },
    { "blank", "\r\n\r\n", -1, AMENDS_INPUT_ERROR_SYNTAX, 2, NULL },
    { "a mark and nothing", "\xef\xbb\xbf", -1, AMENDS_INPUT_ERROR_SYNTAX, 0, NULL },
    { "not a calendar", "<html>\nBEGIN:VCALENDAR\n", -1, AMENDS_INPUT_ERROR_SYNTAX, 1, NULL },
    { "an event without a calendar", "BEGIN:VEVENT\nEND:VEVENT\n", -1, AMENDS_INPUT_ERROR_SYNTAX, 1,
      NULL },
    { "NUL", "BEGIN:VCALENDAR\n\0END:VCALENDAR\n", 31, AMENDS_INPUT_ERROR_ENCODING, 0, NULL },
    { "Latin-1", ONE ("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Mari\xe4\r\n"), -1,
      AMENDS_INPUT_ERROR_ENCODING, 0, NULL },
    { "cut off", HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:202604", -1, AMENDS_INPUT_ERROR_SYNTAX, 5,
      NULL },
    { "ends without beginning", HEAD "END:VEVENT\r\n" TAIL, -1, AMENDS_INPUT_ERROR_SYNTAX, 4,
      NULL },
    { "no start", HEAD EVENT ("DTSTART;VALUE=DATE:20260403\r\n") EVENT (NAMED ("Karfreitag")) TAIL,
      -1, AMENDS_INPUT_ERROR_MISSING, 8, "VEVENT “Karfreitag” DTSTART" },
    { "no start and no name", ONE (""), -1, AMENDS_INPUT_ERROR_MISSING, 4, "VEVENT DTSTART" },
    { "a start that is no date", ONE ("DTSTART;VALUE=DATE:soon\r\n"), -1, AMENDS_INPUT_ERROR_VALUE,
      4, "VEVENT DTSTART" },
    { "30 February", ONE ("DTSTART;VALUE=DATE:20260230\r\n"), -1, AMENDS_INPUT_ERROR_VALUE, 4,
      "VEVENT DTSTART" },
    { "ends before it starts",
      ONE ("DTSTART;VALUE=DATE:20260403\r\nDTEND;VALUE=DATE:20260401\r\n" NAMED ("X")), -1,
      AMENDS_INPUT_ERROR_VALUE, 4, "VEVENT “X” DTEND" },
    { "a rule that is none",
      ONE ("DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=SOMETIMES\r\n" NAMED ("X")), -1,
      AMENDS_INPUT_ERROR_VALUE, 4, "VEVENT “X” RRULE" },
    { "every second", ONE ("DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=SECONDLY\r\n"), -1,
      AMENDS_INPUT_ERROR_VALUE, 4, "VEVENT RRULE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      AmendsHolidays *holidays =
          read_between (samples[i].text, samples[i].length, "2026-01-01", "2027-12-31", &error);

      g_test_message ("%s: %s", samples[i].what, error != NULL ? error->message : "no error");
      g_assert_null (holidays);
      g_assert_error (error, AMENDS_INPUT_ERROR, (int) samples[i].code);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "days.ics");
      g_assert_cmpuint (amends_input_error_get_line (error), ==, samples[i].line);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, samples[i].field);
    }
}

/* What would run on for ever, or take long, is cut by the range or refused. */
static void
test_endless (void)
{
  static const char *const rules[] = {
    "FREQ=DAILY",
    "FREQ=DAILY;COUNT=2000000000",
    "FREQ=YEARLY;INTERVAL=32767",
  };
  g_autoptr (GString) many = g_string_new (HEAD);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *text =
          g_strdup_printf (ONE ("DTSTART;VALUE=DATE:20260101\r\nRRULE:%s\r\n"), rules[i]);
      g_autoptr (AmendsHolidays) holidays =
          read_between (text, -1, "2026-01-01", "2200-12-31", &error);

      g_test_message ("%s: %.3f s", rules[i],
                      (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (holidays->dates), <=, AMENDS_HOLIDAYS_MAX_YEARS * 366 + 1);
    }

  /* A rule that no day meets. */
  g_assert_null (read_between (ONE ("DTSTART;VALUE=DATE:20260101\r\n"
                                    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
                               -1, "2026-01-01", "2026-12-31", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
  g_clear_error (&error);
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, EVENT ("DTSTART;VALUE=DATE:1900%02u01\r\nRRULE:FREQ=DAILY\r\n"),
                            i % 12 + 1);
  g_string_append (many, TAIL);
  g_assert_null (read_between (many->str, -1, "2026-01-01", "2026-12-31", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_string_assign (many, HEAD);
  for (guint i = 0; i < 20001; i++)
    g_string_append (many, EVENT ("DTSTART;VALUE=DATE:20260101\r\n"));
  g_string_append (many, TAIL);
  g_assert_null (read_between (many->str, -1, "2026-01-01", "2026-12-31", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_string_set_size (many, 9 * 1024 * 1024);
  g_assert_null (read_between (many->str, (gssize) many->len, "2026-01-01", "2026-12-31", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TOO_LARGE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
}

/* Every beginning of a good file is refused or read, and never more. */
static void
test_cut (void)
{
  const char *text =
      HEAD EVENT ("DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=YEARLY\r\n" NAMED ("Karfreitag")) TAIL;

  for (gsize length = 0; length < strlen (text) - 2; length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_between (text, (gssize) length, "2026-01-01", "2026-12-31", &error));
      g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interchange/holiday-reader/forms", test_forms);
  g_test_add_func ("/interchange/holiday-reader/bad", test_bad);
  g_test_add_func ("/interchange/holiday-reader/endless", test_endless);
  g_test_add_func ("/interchange/holiday-reader/cut", test_cut);
  return g_test_run ();
}
