/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goodwill as it is shown: limits, whose decision it is, what an attached reply says. */

#include "config.h"

#include "amends-session-approval.h"

#include "amends-enum-types.h"
#include "amends-goodwill-ledger.h"
#include "amends-goodwill-reply.h"
#include "amends-goodwill-year.h"
#include "amends-labels.h"
#include "amends-session-goodwill-private.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Of a reply so much is shown. */
#define SHOWN_WORDS 280

/* A read on its way; copies, for it runs in another thread. */
typedef struct
{
  AmendsEngines *engines;
  AmendsGoodwillRules *rules;
  AmendsCase *case_;
  AmendsGoodwill *goodwill;
  AmendsPerson *me;
  GListModel *people;
  GTimeZone *zone;
  AmendsInstant now;
  const char *language; /* static */
  GBytes *mail;         /* (nullable) */
  char *file;           /* (nullable) */

  AmendsApproval approval;
  AmendsReplyView *reply;
} Read;

void
amends_approval_clear (AmendsApproval *self)
{
  g_clear_object (&self->rules);
  amends_goodwill_ruling_clear (&self->ruling);
  g_clear_pointer (&self->approver, g_free);
  g_clear_pointer (&self->crm_only, g_free);
}

void
amends_reply_view_free (AmendsReplyView *self)
{
  g_free (self->sender);
  g_free (self->address);
  g_free (self->words);
  g_free (self->approve_refused);
  g_free (self->decline_refused);
  g_free (self);
}

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->engines, amends_engines_unref);
  g_clear_object (&read->rules);
  g_clear_object (&read->case_);
  g_clear_object (&read->goodwill);
  g_clear_object (&read->me);
  g_clear_object (&read->people);
  g_clear_pointer (&read->zone, g_time_zone_unref);
  g_clear_pointer (&read->mail, g_bytes_unref);
  g_free (read->file);
  amends_approval_clear (&read->approval);
  g_clear_pointer (&read->reply, amends_reply_view_free);
  g_free (read);
}

/* (transfer none) (nullable): NULL once @task, which is consumed then, has been told why. */
static Read *
read_new (AmendsSession *self, AmendsCase *case_, AmendsGoodwill *goodwill, GTask *task)
{
  GError *error = NULL;
  AmendsGoodwillRules *rules = amends_session_get_goodwill_rules (self, &error);
  Read *read;

  if (rules == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  if (!amends_session_can_read (self, task))
    return NULL;
  read = g_new0 (Read, 1);
  read->engines = amends_engines_ref (self->engines);
  read->rules = g_object_ref (rules);
  read->case_ = amends_case_copy (case_);
  read->goodwill = amends_record_copy (goodwill);
  read->me = amends_session_copy_me (self);
  read->people = amends_session_copy_people (self);
  read->zone = g_time_zone_ref (self->zone);
  read->now = amends_session_now (self);
  read->language = amends_change_get_language ();
  g_task_set_task_data (task, read, read_free);
  return read;
}

/* --- Limits and people --------------------------------------------------------------------------
 */

static AmendsApprovalPart
find_part (AmendsGoodwillRules *rules,
           AmendsGoodwill *goodwill,
           AmendsRole needed,
           AmendsPerson *me,
           GListModel *people)
{
  if (amends_goodwill_is_requester (goodwill, me, people))
    return AMENDS_APPROVAL_ASKED;
  return amends_goodwill_rules_may_approve (rules, goodwill->kind, needed, me, people)
             ? AMENDS_APPROVAL_DECIDES
             : AMENDS_APPROVAL_OTHERS;
}

static void
name_approver (Read *read, AmendsRole needed)
{
  g_autoptr (AmendsGoodwill) asked = amends_record_copy (read->goodwill);
  AmendsPerson *person;
  const char *name;

  amends_record_set (asked, "approver-role", needed, NULL);
  /* Not asked for yet: it will be me. */
  if (asked->requested_by_id == NULL && asked->requested_by == NULL)
    amends_record_set (asked, "requested-by-id", read->me->id, NULL);
  person = amends_goodwill_find_approver (asked, read->people);
  name = person != NULL ? person->name : NULL;
  read->approval.has_name = name != NULL;
  if (name == NULL)
    name = amends_stakeholder_rules_get_title (read->engines->stakeholder_rules, needed,
                                               read->language);
  if (*name == '\0')
    name = amends_enum_get_label (AMENDS_TYPE_ROLE, (int) needed);
  read->approval.approver = g_strdup (name);
}

static gboolean
read_approval (AmendsConnection *connection,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Read *read = data;
  AmendsApproval *approval = &read->approval;
  AmendsAccount *account = read->case_->account;
  g_autoptr (GPtrArray) given = NULL;
  const char *why = NULL;

  amends_approval_clear (approval);
  if (!amends_goodwill_judge_stored (connection, read->engines, read->rules, account,
                                     read->goodwill, read->now, read->language, &approval->ruling,
                                     &given, error))
    return FALSE;
  approval->rules = g_object_ref (read->rules);
  approval->given = amends_goodwill_sum_given (given, account);
  approval->year_limit = amends_goodwill_rules_get_year_limit (read->rules, account);
  approval->part =
      find_part (read->rules, read->goodwill, approval->ruling.approver, read->me, read->people);
  if (amends_goodwill_rules_requires_crm (read->rules, read->language, &why))
    approval->crm_only = g_strdup (why);
  name_approver (read, approval->ruling.approver);
  return TRUE;
}

static void
approval_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_view_approval_async (AmendsSession *self,
                                    AmendsCase *case_,
                                    AmendsGoodwill *goodwill,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = read_new (self, case_, goodwill, task);

  if (read != NULL)
    amends_database_read_async (self->database, read_approval, read, NULL, cancellable, approval_cb,
                                g_object_ref (task));
}

gboolean
amends_session_view_approval_finish (AmendsSession *self,
                                     GAsyncResult *result,
                                     AmendsApproval *approval,
                                     GError **error)
{
  Read *read = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *approval = read->approval;
  read->approval = (AmendsApproval){ 0 };
  return TRUE;
}

AmendsGoodwillRow *
amends_session_get_goodwill_row (AmendsSession *self, AmendsCase *case_, AmendsGoodwill *goodwill)
{
  return amends_goodwill_make_row (goodwill, case_->escalation->number, case_->escalation->title,
                                   case_->account, G_LIST_MODEL (self->people),
                                   amends_session_now (self));
}

AmendsApprovalPart
amends_session_get_approval_part (AmendsSession *self, AmendsGoodwillRow *row)
{
  const char *me = self->me->name;

  if (me == NULL || (row->state != AMENDS_GOODWILL_REQUESTED && row->state != AMENDS_GOODWILL_VOID))
    return AMENDS_APPROVAL_OTHERS;
  /* Whoever asked for it, or changed it last, is never named as its approver. */
  if (g_strcmp0 (row->approver, me) == 0)
    return AMENDS_APPROVAL_DECIDES;
  return g_strcmp0 (row->requested_by, me) == 0 ? AMENDS_APPROVAL_ASKED : AMENDS_APPROVAL_OTHERS;
}

/* --- A reply ------------------------------------------------------------------------------------
 */

/* (transfer full) (nullable): why the reply does not stand for this decision. */
static char *
find_fault (Read *read, AmendsGoodwillReply *reply, AmendsRole needed, gboolean approve)
{
  const AmendsGoodwillCheck check = {
    .rules = read->rules,
    .goodwill = read->goodwill,
    .people = read->people,
    .needed = needed,
    .approve = approve,
    .now = read->now,
    .zone = read->zone,
    .language = read->language,
  };
  g_autoptr (GError) error = NULL;

  return amends_goodwill_reply_check (reply, &check, &error) != NULL ? NULL
                                                                     : g_strdup (error->message);
}

/* (transfer full): the name our side has for the sender, else the mail's own. */
static char *
name_sender (Read *read, AmendsMail *mail)
{
  for (guint i = 0; mail->from_email && i < g_list_model_get_n_items (read->people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (read->people, i);

      for (guint j = 0; person->emails && person->emails[j]; j++)
        if (g_ascii_strcasecmp (person->emails[j], mail->from_email) == 0)
          return g_strdup (person->name);
    }
  return g_strdup (mail->from_name);
}

static gboolean
read_reply (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_auto (AmendsGoodwillRuling) ruling = { 0 };
  g_autoptr (AmendsGoodwillReply) reply =
      amends_goodwill_reply_read (read->mail, read->file, error);
  AmendsReplyView *view;

  if (reply == NULL || !amends_goodwill_judge_stored (
                           connection, read->engines, read->rules, read->case_->account,
                           read->goodwill, read->now, read->language, &ruling, NULL, error))
    return FALSE;
  g_clear_pointer (&read->reply, amends_reply_view_free);
  view = read->reply = g_new0 (AmendsReplyView, 1);
  view->sender = name_sender (read, reply->mail);
  view->address = g_strdup (reply->mail->from_email);
  view->date = reply->mail->date;
  view->words = amends_text_one_line (reply->own_text, SHOWN_WORDS);
  view->answer = amends_goodwill_rules_read_answer (read->rules, reply->own_text, NULL);
  view->approve_refused = ruling.allowed ? find_fault (read, reply, ruling.approver, TRUE)
                                         : g_strdup (ruling.limit ? ruling.limit : ruling.who);
  view->decline_refused = find_fault (read, reply, read->goodwill->approver_role, FALSE);
  return TRUE;
}

static void
reply_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->reply),
                           (GDestroyNotify) amends_reply_view_free);
  else
    g_task_return_error (task, error);
}

void
amends_session_read_reply_async (AmendsSession *self,
                                 AmendsCase *case_,
                                 const char *id,
                                 GBytes *mail,
                                 const char *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AmendsGoodwill *goodwill = amends_record_list_find (G_LIST_MODEL (case_->goodwill), id);
  Read *read;

  if (goodwill == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                               _ ("This request is no longer part of the case."));
      return;
    }
  read = read_new (self, case_, goodwill, task);
  if (read == NULL)
    return;
  read->mail = g_bytes_ref (mail);
  read->file = g_strdup (file);
  amends_database_read_async (self->database, read_reply, read, NULL, cancellable, reply_cb,
                              g_object_ref (task));
}

AmendsReplyView *
amends_session_read_reply_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
