/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of the plan: done, moved, added. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  AmendsStep step;
  AmendsInstant to;
  AmendsCheckpoint *checkpoint;
} StepEdit;

static void
step_edit_free (gpointer data)
{
  StepEdit *edit = data;

  g_free (edit->id);
  g_clear_object (&edit->checkpoint);
  g_free (edit);
}

/* A checkpoint or an action; (transfer none). */
static gpointer
find_step (AmendsCase *case_, const char *id, GError **error)
{
  gpointer found = amends_record_list_find (G_LIST_MODEL (case_->checkpoints), id);

  if (found == NULL)
    found = amends_record_list_find (G_LIST_MODEL (case_->actions), id);
  if (found == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 _ ("This step is no longer part of the plan."));
  return found;
}

static const char *
step_title (gpointer step)
{
  return AMENDS_IS_ACTION (step) ? AMENDS_ACTION (step)->text : AMENDS_CHECKPOINT (step)->title;
}

static gboolean
is_with_customer (AmendsCheckpoint *checkpoint)
{
  return checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER ||
         checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

static gboolean
is_spoken (AmendsCheckpoint *checkpoint)
{
  return checkpoint->channel == AMENDS_CHANNEL_CALL ||
         checkpoint->channel == AMENDS_CHANNEL_MEETING;
}

static gboolean
set_step (AmendsChange *change, gpointer data, GError **error)
{
  StepEdit *edit = data;
  gpointer step = find_step (change->case_, edit->id, error);
  gboolean done = edit->step == AMENDS_STEP_DONE;
  g_autoptr (GObject) before = NULL;
  gboolean is_action;

  if (step == NULL)
    return FALSE;
  is_action = AMENDS_IS_ACTION (step);
  before = amends_record_copy (step);
  amends_record_set (step, "step", edit->step, "done-at", done ? change->now : AMENDS_INSTANT_NONE,
                     "touched", TRUE, NULL);
  amends_change_log_diff (
      change,
      is_action ? (done ? AMENDS_EVENT_ACTION_DONE : AMENDS_EVENT_ACTION_CHANGED)
                : (done ? AMENDS_EVENT_CHECKPOINT_DONE : AMENDS_EVENT_CHECKPOINT_CHANGED),
      before, step,
      /* Translators: a state such as "Done", and what was planned. */
      C_ ("log", "%s: %s"), amends_enum_get_label (AMENDS_TYPE_STEP, edit->step),
      step_title (step));
  if (done && !is_action && is_with_customer (step))
    amends_change_settle_promises (change, is_spoken (step), change->now);
  return TRUE;
}

gboolean
amends_change_set_step (AmendsChange *change, const char *id, AmendsStep step, GError **error)
{
  StepEdit edit = { .id = (char *) id, .step = step };

  return set_step (change, &edit, error);
}

void
amends_session_set_step_async (AmendsSession *self,
                               AmendsCase *case_,
                               const char *id,
                               AmendsStep step,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  StepEdit *edit = g_new0 (StepEdit, 1);

  edit->id = g_strdup (id);
  edit->step = step;
  amends_session_change_async (self, case_, set_step, edit, step_edit_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}

/* A planned moment is wall time in its zone; the instant is derived from it. */
static void
set_checkpoint_time (AmendsCheckpoint *checkpoint, AmendsInstant at, GTimeZone *fallback)
{
  g_autoptr (GTimeZone) zone =
      checkpoint->time_zone ? amends_zone_load (checkpoint->time_zone, NULL) : NULL;
  g_autofree char *wall = amends_instant_format (at, zone ? zone : fallback, "%Y-%m-%dT%H:%M");

  amends_record_set (checkpoint, "at", at, "wall-time", wall, NULL);
  if (zone == NULL)
    amends_record_set (checkpoint, "time-zone", g_time_zone_get_identifier (fallback), NULL);
}

static gboolean
move_step (AmendsChange *change, gpointer data, GError **error)
{
  StepEdit *edit = data;
  gpointer step = find_step (change->case_, edit->id, error);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  g_autoptr (GObject) before = NULL;

  if (step == NULL)
    return FALSE;
  before = amends_record_copy (step);
  if (AMENDS_IS_ACTION (step))
    amends_record_set (step, "due", edit->to, "touched", TRUE, NULL);
  else
    {
      set_checkpoint_time (step, edit->to, zone);
      amends_record_set (step, "touched", TRUE, NULL);
    }
  amends_change_log_diff (
      change, AMENDS_IS_ACTION (step) ? AMENDS_EVENT_ACTION_CHANGED : AMENDS_EVENT_CHECKPOINT_MOVED,
      before, step,
      /* Translators: %s is what was planned. */
      _ ("Moved: %s"), step_title (step));
  return TRUE;
}

void
amends_session_move_async (AmendsSession *self,
                           AmendsCase *case_,
                           const char *id,
                           AmendsInstant to,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  StepEdit *edit = g_new0 (StepEdit, 1);

  edit->id = g_strdup (id);
  edit->to = to;
  amends_session_change_async (self, case_, move_step, edit, step_edit_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}

static gboolean
add_checkpoint (AmendsChange *change, gpointer data, GError **error)
{
  StepEdit *edit = data;
  g_autoptr (AmendsCheckpoint) checkpoint = amends_record_copy (edit->checkpoint);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  g_autofree char *title = checkpoint->title ? amends_text_one_line (checkpoint->title, 200) : NULL;

  if (title == NULL || *title == '\0' || checkpoint->at == AMENDS_INSTANT_NONE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
                   _ ("A planned event needs a title and a time."));
      return FALSE;
    }
  amends_record_set (checkpoint, "title", title, "touched", TRUE, "cycle",
                     change->case_->escalation->cycle, "escalation-id",
                     change->case_->escalation->id, NULL);
  set_checkpoint_time (checkpoint, checkpoint->at, zone);
  g_list_store_append (change->case_->checkpoints, checkpoint);
  amends_change_log_diff (change, AMENDS_EVENT_CHECKPOINT_PLANNED, NULL, checkpoint,
                          /* Translators: %s is the title of an event. */
                          _ ("Planned: %s"), checkpoint->title);
  return TRUE;
}

void
amends_session_add_checkpoint_async (AmendsSession *self,
                                     AmendsCase *case_,
                                     AmendsCheckpoint *checkpoint,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  StepEdit *edit = g_new0 (StepEdit, 1);

  edit->checkpoint = amends_record_copy (checkpoint);
  amends_session_change_async (self, case_, add_checkpoint, edit, step_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

/* --- Debrief -----------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsDebrief *wanted;
  AmendsDebrief *since; /* (nullable): what the log says so far; NULL: as stored */
  gboolean log;
} DebriefEdit;

static void
debrief_edit_free (gpointer data)
{
  DebriefEdit *edit = data;

  g_object_unref (edit->wanted);
  g_clear_object (&edit->since);
  g_free (edit);
}

static gboolean
save_debrief (AmendsChange *change, gpointer data, GError **error)
{
  DebriefEdit *edit = data;
  AmendsCase *case_ = change->case_;
  g_autoptr (AmendsDebrief) before = case_->debrief ? amends_record_copy (case_->debrief) : NULL;
  g_autoptr (AmendsDebrief) after = amends_record_copy (edit->wanted);

  if (before)
    amends_record_set (after, "id", before->id, "updated", before->updated, NULL);
  amends_record_set (after, "escalation-id", case_->escalation->id, "sample",
                     case_->escalation->sample, NULL);
  if (before == NULL || !amends_record_equal (before, after))
    {
      amends_record_set (after, "updated", change->now, NULL);
      if (case_->debrief)
        amends_record_assign (case_->debrief, after);
      else
        case_->debrief = g_object_ref (after);
    }
  if (edit->since)
    amends_record_set (edit->since, "id", after->id, "escalation-id", after->escalation_id,
                       "sample", after->sample, "updated", after->updated, NULL);
  if (edit->log)
    amends_change_log_diff (change, AMENDS_EVENT_DEBRIEF_EDITED, edit->since ? edit->since : before,
                            after, _ ("Debrief edited"));
  return TRUE;
}

gboolean
amends_change_save_debrief (AmendsChange *change, AmendsDebrief *debrief, GError **error)
{
  DebriefEdit edit = { .wanted = debrief, .log = TRUE };

  return save_debrief (change, &edit, error);
}

void
amends_session_save_debrief_async (AmendsSession *self,
                                   AmendsCase *case_,
                                   AmendsDebrief *debrief,
                                   AmendsDebrief *since,
                                   gboolean log,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  DebriefEdit *edit = g_new0 (DebriefEdit, 1);

  edit->wanted = amends_record_copy (debrief);
  edit->since = since ? amends_record_copy (since) : NULL;
  edit->log = log;
  amends_session_change_async (self, case_, save_debrief, edit, debrief_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}
