/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of an account over time. */

#include "config.h"

#include "amends-series-card.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-format.h"
#include "amends-sparkline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _AmendsSeriesCard
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *period;
  GtkLabel *latest;
  GtkLabel *change;
  GtkLabel *none;
  AmendsSparkline *line;
};

G_DEFINE_FINAL_TYPE (AmendsSeriesCard, amends_series_card, ADW_TYPE_BIN)

static void
amends_series_card_class_init (AmendsSeriesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AMENDS_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-series-card.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, period);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, latest);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, change);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, none);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeriesCard, line);
}

static void
amends_series_card_init (AmendsSeriesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_series_card_new (void)
{
  return g_object_new (AMENDS_TYPE_SERIES_CARD, NULL);
}

static guint
count_figures (const AmendsRiskSeries *series)
{
  guint n = 0;

  for (guint i = 0; series != NULL && i < series->points->len; i++)
    if (!isnan (g_array_index (series->points, AmendsRiskPointView, i).value))
      n++;
  return n;
}

/* (transfer full): "16 December to 9 March" */
static char *
format_period (AmendsSession *session, const AmendsRiskSeries *series)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  const char *from = g_array_index (series->points, AmendsRiskPointView, 0).day;
  const char *to = g_array_index (series->points, AmendsRiskPointView, series->points->len - 1).day;
  g_autofree char *first = amends_format_date_text (from, now, zone);
  g_autofree char *last = amends_format_date_text (to, now, zone);

  if (g_str_equal (first, last))
    return g_steal_pointer (&first);
  /* TRANSLATORS: two dates between which figures are shown */
  return g_strdup_printf (_ ("%1$s to %2$s"), first, last);
}

static void
set_line (AmendsSeriesCard *self, const AmendsRiskSeries *series, const char *words)
{
  guint n = series->points->len;
  g_autofree double *x = g_new0 (double, n + 1);
  g_autofree double *y = g_new0 (double, n + 1);
  guint used = 0;

  for (guint i = 0; i < n; i++)
    {
      const AmendsRiskPointView *point = &g_array_index (series->points, AmendsRiskPointView, i);
      GDate date;

      if (!amends_date_parse (point->day, &date, NULL))
        continue;
      x[used] = g_date_get_julian (&date);
      y[used++] = point->value;
    }
  amends_sparkline_set (self->line, x, y, used, series->low, series->high, words);
}

void
amends_series_card_set (AmendsSeriesCard *self,
                        AmendsSession *session,
                        const AmendsRiskSeries *series)
{
  guint n = count_figures (series);
  g_autofree char *period = n > 0 ? format_period (session, series) : NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (AMENDS_IS_SERIES_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), series != NULL);
  if (series == NULL)
    return;
  gtk_label_set_label (self->title, series->title);
  amends_case_set_text (self->period, period);
  amends_case_set_text (self->latest, n > 0 ? series->latest : NULL);
  amends_case_set_text (self->change, n > 0 ? series->change : NULL);
  amends_account_set_tone (GTK_WIDGET (self->change), series->tone);
  /* One figure is no course. */
  gtk_widget_set_visible (GTK_WIDGET (self->line), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n < 2);
  gtk_label_set_label (self->none, n == 0 ? _ ("Nothing is known yet.")
                                          : _ ("One figure so far; a line needs two."));
  if (n < 2)
    return;
  {
    g_autofree char *value = amends_case_join (series->latest, series->change);

    /* TRANSLATORS: a chart in words: its name, between which dates, and the latest value */
    words = g_strdup_printf (_ ("%1$s, %2$s: %3$s"), series->title, period, value);
  }
  set_line (self, series, words);
}
