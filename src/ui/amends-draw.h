/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For drawn widgets. @name: a named colour of the style, such as "accent_color". The foreground
 * stands in for a colour the style does not have. */
void amends_draw_lookup (GtkWidget *widget, const char *name, GdkRGBA *color);

/* How many times its usual size text is to have; 1.0 at least. */
double amends_draw_get_text_scale (GtkWidget *widget);

/* The foreground at @alpha; stronger in high contrast. */
void amends_draw_lookup_faint (GtkWidget *widget, double alpha, GdkRGBA *color);

/* Draws @widget anew whenever the colours of the style change. */
void amends_draw_follow_style (GtkWidget *widget);

G_END_DECLS
