/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/* Marks the file as ours in its header: "AMND". */
#define AMENDS_APPLICATION_ID 0x414d4e44

/* The newest schema this program knows: the number of its last migration. */
int amends_migrator_get_latest (void);

/* The schema of @connection; 0 for an empty file. CORRUPT if the file is somebody else's. */
gboolean amends_migrator_get_version (AmendsConnection *connection, int *version, GError **error);

/**
 * amends_migrator_run:
 * @backups: folder for the copy that is made before an existing workspace is changed
 * @target: schema to reach, or 0 for the newest
 *
 * Each step is one transaction with its data fix and its version. The caller has the workspace
 * alone. Blocking.
 *
 * Returns: FALSE with AMENDS_STORAGE_ERROR; what was reached by then is kept and consistent
 */
gboolean
amends_migrator_run (AmendsConnection *connection, const char *backups, int target, GError **error);

G_END_DECLS
