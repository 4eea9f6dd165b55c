/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-database.h"
#include "amends-import-plan.h"
#include "amends-person.h"

G_BEGIN_DECLS

/* What an import needs; what it points to outlives it. Blocking: for a thread of its own. */
typedef struct
{
  AmendsDatabase *database;
  const AmendsImportPlan *plan;
  AmendsImportWords *words;
  GTimeZone *zone;
  AmendsPerson *me; /* (nullable) */
  AmendsInstant now;
  gboolean trial;
  const char *errors; /* (nullable): path */
  const char *folder; /* (nullable): where a file of errors goes otherwise */
  void (*progress) (double fraction, guint rows, gpointer data); /* in this thread; (nullable) */
  gpointer data;
} AmendsImportJob;

/* (transfer full): NULL with an error that has nothing to do with single rows; what was written
 * by then stays and can be taken back. A cancelled one gives its result, marked as stopped. */
AmendsImportResult *
amends_import_run (const AmendsImportJob *job, GCancellable *cancellable, GError **error);

/* @kept: (out): how many records had changed since and were left alone */
gboolean amends_import_undo (AmendsDatabase *database,
                             const char *id,
                             AmendsPerson *me,
                             AmendsInstant now,
                             guint *kept,
                             GCancellable *cancellable,
                             GError **error);

/* Which account an external number of a file is. */
#define AMENDS_IMPORT_LINK "file-account"

G_END_DECLS
