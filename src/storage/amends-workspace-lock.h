/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsWorkspaceLock:
 * The advisory locks of a workspace folder: `workspace.lock`, shared by all who have it open and
 * exclusive for migration and restore; `leader.lock`, held by the one process that syncs, reminds
 * and makes backups. They end with the process, however it ends.
 */
typedef struct _AmendsWorkspaceLock AmendsWorkspaceLock;

typedef enum
{
  AMENDS_LOCK_NONE,
  AMENDS_LOCK_SHARED,
  AMENDS_LOCK_EXCLUSIVE,
} AmendsLockState;

/* (transfer full): holds nothing yet. NULL with AMENDS_STORAGE_ERROR. In a folder that cannot be
 * written and has no lock file, every request is granted: nobody can change anything there. */
AmendsWorkspaceLock *amends_workspace_lock_new (const char *folder, GError **error);
void amends_workspace_lock_free (AmendsWorkspaceLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsWorkspaceLock, amends_workspace_lock_free)

/**
 * amends_workspace_lock_try:
 * Moves to @wanted without waiting. When it fails nothing is held.
 */
gboolean amends_workspace_lock_try (AmendsWorkspaceLock *self, AmendsLockState wanted);

/**
 * amends_workspace_lock_acquire:
 * @wait: milliseconds
 *
 * Returns: FALSE with AMENDS_STORAGE_ERROR_IN_USE after @wait; then nothing is held
 */
gboolean amends_workspace_lock_acquire (AmendsWorkspaceLock *self,
                                        AmendsLockState wanted,
                                        guint wait,
                                        GError **error);

AmendsLockState amends_workspace_lock_get_state (AmendsWorkspaceLock *self);

/* TRUE if this process leads now; it keeps the lead until @self is freed. */
gboolean amends_workspace_lock_try_lead (AmendsWorkspaceLock *self);

G_END_DECLS
