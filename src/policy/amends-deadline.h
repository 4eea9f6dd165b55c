/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-calendar.h"
#include "amends-ledger-line.h"

G_BEGIN_DECLS

/*
 * All arithmetic of business time. One walk over half-open working intervals minus holidays minus
 * pauses gives deadline, elapsed, remaining and "in hours?".
 *
 * Everywhere: @calendar is (nullable), NULL counts round the clock. @pauses is (nullable), a list
 * of AmendsPause in any order, overlaps allowed; a pause takes away only what would have counted.
 * One that still lasts is taken to end at @now: the deadline is then that of resuming at once.
 * Pure, any thread that may read the pauses.
 */

/* No deadline is looked for further ahead than this. */
#define AMENDS_DEADLINE_MAX_YEARS 5

/**
 * amends_deadline_find:
 * @start: from when time counts
 * @minutes: allowance, 0 or more
 * @ledger: (out) (optional) (transfer full) (element-type AmendsLedgerLine): how it came about
 *
 * The first instant at which @minutes have passed: the end of an interval rather than the start of
 * the next one.
 *
 * Returns: TRUE and @due, or FALSE with AMENDS_INPUT_ERROR_RANGE if there is none within five
 *   years: a calendar that is closed throughout never makes this run on
 */
gboolean amends_deadline_find (AmendsCalendar *calendar,
                               GListModel *pauses,
                               AmendsInstant start,
                               gint64 minutes,
                               AmendsInstant now,
                               AmendsInstant *due,
                               GPtrArray **ledger,
                               GError **error);

/**
 * amends_deadline_get_elapsed:
 * @ledger: (out) (optional) (transfer full) (element-type AmendsLedgerLine): line by line
 *
 * Returns: milliseconds of @from to @to that count; 0 if @to is not after @from. A pause that
 *   still lasts is taken to last until @to.
 */
gint64 amends_deadline_get_elapsed (AmendsCalendar *calendar,
                                    GListModel *pauses,
                                    AmendsInstant from,
                                    AmendsInstant to,
                                    GPtrArray **ledger);

/* Milliseconds that are left of @minutes at @now; negative by the time counted since they ran out.
 */
gint64 amends_deadline_get_remaining (AmendsCalendar *calendar,
                                      GListModel *pauses,
                                      AmendsInstant start,
                                      gint64 minutes,
                                      AmendsInstant now);

/* Whether @at is in working hours. Pauses do not matter. */
gboolean amends_deadline_is_in_hours (AmendsCalendar *calendar, AmendsInstant at);

/**
 * amends_deadline_next_working:
 *
 * Returns: TRUE and @working, the first instant from @at on that is in working hours (@at itself if
 *   it is), or FALSE with AMENDS_INPUT_ERROR_RANGE
 */
gboolean amends_deadline_next_working (AmendsCalendar *calendar,
                                       AmendsInstant at,
                                       AmendsInstant *working,
                                       GError **error);

/* Whether one of @pauses covers @at. */
gboolean amends_deadline_is_paused (GListModel *pauses, AmendsInstant at);

G_END_DECLS
