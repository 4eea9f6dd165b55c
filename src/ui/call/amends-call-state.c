/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call that is on. */

#include "config.h"

#include "amends-call-state.h"

#include "amends-commitment.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsCallState, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsCallState, "key", STRING, key),
  AMENDS_FIELD (AmendsCallState, "started", INSTANT, started),
  AMENDS_FIELD (AmendsCallState, "saved", INSTANT, saved),
  AMENDS_FIELD (AmendsCallState, "current", INT, current),
  AMENDS_FIELD (AmendsCallState, "reached", INT, reached),
  AMENDS_FIELD (AmendsCallState, "paused", BOOLEAN, paused),
  AMENDS_FIELD (AmendsCallState, "spent", STRV, spent),
  AMENDS_FIELD (AmendsCallState, "pending", STRING, pending),
  AMENDS_FIELD_OF (AmendsCallState, "promises", RECORDS, promises, amends_commitment_get_type),
};

AMENDS_DEFINE_RECORD (AmendsCallState, amends_call_state)
