/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsNoteDialog:
 * Puts down a note, or what the customer has said or written.
 */
#define AMENDS_TYPE_NOTE_DIALOG (amends_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsNoteDialog, amends_note_dialog, AMENDS, NOTE_DIALOG, AdwWindow)

/* @direction: INTERNAL for a note, INBOUND for the customer's words. */
void amends_note_dialog_present (GtkWidget *from,
                                 AmendsSession *session,
                                 AmendsCase *case_,
                                 AmendsDirection direction);

G_END_DECLS
