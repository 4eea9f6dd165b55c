/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/* Copies the database of @connection, which must not be in a transaction, to @file, by way of a
 * file beside it, so that @file is either the old one or complete. Blocking. */
gboolean amends_backup_copy (AmendsConnection *connection, const char *file, GError **error);

/* Gives the database of a folder, with its -wal and -shm, a dated name. @where: (out) (transfer
 * full) (nullable): NULL if there was none. The caller has the workspace alone. */
gboolean amends_backup_move_aside (const char *folder, char **where, GError **error);

/* Whether the file begins as a database of SQLite does; an empty or missing one does. The caller
 * has the workspace alone: opening and closing the file here would drop SQLite's locks. */
gboolean amends_backup_has_header (const char *file);

G_END_DECLS
