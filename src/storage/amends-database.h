/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/**
 * AmendsDatabase:
 * An open workspace: one writer and two readers on `workspace.db` of a folder. Thread-safe.
 *
 * Properties: `read-only` and `newer` (boolean, set when opened).
 * Signal `committed`: in the default main context, after a write of this process was committed.
 * Any number of processes may have the same workspace open.
 */
#define AMENDS_TYPE_DATABASE (amends_database_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDatabase, amends_database, AMENDS, DATABASE, GObject)

typedef enum
{
  AMENDS_DATABASE_NONE = 0,
  AMENDS_DATABASE_READ_ONLY = 1 << 0,
} AmendsDatabaseFlags;

#define AMENDS_DATABASE_FILE "workspace.db"

/**
 * amends_database_open:
 * @folder: of the workspace; made (0700) unless opened read-only
 *
 * Takes the shared lock, checks the file (thoroughly if the last session did not end well), backs
 * it up and migrates it if it is old. A workspace of a newer version, or in a place that cannot
 * be written, is opened read-only. Blocking, up to 10 s while another process migrates: for a
 * worker thread.
 *
 * Returns: (transfer full): NULL with AMENDS_STORAGE_ERROR: _CORRUPT (see
 *   amends_database_set_aside()), _IN_USE, _READ_ONLY, _NOT_FOUND (read-only and nothing there),
 *   _FULL or _IO
 */
AmendsDatabase *
amends_database_open (const char *folder, AmendsDatabaseFlags flags, GError **error);

/**
 * amends_database_close:
 * Finishes what was begun, closes the file and drops the lock. Later calls fail with _INTERRUPTED.
 * Blocking. Finalization does it otherwise, but a task that has just returned may hold the last
 * reference in a thread of its own; whoever needs the file free at once closes it. Not from a
 * function running in the database.
 */
void amends_database_close (AmendsDatabase *self);

const char *amends_database_get_folder (AmendsDatabase *self);
/* Nothing can be written: asked for, newer schema, or the place forbids it. */
gboolean amends_database_is_read_only (AmendsDatabase *self);
/* The schema is newer than this program. */
gboolean amends_database_is_newer (AmendsDatabase *self);

/**
 * amends_database_write_async:
 * @func: runs in the writer's thread inside a transaction; its results travel in @data
 * @destroy: (nullable): called on @data once @func cannot run any more and the task is gone
 *
 * Writes are done one after the other in the order of the calls. On a read-only database it fails
 * with AMENDS_STORAGE_ERROR_READ_ONLY.
 */
void amends_database_write_async (AmendsDatabase *self,
                                  AmendsWriteFunc func,
                                  gpointer data,
                                  GDestroyNotify destroy,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean amends_database_write_finish (AmendsDatabase *self, GAsyncResult *result, GError **error);

/* The same for reading, in one of two threads, on one snapshot. */
void amends_database_read_async (AmendsDatabase *self,
                                 AmendsReadFunc func,
                                 gpointer data,
                                 GDestroyNotify destroy,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean amends_database_read_finish (AmendsDatabase *self, GAsyncResult *result, GError **error);

/* Blocking twins, for tools and tests and for work that is already on a worker thread. */
gboolean amends_database_write (AmendsDatabase *self,
                                AmendsWriteFunc func,
                                gpointer data,
                                GCancellable *cancellable,
                                GError **error);
gboolean amends_database_read (AmendsDatabase *self,
                               AmendsReadFunc func,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

/**
 * amends_database_try_lead:
 * Whether this process is the one that syncs, reminds and makes backups; once it is, it stays so
 * until the database is closed. Cheap: ask again when a leader may have gone.
 */
gboolean amends_database_try_lead (AmendsDatabase *self);

/**
 * amends_database_check:
 * The thorough check of `verify` and `doctor`: structure, foreign keys. Blocking.
 *
 * Returns: FALSE with AMENDS_STORAGE_ERROR_CORRUPT naming the first finding
 */
gboolean amends_database_check (AmendsDatabase *self, GCancellable *cancellable, GError **error);

/**
 * amends_database_set_aside:
 * @where: (out) (optional) (transfer full): path the damaged file has now
 *
 * Renames the database of a workspace that nobody has open, so that the next open starts anew and
 * nothing is lost. Blocking.
 */
gboolean amends_database_set_aside (const char *folder, char **where, GError **error);

G_END_DECLS
