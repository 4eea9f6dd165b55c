/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case of the past, as far as another one can learn from it. */

#include "config.h"

#include "amends-past-case.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsPastCase, "id", STRING, id),
  AMENDS_FIELD (AmendsPastCase, "number", INT, number),
  AMENDS_FIELD (AmendsPastCase, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsPastCase, "account", STRING, account),
  AMENDS_FIELD (AmendsPastCase, "title", STRING, title),
  AMENDS_FIELD (AmendsPastCase, "subject", STRING, subject),
  AMENDS_FIELD (AmendsPastCase, "text", STRING, text),
  AMENDS_FIELD (AmendsPastCase, "feature", STRING, feature),
  AMENDS_FIELD (AmendsPastCase, "topic", STRING, topic),
  AMENDS_FIELD_OF (AmendsPastCase, "category", ENUM, category, amends_category_get_type),
  AMENDS_FIELD_OF (AmendsPastCase, "reason", ENUM, reason, amends_reason_get_type),
  AMENDS_FIELD_OF (AmendsPastCase, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsPastCase, "status", ENUM, status, amends_status_get_type),
  AMENDS_FIELD (AmendsPastCase, "received", INSTANT, received),
  AMENDS_FIELD (AmendsPastCase, "resolved-at", INSTANT, resolved_at),
  AMENDS_FIELD (AmendsPastCase, "cycle", INT, cycle),
  AMENDS_FIELD_OF (AmendsPastCase,
                   "relationship",
                   ENUM,
                   relationship,
                   amends_relationship_get_type),
  AMENDS_FIELD_OF (AmendsPastCase,
                   "relationship-after",
                   ENUM,
                   relationship_after,
                   amends_relationship_get_type),
  AMENDS_FIELD (AmendsPastCase, "satisfaction", INT, satisfaction),
  AMENDS_FIELD (AmendsPastCase, "satisfaction-scale", INT, satisfaction_scale),
  AMENDS_FIELD (AmendsPastCase, "arr-lost", MONEY, arr_lost),
  AMENDS_FIELD (AmendsPastCase, "has-sentiment", BOOLEAN, has_sentiment),
  AMENDS_FIELD (AmendsPastCase, "sentiment", DOUBLE, sentiment),
  AMENDS_FIELD (AmendsPastCase, "last-words", STRING, last_words),
  AMENDS_FIELD (AmendsPastCase, "has-sentiment-after", BOOLEAN, has_sentiment_after),
  AMENDS_FIELD (AmendsPastCase, "sentiment-after", DOUBLE, sentiment_after),
  AMENDS_FIELD (AmendsPastCase, "fix", STRING, fix),
  AMENDS_FIELD (AmendsPastCase, "traces", STRV, traces),
};

AMENDS_DEFINE_RECORD (AmendsPastCase, amends_past_case)
