/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The road from the customer's words to a complete case. */

#include "config.h"

#include "amends-case-builder.h"

#include "amends-draft-pair.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-log-entry.h"
#include "amends-recognise.h"
#include "amends-text.h"
#include "amends-wording.h"

#include <glib/gi18n-lib.h>

/* --- Facts: what the intake says over what is stored --- */

/* Lays every field that @facts knows over @record; both of one type. */
static void
lay_over (gpointer record, gpointer facts)
{
  guint n;
  const AmendsField *fields = amends_record_get_fields (record, &n);
  g_autoptr (GObject) empty = g_object_new (G_OBJECT_TYPE (record), NULL);
  g_autoptr (JsonNode) known = amends_record_diff (empty, facts);

  if (known == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *member = g_strdelimit (g_strdup (fields[i].name), "-", '_');
      g_auto (GValue) value = G_VALUE_INIT;

      if (g_str_equal (fields[i].name, "id") || fields[i].type == AMENDS_FIELD_RECORDS ||
          !json_object_has_member (json_node_get_object (known), member))
        continue;
      g_object_get_property (facts, fields[i].name, &value);
      g_object_set_property (G_OBJECT (record), fields[i].name, &value);
    }
}

static AmendsAccount *
settle_account (AmendsIntake *intake, AmendsAccount *stored, GError **error)
{
  g_autoptr (AmendsAccount) account = amends_record_copy (stored ? stored : intake->account);
  g_autofree char *name = NULL;

  if (stored)
    lay_over (account, intake->account);
  name = account->name ? amends_text_one_line (account->name, 200) : NULL;
  if (name == NULL || *name == '\0')
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, "account.name",
                              _ ("The customer’s name is missing."));
      return NULL;
    }
  amends_record_set (account, "name", name, NULL);
  return g_steal_pointer (&account);
}

static AmendsContact *
settle_contact (AmendsIntake *intake, AmendsContact *stored, AmendsAccount *account)
{
  AmendsContact *contact;

  if (intake->contact == NULL && stored == NULL)
    return NULL;
  contact = amends_record_copy (stored ? stored : intake->contact);
  if (stored && intake->contact)
    lay_over (contact, intake->contact);
  amends_record_set (contact, "account-id", account->id, NULL);
  return contact;
}

static const char *
guess_language (AmendsAccount *account, const char *statement)
{
  if (statement && amends_text_counts_characters (statement))
    return "zh-CN";
  if (account->language && *account->language)
    return account->language;
  return "en";
}

static AmendsEscalation *
settle_escalation (AmendsEngines *engines,
                   AmendsIntake *intake,
                   AmendsAccount *account,
                   AmendsContact *contact,
                   AmendsPerson *me,
                   AmendsInstant now)
{
  AmendsEscalation *escalation = amends_record_copy (intake->escalation);

  amends_record_set (escalation, "account-id", account->id, "contact-id",
                     contact ? contact->id : NULL, "status", AMENDS_STATUS_OPEN, "cycle", 1,
                     "created", now, "updated", now, "playbook",
                     amends_playbook_get_id (engines->playbook), "playbook-version",
                     amends_playbook_get_version (engines->playbook), NULL);
  if (escalation->received == AMENDS_INSTANT_NONE)
    amends_record_set (escalation, "received", now, NULL);
  if (escalation->time_zone == NULL)
    amends_record_set (escalation, "time-zone",
                       account->time_zone ? account->time_zone
                                          : amends_calendar_get_zone_name (engines->calendar),
                       NULL);
  if (escalation->language == NULL)
    amends_record_set (escalation, "language", guess_language (account, escalation->statement),
                       NULL);
  if (escalation->owner == NULL && me)
    amends_record_set (escalation, "owner", account->csm ? account->csm : me->name, NULL);
  amends_record_set (escalation, "cycle-started", escalation->received, NULL);
  return escalation;
}

/* --- Judgement -----------------------------------------------------------------------------------
 */

static void
apply_classification (AmendsCase *case_, AmendsClassification *result)
{
  AmendsEscalation *escalation = case_->escalation;

  /* What a person has chosen stays. */
  if (escalation->category == AMENDS_CATEGORY_UNKNOWN)
    escalation->category = result->category;
  if (escalation->reason == AMENDS_REASON_UNKNOWN)
    escalation->reason = result->reason;
  if (escalation->scenario == AMENDS_SCENARIO_UNKNOWN)
    escalation->scenario = result->scenario;
  if (escalation->severity == AMENDS_SEVERITY_UNKNOWN)
    escalation->severity = result->severity;
  if (escalation->track == AMENDS_TRACK_UNKNOWN)
    escalation->track = result->track;
  if (escalation->emotion == AMENDS_EMOTION_UNKNOWN)
    escalation->emotion = result->emotion;
  escalation->executive = escalation->executive || result->executive;
  if (escalation->topic == NULL)
    escalation->topic = g_strdup (result->topic);
  g_set_object (&escalation->classification, result);
}

static void
classify (AmendsClassifier *classifier, AmendsCase *case_, AmendsInstant now)
{
  AmendsClassifierInput input = {
    .subject = case_->escalation->subject,
    .statement = case_->escalation->statement,
    .account = case_->account,
    .contact = case_->contact,
    .escalation = case_->escalation,
    .now = now,
    .language = amends_change_get_language (),
  };
  g_autoptr (AmendsClassification) result = amends_classifier_classify (classifier, &input);

  apply_classification (case_, result);
}

static void
find_title (AmendsClassifier *classifier, AmendsCase *case_, GListModel *nobody)
{
  AmendsEscalation *escalation = case_->escalation;
  g_autoptr (AmendsRecognised) recognised = NULL;
  const char *source = escalation->subject;
  g_autofree char *first = amends_wording_first_sentence (escalation->statement, 90);
  g_autofree char *title = NULL;

  if (escalation->title && *escalation->title)
    return;
  /* What was meant, as we see it, is ours; what was reported is a feature or their own words. */
  if (source == NULL || *source == '\0')
    source = escalation->affected_feature;
  if (source == NULL || *source == '\0')
    {
      recognised = amends_recognise (classifier, escalation->statement, nobody, nobody);
      source = recognised->issue;
    }
  title = amends_text_one_line (source ? source : first ? first : escalation->statement, 90);
  amends_record_set (escalation, "title", title, NULL);
}

/* Which of the playbook's triggers the case pulls. */
static void
get_stakeholder_input (AmendsChange *change, AmendsStakeholderInput *input)
{
  AmendsEscalation *escalation = change->case_->escalation;
  AmendsClassification *classification = escalation->classification;
  gboolean live = amends_status_is_live (escalation->status);

  *input = (AmendsStakeholderInput){
    .severity = escalation->severity,
    .category = escalation->category,
    .executive = escalation->executive,
    .churn = classification && classification->churn,
    .engineering = escalation->category == AMENDS_CATEGORY_TECHNICAL &&
                   escalation->severity >= AMENDS_SEVERITY_HIGH,
    .billing = g_strcmp0 (escalation->topic, "billing-dispute") == 0,
    .contract = escalation->reason == AMENDS_REASON_CONTRACT_DISPUTE,
    .product_gap = g_strcmp0 (escalation->topic, "feature-request") == 0 ||
                   escalation->scenario == AMENDS_SCENARIO_CANNOT_FIX,
    .unresolved_hours =
        live ? (double) (change->now - escalation->received) / (double) AMENDS_HOUR : 0.0,
    .account = change->case_->account,
    .owner = escalation->owner,
    .people = change->people,
    .language = amends_change_get_language (),
    .deadline = escalation->internal_by,
  };
}

static AmendsStakeholder *
find_role (GListModel *stakeholders, AmendsRole role, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (stakeholders); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (stakeholders, i);

      if (one->role == role && (name == NULL || one->name == NULL || g_str_equal (one->name, name)))
        return one;
    }
  return NULL;
}

/* A role named by hand that no rule brings still has its place in the playbook. */
static void
describe_named (AmendsChange *change, AmendsStakeholder *one)
{
  AmendsStakeholderRules *rules = change->engines->stakeholder_rules;
  const char *language = amends_change_get_language ();
  const char *title = amends_stakeholder_rules_get_title (rules, one->role, language);
  const char *ask = amends_stakeholder_rules_get_ask (rules, one->role, language);

  if (one->responsibility == NULL && *title != '\0')
    amends_record_set (one, "responsibility", title, NULL);
  if (one->ask == NULL && *ask != '\0')
    amends_record_set (one, "ask", ask, "generated-ask", ask, NULL);
}

/* Those named by hand come with what the playbook says of their role; nobody who is there goes. */
static gboolean
fill_stakeholders (AmendsChange *change, const AmendsPlannerContext *context, GError **error)
{
  AmendsCase *case_ = change->case_;
  AmendsStakeholderInput input;
  g_autoptr (GPtrArray) wanted = NULL;
  g_auto (GStrv) triggers =
      amends_planner_list_triggers (change->engines->planner, case_, context, error);

  if (triggers == NULL)
    return FALSE;
  get_stakeholder_input (change, &input);
  input.triggers = (const char *const *) triggers;
  wanted = amends_stakeholder_rules_build (change->engines->stakeholder_rules, &input);
  for (guint i = 0; i < wanted->len; i++)
    {
      AmendsStakeholder *one = g_ptr_array_index (wanted, i);
      AmendsStakeholder *known =
          find_role (G_LIST_MODEL (case_->stakeholders), one->role, one->name);

      amends_record_set (one, "escalation-id", case_->escalation->id, "sample",
                         case_->escalation->sample, NULL);
      if (known == NULL)
        {
          g_list_store_append (case_->stakeholders, one);
          continue;
        }
      amends_record_set (known, "sources", one->sources, "raci", one->raci, NULL);
      if (known->name == NULL)
        amends_record_set (known, "name", one->name, NULL);
      if (known->responsibility == NULL)
        amends_record_set (known, "responsibility", one->responsibility, NULL);
      if (known->ask == NULL)
        amends_record_set (known, "ask", one->ask, "generated-ask", one->ask, NULL);
      if (known->deadline == AMENDS_INSTANT_NONE)
        amends_record_set (known, "deadline", one->deadline, NULL);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders)); i++)
    {
      g_autoptr (AmendsStakeholder) one =
          g_list_model_get_item (G_LIST_MODEL (case_->stakeholders), i);

      describe_named (change, one);
    }
  return TRUE;
}

static void
take_named_stakeholders (AmendsCase *case_, AmendsIntake *intake)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (intake->stakeholders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) named =
          g_list_model_get_item (G_LIST_MODEL (intake->stakeholders), i);
      g_autoptr (AmendsStakeholder) mine = amends_record_copy (named);

      amends_record_set (mine, "escalation-id", case_->escalation->id, "sample",
                         case_->escalation->sample, NULL);
      g_list_store_append (case_->stakeholders, mine);
    }
}

/* What the customer wrote; (transfer none), owned by the case. */
static AmendsMessage *
add_first_message (AmendsCase *case_, AmendsPerson *me)
{
  AmendsEscalation *escalation = case_->escalation;
  g_autoptr (AmendsMessage) message = amends_record_new (AMENDS_TYPE_MESSAGE);

  amends_record_set (message, "escalation-id", escalation->id, "direction",
                     AMENDS_DIRECTION_INBOUND, "channel", escalation->channel, "at",
                     escalation->received, "sender",
                     case_->contact ? case_->contact->name : case_->account->name, "recipient",
                     me ? me->name : NULL, "subject", escalation->subject, "body",
                     escalation->statement, "sample", escalation->sample, NULL);
  g_list_store_append (case_->messages, message);
  return message;
}

gboolean
amends_case_builder_replan (AmendsChange *change, GError **error)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsPlannerContext context;

  amends_change_get_planner_context (change, zone, &context);
  return fill_stakeholders (change, &context, error) &&
         amends_planner_generate (change->engines->planner, change->case_, &context, error) &&
         amends_draft_pair_follow (change, &context, error);
}

/* What was done already is part of the log from the start. */
static void
log_beginning (AmendsChange *change, AmendsMessage *message)
{
  AmendsEscalation *escalation = change->case_->escalation;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (escalation->actions_taken));

  amends_change_log (change, AMENDS_EVENT_MESSAGE_RECEIVED, escalation->received,
                     amends_change_payload ("message", message->id), "%s", escalation->title);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (escalation->actions_taken), i);

      amends_change_log (change, AMENDS_EVENT_NOTE,
                         entry->at != AMENDS_INSTANT_NONE ? entry->at : escalation->received,
                         amends_change_payload ("text", entry->text), "%s", entry->text);
    }
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_CREATED, NULL, escalation,
                          /* Translators: a severity and a track, such as "Critical, P1". */
                          _ ("Logged as %s, %s"),
                          amends_enum_get_label (AMENDS_TYPE_SEVERITY, escalation->severity),
                          amends_enum_get_label (AMENDS_TYPE_TRACK, escalation->track));
}

AmendsCase *
amends_case_builder_build (AmendsEngines *engines,
                           AmendsIntake *intake,
                           AmendsAccount *stored_account,
                           AmendsContact *stored_contact,
                           AmendsPerson *me,
                           GListModel *people,
                           AmendsInstant now,
                           GError **error)
{
  g_autoptr (AmendsAccount) account = settle_account (intake, stored_account, error);
  g_autoptr (AmendsContact) contact = NULL;
  g_autoptr (AmendsEscalation) escalation = NULL;
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GListStore) nobody = g_list_store_new (AMENDS_TYPE_RECORD);
  AmendsChange change = { .engines = engines, .me = me, .people = people, .now = now };
  AmendsClassifier *classifier = account ? amends_engines_get_classifier (engines, error) : NULL;

  if (classifier == NULL)
    return NULL;
  contact = settle_contact (intake, stored_contact, account);
  escalation = settle_escalation (engines, intake, account, contact, me, now);
  if (!amends_escalation_validate (escalation, now, error))
    return NULL;

  change.case_ = case_ = amends_case_new (escalation, account, contact);
  classify (classifier, case_, now);
  find_title (classifier, case_, G_LIST_MODEL (nobody));
  take_named_stakeholders (case_, intake);
  log_beginning (&change, add_first_message (case_, me));
  /* Whoever logs the case knows of it from here on. */
  if (!amends_change_follow_status (&change, error) ||
      !amends_change_contact (&change, AMENDS_DIRECTION_INTERNAL, NULL, now, error) ||
      !amends_case_builder_replan (&change, error))
    return NULL;
  return g_steal_pointer (&case_);
}
