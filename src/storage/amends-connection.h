/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsConnection:
 * One handle on the database file with its prepared statements and the full-text tokenizer.
 * Used by one thread at a time; #AmendsDatabase sees to that.
 */
typedef struct _AmendsConnection AmendsConnection;

typedef enum
{
  AMENDS_CONNECTION_READ_ONLY,
  AMENDS_CONNECTION_READ_WRITE, /* makes the file, readable by its owner alone, if there is none */
  AMENDS_CONNECTION_IMMUTABLE,  /* nobody can write, not even the bookkeeping of readers */
} AmendsConnectionMode;

/**
 * amends_connection_open:
 * @path: of the database file
 *
 * Blocking. Returns: (transfer full): the connection, or NULL with AMENDS_STORAGE_ERROR
 */
AmendsConnection *
amends_connection_open (const char *path, AmendsConnectionMode mode, GError **error);

/* Closes the file; statements must be gone. */
void amends_connection_free (AmendsConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsConnection, amends_connection_free)

const char *amends_connection_get_path (AmendsConnection *self);

/**
 * amends_connection_set_cancellable:
 * @cancellable: (nullable) (transfer none): reaches the running statement from any thread, and
 *   ends the wait for another writer; must outlive its use here
 */
void amends_connection_set_cancellable (AmendsConnection *self, GCancellable *cancellable);

/**
 * amends_connection_execute:
 * @sql: one or more constant statements; values are never part of it
 */
gboolean amends_connection_execute (AmendsConnection *self, const char *sql, GError **error);

/* Runs a constant query and gives its first column as a number; 0 for no row. */
gboolean amends_connection_query_int (AmendsConnection *self,
                                      const char *sql,
                                      gint64 *value,
                                      GError **error);

/* Rows changed by the last statement; id of the last inserted row. */
int amends_connection_get_changes (AmendsConnection *self);
gint64 amends_connection_get_last_row (AmendsConnection *self);

/**
 * AmendsTransactionFunc:
 * Does the work of a transaction; results travel in @data.
 *
 * Returns: TRUE to commit; FALSE with @error to roll back
 */
typedef gboolean (*AmendsTransactionFunc) (AmendsConnection *connection,
                                           gpointer data,
                                           GCancellable *cancellable,
                                           GError **error);

/* What a database is given to do: the same shape, so that one function serves in both places. */
typedef AmendsTransactionFunc AmendsWriteFunc;
typedef AmendsTransactionFunc AmendsReadFunc;

/**
 * amends_connection_write:
 * Runs @func between BEGIN IMMEDIATE and COMMIT. Waits for other writers. Once @func has agreed,
 * cancelling comes too late: the commit is done. Blocking.
 */
gboolean amends_connection_write (AmendsConnection *self,
                                  AmendsWriteFunc func,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

/* Runs @func on one snapshot. Blocking. */
gboolean amends_connection_read (AmendsConnection *self,
                                 AmendsReadFunc func,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
