/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsStakeholder:
 * One row of the stakeholder matrix.
 */
#define AMENDS_TYPE_STAKEHOLDER (amends_stakeholder_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStakeholder, amends_stakeholder, AMENDS, STAKEHOLDER, AmendsRecord)

struct _AmendsStakeholder
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsRole role;
  char *name;
  char *contact;
  char *responsibility;
  char *raci; /* "R", "A", "C", "I" or several */
  char *ask;
  char *generated_ask; /* (nullable): as the playbook wrote it; same as ask: nobody edited it */
  AmendsInstant deadline;
  AmendsInstant notified_at;
  AmendsInstant acknowledged_at;
  char **sources; /* why they are here, each a sentence */
  gboolean sample;
};

G_END_DECLS
