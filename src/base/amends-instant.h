/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AmendsInstant:
 * A moment: milliseconds since 1970-01-01T00:00:00Z. Stored and compared as such; wall time and
 * zone come in only where people read or plan.
 */
typedef gint64 AmendsInstant;

/* "Not known": no escalation happened in 1970. */
#define AMENDS_INSTANT_NONE ((AmendsInstant) 0)
#define AMENDS_SECOND G_GINT64_CONSTANT (1000)
#define AMENDS_MINUTE (60 * AMENDS_SECOND)
#define AMENDS_HOUR (60 * AMENDS_MINUTE)
#define AMENDS_DAY (24 * AMENDS_HOUR)

/**
 * amends_zone_load:
 * @name: IANA name such as "Europe/Amsterdam"
 *
 * Unlike g_time_zone_new() an unknown name is an error, never UTC in silence. Thread-safe.
 *
 * Returns: (transfer full): the zone, or NULL with AMENDS_INPUT_ERROR_VALUE
 */
GTimeZone *amends_zone_load (const char *name, GError **error);

/* (transfer full): the IANA name of this machine's zone; "UTC" where it cannot be told. */
char *amends_zone_dup_local_name (void);

/**
 * amends_instant_parse:
 * @text: RFC 3339 with offset, such as "2026-03-10T08:52:00+01:00"
 *
 * A time without offset is refused, as is one before 2000 or after 2100: such a date is a slip of
 * the pen, and a clock must not be built on it.
 *
 * Returns: TRUE and @instant, or FALSE with AMENDS_INPUT_ERROR_VALUE or _RANGE
 */
gboolean amends_instant_parse (const char *text, AmendsInstant *instant, GError **error);

/* (transfer full): RFC 3339 in UTC, "2026-03-10T07:52:00Z"; with milliseconds only if not whole. */
char *amends_instant_format_utc (AmendsInstant instant);
/* (transfer full): RFC 3339 with the offset that @zone has then. */
char *amends_instant_format_rfc3339 (AmendsInstant instant, GTimeZone *zone);
/* (transfer full): g_date_time_format() in @zone. */
char *amends_instant_format (AmendsInstant instant, GTimeZone *zone, const char *format);

GDateTime *amends_instant_to_date_time (AmendsInstant instant, GTimeZone *zone);
AmendsInstant amends_instant_from_date_time (GDateTime *date_time);

/**
 * amends_date_parse:
 * @text: a calendar date "2026-04-24"
 *
 * Returns: TRUE and @date, or FALSE with AMENDS_INPUT_ERROR_VALUE or _RANGE (1900 to 2200)
 */
gboolean amends_date_parse (const char *text, GDate *date, GError **error);

/* Whole days from the calendar day of @instant in @zone to @date; negative when it has passed. */
int amends_date_days_until (const GDate *date, AmendsInstant instant, GTimeZone *zone);

G_END_DECLS
