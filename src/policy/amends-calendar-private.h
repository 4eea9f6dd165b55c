/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-calendar.h"
#include "amends-ledger-line.h"

G_BEGIN_DECLS

#define AMENDS_DAY_MINUTES 1440

/* Half-open, in minutes of the wall clock from midnight, end up to 1440. */
typedef struct
{
  int start;
  int end;
} AmendsHours;

typedef struct
{
  guint32 from;         /* Julian day; 0: always */
  GArray *hours[7];     /* (owned) (element-type AmendsHours): Monday first, in order */
  GHashTable *holidays; /* (owned): Julian day to name, "" for none; only while the version holds */
  int day_minutes;
  gboolean day_minutes_given;
} AmendsCalendarVersion;

AmendsCalendarVersion *amends_calendar_version_new (guint32 from);
void amends_calendar_version_free (AmendsCalendarVersion *version);

/**
 * amends_calendar_new:
 * @zone: (transfer full)
 * @holidays: (transfer full): Julian day to name, for all versions
 * @versions: (transfer full) (element-type AmendsCalendarVersion): in order, the first from 0
 */
AmendsCalendar *
amends_calendar_new (const char *name, GTimeZone *zone, GHashTable *holidays, GPtrArray *versions);

GPtrArray *amends_calendar_peek_versions (AmendsCalendar *self);
GHashTable *amends_calendar_peek_holidays (AmendsCalendar *self);

/* (transfer full): Julian day to text. */
GHashTable *amends_calendar_holidays_new (void);

/* A half-open stretch within one day. */
typedef struct
{
  AmendsInstant from;
  AmendsInstant to;
  AmendsLedgerKind kind; /* work, closed or holiday */
  const char *note;      /* (unowned) (nullable): name of the holiday; lives with the calendar */
} AmendsCalendarSpan;

/**
 * amends_calendar_list_from:
 * @at: from when on
 * @spans: (element-type AmendsCalendarSpan): emptied, then filled without gaps from @at to the end
 *   of its day or to the next change of the zone's offset, whichever comes first; never empty
 *
 * An instant is in working hours when the clock on the wall then shows a time in the hours of that
 * date: what the wall shows twice counts twice, what it skips does not count.
 */
void amends_calendar_list_from (AmendsCalendar *self, AmendsInstant at, GArray *spans);

/* Julian day of @instant in the calendar's zone. */
guint32 amends_calendar_get_day (AmendsCalendar *self, AmendsInstant instant);

G_END_DECLS
