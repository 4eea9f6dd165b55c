/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsRiskWeights:
 * How many points each factor of risk can have: in the playbook, and with what was learned from
 * answers to warnings.
 */
#define AMENDS_TYPE_RISK_WEIGHTS (amends_risk_weights_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskWeights, amends_risk_weights, AMENDS, RISK_WEIGHTS, AdwWindow)

/* @from: any widget in the window. Returns: (transfer none): the dialog, which fills itself */
AmendsRiskWeights *amends_risk_weights_present (GtkWidget *from, AmendsSession *session);

G_END_DECLS
