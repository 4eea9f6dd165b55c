/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word of a legend looks like in the chart. */

#include "config.h"

#include "amends-legend-mark.h"

#include "amends-bar-chart.h"
#include "amends-draw.h"

#define SIZE 12

struct _AmendsLegendMark
{
  GtkWidget parent_instance;

  AmendsLegendKind kind;
};

G_DEFINE_FINAL_TYPE (AmendsLegendMark, amends_legend_mark, GTK_TYPE_WIDGET)

static void
amends_legend_mark_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
amends_legend_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsLegendKind kind = AMENDS_LEGEND_MARK (widget)->kind;
  float width = (float) gtk_widget_get_width (widget);
  float middle = (float) gtk_widget_get_height (widget) / 2;
  GskRoundedRect outline;
  GdkRGBA color;

  if (kind == AMENDS_LEGEND_GOAL)
    {
      amends_draw_lookup_faint (widget, 0.7, &color);
      for (float x = 0; x < width; x += 5)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, middle - 1, 3, 1));
      return;
    }
  amends_bar_chart_get_color (widget, kind == AMENDS_LEGEND_FULL ? 0 : 1, &color);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, middle - SIZE / 2.0f, SIZE, SIZE), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
amends_legend_mark_class_init (AmendsLegendMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = amends_legend_mark_measure;
  widget_class->snapshot = amends_legend_mark_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
amends_legend_mark_init (AmendsLegendMark *self)
{
  amends_draw_follow_style (GTK_WIDGET (self));
}

GtkWidget *
amends_legend_mark_new (AmendsLegendKind kind)
{
  AmendsLegendMark *self = g_object_new (AMENDS_TYPE_LEGEND_MARK, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}
