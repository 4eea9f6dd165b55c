/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsSeriesCard:
 * A figure over time: its name, since when, the latest value, how it has changed, and the line.
 */
#define AMENDS_TYPE_SERIES_CARD (amends_series_card_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSeriesCard, amends_series_card, AMENDS, SERIES_CARD, AdwBin)

GtkWidget *amends_series_card_new (void);

/* @series: (nullable): without a single figure in it, the card says so. */
void amends_series_card_set (AmendsSeriesCard *self,
                             AmendsSession *session,
                             const AmendsRiskSeries *series);

G_END_DECLS
