/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-instant.h"
#include "amends-summary.h"

#include <glib.h>

G_BEGIN_DECLS

/*
 * How the window writes times and spans, in the language of the interface. Month and day names are
 * translated with the program, so that a date never stands in another language than its sentence.
 * Main thread. Every string returned is (transfer full).
 */

/* "less than 1 min", "43 min", "3 h 32 min", "2 d 4 h", "6 d". The sign of @span is ignored. */
char *amends_format_span (gint64 span);
/* "43 min left", or "28 min late" when @remaining is negative. */
char *amends_format_left (gint64 remaining);
/* "in 1 h 2 min", or "28 min ago" when @remaining is negative. For planned moments. */
char *amends_format_in (gint64 remaining);
/* "2 min ago", "just now". */
char *amends_format_ago (AmendsInstant instant, AmendsInstant now);

/* "13:41" */
char *amends_format_time (AmendsInstant instant, GTimeZone *zone);
/* "13:41" today, "tomorrow 10:00", "Wed 08:52" within six days, else "27 March"; with the year
 * when it is another. */
char *amends_format_moment (AmendsInstant instant, AmendsInstant now, GTimeZone *zone);
/* For columns: "13:41" today, "Wed 08:52" within six days, else "27 March". */
char *amends_format_moment_short (AmendsInstant instant, AmendsInstant now, GTimeZone *zone);
/* In full: "tomorrow 10:00", "27 March, 09:00". */
char *amends_format_moment_full (AmendsInstant instant, AmendsInstant now, GTimeZone *zone);
/* "Tuesday 10 March" */
char *amends_format_day (AmendsInstant instant, GTimeZone *zone);
/* "24 April", with the year when it is not that of @now. */
char *amends_format_date (const GDate *date, AmendsInstant now, GTimeZone *zone);
/* As above for a record's "2026-04-24"; the text itself when it is no date. */
char *amends_format_date_text (const char *text, AmendsInstant now, GTimeZone *zone);

/**
 * amends_format_clock:
 * @remaining: milliseconds until due; negative when late, for a met clock when it was met late
 *
 * The state of a clock in words: "43 min left", "28 min late", "Paused, waiting on customer",
 * "met 11 min early", "met 2 h late".
 */
char *amends_format_clock (AmendsClockState state, gint64 remaining);

/* With the clock's name, for lists: "Update in 43 min", "Update 28 min late", "Resolve paused". */
char *amends_format_clock_named (AmendsClockKind kind,
                                 AmendsClockState state,
                                 AmendsInstant due,
                                 AmendsInstant now,
                                 GTimeZone *zone);

/* (transfer none): the short name of a clock in such a line: "Reply", "Update", "Resolve". */
const char *amends_format_clock_verb (AmendsClockKind kind);

/* How the next clock of a list row stands. A summary knows no working hours, so that @fraction is
 * of wall time. Returns FALSE when no clock has run. */
gboolean amends_summary_view_clock (AmendsSummary *summary,
                                    AmendsInstant now,
                                    AmendsClockState *state,
                                    double *fraction);
/* (nullable): that clock in words; for a decided case "Met, 5 h early". */
char *amends_format_summary_clock (AmendsSummary *summary, AmendsInstant now, GTimeZone *zone);

/* "P1" */
const char *amends_format_track (AmendsTrack track);

G_END_DECLS
