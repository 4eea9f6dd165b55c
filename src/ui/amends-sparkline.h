/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsSparkline:
 * A small line of figures over time. The figures that matter are written beside it: the line has no
 * axes. What it shows is said in words to those who cannot see it.
 */
#define AMENDS_TYPE_SPARKLINE (amends_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSparkline, amends_sparkline, AMENDS, SPARKLINE, GtkWidget)

GtkWidget *amends_sparkline_new (void);

/**
 * amends_sparkline_set:
 * @x: (array length=n): rising, in any unit
 * @y: (array length=n): NAN for a gap
 * @low: of the axis; the line is never drawn below it
 * @high: of the axis
 * @words: what the line shows
 */
void amends_sparkline_set (AmendsSparkline *self,
                           const double *x,
                           const double *y,
                           guint n,
                           double low,
                           double high,
                           const char *words);

G_END_DECLS
