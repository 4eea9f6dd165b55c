/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-database.h"
#include "amends-instant.h"

G_BEGIN_DECLS

#define AMENDS_BACKUP_DAILY 7
#define AMENDS_BACKUP_WEEKLY 4

/**
 * amends_backup_write:
 * @file: where; an existing file is replaced only once the copy is complete
 *
 * Copies the workspace as it is at this moment, while others go on using it. Blocking.
 */
gboolean amends_backup_write (AmendsDatabase *database,
                              const char *file,
                              GCancellable *cancellable,
                              GError **error);

/**
 * amends_backup_run_daily:
 * @now: decides the day and week, in UTC
 * @made: (out) (optional): FALSE if today's was there already
 *
 * Keeps the latest AMENDS_BACKUP_DAILY days and AMENDS_BACKUP_WEEKLY weeks in `backups/` of the
 * workspace. For the leader. Blocking.
 */
gboolean amends_backup_run_daily (AmendsDatabase *database,
                                  AmendsInstant now,
                                  gboolean *made,
                                  GCancellable *cancellable,
                                  GError **error);

typedef struct
{
  char *path;
  AmendsInstant at; /* when it was made */
  gint64 size;
} AmendsBackupInfo;

void amends_backup_info_free (AmendsBackupInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsBackupInfo, amends_backup_info_free)

/* (transfer full) (element-type AmendsBackupInfo): those in `backups/`, latest first. Blocking. */
GPtrArray *amends_backup_list (const char *folder, GError **error);

/**
 * amends_backup_restore:
 * @folder: of the workspace; nobody may have it open, this process included
 * @file: the backup
 * @aside: (out) (optional) (transfer full) (nullable): path the replaced database has now
 *
 * Checks @file, copies it beside the present database, and only then swaps them. Rows of the
 * outbox that are not settled will be looked up before they are sent. Blocking.
 *
 * Returns: FALSE with AMENDS_STORAGE_ERROR: _IN_USE, _CORRUPT (@file is damaged or no workspace),
 *   _NEWER_SCHEMA, _NOT_FOUND, _FULL, _IO; then nothing has changed
 */
gboolean amends_backup_restore (const char *folder,
                                const char *file,
                                char **aside,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
