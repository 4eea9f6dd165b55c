/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes to the case itself: status, classification, facts, what happened. */

#include "config.h"

#include "amends-case-builder.h"
#include "amends-session-private.h"

#include "amends-debriefer.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-log-entry.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AmendsStatus status;
  char *why;
  AmendsEscalation *escalation;
  char *fix, *cause;
  gboolean confirmed;
  AmendsInstant at;
  AmendsDirection direction;
  AmendsChannel channel;
  char *text;
  GListStore *entries;
} CaseEdit;

static void
case_edit_free (gpointer data)
{
  CaseEdit *edit = data;

  g_free (edit->why);
  g_clear_object (&edit->escalation);
  g_free (edit->fix);
  g_free (edit->cause);
  g_free (edit->text);
  g_clear_object (&edit->entries);
  g_free (edit);
}

/* What was planned for the case as it was and nobody has touched is overtaken. */
static void
supersede_plan (AmendsCase *case_)
{
  GListModel *checkpoints = G_LIST_MODEL (case_->checkpoints);

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      if (checkpoint->step == AMENDS_STEP_PLANNED && !checkpoint->touched && checkpoint->key)
        amends_record_set (checkpoint, "step", AMENDS_STEP_SUPERSEDED, NULL);
    }
}

/* --- Status --- */

static gboolean
may_close (AmendsChange *change, GError **error)
{
  AmendsCase *case_ = change->case_;
  g_auto (AmendsCompleteness) completeness = { 0 };

  if (case_->escalation->severity < AMENDS_SEVERITY_HIGH)
    return TRUE;
  amends_change_rate_debrief (change->engines, case_, case_->debrief, change->now, &completeness);
  if (completeness.percent == 100)
    return TRUE;
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
               /* Translators: a severity such as Critical, and how complete the debrief is. */
               _ ("%s: the case can be closed once the debrief is complete; it is at %d %%."),
               amends_enum_get_label (AMENDS_TYPE_SEVERITY, case_->escalation->severity),
               completeness.percent);
  return FALSE;
}

static gboolean
set_status (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  AmendsCase *case_ = change->case_;
  AmendsStatus from = case_->escalation->status;
  gboolean reopening = from == AMENDS_STATUS_RESOLVED || from == AMENDS_STATUS_CLOSED;
  gboolean replan;
  g_autoptr (AmendsEscalation) before = amends_record_copy (case_->escalation);

  if (edit->status == AMENDS_STATUS_CLOSED && from == AMENDS_STATUS_RESOLVED &&
      !may_close (change, error))
    return FALSE;
  if (!amends_case_set_status (case_, edit->status, change->now, error))
    return FALSE;
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_STATUS, before, case_->escalation,
                          "%s%s%s", amends_enum_get_label (AMENDS_TYPE_STATUS, edit->status),
                          edit->why && *edit->why ? ": " : "", edit->why ? edit->why : "");
  replan = edit->status == AMENDS_STATUS_IN_PROGRESS
               ? reopening
               : !amends_status_is_live (edit->status) && edit->status != AMENDS_STATUS_CLOSED;
  if (replan)
    supersede_plan (case_);
  if (!amends_change_follow_status (change, error))
    return FALSE;
  /* A duplicate or withdrawn case has no further plan. */
  return !replan || edit->status == AMENDS_STATUS_DUPLICATE ||
         edit->status == AMENDS_STATUS_WITHDRAWN || amends_case_builder_replan (change, error);
}

gboolean
amends_change_set_status (AmendsChange *change,
                          AmendsStatus status,
                          const char *why,
                          GError **error)
{
  CaseEdit edit = { .status = status, .why = (char *) why };

  return set_status (change, &edit, error);
}

void
amends_session_set_status_async (AmendsSession *self,
                                 AmendsCase *case_,
                                 AmendsStatus status,
                                 const char *why,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);

  edit->status = status;
  edit->why = why ? amends_text_one_line (why, 1000) : NULL;
  amends_session_change_async (self, case_, set_status, edit, case_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

static gboolean
resolve (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  AmendsCase *case_ = change->case_;
  AmendsEscalation *escalation = case_->escalation;
  AmendsInstant at = edit->at != AMENDS_INSTANT_NONE ? edit->at : change->now;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);

  if (edit->fix == NULL || *edit->fix == '\0')
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
                   _ ("Say what was done: the fix is part of what the customer is told."));
      return FALSE;
    }
  if (at < escalation->received || at > change->now + AMENDS_MINUTE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("The resolution must lie between the customer’s message and now."));
      return FALSE;
    }
  if (!amends_case_set_status (case_, AMENDS_STATUS_RESOLVED, at, error))
    return FALSE;
  amends_record_set (escalation, "fix-text", edit->fix, "customer-confirmed-at",
                     edit->confirmed ? at : AMENDS_INSTANT_NONE, NULL);
  if (edit->cause && *edit->cause)
    amends_record_set (escalation, "root-cause", edit->cause, NULL);
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_STATUS, before, escalation,
                          /* Translators: %s is what was done. */
                          _ ("Resolved: %s"), edit->fix);
  amends_change_end_promises (change, change->now);
  supersede_plan (case_);
  return amends_change_follow_status (change, error) && amends_case_builder_replan (change, error);
}

gboolean
amends_change_resolve (AmendsChange *change, const AmendsResolution *resolution, GError **error)
{
  CaseEdit edit = {
    .fix = (char *) resolution->fix,
    .cause = (char *) resolution->cause,
    .confirmed = resolution->customer_confirmed,
    .at = resolution->at,
  };

  return resolve (change, &edit, error);
}

void
amends_session_resolve_async (AmendsSession *self,
                              AmendsCase *case_,
                              const AmendsResolution *resolution,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);

  edit->fix = resolution->fix ? amends_text_clean (resolution->fix, -1) : NULL;
  edit->cause = resolution->cause ? amends_text_clean (resolution->cause, -1) : NULL;
  edit->confirmed = resolution->customer_confirmed;
  edit->at = resolution->at;
  amends_session_change_async (self, case_, resolve, edit, case_edit_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}

/* --- Classification and facts -------------------------------------------------------------------
 */

static gboolean
reclassify (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  AmendsEscalation *escalation = change->case_->escalation;
  AmendsEscalation *wanted = edit->escalation;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);

  if (edit->why == NULL || *edit->why == '\0')
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
                   _ ("A change of the classification needs a reason, which goes into the log."));
      return FALSE;
    }
  amends_record_set (escalation, "severity", wanted->severity, "track", wanted->track, "category",
                     wanted->category, "reason", wanted->reason, "scenario", wanted->scenario,
                     "executive", wanted->executive, NULL);
  if (amends_record_equal (before, escalation))
    return TRUE;
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_RECLASSIFIED, before, escalation,
                          /* Translators: %s is the reason that was given. */
                          _ ("Reclassified: %s"), edit->why);
  return amends_change_recompute_clocks (change, error) &&
         amends_case_builder_replan (change, error);
}

void
amends_session_reclassify_async (AmendsSession *self,
                                 AmendsCase *case_,
                                 AmendsEscalation *changed,
                                 const char *why,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);

  edit->escalation = amends_record_copy (changed);
  edit->why = why ? amends_text_one_line (why, 1000) : NULL;
  amends_session_change_async (self, case_, reclassify, edit, case_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

/* Facts a person edits; everything else of the escalation is kept by the program. */
static void
copy_facts (AmendsEscalation *to, AmendsEscalation *from)
{
  static const char *const facts[] = {
    "title",
    "trigger",
    "emotion",
    "impact",
    "users-affected",
    "since",
    "underlying-issue",
    "workaround",
    "workaround-text",
    "fix-text",
    "fix-eta",
    "fix-confirmed-by",
    "fix-confirmed-at",
    "offer",
    "cannot-offer",
    "priority",
    "needed-by",
    "internal-by",
    "open-items",
    "affected-feature",
    "use-case",
    "objective",
    "root-cause",
    "root-cause-category",
    "factors",
    "owner",
    "technical-owner",
    "executive-owner",
    "tickets",
    "relationship",
    "outcome",
    "satisfaction",
    "satisfaction-scale",
    "satisfaction-due",
    "customer-confirmed-at",
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (from), facts[i], &value);
      g_object_set_property (G_OBJECT (to), facts[i], &value);
    }
}

static gboolean
edit_facts (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  AmendsEscalation *escalation = change->case_->escalation;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);

  copy_facts (escalation, edit->escalation);
  if (amends_record_equal (before, escalation))
    return TRUE;
  if (!amends_escalation_validate (escalation, change->now, error))
    return FALSE;
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_CHANGED, before, escalation,
                          _ ("Facts changed"));
  if (g_strcmp0 (before->owner, escalation->owner) != 0)
    amends_change_log (change, AMENDS_EVENT_ESCALATION_OWNER, change->now,
                       amends_change_payload ("owner", escalation->owner ? escalation->owner : ""),
                       /* Translators: who looks after the case from now on. */
                       _ ("Owner: %s"), escalation->owner ? escalation->owner : "–");
  return amends_case_builder_replan (change, error);
}

void
amends_session_edit_facts_async (AmendsSession *self,
                                 AmendsCase *case_,
                                 AmendsEscalation *changed,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);

  edit->escalation = amends_record_copy (changed);
  amends_session_change_async (self, case_, edit_facts, edit, case_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

/* --- What happened ------------------------------------------------------------------------------
 */

static gboolean
check_event (AmendsChange *change, AmendsInstant at, const char *text, GError **error)
{
  g_autofree char *line = text ? amends_text_one_line (text, 10) : NULL;

  if (line == NULL || *line == '\0')
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE,
                   _ ("The entry is empty; say what happened."));
      return FALSE;
    }
  if (at > change->now + AMENDS_MINUTE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("What has happened cannot lie in the future. Plan it on the timeline."));
      return FALSE;
    }
  return TRUE;
}

static void
add_note (AmendsChange *change, AmendsInstant at, const char *text)
{
  g_autofree char *line = amends_text_one_line (text, 300);

  amends_change_log (change, AMENDS_EVENT_NOTE, at, amends_change_payload ("text", text), "%s",
                     line);
}

static gboolean
add_event (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  AmendsCase *case_ = change->case_;
  AmendsInstant at = edit->at != AMENDS_INSTANT_NONE ? edit->at : change->now;
  gboolean inbound = edit->direction == AMENDS_DIRECTION_INBOUND;
  g_autoptr (AmendsMessage) message = NULL;
  g_autofree char *line = NULL;
  const char *customer = case_->contact ? case_->contact->name : case_->account->name;

  if (!check_event (change, at, edit->text, error))
    return FALSE;
  if (edit->direction == AMENDS_DIRECTION_INTERNAL)
    {
      add_note (change, at, edit->text);
      return TRUE;
    }

  message = amends_record_new (AMENDS_TYPE_MESSAGE);
  amends_record_set (message, "escalation-id", case_->escalation->id, "direction", edit->direction,
                     "channel", edit->channel, "at", at, "sender",
                     inbound ? customer : change->me->name, "recipient",
                     inbound ? change->me->name : customer, "body", edit->text, "sample",
                     case_->escalation->sample, NULL);
  g_list_store_append (case_->messages, message);
  line = amends_text_one_line (edit->text, 300);
  amends_change_log (change, inbound ? AMENDS_EVENT_MESSAGE_RECEIVED : AMENDS_EVENT_MESSAGE_SENT,
                     at, amends_change_payload ("message", message->id), "%s", line);
  return amends_change_contact (change, edit->direction, NULL, at, error);
}

gboolean
amends_change_add_event (AmendsChange *change,
                         AmendsDirection direction,
                         AmendsChannel channel,
                         AmendsInstant at,
                         const char *text,
                         GError **error)
{
  CaseEdit edit = { .direction = direction, .channel = channel, .at = at, .text = (char *) text };

  return add_event (change, &edit, error);
}

void
amends_session_add_event_async (AmendsSession *self,
                                AmendsCase *case_,
                                AmendsDirection direction,
                                AmendsChannel channel,
                                AmendsInstant at,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);

  edit->direction = direction;
  edit->channel = channel;
  edit->at = at;
  edit->text = text ? amends_text_clean (text, -1) : NULL;
  amends_session_change_async (self, case_, add_event, edit, case_edit_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}

static gboolean
add_notes (AmendsChange *change, gpointer data, GError **error)
{
  CaseEdit *edit = data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (edit->entries));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (edit->entries), i);
      AmendsInstant at = entry->at != AMENDS_INSTANT_NONE ? entry->at : change->now;

      if (!check_event (change, at, entry->text, error))
        {
          g_autofree char *line = amends_text_one_line (entry->text ? entry->text : "", 60);

          g_prefix_error (error, "“%s”: ", line);
          return FALSE;
        }
      add_note (change, at, entry->text);
    }
  return TRUE;
}

void
amends_session_add_notes_async (AmendsSession *self,
                                AmendsCase *case_,
                                GListModel *entries,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CaseEdit *edit = g_new0 (CaseEdit, 1);
  guint n = g_list_model_get_n_items (entries);

  edit->entries = g_list_store_new (AMENDS_TYPE_LOG_ENTRY);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) entry = g_list_model_get_item (entries, i);
      g_autoptr (GObject) copy = amends_record_copy (entry);

      g_list_store_append (edit->entries, copy);
    }
  amends_session_change_async (self, case_, add_notes, edit, case_edit_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}
