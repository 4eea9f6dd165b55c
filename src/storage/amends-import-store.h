/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

/* What was imported from files, so that it can be taken back. All within a read or write. */

typedef struct
{
  char *id;
  char *kind; /* "account", "contact", "interaction", "usage" */
  char *file; /* name without its folder */
  AmendsInstant at;
  guint added;
  guint changed;
  guint refused;
  gboolean undone;
} AmendsImport;

void amends_import_free (AmendsImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImport, amends_import_free)

typedef struct
{
  char *kind;
  char *record_id;
  char *before; /* (nullable): JSON of the record; NULL: it was not there */
  char *digest; /* SHA-256 of the JSON that was written */
} AmendsImportRow;

void amends_import_row_free (AmendsImportRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportRow, amends_import_row_free)

/* Writes or rewrites the head of an import; rows hang on it. */
gboolean
amends_import_store_save (AmendsConnection *connection, const AmendsImport *import, GError **error);
gboolean amends_import_store_add_row (AmendsConnection *connection,
                                      const char *import_id,
                                      const AmendsImportRow *row,
                                      GError **error);
/* (transfer full) (element-type AmendsImport): the latest first. */
GPtrArray *amends_import_store_list (AmendsConnection *connection, GError **error);
/* (transfer full) (element-type AmendsImportRow) */
GPtrArray *
amends_import_store_list_rows (AmendsConnection *connection, const char *id, GError **error);

G_END_DECLS
