/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: edited, written anew, sent. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-clocks.h"
#include "amends-commitments.h"
#include "amends-draft-pair.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Edits of one draft within this time are one line of the log. */
#define ONE_SITTING (15 * AMENDS_MINUTE)

typedef struct
{
  char *id;
  char *subject, *body;
  AmendsInstant at;
  char *override;
} DraftEdit;

static void
draft_edit_free (gpointer data)
{
  DraftEdit *edit = data;

  g_free (edit->id);
  g_free (edit->subject);
  g_free (edit->body);
  g_free (edit->override);
  g_free (edit);
}

static AmendsDraft *
find_draft (AmendsCase *case_, const char *id, GError **error)
{
  AmendsDraft *draft = amends_record_list_find (G_LIST_MODEL (case_->drafts), id);

  if (draft == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 _ ("This draft no longer exists."));
  return draft;
}

static JsonNode *
draft_payload (AmendsDraft *draft)
{
  JsonNode *node = amends_change_payload ("draft", draft->id);

  json_object_set_string_member (json_node_get_object (node), "kind", draft->kind);
  return node;
}

/* --- Editing --- */

static gboolean
is_same_sitting (AmendsChange *change, AmendsDraft *draft)
{
  GListModel *events = G_LIST_MODEL (change->case_->events);
  guint n = g_list_model_get_n_items (events);
  g_autoptr (AmendsEvent) last = n > 0 ? g_list_model_get_item (events, n - 1) : NULL;

  return last && last->kind == AMENDS_EVENT_DRAFT_EDITED && last->payload &&
         strstr (last->payload, draft->id) && change->now - last->at < ONE_SITTING;
}

static gboolean
save_draft (AmendsChange *change, gpointer data, GError **error)
{
  DraftEdit *edit = data;
  AmendsDraft *draft = find_draft (change->case_, edit->id, error);

  if (draft == NULL)
    return FALSE;
  if (draft->sent_at != AMENDS_INSTANT_NONE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("This message has been sent and stays as it went out."));
      return FALSE;
    }
  if (g_strcmp0 (draft->body, edit->body) == 0 &&
      (edit->subject == NULL || g_strcmp0 (draft->subject, edit->subject) == 0))
    return TRUE;

  amends_record_set (draft, "body", edit->body, "updated", change->now, NULL);
  if (edit->subject)
    amends_record_set (draft, "subject", edit->subject, NULL);
  if (!is_same_sitting (change, draft))
    amends_change_log (change, AMENDS_EVENT_DRAFT_EDITED, AMENDS_INSTANT_NONE,
                       draft_payload (draft),
                       /* Translators: %s is the title of a draft. */
                       _ ("Edited: %s"), draft->title);
  return TRUE;
}

void
amends_session_save_draft_async (AmendsSession *self,
                                 AmendsCase *case_,
                                 const char *draft_id,
                                 const char *subject,
                                 const char *body,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  DraftEdit *edit = g_new0 (DraftEdit, 1);

  edit->id = g_strdup (draft_id);
  /* A subject is a header: what would end the line must not get in. */
  edit->subject = subject ? amends_text_one_line (subject, 400) : NULL;
  edit->body = amends_text_clean (body, -1);
  amends_session_change_async (self, case_, save_draft, edit, draft_edit_free,
                               AMENDS_CHANGE_UNDOABLE, cancellable, callback, user_data);
}

/* --- Sending --- */

static gboolean
check_sending_time (AmendsChange *change, AmendsInstant at, GError **error)
{
  AmendsEscalation *escalation = change->case_->escalation;

  if (at < escalation->received || at > change->now + AMENDS_MINUTE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, "%s",
                   at < escalation->received
                       ? _ ("A reply cannot have been sent before the customer’s message came.")
                       : _ ("The time of sending lies in the future."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_customer_text (AmendsDraft *draft)
{
  return draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
         draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

static gboolean
pass_gate (AmendsChange *change, AmendsDraft *draft, const char *override, GError **error)
{
  AmendsGateContext context;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  g_autoptr (GPtrArray) findings = NULL;
  AmendsFinding *first = NULL;

  amends_change_get_gate_context (change->engines, change->case_, draft, change->now, zone,
                                  &context);
  findings = amends_gate_check (change->engines->gate, draft->body, &context);
  if (!amends_gate_blocks (findings))
    return TRUE;

  for (guint i = 0; i < findings->len && first == NULL; i++)
    {
      AmendsFinding *finding = g_ptr_array_index (findings, i);
      first = finding->level == AMENDS_GATE_BLOCK ? finding : NULL;
    }
  if (override == NULL || *override == '\0')
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_BLOCKED,
                   /* Translators: the words found, and what is wrong with them. */
                   _ ("“%s”: %s"), first->text, first->message);
      return FALSE;
    }
  amends_change_log (change, AMENDS_EVENT_GATE_OVERRIDDEN, AMENDS_INSTANT_NONE,
                     amends_change_payload ("reason", override),
                     /* Translators: %s is the reason that was given. */
                     _ ("Sent although the gate objected: %s"), override);
  return TRUE;
}

static AmendsMessage *
make_message (AmendsChange *change, AmendsDraft *draft, AmendsInstant at)
{
  AmendsMessage *message = amends_record_new (AMENDS_TYPE_MESSAGE);

  amends_record_set (
      message, "escalation-id", change->case_->escalation->id, "direction",
      is_customer_text (draft) ? AMENDS_DIRECTION_OUTBOUND : AMENDS_DIRECTION_INTERNAL, "channel",
      AMENDS_CHANNEL_E_MAIL, "at", at, "sender", change->me->name, "recipient", draft->recipient,
      "subject", draft->subject, "body", draft->body, "draft-id", draft->id, "draft-kind",
      draft->kind, "sample", draft->sample, NULL);
  g_list_store_append (change->case_->messages, message);
  return message;
}

static void
keep_commitments (AmendsChange *change, AmendsMessage *message)
{
  AmendsCase *case_ = change->case_;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, case_);
  g_autoptr (GPtrArray) found =
      amends_commitments_find (change->engines->gate, message->body, message->at, zone);

  for (guint i = 0; i < found->len; i++)
    {
      AmendsCommitment *commitment = g_ptr_array_index (found, i);

      amends_record_set (commitment, "escalation-id", case_->escalation->id, "message-id",
                         message->id, "sample", message->sample, NULL);
      if (commitment->owner == NULL)
        amends_record_set (commitment, "owner", change->me->name, NULL);
      g_list_store_append (case_->commitments, commitment);
      amends_change_log (change, AMENDS_EVENT_COMMITMENT_MADE, message->at,
                         amends_change_payload ("commitment", commitment->id),
                         /* Translators: %s is a promise in the sender's words. */
                         _ ("Promised: %s"), commitment->text);
    }
}

/* The planned moment that this draft was for: the first one not done. */
static void
finish_checkpoint (AmendsChange *change, AmendsDraft *draft, AmendsInstant at)
{
  GListModel *checkpoints = G_LIST_MODEL (change->case_->checkpoints);
  AmendsCheckpoint *next = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      if (checkpoint->step == AMENDS_STEP_PLANNED &&
          g_strcmp0 (checkpoint->draft_kind, draft->kind) == 0 &&
          (next == NULL || checkpoint->at < next->at))
        next = checkpoint;
    }
  if (next)
    amends_record_set (next, "step", AMENDS_STEP_DONE, "done-at", at, NULL);
}

static AmendsClock *
find_open_clock (AmendsCase *case_, AmendsClockKind kind)
{
  GListModel *clocks = G_LIST_MODEL (case_->clocks);

  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);

      if (clock->kind == kind && !clock->closed && clock->cycle == case_->escalation->cycle)
        return clock;
    }
  return NULL;
}

/* The plan follows the clock: the next untouched step that would restart it is due with it. */
static void
align_next_update (AmendsChange *change, const char *draft_kind)
{
  GListModel *checkpoints = G_LIST_MODEL (change->case_->checkpoints);
  AmendsClock *clock = find_open_clock (change->case_, AMENDS_CLOCK_UPDATE);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsCheckpoint *next = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) one = g_list_model_get_item (checkpoints, i);

      if (one->step == AMENDS_STEP_PLANNED && g_strcmp0 (one->draft_kind, draft_kind) == 0 &&
          (next == NULL || one->at < next->at))
        next = one;
    }
  if (clock && next && !next->touched && next->at > clock->due)
    {
      g_autofree char *wall = amends_instant_format (clock->due, zone, "%Y-%m-%dT%H:%M");

      amends_record_set (next, "at", clock->due, "wall-time", wall, NULL);
    }
}

static gboolean
has_open_draft (AmendsCase *case_, AmendsDraft *like)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (draft->sent_at == AMENDS_INSTANT_NONE && g_strcmp0 (draft->kind, like->kind) == 0 &&
          g_strcmp0 (draft->language, like->language) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_planned_again (AmendsCase *case_, const char *kind)
{
  GListModel *checkpoints = G_LIST_MODEL (case_->checkpoints);

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      if (checkpoint->step == AMENDS_STEP_PLANNED && g_strcmp0 (checkpoint->draft_kind, kind) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An update is followed by the next one, written from what is known then. */
static gboolean
write_next_draft (AmendsChange *change, AmendsDraft *sent, GError **error)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsPlannerContext context;
  g_autoptr (AmendsDraft) next = NULL;

  if (!is_customer_text (sent) || !is_planned_again (change->case_, sent->kind) ||
      has_open_draft (change->case_, sent))
    return TRUE;
  amends_change_get_planner_context (change, zone, &context);
  next = amends_planner_write_draft (change->engines->planner, change->case_, sent->kind,
                                     sent->language, &context, error);
  if (next == NULL)
    return FALSE;
  amends_record_set (next, "escalation-id", change->case_->escalation->id, "sample", sent->sample,
                     NULL);
  g_list_store_append (change->case_->drafts, next);
  return amends_draft_pair_follow (change, &context, error);
}

static gboolean
mark_sent (AmendsChange *change, gpointer data, GError **error)
{
  DraftEdit *edit = data;
  AmendsCase *case_ = change->case_;
  AmendsDraft *draft = find_draft (case_, edit->id, error);
  AmendsInstant at = edit->at != AMENDS_INSTANT_NONE ? edit->at : change->now;
  g_autoptr (AmendsMessage) message = NULL;

  if (draft == NULL || !check_sending_time (change, at, error))
    return FALSE;
  if (draft->sent_at != AMENDS_INSTANT_NONE)
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("This message is marked as sent already."));
      return FALSE;
    }
  if (!pass_gate (change, draft, edit->override, error))
    return FALSE;

  message = make_message (change, draft, at);
  amends_record_set (draft, "sent-at", at, "updated", change->now, NULL);
  amends_change_log (change, AMENDS_EVENT_MESSAGE_SENT, at,
                     amends_change_payload ("message", message->id),
                     /* Translators: the title of a draft, and a recipient. */
                     _ ("Sent: %s, to %s"), draft->title,
                     draft->recipient ? draft->recipient : "–");
  if (is_customer_text (draft))
    {
      if (!amends_change_contact (change, AMENDS_DIRECTION_OUTBOUND, draft->kind, at, error))
        return FALSE;
      keep_commitments (change, message);
    }
  finish_checkpoint (change, draft, at);
  if (is_customer_text (draft))
    align_next_update (change, "progress-update");
  return write_next_draft (change, draft, error);
}

gboolean
amends_change_send (AmendsChange *change,
                    const char *draft_id,
                    AmendsInstant at,
                    const char *override,
                    GError **error)
{
  DraftEdit edit = { .id = (char *) draft_id, .at = at, .override = (char *) override };

  return mark_sent (change, &edit, error);
}

void
amends_session_mark_sent_async (AmendsSession *self,
                                AmendsCase *case_,
                                const char *draft_id,
                                AmendsInstant at,
                                const char *override_reason,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  DraftEdit *edit = g_new0 (DraftEdit, 1);

  edit->id = g_strdup (draft_id);
  edit->at = at;
  edit->override = override_reason ? amends_text_one_line (override_reason, 1000) : NULL;
  amends_session_change_async (self, case_, mark_sent, edit, draft_edit_free,
                               AMENDS_CHANGE_UNDOABLE_BRIEFLY, cancellable, callback, user_data);
}
