/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-debrief-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsDebriefStateRow:
 * A section of the debrief and how it stands, in the list beside the text.
 */
#define AMENDS_TYPE_DEBRIEF_STATE_ROW (amends_debrief_state_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebriefStateRow,
                      amends_debrief_state_row,
                      AMENDS,
                      DEBRIEF_STATE_ROW,
                      GtkListBoxRow)

GtkWidget *amends_debrief_state_row_new (const char *title);

void amends_debrief_state_row_set_state (AmendsDebriefStateRow *self,
                                         AmendsDebriefState state,
                                         gboolean mandatory);

G_END_DECLS
