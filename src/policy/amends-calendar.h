/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsCalendar:
 * When a team or an account works: a zone, hours for each weekday, holidays. It has versions, each
 * valid from a date until the next, so that changing the hours does not rewrite history.
 *
 * Immutable; safe to share between threads. NULL stands for "round the clock" wherever a calendar
 * is taken.
 */
#define AMENDS_TYPE_CALENDAR (amends_calendar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCalendar, amends_calendar, AMENDS, CALENDAR, GObject)

/**
 * amends_calendar_read:
 * @reader: stands on the object; faults stick to it
 *
 * {"time_zone": "Europe/Berlin",
 *  "hours": {"mon": [["09:00", "12:30"], ["13:30", "17:00"]], …},
 *  "holidays": ["2026-04-03", {"date": "2026-12-25", "name": "Christmas Day"}],
 *  "day_minutes": 420}
 *
 * "holidays", "day_minutes" (default: the longest weekday) and "name" may be absent. "versions" is
 * a list of {"from": DATE, "hours", "holidays", "day_minutes"}, in order of the dates; what stands
 * outside it is valid before the first of them, and its holidays throughout.
 *
 * Returns: (transfer full) (nullable): NULL once the reader has failed
 */
AmendsCalendar *amends_calendar_read (AmendsJsonReader *reader);

/**
 * amends_calendar_parse:
 * @file: (nullable): name for messages
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members
 *
 * Returns: (transfer full): the calendar, or NULL with AMENDS_INPUT_ERROR
 */
AmendsCalendar *amends_calendar_parse (const char *text,
                                       gsize length,
                                       const char *file,
                                       GPtrArray **warnings,
                                       GError **error);

/* (transfer full): the form that amends_calendar_read() takes. */
JsonNode *amends_calendar_to_json (AmendsCalendar *self);

/**
 * amends_calendar_in_zone:
 * @zone_name: IANA name
 *
 * The same hours read in another zone: a team's calendar for an account that has none of its own.
 *
 * Returns: (transfer full): the calendar, or NULL with AMENDS_INPUT_ERROR_VALUE
 */
AmendsCalendar *
amends_calendar_in_zone (AmendsCalendar *self, const char *zone_name, GError **error);

/**
 * amends_calendar_with_holidays:
 *
 * Adds days off that come from elsewhere (amends_holidays_read() reads them from an .ics file).
 * They hold for every version of the calendar.
 *
 * @dates: (array zero-terminated=1): "2026-12-25"; one it has already keeps its name, if it has one
 * @names: (array zero-terminated=1) (nullable): as many, "" for none
 *
 * Returns: (transfer full): a calendar with these holidays too, or NULL with AMENDS_INPUT_ERROR
 */
AmendsCalendar *amends_calendar_with_holidays (AmendsCalendar *self,
                                               const char *const *dates,
                                               const char *const *names,
                                               GError **error);

/**
 * amends_calendar_with_version:
 * @from: first day on which the hours of @newer hold; later versions of @self are dropped
 * @newer: its hours and holidays as of @from
 *
 * Returns: (transfer full): a calendar that keeps the past of @self
 */
AmendsCalendar *
amends_calendar_with_version (AmendsCalendar *self, const GDate *from, AmendsCalendar *newer);

/* (transfer none); the name is (nullable). */
const char *amends_calendar_get_name (AmendsCalendar *self);
const char *amends_calendar_get_zone_name (AmendsCalendar *self);
GTimeZone *amends_calendar_get_zone (AmendsCalendar *self);

/* Minutes in a working day as of @at. For @self NULL, round the clock, that is 1440. */
int amends_calendar_get_day_minutes (AmendsCalendar *self, AmendsInstant at);

G_END_DECLS
