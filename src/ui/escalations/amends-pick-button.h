/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsPickButton:
 * A pill like #AmendsFilterButton for names that are data, such as customers: a long list can be
 * searched.
 *
 * Property: "title" such as "Account". Signal "changed": others are chosen.
 */
#define AMENDS_TYPE_PICK_BUTTON (amends_pick_button_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPickButton, amends_pick_button, AMENDS, PICK_BUTTON, AdwBin)

/* (transfer none): of an item of the model. */
typedef const char *(*AmendsPickText) (gpointer item);

/* What can be chosen. @get_id says what is chosen, @get_label how it is called. */
void amends_pick_button_set_model (AmendsPickButton *self,
                                   GListModel *model,
                                   AmendsPickText get_id,
                                   AmendsPickText get_label);

/* (transfer none) (nullable): the ids that are chosen, NULL-terminated; NULL for any. */
const char *const *amends_pick_button_get_chosen (AmendsPickButton *self);
/* Chooses one alone, as its row in the menu would. @label is what it is called. */
void amends_pick_button_choose (AmendsPickButton *self, const char *id, const char *label);
void amends_pick_button_clear (AmendsPickButton *self);

G_END_DECLS
