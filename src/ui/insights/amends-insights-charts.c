/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a range, beside what is at risk and what keeps coming back. */

#include "config.h"

#include "amends-insights-charts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "amends-bar-chart.h"
#include "amends-case-tools.h"
#include "amends-legend-mark.h"
#include "amends-metric-bars.h"

struct _AmendsInsightsCharts
{
  AdwBin parent_instance;

  AmendsInsights *insights; /* (owned) (nullable) */
  gboolean narrow;

  GtkBox *columns;
  GtkWidget *chart_card;
  GtkBox *chart_head;
  GtkLabel *chart_title;
  GtkBox *legend;
  AmendsBarChart *chart;
  GtkLabel *chart_note;
  GtkLabel *risk_total;
  GtkGrid *risk;
  GtkLabel *risk_none;
  GtkGrid *recurring;
  GtkLabel *recurring_none;
};

G_DEFINE_FINAL_TYPE (AmendsInsightsCharts, amends_insights_charts, ADW_TYPE_BIN)

static void
add_legend (AmendsInsightsCharts *self, AmendsLegendKind kind, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), amends_legend_mark_new (kind));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->legend, box);
}

static void
fill_legend (AmendsInsightsCharts *self, const AmendsMetricChart *chart)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
  for (guint i = 0; i < chart->series->len; i++)
    add_legend (self, i == 0 ? AMENDS_LEGEND_FULL : AMENDS_LEGEND_LIGHT, chart->names[i]);
  if (!isnan (chart->target) && chart->target_title != NULL)
    add_legend (self, AMENDS_LEGEND_GOAL, chart->target_title);
}

static gboolean
has_points (const AmendsMetricChart *chart)
{
  for (guint i = 0; i < chart->series->len; i++)
    {
      const AmendsMetric *metric = chart->series->pdata[i];

      for (guint j = 0; j < metric->trend->len; j++)
        if (!isnan (((AmendsMetricPoint *) metric->trend->pdata[j])->value))
          return TRUE;
    }
  return FALSE;
}

static void
fill_chart (AmendsInsightsCharts *self)
{
  GPtrArray *charts = amends_insights_get_charts (self->insights);
  const AmendsMetricChart *chart = charts->len > 0 ? charts->pdata[0] : NULL;
  gboolean drawn = chart != NULL && has_points (chart);

  gtk_widget_set_visible (self->chart_card, chart != NULL && chart->series->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), drawn);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), drawn);
  if (chart == NULL)
    return;
  gtk_label_set_label (self->chart_title, chart->title);
  if (!drawn)
    {
      amends_case_set_text (self->chart_note,
                            _ ("No stretch has enough closed cases to be drawn."));
      return;
    }
  amends_bar_chart_set (self->chart, (const AmendsMetric *const *) chart->series->pdata,
                        chart->series->len, chart->target, chart->description);
  fill_legend (self, chart);
  amends_case_set_text (self->chart_note, chart->note);
}

static void
fill_bars (AmendsInsightsCharts *self)
{
  GPtrArray *risk = amends_insights_get_arr_at_risk (self->insights);
  GPtrArray *recurring = amends_insights_get_recurring (self->insights);

  amends_metric_bars_fill (self->risk, risk, self->narrow);
  amends_metric_bars_fill (self->recurring, recurring, self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->risk), risk->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->risk_none), risk->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->recurring), recurring->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->recurring_none), recurring->len == 0);
  amends_case_set_text (self->risk_total, amends_insights_get_arr_total (self->insights));
}

static void
amends_insights_charts_dispose (GObject *object)
{
  g_clear_object (&AMENDS_INSIGHTS_CHARTS (object)->insights);

  G_OBJECT_CLASS (amends_insights_charts_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsInsightsCharts, name)

static void
amends_insights_charts_class_init (AmendsInsightsChartsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_insights_charts_dispose;

  g_type_ensure (AMENDS_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/insights/amends-insights-charts.ui");
  CHILD (columns);
  CHILD (chart_card);
  CHILD (chart_head);
  CHILD (chart_title);
  CHILD (legend);
  CHILD (chart);
  CHILD (chart_note);
  CHILD (risk_total);
  CHILD (risk);
  CHILD (risk_none);
  CHILD (recurring);
  CHILD (recurring_none);
}

static void
amends_insights_charts_init (AmendsInsightsCharts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_insights_charts_show (AmendsInsightsCharts *self, AmendsInsights *insights)
{
  g_return_if_fail (AMENDS_IS_INSIGHTS_CHARTS (self));
  g_return_if_fail (AMENDS_IS_INSIGHTS (insights));

  g_set_object (&self->insights, insights);
  fill_chart (self);
  fill_bars (self);
}

void
amends_insights_charts_set_narrow (AmendsInsightsCharts *self, gboolean narrow)
{
  GtkOrientation beside = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (AMENDS_IS_INSIGHTS_CHARTS (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), beside);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->chart_head), beside);
  gtk_box_set_spacing (self->chart_head, narrow ? 6 : 12);
  if (self->insights != NULL)
    fill_bars (self);
}
