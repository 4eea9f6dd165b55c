/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsPasteDialog:
 * Turns pasted notes or an incident report into entries of the log, which are reviewed first.
 */
#define AMENDS_TYPE_PASTE_DIALOG (amends_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPasteDialog, amends_paste_dialog, AMENDS, PASTE_DIALOG, AdwWindow)

void amends_paste_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_);

G_END_DECLS
