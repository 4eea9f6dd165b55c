/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the stakeholder matrix. */

#include "config.h"

#include "amends-stakeholder.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsStakeholder, "id", STRING, id),
  AMENDS_FIELD (AmendsStakeholder, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsStakeholder, "role", ENUM, role, amends_role_get_type),
  AMENDS_FIELD (AmendsStakeholder, "name", STRING, name),
  AMENDS_FIELD (AmendsStakeholder, "contact", STRING, contact),
  AMENDS_FIELD (AmendsStakeholder, "responsibility", STRING, responsibility),
  AMENDS_FIELD (AmendsStakeholder, "raci", STRING, raci),
  AMENDS_FIELD (AmendsStakeholder, "ask", STRING, ask),
  AMENDS_FIELD (AmendsStakeholder, "generated-ask", STRING, generated_ask),
  AMENDS_FIELD (AmendsStakeholder, "deadline", INSTANT, deadline),
  AMENDS_FIELD (AmendsStakeholder, "notified-at", INSTANT, notified_at),
  AMENDS_FIELD (AmendsStakeholder, "acknowledged-at", INSTANT, acknowledged_at),
  AMENDS_FIELD (AmendsStakeholder, "sources", STRV, sources),
  AMENDS_FIELD (AmendsStakeholder, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsStakeholder, amends_stakeholder)
