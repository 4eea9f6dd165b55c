/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goodwill seen and spoken of: suggestions, limits, all requests, the text for the approver. */

#include "config.h"

#include "amends-session-goodwill-private.h"

#include "amends-account-store.h"
#include "amends-eml-writer.h"
#include "amends-enum-types.h"
#include "amends-escalation-store.h"
#include "amends-goodwill-ledger.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-record-table.h"
#include "amends-template.h"

#include <glib/gi18n-lib.h>

#define LETTER "approval-request"

/* A read on its way; copies, for it runs in another thread. */
typedef struct
{
  AmendsEngines *engines;
  AmendsGoodwillRules *rules;
  AmendsCase *case_;        /* (nullable) */
  AmendsGoodwill *goodwill; /* (nullable) */
  GListModel *people;
  AmendsPerson *me;
  GTimeZone *zone;
  AmendsInstant now;
  AmendsInstant since;
  const char *language; /* static */

  GPtrArray *rows;
  AmendsGoodwillRuling ruling;
  AmendsDraft *letter;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->engines, amends_engines_unref);
  g_clear_object (&read->rules);
  g_clear_object (&read->case_);
  g_clear_object (&read->goodwill);
  g_clear_object (&read->people);
  g_clear_object (&read->me);
  g_clear_pointer (&read->zone, g_time_zone_unref);
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  g_clear_object (&read->letter);
  amends_goodwill_ruling_clear (&read->ruling);
  g_free (read);
}

/* (transfer full) (nullable): NULL once @task has been told why. */
static Read *
read_new (AmendsSession *self, GTask *task)
{
  GError *error = NULL;
  AmendsGoodwillRules *rules = amends_session_get_goodwill_rules (self, &error);
  Read *read;

  if (rules == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  read = g_new0 (Read, 1);
  read->engines = amends_engines_ref (self->engines);
  read->rules = g_object_ref (rules);
  read->people = amends_session_copy_people (self);
  read->me = amends_session_copy_me (self);
  read->zone = g_time_zone_ref (self->zone);
  read->now = amends_session_now (self);
  read->language = amends_change_get_language ();
  g_task_set_task_data (task, read, read_free);
  return read;
}

static void
start_read (AmendsSession *self,
            GTask *task,
            Read *read,
            AmendsReadFunc func,
            GAsyncReadyCallback cb)
{
  if (amends_session_can_read (self, task))
    amends_database_read_async (self->database, func, read, NULL, g_task_get_cancellable (task), cb,
                                g_object_ref (task));
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* --- Suggestions --------------------------------------------------------------------------------
 */

static gboolean
read_suggestions (AmendsConnection *connection,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Read *read = data;
  AmendsCase *case_ = read->case_;
  AmendsEscalation *escalation = case_->escalation;
  g_autoptr (GPtrArray) given =
      amends_goodwill_list_given (connection, case_->account, NULL, read->now, error);
  AmendsGoodwillSetting setting = {
    .account = case_->account,
    .roles = read->engines->stakeholder_rules,
    .language = escalation->language ? escalation->language : case_->account->language,
  };

  if (given == NULL)
    return FALSE;
  if (setting.language == NULL)
    setting.language = read->language;
  setting.given = amends_goodwill_sum_given (given, case_->account);
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  read->rows =
      amends_goodwill_rules_suggest (read->rules, escalation->severity,
                                     amends_sla_get_vip_tier (read->engines->sla, case_->account),
                                     &setting);
  for (guint i = 0; i < read->rows->len; i++)
    amends_record_set (g_ptr_array_index (read->rows, i), "recipient",
                       case_->contact ? case_->contact->name : NULL, NULL);
  return TRUE;
}

void
amends_session_suggest_goodwill_async (AmendsSession *self,
                                       AmendsCase *case_,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = read_new (self, task);

  if (read == NULL)
    return;
  read->case_ = amends_case_copy (case_);
  start_read (self, task, read, read_suggestions, rows_cb);
}

GPtrArray *
amends_session_suggest_goodwill_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- What the rules say -------------------------------------------------------------------------
 */

static gboolean
read_ruling (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  amends_goodwill_ruling_clear (&read->ruling);
  return amends_goodwill_judge_stored (connection, read->engines, read->rules, read->case_->account,
                                       read->goodwill, read->now, read->language, &read->ruling,
                                       NULL, error);
}

static void
ruling_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_judge_goodwill_async (AmendsSession *self,
                                     AmendsCase *case_,
                                     AmendsGoodwill *wanted,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = read_new (self, task);

  if (read == NULL)
    return;
  read->case_ = amends_case_copy (case_);
  read->goodwill = amends_record_copy (wanted);
  start_read (self, task, read, read_ruling, ruling_cb);
}

gboolean
amends_session_judge_goodwill_finish (AmendsSession *self,
                                      GAsyncResult *result,
                                      AmendsGoodwillRuling *ruling,
                                      GError **error)
{
  Read *read = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ruling = read->ruling;
  read->ruling = (AmendsGoodwillRuling){ 0 };
  return TRUE;
}

/* --- All requests -------------------------------------------------------------------------------
 */

AmendsGoodwillRow *
amends_goodwill_make_row (AmendsGoodwill *goodwill,
                          int number,
                          const char *title,
                          AmendsAccount *account,
                          GListModel *people,
                          AmendsInstant now)
{
  AmendsGoodwillRow *row = g_object_new (AMENDS_TYPE_GOODWILL_ROW, NULL);
  gboolean open = amends_goodwill_is_open (goodwill, now);
  AmendsPerson *approver = open ? amends_goodwill_find_approver (goodwill, people) : NULL;

  amends_record_set (row, "id", goodwill->id, "escalation-id", goodwill->escalation_id, "number",
                     number, "account-id", account->id, "account", account->name, "case-title",
                     title, "kind", goodwill->kind, "amount", goodwill->amount, "currency",
                     goodwill->currency, "months", goodwill->months, "text", goodwill->text,
                     "reason", goodwill->reason, "recipient", goodwill->recipient, "share",
                     amends_goodwill_rules_get_share (goodwill, account), "state",
                     amends_goodwill_get_state (goodwill, now), "requested-by",
                     goodwill->requested_by, "requested-at", goodwill->requested_at, "age",
                     now - goodwill->requested_at, "approver-role", goodwill->approver_role,
                     "approver", approver ? approver->name : NULL, "decided-by",
                     goodwill->decided_by, "decided-at", goodwill->decided_at, "evidence-kind",
                     goodwill->evidence_kind, "evidence", goodwill->evidence, "expires",
                     goodwill->expires, "sample", goodwill->sample, NULL);
  return row;
}

/* What waits comes first, the oldest on top; then what was decided, the latest on top. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  AmendsGoodwillRow *one = *(AmendsGoodwillRow **) a, *two = *(AmendsGoodwillRow **) b;
  gboolean first = one->state == AMENDS_GOODWILL_REQUESTED || one->state == AMENDS_GOODWILL_VOID;
  gboolean second = two->state == AMENDS_GOODWILL_REQUESTED || two->state == AMENDS_GOODWILL_VOID;
  AmendsInstant left = MAX (one->decided_at, one->requested_at);
  AmendsInstant right = MAX (two->decided_at, two->requested_at);

  if (first != second)
    return first ? -1 : 1;
  if (first)
    return one->requested_at < two->requested_at ? -1 : one->requested_at > two->requested_at;
  return left > right ? -1 : left < right;
}

static gboolean
is_wanted (Read *read, AmendsGoodwill *goodwill)
{
  return amends_goodwill_is_open (goodwill, read->now) ||
         MAX (goodwill->decided_at, goodwill->requested_at) >= read->since;
}

static gboolean
read_rows (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_autoptr (GPtrArray) all =
      amends_record_table_list (&amends_goodwill_table, connection, NULL, NULL, error);

  if (all == NULL)
    return FALSE;
  g_clear_pointer (&read->rows, g_ptr_array_unref);
  read->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      AmendsGoodwill *goodwill = g_ptr_array_index (all, i);
      g_autoptr (AmendsSummary) summary = NULL;
      g_autoptr (AmendsAccount) account = NULL;

      if (!is_wanted (read, goodwill))
        continue;
      summary = amends_escalation_store_get (connection, goodwill->escalation_id, error);
      if (summary == NULL)
        return FALSE;
      account = amends_account_store_get (connection, summary->account_id, error);
      if (account == NULL)
        return FALSE;
      g_ptr_array_add (read->rows,
                       amends_goodwill_make_row (goodwill, summary->number, summary->title, account,
                                                 read->people, read->now));
    }
  g_ptr_array_sort (read->rows, compare_rows);
  return TRUE;
}

void
amends_session_list_goodwill_async (AmendsSession *self,
                                    AmendsInstant decided_since,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = read_new (self, task);

  if (read == NULL)
    return;
  read->since = decided_since;
  start_read (self, task, read, read_rows, rows_cb);
}

GPtrArray *
amends_session_list_goodwill_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The text for the approver -------------------------------------------------------------------
 */

static GPtrArray *
describe_given (GPtrArray *given)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; i < given->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (given, i);
      AmendsFacts *item = amends_facts_new ();

      amends_facts_set_text (item, "text", one->text);
      amends_facts_set_instant (item, "at", one->decided_at);
      amends_facts_set_text (item, "by", one->decided_by);
      g_ptr_array_add (items, item);
    }
  return items;
}

/* What the playbook itself would give of this kind. */
static void
set_proportion (Read *read, AmendsFacts *facts, gint64 given)
{
  AmendsCase *case_ = read->case_;
  AmendsGoodwillSetting setting = { .account = case_->account,
                                    .given = given,
                                    .roles = read->engines->stakeholder_rules,
                                    .language = read->language };
  g_autoptr (GPtrArray) suggested =
      amends_goodwill_rules_suggest (read->rules, case_->escalation->severity,
                                     amends_sla_get_vip_tier (read->engines->sla, case_->account),
                                     &setting);

  for (guint i = 0; i < suggested->len; i++)
    {
      AmendsGoodwill *one = g_ptr_array_index (suggested, i);

      if (one->kind == read->goodwill->kind)
        amends_facts_set_text (facts, "goodwill.suggested", one->text);
    }
}

static void
set_share (AmendsFacts *facts, double share)
{
  g_autofree char *text = share >= 0 ? g_strdup_printf ("%.1f %%", share * 100.0) : NULL;

  amends_facts_set_text (facts, "goodwill.share", text);
}

static AmendsFacts *
make_facts (Read *read,
            AmendsPerson *approver,
            const AmendsGoodwillRuling *ruling,
            GPtrArray *given)
{
  AmendsFacts *facts = amends_facts_new ();
  AmendsCase *case_ = read->case_;
  AmendsGoodwill *goodwill = read->goodwill;
  g_autofree char *number = amends_escalation_format_number (case_->escalation->number);
  g_autoptr (GPtrArray) history = describe_given (given);
  gint64 sum = amends_goodwill_sum_given (given, case_->account);

  amends_facts_set_text (facts, "case_id", number);
  amends_facts_set_text (facts, "title", case_->escalation->title);
  amends_facts_set_text (facts, "account.name", case_->account->name);
  amends_facts_set_money (facts, "account.arr", case_->account->arr, case_->account->currency);
  amends_facts_set_date (facts, "account.renewal", case_->account->renewal);
  amends_facts_set_text (facts, "severity",
                         amends_enum_get_nick (AMENDS_TYPE_SEVERITY, case_->escalation->severity));
  amends_facts_set_text (facts, "impact", case_->escalation->impact);
  amends_facts_set_text (facts, "me.name", read->me->name);
  amends_facts_set_text (facts, "stakeholder.name", approver ? approver->name : NULL);
  amends_facts_set_text (facts, "goodwill.text", goodwill->text);
  amends_facts_set_text (facts, "goodwill.kind_label",
                         amends_goodwill_rules_get_kind_name (read->rules, goodwill->kind,
                                                              read->language));
  amends_facts_set_money (facts, "goodwill.amount", goodwill->amount, goodwill->currency);
  amends_facts_set_number (facts, "goodwill.months",
                           goodwill->months > 0 ? goodwill->months : AMENDS_UNKNOWN);
  amends_facts_set_text (facts, "goodwill.reason", goodwill->reason);
  amends_facts_set_text (facts, "goodwill.recipient", goodwill->recipient);
  set_share (facts, ruling->share);
  amends_facts_set_text (facts, "goodwill.who", ruling->who);
  amends_facts_set_text (facts, "goodwill.limit", ruling->limit);
  amends_facts_set_list (facts, "goodwill.given", history);
  if (sum > 0)
    amends_facts_set_money (facts, "goodwill.given_sum", sum, case_->account->currency);
  set_proportion (read, facts, sum);
  return facts;
}

static AmendsDraft *
write_letter (Read *read,
              AmendsPerson *approver,
              const AmendsGoodwillRuling *ruling,
              GPtrArray *given,
              GError **error)
{
  const char *path = NULL;
  const char *text =
      amends_playbook_get_template (read->engines->playbook, read->language, LETTER, &path);
  g_autoptr (AmendsTemplate) template = NULL;
  g_autoptr (AmendsTemplateWords) words = NULL;
  g_autoptr (AmendsFacts) facts = NULL;
  AmendsTemplateScope scope;
  AmendsDraft *letter;

  if (text == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND,
                              amends_playbook_get_id (read->engines->playbook), 0, LETTER,
                              _ ("The playbook has no text with which to ask for an approval."));
      return NULL;
    }
  if ((template = amends_template_parse (text, path, error)) == NULL ||
      (words = amends_template_words_load (read->engines->playbook, read->language, error)) == NULL)
    return NULL;
  facts = make_facts (read, approver, ruling, given);
  scope = (AmendsTemplateScope){ .facts = facts,
                                 .words = words,
                                 .now = read->now,
                                 .zone = read->zone,
                                 .seed = g_str_hash (read->case_->escalation->id) };
  letter = amends_record_new (AMENDS_TYPE_DRAFT);
  letter->escalation_id = g_strdup (read->case_->escalation->id);
  letter->kind = g_strdup (LETTER);
  letter->audience = AMENDS_AUDIENCE_INTERNAL;
  letter->recipient = g_strdup (
      approver ? approver->name : amends_enum_get_label (AMENDS_TYPE_ROLE, ruling->approver));
  letter->language = g_strdup (read->language);
  letter->title = amends_template_render_meta (template, "title", &scope);
  letter->subject = amends_template_render_meta (template, "subject", &scope);
  letter->body = amends_template_render (template, &scope);
  letter->updated = read->now;
  return letter;
}

static gboolean
read_letter (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  g_auto (AmendsGoodwillRuling) ruling = { 0 };
  g_autoptr (GPtrArray) given = NULL;
  g_autoptr (AmendsGoodwill) asked = amends_record_copy (read->goodwill);

  if (!amends_goodwill_judge_stored (connection, read->engines, read->rules, read->case_->account,
                                     read->goodwill, read->now, read->language, &ruling, &given,
                                     error))
    return FALSE;
  asked->approver_role = ruling.approver;
  g_clear_object (&read->letter);
  read->letter = write_letter (read, amends_goodwill_find_approver (asked, read->people), &ruling,
                               given, error);
  return read->letter != NULL;
}

static void
letter_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&read->letter), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_write_goodwill_letter_async (AmendsSession *self,
                                            AmendsCase *case_,
                                            const char *id,
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
  read = read_new (self, task);
  if (read == NULL)
    return;
  read->case_ = amends_case_copy (case_);
  read->goodwill = amends_record_copy (goodwill);
  start_read (self, task, read, read_letter, letter_cb);
}

AmendsDraft *
amends_session_write_goodwill_letter_finish (AmendsSession *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- As a mail ----------------------------------------------------------------------------------
 */

const char *
amends_session_find_address (AmendsSession *self, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->people)); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (g_strcmp0 (person->name, name) == 0 && person->emails)
        return person->emails[0];
    }
  return NULL;
}

GBytes *
amends_session_build_letter (AmendsSession *self, AmendsDraft *letter, GError **error)
{
  AmendsMailbox to = { letter->recipient, amends_session_find_address (self, letter->recipient) };
  AmendsMailDraft mail = {
    .from = { self->me->name, self->me->emails ? self->me->emails[0] : NULL },
    .to = &to,
    .n_to = to.address ? 1 : 0,
    .subject = letter->subject,
    .date = amends_session_now (self),
    .zone = self->zone,
    .body = letter->body,
    .language = letter->language,
  };

  return amends_eml_writer_write (&mail, error);
}
