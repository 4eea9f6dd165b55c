/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsMetricCard:
 * One number: its name, its value, the verdict in words beside its icon, what it was counted over.
 */
#define AMENDS_TYPE_METRIC_CARD (amends_metric_card_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMetricCard, amends_metric_card, AMENDS, METRIC_CARD, GtkFlowBoxChild)

/* @insights: what @metric is of; kept. */
GtkWidget *amends_metric_card_new (AmendsInsights *insights, const AmendsMetric *metric);

/* (transfer none): valid as long as the card. */
const AmendsMetric *amends_metric_card_get_metric (AmendsMetricCard *self);

G_END_DECLS
