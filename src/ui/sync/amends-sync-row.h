/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-sync-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsSyncRow:
 * A row of the list of the sync page.
 */
#define AMENDS_TYPE_SYNC_ROW (amends_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSyncRow, amends_sync_row, AMENDS, SYNC_ROW, GtkListBoxRow)

GtkWidget *amends_sync_row_new (AmendsSyncItem *item, const AmendsSyncState *state);

/* (transfer none) */
AmendsSyncItem *amends_sync_row_get_item (AmendsSyncRow *self);

/* A GtkListBoxUpdateHeaderFunc: a heading over each group but the first. */
void amends_sync_row_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data);

G_END_DECLS
