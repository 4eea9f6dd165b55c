/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDraftEditor:
 * A draft being edited, with what the send gate finds in it and the ways it leaves the program.
 *
 * What is written is saved within two seconds, when another draft is shown and when the editor
 * goes out of view. Text that could not be saved is kept here and comes back with its draft.
 *
 * Signal "checked": the text has been checked; what amends_draft_check() says is new.
 *
 * Property: "folded": there is little room; findings fold to counts.
 * Property: "beside": the other language is shown beside the text where there is room.
 */
#define AMENDS_TYPE_DRAFT_EDITOR (amends_draft_editor_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftEditor, amends_draft_editor, AMENDS, DRAFT_EDITOR, AdwBin)

/* All are (nullable) together: nothing is shown. The draft already shown is brought up to date
 * without losing what is being written. */
void amends_draft_editor_show (AmendsDraftEditor *self,
                               AmendsSession *session,
                               AmendsCase *case_,
                               AmendsDraft *draft);

/* Starts saving what has not been saved. */
void amends_draft_editor_save (AmendsDraftEditor *self);

/* (transfer none) (nullable) */
AmendsDraft *amends_draft_editor_get_draft (AmendsDraftEditor *self);

G_END_DECLS
