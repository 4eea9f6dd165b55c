/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsStorageError:
 * What went wrong with the workspace, by what a caller can do about it. The message says it in the
 * user's words, with a way on. A cancelled operation is G_IO_ERROR_CANCELLED, never one of these.
 */
typedef enum
{
  AMENDS_STORAGE_ERROR_BUSY,         /* another process kept writing for too long: try again */
  AMENDS_STORAGE_ERROR_FULL,         /* no space; the change was rolled back */
  AMENDS_STORAGE_ERROR_CORRUPT,      /* the file is damaged or is no workspace */
  AMENDS_STORAGE_ERROR_CONSTRAINT,   /* the change contradicts what is stored */
  AMENDS_STORAGE_ERROR_INTERRUPTED,  /* stopped by us while closing */
  AMENDS_STORAGE_ERROR_READ_ONLY,    /* the place or the schema allows no writing */
  AMENDS_STORAGE_ERROR_NEWER_SCHEMA, /* made by a newer version */
  AMENDS_STORAGE_ERROR_IN_USE,       /* somebody else has the workspace open */
  AMENDS_STORAGE_ERROR_IO,           /* the disk or the file system failed */
  AMENDS_STORAGE_ERROR_NOT_FOUND,    /* there is no such record */
} AmendsStorageError;

#define AMENDS_STORAGE_ERROR (amends_storage_error_quark ())
GQuark amends_storage_error_quark (void);

/**
 * amends_storage_error_from_sqlite:
 * @code: a result code of SQLite, plain or extended
 * @detail: (nullable): what SQLite says, for the log and for the codes without words of their own
 *
 * The only place where result codes of SQLite get a meaning.
 *
 * Returns: (transfer full): the error
 */
GError *amends_storage_error_from_sqlite (int code, const char *detail);

/* (transfer full): the error for a failed system call on @path, by errno. */
GError *amends_storage_error_from_errno (int number, const char *path);

G_END_DECLS
