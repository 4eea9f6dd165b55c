/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsSummaryCell:
 * The part of a list of escalations that depends on the time: the next clock. With "full" it is a
 * whole row for narrow windows.
 *
 * Properties: "summary" (nullable); "full" (construct only).
 */
#define AMENDS_TYPE_SUMMARY_CELL (amends_summary_cell_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSummaryCell, amends_summary_cell, AMENDS, SUMMARY_CELL, AdwBin)

GtkWidget *amends_summary_cell_new (AmendsSession *session, gboolean full);

void amends_summary_cell_set_summary (AmendsSummaryCell *self, AmendsSummary *summary);

/* A minute has passed. */
void amends_summary_cell_update (AmendsSummaryCell *self);

/* (transfer full): "ESC-0042  Dispatch export down" as markup; @words of a search are underlined.
 */
char *amends_summary_format_issue (AmendsSummary *summary, const char *words);

G_END_DECLS
