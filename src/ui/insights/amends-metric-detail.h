/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsMetricDetail:
 * What is behind a number: what it means, how it went, by what it can be split, and the cases. A
 * row opens its case or account.
 */
#define AMENDS_TYPE_METRIC_DETAIL (amends_metric_detail_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMetricDetail, amends_metric_detail, AMENDS, METRIC_DETAIL, AdwBin)

/* @insights: kept; @metric: (nullable): of it; NULL hides the whole. */
void amends_metric_detail_show (AmendsMetricDetail *self,
                                AmendsInsights *insights,
                                const AmendsMetric *metric);

void amends_metric_detail_set_narrow (AmendsMetricDetail *self, gboolean narrow);

/* (transfer none) (nullable): the identifier of the number that is shown. */
const char *amends_metric_detail_get_id (AmendsMetricDetail *self);

G_END_DECLS
