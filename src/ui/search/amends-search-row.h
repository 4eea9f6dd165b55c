/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-match.h"
#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsSearchRow:
 * Something that a search found: what it is, with the words marked, and where they stand.
 */
#define AMENDS_TYPE_SEARCH_ROW (amends_search_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSearchRow, amends_search_row, AMENDS, SEARCH_ROW, GtkListBoxRow)

GtkWidget *amends_search_row_new (AmendsSession *session, AmendsMatch *match);

/* (transfer none) */
AmendsMatch *amends_search_row_get_match (AmendsSearchRow *self);

/* Its match has changed, or other words are searched for. */
void amends_search_row_update (AmendsSearchRow *self, const char *words);

/* Goes to what was found. */
void amends_search_row_open (AmendsSearchRow *self);

G_END_DECLS
