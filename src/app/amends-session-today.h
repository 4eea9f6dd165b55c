/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-task.h"

G_BEGIN_DECLS

/**
 * amends_session_list_tasks_async:
 * @until: the due times end before this
 *
 * Everything there is to do, across all cases: what amends_session_list_due_async() has, the next
 * step of each escalation path whose people have not been told, and approved offers that run out.
 * What is late is said by the rule of its clock, with its grace.
 */
void amends_session_list_tasks_async (AmendsSession *self,
                                      AmendsInstant until,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full) (element-type AmendsTask): by due time */
GPtrArray *
amends_session_list_tasks_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_finish_task_async:
 * Marks as done what a person can say is done: a checkpoint, an action, a step up (its people are
 * told). For the rest, AMENDS_SESSION_ERROR_REFUSED with how it is done. Ends with
 * amends_session_change_finish().
 */
void amends_session_finish_task_async (AmendsSession *self,
                                       AmendsTask *task,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Moves a checkpoint or an action to @to; for the rest AMENDS_SESSION_ERROR_REFUSED. Ends with
 * amends_session_change_finish(). */
void amends_session_snooze_task_async (AmendsSession *self,
                                       AmendsTask *task,
                                       AmendsInstant to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Whether the two above can do anything. */
gboolean amends_task_can_finish (AmendsTask *task);
gboolean amends_task_can_snooze (AmendsTask *task);

G_END_DECLS
