/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a section of a debrief stands: shape, word, colour. */
typedef enum
{
  AMENDS_DEBRIEF_EMPTY,
  AMENDS_DEBRIEF_INCOMPLETE,
  AMENDS_DEBRIEF_MUST_FIX,
  AMENDS_DEBRIEF_COMPLETE,
} AmendsDebriefState;

/* Gives @icon the shape and colour of the state. */
void amends_debrief_state_show (AmendsDebriefState state, GtkImage *icon);

/* Puts the word of the state into @label: "must fix", "empty"; nothing when complete. */
void amends_debrief_state_say (AmendsDebriefState state, gboolean mandatory, GtkLabel *label);

/* (transfer none): the same for a screen reader, which does not see that nothing means complete. */
const char *amends_debrief_state_get_spoken (AmendsDebriefState state, gboolean mandatory);

G_END_DECLS
