/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list of escalations: what a list shows, sorts and filters by. */

#include "config.h"

#include "amends-summary.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsSummary, "id", STRING, id),
  AMENDS_FIELD (AmendsSummary, "number", INT, number),
  AMENDS_FIELD (AmendsSummary, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsSummary, "account", STRING, account),
  AMENDS_FIELD (AmendsSummary, "contact", STRING, contact),
  AMENDS_FIELD (AmendsSummary, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsSummary, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsSummary, "track", ENUM, track, amends_track_get_type),
  AMENDS_FIELD_OF (AmendsSummary, "status", ENUM, status, amends_status_get_type),
  AMENDS_FIELD_OF (AmendsSummary, "category", ENUM, category, amends_category_get_type),
  AMENDS_FIELD (AmendsSummary, "owner", STRING, owner),
  AMENDS_FIELD (AmendsSummary, "received", INSTANT, received),
  AMENDS_FIELD (AmendsSummary, "updated", INSTANT, updated),
  AMENDS_FIELD_OF (AmendsSummary, "next-clock", ENUM, next_clock, amends_clock_kind_get_type),
  AMENDS_FIELD (AmendsSummary, "next-due", INSTANT, next_due),
  AMENDS_FIELD (AmendsSummary, "next-started", INSTANT, next_started),
  AMENDS_FIELD (AmendsSummary, "paused", BOOLEAN, paused),
  AMENDS_FIELD (AmendsSummary, "last-met", INSTANT, last_met),
  AMENDS_FIELD (AmendsSummary, "last-due", INSTANT, last_due),
  AMENDS_FIELD (AmendsSummary, "language", STRING, language),
  AMENDS_FIELD (AmendsSummary, "snippet", STRING, snippet),
  AMENDS_FIELD (AmendsSummary, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsSummary, amends_summary)
