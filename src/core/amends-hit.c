/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something a search found. */

#include "config.h"

#include "amends-hit.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsHit, "kind", STRING, kind),
  AMENDS_FIELD (AmendsHit, "ref-id", STRING, ref_id),
  AMENDS_FIELD (AmendsHit, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsHit, "number", INT, number),
  AMENDS_FIELD (AmendsHit, "title", STRING, title),
  AMENDS_FIELD (AmendsHit, "account", STRING, account),
  AMENDS_FIELD (AmendsHit, "at", INSTANT, at),
  AMENDS_FIELD (AmendsHit, "snippet", STRING, snippet),
};

AMENDS_DEFINE_RECORD (AmendsHit, amends_hit)
