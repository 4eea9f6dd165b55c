/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of drawn widgets, from the style. */

#include "config.h"

#include "amends-draw.h"

#include <adwaita.h>

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
  color->alpha *= strong ? MIN (1.0, alpha + 0.3) : alpha;
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
