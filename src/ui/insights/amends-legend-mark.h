/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  AMENDS_LEGEND_FULL,  /* the first series */
  AMENDS_LEGEND_LIGHT, /* the second */
  AMENDS_LEGEND_GOAL,  /* the dashed line */
} AmendsLegendKind;

/**
 * AmendsLegendMark:
 * What the word beside it looks like in a chart.
 */
#define AMENDS_TYPE_LEGEND_MARK (amends_legend_mark_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLegendMark, amends_legend_mark, AMENDS, LEGEND_MARK, GtkWidget)

GtkWidget *amends_legend_mark_new (AmendsLegendKind kind);

G_END_DECLS
