/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsDebrief:
 * What remains of a case once it is over.
 */
#define AMENDS_TYPE_DEBRIEF (amends_debrief_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebrief, amends_debrief, AMENDS, DEBRIEF, AmendsRecord)

struct _AmendsDebrief
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *summary; /* exactly three sentences */
  char *went_well;
  char *differently;
  char *root_cause;
  char **factors;
  char **five_whys;
  char *reaction;                  /* of the customer */
  AmendsRelationship relationship; /* now */
  char *relationship_text;
  char *change_text; /* process change */
  char *change_owner;
  char *change_due;
  gboolean change_implemented;
  char *reach; /* does it reach other accounts */
  char *outcome;
  gint64 arr_retained;
  gint64 arr_lost;
  int stress; /* of the CSM at close, 1 to 5, if they care to say */
  AmendsInstant updated;
  gboolean sample;
};

G_END_DECLS
