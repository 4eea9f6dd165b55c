/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsTodaySection:
 * A heading with a count over a list of what is due. Hidden while it is empty.
 *
 * Properties: "title"; "late": the heading is red and its first row has the blue button; "narrow".
 * Only the first rows are shown until the user asks for all. Signal "left" (GtkDirectionType) →
 * boolean: the arrow keys have come to an end of the list.
 */
#define AMENDS_TYPE_TODAY_SECTION (amends_today_section_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTodaySection, amends_today_section, AMENDS, TODAY_SECTION, AdwBin)

/* @rows: (element-type AmendsTask): in order; rows that stay keep their widgets. */
void
amends_today_section_set_rows (AmendsTodaySection *self, AmendsSession *session, GPtrArray *rows);

/* A minute has passed. */
void amends_today_section_update (AmendsTodaySection *self);

/* The row that has the focus, or has a part that has it; -1 for none. */
int amends_today_section_get_focused (AmendsTodaySection *self);
/* To the row at @index, or the last one there is: also for -1. FALSE when there is none. */
gboolean amends_today_section_focus (AmendsTodaySection *self, int index);

/* A list box makes every row at once; nobody reads more than this at a glance. */
#define AMENDS_TODAY_SECTION_MOST 20

/* How many rows are shown unless the user asks for all; none at first. Below the most there is no
 * button for the rest: more rows are coming. */
void amends_today_section_set_limit (AmendsTodaySection *self, guint limit);

G_END_DECLS
