/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsBarChart:
 * Numbers stretch by stretch as bars side by side, each with its value on it, with the goal as a
 * dashed line. A stretch without a number is a gap with a dash, never a bar of no height.
 *
 * The first series has the accent colour, the second 30 % of it. Takes the focus, so that a screen
 * reader comes upon it and says what it shows. Legend and heading are for who places it.
 */
#define AMENDS_TYPE_BAR_CHART (amends_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (AmendsBarChart, amends_bar_chart, AMENDS, BAR_CHART, GtkWidget)

GtkWidget *amends_bar_chart_new (void);

/**
 * amends_bar_chart_set:
 * @series: (array length=n_series): of equal trends; copied
 * @target: in the unit of the first; NAN: none
 * @description: everything the chart shows, in words
 */
void amends_bar_chart_set (AmendsBarChart *self,
                           const AmendsMetric *const *series,
                           guint n_series,
                           double target,
                           const char *description);

/* The colour of series @at, as drawn now. */
void amends_bar_chart_get_color (GtkWidget *widget, guint at, GdkRGBA *color);

G_END_DECLS
