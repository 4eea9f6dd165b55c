/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsPlaceRow:
 * A place in a sidebar, such as a page of a case, with what is open there.
 *
 * Properties: "page": name of the page; "title"; "icon-name"; "folded": leads to another view.
 */
#define AMENDS_TYPE_PLACE_ROW (amends_place_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlaceRow, amends_place_row, AMENDS, PLACE_ROW, GtkListBoxRow)

/* (transfer none) */
const char *amends_place_row_get_page (AmendsPlaceRow *self);

/**
 * amends_place_row_set_badge:
 * @text: (nullable): a number or a share; NULL for none
 * @spoken: (nullable): the same in words, for screen readers
 * @warn: TRUE with a warning sign, else plain
 */
void amends_place_row_set_badge (AmendsPlaceRow *self,
                                 const char *text,
                                 const char *spoken,
                                 gboolean warn);

/* Whether some of what the badge counts is late. */
void amends_place_row_set_late (AmendsPlaceRow *self, gboolean late);

G_END_DECLS
