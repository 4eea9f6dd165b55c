/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planned moment of the timeline. */

#include "config.h"

#include "amends-checkpoint.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsCheckpoint, "id", STRING, id),
  AMENDS_FIELD (AmendsCheckpoint, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsCheckpoint, "key", STRING, key),
  AMENDS_FIELD (AmendsCheckpoint, "at", INSTANT, at),
  AMENDS_FIELD (AmendsCheckpoint, "wall-time", STRING, wall_time),
  AMENDS_FIELD (AmendsCheckpoint, "time-zone", STRING, time_zone),
  AMENDS_FIELD (AmendsCheckpoint, "title", STRING, title),
  AMENDS_FIELD (AmendsCheckpoint, "purpose", STRING, purpose),
  AMENDS_FIELD_OF (AmendsCheckpoint, "audience", ENUM, audience, amends_audience_get_type),
  AMENDS_FIELD_OF (AmendsCheckpoint, "channel", ENUM, channel, amends_channel_get_type),
  AMENDS_FIELD (AmendsCheckpoint, "owner", STRING, owner),
  AMENDS_FIELD (AmendsCheckpoint, "draft-kind", STRING, draft_kind),
  AMENDS_FIELD_OF (AmendsCheckpoint, "step", ENUM, step, amends_step_get_type),
  AMENDS_FIELD (AmendsCheckpoint, "done-at", INSTANT, done_at),
  AMENDS_FIELD (AmendsCheckpoint, "touched", BOOLEAN, touched),
  AMENDS_FIELD (AmendsCheckpoint, "cycle", INT, cycle),
  AMENDS_FIELD (AmendsCheckpoint, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsCheckpoint, amends_checkpoint)
