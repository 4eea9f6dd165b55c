/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports from files, with what each of their rows was before. */

#include "config.h"

#include "amends-import-store.h"

#include "amends-statement.h"

void
amends_import_free (AmendsImport *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->file);
  g_free (self);
}

void
amends_import_row_free (AmendsImportRow *self)
{
  g_free (self->kind);
  g_free (self->record_id);
  g_free (self->before);
  g_free (self->digest);
  g_free (self);
}

gboolean
amends_import_store_save (AmendsConnection *connection, const AmendsImport *import, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO import (id, kind, file, at, added, changed, refused,"
                            " undone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
                            " file = excluded.file, at = excluded.at, added = excluded.added,"
                            " changed = excluded.changed, refused = excluded.refused,"
                            " undone = excluded.undone",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, import->id);
  amends_statement_bind_text (statement, 2, import->kind);
  amends_statement_bind_text (statement, 3, import->file);
  amends_statement_bind_int (statement, 4, import->at);
  amends_statement_bind_int (statement, 5, import->added);
  amends_statement_bind_int (statement, 6, import->changed);
  amends_statement_bind_int (statement, 7, import->refused);
  amends_statement_bind_int (statement, 8, import->undone != FALSE);
  return amends_statement_run (statement, error);
}

gboolean
amends_import_store_add_row (AmendsConnection *connection,
                             const char *import_id,
                             const AmendsImportRow *row,
                             GError **error)
{
  /* A file may have a record twice: what it was before the first of them counts. */
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO import_row (import_id, kind, record_id, before, digest)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)"
                            " ON CONFLICT (import_id, kind, record_id)"
                            " DO UPDATE SET digest = excluded.digest",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, import_id);
  amends_statement_bind_text (statement, 2, row->kind);
  amends_statement_bind_text (statement, 3, row->record_id);
  amends_statement_bind_text (statement, 4, row->before);
  amends_statement_bind_text (statement, 5, row->digest);
  return amends_statement_run (statement, error);
}

GPtrArray *
amends_import_store_list (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT id, kind, file, at, added, changed, refused, undone"
                            " FROM import ORDER BY at DESC, rid DESC",
                            error);
  g_autoptr (GPtrArray) imports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_import_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      AmendsImport *import;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&imports);
      import = g_new0 (AmendsImport, 1);
      import->id = amends_statement_dup_text (statement, 0);
      import->kind = amends_statement_dup_text (statement, 1);
      import->file = amends_statement_dup_text (statement, 2);
      import->at = amends_statement_get_instant (statement, 3);
      import->added = (guint) amends_statement_get_int (statement, 4);
      import->changed = (guint) amends_statement_get_int (statement, 5);
      import->refused = (guint) amends_statement_get_int (statement, 6);
      import->undone = amends_statement_get_int (statement, 7) != 0;
      g_ptr_array_add (imports, import);
    }
}

GPtrArray *
amends_import_store_list_rows (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT kind, record_id, before, digest FROM import_row"
                            " WHERE import_id = ?1 ORDER BY kind, record_id",
                            error);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_import_row_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  while (TRUE)
    {
      AmendsImportRow *read;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      read = g_new0 (AmendsImportRow, 1);
      read->kind = amends_statement_dup_text (statement, 0);
      read->record_id = amends_statement_dup_text (statement, 1);
      read->before = amends_statement_dup_text (statement, 2);
      read->digest = amends_statement_dup_text (statement, 3);
      g_ptr_array_add (rows, read);
    }
}
