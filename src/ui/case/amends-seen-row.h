/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-similar-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsSeenRow:
 * A past case that is like the one shown, with the words they share.
 */
#define AMENDS_TYPE_SEEN_ROW (amends_seen_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSeenRow, amends_seen_row, AMENDS, SEEN_ROW, GtkListBoxRow)

void amends_seen_row_set (AmendsSeenRow *self, AmendsSimilarCase *similar);
/* (transfer none) (nullable): of the escalation. */
const char *amends_seen_row_get_id (AmendsSeenRow *self);

G_END_DECLS
