/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsPercentRing:
 * A share as a ring that fills, with the number in it. It names itself to a screen reader.
 *
 * Property: "percent" (0 to 100).
 */
#define AMENDS_TYPE_PERCENT_RING (amends_percent_ring_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPercentRing, amends_percent_ring, AMENDS, PERCENT_RING, GtkWidget)

void amends_percent_ring_set_percent (AmendsPercentRing *self, int percent);

G_END_DECLS
