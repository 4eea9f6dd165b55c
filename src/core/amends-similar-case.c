/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case that is like another, and what came of it. */

#include "config.h"

#include "amends-similar-case.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsSimilarCase, "id", STRING, id),
  AMENDS_FIELD (AmendsSimilarCase, "number", INT, number),
  AMENDS_FIELD (AmendsSimilarCase, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsSimilarCase, "account", STRING, account),
  AMENDS_FIELD (AmendsSimilarCase, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsSimilarCase, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsSimilarCase, "status", ENUM, status, amends_status_get_type),
  AMENDS_FIELD (AmendsSimilarCase, "received", INSTANT, received),
  AMENDS_FIELD (AmendsSimilarCase, "resolved-at", INSTANT, resolved_at),
  AMENDS_FIELD (AmendsSimilarCase, "took", INT64, took),
  AMENDS_FIELD (AmendsSimilarCase, "settled", BOOLEAN, settled),
  AMENDS_FIELD (AmendsSimilarCase, "ended-well", BOOLEAN, ended_well),
  AMENDS_FIELD (AmendsSimilarCase, "worked", STRING, worked),
  AMENDS_FIELD (AmendsSimilarCase, "score", DOUBLE, score),
  AMENDS_FIELD (AmendsSimilarCase, "shared", STRV, shared),
};

AMENDS_DEFINE_RECORD (AmendsSimilarCase, amends_similar_case)
