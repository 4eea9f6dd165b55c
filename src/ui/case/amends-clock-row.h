/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsClockRow:
 * A clock of a case: its drawing, name and state; it opens its ledger.
 */
#define AMENDS_TYPE_CLOCK_ROW (amends_clock_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClockRow, amends_clock_row, AMENDS, CLOCK_ROW, GtkListBoxRow)

GtkWidget *amends_clock_row_new (AmendsSession *session, AmendsCase *case_, AmendsClock *clock);

void amends_clock_row_update (AmendsClockRow *self);
/* Name above the state, beside the due time, as at first; else name and state in one line. */
void amends_clock_row_set_stacked (AmendsClockRow *self, gboolean stacked);

G_END_DECLS
