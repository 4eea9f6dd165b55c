/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* AmendsVersionsDialog: what a draft said before, what has changed, and the way back. */
#define AMENDS_TYPE_VERSIONS_DIALOG (amends_versions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsVersionsDialog,
                      amends_versions_dialog,
                      AMENDS,
                      VERSIONS_DIALOG,
                      AdwWindow)

/**
 * amends_versions_dialog_present:
 * @from: any widget in the window
 * @draft: saved as it is being written
 */
void amends_versions_dialog_present (GtkWidget *from,
                                     AmendsSession *session,
                                     AmendsCase *case_,
                                     AmendsDraft *draft);

G_END_DECLS
