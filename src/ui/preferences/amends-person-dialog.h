/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Somebody of our side, to fill in or to change. */
#define AMENDS_TYPE_PERSON_DIALOG (amends_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPersonDialog, amends_person_dialog, AMENDS, PERSON_DIALOG, AdwWindow)

/* @parent: any widget in the window; @person: (nullable): a new one */
void amends_person_dialog_present (GtkWidget *parent, AmendsSession *session, AmendsPerson *person);

G_END_DECLS
