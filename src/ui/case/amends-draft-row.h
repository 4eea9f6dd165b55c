/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-tools.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsDraftRow:
 * A draft in the list of a case, with how it stands.
 */
#define AMENDS_TYPE_DRAFT_ROW (amends_draft_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftRow, amends_draft_row, AMENDS, DRAFT_ROW, GtkListBoxRow)

GtkWidget *amends_draft_row_new (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft);

/* Reads the draft again. */
void amends_draft_row_update (AmendsDraftRow *self);

/* (transfer none) */
AmendsDraft *amends_draft_row_get_draft (AmendsDraftRow *self);
/* As of the last update. */
AmendsDraftGroup amends_draft_row_get_group (AmendsDraftRow *self);

G_END_DECLS
