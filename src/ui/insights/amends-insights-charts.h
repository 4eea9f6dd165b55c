/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsInsightsCharts:
 * The chart of a range, beside what is at risk and what keeps coming back.
 */
#define AMENDS_TYPE_INSIGHTS_CHARTS (amends_insights_charts_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInsightsCharts, amends_insights_charts, AMENDS, INSIGHTS_CHARTS, AdwBin)

/* @insights: kept. */
void amends_insights_charts_show (AmendsInsightsCharts *self, AmendsInsights *insights);

/* One below the other. */
void amends_insights_charts_set_narrow (AmendsInsightsCharts *self, gboolean narrow);

G_END_DECLS
