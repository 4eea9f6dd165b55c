/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goodwill request in a list of all cases. */

#include "config.h"

#include "amends-goodwill-row.h"

#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsGoodwillRow, "id", STRING, id),
  AMENDS_FIELD (AmendsGoodwillRow, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsGoodwillRow, "number", INT, number),
  AMENDS_FIELD (AmendsGoodwillRow, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsGoodwillRow, "account", STRING, account),
  AMENDS_FIELD (AmendsGoodwillRow, "case-title", STRING, case_title),
  AMENDS_FIELD_OF (AmendsGoodwillRow, "kind", ENUM, kind, amends_goodwill_kind_get_type),
  AMENDS_FIELD (AmendsGoodwillRow, "amount", MONEY, amount),
  AMENDS_FIELD (AmendsGoodwillRow, "currency", STRING, currency),
  AMENDS_FIELD (AmendsGoodwillRow, "months", INT, months),
  AMENDS_FIELD (AmendsGoodwillRow, "text", STRING, text),
  AMENDS_FIELD (AmendsGoodwillRow, "reason", STRING, reason),
  AMENDS_FIELD (AmendsGoodwillRow, "recipient", STRING, recipient),
  AMENDS_FIELD (AmendsGoodwillRow, "share", DOUBLE, share),
  AMENDS_FIELD_OF (AmendsGoodwillRow, "state", ENUM, state, amends_goodwill_state_get_type),
  AMENDS_FIELD (AmendsGoodwillRow, "requested-by", STRING, requested_by),
  AMENDS_FIELD (AmendsGoodwillRow, "requested-at", INSTANT, requested_at),
  AMENDS_FIELD (AmendsGoodwillRow, "age", INT64, age),
  AMENDS_FIELD_OF (AmendsGoodwillRow, "approver-role", ENUM, approver_role, amends_role_get_type),
  AMENDS_FIELD (AmendsGoodwillRow, "approver", STRING, approver),
  AMENDS_FIELD (AmendsGoodwillRow, "decided-by", STRING, decided_by),
  AMENDS_FIELD (AmendsGoodwillRow, "decided-at", INSTANT, decided_at),
  AMENDS_FIELD_OF (AmendsGoodwillRow,
                   "evidence-kind",
                   ENUM,
                   evidence_kind,
                   amends_goodwill_evidence_get_type),
  AMENDS_FIELD (AmendsGoodwillRow, "evidence", STRING, evidence),
  AMENDS_FIELD (AmendsGoodwillRow, "expires", INSTANT, expires),
  AMENDS_FIELD (AmendsGoodwillRow, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsGoodwillRow, amends_goodwill_row)
