/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwill:
 * A goodwill request and its approval.
 */
#define AMENDS_TYPE_GOODWILL (amends_goodwill_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwill, amends_goodwill, AMENDS, GOODWILL, AmendsRecord)

struct _AmendsGoodwill
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsGoodwillKind kind;
  gint64 amount;
  char *currency;
  int months;
  char *text;
  char *reason;
  char *recipient;
  AmendsGoodwillState state;
  char *requested_by;
  AmendsInstant requested_at;
  AmendsRole approver_role;
  char *decided_by;
  AmendsInstant decided_at;
  char *evidence;
  char *hash; /* of what was approved */
  AmendsInstant expires;
  gboolean sample;
};

G_END_DECLS
