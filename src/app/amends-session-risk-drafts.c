/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts for an account without a case: what they may speak of, and the text itself. */

#include "config.h"

#include "amends-session-risk-private.h"

#include "amends-account-drafts.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-wording.h"

#include <string.h>

/* Rows of a list in a brief: Chinese ones are held to fewer characters. */
#define MOST_ROWS 5
#define MOST_ROWS_CHINESE 3
#define WEEK 7
/* When a call is offered: in the morning of the next working day. */
#define CALL_HOUR 10

/* --- Facts --------------------------------------------------------------------------------------
 */

static guint
most_rows (AmendsRiskJob *job)
{
  return g_str_equal (job->language, "zh-CN") ? MOST_ROWS_CHINESE : MOST_ROWS;
}

/* (transfer none) (nullable): the champion, else who wrote last, else anybody. */
static AmendsContact *
choose_contact (const AmendsAccountHistory *history, gboolean executive)
{
  AmendsContact *champion = NULL, *last = NULL, *top = NULL;

  for (guint i = 0; i < history->contacts->len; i++)
    {
      AmendsContact *contact = history->contacts->pdata[i];

      if (contact->role == AMENDS_CONTACT_ROLE_CHAMPION && champion == NULL)
        champion = contact;
      if (g_hash_table_contains (history->executives, contact->id) && top == NULL)
        top = contact;
    }
  for (guint i = history->readings->len; i-- > 0 && last == NULL;)
    {
      const AmendsReading *reading = history->readings->pdata[i];

      for (guint j = 0; j < history->contacts->len && last == NULL; j++)
        if (reading->contact_id != NULL && reading->direction == AMENDS_DIRECTION_INBOUND &&
            g_strcmp0 (((AmendsContact *) history->contacts->pdata[j])->id, reading->contact_id) ==
                0)
          last = history->contacts->pdata[j];
    }
  if (executive && top != NULL)
    return top;
  if (champion != NULL || last != NULL)
    return champion != NULL ? champion : last;
  return history->contacts->len > 0 ? history->contacts->pdata[0] : NULL;
}

/* Ten in the morning of the next weekday, where the customer is. */
static AmendsInstant
next_morning (AmendsInstant now, GTimeZone *zone)
{
  g_autoptr (GDateTime) today = amends_instant_to_date_time (now, zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (today, 1);
  g_autoptr (GDateTime) morning = NULL;

  while (g_date_time_get_day_of_week (day) > 5)
    {
      GDateTime *next = g_date_time_add_days (day, 1);

      g_date_time_unref (day);
      day = next;
    }
  morning = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                             g_date_time_get_day_of_month (day), CALL_HOUR, 0, 0);
  return amends_instant_from_date_time (morning);
}

static void
set_customer (AmendsFacts *facts, AmendsContact *contact, gboolean executive)
{
  g_autofree char *salutation = NULL;

  if (contact == NULL)
    return;
  salutation = contact->salutation != NULL
                   ? g_strdup (contact->salutation)
                   : amends_wording_salutation (contact->name, contact->title);
  amends_facts_set_text (facts, "customer.name", contact->name);
  amends_facts_set_text (facts, "customer.title", contact->title);
  amends_facts_set_text (facts, "customer.salutation", salutation);
  amends_facts_set_boolean (facts, "customer.executive", executive);
  amends_facts_set_boolean (facts, "formal", executive);
}

static void
set_account (AmendsFacts *facts, AmendsAccount *account)
{
  amends_facts_set_text (facts, "account.name", account->name);
  if (account->arr != AMENDS_MONEY_UNKNOWN && account->arr >= 0)
    amends_facts_set_money (facts, "account.arr", account->arr, account->currency);
  amends_facts_set_date (facts, "account.renewal", account->renewal);
  amends_facts_set_text (facts, "account.csm", account->csm);
  amends_facts_set_text (facts, "account.account_manager", account->account_manager);
  if (account->segment != AMENDS_SEGMENT_UNKNOWN)
    amends_facts_set_text (facts, "account.segment_label",
                           amends_enum_get_label (AMENDS_TYPE_SEGMENT, (int) account->segment));
  amends_facts_set_text (facts, "sponsor.name", account->executive_sponsor);
  amends_facts_set_text (facts, "risk.owner", account->csm);
}

static void
set_recent (AmendsFacts *facts, AmendsRiskJob *job)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = job->history->readings->len; i-- > 0 && items->len < most_rows (job);)
    {
      const AmendsReading *reading = job->history->readings->pdata[i];
      AmendsFacts *item;

      if (reading->at > job->world->now || reading->gist == NULL)
        continue;
      item = amends_facts_new ();
      amends_facts_set_instant (item, "at", reading->at);
      amends_facts_set_text (item, "text", reading->gist);
      g_ptr_array_insert (items, 0, item);
    }
  amends_facts_set_list (facts, "risk.recent", items);
}

static void
set_cases (AmendsFacts *facts, const AmendsAccountHistory *history)
{
  if (history->cases->len == 0)
    return;
  amends_facts_set_number (facts, "risk.cases", history->cases->len);
  amends_facts_set_text (
      facts, "risk.last_case",
      ((AmendsPastEscalation *) history->cases->pdata[history->cases->len - 1])->title);
}

static void
set_lists (AmendsFacts *facts, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  g_autoptr (GPtrArray) approach =
      amends_risk_list_approach (job->world->rules, risk, job->language);
  g_autoptr (GPtrArray) patterns = amends_risk_list_patterns (job->world->rules, job->history, risk,
                                                              job->world->now, job->language);
  g_autoptr (GPtrArray) steps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  g_autoptr (GPtrArray) signs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  g_autoptr (GPtrArray) recurring =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; i < MIN (approach->len, most_rows (job)); i++)
    {
      AmendsFacts *item = amends_facts_new ();

      amends_facts_set_text (item, "title", ((AmendsApproach *) approach->pdata[i])->title);
      g_ptr_array_add (steps, item);
    }
  for (guint i = 0; i < patterns->len; i++)
    {
      AmendsFacts *item = amends_facts_new ();

      amends_facts_set_text (item, "text", patterns->pdata[i]);
      g_ptr_array_add (recurring, item);
    }
  for (guint i = 0; i < risk->factors->len && signs->len < most_rows (job); i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      for (guint j = 0; j < MIN (2, factor->evidence->len) && signs->len < most_rows (job); j++)
        {
          const AmendsRiskEvidence *evidence = factor->evidence->pdata[j];
          AmendsFacts *item;

          if (factor->rule || evidence->points < 1)
            continue;
          item = amends_facts_new ();
          amends_facts_set_text (item, "title", evidence->title);
          amends_facts_set_text (item, "text", evidence->text);
          g_ptr_array_add (signs, item);
        }
    }
  amends_facts_set_list (facts, "risk.approach", steps);
  amends_facts_set_list (facts, "risk.evidence", signs);
  amends_facts_set_list (facts, "risk.patterns", recurring);
}

/* (nullable): the strongest sign of a kind. */
static const AmendsAccountSign *
find_sign (const AmendsSigns *signs, const char *id)
{
  const AmendsAccountSign *best = NULL;

  for (guint i = 0; i < signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (signs->signs, AmendsAccountSign, i);

      if (g_str_equal (sign->rule->id, id) && (best == NULL || sign->strength > best->strength))
        best = sign;
    }
  return best;
}

/* What may be said to a customer: what they know themselves. */
static void
set_matters (AmendsFacts *facts, AmendsRiskJob *job, const AmendsSigns *signs)
{
  const AmendsAccountSign *late = find_sign (signs, "late-answer");
  const AmendsAccountSign *waits = find_sign (signs, "unanswered");
  const AmendsAccountSign *leaving = find_sign (signs, "says-leaving");
  const AmendsReading *ticket = NULL;
  guint tickets = 0;

  if (late != NULL && late->reading != NULL)
    {
      amends_facts_set_boolean (facts, "risk.late", TRUE);
      amends_facts_set_text (facts, "risk.question", late->reading->gist);
      amends_facts_set_instant (facts, "risk.asked_at", late->reading->at);
      amends_facts_set_instant (facts, "risk.answered_at", late->at);
      amends_facts_set_boolean (facts, "risk.template",
                                find_sign (signs, "template-answer") != NULL);
    }
  else if (waits != NULL && waits->reading != NULL)
    {
      amends_facts_set_boolean (facts, "risk.waits", TRUE);
      amends_facts_set_text (facts, "risk.question", waits->reading->gist);
    }
  if (leaving == NULL)
    leaving = find_sign (signs, "alternatives");
  if (leaving != NULL && leaving->hit != NULL && leaving->reading != NULL &&
      leaving->reading->direction == AMENDS_DIRECTION_INBOUND)
    amends_facts_set_text (facts, "risk.leaving", leaving->hit->quote);
  amends_facts_set_boolean (facts, "risk.repeats", find_sign (signs, "keeps-happening") != NULL);
  amends_facts_set_boolean (facts, "risk.silent", find_sign (signs, "champion-silent") != NULL);
  amends_facts_set_boolean (facts, "risk.less",
                            find_sign (signs, "usage-drop") != NULL ||
                                find_sign (signs, "usage-low") != NULL);
  for (guint i = job->history->readings->len; i-- > 0;)
    {
      const AmendsReading *reading = job->history->readings->pdata[i];

      if (reading->at > job->world->now || reading->kind != AMENDS_INTERACTION_TICKET)
        continue;
      if (job->world->now - reading->at > WEEK * AMENDS_DAY)
        break;
      tickets++;
      ticket = ticket != NULL ? ticket : reading;
    }
  if (tickets > 1)
    amends_facts_set_number (facts, "risk.tickets", tickets);
  if (ticket != NULL)
    amends_facts_set_text (facts, "risk.ticket", ticket->gist);
}

static void
set_names (AmendsFacts *facts, AmendsRiskJob *job, AmendsAccountRisk *risk)
{
  AmendsContact *champion = choose_contact (job->history, FALSE);
  AmendsContact *executive = choose_contact (job->history, TRUE);

  amends_facts_set_text (facts, "me.name", job->me->name);
  if (champion != NULL && champion->role == AMENDS_CONTACT_ROLE_CHAMPION)
    amends_facts_set_text (facts, "risk.champion", champion->name);
  if (executive != NULL && g_hash_table_contains (job->history->executives, executive->id))
    amends_facts_set_text (facts, "risk.executive", executive->name);
  amends_facts_set_number (facts, "risk.score", MAX (0, risk->score));
  amends_facts_set_text (facts, "risk.reason", risk->reason);
  amends_facts_set_text (facts, "risk.level",
                         amends_risk_rules_get_level_name (job->world->rules, risk->level,
                                                           job->language, NULL));
}

/* --- The draft ----------------------------------------------------------------------------------
 */

static gboolean
is_for_customer (AmendsRiskJob *job)
{
  return g_str_equal (job->text, "account-check-in") || g_str_equal (job->text, "account-outreach");
}

static gboolean
make_draft (AmendsRiskJob *job,
            AmendsConnection *connection,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (AmendsFacts) facts = amends_facts_new ();
  g_autoptr (AmendsAccountRisk) risk = NULL;
  g_auto (AmendsSigns) signs = { 0 };
  const AmendsSignsView view = { job->world->now, job->world->zone, FALSE };
  AmendsAccount *account = job->history->account;
  gboolean outreach = g_str_equal (job->text, "account-outreach");
  AmendsContact *contact = choose_contact (job->history, outreach);
  g_autoptr (GTimeZone) zone =
      account->time_zone != NULL ? amends_zone_load (account->time_zone, NULL) : NULL;
  AmendsAccountDraftSetting setting = { .now = job->world->now };

  if (job->text2 != NULL || (is_for_customer (job) && account->language != NULL))
    {
      g_free (job->language);
      job->language = g_strdup (job->text2 != NULL ? job->text2 : account->language);
    }
  if (zone == NULL || !is_for_customer (job))
    {
      g_clear_pointer (&zone, g_time_zone_unref);
      zone = g_time_zone_ref (job->world->zone);
    }
  setting.language = job->language;
  setting.zone = zone;
  setting.seed = g_str_hash (account->id);
  risk = amends_risk_world_judge (job->world, job->history, job->language);
  amends_account_signs_find (job->history, job->world->rules, &view, &signs);
  set_account (facts, account);
  set_customer (facts, contact,
                contact != NULL && g_hash_table_contains (job->history->executives, contact->id));
  set_names (facts, job, risk);
  set_matters (facts, job, &signs);
  set_cases (facts, job->history);
  set_recent (facts, job);
  set_lists (facts, job, risk);
  amends_facts_set_instant (facts, "next.contact", next_morning (job->world->now, zone));
  amends_facts_set_instant (facts, "next.executive", next_morning (job->world->now, zone));
  job->result =
      amends_account_draft_new (job->world->engines->playbook, job->text, facts, &setting, error);
  job->destroy = g_object_unref;
  if (job->result != NULL && contact != NULL && is_for_customer (job))
    ((AmendsDraft *) job->result)->recipient = g_strdup (contact->name);
  return job->result != NULL;
}

void
amends_session_draft_for_account_async (AmendsSession *self,
                                        const char *account,
                                        const char *kind,
                                        const char *language,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, account, make_draft);

  g_task_set_source_tag (task, amends_session_draft_for_account_async);
  if (job == NULL)
    {
      g_object_unref (task);
      return;
    }
  job->text = g_strdup (kind);
  job->text2 = g_strdup (language);
  amends_risk_job_read (self, job, task);
}

AmendsDraft *
amends_session_draft_for_account_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
