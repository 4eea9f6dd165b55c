/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the risk assessment. */

#include "config.h"

#include "amends-risk.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsRisk, "kind", STRING, kind),
  AMENDS_FIELD (AmendsRisk, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsRisk, "probability", ENUM, probability, amends_level_get_type),
  AMENDS_FIELD_OF (AmendsRisk, "impact", ENUM, impact, amends_level_get_type),
  AMENDS_FIELD (AmendsRisk, "why", STRING, why),
  AMENDS_FIELD (AmendsRisk, "mitigation", STRING, mitigation),
};

AMENDS_DEFINE_RECORD (AmendsRisk, amends_risk)
