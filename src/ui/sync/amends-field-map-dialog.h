/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsFieldMapDialog:
 * Which field of the CRM is which here, with an example of what it holds. Each choice is kept at
 * once.
 */
#define AMENDS_TYPE_FIELD_MAP_DIALOG (amends_field_map_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFieldMapDialog,
                      amends_field_map_dialog,
                      AMENDS,
                      FIELD_MAP_DIALOG,
                      AdwWindow)

/* @from: any widget in the window */
void amends_field_map_dialog_present (GtkWidget *from, AmendsSession *session);

G_END_DECLS
