/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsRangeDialog:
 * Asks for two days. Signal "chosen": both are days and stand in order.
 */
#define AMENDS_TYPE_RANGE_DIALOG (amends_range_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRangeDialog, amends_range_dialog, AMENDS, RANGE_DIALOG, AdwWindow)

/* @from: any widget of the window; @first, @last: days to begin with. Returns: (transfer none):
 * shown already. */
AmendsRangeDialog *
amends_range_dialog_present (GtkWidget *from, const char *first, const char *last);

/* What stands in it: FALSE while it is no range. @last is in the range. */
gboolean amends_range_dialog_get (AmendsRangeDialog *self, GDate *first, GDate *last);

G_END_DECLS
