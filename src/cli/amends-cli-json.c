/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON forms of the results. */

#include "config.h"

#include "amends-cli-json.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-rule-hit.h"
#include "amends-signal.h"

#include <math.h>

/* --- Small things to put into an object --- */

static void
put_string (JsonObject *object, const char *member, const char *value)
{
  if (value)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
put_enum (JsonObject *object, const char *member, GType type, int value)
{
  const char *nick = amends_enum_get_nick (type, value);

  put_string (object, member, g_str_equal (nick, "unknown") ? NULL : nick);
}

static void
put_time (JsonObject *object, const char *member, AmendsInstant instant)
{
  g_autofree char *text =
      instant != AMENDS_INSTANT_NONE ? amends_instant_format_utc (instant) : NULL;

  put_string (object, member, text);
}

/* Four places are more than any score means. */
static void
put_score (JsonObject *object, const char *member, double value)
{
  json_object_set_double_member (object, member, round (value * 10000.0) / 10000.0);
}

static void
put_strings (JsonObject *object, const char *member, char **strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings && strings[i]; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, member, array);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

typedef JsonObject *(*ItemFunc) (gpointer item);

static void
put_list (JsonObject *object, const char *member, GListModel *items, ItemFunc func)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; items && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      json_array_add_object_element (array, func (item));
    }
  json_object_set_array_member (object, member, array);
}

JsonNode *
amends_cli_list_to_json (const char *member, GPtrArray *nodes)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (nodes, i)));
  json_object_set_array_member (object, member, array);
  return take_object (object);
}

/* --- Classification --- */

static JsonObject *
signal_to_json (gpointer item)
{
  AmendsSignal *signal = item;
  JsonObject *object = json_object_new ();

  put_string (object, "kind", signal->kind);
  put_string (object, "phrase", signal->phrase);
  json_object_set_int_member (object, "start", signal->start);
  json_object_set_int_member (object, "end", signal->end);
  put_score (object, "strength", signal->strength);
  return object;
}

static JsonObject *
rule_to_json (gpointer item)
{
  AmendsRuleHit *hit = item;
  JsonObject *object = json_object_new ();

  put_string (object, "rule", hit->rule);
  put_string (object, "target", hit->target);
  put_string (object, "value", hit->value);
  put_string (object, "text", hit->text);
  json_object_set_boolean_member (object, "decided", hit->decided);
  if (hit->phrase)
    {
      put_string (object, "phrase", hit->phrase);
      json_object_set_int_member (object, "start", hit->start);
      json_object_set_int_member (object, "end", hit->end);
    }
  if (hit->fact)
    put_string (object, "fact", hit->fact);
  return object;
}

static JsonObject *
scores_to_json (AmendsClassification *self)
{
  JsonObject *scores = json_object_new ();

  put_score (scores, "technical", self->technical);
  put_score (scores, "commercial", self->commercial);
  put_score (scores, "relationship", self->relationship);
  put_score (scores, "executive", self->executive_score);
  put_score (scores, "legal", self->legal);
  return scores;
}

static JsonObject *
issue_to_json (gpointer item)
{
  AmendsIssue *issue = item;
  JsonObject *object = json_object_new ();

  put_string (object, "topic", issue->topic);
  put_enum (object, "category", AMENDS_TYPE_CATEGORY, issue->category);
  put_enum (object, "reason", AMENDS_TYPE_REASON, issue->reason);
  put_string (object, "phrase", issue->phrase);
  json_object_set_int_member (object, "start", issue->start);
  json_object_set_int_member (object, "end", issue->end);
  return object;
}

static JsonObject *
classification_object (AmendsClassification *self, const char *id)
{
  JsonObject *object = json_object_new ();
  JsonObject *churn = json_object_new ();

  put_string (object, "id", id);
  put_enum (object, "category", AMENDS_TYPE_CATEGORY, self->category);
  put_enum (object, "reason", AMENDS_TYPE_REASON, self->reason);
  put_enum (object, "scenario", AMENDS_TYPE_SCENARIO, self->scenario);
  put_enum (object, "severity", AMENDS_TYPE_SEVERITY, self->severity);
  put_enum (object, "track", AMENDS_TYPE_TRACK, self->track);
  json_object_set_boolean_member (object, "executive", self->executive);
  put_string (object, "topic", self->topic);
  json_object_set_object_member (object, "scores", scores_to_json (self));
  put_score (object, "severity_score", self->severity_score);
  put_score (object, "sentiment", self->sentiment);
  put_score (object, "anger", self->anger);
  put_score (object, "complaint", self->complaint);
  put_score (object, "urgency", self->urgency);
  json_object_set_boolean_member (churn, "flag", self->churn);
  put_score (churn, "score", self->churn_score);
  json_object_set_object_member (object, "churn", churn);
  put_enum (object, "emotion", AMENDS_TYPE_EMOTION, self->emotion);
  put_string (object, "language", self->language);
  put_list (object, "issues", G_LIST_MODEL (self->issues), issue_to_json);
  put_list (object, "signals", G_LIST_MODEL (self->signals), signal_to_json);
  put_list (object, "rules", G_LIST_MODEL (self->rules), rule_to_json);
  put_score (object, "confidence", self->confidence);
  put_strings (object, "questions", self->questions);
  return object;
}

JsonNode *
amends_cli_classification_to_json (AmendsClassification *self, const char *id)
{
  return take_object (classification_object (self, id));
}

/* --- Plan --- */

static JsonObject *
draft_object (gpointer item)
{
  AmendsDraft *draft = item;
  JsonObject *object = json_object_new ();

  put_string (object, "kind", draft->kind);
  put_enum (object, "audience", AMENDS_TYPE_AUDIENCE, draft->audience);
  put_string (object, "recipient", draft->recipient);
  put_string (object, "language", draft->language);
  put_string (object, "subject", draft->subject);
  put_string (object, "body", draft->body);
  json_object_set_int_member (object, "version", draft->version);
  put_time (object, "due", draft->due);
  put_time (object, "sent", draft->sent_at);
  put_strings (object, "questions", draft->questions);
  return object;
}

JsonNode *
amends_cli_draft_to_json (AmendsDraft *draft)
{
  return take_object (draft_object (draft));
}

static JsonObject *
checkpoint_object (gpointer item)
{
  AmendsCheckpoint *checkpoint = item;
  JsonObject *object = json_object_new ();

  put_time (object, "at", checkpoint->at);
  put_string (object, "title", checkpoint->title);
  put_enum (object, "audience", AMENDS_TYPE_AUDIENCE, checkpoint->audience);
  put_enum (object, "channel", AMENDS_TYPE_CHANNEL, checkpoint->channel);
  put_string (object, "owner", checkpoint->owner);
  put_string (object, "purpose", checkpoint->purpose);
  put_string (object, "draft", checkpoint->draft_kind);
  put_enum (object, "state", AMENDS_TYPE_STEP, checkpoint->step);
  return object;
}

static JsonObject *
action_object (gpointer item)
{
  AmendsAction *action = item;
  JsonObject *object = json_object_new ();

  put_enum (object, "horizon", AMENDS_TYPE_HORIZON, action->horizon);
  put_string (object, "stage", action->stage);
  put_string (object, "text", action->text);
  put_string (object, "owner", action->owner);
  put_time (object, "due", action->due);
  put_enum (object, "state", AMENDS_TYPE_STEP, action->step);
  return object;
}

static JsonObject *
clock_object (gpointer item)
{
  AmendsClock *clock = item;
  JsonObject *object = json_object_new ();

  put_enum (object, "clock", AMENDS_TYPE_CLOCK_KIND, clock->kind);
  json_object_set_int_member (object, "cycle", clock->cycle);
  put_time (object, "started", clock->started);
  put_time (object, "due", clock->due);
  put_string (object, "rule", clock->rule);
  put_string (object, "rule_text", clock->rule_text);
  json_object_set_boolean_member (object, "working_hours", clock->working_hours);
  put_time (object, "met", clock->met_at);
  return object;
}

static JsonObject *
stakeholder_object (gpointer item)
{
  AmendsStakeholder *stakeholder = item;
  JsonObject *object = json_object_new ();

  put_enum (object, "role", AMENDS_TYPE_ROLE, stakeholder->role);
  put_string (object, "name", stakeholder->name);
  put_string (object, "contact", stakeholder->contact);
  put_string (object, "responsibility", stakeholder->responsibility);
  put_string (object, "raci", stakeholder->raci);
  put_string (object, "ask", stakeholder->ask);
  put_time (object, "deadline", stakeholder->deadline);
  put_strings (object, "sources", stakeholder->sources);
  return object;
}

/* A record of the plan as it is: its stored form, read by people as well. */
static JsonObject *
record_object (gpointer item)
{
  g_autoptr (JsonNode) node = amends_record_to_json (item);

  return json_node_dup_object (node);
}

static JsonObject *
escalation_object (AmendsCase *case_)
{
  AmendsEscalation *escalation = case_->escalation;
  AmendsAccount *account = case_->account;
  JsonObject *object = json_object_new ();
  g_autofree char *number = amends_escalation_format_number (escalation->number);

  put_string (object, "id", number);
  put_string (object, "uuid", escalation->id);
  put_string (object, "title", escalation->title);
  put_string (object, "account", account->name);
  if (account->arr != AMENDS_MONEY_UNKNOWN)
    {
      json_object_set_double_member (object, "arr",
                                     amends_money_to_major (account->arr, account->currency));
      put_string (object, "currency", account->currency);
    }
  put_string (object, "contact", case_->contact ? case_->contact->name : NULL);
  put_time (object, "received", escalation->received);
  put_string (object, "statement", escalation->statement);
  put_enum (object, "status", AMENDS_TYPE_STATUS, escalation->status);
  put_enum (object, "severity", AMENDS_TYPE_SEVERITY, escalation->severity);
  put_enum (object, "track", AMENDS_TYPE_TRACK, escalation->track);
  put_enum (object, "category", AMENDS_TYPE_CATEGORY, escalation->category);
  put_enum (object, "reason", AMENDS_TYPE_REASON, escalation->reason);
  put_enum (object, "scenario", AMENDS_TYPE_SCENARIO, escalation->scenario);
  put_string (object, "owner", escalation->owner);
  put_string (object, "playbook", escalation->playbook);
  return object;
}

JsonNode *
amends_cli_plan_to_json (AmendsCase *case_)
{
  JsonObject *object = json_object_new ();
  AmendsPlan *plan = case_->plan;

  json_object_set_object_member (object, "escalation", escalation_object (case_));
  if (case_->escalation->classification)
    json_object_set_object_member (object, "classification",
                                   classification_object (case_->escalation->classification,
                                                          case_->escalation->id));
  put_string (object, "situation", plan->situation);
  put_list (object, "clocks", G_LIST_MODEL (case_->clocks), clock_object);
  put_list (object, "drafts", G_LIST_MODEL (case_->drafts), draft_object);
  put_list (object, "timeline", G_LIST_MODEL (case_->checkpoints), checkpoint_object);
  put_list (object, "do_not_commit", G_LIST_MODEL (plan->limits), record_object);
  put_list (object, "stakeholders", G_LIST_MODEL (case_->stakeholders), stakeholder_object);
  put_list (object, "communication_plan", G_LIST_MODEL (plan->communication), record_object);
  put_list (object, "risks", G_LIST_MODEL (plan->risks), record_object);
  put_list (object, "agendas", G_LIST_MODEL (plan->agendas), record_object);
  put_list (object, "scripts", G_LIST_MODEL (plan->scripts), record_object);
  put_list (object, "stages", G_LIST_MODEL (plan->stages), record_object);
  put_list (object, "actions", G_LIST_MODEL (case_->actions), action_object);
  put_strings (object, "questions", plan->questions);
  return take_object (object);
}

/* --- Lists --- */

JsonNode *
amends_cli_summary_to_json (AmendsSummary *summary)
{
  JsonObject *object = json_object_new ();
  g_autofree char *number = amends_escalation_format_number (summary->number);

  put_string (object, "id", number);
  put_string (object, "uuid", summary->id);
  put_string (object, "account", summary->account);
  put_string (object, "contact", summary->contact);
  put_string (object, "title", summary->title);
  put_enum (object, "severity", AMENDS_TYPE_SEVERITY, summary->severity);
  put_enum (object, "track", AMENDS_TYPE_TRACK, summary->track);
  put_enum (object, "status", AMENDS_TYPE_STATUS, summary->status);
  put_string (object, "owner", summary->owner);
  put_time (object, "received", summary->received);
  put_time (object, "next_due", summary->next_due);
  if (summary->next_due != AMENDS_INSTANT_NONE)
    put_enum (object, "next_clock", AMENDS_TYPE_CLOCK_KIND, summary->next_clock);
  json_object_set_boolean_member (object, "sample", summary->sample);
  return take_object (object);
}
