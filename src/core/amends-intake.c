/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wizard, a file or a mail brings before it is a case: as far as it is known. */

#include "config.h"

#include "amends-intake.h"

static const AmendsField fields[] = {
  AMENDS_FIELD_OF (AmendsIntake, "account", RECORD, account, amends_account_get_type),
  AMENDS_FIELD_OF (AmendsIntake, "contact", RECORD, contact, amends_contact_get_type),
  AMENDS_FIELD_OF (AmendsIntake, "escalation", RECORD, escalation, amends_escalation_get_type),
  AMENDS_FIELD_OF (AmendsIntake,
                   "stakeholders",
                   RECORDS,
                   stakeholders,
                   amends_stakeholder_get_type),
  AMENDS_FIELD (AmendsIntake, "step", INT, step),
};

AMENDS_DEFINE_RECORD (AmendsIntake, amends_intake)
