/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* AmendsSentDialog: asks when a draft really went out; a draft that the send gate objects to also
 * needs a reason. */
#define AMENDS_TYPE_SENT_DIALOG (amends_sent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSentDialog, amends_sent_dialog, AMENDS, SENT_DIALOG, AdwWindow)

/* @from: any widget in the window; @n_blocking: findings that must be fixed. */
void amends_sent_dialog_present (GtkWidget *from,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 AmendsDraft *draft,
                                 guint n_blocking);

G_END_DECLS
