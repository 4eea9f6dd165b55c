/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsSummary:
 * One row of a list of escalations: what a list shows, sorts and filters by.
 */
#define AMENDS_TYPE_SUMMARY (amends_summary_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSummary, amends_summary, AMENDS, SUMMARY, AmendsRecord)

struct _AmendsSummary
{
  AmendsRecord parent_instance;

  char *id; /* of the escalation */
  int number;
  char *account_id;
  char *account; /* name */
  char *contact; /* name and title */
  char *title;
  AmendsSeverity severity;
  AmendsTrack track;
  AmendsStatus status;
  AmendsCategory category;
  char *owner;
  AmendsInstant received;
  AmendsInstant updated;
  AmendsClockKind next_clock; /* which clock is due next */
  AmendsInstant next_due;     /* AMENDS_INSTANT_NONE when no clock runs */
  AmendsInstant next_started;
  gboolean paused;        /* the next clock stands still */
  AmendsInstant last_met; /* of the clock decided last */
  AmendsInstant last_due;
  char *language;
  char *snippet; /* where a search found its words */
  gboolean sample;
};

G_END_DECLS
