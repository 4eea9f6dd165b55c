/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/* No alarm for an event. */
#define AMENDS_ICS_NO_ALARM (-1)

/* One event; strings belong to the caller and may hold anything. */
typedef struct
{
  const char *uid; /* stable: importing again updates the event */
  AmendsInstant start;
  AmendsInstant end;      /* or AMENDS_INSTANT_NONE, then start + duration */
  guint duration_minutes; /* 0 with no end: a moment */
  const char *summary;
  const char *description; /* (nullable) */
  const char *location;    /* (nullable) */
  int alarm_minutes;       /* before the start, or AMENDS_ICS_NO_ALARM */
  const char *zone;        /* (nullable): IANA name, shown by programs that ask for it */
} AmendsIcsEvent;

/**
 * amends_ics_writer_write:
 * @name: (nullable): of the calendar, as programs list it
 * @created: stamps the events, so that equal input gives equal bytes
 *
 * An RFC 5545 calendar with all times in UTC. Any thread.
 *
 * Returns: (transfer full): UTF-8 with CR LF, or NULL with AMENDS_INPUT_ERROR_MISSING (an event
 *   without uid, summary or start), _VALUE (unknown zone) or _RANGE (it ends before it starts)
 */
GBytes *amends_ics_writer_write (const AmendsIcsEvent *events,
                                 guint n_events,
                                 const char *name,
                                 AmendsInstant created,
                                 GError **error);

G_END_DECLS
