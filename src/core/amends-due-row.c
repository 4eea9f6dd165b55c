/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that is due, across all cases: a row of Today, a reminder to come. */

#include "config.h"

#include "amends-due-row.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsDueRow, "id", STRING, id),
  AMENDS_FIELD_OF (AmendsDueRow, "kind", ENUM, kind, amends_due_kind_get_type),
  AMENDS_FIELD (AmendsDueRow, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsDueRow, "number", INT, number),
  AMENDS_FIELD (AmendsDueRow, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsDueRow, "account", STRING, account),
  AMENDS_FIELD (AmendsDueRow, "contact", STRING, contact),
  AMENDS_FIELD_OF (AmendsDueRow, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsDueRow, "track", ENUM, track, amends_track_get_type),
  AMENDS_FIELD_OF (AmendsDueRow, "status", ENUM, status, amends_status_get_type),
  AMENDS_FIELD (AmendsDueRow, "case-title", STRING, case_title),
  AMENDS_FIELD (AmendsDueRow, "title", STRING, title),
  AMENDS_FIELD (AmendsDueRow, "purpose", STRING, purpose),
  AMENDS_FIELD_OF (AmendsDueRow, "clock-kind", ENUM, clock_kind, amends_clock_kind_get_type),
  AMENDS_FIELD (AmendsDueRow, "started", INSTANT, started),
  AMENDS_FIELD (AmendsDueRow, "due", INSTANT, due),
  AMENDS_FIELD (AmendsDueRow, "paused", BOOLEAN, paused),
  AMENDS_FIELD (AmendsDueRow, "draft-kind", STRING, draft_kind),
  AMENDS_FIELD_OF (AmendsDueRow, "audience", ENUM, audience, amends_audience_get_type),
  AMENDS_FIELD_OF (AmendsDueRow, "channel", ENUM, channel, amends_channel_get_type),
  AMENDS_FIELD (AmendsDueRow, "owner", STRING, owner),
  AMENDS_FIELD (AmendsDueRow, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsDueRow, amends_due_row)
