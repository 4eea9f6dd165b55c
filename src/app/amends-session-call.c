/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a call: the log entry, what was promised in it, and the follow-up. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-text.h"
#include "amends-time-phrases.h"

#include <glib/gi18n-lib.h>

/* The draft that follows a call. */
#define FOLLOW_UP "call-follow-up"
#define LONGEST_PROMISE 400

AmendsInstant
amends_session_read_promise (AmendsSession *self, AmendsCase *case_, const char *text)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) phrases = NULL;
  AmendsInstant now;
  AmendsInstant due = AMENDS_INSTANT_NONE;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), AMENDS_INSTANT_NONE);
  g_return_val_if_fail (text != NULL, AMENDS_INSTANT_NONE);

  now = amends_session_now (self);
  zone = amends_session_dup_case_zone (self, case_);
  phrases = amends_time_phrases_find (text, now, zone);
  for (guint i = 0; i < phrases->len; i++)
    {
      AmendsTimePhrase *phrase = &g_array_index (phrases, AmendsTimePhrase, i);

      if (phrase->relation != AMENDS_TIME_RELATION_SINCE &&
          phrase->relation != AMENDS_TIME_RELATION_AGO &&
          phrase->relation != AMENDS_TIME_RELATION_FOR && phrase->latest != AMENDS_INSTANT_NONE &&
          phrase->latest > now && phrase->latest > due)
        due = phrase->latest;
    }
  return due;
}

/* --- The end ------------------------------------------------------------------------------------
 */

typedef struct
{
  char *title;
  AmendsAudience audience;
  AmendsInstant started;
  gint64 duration;
  char **covered;
  guint points;
  GListStore *promises;
  char *draft_id;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->title);
  g_strfreev (report->covered);
  g_object_unref (report->promises);
  g_free (report->draft_id);
  g_free (report);
}

static gboolean
is_with_customer (Report *report)
{
  return report->audience == AMENDS_AUDIENCE_CUSTOMER ||
         report->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

static char *
describe (Report *report)
{
  int minutes = (int) ((report->duration + AMENDS_MINUTE / 2) / AMENDS_MINUTE);
  guint covered = report->covered != NULL ? g_strv_length (report->covered) : 0;
  g_autofree char *length =
      /* Translators: how long a call took. */
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", MAX (minutes, 1)),
                       MAX (minutes, 1));

  if (report->points == 0)
    /* Translators: what a call was about, and how long it took. */
    return g_strdup_printf (_ ("Call: %1$s, %2$s"), report->title, length);
  /* Translators: what a call was about, how long it took, points spoken about, points planned. */
  return g_strdup_printf (_ ("Call: %1$s, %2$s, %3$u of %4$u points"), report->title, length,
                          covered, report->points);
}

/* (transfer full): the call as it stays in the log. */
static char *
write_body (Report *report, const char *summary)
{
  GString *body = g_string_new (summary);
  GListModel *promises = G_LIST_MODEL (report->promises);

  for (guint i = 0; report->covered != NULL && report->covered[i] != NULL; i++)
    g_string_append_printf (body, "%s- %s", i == 0 ? "\n\n" : "\n", report->covered[i]);
  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (promises, i);

      if (i == 0)
        g_string_append_printf (body, "\n\n%s", _ ("Noted:"));
      g_string_append_printf (body, "\n- %s", promise->text);
    }
  return g_string_free (body, FALSE);
}

static JsonNode *
call_payload (Report *report, const char *member, const char *value)
{
  JsonNode *node = amends_change_payload (member, value);
  JsonObject *object = json_node_get_object (node);

  json_object_set_int_member (object, "duration", report->duration);
  json_object_set_int_member (object, "points", report->points);
  return node;
}

/* (transfer full) */
static AmendsMessage *
add_message (AmendsChange *change, Report *report, const char *summary)
{
  AmendsCase *case_ = change->case_;
  AmendsMessage *message = amends_record_new (AMENDS_TYPE_MESSAGE);
  g_autofree char *body = write_body (report, summary);

  amends_record_set (message, "escalation-id", case_->escalation->id, "direction",
                     AMENDS_DIRECTION_TWO_WAY, "channel", AMENDS_CHANNEL_CALL, "at",
                     report->started, "sender", change->me->name, "recipient",
                     case_->contact ? case_->contact->name : case_->account->name, "subject",
                     report->title, "body", body, "sample", case_->escalation->sample, NULL);
  g_list_store_append (case_->messages, message);
  return message;
}

static void
keep_promises (AmendsChange *change, Report *report, AmendsMessage *message)
{
  AmendsCase *case_ = change->case_;
  GListModel *promises = G_LIST_MODEL (report->promises);

  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) noted = g_list_model_get_item (promises, i);
      g_autoptr (AmendsCommitment) promise = amends_record_copy (noted);

      amends_record_set (promise, "escalation-id", case_->escalation->id, "message-id", message->id,
                         "state", AMENDS_COMMITMENT_OPEN, "sample", case_->escalation->sample,
                         NULL);
      if (promise->owner == NULL)
        amends_record_set (promise, "owner", change->me->name, NULL);
      g_list_store_append (case_->commitments, promise);
      amends_change_log (change, AMENDS_EVENT_COMMITMENT_MADE, AMENDS_INSTANT_NONE,
                         amends_change_payload ("commitment", promise->id), _ ("Promised: %s"),
                         promise->text);
    }
}

static gboolean
write_follow_up (AmendsChange *change, Report *report, GError **error)
{
  AmendsCase *case_ = change->case_;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, case_);
  g_autoptr (AmendsDraft) draft = NULL;
  g_autoptr (GError) local = NULL;
  AmendsPlannerContext context;
  const char *language = case_->escalation->language;

  if (language == NULL)
    language =
        case_->account->language != NULL ? case_->account->language : amends_change_get_language ();
  amends_change_get_planner_context (change, zone, &context);
  draft = amends_planner_write_draft (change->engines->planner, case_, FOLLOW_UP, language,
                                      &context, &local);
  /* A playbook of one's own may do without it: the call is logged all the same. */
  if (g_error_matches (local, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND))
    return TRUE;
  if (draft == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  amends_record_set (draft, "id", report->draft_id, "escalation-id", case_->escalation->id,
                     "sample", case_->escalation->sample, NULL);
  g_list_store_append (case_->drafts, draft);
  return TRUE;
}

static gboolean
end_with_customer (AmendsChange *change, Report *report, const char *summary, GError **error)
{
  g_autoptr (AmendsMessage) message = add_message (change, report, summary);

  amends_change_log (change, AMENDS_EVENT_MESSAGE_SENT, report->started,
                     call_payload (report, "message", message->id), "%s", summary);
  if (!amends_change_contact (change, AMENDS_DIRECTION_TWO_WAY, NULL, report->started, error))
    return FALSE;
  keep_promises (change, report, message);
  return write_follow_up (change, report, error);
}

/* What was agreed among ourselves is work, not a promise to the customer. */
static void
end_inside (AmendsChange *change, Report *report, const char *summary)
{
  AmendsCase *case_ = change->case_;
  GListModel *promises = G_LIST_MODEL (report->promises);
  g_autofree char *body = write_body (report, summary);

  amends_change_log (change, AMENDS_EVENT_NOTE, report->started,
                     call_payload (report, "text", body), "%s", summary);
  for (guint i = 0; i < g_list_model_get_n_items (promises); i++)
    {
      g_autoptr (AmendsCommitment) noted = g_list_model_get_item (promises, i);
      g_autoptr (AmendsAction) action = amends_record_new (AMENDS_TYPE_ACTION);

      amends_record_set (action, "escalation-id", case_->escalation->id, "horizon",
                         AMENDS_HORIZON_IMMEDIATE, "text", noted->text, "owner",
                         noted->owner != NULL ? noted->owner : change->me->name, "due", noted->due,
                         "touched", TRUE, "sample", case_->escalation->sample, NULL);
      g_list_store_append (case_->actions, action);
      amends_change_log_diff (change, AMENDS_EVENT_ACTION_CHANGED, NULL, action,
                              /* Translators: %s is a piece of work. */
                              _ ("Agreed: %s"), action->text);
    }
}

static gboolean
end_call (AmendsChange *change, gpointer data, GError **error)
{
  Report *report = data;
  g_autofree char *summary = describe (report);

  /* A clock set back during the call must not put it before the case or after now. */
  report->started = CLAMP (report->started, change->case_->escalation->received, change->now);
  if (is_with_customer (report))
    return end_with_customer (change, report, summary, error);
  end_inside (change, report, summary);
  return TRUE;
}

void
amends_session_end_call_async (AmendsSession *self,
                               AmendsCase *case_,
                               const AmendsCallReport *report,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Report *copy = g_new0 (Report, 1);

  copy->title = amends_text_one_line (report->title != NULL ? report->title : "", LONGEST_PROMISE);
  copy->audience = report->audience;
  copy->started = report->started;
  copy->duration = report->duration;
  copy->covered = g_strdupv ((char **) report->covered);
  copy->points = report->points;
  copy->draft_id = g_strdup (report->draft_id);
  copy->promises = g_list_store_new (AMENDS_TYPE_COMMITMENT);
  for (guint i = 0; i < g_list_model_get_n_items (report->promises); i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (report->promises, i);
      g_autoptr (AmendsCommitment) mine = amends_record_copy (promise);
      g_autofree char *line = amends_text_one_line (promise->text, LONGEST_PROMISE);

      amends_record_set (mine, "text", line, NULL);
      g_list_store_append (copy->promises, mine);
    }
  amends_session_change_async (self, case_, end_call, copy, report_free, AMENDS_CHANGE_UNDOABLE,
                               cancellable, callback, user_data);
}
