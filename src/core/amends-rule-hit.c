/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule that fired, with the words or the fact that made it fire. */

#include "config.h"

#include "amends-rule-hit.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsRuleHit, "rule", STRING, rule),
  AMENDS_FIELD (AmendsRuleHit, "target", STRING, target),
  AMENDS_FIELD (AmendsRuleHit, "value", STRING, value),
  AMENDS_FIELD (AmendsRuleHit, "text", STRING, text),
  AMENDS_FIELD (AmendsRuleHit, "phrase", STRING, phrase),
  AMENDS_FIELD (AmendsRuleHit, "start", INT, start),
  AMENDS_FIELD (AmendsRuleHit, "end", INT, end),
  AMENDS_FIELD (AmendsRuleHit, "fact", STRING, fact),
  AMENDS_FIELD (AmendsRuleHit, "weight", DOUBLE, weight),
  AMENDS_FIELD (AmendsRuleHit, "decided", BOOLEAN, decided),
};

AMENDS_DEFINE_RECORD (AmendsRuleHit, amends_rule_hit)
