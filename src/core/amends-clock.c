/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SLA clock of one cycle. Due and rule are computed; met is recorded. */

#include "config.h"

#include "amends-clock.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsClock, "id", STRING, id),
  AMENDS_FIELD (AmendsClock, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsClock, "kind", ENUM, kind, amends_clock_kind_get_type),
  AMENDS_FIELD (AmendsClock, "cycle", INT, cycle),
  AMENDS_FIELD (AmendsClock, "started", INSTANT, started),
  AMENDS_FIELD (AmendsClock, "due", INSTANT, due),
  AMENDS_FIELD (AmendsClock, "rule", STRING, rule),
  AMENDS_FIELD (AmendsClock, "rule-text", STRING, rule_text),
  AMENDS_FIELD (AmendsClock, "minutes", INT, minutes),
  AMENDS_FIELD (AmendsClock, "working-hours", BOOLEAN, working_hours),
  AMENDS_FIELD (AmendsClock, "met-at", INSTANT, met_at),
  AMENDS_FIELD (AmendsClock, "breached-at", INSTANT, breached_at),
  AMENDS_FIELD (AmendsClock, "closed", BOOLEAN, closed),
  AMENDS_FIELD (AmendsClock, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsClock, amends_clock)
