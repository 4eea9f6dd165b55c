/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What remains of a case once it is over. */

#include "config.h"

#include "amends-debrief.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsDebrief, "id", STRING, id),
  AMENDS_FIELD (AmendsDebrief, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsDebrief, "summary", STRING, summary),
  AMENDS_FIELD (AmendsDebrief, "went-well", STRING, went_well),
  AMENDS_FIELD (AmendsDebrief, "differently", STRING, differently),
  AMENDS_FIELD (AmendsDebrief, "root-cause", STRING, root_cause),
  AMENDS_FIELD (AmendsDebrief, "factors", STRV, factors),
  AMENDS_FIELD (AmendsDebrief, "five-whys", STRV, five_whys),
  AMENDS_FIELD (AmendsDebrief, "reaction", STRING, reaction),
  AMENDS_FIELD_OF (AmendsDebrief, "relationship", ENUM, relationship, amends_relationship_get_type),
  AMENDS_FIELD (AmendsDebrief, "relationship-text", STRING, relationship_text),
  AMENDS_FIELD (AmendsDebrief, "change-text", STRING, change_text),
  AMENDS_FIELD (AmendsDebrief, "change-owner", STRING, change_owner),
  AMENDS_FIELD (AmendsDebrief, "change-due", DATE, change_due),
  AMENDS_FIELD (AmendsDebrief, "change-implemented", BOOLEAN, change_implemented),
  AMENDS_FIELD (AmendsDebrief, "reach", STRING, reach),
  AMENDS_FIELD (AmendsDebrief, "outcome", STRING, outcome),
  AMENDS_FIELD (AmendsDebrief, "arr-retained", MONEY, arr_retained),
  AMENDS_FIELD (AmendsDebrief, "arr-lost", MONEY, arr_lost),
  AMENDS_FIELD (AmendsDebrief, "stress", INT, stress),
  AMENDS_FIELD (AmendsDebrief, "updated", INSTANT, updated),
  AMENDS_FIELD (AmendsDebrief, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsDebrief, amends_debrief)
