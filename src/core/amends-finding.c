/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something the send gate found. */

#include "config.h"

#include "amends-finding.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsFinding, "rule", STRING, rule),
  AMENDS_FIELD_OF (AmendsFinding, "level", ENUM, level, amends_gate_level_get_type),
  AMENDS_FIELD (AmendsFinding, "start", INT, start),
  AMENDS_FIELD (AmendsFinding, "end", INT, end),
  AMENDS_FIELD (AmendsFinding, "text", STRING, text),
  AMENDS_FIELD (AmendsFinding, "title", STRING, title),
  AMENDS_FIELD (AmendsFinding, "message", STRING, message),
  AMENDS_FIELD (AmendsFinding, "fix", STRING, fix),
  AMENDS_FIELD (AmendsFinding, "replaces", BOOLEAN, replaces),
};

AMENDS_DEFINE_RECORD (AmendsFinding, amends_finding)
