/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and spans in words, in the language of the interface. */

#include "config.h"

#include "amends-format.h"

#include <glib/gi18n-lib.h>

static const char *const months[] = {
  /* TRANSLATORS: month in a date such as "24 April" */
  NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
  NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
  NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
  NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const weekdays[] = {
  NC_ ("weekday", "Monday"),   NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"),
  NC_ ("weekday", "Thursday"), NC_ ("weekday", "Friday"),  NC_ ("weekday", "Saturday"),
  NC_ ("weekday", "Sunday"),
};

static const char *const short_weekdays[] = {
  /* TRANSLATORS: short day in a moment such as "Wed 08:52" */
  NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
  NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
  NC_ ("short weekday", "Sun"),
};

static const char *
month_name (int month)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "month", months[month - 1]);
}

char *
amends_format_span (gint64 span)
{
  /* Whole minutes that have passed or are left: 43 min 40 s is "43 min". */
  gint64 minutes = ABS (span) / AMENDS_MINUTE;
  gint64 hours = minutes / 60;
  gint64 days = hours / 24;

  if (minutes < 1)
    return g_strdup (_ ("less than 1 min"));
  if (hours < 1)
    /* TRANSLATORS: a span of minutes */
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (days < 1)
    {
      if (minutes % 60 == 0)
        /* TRANSLATORS: a span of hours */
        return g_strdup_printf (_ ("%d h"), (int) hours);
      /* TRANSLATORS: a span of hours and minutes */
      return g_strdup_printf (_ ("%1$d h %2$d min"), (int) hours, (int) (minutes % 60));
    }
  /* From three days on, hours no longer help anyone decide. */
  if (hours % 24 == 0 || days >= 3)
    /* TRANSLATORS: a span of days */
    return g_strdup_printf (_ ("%d d"), (int) days);
  /* TRANSLATORS: a span of days and hours */
  return g_strdup_printf (_ ("%1$d d %2$d h"), (int) days, (int) (hours % 24));
}

char *
amends_format_left (gint64 remaining)
{
  g_autofree char *span = amends_format_span (remaining);

  if (remaining < 0)
    /* TRANSLATORS: %s is a span such as "28 min" */
    return g_strdup_printf (_ ("%s late"), span);
  /* TRANSLATORS: %s is a span such as "43 min" */
  return g_strdup_printf (_ ("%s left"), span);
}

char *
amends_format_in (gint64 remaining)
{
  g_autofree char *span = amends_format_span (remaining);

  if (remaining < 0)
    /* TRANSLATORS: %s is a span such as "28 min" */
    return g_strdup_printf (_ ("%s ago"), span);
  /* TRANSLATORS: %s is a span such as "1 h 2 min": it is planned for then */
  return g_strdup_printf (_ ("in %s"), span);
}

char *
amends_format_ago (AmendsInstant instant, AmendsInstant now)
{
  if (now - instant < AMENDS_MINUTE)
    return g_strdup (_ ("just now"));
  return amends_format_in (instant - now);
}

char *
amends_format_time (AmendsInstant instant, GTimeZone *zone)
{
  return amends_instant_format (instant, zone, "%H:%M");
}

static int
days_between (GDateTime *from, GDateTime *to)
{
  GDate a;
  GDate b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (from), g_date_time_get_month (from),
                  g_date_time_get_year (from));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (to), g_date_time_get_month (to),
                  g_date_time_get_year (to));
  return g_date_days_between (&a, &b);
}

static char *
format_day_month (int day, int month, int year, int this_year)
{
  if (year != this_year)
    /* TRANSLATORS: day, month, year, as in "24 April 2027" */
    return g_strdup_printf (_ ("%1$d %2$s %3$d"), day, month_name (month), year);
  /* TRANSLATORS: day and month, as in "24 April" */
  return g_strdup_printf (_ ("%1$d %2$s"), day, month_name (month));
}

typedef enum
{
  MOMENT_SHORT,
  MOMENT_USUAL,
  MOMENT_FULL,
} MomentLength;

static char *
format_moment (AmendsInstant instant, AmendsInstant now, GTimeZone *zone, MomentLength length)
{
  g_autoptr (GDateTime) then = amends_instant_to_date_time (instant, zone);
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);
  g_autofree char *time = amends_format_time (instant, zone);
  g_autofree char *date = NULL;
  int days = days_between (today, then);

  if (days == 0)
    return g_steal_pointer (&time);
  if (days == 1 && length != MOMENT_SHORT)
    /* TRANSLATORS: %s is a time such as "10:00" */
    return g_strdup_printf (_ ("tomorrow %s"), time);
  if (days == -1 && length != MOMENT_SHORT)
    /* TRANSLATORS: %s is a time such as "10:00" */
    return g_strdup_printf (_ ("yesterday %s"), time);
  if (days >= (length == MOMENT_SHORT ? -6 : 1) && days < 7)
    {
      int day = g_date_time_get_day_of_week (then) - 1;

      /* TRANSLATORS: short weekday and time, as in "Wed 08:52" */
      return g_strdup_printf (_ ("%1$s %2$s"),
                              g_dpgettext2 (GETTEXT_PACKAGE, "short weekday", short_weekdays[day]),
                              time);
    }

  date = format_day_month (g_date_time_get_day_of_month (then), g_date_time_get_month (then),
                           g_date_time_get_year (then), g_date_time_get_year (today));
  if (length != MOMENT_FULL)
    return g_steal_pointer (&date);
  /* TRANSLATORS: date and time, as in "27 March, 09:00" */
  return g_strdup_printf (_ ("%1$s, %2$s"), date, time);
}

char *
amends_format_moment (AmendsInstant instant, AmendsInstant now, GTimeZone *zone)
{
  return format_moment (instant, now, zone, MOMENT_USUAL);
}

char *
amends_format_moment_full (AmendsInstant instant, AmendsInstant now, GTimeZone *zone)
{
  return format_moment (instant, now, zone, MOMENT_FULL);
}

char *
amends_format_moment_short (AmendsInstant instant, AmendsInstant now, GTimeZone *zone)
{
  return format_moment (instant, now, zone, MOMENT_SHORT);
}

char *
amends_format_day (AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) then = amends_instant_to_date_time (instant, zone);
  const char *weekday =
      g_dpgettext2 (GETTEXT_PACKAGE, "weekday", weekdays[g_date_time_get_day_of_week (then) - 1]);

  /* TRANSLATORS: weekday, day of the month, month, as in "Tuesday 10 March" */
  return g_strdup_printf (_ ("%1$s %2$d %3$s"), weekday, g_date_time_get_day_of_month (then),
                          month_name (g_date_time_get_month (then)));
}

char *
amends_format_date (const GDate *date, AmendsInstant now, GTimeZone *zone)
{
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);

  return format_day_month (g_date_get_day (date), g_date_get_month (date), g_date_get_year (date),
                           g_date_time_get_year (today));
}

char *
amends_format_date_text (const char *text, AmendsInstant now, GTimeZone *zone)
{
  GDate date;

  g_date_clear (&date, 1);
  if (text == NULL || !amends_date_parse (text, &date, NULL))
    return g_strdup (text);
  return amends_format_date (&date, now, zone);
}

char *
amends_format_clock (AmendsClockState state, gint64 remaining)
{
  g_autofree char *span = amends_format_span (remaining);

  switch (state)
    {
    case AMENDS_CLOCK_PAUSED:
      return g_strdup (_ ("Paused, waiting on customer"));
    case AMENDS_CLOCK_MET:
      if (remaining < 0)
        /* TRANSLATORS: of a clock; %s is a span such as "2 h" */
        return g_strdup_printf (_ ("met %s late"), span);
      /* TRANSLATORS: of a clock; %s is a span such as "11 min" */
      return g_strdup_printf (_ ("met %s early"), span);
    case AMENDS_CLOCK_RUNNING:
    case AMENDS_CLOCK_DUE_SOON:
    case AMENDS_CLOCK_BREACHED:
    default:
      return amends_format_left (remaining);
    }
}

const char *
amends_format_clock_verb (AmendsClockKind kind)
{
  switch (kind)
    {
    case AMENDS_CLOCK_NOTIFY:
      /* TRANSLATORS: clock, in "Tell inside in 5 min": own people must be told */
      return C_ ("clock", "Tell inside");
    case AMENDS_CLOCK_ACKNOWLEDGE:
      return C_ ("clock", "Acknowledge");
    case AMENDS_CLOCK_SUBSTANTIVE:
      /* TRANSLATORS: clock, in "Reply in 3 h": the substantive response */
      return C_ ("clock", "Reply");
    case AMENDS_CLOCK_UPDATE:
      return C_ ("clock", "Update");
    case AMENDS_CLOCK_RESOLVE:
    default:
      return C_ ("clock", "Resolve");
    }
}

char *
amends_format_clock_named (AmendsClockKind kind,
                           AmendsClockState state,
                           AmendsInstant due,
                           AmendsInstant now,
                           GTimeZone *zone)
{
  const char *verb = amends_format_clock_verb (kind);
  g_autofree char *span = amends_format_span (due - now);

  if (state == AMENDS_CLOCK_PAUSED)
    /* TRANSLATORS: %s is a clock such as "Resolve" */
    return g_strdup_printf (_ ("%s paused"), verb);
  if (due < now)
    /* TRANSLATORS: clock and span, as in "Update 28 min late" */
    return g_strdup_printf (_ ("%1$s %2$s late"), verb, span);
  if (due - now > 12 * AMENDS_HOUR && due - now < 2 * AMENDS_DAY)
    {
      g_autofree char *moment = amends_format_moment (due, now, zone);

      /* TRANSLATORS: clock and moment, as in "Update tomorrow 10:00" */
      return g_strdup_printf (_ ("%1$s %2$s"), verb, moment);
    }
  /* TRANSLATORS: clock and span, as in "Update in 43 min" */
  return g_strdup_printf (_ ("%1$s in %2$s"), verb, span);
}

gboolean
amends_summary_view_clock (AmendsSummary *summary,
                           AmendsInstant now,
                           AmendsClockState *state,
                           double *fraction)
{
  gint64 allowance;

  *fraction = 0;
  if (summary->next_due == AMENDS_INSTANT_NONE)
    {
      if (summary->last_met == AMENDS_INSTANT_NONE)
        return FALSE;
      *fraction = 1;
      *state = summary->last_met > summary->last_due ? AMENDS_CLOCK_BREACHED : AMENDS_CLOCK_MET;
      return TRUE;
    }

  allowance = summary->next_due - summary->next_started;
  if (allowance > 0)
    *fraction = CLAMP ((double) (now - summary->next_started) / allowance, 0.0, 1.0);
  if (summary->paused)
    *state = AMENDS_CLOCK_PAUSED;
  else if (now >= summary->next_due)
    *state = AMENDS_CLOCK_BREACHED;
  else
    *state = *fraction >= 0.75 ? AMENDS_CLOCK_DUE_SOON : AMENDS_CLOCK_RUNNING;
  return TRUE;
}

char *
amends_format_summary_clock (AmendsSummary *summary, AmendsInstant now, GTimeZone *zone)
{
  g_autofree char *span = NULL;
  AmendsClockState state;
  double fraction;

  if (!amends_summary_view_clock (summary, now, &state, &fraction))
    return NULL;
  if (summary->next_due != AMENDS_INSTANT_NONE)
    return amends_format_clock_named (summary->next_clock, state, summary->next_due, now, zone);

  span = amends_format_span (summary->last_due - summary->last_met);
  if (state == AMENDS_CLOCK_BREACHED)
    /* TRANSLATORS: the last clock of a decided case; %s is a span such as "2 h" */
    return g_strdup_printf (_ ("Met %s late"), span);
  /* TRANSLATORS: the last clock of a decided case; %s is a span such as "5 h" */
  return g_strdup_printf (_ ("Met, %s early"), span);
}

const char *
amends_format_track (AmendsTrack track)
{
  switch (track)
    {
    case AMENDS_TRACK_P1:
      return "P1";
    case AMENDS_TRACK_P2:
      return "P2";
    case AMENDS_TRACK_P3:
      return "P3";
    case AMENDS_TRACK_UNKNOWN:
    default:
      return "";
    }
}
