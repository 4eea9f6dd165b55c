/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsVipDialog:
 * How issues of each tier of customers are handled at each priority: by when, by whom, who is told.
 * Changed in a playbook of the user's own; saved as a document.
 */
#define AMENDS_TYPE_VIP_DIALOG (amends_vip_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsVipDialog, amends_vip_dialog, AMENDS, VIP_DIALOG, AdwWindow)

/* @from: any widget in the window. Returns: (transfer none): the dialog, which fills itself */
AmendsVipDialog *amends_vip_dialog_present (GtkWidget *from, AmendsSession *session);

G_END_DECLS
