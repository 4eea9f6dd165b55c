/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The advisory locks of a workspace folder. */

#include "config.h"

#include "amends-workspace-lock.h"

#include "amends-storage-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define POLL_MS 40

struct _AmendsWorkspaceLock
{
  char *folder;
  int fd;     /* of workspace.lock; -1 where there can be none */
  int leader; /* of leader.lock; -1 until asked for */
  AmendsLockState state;
  gboolean leads;
};

static int
open_lock_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
    fd = open (path, O_RDONLY | O_CLOEXEC);
  return fd;
}

AmendsWorkspaceLock *
amends_workspace_lock_new (const char *folder, GError **error)
{
  int fd = open_lock_file (folder, "workspace.lock");
  int number = errno;
  AmendsWorkspaceLock *self;

  /* No file and none can be made: nobody can change anything here. */
  if (fd < 0 && !(g_file_test (folder, G_FILE_TEST_IS_DIR) && access (folder, W_OK) != 0))
    {
      g_propagate_error (error, amends_storage_error_from_errno (number, folder));
      return NULL;
    }
  self = g_new0 (AmendsWorkspaceLock, 1);
  self->folder = g_strdup (folder);
  self->fd = fd;
  self->leader = -1;
  return self;
}

/* The locks belong to the open files and go with them. */
void
amends_workspace_lock_free (AmendsWorkspaceLock *self)
{
  if (self->leader >= 0)
    close (self->leader);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->folder);
  g_free (self);
}

gboolean
amends_workspace_lock_try (AmendsWorkspaceLock *self, AmendsLockState wanted)
{
  static const int operations[] = { LOCK_UN, LOCK_SH, LOCK_EX };
  int code = 0;

  if (self->fd >= 0)
    do
      code = flock (self->fd, operations[wanted] | LOCK_NB);
    while (code != 0 && errno == EINTR);

  /* A failed conversion has already given up the lock that was held. */
  if (code != 0 && self->state != AMENDS_LOCK_NONE)
    flock (self->fd, LOCK_UN);
  self->state = code == 0 ? wanted : AMENDS_LOCK_NONE;
  return code == 0;
}

gboolean
amends_workspace_lock_acquire (AmendsWorkspaceLock *self,
                               AmendsLockState wanted,
                               guint wait,
                               GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64) wait * 1000;

  while (!amends_workspace_lock_try (self, wanted))
    {
      if (g_get_monotonic_time () >= end)
        {
          g_set_error (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_IN_USE,
                       /* Translators: %s is the path of a folder. */
                       _ ("The workspace “%s” is in use by another window or command. Close it "
                          "and try again."),
                       self->folder);
          return FALSE;
        }
      g_usleep (POLL_MS * 1000);
    }
  return TRUE;
}

AmendsLockState
amends_workspace_lock_get_state (AmendsWorkspaceLock *self)
{
  return self->state;
}

gboolean
amends_workspace_lock_try_lead (AmendsWorkspaceLock *self)
{
  if (self->leads)
    return TRUE;
  if (self->leader < 0)
    self->leader = open_lock_file (self->folder, "leader.lock");
  if (self->leader < 0)
    return FALSE;
  self->leads = flock (self->leader, LOCK_EX | LOCK_NB) == 0;
  return self->leads;
}
