/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsImportDialog:
 * Reads a CSV file: what its columns are, a trial that changes nothing, the import, and a way to
 * take it back.
 */
#define AMENDS_TYPE_IMPORT_DIALOG (amends_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsImportDialog, amends_import_dialog, AMENDS, IMPORT_DIALOG, AdwWindow)

/* Asks for the file first. @from: any widget in the window */
void amends_import_dialog_ask (GtkWidget *from, AmendsSession *session);

/* Without asking. Returns: (transfer none): the dialog */
AmendsImportDialog *
amends_import_dialog_present (GtkWidget *from, AmendsSession *session, const char *path);

G_END_DECLS
