/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goodwill request and its approval. */

#include "config.h"

#include "amends-goodwill.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsGoodwill, "id", STRING, id),
  AMENDS_FIELD (AmendsGoodwill, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsGoodwill, "kind", ENUM, kind, amends_goodwill_kind_get_type),
  AMENDS_FIELD (AmendsGoodwill, "amount", MONEY, amount),
  AMENDS_FIELD (AmendsGoodwill, "currency", STRING, currency),
  AMENDS_FIELD (AmendsGoodwill, "months", INT, months),
  AMENDS_FIELD (AmendsGoodwill, "text", STRING, text),
  AMENDS_FIELD (AmendsGoodwill, "reason", STRING, reason),
  AMENDS_FIELD (AmendsGoodwill, "recipient", STRING, recipient),
  AMENDS_FIELD_OF (AmendsGoodwill, "state", ENUM, state, amends_goodwill_state_get_type),
  AMENDS_FIELD (AmendsGoodwill, "requested-by", STRING, requested_by),
  AMENDS_FIELD (AmendsGoodwill, "requested-at", INSTANT, requested_at),
  AMENDS_FIELD_OF (AmendsGoodwill, "approver-role", ENUM, approver_role, amends_role_get_type),
  AMENDS_FIELD (AmendsGoodwill, "decided-by", STRING, decided_by),
  AMENDS_FIELD (AmendsGoodwill, "decided-at", INSTANT, decided_at),
  AMENDS_FIELD (AmendsGoodwill, "evidence", STRING, evidence),
  AMENDS_FIELD (AmendsGoodwill, "hash", STRING, hash),
  AMENDS_FIELD (AmendsGoodwill, "expires", INSTANT, expires),
  AMENDS_FIELD (AmendsGoodwill, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsGoodwill, amends_goodwill)
