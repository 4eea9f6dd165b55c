/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_metric_bars_fill:
 * @grid: what is in it goes
 * @bars: (element-type AmendsMetricBar)
 * @narrow: the note of a bar stands below it
 *
 * A row for each: name, bar, number, note. The longest bar is the greatest number; one that is
 * silent has none.
 */
void amends_metric_bars_fill (GtkGrid *grid, GPtrArray *bars, gboolean narrow);

G_END_DECLS
