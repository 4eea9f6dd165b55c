/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One contact between a customer and us. */

#include "config.h"

#include "amends-interaction.h"

#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsInteraction, "id", STRING, id),
  AMENDS_FIELD (AmendsInteraction, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsInteraction, "contact-id", STRING, contact_id),
  AMENDS_FIELD_OF (AmendsInteraction, "kind", ENUM, kind, amends_interaction_kind_get_type),
  AMENDS_FIELD (AmendsInteraction, "at", INSTANT, at),
  AMENDS_FIELD_OF (AmendsInteraction, "direction", ENUM, direction, amends_direction_get_type),
  AMENDS_FIELD (AmendsInteraction, "people", STRV, people),
  AMENDS_FIELD (AmendsInteraction, "subject", STRING, subject),
  AMENDS_FIELD (AmendsInteraction, "text", STRING, text),
  AMENDS_FIELD_OF (AmendsInteraction, "priority", ENUM, priority, amends_priority_get_type),
  AMENDS_FIELD (AmendsInteraction, "closed-at", INSTANT, closed_at),
  AMENDS_FIELD (AmendsInteraction, "csat", INT, csat),
  AMENDS_FIELD (AmendsInteraction, "nps", INT, nps),
  AMENDS_FIELD (AmendsInteraction, "reference", STRING, reference),
  AMENDS_FIELD (AmendsInteraction, "source", STRING, source),
  AMENDS_FIELD (AmendsInteraction, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsInteraction, amends_interaction)
