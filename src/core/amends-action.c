/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something our side must do. */

#include "config.h"

#include "amends-action.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsAction, "id", STRING, id),
  AMENDS_FIELD (AmendsAction, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsAction, "key", STRING, key),
  AMENDS_FIELD_OF (AmendsAction, "horizon", ENUM, horizon, amends_horizon_get_type),
  AMENDS_FIELD (AmendsAction, "stage", STRING, stage),
  AMENDS_FIELD (AmendsAction, "text", STRING, text),
  AMENDS_FIELD (AmendsAction, "owner", STRING, owner),
  AMENDS_FIELD (AmendsAction, "due", INSTANT, due),
  AMENDS_FIELD_OF (AmendsAction, "step", ENUM, step, amends_step_get_type),
  AMENDS_FIELD (AmendsAction, "done-at", INSTANT, done_at),
  AMENDS_FIELD (AmendsAction, "note", STRING, note),
  AMENDS_FIELD (AmendsAction, "touched", BOOLEAN, touched),
  AMENDS_FIELD (AmendsAction, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsAction, amends_action)
