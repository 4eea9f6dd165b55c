/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardSums:
 * What the case comes to so far: severity, track, category, the first clock, and how sure this is.
 */
#define AMENDS_TYPE_WIZARD_SUMS (amends_wizard_sums_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardSums, amends_wizard_sums, AMENDS, WIZARD_SUMS, AdwBin)

/* @classification, @preview: (nullable) while there is nothing to judge. */
void amends_wizard_sums_show (AmendsWizardSums *self,
                              AmendsSession *session,
                              AmendsClassification *classification,
                              AmendsCase *preview);

/* (transfer none) (nullable): the clock of @case_ that is due next. */
AmendsClock *amends_wizard_find_first_clock (AmendsSession *session, AmendsCase *case_);

G_END_DECLS
