/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the matters that a message raises. */

#include "config.h"

#include "amends-issue.h"

#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsIssue, "topic", STRING, topic),
  AMENDS_FIELD_OF (AmendsIssue, "category", ENUM, category, amends_category_get_type),
  AMENDS_FIELD_OF (AmendsIssue, "reason", ENUM, reason, amends_reason_get_type),
  AMENDS_FIELD (AmendsIssue, "phrase", STRING, phrase),
  AMENDS_FIELD (AmendsIssue, "start", INT, start),
  AMENDS_FIELD (AmendsIssue, "end", INT, end),
};

AMENDS_DEFINE_RECORD (AmendsIssue, amends_issue)
