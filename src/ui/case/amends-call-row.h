/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsCallRow:
 * A call of the plan in the list of calls.
 */
#define AMENDS_TYPE_CALL_ROW (amends_call_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallRow, amends_call_row, AMENDS, CALL_ROW, GtkListBoxRow)

/* @key: of the call; @group: heading it stands under; @note: (nullable). */
GtkWidget *
amends_call_row_new (const char *key, const char *group, const char *title, const char *note);
/* (transfer none) */
const char *amends_call_row_get_key (AmendsCallRow *self);
const char *amends_call_row_get_group (AmendsCallRow *self);

G_END_DECLS
