/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsRiskFactorRow:
 * One factor of a risk score with its points; it opens what they rest on. Activates
 * "account.show-interaction" and "win.open-case" for evidence that is from there.
 *
 * Property: "narrow": the words stand below, not beside.
 */
#define AMENDS_TYPE_RISK_FACTOR_ROW (amends_risk_factor_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskFactorRow,
                      amends_risk_factor_row,
                      AMENDS,
                      RISK_FACTOR_ROW,
                      GtkListBoxRow)

/* @contacts: (element-type AmendsEngagement): whose words are quoted */
void amends_risk_factor_row_set (AmendsRiskFactorRow *self,
                                 AmendsSession *session,
                                 const AmendsRiskFactor *factor,
                                 GPtrArray *contacts);

/* (nullable): identifier of the factor. */
const char *amends_risk_factor_row_get_id (AmendsRiskFactorRow *self);

/* Opens or closes what the points rest on. */
void amends_risk_factor_row_toggle (AmendsRiskFactorRow *self);

G_END_DECLS
