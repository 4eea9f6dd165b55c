/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-sync.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsSyncPage:
 * The CRM: how the sync stands, what waits to be sent, and what both sides have changed. Signal
 * `left`: back to where one came from.
 */
#define AMENDS_TYPE_SYNC_PAGE (amends_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSyncPage, amends_sync_page, AMENDS, SYNC_PAGE, AdwBin)

void amends_sync_page_set_session (AmendsSyncPage *self, AmendsSession *session);

/* The list takes the focus. */
void amends_sync_page_focus (AmendsSyncPage *self);
/* From the detail to the list where there is room for one of them, else `left`. */
void amends_sync_page_go_back (AmendsSyncPage *self);

/* Syncs now, if a CRM is connected; what goes wrong is said in a toast. @from: any widget in the
 * window. Returns: FALSE if none is */
gboolean amends_sync_page_sync (GtkWidget *from, AmendsSession *session);

/* (transfer full): how the sync stands, in one line: "Synced 12:40", "Offline, 3 changes wait". */
char *amends_sync_dup_line (const AmendsSyncState *state);

/* The name people know a CRM by: "EspoCRM" for "espocrm"; (transfer none). */
const char *amends_sync_get_crm_name (const char *type);

G_END_DECLS
