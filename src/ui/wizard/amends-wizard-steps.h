/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardSteps:
 * Where one is in the wizard: numbers with names, or dots when narrow.
 *
 * Properties: "step" (1 to 4), "narrow". Signal "chosen" with a step when one is clicked.
 */
#define AMENDS_TYPE_WIZARD_STEPS (amends_wizard_steps_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardSteps, amends_wizard_steps, AMENDS, WIZARD_STEPS, GtkBox)

#define AMENDS_WIZARD_N_STEPS 4

/* (transfer none): "Message", "Facts"… */
const char *amends_wizard_steps_get_title (int step);

void amends_wizard_steps_set_step (AmendsWizardSteps *self, int step);

G_END_DECLS
