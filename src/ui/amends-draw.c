/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of drawn widgets, from the style. */

#include "config.h"

#include "amends-draw.h"

#include <adwaita.h>

/* In 1024ths of a dot per inch, as the toolkit has it. */
#define USUAL_DPI (96 * 1024)

/* What is fainter than this is a tint. */
#define FAINTEST_LINE 0.1

void
amends_draw_lookup (GtkWidget *widget, const char *name, GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, color))
    gtk_style_context_get_color (context, color);
}

void
amends_draw_lookup_faint (GtkWidget *widget, double alpha, GdkRGBA *color)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
  if (strong)
    /* Words and lines grow stronger; a tint must stay one, for words stand on it. */
    alpha = alpha < FAINTEST_LINE ? 2 * alpha : MIN (1.0, alpha + 0.3);
  color->alpha *= alpha;
}

double
amends_draw_get_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1.0);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > USUAL_DPI ? (double) dpi / USUAL_DPI : 1.0;
}

void
amends_draw_follow_style (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           widget, G_CONNECT_SWAPPED);
}
