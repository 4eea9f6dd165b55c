/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, times and durations in English and Chinese, read on Tuesday 10 March 2026, 09:30, Berlin.
 */

#include "config.h"

#include "amends-time-phrases.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *phrase;
  AmendsTimeKind kind;
  const char *latest; /* NULL: a length */
  int minutes;        /* of a duration or period, 0 for a moment */
} Case;

#define POINT AMENDS_TIME_POINT
#define DURATION AMENDS_TIME_DURATION
#define RECURRING AMENDS_TIME_RECURRING
#define DAY "2026-03-"

static const Case cases[] = {
  { "I call at 16:00 today.", "at 16:00 today", POINT, DAY "10T16:00:00+01:00", 0 },
  { "by Thursday, 12 March at 4 pm CET", "by Thursday, 12 March at 4 pm CET", POINT,
    DAY "12T16:00:00+01:00", 0 },
  { "Thursday 4.30 p.m. is fine", "Thursday 4.30 p.m.", POINT, DAY "12T16:30:00+01:00", 0 },
  { "by end of day tomorrow", "by end of day tomorrow", POINT, DAY "11T23:59:59+01:00", 0 },
  { "by EOD Friday", "by EOD Friday", POINT, DAY "13T23:59:59+01:00", 0 },
  { "by the end of the week", "by the end of the week", POINT, DAY "13T23:59:59+01:00", 0 },
  { "next Tuesday morning", "next Tuesday morning", POINT, DAY "17T11:59:00+01:00", 0 },
  { "no later than Friday", "no later than Friday", POINT, DAY "13T23:59:59+01:00", 0 },
  { "at 9 tomorrow", "at 9 tomorrow", POINT, DAY "11T09:00:00+01:00", 0 },
  { "tomorrow at 9", "tomorrow at 9", POINT, DAY "11T09:00:00+01:00", 0 },
  { "by the 24th", "by the 24th", POINT, DAY "24T23:59:59+01:00", 0 },
  { "2026-03-02 14:10 UTC – down", "2026-03-02 14:10 UTC", POINT, DAY "02T15:10:00+01:00", 0 },
  { "2026-03-02T14:10:00Z", "2026-03-02T14:10:00Z", POINT, DAY "02T15:10:00+01:00", 0 },
  { "5:37 PM first reports", "5:37 PM", POINT, DAY "10T17:37:00+01:00", 0 },
  { "on 10.03.2026", "on 10.03.2026", POINT, DAY "10T23:59:59+01:00", 0 },
  { "on 13/03/2026", "on 13/03/2026", POINT, DAY "13T23:59:59+01:00", 0 },
  { "since 23:50", "since 23:50", POINT, DAY "09T23:50:00+01:00", 0 },
  { "since Thursday", "since Thursday", POINT, DAY "05T23:59:59+01:00", 0 },
  { "between 14:00 and 16:00 on Monday", "between 14:00 and 16:00 on Monday", POINT,
    DAY "16T16:00:00+01:00", 0 },
  /* The day on which the clocks change. */
  { "on 29 March at 12:00", "on 29 March at 12:00", POINT, DAY "29T12:00:00+02:00", 0 },
  /* The nearest year. */
  { "on 20 December", "on 20 December", POINT, "2025-12-20T23:59:59+01:00", 0 },
  { "within 24 hours", "within 24 hours", DURATION, DAY "11T09:30:00+01:00", 1440 },
  { "in the next two to three business days", "in the next two to three business days", DURATION,
    DAY "13T09:30:00+01:00", 4320 },
  { "within 4 working days", "within 4 working days", DURATION, DAY "16T09:30:00+01:00", 5760 },
  { "within the hour", "within the hour", DURATION, DAY "10T10:30:00+01:00", 60 },
  { "in half an hour", "in half an hour", DURATION, DAY "10T10:00:00+01:00", 30 },
  { "for 40 minutes", "for 40 minutes", DURATION, NULL, 40 },
  { "3 days ago", "3 days ago", DURATION, DAY "07T09:30:00+01:00", 4320 },
  { "updates every 4 hours", "every 4 hours", RECURRING, DAY "10T13:30:00+01:00", 240 },
  { "every day by 17:00", "every day by 17:00", RECURRING, DAY "10T17:00:00+01:00", 1440 },
  { "我会在今天下午4点前给您回电", "在今天下午4点前", POINT, DAY "10T16:00:00+01:00", 0 },
  { "3月12日（周四）上午10点半前修复", "3月12日（周四）上午10点半前", POINT,
    DAY "12T10:30:00+01:00", 0 },
  { "本周五17:00前", "本周五17:00前", POINT, DAY "13T17:00:00+01:00", 0 },
  { "下周一答复", "下周一", POINT, DAY "16T23:59:59+01:00", 0 },
  { "明早9点", "明早9点", POINT, DAY "11T09:00:00+01:00", 0 },
  { "预计今晚20:00恢复", "今晚20:00", POINT, DAY "10T20:00:00+01:00", 0 },
  { "北京时间16：00", "北京时间16：00", POINT, DAY "10T09:00:00+01:00", 0 },
  { "月底前完成", "月底前", POINT, DAY "31T23:59:59+02:00", 0 },
  { "24小时内", "24小时内", DURATION, DAY "11T09:30:00+01:00", 1440 },
  { "两个工作日内", "两个工作日内", DURATION, DAY "12T09:30:00+01:00", 2880 },
  { "三天前", "三天前", DURATION, DAY "07T09:30:00+01:00", 4320 },
  { "半小时后", "半小时后", DURATION, DAY "10T10:00:00+01:00", 30 },
  { "每天17:00前更新", "每天17:00前", RECURRING, DAY "10T17:00:00+01:00", 1440 },
  { "每4小时同步一次", "每4小时", RECURRING, DAY "10T13:30:00+01:00", 240 },
};

static GArray *
find (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  AmendsInstant reference;

  g_assert_nonnull (zone);
  g_assert_true (amends_instant_parse ("2026-03-10T09:30:00+01:00", &reference, NULL));
  return amends_time_phrases_find (text, reference, zone);
}

static void
test_phrases (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) found = find (cases[i].text);
      const AmendsTimePhrase *phrase;
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (found->len, ==, 1);
      phrase = &g_array_index (found, AmendsTimePhrase, 0);
      words = g_strndup (cases[i].text + phrase->start, phrase->end - phrase->start);
      g_assert_cmpstr (words, ==, cases[i].phrase);
      g_assert_cmpint (phrase->kind, ==, cases[i].kind);
      g_assert_cmpint (phrase->duration, ==, cases[i].minutes * AMENDS_MINUTE);
      if (cases[i].latest)
        {
          g_autofree char *latest = amends_instant_format_rfc3339 (phrase->latest, zone);
          g_assert_cmpstr (latest, ==, cases[i].latest);
        }
      else
        g_assert_cmpint (phrase->latest, ==, AMENDS_INSTANT_NONE);
    }
}

static void
test_offsets (void)
{
  g_autoptr (GArray) found = find ("王总，明天 9:00 call, then on Friday");
  const AmendsTimePhrase *phrase;

  g_assert_cmpuint (found->len, ==, 2);
  phrase = &g_array_index (found, AmendsTimePhrase, 0);
  g_assert_cmpuint (phrase->char_start, ==, 3);
  g_assert_cmpuint (phrase->char_end, ==, 10);
  phrase = &g_array_index (found, AmendsTimePhrase, 1);
  g_assert_cmpuint (phrase->char_start, ==, 22);
}

/* What only looks like a time. */
static void
test_none (void)
{
  static const char *const texts[] = {
    "You may march in may, and the sun sat down.",
    "Version 3.2.1 of 48 seats",
    "下午好，王总。",
    "Call +49 30 1234567",
    "one of the second",
    "99:99",
    "30 February",
    "2026-13-45",
    "PLAT-4411",
    "€500 a month",
    "once a year",
    "",
    "周围",
    "每个客户",
    "半数用户",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) found = find (texts[i]);

      g_test_message ("%s", texts[i]);
      g_assert_cmpuint (found->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-phrases/phrases", test_phrases);
  g_test_add_func ("/time-phrases/offsets", test_offsets);
  g_test_add_func ("/time-phrases/none", test_none);
  return g_test_run ();
}
