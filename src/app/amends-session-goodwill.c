/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goodwill: asked for, changed, withdrawn, decided. */

#include "config.h"

#include "amends-session-goodwill-private.h"

#include "amends-case-builder.h"
#include "amends-enum-types.h"
#include "amends-goodwill-ledger.h"
#include "amends-goodwill-reply.h"
#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* What an offer and its reason may be long; beyond it is a document. */
#define LONGEST_TEXT 2000

typedef struct
{
  AmendsGoodwillRules *rules;
  AmendsGoodwill *wanted; /* (nullable) */
  char *id;
  char *why; /* (nullable) */
  gboolean approve;
  GBytes *mail; /* (nullable) */
  char *file;   /* (nullable) */
  GTimeZone *zone;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_object (&edit->rules);
  g_clear_object (&edit->wanted);
  g_clear_pointer (&edit->mail, g_bytes_unref);
  g_clear_pointer (&edit->zone, g_time_zone_unref);
  g_free (edit->id);
  g_free (edit->why);
  g_free (edit->file);
  g_free (edit);
}

/* --- Shared -------------------------------------------------------------------------------------
 */

AmendsGoodwillRules *
amends_session_get_goodwill_rules (AmendsSession *self, GError **error)
{
  static const char key[] = "amends-goodwill-rules";
  GObject *playbook = G_OBJECT (self->engines->playbook);
  AmendsGoodwillRules *rules = g_object_get_data (playbook, key);

  if (rules == NULL)
    {
      rules = amends_goodwill_rules_new (self->engines->playbook, NULL, error);
      if (rules)
        g_object_set_data_full (playbook, key, rules, g_object_unref);
    }
  return rules;
}

gboolean
amends_goodwill_judge_stored (AmendsConnection *connection,
                              AmendsEngines *engines,
                              AmendsGoodwillRules *rules,
                              AmendsAccount *account,
                              AmendsGoodwill *goodwill,
                              AmendsInstant now,
                              const char *language,
                              AmendsGoodwillRuling *ruling,
                              GPtrArray **given,
                              GError **error)
{
  g_autoptr (GPtrArray) approved =
      amends_goodwill_list_given (connection, account, goodwill->id, now, error);
  AmendsGoodwillSetting setting = {
    .account = account,
    .roles = engines->stakeholder_rules,
    .language = language,
  };

  if (approved == NULL)
    return FALSE;
  setting.given = amends_goodwill_sum_given (approved, account);
  amends_goodwill_rules_judge (rules, goodwill, &setting, ruling);
  if (given)
    *given = g_steal_pointer (&approved);
  return TRUE;
}

static gboolean
has_role (AmendsPerson *person, AmendsGoodwill *goodwill, GListModel *people)
{
  return person->role == goodwill->approver_role &&
         !amends_goodwill_is_requester (goodwill, person, people);
}

AmendsPerson *
amends_goodwill_find_approver (AmendsGoodwill *goodwill, GListModel *people)
{
  AmendsPerson *one = goodwill->requested_by_id
                          ? amends_record_list_find (people, goodwill->requested_by_id)
                          : NULL;

  for (guint i = 0; one && one->manager_id && i < g_list_model_get_n_items (people); i++)
    {
      one = amends_record_list_find (people, one->manager_id);
      if (one && has_role (one, goodwill, people))
        return one;
    }
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (has_role (person, goodwill, people))
        return person;
    }
  return NULL;
}

static AmendsGoodwill *
find_goodwill (AmendsCase *case_, const char *id, GError **error)
{
  AmendsGoodwill *goodwill = amends_record_list_find (G_LIST_MODEL (case_->goodwill), id);

  if (goodwill == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                 _ ("This request is no longer part of the case."));
  return goodwill;
}

static gboolean
refuse_state (AmendsGoodwill *goodwill, AmendsInstant now, GError **error)
{
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
               /* Translators: %s is a state such as "Declined". */
               _ ("This request is closed (%s). Make a new one."),
               amends_enum_get_label (AMENDS_TYPE_GOODWILL_STATE,
                                      amends_goodwill_get_state (goodwill, now)));
  return FALSE;
}

/* A copy of me as the team knows me; an unnamed login has no lasting identity. */
static const char *
my_id (AmendsChange *change)
{
  return change->me->id && amends_record_list_find (change->people, change->me->id) ? change->me->id
                                                                                    : NULL;
}

/* --- Checking what is asked for ------------------------------------------------------------------
 */

static void
set_missing (GError **error, const char *field, const char *message)
{
  amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, field, "%s", message);
}

static gboolean
check_value (AmendsGoodwill *wanted, GError **error)
{
  gboolean has_amount = wanted->amount != AMENDS_MONEY_UNKNOWN;
  gboolean has_months = wanted->months != AMENDS_UNKNOWN;
  gboolean by_months =
      wanted->kind == AMENDS_GOODWILL_EXTENSION || wanted->kind == AMENDS_GOODWILL_PREMIUM_SUPPORT;

  if (has_amount && wanted->amount <= 0)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, "amount",
                            _ ("An amount above zero is expected."));
  else if (has_amount && !amends_currency_is_valid (wanted->currency))
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "currency",
                            _ ("A currency is written with three letters, such as EUR."));
  else if (has_months && wanted->months <= 0)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, "months",
                            _ ("A number of months above zero is expected."));
  else if (wanted->kind == AMENDS_GOODWILL_CREDIT && !has_amount)
    set_missing (error, "amount", _ ("A service credit needs an amount."));
  else if (by_months && !has_months)
    set_missing (error, "months", _ ("This kind of goodwill needs a number of months."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_words (AmendsGoodwill *wanted, GError **error)
{
  if (wanted->text == NULL || *wanted->text == '\0')
    set_missing (error, "text", _ ("Say what the customer shall get, in words."));
  else if (wanted->reason == NULL || *wanted->reason == '\0')
    set_missing (error, "reason", _ ("Say why: whoever approves it has to know."));
  else
    return TRUE;
  return FALSE;
}

static char *
tidy (const char *text)
{
  g_autofree char *clean = amends_text_clean (text ? text : "", -1);

  return amends_text_one_line (clean, LONGEST_TEXT);
}

/* What the asker may say of @from, in tidy form, into @to. */
static void
take_wanted (AmendsGoodwill *to, AmendsGoodwill *from, AmendsCase *case_)
{
  g_autofree char *text = tidy (from->text);
  g_autofree char *reason = tidy (from->reason);
  g_autofree char *recipient = tidy (from->recipient);
  gboolean has_amount = from->amount != AMENDS_MONEY_UNKNOWN;

  if (*recipient == '\0' && case_->contact)
    {
      g_free (recipient);
      recipient = g_strdup (case_->contact->name);
    }
  amends_record_set (to, "kind", from->kind, "amount", from->amount, "currency",
                     has_amount ? from->currency : NULL, "months", from->months, "text", text,
                     "reason", reason, "recipient", recipient, NULL);
}

static gboolean
judge (AmendsChange *change, Edit *edit, AmendsGoodwill *goodwill, GError **error)
{
  g_auto (AmendsGoodwillRuling) ruling = { 0 };

  if (!amends_goodwill_judge_stored (amends_change_get_connection (change), change->engines,
                                     edit->rules, change->case_->account, goodwill, change->now,
                                     amends_change_get_language (), &ruling, NULL, error))
    return FALSE;
  if (!ruling.allowed)
    {
      g_set_error_literal (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                           ruling.limit ? ruling.limit : ruling.who);
      return FALSE;
    }
  amends_record_set (goodwill, "approver-role", ruling.approver, NULL);
  return TRUE;
}

/* --- Asking -------------------------------------------------------------------------------------
 */

static gboolean
is_asked_already (AmendsChange *change, AmendsGoodwill *goodwill)
{
  GListModel *all = G_LIST_MODEL (change->case_->goodwill);
  g_autofree char *hash = amends_goodwill_compute_hash (goodwill);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (all, i);
      g_autofree char *other = amends_goodwill_compute_hash (one);

      if (g_str_equal (hash, other) && (amends_goodwill_is_open (one, change->now) ||
                                        amends_goodwill_is_valid (one, change->now)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_case_takes_goodwill (AmendsCase *case_, GError **error)
{
  AmendsStatus status = case_->escalation->status;

  if (amends_status_is_live (status) || status == AMENDS_STATUS_RESOLVED)
    return TRUE;
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
               /* Translators: %s is a state such as "Closed". */
               _ ("This case is “%s”. Reopen it to ask for goodwill."),
               amends_enum_get_label (AMENDS_TYPE_STATUS, status));
  return FALSE;
}

static gboolean
request_goodwill (AmendsChange *change, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autoptr (AmendsGoodwill) goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);

  if (!check_case_takes_goodwill (change->case_, error))
    return FALSE;
  take_wanted (goodwill, edit->wanted, change->case_);
  if (!check_value (goodwill, error) || !check_words (goodwill, error))
    return FALSE;
  if (is_asked_already (change, goodwill))
    {
      g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                   _ ("The very same has been asked for already."));
      return FALSE;
    }
  if (!judge (change, edit, goodwill, error))
    return FALSE;
  amends_record_set (goodwill, "id", edit->id, "escalation-id", change->case_->escalation->id,
                     "state", AMENDS_GOODWILL_REQUESTED, "requested-by", change->me->name,
                     "requested-by-id", my_id (change), "requested-at", change->now, "sample",
                     change->case_->escalation->sample, NULL);
  g_list_store_append (change->case_->goodwill, goodwill);
  amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_REQUESTED, NULL, goodwill,
                          /* Translators: %s is what is asked for, such as a service credit. */
                          _ ("Requested: %s"), goodwill->text);
  return amends_case_builder_replan (change, error);
}

static Edit *
edit_new (AmendsSession *self, const char *id, GError **error)
{
  AmendsGoodwillRules *rules = amends_session_get_goodwill_rules (self, error);
  Edit *edit;

  if (rules == NULL)
    return NULL;
  edit = g_new0 (Edit, 1);
  edit->rules = g_object_ref (rules);
  edit->id = g_strdup (id);
  edit->zone = g_time_zone_ref (self->zone);
  return edit;
}

/* @edit: (transfer full) (nullable): NULL if @fault says why. */
static void
start_edit (AmendsSession *self,
            AmendsCase *case_,
            AmendsChangeFunc func,
            Edit *edit,
            GError *fault,
            AmendsChangeUndo undo,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  if (edit)
    amends_session_change_async (self, case_, func, edit, edit_free, undo, cancellable, callback,
                                 user_data);
  else
    g_task_report_error (self, callback, user_data, NULL, fault);
}

char *
amends_session_request_goodwill_async (AmendsSession *self,
                                       AmendsCase *case_,
                                       AmendsGoodwill *wanted,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GError *error = NULL;
  char *id = amends_id_new ();
  Edit *edit = edit_new (self, id, &error);

  if (edit)
    edit->wanted = amends_record_copy (wanted);
  start_edit (self, case_, request_goodwill, edit, error, AMENDS_CHANGE_UNDOABLE, cancellable,
              callback, user_data);
  return id;
}

/* --- Changing -----------------------------------------------------------------------------------
 */

static gboolean
is_closed (AmendsGoodwill *goodwill)
{
  return goodwill->state == AMENDS_GOODWILL_DECLINED ||
         goodwill->state == AMENDS_GOODWILL_WITHDRAWN;
}

/* Whoever changes it asks for it, and may not approve it either. */
static void
ask_anew (AmendsChange *change, AmendsGoodwill *goodwill)
{
  if (goodwill->state == AMENDS_GOODWILL_APPROVED)
    amends_record_set (goodwill, "state", AMENDS_GOODWILL_VOID, NULL);
  amends_record_set (goodwill, "requested-at", change->now, "changed-by-id", my_id (change), NULL);
}

static gboolean
edit_goodwill (AmendsChange *change, gpointer data, GError **error)
{
  Edit *edit = data;
  AmendsGoodwill *goodwill = find_goodwill (change->case_, edit->wanted->id, error);
  g_autoptr (AmendsGoodwill) before = NULL;
  g_autofree char *was = NULL, *is = NULL;

  if (goodwill == NULL)
    return FALSE;
  if (is_closed (goodwill))
    return refuse_state (goodwill, change->now, error);
  before = amends_record_copy (goodwill);
  was = amends_goodwill_compute_hash (goodwill);
  take_wanted (goodwill, edit->wanted, change->case_);
  if (!check_value (goodwill, error) || !check_words (goodwill, error))
    return FALSE;
  is = amends_goodwill_compute_hash (goodwill);
  if (!g_str_equal (was, is))
    {
      if (!judge (change, edit, goodwill, error))
        return FALSE;
      ask_anew (change, goodwill);
    }
  amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_CHANGED, before, goodwill,
                          goodwill->state == AMENDS_GOODWILL_VOID
                              /* Translators: %s is what is asked for. */
                              ? _ ("Changed, so the approval is void: %s")
                              : _ ("Changed: %s"),
                          goodwill->text);
  return amends_record_equal (before, goodwill) || amends_case_builder_replan (change, error);
}

void
amends_session_edit_goodwill_async (AmendsSession *self,
                                    AmendsCase *case_,
                                    AmendsGoodwill *changed,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GError *error = NULL;
  Edit *edit = edit_new (self, NULL, &error);

  if (edit)
    edit->wanted = amends_record_copy (changed);
  start_edit (self, case_, edit_goodwill, edit, error, AMENDS_CHANGE_UNDOABLE, cancellable,
              callback, user_data);
}

static gboolean
withdraw_goodwill (AmendsChange *change, gpointer data, GError **error)
{
  Edit *edit = data;
  AmendsGoodwill *goodwill = find_goodwill (change->case_, edit->id, error);
  g_autoptr (AmendsGoodwill) before = NULL;

  if (goodwill == NULL)
    return FALSE;
  if (is_closed (goodwill))
    return refuse_state (goodwill, change->now, error);
  before = amends_record_copy (goodwill);
  amends_record_set (goodwill, "state", AMENDS_GOODWILL_WITHDRAWN, NULL);
  if (edit->why && *edit->why)
    amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_WITHDRAWN, before, goodwill,
                            /* Translators: what was asked for, and why it is no longer. */
                            _ ("Withdrawn: %s (%s)"), goodwill->text, edit->why);
  else
    amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_WITHDRAWN, before, goodwill,
                            /* Translators: %s is what was asked for. */
                            _ ("Withdrawn: %s"), goodwill->text);
  return amends_case_builder_replan (change, error);
}

void
amends_session_withdraw_goodwill_async (AmendsSession *self,
                                        AmendsCase *case_,
                                        const char *id,
                                        const char *why,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GError *error = NULL;
  Edit *edit = edit_new (self, id, &error);

  if (edit)
    edit->why = why ? tidy (why) : NULL;
  start_edit (self, case_, withdraw_goodwill, edit, error, AMENDS_CHANGE_UNDOABLE, cancellable,
              callback, user_data);
}

/* --- Deciding -----------------------------------------------------------------------------------
 */

static gboolean
check_evidence_is_new (AmendsChange *change,
                       AmendsGoodwill *goodwill,
                       AmendsGoodwillReply *reply,
                       GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (AmendsGoodwill) other =
      amends_goodwill_find_evidence (amends_change_get_connection (change), reply->digest,
                                     reply->mail->message_id, goodwill->id, &fault);

  if (other)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                 /* Translators: %s is what another request was about. */
                 _ ("This reply is the evidence for another request already: %s"), other->text);
  else if (fault)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    return TRUE;
  return FALSE;
}

static char *
describe_evidence (AmendsChange *change, Edit *edit, AmendsGoodwillReply *reply, const char *sender)
{
  g_autofree char *when = amends_instant_format (reply->mail->date, edit->zone, "%Y-%m-%d %H:%M");

  /* Translators: a name, an e-mail address, a time, and the name of another person. */
  return g_strdup_printf (_ ("Reply of %s (%s) of %s, recorded by %s"), sender,
                          reply->mail->from_email, when, change->me->name);
}

static void
keep_decision (AmendsChange *change,
               Edit *edit,
               AmendsGoodwill *goodwill,
               AmendsGoodwillReply *reply,
               AmendsPerson *sender)
{
  g_autofree char *evidence = describe_evidence (change, edit, reply, sender->name);
  g_autofree char *hash = edit->approve ? amends_goodwill_compute_hash (goodwill) : NULL;
  AmendsInstant expires = AMENDS_INSTANT_NONE;

  if (edit->approve)
    expires = reply->mail->date + amends_goodwill_rules_get_expiry_days (edit->rules) * AMENDS_DAY;
  amends_record_set (goodwill, "state",
                     edit->approve ? AMENDS_GOODWILL_APPROVED : AMENDS_GOODWILL_DECLINED,
                     "decided-by", sender->name, "decided-by-id", sender->id, "decided-at",
                     reply->mail->date, "evidence", evidence, "evidence-kind",
                     AMENDS_GOODWILL_EVIDENCE_REPLY, "evidence-message", reply->mail->message_id,
                     "evidence-digest", reply->digest, "recorded-by", change->me->name, "hash",
                     hash, "expires", expires, NULL);
}

/* Whether anybody's reply could be recorded now. */
static gboolean
check_can_decide (AmendsChange *change, Edit *edit, AmendsGoodwill *goodwill, GError **error)
{
  const char *why = NULL;
  AmendsPerson *approver = amends_goodwill_find_approver (goodwill, change->people);

  if (!amends_goodwill_is_open (goodwill, change->now))
    return refuse_state (goodwill, change->now, error);
  if (amends_goodwill_rules_requires_crm (edit->rules, amends_change_get_language (), &why))
    g_set_error_literal (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, why);
  else if (edit->mail == NULL &&
           amends_goodwill_is_requester (goodwill, change->me, change->people))
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                 /* Translators: %s is a name, or a role such as "VP CS". */
                 _ ("Nobody approves his own request. Attach the reply of %s as a mail."),
                 approver ? approver->name
                          : amends_enum_get_label (AMENDS_TYPE_ROLE, goodwill->approver_role));
  else if (edit->mail == NULL)
    g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                 /* Translators: %s is a name, or a role such as "VP CS". */
                 _ ("A decision needs evidence: attach the reply of %s as a mail."),
                 approver ? approver->name
                          : amends_enum_get_label (AMENDS_TYPE_ROLE, goodwill->approver_role));
  else
    return TRUE;
  return FALSE;
}

static gboolean
decide_goodwill (AmendsChange *change, gpointer data, GError **error)
{
  Edit *edit = data;
  AmendsGoodwill *goodwill = find_goodwill (change->case_, edit->id, error);
  g_autoptr (AmendsGoodwill) before = NULL;
  g_autoptr (AmendsGoodwillReply) reply = NULL;
  AmendsGoodwillCheck check;
  AmendsPerson *sender;

  if (goodwill == NULL || !check_can_decide (change, edit, goodwill, error))
    return FALSE;
  before = amends_record_copy (goodwill);
  reply = amends_goodwill_reply_read (edit->mail, edit->file, error);
  /* The rules are asked again: others may have been approved since. */
  if (reply == NULL || (edit->approve && !judge (change, edit, goodwill, error)))
    return FALSE;
  check = (AmendsGoodwillCheck){
    .rules = edit->rules,
    .goodwill = goodwill,
    .people = change->people,
    .needed = goodwill->approver_role,
    .approve = edit->approve,
    .now = change->now,
    .zone = edit->zone,
    .language = amends_change_get_language (),
  };
  sender = amends_goodwill_reply_check (reply, &check, error);
  if (sender == NULL || !check_evidence_is_new (change, goodwill, reply, error))
    return FALSE;
  keep_decision (change, edit, goodwill, reply, sender);
  amends_change_log_diff (change, AMENDS_EVENT_GOODWILL_DECIDED, before, goodwill,
                          edit->approve
                              /* Translators: what is granted, and by whom. */
                              ? _ ("Approved: %s (%s)")
                              /* Translators: what is not granted, and by whom. */
                              : _ ("Declined: %s (%s)"),
                          goodwill->text, goodwill->decided_by);
  return amends_case_builder_replan (change, error);
}

void
amends_session_decide_goodwill_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      const char *id,
                                      gboolean approve,
                                      GBytes *mail,
                                      const char *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GError *error = NULL;
  Edit *edit = edit_new (self, id, &error);

  if (edit)
    {
      edit->approve = approve;
      edit->mail = mail ? g_bytes_ref (mail) : NULL;
      edit->file = g_strdup (file);
    }
  start_edit (self, case_, decide_goodwill, edit, error, AMENDS_CHANGE_FINAL, cancellable, callback,
              user_data);
}
