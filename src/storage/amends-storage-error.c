/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What result codes of SQLite and of system calls mean to the user. */

#include "config.h"

#include "amends-storage-error.h"

#include <errno.h>
#include <sqlite3.h>

#include <glib/gi18n-lib.h>

GQuark
amends_storage_error_quark (void)
{
  return g_quark_from_static_string ("amends-storage-error-quark");
}

static GError *
make_error (AmendsStorageError code, const char *message)
{
  return g_error_new_literal (AMENDS_STORAGE_ERROR, code, message);
}

GError *
amends_storage_error_from_sqlite (int code, const char *detail)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make_error (AMENDS_STORAGE_ERROR_BUSY,
                         _ ("Another program is writing to the workspace and has not finished. "
                            "Please try again in a moment."));
    case SQLITE_FULL:
      return make_error (AMENDS_STORAGE_ERROR_FULL,
                         _ ("There is no space left on the disk. Nothing of this change was "
                            "saved; free some space and try again."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return make_error (AMENDS_STORAGE_ERROR_CORRUPT,
                         _ ("The database of the workspace is damaged. It can be set aside and a "
                            "backup restored."));
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return g_error_new (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CONSTRAINT,
                          /* Translators: %s is a technical reason in English. */
                          _ ("The change contradicts what is stored and was not saved: %s"),
                          detail ? detail : sqlite3_errstr (code));
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT:
      return make_error (AMENDS_STORAGE_ERROR_INTERRUPTED,
                         _ ("The operation was stopped before it was done. Nothing of it was "
                            "saved."));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return make_error (AMENDS_STORAGE_ERROR_READ_ONLY,
                         _ ("The workspace cannot be changed where it is. Check the permissions "
                            "of its folder, or copy it to a place you can write to."));
    case SQLITE_CANTOPEN:
      return make_error (AMENDS_STORAGE_ERROR_IO,
                         _ ("The database of the workspace cannot be opened. Check that its "
                            "folder exists and that you may read and write in it."));
    default:
      return g_error_new (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_IO,
                          /* Translators: %s is a technical reason in English. */
                          _ ("The workspace could not be read or written: %s. Check the disk it "
                             "is on."),
                          detail ? detail : sqlite3_errstr (code));
    }
}

GError *
amends_storage_error_from_errno (int number, const char *path)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return amends_storage_error_from_sqlite (SQLITE_FULL, NULL);
    case EACCES:
    case EPERM:
    case EROFS:
      return g_error_new (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_READ_ONLY,
                          /* Translators: %s is the path of a file or folder. */
                          _ ("“%s” cannot be written. Check its permissions, or choose another "
                             "place."),
                          path);
    case ENOENT:
    case ENOTDIR:
      return g_error_new (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                          /* Translators: %s is the path of a file or folder. */
                          _ ("“%s” does not exist. Check the path."), path);
    default:
      return g_error_new (AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_IO,
                          /* Translators: the first %s is a path, the second the reason. */
                          _ ("“%s” could not be used: %s. Check the disk it is on."), path,
                          g_strerror (number));
    }
}
