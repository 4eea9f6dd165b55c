/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsAdaptiveBin:
 * Holds one child and says whether there is room for the wide layout, so that pages can change
 * theirs: it may always be made as small as a phone, even while the wide layout asks for more.
 *
 * Properties: "child"; "narrow" (readable); "threshold" (pixels from which the layout is wide);
 * "scrolls" (every page of the child scrolls, so that no height need be worked out for it: a window
 * has one of its own).
 */
#define AMENDS_TYPE_ADAPTIVE_BIN (amends_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAdaptiveBin, amends_adaptive_bin, AMENDS, ADAPTIVE_BIN, GtkWidget)

gboolean amends_adaptive_bin_get_narrow (AmendsAdaptiveBin *self);

G_END_DECLS
