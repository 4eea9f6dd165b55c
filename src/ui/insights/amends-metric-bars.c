/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a name, a bar and a number. */

#include "config.h"

#include "amends-metric-bars.h"

#include "amends-metrics.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static GtkWidget *
create_label (const char *text, float xalign, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  for (guint i = 0; classes[i] != NULL; i++)
    gtk_widget_add_css_class (label, classes[i]);
  return label;
}

static GtkWidget *
create_bar (const AmendsMetricBar *bar, double most)
{
  GtkWidget *widget = gtk_progress_bar_new ();
  g_autofree char *spoken = NULL;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (widget), isnan (bar->number) || most <= 0
                                                                ? 0
                                                                : CLAMP (bar->number / most, 0, 1));
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (widget, TRUE);
  /* TRANSLATORS: read aloud of a bar: what it is of, and its number */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), bar->title, bar->value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return widget;
}

static void
add_row (GtkGrid *grid, const AmendsMetricBar *bar, double most, int row, gboolean narrow)
{
  static const char *const plain[] = { NULL };
  static const char *const strong[] = { "heading", "numeric", NULL };
  static const char *const faint[] = { "caption", "dim-label", "numeric", NULL };
  GtkWidget *title = create_label (bar->title, 0, plain);
  GtkWidget *value = create_label (bar->value, 1, strong);
  GtkWidget *note = create_label (bar->note, narrow ? 0 : 1, faint);

  gtk_label_set_max_width_chars (GTK_LABEL (title), narrow ? 14 : 20);
  gtk_label_set_wrap (GTK_LABEL (value), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (note), narrow ? -1 : 22);
  gtk_grid_attach (grid, title, 0, row, 1, 1);
  gtk_grid_attach (grid, create_bar (bar, most), 1, row, 1, 1);
  gtk_grid_attach (grid, value, 2, row, 1, 1);
  gtk_widget_set_margin_bottom (note, narrow ? 6 : 0);
  gtk_widget_set_visible (note, bar->note != NULL && *bar->note != '\0');
  gtk_grid_attach (grid, note, narrow ? 0 : 3, narrow ? row + 1 : row, narrow ? 3 : 1, 1);
}

void
amends_metric_bars_fill (GtkGrid *grid, GPtrArray *bars, gboolean narrow)
{
  GtkWidget *child;
  double most = 0;

  g_return_if_fail (GTK_IS_GRID (grid));
  g_return_if_fail (bars != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  for (guint i = 0; i < bars->len; i++)
    {
      const AmendsMetricBar *bar = bars->pdata[i];

      if (!isnan (bar->number))
        most = MAX (most, bar->number);
    }
  /* A note below its bar belongs to it. */
  gtk_grid_set_row_spacing (grid, narrow ? 2 : 6);
  for (guint i = 0; i < bars->len; i++)
    add_row (grid, bars->pdata[i], most, narrow ? 2 * (int) i : (int) i, narrow);
}
