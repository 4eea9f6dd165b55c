/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardSide:
 * What is known so far, beside the first three steps: who, tone, signals, and what it comes to.
 *
 * Signals: "edit" with the name of the fact to be edited ("contact", "account"); "tone-chosen" with
 * an #AmendsEmotion.
 */
#define AMENDS_TYPE_WIZARD_SIDE (amends_wizard_side_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardSide, amends_wizard_side, AMENDS, WIZARD_SIDE, AdwBin)

/* @classification, @preview: (nullable) while there is nothing to judge. */
void amends_wizard_side_show (AmendsWizardSide *self,
                              AmendsSession *session,
                              AmendsIntake *intake,
                              AmendsClassification *classification,
                              AmendsCase *preview);

G_END_DECLS
