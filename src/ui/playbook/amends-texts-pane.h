/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The texts of drafts, and what they say in a case of the workspace. */
#define AMENDS_TYPE_TEXTS_PANE (amends_texts_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTextsPane, amends_texts_pane, AMENDS, TEXTS_PANE, GtkBox)

void amends_texts_pane_set_edit (AmendsTextsPane *self,
                                 AmendsSession *session,
                                 AmendsPlaybookEdit *edit);

/**
 * amends_texts_pane_show_check:
 * @engines: (nullable): what the playbook compiles to; NULL: it does not
 * @error: (nullable): why
 *
 * Shows the fault at its line if it is in this text, and what the text says in the case otherwise.
 */
void
amends_texts_pane_show_check (AmendsTextsPane *self, AmendsEngines *engines, const GError *error);

/* Opens the text at @path, "templates/en/first-response.md", at @line (0: the first). */
void amends_texts_pane_open (AmendsTextsPane *self, const char *path, guint line);

G_END_DECLS
