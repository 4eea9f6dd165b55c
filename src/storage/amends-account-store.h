/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-connection.h"
#include "amends-contact.h"

G_BEGIN_DECLS

/* All within a read or write; records are (transfer full), NULL with @error. A thing that is not
 * there is AMENDS_STORAGE_ERROR_NOT_FOUND for get, and NULL without an error for find. */

gboolean
amends_account_store_save (AmendsConnection *connection, AmendsAccount *account, GError **error);
AmendsAccount *
amends_account_store_get (AmendsConnection *connection, const char *id, GError **error);
/* By name, without regard to case and width; (nullable). */
AmendsAccount *
amends_account_store_find (AmendsConnection *connection, const char *name, GError **error);
/* CONSTRAINT if escalations hang on it. Its contacts go with it. */
gboolean amends_account_store_remove (AmendsConnection *connection, const char *id, GError **error);

/**
 * amends_account_store_list:
 * @prefix: (nullable): beginning of the name, folded
 * @after: (nullable): the last account of the page before
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type AmendsAccount): by name; NULL with @error
 */
GPtrArray *amends_account_store_list (AmendsConnection *connection,
                                      const char *prefix,
                                      AmendsAccount *after,
                                      guint limit,
                                      GError **error);

gboolean
amends_contact_store_save (AmendsConnection *connection, AmendsContact *contact, GError **error);
AmendsContact *
amends_contact_store_get (AmendsConnection *connection, const char *id, GError **error);
/* By e-mail address, without regard to case; (nullable). */
AmendsContact *
amends_contact_store_find (AmendsConnection *connection, const char *email, GError **error);
/* By name within an account, without regard to case; (nullable). */
AmendsContact *amends_contact_store_find_named (AmendsConnection *connection,
                                                const char *account_id,
                                                const char *name,
                                                GError **error);
/* @account_id: (nullable): all there are. By name. */
GPtrArray *
amends_contact_store_list (AmendsConnection *connection, const char *account_id, GError **error);
/* (transfer full) (nullable): "name, title", as lists show it. */
char *amends_contact_dup_shown_name (AmendsContact *contact);
/* Escalations that name it lose the reference. */
gboolean amends_contact_store_remove (AmendsConnection *connection, const char *id, GError **error);

G_END_DECLS
