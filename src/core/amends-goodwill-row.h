/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwillRow:
 * A goodwill request in a list of all cases, with what a list shows of its case. Read only.
 */
#define AMENDS_TYPE_GOODWILL_ROW (amends_goodwill_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillRow, amends_goodwill_row, AMENDS, GOODWILL_ROW, AmendsRecord)

struct _AmendsGoodwillRow
{
  AmendsRecord parent_instance;

  char *id; /* of the request */
  char *escalation_id;
  int number;
  char *account_id;
  char *account; /* name */
  char *case_title;
  AmendsGoodwillKind kind;
  gint64 amount;
  char *currency;
  int months;
  char *text;
  char *reason;
  char *recipient;
  double share;              /* of the ARR, 0 to 1; negative when it cannot be said */
  AmendsGoodwillState state; /* as it stands now */
  char *requested_by;
  AmendsInstant requested_at;
  gint64 age; /* milliseconds since it was asked for */
  AmendsRole approver_role;
  char *approver; /* (nullable): who it waits for, by name */
  char *decided_by;
  AmendsInstant decided_at;
  AmendsGoodwillEvidence evidence_kind;
  char *evidence;
  AmendsInstant expires;
  gboolean sample;
};

G_END_DECLS
