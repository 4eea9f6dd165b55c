/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that was said or written, in or out. */

#include "config.h"

#include "amends-message.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsMessage, "id", STRING, id),
  AMENDS_FIELD (AmendsMessage, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsMessage, "direction", ENUM, direction, amends_direction_get_type),
  AMENDS_FIELD_OF (AmendsMessage, "channel", ENUM, channel, amends_channel_get_type),
  AMENDS_FIELD (AmendsMessage, "at", INSTANT, at),
  AMENDS_FIELD (AmendsMessage, "sender", STRING, sender),
  AMENDS_FIELD (AmendsMessage, "recipient", STRING, recipient),
  AMENDS_FIELD (AmendsMessage, "subject", STRING, subject),
  AMENDS_FIELD (AmendsMessage, "body", STRING, body),
  AMENDS_FIELD (AmendsMessage, "draft-id", STRING, draft_id),
  AMENDS_FIELD (AmendsMessage, "draft-kind", STRING, draft_kind),
  AMENDS_FIELD (AmendsMessage, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsMessage, amends_message)
