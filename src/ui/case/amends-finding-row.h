/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-finding.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsFindingRow:
 * Something the send gate found in a draft, with what can be done about it: "draft.fix" and
 * "draft.show-finding" with its number, "draft.mark-sent" to send it all the same.
 */
#define AMENDS_TYPE_FINDING_ROW (amends_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFindingRow, amends_finding_row, AMENDS, FINDING_ROW, GtkListBoxRow)

GtkWidget *amends_finding_row_new (void);

/* @number: of the finding in the draft, from 0; @primary: its button is the one to press next. */
void amends_finding_row_show (AmendsFindingRow *self,
                              AmendsFinding *finding,
                              guint number,
                              gboolean primary);

G_END_DECLS
