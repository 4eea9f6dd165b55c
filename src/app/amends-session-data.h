/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* What is stored: its copies, all of it as a file, and for how long it is kept. */

/* A copy that the program made by itself. */
typedef struct
{
  char *path;
  AmendsInstant at;
  gint64 size; /* bytes */
} AmendsCopy;

void amends_copy_free (AmendsCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCopy, amends_copy_free)

/* (transfer full) (element-type AmendsCopy): the latest first. */
void amends_session_list_copies_async (AmendsSession *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
amends_session_list_copies_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* All records of the workspace as one JSON file, for its owner alone (0600). Finishes with
 * amends_session_export_finish(). */
void amends_session_export_all_async (AmendsSession *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* For how many months closed cases are kept; 0: for good. */
guint amends_session_get_keep_months (AmendsSession *self);
void amends_session_set_keep_months (AmendsSession *self, guint months);

/* How many closed cases are older than @months. */
void amends_session_count_old_async (AmendsSession *self,
                                     guint months,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Removes the cases that are older than amends_session_get_keep_months(), and the words of the log
 * on them; the chain of the log holds. Cannot be undone. Does nothing when all are kept. */
void amends_session_remove_old_async (AmendsSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Of both: how many; -1 with @error. */
int amends_session_count_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
