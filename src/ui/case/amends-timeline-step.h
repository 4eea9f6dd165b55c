/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTimelineStep:
 * A planned moment: it can be done, put off, and moved with Ctrl and the arrow keys. A move by keys
 * is made once the keys have rested for a moment, or the row goes out of view.
 *
 * Property: "narrow": the buttons below the words.
 */
#define AMENDS_TYPE_TIMELINE_STEP (amends_timeline_step_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimelineStep,
                      amends_timeline_step,
                      AMENDS,
                      TIMELINE_STEP,
                      GtkListBoxRow)

GtkWidget *
amends_timeline_step_new (AmendsSession *session, AmendsCase *case_, AmendsCheckpoint *checkpoint);

/* (transfer none) */
AmendsCheckpoint *amends_timeline_step_get_checkpoint (AmendsTimelineStep *self);

void amends_timeline_step_update (AmendsTimelineStep *self);

/**
 * amends_timeline_step_nudge:
 *
 * Moves the step by @minutes and @days as its keys do: presses in a row are one change, and it does
 * not go into the past.
 *
 * Returns: where it will be
 */
AmendsInstant amends_timeline_step_nudge (AmendsTimelineStep *self, int minutes, int days);

/* Moves it there at once. */
void amends_timeline_step_move (AmendsTimelineStep *self, AmendsInstant to);

G_END_DECLS
