/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsFilterButton:
 * A pill that says what a list is filtered by, "Status: any" or "Status: Open, In progress", and
 * opens the choice.
 *
 * Properties: "title" such as "Status"; "mask" (bits 1 << value, 0 for any).
 */
#define AMENDS_TYPE_FILTER_BUTTON (amends_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFilterButton, amends_filter_button, AMENDS, FILTER_BUTTON, AdwBin)

/* @values: (array zero-terminated=0): of the enum @type, in the order of the menu */
void amends_filter_button_set_values (AmendsFilterButton *self,
                                      GType type,
                                      const int *values,
                                      guint n_values);

guint amends_filter_button_get_mask (AmendsFilterButton *self);
void amends_filter_button_clear (AmendsFilterButton *self);

G_END_DECLS
