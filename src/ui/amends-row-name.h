/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What a screen reader says of a row that takes the focus: the toolkit leaves rows that it makes
 * itself without a name.
 */

/**
 * amends_row_set_name:
 * @part: anything in a row of a list box, list view or column view
 * @words: (array length=n_words) (element-type utf8): what makes up the name, most telling first;
 *   NULL and empty ones are left out
 *
 * Does nothing while @part is not in a row.
 */
void amends_row_set_name (GtkWidget *part, const char *const *words, guint n_words);

/* Gives the switch of @row its title. */
void amends_row_name_switch (AdwExpanderRow *row);

G_END_DECLS
