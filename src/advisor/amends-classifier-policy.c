/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads classify.json. */

#include "config.h"

#include "amends-classifier-policy.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-policy-reading.h"

static const char *const feature_names[AMENDS_N_FEATURES] = {
  "text.exclamations", "text.capitals", "text.question",   "text.short",
  "text.sarcasm",      "turns.leave",   "turns.complaint", "turns.anger",
};

static void
topic_clear (gpointer data)
{
  g_free (((AmendsTopicRule *) data)->id);
}

static void
measure_clear (gpointer data)
{
  g_free (((AmendsMeasureRule *) data)->measure);
}

static void
boost_clear (gpointer data)
{
  g_free (((AmendsBoost *) data)->id);
}

static void
reason_rule_free (gpointer data)
{
  AmendsReasonRule *rule = data;

  g_free (rule->target);
  g_free (rule->value);
  g_clear_pointer (&rule->text, amends_translations_free);
  g_free (rule);
}

static double
get_share (AmendsJsonReader *reader, const char *member)
{
  return amends_json_reader_get_double (reader, member, AMENDS_JSON_REQUIRED, 0, 1, 0);
}

/* A number of the file and where it goes. */
typedef struct
{
  const char *member;
  gsize offset;
  double most;
} Field;

#define FIELD(Type, member, most)                                                                  \
  {                                                                                                \
#member, G_STRUCT_OFFSET(Type, member), most                                                   \
  }

static void
read_fields (AmendsJsonReader *reader, gpointer target, const Field *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    G_STRUCT_MEMBER (double, target, fields[i].offset) = amends_json_reader_get_double (
        reader, fields[i].member, AMENDS_JSON_REQUIRED, 0, fields[i].most, 0);
}

static void
read_section (AmendsJsonReader *reader,
              const char *member,
              gpointer target,
              const Field *fields,
              guint n_fields)
{
  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_REQUIRED))
    return;
  g_free (amends_json_reader_dup_string (reader, "origin", AMENDS_JSON_OPTIONAL));
  read_fields (reader, target, fields, n_fields);
  amends_json_reader_leave (reader);
}

/* The number of a kind of the lexicon or of a feature; a fault when it is neither. */
static int
find_feature (AmendsJsonReader *reader, const AmendsLexicon *lexicon, const char *name)
{
  int kind = amends_lexicon_find_kind (lexicon, name);

  if (kind >= 0)
    return kind;
  for (guint i = 0; i < AMENDS_N_FEATURES; i++)
    if (g_str_equal (name, feature_names[i]))
      return AMENDS_LEXICON_MAX_KINDS + i;
  amends_json_reader_fail (reader, name, AMENDS_INPUT_ERROR_VALUE,
                           _ ("No phrase of the lexicons has the kind “%s”."), name);
  return -1;
}

static void
read_model (AmendsJsonReader *reader,
            const AmendsLexicon *lexicon,
            const char *name,
            AmendsScoreModel *model)
{
  if (!amends_json_reader_enter_object (reader, name, AMENDS_JSON_REQUIRED))
    return;
  model->bias = amends_json_reader_get_double (reader, "bias", AMENDS_JSON_REQUIRED, -20, 20, 0);
  if (amends_json_reader_enter_object (reader, "weights", AMENDS_JSON_REQUIRED))
    {
      g_autoptr (GPtrArray) kinds = amends_json_reader_list_members (reader);

      for (guint i = 0; i < kinds->len; i++)
        {
          const char *kind = g_ptr_array_index (kinds, i);
          double weight =
              amends_json_reader_get_double (reader, kind, AMENDS_JSON_REQUIRED, -20, 20, 0);
          int feature = find_feature (reader, lexicon, kind);

          if (feature >= 0)
            model->weights[feature] = weight;
        }
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_scores (AmendsClassifierPolicy *self, AmendsJsonReader *reader, const AmendsLexicon *lexicon)
{
  if (!amends_json_reader_enter_object (reader, "scores", AMENDS_JSON_REQUIRED))
    return;
  read_model (reader, lexicon, "complaint", &self->complaint);
  read_model (reader, lexicon, "anger", &self->anger);
  read_model (reader, lexicon, "urgency", &self->urgency);
  read_model (reader, lexicon, "churn", &self->churn);
  read_model (reader, lexicon, "positive", &self->positive);
  read_model (reader, lexicon, "negative", &self->negative);
  amends_json_reader_leave (reader);
}

static void
read_categories (AmendsClassifierPolicy *self,
                 AmendsJsonReader *reader,
                 const AmendsLexicon *lexicon)
{
  self->fallback = amends_json_reader_get_enum (reader, "fallback_category", AMENDS_JSON_REQUIRED,
                                                AMENDS_TYPE_CATEGORY, AMENDS_CATEGORY_TECHNICAL);
  if (!amends_json_reader_enter_object (reader, "categories", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = AMENDS_CATEGORY_TECHNICAL; i < AMENDS_N_CATEGORIES; i++)
    {
      const char *nick = amends_enum_get_nick (AMENDS_TYPE_CATEGORY, i);
      g_autofree char *kind = g_strconcat ("category.", nick, NULL);

      self->category_kinds[i] = amends_lexicon_find_kind (lexicon, kind);
      if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
        return;
      self->reasons[i] = amends_json_reader_get_enum (reader, "reason", AMENDS_JSON_OPTIONAL,
                                                      AMENDS_TYPE_REASON, AMENDS_REASON_UNKNOWN);
      self->category_weights[i] =
          amends_json_reader_get_double (reader, "weight", AMENDS_JSON_OPTIONAL, 0, 1, 1);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_topics (AmendsClassifierPolicy *self, AmendsJsonReader *reader, const AmendsLexicon *lexicon)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (!amends_json_reader_enter_object (reader, "topics", AMENDS_JSON_REQUIRED))
    return;
  ids = amends_json_reader_list_members (reader);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *name = g_strconcat ("topic.", id, NULL);
      int kind = amends_lexicon_find_kind (lexicon, name);
      AmendsTopicRule topic = { .kind = MAX (kind, 0) };

      if (!amends_json_reader_enter_object (reader, id, AMENDS_JSON_REQUIRED))
        return;
      if (kind < 0)
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("No phrase of the lexicons has the kind “%s”."), name);
      topic.category = amends_json_reader_get_enum (reader, "category", AMENDS_JSON_REQUIRED,
                                                    AMENDS_TYPE_CATEGORY, AMENDS_CATEGORY_UNKNOWN);
      topic.reason = amends_json_reader_get_enum (reader, "reason", AMENDS_JSON_REQUIRED,
                                                  AMENDS_TYPE_REASON, AMENDS_REASON_UNKNOWN);
      topic.weight =
          amends_json_reader_get_double (reader, "weight", AMENDS_JSON_REQUIRED, 0, 1, 1);
      topic.id = g_strdup (id);
      g_array_append_val (self->topics, topic);
      if (amends_json_reader_failed (reader))
        return;
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_severity (AmendsClassifierPolicy *self, AmendsJsonReader *reader, const AmendsLexicon *lexicon)
{
  static const Field fields[] = {
    FIELD (AmendsSeverityRules, base, 1),
    FIELD (AmendsSeverityRules, complaint, 1),
    FIELD (AmendsSeverityRules, hint_from, 1),
    FIELD (AmendsSeverityRules, hint_gain, 5),
    FIELD (AmendsSeverityRules, small_from, 1),
    FIELD (AmendsSeverityRules, small_unless_high, 1),
    FIELD (AmendsSeverityRules, small_unless_critical, 1),
    FIELD (AmendsSeverityRules, small_at_most, 1),
    FIELD (AmendsSeverityRules, easy_from, 1),
    FIELD (AmendsSeverityRules, easy_unless_critical, 1),
    FIELD (AmendsSeverityRules, easy_at_most, 1),
    FIELD (AmendsSeverityRules, unstated, 1),
    FIELD (AmendsSeverityRules, unstated_from, 1),
  };

  if (!amends_json_reader_enter_object (reader, "severity", AMENDS_JSON_REQUIRED))
    return;
  g_free (amends_json_reader_dup_string (reader, "origin", AMENDS_JSON_OPTIONAL));
  read_fields (reader, &self->severity, fields, G_N_ELEMENTS (fields));
  for (guint i = AMENDS_SEVERITY_LOW; i < AMENDS_N_SEVERITIES; i++)
    {
      const char *nick = amends_enum_get_nick (AMENDS_TYPE_SEVERITY, i);
      g_autofree char *kind = g_strconcat ("severity-", nick, NULL);

      self->severity_kinds[i] = amends_lexicon_find_kind (lexicon, kind);
      if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
        return;
      self->severity_levels[i] = get_share (reader, "level");
      self->severity_thresholds[i] = get_share (reader, "from");
      self->tracks[i] = amends_json_reader_get_enum (reader, "track", AMENDS_JSON_REQUIRED,
                                                     AMENDS_TYPE_TRACK, AMENDS_TRACK_P3);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_limits (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  static const Field limits[] = {
    FIELD (AmendsLimits, category_floor, 1),  FIELD (AmendsLimits, topic_floor, 1),
    FIELD (AmendsLimits, issue_floor, 1),     FIELD (AmendsLimits, executive, 1),
    FIELD (AmendsLimits, scenario, 1),        FIELD (AmendsLimits, contradiction, 1),
    FIELD (AmendsLimits, decisive, 1),        FIELD (AmendsLimits, ask_category, 1),
    FIELD (AmendsLimits, ask_severity, 1),    FIELD (AmendsLimits, short_words, 1000),
    FIELD (AmendsLimits, little_words, 1000), FIELD (AmendsLimits, enough_words, 1000),
  };
  static const Field sources[] = {
    FIELD (AmendsSourceWeights, statement, 1),
    FIELD (AmendsSourceWeights, subject, 1),
    FIELD (AmendsSourceWeights, impact, 1),
    FIELD (AmendsSourceWeights, underlying_issue, 1),
  };
  static const Field confidence[] = {
    FIELD (AmendsConfidenceWeights, base, 1),
    FIELD (AmendsConfidenceWeights, category, 1),
    FIELD (AmendsConfidenceWeights, margin, 1),
    FIELD (AmendsConfidenceWeights, severity, 1),
    FIELD (AmendsConfidenceWeights, length, 1),
    FIELD (AmendsConfidenceWeights, contradiction, 1),
    { "short", G_STRUCT_OFFSET (AmendsConfidenceWeights, short_text), 1 },
  };
  static const Field triggers[] = {
    FIELD (AmendsTriggerRules, cancel_threat_churn, 1),
    FIELD (AmendsTriggerRules, executive_call, 1),
    FIELD (AmendsTriggerRules, angry_mail_anger, 1),
    FIELD (AmendsTriggerRules, formal_notice_complaint, 1),
    FIELD (AmendsTriggerRules, formal_notice_legal, 1),
    FIELD (AmendsTriggerRules, executive_involved, 1),
  };

  static const Field turns[] = {
    FIELD (AmendsTurnRules, full, 20),          FIELD (AmendsTurnRules, category, 1),
    FIELD (AmendsTurnRules, category_gain, 10), FIELD (AmendsTurnRules, severity, 1),
    FIELD (AmendsTurnRules, medium_from, 1),    FIELD (AmendsTurnRules, high_from, 1),
    FIELD (AmendsTurnRules, critical_from, 1),  FIELD (AmendsTurnRules, quote, 1),
  };

  read_section (reader, "turns", &self->turns, turns, G_N_ELEMENTS (turns));
  read_section (reader, "limits", &self->limits, limits, G_N_ELEMENTS (limits));
  read_section (reader, "sources", &self->sources, sources, G_N_ELEMENTS (sources));
  read_section (reader, "confidence", &self->confidence, confidence, G_N_ELEMENTS (confidence));
  read_section (reader, "triggers", &self->triggers, triggers, G_N_ELEMENTS (triggers));
}

static void
read_emotions (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  static const Field fields[] = {
    FIELD (AmendsEmotionRules, calm_at_most, 1),
    FIELD (AmendsEmotionRules, angry_from, 1),
    FIELD (AmendsEmotionRules, frustrated_from, 1),
    FIELD (AmendsEmotionRules, frustrated_complaint, 1),
    FIELD (AmendsEmotionRules, concerned_complaint, 1),
  };

  if (!amends_json_reader_enter_object (reader, "emotions", AMENDS_JSON_REQUIRED))
    return;
  read_fields (reader, &self->emotions, fields, G_N_ELEMENTS (fields));
  if (amends_json_reader_enter_object (reader, "floors", AMENDS_JSON_REQUIRED))
    {
      for (guint i = AMENDS_EMOTION_UNKNOWN + 1; i < G_N_ELEMENTS (self->emotions.floors); i++)
        self->emotions.floors[i] =
            get_share (reader, amends_enum_get_nick (AMENDS_TYPE_EMOTION, i));
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_measures (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "measures", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsMeasureRule rule = { 0 };

      rule.measure = amends_json_reader_dup_string (reader, "measure", AMENDS_JSON_REQUIRED);
      rule.at_least = amends_json_reader_get_double (reader, "at_least", AMENDS_JSON_REQUIRED, 0,
                                                     G_MAXDOUBLE, 0);
      rule.severity = amends_json_reader_get_enum (reader, "severity", AMENDS_JSON_REQUIRED,
                                                   AMENDS_TYPE_SEVERITY, AMENDS_SEVERITY_UNKNOWN);
      rule.strength = get_share (reader, "strength");
      g_array_append_val (self->measures, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static int
read_kind (AmendsJsonReader *reader, const AmendsLexicon *lexicon, const char *member)
{
  g_autofree char *name = amends_json_reader_dup_string (reader, member, AMENDS_JSON_REQUIRED);
  int kind = name != NULL ? amends_lexicon_find_kind (lexicon, name) : -1;

  if (name != NULL && kind < 0)
    amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_VALUE,
                             _ ("No phrase of the lexicons has the kind “%s”."), name);
  return kind;
}

static void
read_combinations (AmendsClassifierPolicy *self,
                   AmendsJsonReader *reader,
                   const AmendsLexicon *lexicon)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "combinations", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsCombination combination = { .first = read_kind (reader, lexicon, "first"),
                                        .second = read_kind (reader, lexicon, "second"),
                                        .gives = read_kind (reader, lexicon, "gives"),
                                        .strength = get_share (reader, "strength") };

      if (amends_json_reader_failed (reader))
        return;
      g_array_append_val (self->combinations, combination);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_boosts (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "boosts", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      AmendsBoost boost = { 0 };

      boost.id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
      boost.renewal_days = amends_json_reader_get_int (reader, "renewal_within_days",
                                                       AMENDS_JSON_OPTIONAL, 1, 3650, 0);
      boost.segments = amends_policy_read_enum_set (reader, "segment", AMENDS_TYPE_SEGMENT);
      boost.strategic = amends_json_reader_get_boolean (reader, "strategic", FALSE);
      boost.severities = amends_policy_read_enum_set (reader, "severity", AMENDS_TYPE_SEVERITY);
      boost.anger =
          amends_json_reader_get_double (reader, "anger_at_least", AMENDS_JSON_OPTIONAL, 0, 1, 0);
      boost.steps = amends_json_reader_get_int (reader, "steps", AMENDS_JSON_REQUIRED, 1, 2, 1);
      g_array_append_val (self->boosts, boost);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_reasons (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (!amends_json_reader_enter_object (reader, "rules", AMENDS_JSON_REQUIRED))
    return;
  ids = amends_json_reader_list_members (reader);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      AmendsReasonRule *rule;

      if (!amends_json_reader_enter_object (reader, id, AMENDS_JSON_REQUIRED))
        return;
      rule = g_new0 (AmendsReasonRule, 1);
      g_hash_table_insert (self->reason_rules, g_strdup (id), rule);
      rule->target = amends_json_reader_dup_string (reader, "target", AMENDS_JSON_REQUIRED);
      rule->value = amends_json_reader_dup_string (reader, "value", AMENDS_JSON_OPTIONAL);
      rule->text = amends_translations_read (reader, "text", AMENDS_JSON_REQUIRED);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

/* Every rule that the code can fire has its sentence, so that no reason is ever mute. */
static void
check_reasons (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  static const char *const needed[] = {
    "category",
    "topic",
    "measure",
    "category-fallback",
    "severity-complaint",
    "severity-unstated",
    "severity-easy",
    "severity-small",
    "turns-leave",
    "severity-quiet",
    "severity-workaround-none",
    "severity-workaround-hard",
    "severity-workaround-easy",
    "severity-users",
    "track-severity",
    "track-executive",
    "track-churn",
    "executive-contact",
    "executive-signature",
    "trigger",
    "emotion",
    "scenario-default",
    "scenario-very-angry",
    "scenario-fix",
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!g_hash_table_contains (self->reason_rules, needed[i]))
      amends_json_reader_fail (reader, "rules", AMENDS_INPUT_ERROR_MISSING,
                               _ ("The rule “%s” has no text."), needed[i]);
  for (guint i = 0; i < self->boosts->len; i++)
    {
      const char *id = g_array_index (self->boosts, AmendsBoost, i).id;

      if (id != NULL && !g_hash_table_contains (self->reason_rules, id))
        amends_json_reader_fail (reader, "rules", AMENDS_INPUT_ERROR_MISSING,
                                 _ ("The boost “%s” has no text."), id);
    }
}

static void
read_questions (AmendsClassifierPolicy *self, AmendsJsonReader *reader)
{
  static const char *const ids[] = { "little",   "what",   "category",
                                     "severity", "impact", "contradiction" };

  if (!amends_json_reader_enter_object (reader, "questions", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      AmendsTranslations *text = amends_translations_read (reader, ids[i], AMENDS_JSON_REQUIRED);

      if (text != NULL)
        g_hash_table_insert (self->questions, g_strdup (ids[i]), text);
    }
  amends_json_reader_leave (reader);
}

AmendsClassifierPolicy *
amends_classifier_policy_new (AmendsPlaybook *playbook,
                              const AmendsLexicon *lexicon,
                              GError **error)
{
  g_autoptr (AmendsClassifierPolicy) self = g_new0 (AmendsClassifierPolicy, 1);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "classify", error);
  g_autofree char *origin = NULL;

  self->topics = g_array_new (FALSE, FALSE, sizeof (AmendsTopicRule));
  g_array_set_clear_func (self->topics, topic_clear);
  self->measures = g_array_new (FALSE, FALSE, sizeof (AmendsMeasureRule));
  g_array_set_clear_func (self->measures, measure_clear);
  self->combinations = g_array_new (FALSE, FALSE, sizeof (AmendsCombination));
  self->boosts = g_array_new (FALSE, FALSE, sizeof (AmendsBoost));
  g_array_set_clear_func (self->boosts, boost_clear);
  self->reason_rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reason_rule_free);
  self->questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) amends_translations_free);
  if (reader == NULL)
    return NULL;

  origin = amends_json_reader_dup_string (reader, "origin", AMENDS_JSON_REQUIRED);
  read_scores (self, reader, lexicon);
  read_categories (self, reader, lexicon);
  read_topics (self, reader, lexicon);
  read_severity (self, reader, lexicon);
  read_measures (self, reader);
  read_boosts (self, reader);
  read_combinations (self, reader, lexicon);
  read_limits (self, reader);
  read_emotions (self, reader);
  self->churn_flag = get_share (reader, "churn_flag");
  self->churn_track = get_share (reader, "churn_track");
  self->very_angry = get_share (reader, "very_angry");
  self->confident = get_share (reader, "confident");
  read_reasons (self, reader);
  check_reasons (self, reader);
  read_questions (self, reader);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amends_classifier_policy_free (AmendsClassifierPolicy *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->topics);
  g_array_unref (self->measures);
  g_array_unref (self->boosts);
  g_array_unref (self->combinations);
  g_hash_table_unref (self->reason_rules);
  g_hash_table_unref (self->questions);
  g_free (self);
}

double
amends_score_model_apply (const AmendsScoreModel *model, const double *features)
{
  double sum = model->bias;

  for (guint i = 0; i < AMENDS_MAX_FEATURES; i++)
    sum += model->weights[i] * features[i];
  return 1 / (1 + exp (-sum));
}
