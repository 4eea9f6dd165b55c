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

/* A half-open stretch of one day. */
typedef struct
{
  AmendsInstant from;
  AmendsInstant to;
  AmendsLedgerKind kind; /* work, closed or holiday */
  const char *note;      /* (unowned) (nullable): name of the holiday; lives with the calendar */
} AmendsCalendarSpan;

/**
 * amends_calendar_list_day:
 * @day: Julian, as GDate counts
 * @spans: (element-type AmendsCalendarSpan): emptied, then filled: without gaps from the start of
 *   the day to the start of the next. Empty for a day that the zone skipped.
 *
 * Wall time becomes an instant as GLib does it: in a gap the end of the gap, in a fold the time
 * after the change.
 */
void amends_calendar_list_day (AmendsCalendar *self, guint32 day, GArray *spans);

/* Julian day of @instant in the calendar's zone. */
guint32 amends_calendar_get_day (AmendsCalendar *self, AmendsInstant instant);

G_END_DECLS
