/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsClockGlyph:
 * The state of a clock as a small drawing: a ring that fills, a dot in it when due soon, a disc
 * with an exclamation mark when late, bars when paused, a tick when met; a dashed ring for a
 * planned moment that is no clock.
 *
 * Properties: "state" (#AmendsClockState), "fraction" (0 to 1), "planned" (wins over the state),
 * "size" (pixels, 20 unless told). It names its state to a screen reader.
 */
#define AMENDS_TYPE_CLOCK_GLYPH (amends_clock_glyph_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClockGlyph, amends_clock_glyph, AMENDS, CLOCK_GLYPH, GtkWidget)

GtkWidget *amends_clock_glyph_new (int size);

/* A clock in @state of whose allowance @fraction is used. */
void amends_clock_glyph_set_clock (AmendsClockGlyph *self, AmendsClockState state, double fraction);
/* A planned moment: a dashed ring. */
void amends_clock_glyph_set_planned (AmendsClockGlyph *self);

/* (transfer none) (nullable): the style class for the words beside it: "warning" or "error";
 * NULL for plain, dimmed words. */
const char *amends_clock_state_get_css_class (AmendsClockState state);

/* Gives @widget that class and takes the others away. */
void amends_clock_state_style (GtkWidget *widget, AmendsClockState state);

G_END_DECLS
