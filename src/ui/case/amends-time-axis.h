/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTimeAxis:
 * A case on a drawn time axis: its clocks, what has happened and what is planned, with now and the
 * working hours. It takes the focus; the keys select, move and zoom, and what is selected is its
 * accessible name. A list with the same rows is to stand beside it.
 *
 * Properties: "selected" (GObject, nullable): an item or a clock. "span" (gint64): what is shown,
 * in milliseconds.
 *
 * Signals:
 * ::move (AmendsCheckpoint *step, gint64 to): it was dragged there.
 * ::nudge (AmendsCheckpoint *step, int minutes, int days): by the keys.
 * ::refused (const char *why): a sentence.
 * ::open (GObject *item): Enter, or a second click.
 * ::command (const char *name): "done" or "snooze", for what is selected.
 */
#define AMENDS_TYPE_TIME_AXIS (amends_time_axis_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimeAxis, amends_time_axis, AMENDS, TIME_AXIS, GtkWidget)

/* Shows a case; of another one, from now. All are (nullable) together. @items: (element-type
 * AmendsRecord): of amends_timeline_collect() and planned checkpoints. */
void amends_time_axis_set_items (AmendsTimeAxis *self,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 GPtrArray *items);

GObject *amends_time_axis_get_selected (AmendsTimeAxis *self);
/* @item: (nullable). @reveal: scroll to it. */
void amends_time_axis_select (AmendsTimeAxis *self, GObject *item, gboolean reveal);

/* Where a step is to be shown while the keys move it; ends with the next change of the items. */
void amends_time_axis_preview (AmendsTimeAxis *self, AmendsCheckpoint *step, AmendsInstant to);

gint64 amends_time_axis_get_span (AmendsTimeAxis *self);
/* Shows @span around now. */
void amends_time_axis_set_span (AmendsTimeAxis *self, gint64 span);
AmendsInstant amends_time_axis_get_start (AmendsTimeAxis *self);

/* -1 is a page back, 1 a page on, 0 is now. */
void amends_time_axis_turn (AmendsTimeAxis *self, int pages);

G_END_DECLS
