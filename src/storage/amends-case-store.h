/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-connection.h"

G_BEGIN_DECLS

/**
 * amends_case_store_load:
 * Returns: (transfer full): the case with all that belongs to it, or NULL with NOT_FOUND or another
 *   AMENDS_STORAGE_ERROR. Blocking.
 */
AmendsCase *
amends_case_store_load (AmendsConnection *connection, const char *escalation_id, GError **error);

/**
 * amends_case_store_save:
 * @before: (nullable): the case as it was loaded; NULL for a new one
 * @after: the case as it shall be; completed in place: the number of a new case, the versions of
 *   drafts whose text changed, the chain of new events
 *
 * Writes only what differs, to be called within a write. Of the account and the contact it writes
 * what changed. Events of @after with `seq` 0 are appended to the log in their order; others are
 * never rewritten. `escalation-id` of every part is set. A new escalation keeps a number above 0
 * that is free and otherwise gets the next. When subject or body of a draft changed, the text
 * becomes a version; 20 are kept, among them always the first.
 *
 * Returns: FALSE with AMENDS_STORAGE_ERROR; then the transaction must be rolled back
 */
gboolean amends_case_store_save (AmendsConnection *connection,
                                 AmendsCase *before,
                                 AmendsCase *after,
                                 GError **error);

/* Removes the case; its entries in the log stay, erased. NOT_FOUND if there is none. */
gboolean
amends_case_store_remove (AmendsConnection *connection, const char *escalation_id, GError **error);

/**
 * amends_case_store_find:
 * @reference: "ESC-0042", "42" or an id
 *
 * Returns: (transfer full): the id, or NULL with AMENDS_STORAGE_ERROR_NOT_FOUND
 */
char *amends_case_store_find (AmendsConnection *connection, const char *reference, GError **error);

/**
 * amends_sample_remove:
 * Removes every record marked as sample in the transaction of the caller; entries of the log on
 * sample cases stay, erased. An account that real cases, contacts or interactions hang on stays,
 * without its sample usage and risk.
 */
gboolean amends_sample_remove (AmendsConnection *connection, GError **error);
/* Whether there is a sample record. */
gboolean amends_sample_exists (AmendsConnection *connection, gboolean *exists, GError **error);

G_END_DECLS
