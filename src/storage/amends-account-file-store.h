/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-row.h"
#include "amends-account-store.h"
#include "amends-connection.h"
#include "amends-record-table.h"

G_BEGIN_DECLS

/* What a list of accounts shows and the page of one; and erasing. All within a read or write. */

/* (transfer full) (element-type AmendsAccountRow): all accounts by name; NULL with @error. */
GPtrArray *amends_account_file_store_list (AmendsConnection *connection, GError **error);

/**
 * amends_account_file_store_list_parts:
 * @table: messages, commitments or goodwill
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type AmendsRecord): of all cases of the account, the latest
 *   first; NULL with @error
 */
GPtrArray *amends_account_file_store_list_parts (AmendsConnection *connection,
                                                 const AmendsRecordTable *table,
                                                 const char *account_id,
                                                 guint limit,
                                                 GError **error);

/* (transfer full): ids of the escalations that name the contact; NULL with @error. */
char **amends_contact_list_cases (AmendsConnection *connection, const char *id, GError **error);
/* Makes escalations name @contact that name nobody. */
gboolean amends_contact_attach_cases (AmendsConnection *connection,
                                      AmendsContact *contact,
                                      char **cases,
                                      GError **error);

/**
 * amends_account_erase:
 * Removes the account, its contacts and its cases for good; in the log the words of every entry on
 * them are erased.
 */
gboolean amends_account_erase (AmendsConnection *connection, const char *id, GError **error);

/**
 * amends_contact_erase:
 * @mentions: (out): how many texts of the account's cases still hold the name or the address, such
 *   as the customer's own words
 *
 * Removes the contact for good, with their name as sender, recipient or stakeholder; in the log the
 * words of every entry that names them are erased.
 */
gboolean amends_contact_erase (AmendsConnection *connection,
                               AmendsContact *contact,
                               guint *mentions,
                               GError **error);

G_END_DECLS
