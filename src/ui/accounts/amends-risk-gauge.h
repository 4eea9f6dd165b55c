/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-rules.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsRiskGauge:
 * A score of 100 on a half circle, with the scores at which something has to be done.
 */
#define AMENDS_TYPE_RISK_GAUGE (amends_risk_gauge_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskGauge, amends_risk_gauge, AMENDS, RISK_GAUGE, GtkWidget)

/**
 * amends_risk_gauge_set:
 * @score: 0 to 100
 * @tone: of its level
 * @thresholds: (array length=n_thresholds): rising, each between 1 and 99
 * @words: all of it in words
 */
void amends_risk_gauge_set (AmendsRiskGauge *self,
                            int score,
                            AmendsTone tone,
                            const int *thresholds,
                            guint n_thresholds,
                            const char *words);

/* (transfer none): what it says to those who cannot see it. */
const char *amends_risk_gauge_get_words (AmendsRiskGauge *self);

G_END_DECLS
