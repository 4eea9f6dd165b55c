/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-import.h"

G_BEGIN_DECLS

/**
 * AmendsImportWords:
 * How columns are titled and what is written in cells: data/import/columns.json. Made once, read
 * from any thread.
 */
typedef struct _AmendsImportWords AmendsImportWords;

/* Blocking. NULL with AMENDS_INPUT_ERROR naming file, line and field. */
AmendsImportWords *amends_import_words_load (GError **error);
/* @text: of such a file, need not be NUL-terminated */
AmendsImportWords *
amends_import_words_new (const char *text, gsize length, const char *file, GError **error);
AmendsImportWords *amends_import_words_ref (AmendsImportWords *self);
void amends_import_words_unref (AmendsImportWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportWords, amends_import_words_unref)

/**
 * amends_import_words_find:
 * @table: "month", "currency", "interaction-kind", …
 * @text: what is written; case, width and "-" or "_" for a blank do not matter
 *
 * Returns: (transfer none) (nullable): the value that the word means
 */
const char *amends_import_words_find (AmendsImportWords *self, const char *table, const char *text);

/**
 * amends_import_words_rate:
 * @title: of a column
 *
 * How well @title says that a column holds @field: 1 for a usual title, less where it says more
 * than that, 0 for no likeness.
 */
double amends_import_words_rate (AmendsImportWords *self,
                                 AmendsImportKind kind,
                                 const char *field,
                                 const char *title);

/* (transfer full): @title as titles are compared: small letters, words parted by one blank. */
char *amends_import_words_fold_title (const char *title);

G_END_DECLS
