/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-contact.h"
#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsContactDialog:
 * A person at a customer, to fill in or to change.
 */
#define AMENDS_TYPE_CONTACT_DIALOG (amends_contact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsContactDialog, amends_contact_dialog, AMENDS, CONTACT_DIALOG, AdwWindow)

/* @contact: (nullable): NULL adds one to @account. */
void amends_contact_dialog_present (GtkWidget *from,
                                    AmendsSession *session,
                                    AmendsAccount *account,
                                    AmendsContact *contact);

G_END_DECLS
