/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A promise found in a sent message. */

#include "config.h"

#include "amends-commitment.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsCommitment, "id", STRING, id),
  AMENDS_FIELD (AmendsCommitment, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsCommitment, "message-id", STRING, message_id),
  AMENDS_FIELD (AmendsCommitment, "text", STRING, text),
  AMENDS_FIELD (AmendsCommitment, "due", INSTANT, due),
  AMENDS_FIELD (AmendsCommitment, "owner", STRING, owner),
  AMENDS_FIELD (AmendsCommitment, "confirmed-by", STRING, confirmed_by),
  AMENDS_FIELD_OF (AmendsCommitment, "state", ENUM, state, amends_commitment_state_get_type),
  AMENDS_FIELD (AmendsCommitment, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsCommitment, amends_commitment)
