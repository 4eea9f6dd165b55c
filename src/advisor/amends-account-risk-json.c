/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Risk as JSON: for the command line, and as it is stored with a warning. */

#include "config.h"

#include "amends-account-risk.h"

#include "amends-enum-types.h"
#include "amends-json.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <math.h>
#include <string.h>

static const char *const level_nicks[AMENDS_N_RISK_LEVELS] = { "unknown", "low", "medium", "high",
                                                               "critical" };

static void
put_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
put_int (JsonObject *object, const char *member, int value)
{
  if (value != AMENDS_UNKNOWN)
    json_object_set_int_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

/* Two places are more than anybody reads. */
static void
put_share (JsonObject *object, const char *member, double value)
{
  if (isnan (value))
    json_object_set_null_member (object, member);
  else
    json_object_set_double_member (object, member, round (value * 100) / 100);
}

static void
put_instant (JsonObject *object, const char *member, AmendsInstant at)
{
  g_autofree char *text = at != AMENDS_INSTANT_NONE ? amends_instant_format_utc (at) : NULL;

  put_string (object, member, text);
}

static JsonObject *
evidence_to_json (const AmendsRiskEvidence *evidence)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", evidence->kind);
  json_object_set_string_member (object, "title", evidence->title);
  json_object_set_string_member (object, "text", evidence->text);
  json_object_set_boolean_member (object, "quote", evidence->quote);
  put_instant (object, "at", evidence->at);
  put_string (object, "interaction", evidence->interaction_id);
  put_string (object, "escalation", evidence->escalation_id);
  put_string (object, "contact", evidence->contact_id);
  json_object_set_int_member (object, "start", evidence->start);
  json_object_set_int_member (object, "end", evidence->end);
  put_share (object, "strength", evidence->strength);
  put_share (object, "points", evidence->points);
  return object;
}

static JsonArray *
factors_to_json (GPtrArray *factors)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < factors->len; i++)
    {
      const AmendsRiskFactor *factor = factors->pdata[i];
      JsonObject *object = json_object_new ();
      JsonArray *rows = json_array_new ();

      json_object_set_string_member (object, "factor", factor->id);
      json_object_set_string_member (object, "title", factor->title);
      json_object_set_string_member (object, "summary", factor->summary);
      put_share (object, "value", factor->value);
      put_share (object, "points", factor->points);
      put_share (object, "most", factor->most);
      json_object_set_boolean_member (object, "known", factor->known);
      json_object_set_boolean_member (object, "rule", factor->rule);
      for (guint j = 0; j < factor->evidence->len; j++)
        json_array_add_object_element (rows, evidence_to_json (factor->evidence->pdata[j]));
      json_object_set_array_member (object, "evidence", rows);
      json_array_add_object_element (array, object);
    }
  return array;
}

char *
amends_account_risk_dup_evidence (AmendsAccountRisk *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, factors_to_json (self->factors));
  return amends_json_to_canonical (node);
}

/* --- Reading back -------------------------------------------------------------------------------
 */

static char *
read_text (AmendsJsonReader *reader, const char *member)
{
  char *text = amends_json_reader_dup_string (reader, member, AMENDS_JSON_OPTIONAL);

  return text != NULL ? text : g_strdup ("");
}

static AmendsRiskEvidence *
read_evidence (AmendsJsonReader *reader)
{
  AmendsRiskEvidence *evidence = g_new0 (AmendsRiskEvidence, 1);
  g_autofree char *kind = read_text (reader, "kind");

  evidence->kind = g_intern_string (kind);
  evidence->title = read_text (reader, "title");
  evidence->text = read_text (reader, "text");
  evidence->quote = amends_json_reader_get_boolean (reader, "quote", FALSE);
  evidence->at = amends_json_reader_get_instant (reader, "at", AMENDS_JSON_OPTIONAL);
  evidence->interaction_id =
      amends_json_reader_dup_string (reader, "interaction", AMENDS_JSON_OPTIONAL);
  evidence->escalation_id =
      amends_json_reader_dup_string (reader, "escalation", AMENDS_JSON_OPTIONAL);
  evidence->contact_id = amends_json_reader_dup_string (reader, "contact", AMENDS_JSON_OPTIONAL);
  evidence->start =
      (guint) amends_json_reader_get_int (reader, "start", AMENDS_JSON_OPTIONAL, 0, G_MAXINT, 0);
  evidence->end =
      (guint) amends_json_reader_get_int (reader, "end", AMENDS_JSON_OPTIONAL, 0, G_MAXINT, 0);
  evidence->strength =
      amends_json_reader_get_double (reader, "strength", AMENDS_JSON_OPTIONAL, 0, 1, 0);
  evidence->points =
      amends_json_reader_get_double (reader, "points", AMENDS_JSON_OPTIONAL, 0, 100, 0);
  return evidence;
}

static AmendsRiskFactor *
read_factor (AmendsJsonReader *reader)
{
  g_autofree char *id = read_text (reader, "factor");
  AmendsRiskFactor *factor = amends_risk_factor_new (id);

  factor->title = read_text (reader, "title");
  factor->summary = read_text (reader, "summary");
  factor->value = amends_json_reader_get_double (reader, "value", AMENDS_JSON_OPTIONAL, 0, 1, 0);
  factor->points =
      amends_json_reader_get_double (reader, "points", AMENDS_JSON_OPTIONAL, 0, 100, 0);
  factor->most = amends_json_reader_get_double (reader, "most", AMENDS_JSON_OPTIONAL, 0, 100, 0);
  factor->known = amends_json_reader_get_boolean (reader, "known", TRUE);
  factor->rule = amends_json_reader_get_boolean (reader, "rule", FALSE);
  if (amends_json_reader_enter_array (reader, "evidence", AMENDS_JSON_OPTIONAL))
    {
      guint n = amends_json_reader_get_count (reader);

      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          g_ptr_array_add (factor->evidence, read_evidence (reader));
          amends_json_reader_leave (reader);
        }
      amends_json_reader_leave (reader);
    }
  return factor;
}

GPtrArray *
amends_account_risk_parse_evidence (const char *evidence)
{
  GPtrArray *factors = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_factor_free);
  g_autoptr (AmendsJsonReader) reader =
      evidence != NULL ? amends_json_reader_new (evidence, strlen (evidence), NULL, NULL) : NULL;
  guint n;

  if (reader == NULL || !JSON_NODE_HOLDS_ARRAY (amends_json_reader_peek (reader, NULL)))
    return factors;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      g_ptr_array_add (factors, read_factor (reader));
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_failed (reader))
    g_ptr_array_set_size (factors, 0);
  return factors;
}

/* --- The command line ---------------------------------------------------------------------------
 */

static JsonArray *
actions_to_json (GPtrArray *actions)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < actions->len; i++)
    {
      const AmendsRiskAction *action = actions->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "action", action->id);
      json_object_set_string_member (object, "title", action->title);
      put_string (object, "draft", action->draft);
      put_int (object, "from", action->from >= 0 ? action->from : AMENDS_UNKNOWN);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
rules_to_json (GPtrArray *rules)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      const AmendsRiskRuleHit *hit = rules->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "rule", hit->id);
      json_object_set_string_member (object, "title", hit->title);
      json_object_set_string_member (object, "text", hit->text);
      json_object_set_string_member (object, "action", hit->action);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonNode *
amends_account_risk_to_json (AmendsAccountRisk *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *notes = json_array_new ();

  json_node_take_object (node, object);
  put_string (object, "account", self->account->id);
  put_string (object, "name", self->account->name);
  put_instant (object, "at", self->at);
  put_int (object, "score", self->score);
  json_object_set_string_member (object, "level", level_nicks[self->level]);
  put_int (object, "tier", self->tier);
  put_int (object, "change", self->change);
  put_string (object, "reason", self->reason);
  put_string (object, "headline", self->headline);
  put_int (object, "renewal_days", self->renewal_days);
  put_int (object, "champion_silent", self->champion_silent);
  put_int (object, "negatives", self->negatives);
  put_share (object, "sentiment", self->sentiment);
  json_object_set_array_member (object, "factors", factors_to_json (self->factors));
  json_object_set_array_member (object, "rules", rules_to_json (self->rules));
  json_object_set_array_member (object, "actions", actions_to_json (self->actions));
  for (guint i = 0; self->notes[i] != NULL; i++)
    json_array_add_string_element (notes, self->notes[i]);
  json_object_set_array_member (object, "notes", notes);
  return node;
}
