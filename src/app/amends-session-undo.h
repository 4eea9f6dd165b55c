/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/*
 * What can be undone and redone, beyond amends_session_undo_async(): the account that the session
 * keeps of the changes made through it, across cases, at least twenty steps. Main thread.
 *
 * A change that cannot be taken back, such as a decision on goodwill, keeps its place in the
 * account: undoing it is refused in words, and the next undo goes on with what came before it.
 */

/* Members of the payload of an undo in the log: lists of the ids of entries that no longer hold, or
 * hold again. */
#define AMENDS_UNDOES "undoes"
#define AMENDS_REDOES "redoes"

/* (transfer full): the ids of the entries of a case that were taken back, as a set. */
GHashTable *amends_case_collect_undone (AmendsCase *case_);

/* One step of the account. */
typedef struct
{
  guint token;
  char *what;          /* "move of “Progress update”", for after "Undo: " */
  char *escalation_id; /* of which case; NULL: of an account or a contact */
  char *number;        /* "ESC-0042"; NULL likewise */
  gboolean is_final;   /* it is listed, but cannot be undone */
} AmendsUndoStep;

AmendsUndoStep *amends_undo_step_copy (AmendsUndoStep *self);
void amends_undo_step_free (AmendsUndoStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsUndoStep, amends_undo_step_free)

/* (transfer full) (element-type AmendsUndoStep): the last change first. */
GPtrArray *amends_session_list_undo (AmendsSession *self);
GPtrArray *amends_session_list_redo (AmendsSession *self);

/* (transfer full) (nullable): the step that undo would take back now, and redo make again. */
AmendsUndoStep *amends_session_dup_undo_step (AmendsSession *self);
AmendsUndoStep *amends_session_dup_redo_step (AmendsSession *self);

/* As amends_session_undo_finish(). @step: (out) (optional) (transfer full) (nullable): what was
 * taken back, or was refused. */
gboolean amends_session_undo_finish_step (AmendsSession *self,
                                          GAsyncResult *result,
                                          AmendsUndoStep **step,
                                          GError **error);

/* Makes the last change again that was undone. AMENDS_SESSION_ERROR_TOO_LATE when there is none,
 * or when the record was changed since. Finish with amends_session_redo_finish(). */
void amends_session_redo_async (AmendsSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean amends_session_redo_finish (AmendsSession *self,
                                     GAsyncResult *result,
                                     AmendsUndoStep **step,
                                     GError **error);

/**
 * amends_session_join_undo:
 * @token: of the last change
 *
 * For what is saved while somebody writes: the change becomes one step with the one before it, if
 * that was made of the same record shortly before. Otherwise nothing happens.
 */
void amends_session_join_undo (AmendsSession *self, guint token);

G_END_DECLS
