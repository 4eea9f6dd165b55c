/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-contact.h"
#include "amends-escalation.h"
#include "amends-record.h"
#include "amends-stakeholder.h"

G_BEGIN_DECLS

/**
 * AmendsIntake:
 * What the wizard, a file or a mail brings before it is a case: as far as it is known.
 */
#define AMENDS_TYPE_INTAKE (amends_intake_get_type ())
G_DECLARE_FINAL_TYPE (AmendsIntake, amends_intake, AMENDS, INTAKE, AmendsRecord)

struct _AmendsIntake
{
  AmendsRecord parent_instance;

  AmendsAccount *account;
  AmendsContact *contact; /* (nullable) */
  AmendsEscalation *escalation;
  GListStore *stakeholders; /* of AmendsStakeholder: named at once */
  int step;                 /* of the wizard, 1 to 4 */
};

G_END_DECLS
