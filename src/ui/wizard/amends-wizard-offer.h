/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardOffer:
 * Step 3: what can honestly be fixed and offered, who confirmed it, what was done so far.
 */
#define AMENDS_TYPE_WIZARD_OFFER (amends_wizard_offer_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardOffer, amends_wizard_offer, AMENDS, WIZARD_OFFER, AdwBin)

/* Once: the records of @intake stay the same as long as the form lives. */
void amends_wizard_offer_set_intake (AmendsWizardOffer *self,
                                     AmendsSession *session,
                                     AmendsIntake *intake);

G_END_DECLS
