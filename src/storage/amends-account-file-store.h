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

/* (transfer full): ids of the escalations and interactions that name the contact; NULL with
 * @error. */
char **amends_contact_list_cases (AmendsConnection *connection, const char *id, GError **error);
/* Makes those of these ids name @contact that name nobody. */
gboolean amends_contact_attach_cases (AmendsConnection *connection,
                                      AmendsContact *contact,
                                      char **cases,
                                      GError **error);

/**
 * amends_account_erase:
 * Removes the account, its contacts, cases, interactions, usage and warnings for good, with what
 * import and sync keep of them; in the log the words of every entry on them are erased.
 */
gboolean amends_account_erase (AmendsConnection *connection, const char *id, GError **error);

/**
 * amends_contact_erase:
 * @mentions: (out): how many texts of the account still hold the name or the address, such as the
 *   customer's own words
 *
 * Removes the contact for good, with their name as sender, recipient, stakeholder or participant,
 * and with what import and sync keep of them; in the log the words of every entry that names them
 * are erased.
 */
gboolean amends_contact_erase (AmendsConnection *connection,
                               AmendsContact *contact,
                               guint *mentions,
                               GError **error);

G_END_DECLS
