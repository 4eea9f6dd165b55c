/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that a search found. */

#include "config.h"

#include "amends-match.h"

#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsMatch, "id", STRING, id),
  AMENDS_FIELD (AmendsMatch, "kind", INT, kind),
  AMENDS_FIELD (AmendsMatch, "place", INT, place),
  AMENDS_FIELD (AmendsMatch, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsMatch, "number", INT, number),
  AMENDS_FIELD (AmendsMatch, "title", STRING, title),
  AMENDS_FIELD (AmendsMatch, "name", STRING, name),
  AMENDS_FIELD (AmendsMatch, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsMatch, "account", STRING, account),
  AMENDS_FIELD_OF (AmendsMatch, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsMatch, "status", ENUM, status, amends_status_get_type),
  AMENDS_FIELD (AmendsMatch, "open", INT, open),
  AMENDS_FIELD (AmendsMatch, "at", INSTANT, at),
  AMENDS_FIELD (AmendsMatch, "snippet", STRING, snippet),
};

AMENDS_DEFINE_RECORD (AmendsMatch, amends_match)
