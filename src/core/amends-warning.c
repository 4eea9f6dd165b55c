/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That an account was found at risk, and what was made of it. */

#include "config.h"

#include "amends-warning.h"

#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsWarning, "id", STRING, id),
  AMENDS_FIELD (AmendsWarning, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsWarning, "at", INSTANT, at),
  AMENDS_FIELD (AmendsWarning, "score", INT, score),
  AMENDS_FIELD (AmendsWarning, "rule", STRING, rule),
  AMENDS_FIELD (AmendsWarning, "reason", STRING, reason),
  AMENDS_FIELD (AmendsWarning, "action", STRING, action),
  AMENDS_FIELD (AmendsWarning, "evidence", STRING, evidence),
  AMENDS_FIELD_OF (AmendsWarning, "state", ENUM, state, amends_warning_state_get_type),
  AMENDS_FIELD (AmendsWarning, "until", INSTANT, until),
  AMENDS_FIELD (AmendsWarning, "decided-at", INSTANT, decided_at),
  AMENDS_FIELD (AmendsWarning, "note", STRING, note),
  AMENDS_FIELD (AmendsWarning, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsWarning, amends_warning)
