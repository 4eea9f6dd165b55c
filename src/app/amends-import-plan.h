/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-csv-reader.h"
#include "amends-import-values.h"

G_BEGIN_DECLS

/**
 * amends_import_plan_read:
 * @kind: -1: guessed
 * @encoding: (nullable): as the user names it
 *
 * Blocking. NULL with AMENDS_INPUT_ERROR or an error of the file.
 */
AmendsImportPlan *amends_import_plan_read (const char *path,
                                           int kind,
                                           const char *encoding,
                                           AmendsImportWords *words,
                                           GCancellable *cancellable,
                                           GError **error);

/* (transfer full): the rows of the plan's file, from the first. Blocking. */
AmendsCsvReader *
amends_import_plan_open (const AmendsImportPlan *self, GCancellable *cancellable, GError **error);

/* How the values of the file are written, judged by its first rows. @style: zone is left alone.
 * Blocking. */
gboolean amends_import_plan_judge (const AmendsImportPlan *self,
                                   AmendsImportWords *words,
                                   AmendsImportStyle *style,
                                   GCancellable *cancellable,
                                   GError **error);

/* (transfer none): @cell without the apostrophe that keeps a spreadsheet from taking it for a
 * formula. */
const char *amends_import_skip_mark (const char *cell);

G_END_DECLS
