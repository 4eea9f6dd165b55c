/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsClock:
 * One SLA clock of one cycle. Due and rule are computed; met is recorded.
 */
#define AMENDS_TYPE_CLOCK (amends_clock_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClock, amends_clock, AMENDS, CLOCK, AmendsRecord)

struct _AmendsClock
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsClockKind kind;
  int cycle;
  AmendsInstant started;
  AmendsInstant due;
  char *rule;             /* identifier */
  char *rule_text;        /* in words */
  int minutes;            /* allowance */
  gboolean working_hours; /* else 24x7 */
  AmendsInstant met_at;
  AmendsInstant breached_at; /* when the breach was noticed */
  gboolean closed;           /* no longer runs: met, or its cycle is over */
  gboolean sample;
};

G_END_DECLS
