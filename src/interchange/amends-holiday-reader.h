/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A range longer than this is cut at its end. */
#define AMENDS_HOLIDAYS_MAX_YEARS 30

/**
 * AmendsHolidays:
 * The days off of a calendar file, in order, no date twice. The two lists are what
 * amends_calendar_with_holidays() takes.
 */
typedef struct
{
  char **dates;        /* "2026-04-03" */
  char **names;        /* as many; "" for an event without a summary */
  GPtrArray *warnings; /* (element-type utf8): what was left out, whole sentences */
} AmendsHolidays;

void amends_holidays_free (AmendsHolidays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHolidays, amends_holidays_free)

/**
 * amends_holidays_read:
 * @bytes: an iCalendar file (RFC 5545)
 * @file: (nullable): name for messages
 * @zone: that of the working hours; times in UTC are read in it
 * @from: first day that is wanted
 * @to: last day that is wanted
 *
 * Every day that an event covers from midnight to midnight is a day off, whether it is written as a
 * date, as a time without a zone or in a zone of its own (the date is then the one that is written,
 * as for people of that place). Repetitions (RRULE, RDATE) are followed within the range, less
 * EXDATE, single changed instances (RECURRENCE-ID) and what is cancelled. Events that fill no day
 * are left out, with one warning for all of them.
 *
 * Blocking; any thread.
 *
 * Returns: (transfer full): the days, which may be none, or NULL with AMENDS_INPUT_ERROR naming
 *   file, line and field
 */
AmendsHolidays *amends_holidays_read (GBytes *bytes,
                                      const char *file,
                                      GTimeZone *zone,
                                      const GDate *from,
                                      const GDate *to,
                                      GError **error);

G_END_DECLS
