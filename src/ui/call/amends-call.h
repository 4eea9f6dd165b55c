/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-call-plan.h"
#include "amends-session.h"

G_BEGIN_DECLS

/**
 * AmendsCall:
 * A call while it lasts: the point it is at, the time spent on each, and what was promised. Time
 * is monotonic, so that setting the clock changes nothing; every step is kept in the workspace,
 * so that a closed window loses nothing.
 *
 * Signal: "changed": anything but the passing of time. Main thread.
 */
#define AMENDS_TYPE_CALL (amends_call_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCall, amends_call, AMENDS, CALL, GObject)

/* (transfer full) (nullable): begins now; NULL when the plan has no such call. */
AmendsCall *amends_call_new (AmendsSession *session, AmendsCase *case_, const char *key);
/* (transfer full) (nullable): the case whose call is on, as kept in the workspace. */
char *amends_call_dup_kept_case (AmendsSession *session);
/* (transfer full) (nullable): goes on with the call that was kept for @case_. */
AmendsCall *amends_call_new_kept (AmendsSession *session, AmendsCase *case_);
/* Forgets what was kept, when it is of no use any more. */
void amends_call_forget (AmendsSession *session);

/* Keeps it in the workspace as it stands; done by itself after each step. */
void amends_call_keep (AmendsCall *self);

/* All (transfer none). */
AmendsSession *amends_call_get_session (AmendsCall *self);
AmendsCase *amends_call_get_case (AmendsCall *self);
AmendsCallPlan *amends_call_get_plan (AmendsCall *self);
/* Of AmendsCommitment, in the order in which they were noted. */
GListModel *amends_call_get_promises (AmendsCall *self);

guint amends_call_get_current (AmendsCall *self);
/* Whether point @point has been spoken about and left. */
gboolean amends_call_is_done (AmendsCall *self, guint point);
gboolean amends_call_is_last (AmendsCall *self);
/* Goes to a point; the one before is done. */
void amends_call_go_to (AmendsCall *self, guint point);

gboolean amends_call_get_paused (AmendsCall *self);
void amends_call_set_paused (AmendsCall *self, gboolean paused);

/* Milliseconds spoken, without pauses: of one point, and in all. */
gint64 amends_call_get_spent (AmendsCall *self, guint point);
gint64 amends_call_get_total (AmendsCall *self);

/* Notes a promise; a time in the words becomes its due time. Empty text notes nothing. */
void amends_call_note (AmendsCall *self, const char *text);
void amends_call_take_back (AmendsCall *self, AmendsCommitment *promise);
/* What is typed and not noted yet. (transfer none) (nullable) */
const char *amends_call_get_pending (AmendsCall *self);
void amends_call_set_pending (AmendsCall *self, const char *text);

/**
 * amends_call_end_async:
 * Writes the call into its case. What is still typed is noted first. The call is kept until that
 * has been written.
 */
void amends_call_end_async (AmendsCall *self, GAsyncReadyCallback callback, gpointer user_data);
/* @undo: (out): for amends_session_undo_async(); @draft_id: (out) (transfer full) (nullable): the
 * follow-up, where one was written. */
gboolean amends_call_end_finish (AmendsCall *self,
                                 GAsyncResult *result,
                                 guint *undo,
                                 char **draft_id,
                                 GError **error);

G_END_DECLS
