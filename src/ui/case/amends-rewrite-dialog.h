/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-versions.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* AmendsRewriteDialog: a draft is written anew where it had been edited: the user chooses place by
 * place. */
#define AMENDS_TYPE_REWRITE_DIALOG (amends_rewrite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRewriteDialog, amends_rewrite_dialog, AMENDS, REWRITE_DIALOG, AdwWindow)

/**
 * amends_rewrite_dialog_start:
 * @from: any widget in the window
 * @draft: saved as it is being written
 *
 * Writes @draft anew. Where nothing has to be chosen this is done at once; else the dialog asks.
 */
void amends_rewrite_dialog_start (GtkWidget *from,
                                  AmendsSession *session,
                                  AmendsCase *case_,
                                  AmendsDraft *draft);

G_END_DECLS
