/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-import-item.h"
#include "amends-import-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_IMPORT_ADDED,
  AMENDS_IMPORT_CHANGED,
  AMENDS_IMPORT_UNCHANGED,
} AmendsImportOutcome;

/**
 * AmendsImportMatch:
 * Finds the record that a row is about and writes it. It remembers for the whole import which
 * accounts and contacts are meant; a row whose account is erased meanwhile is refused.
 */
typedef struct _AmendsImportMatch AmendsImportMatch;

/* @import_id: of the rows that are written down; @trial: nothing is written */
AmendsImportMatch *
amends_import_match_new (const AmendsImportPlan *plan, const char *import_id, gboolean trial);
void amends_import_match_free (AmendsImportMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportMatch, amends_import_match_free)

/* Before the items of each transaction. */
void amends_import_match_begin (AmendsImportMatch *self, AmendsConnection *connection);

/**
 * amends_import_match_take:
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR (or AMENDS_STORAGE_ERROR_CONSTRAINT) when this row cannot
 *   be taken, with another error when nothing can
 */
gboolean amends_import_match_take (AmendsImportMatch *self,
                                   AmendsImportItem *item,
                                   AmendsImportOutcome *outcome,
                                   GError **error);

/* Accounts added since begin(), because they were named. */
guint amends_import_match_count_accounts (AmendsImportMatch *self);

G_END_DECLS
