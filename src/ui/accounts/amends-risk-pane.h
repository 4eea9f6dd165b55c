/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsRiskPane:
 * How much an account is at risk, why, and what to do about it today.
 */
#define AMENDS_TYPE_RISK_PANE (amends_risk_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskPane, amends_risk_pane, AMENDS, RISK_PANE, AdwBin)

/* @file: as it was read now; what is open stays open. */
void amends_risk_pane_set_file (AmendsRiskPane *self, AmendsSession *session, AmendsRiskFile *file);

G_END_DECLS
