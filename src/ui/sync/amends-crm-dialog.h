/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsCrmDialog:
 * Connects a CRM: which one and where, a test of the connection, what will be read and written.
 */
#define AMENDS_TYPE_CRM_DIALOG (amends_crm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCrmDialog, amends_crm_dialog, AMENDS, CRM_DIALOG, AdwWindow)

/* @from: any widget in the window */
void amends_crm_dialog_present (GtkWidget *from, AmendsSession *session);

G_END_DECLS
