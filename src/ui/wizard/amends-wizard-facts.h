/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardFacts:
 * Step 2: the facts, as far as they are known. Nothing here is required but an account.
 */
#define AMENDS_TYPE_WIZARD_FACTS (amends_wizard_facts_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardFacts, amends_wizard_facts, AMENDS, WIZARD_FACTS, AdwBin)

/* Once: the records of @intake stay the same as long as the form lives. */
void amends_wizard_facts_set_intake (AmendsWizardFacts *self,
                                     AmendsSession *session,
                                     AmendsIntake *intake);

/* Puts the cursor on a fact, named as in the record: "contact", "account". */
void amends_wizard_facts_edit (AmendsWizardFacts *self, const char *fact);

G_END_DECLS
