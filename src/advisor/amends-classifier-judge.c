/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From texts to features and scores; what facts do to them is in amends-classifier-weigh.c. */

#include "config.h"

#include "amends-classifier-judge.h"

#include <math.h>
#include <string.h>

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-mail-text.h"

double
amends_judgement_get (const AmendsJudgement *self, const AmendsLexicon *lexicon, const char *kind)
{
  int index = amends_lexicon_find_kind (lexicon, kind);

  return index >= 0 ? self->features[index] : 0;
}

void
amends_judgement_fire (AmendsJudgement *self,
                       const AmendsClassifierPolicy *policy,
                       const char *rule,
                       const char *value,
                       const char *fact,
                       double weight,
                       gboolean decided)
{
  const AmendsReasonRule *reason = g_hash_table_lookup (policy->reason_rules, rule);
  AmendsFired fired = { .rule = rule, .hit = -1, .weight = weight, .decided = decided };

  g_return_if_fail (reason != NULL);

  fired.target = reason->target;
  fired.value = value != NULL ? value : reason->value;
  if (fact != NULL)
    {
      g_ptr_array_add (self->facts, g_strdup (fact));
      fired.fact = g_ptr_array_index (self->facts, self->facts->len - 1);
    }
  g_array_append_val (self->fired, fired);
}

/* Marks what is not the writer's own words now. */
static void
silence (AmendsLexiconText *text, const char *statement)
{
  g_autoptr (GArray) parts = NULL;
  guint part = 0;

  if (strchr (statement, '\n') == NULL)
    return;
  parts = amends_mail_text_split (statement);
  for (guint i = 0; i < text->n_tokens; i++)
    {
      const AmendsMailPart *here;

      while (part < parts->len &&
             g_array_index (parts, AmendsMailPart, part).end <= text->tokens[i].start)
        part++;
      if (part == parts->len)
        break;
      here = &g_array_index (parts, AmendsMailPart, part);
      text->tokens[i].silent = here->zone == AMENDS_MAIL_QUOTED ||
                               here->zone == AMENDS_MAIL_SIGNATURE ||
                               here->zone == AMENDS_MAIL_HEADER;
    }
}

static void
read_text (AmendsJudgement *self,
           const AmendsLexicon *lexicon,
           AmendsSource source,
           const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  amends_lexicon_text_init (&self->texts[source], text, amends_lexicon_get_vocabulary (lexicon));
  if (source == AMENDS_SOURCE_STATEMENT)
    silence (&self->texts[source], text);
  self->hits[source] = amends_lexicon_find (lexicon, &self->texts[source]);
}

/* Every further hint of a kind closes part of what is left to certainty. */
static void
add_feature (AmendsJudgement *self, guint kind, double strength)
{
  self->features[kind] = 1 - (1 - self->features[kind]) * (1 - CLAMP (strength, 0, 0.99));
}

/* What the subject and the CSM's own words count beside those of the customer. */
static double
weigh_source (const AmendsClassifierPolicy *policy, AmendsSource source)
{
  switch (source)
    {
    case AMENDS_SOURCE_SUBJECT:
      return policy->sources.subject;
    case AMENDS_SOURCE_IMPACT:
      return policy->sources.impact;
    case AMENDS_SOURCE_ISSUE:
      return policy->sources.underlying_issue;
    case AMENDS_SOURCE_STATEMENT:
    case AMENDS_N_SOURCES:
      break;
    }
  return policy->sources.statement;
}

static const AmendsMeasureRule *
find_measure (const AmendsClassifierPolicy *policy, const char *measure, double number)
{
  const AmendsMeasureRule *best = NULL;

  for (guint i = 0; i < policy->measures->len; i++)
    {
      const AmendsMeasureRule *rule = &g_array_index (policy->measures, AmendsMeasureRule, i);

      if (g_strcmp0 (rule->measure, measure) == 0 && number >= rule->at_least &&
          (best == NULL || rule->at_least > best->at_least))
        best = rule;
    }
  return best;
}

static void
fire_hit (AmendsJudgement *self,
          const AmendsClassifierPolicy *policy,
          const char *rule,
          const char *value,
          AmendsSource source,
          guint hit,
          double weight)
{
  amends_judgement_fire (self, policy, rule, value, NULL, weight, FALSE);
  g_array_index (self->fired, AmendsFired, self->fired->len - 1).hit = hit;
  g_array_index (self->fired, AmendsFired, self->fired->len - 1).source = source;
}

/* What one kind of one hit argues for, if that has a sentence. */
static void
fire_kind (AmendsJudgement *self,
           const AmendsClassifierPolicy *policy,
           const char *name,
           AmendsSource source,
           guint hit,
           double weight)
{
  if (g_str_has_prefix (name, "category."))
    fire_hit (self, policy, "category", name + strlen ("category."), source, hit, weight);
  else if (g_str_has_prefix (name, "topic."))
    fire_hit (self, policy, "topic", name + strlen ("topic."), source, hit, weight);
  else if (g_hash_table_contains (policy->reason_rules, name))
    fire_hit (self, policy, name, NULL, source, hit, weight);
}

static void
add_measure (AmendsJudgement *self,
             const AmendsClassifierPolicy *policy,
             const AmendsLexicon *lexicon,
             AmendsSource source,
             guint index)
{
  const AmendsLexiconHit *hit = &g_array_index (self->hits[source], AmendsLexiconHit, index);
  const char *measure = amends_lexicon_get_measure (lexicon, hit);
  const AmendsMeasureRule *rule =
      measure != NULL ? find_measure (policy, measure, hit->number) : NULL;

  if (rule == NULL)
    return;
  if (policy->severity_kinds[rule->severity] >= 0)
    add_feature (self, policy->severity_kinds[rule->severity], rule->strength * hit->factor);
  fire_hit (self, policy, "measure", amends_enum_get_nick (AMENDS_TYPE_SEVERITY, rule->severity),
            source, index, rule->strength);
}

static void
collect (AmendsJudgement *self,
         const AmendsClassifierPolicy *policy,
         const AmendsLexicon *lexicon,
         AmendsSource source)
{
  GArray *hits = self->hits[source];
  int title = amends_lexicon_find_kind (lexicon, "executive-title");
  double weight = weigh_source (policy, source);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const AmendsLexiconHit *hit = &g_array_index (hits, AmendsLexiconHit, i);
      guint n;
      const AmendsKindStrength *kinds = amends_lexicon_get_kinds (lexicon, hit, &n);

      if (hit->silent || hit->factor <= 0)
        continue;
      for (guint k = 0; k < n; k++)
        {
          double strength = kinds[k].strength * hit->factor * weight;

          if ((int) kinds[k].kind == title)
            continue;
          add_feature (self, kinds[k].kind, strength);
          fire_kind (self, policy, amends_lexicon_get_kind_name (lexicon, kinds[k].kind), source, i,
                     MIN (strength, 1));
        }
      add_measure (self, policy, lexicon, source, i);
    }
}

/* How strongly the hit at @index says @kind; 0 when it does not, or not as the writer's own. */
static double
get_strength (const AmendsLexicon *lexicon, const AmendsLexiconHit *hit, int kind)
{
  guint n;
  const AmendsKindStrength *kinds = amends_lexicon_get_kinds (lexicon, hit, &n);

  for (guint i = 0; i < n && !hit->silent; i++)
    if ((int) kinds[i].kind == kind)
      return kinds[i].strength * hit->factor;
  return 0;
}

/* Two hints in one sentence, none of which would do alone: "end" and "the agreement". */
static void
combine (AmendsJudgement *self, const AmendsClassifierPolicy *policy, const AmendsLexicon *lexicon)
{
  const AmendsLexiconToken *tokens = self->texts[AMENDS_SOURCE_STATEMENT].tokens;
  GArray *hits = self->hits[AMENDS_SOURCE_STATEMENT];

  for (guint c = 0; hits != NULL && c < policy->combinations->len; c++)
    {
      const AmendsCombination *rule = &g_array_index (policy->combinations, AmendsCombination, c);
      double best = 0;
      guint best_hit = 0;

      if (self->features[rule->first] <= 0 || self->features[rule->second] <= 0)
        continue;
      for (guint i = 0; i < hits->len; i++)
        {
          const AmendsLexiconHit *one = &g_array_index (hits, AmendsLexiconHit, i);
          double strength = get_strength (lexicon, one, rule->first);

          for (guint k = strength > 0 ? 0 : hits->len; k < hits->len; k++)
            {
              const AmendsLexiconHit *two = &g_array_index (hits, AmendsLexiconHit, k);
              double both = strength * get_strength (lexicon, two, rule->second);

              if (both > best && tokens[one->first].sentence == tokens[two->first].sentence &&
                  (one->first > two->last || two->first > one->last))
                {
                  best = both;
                  best_hit = i;
                }
            }
        }
      if (best <= 0)
        continue;
      add_feature (self, rule->gives, best * rule->strength);
      fire_kind (self, policy, amends_lexicon_get_kind_name (lexicon, rule->gives),
                 AMENDS_SOURCE_STATEMENT, best_hit, best * rule->strength);
    }
}

/* A title in the block below the closing formula is the writer's own. */
static void
read_signature (AmendsJudgement *self,
                const AmendsClassifierPolicy *policy,
                const AmendsLexicon *lexicon,
                const AmendsClassifierInput *input)
{
  int title = amends_lexicon_find_kind (lexicon, "executive-title");
  g_autoptr (GArray) parts = NULL;
  GArray *hits = self->hits[AMENDS_SOURCE_STATEMENT];

  if (title < 0 || hits == NULL || strchr (input->statement, '\n') == NULL)
    return;
  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsLexiconHit *hit = &g_array_index (hits, AmendsLexiconHit, i);
      guint start;

      if (!hit->silent || !amends_lexicon_hit_has (lexicon, hit, title))
        continue;
      start = self->texts[AMENDS_SOURCE_STATEMENT].tokens[hit->first].start;
      if (parts == NULL)
        parts = amends_mail_text_split (input->statement);
      for (guint k = 0; k < parts->len; k++)
        {
          const AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, k);

          if (part->zone == AMENDS_MAIL_SIGNATURE && part->start <= start && start < part->end &&
              !self->executive)
            {
              self->executive = TRUE;
              fire_hit (self, policy, "executive-signature", NULL, AMENDS_SOURCE_STATEMENT, i, 0.9);
            }
        }
    }
}

static void
add_text_features (AmendsJudgement *self, const AmendsLexicon *lexicon)
{
  const AmendsLexiconText *text = &self->texts[AMENDS_SOURCE_STATEMENT];
  double *features = self->features + AMENDS_LEXICON_MAX_KINDS;
  double praise = amends_judgement_get (self, lexicon, "positive");
  double blame = MAX (amends_judgement_get (self, lexicon, "anger"),
                      amends_judgement_get (self, lexicon, "problem"));

  features[AMENDS_FEATURE_EXCLAMATIONS] = MIN (text->n_exclamations, 3) / 3.0;
  features[AMENDS_FEATURE_CAPITALS] =
      text->n_words > 4 ? MIN (1, 2.0 * text->n_upper / text->n_words) : 0;
  features[AMENDS_FEATURE_QUESTION] = text->n_questions > 0;
  features[AMENDS_FEATURE_SHORT] = text->n_words < 6;
  features[AMENDS_FEATURE_SARCASM] =
      MIN (praise, MAX (blame, amends_judgement_get (self, lexicon, "sarcasm")));
}

static void
add_turn_features (AmendsJudgement *self, const AmendsClassifierPolicy *policy)
{
  static const struct
  {
    AmendsFeature feature;
    AmendsTurn turn;
  } heard[] = {
    { AMENDS_FEATURE_TURNS_LEAVE, AMENDS_TURN_LEAVE },
    { AMENDS_FEATURE_TURNS_COMPLAINT, AMENDS_TURN_COMPLAINT },
    { AMENDS_FEATURE_TURNS_ANGER, AMENDS_TURN_ANGER },
  };
  double full = MAX (policy->turns.full, 0.1);

  for (guint i = 0; i < G_N_ELEMENTS (heard); i++)
    self->features[AMENDS_LEXICON_MAX_KINDS + heard[i].feature] = CLAMP (
        (self->turns.logits[heard[i].turn] - self->turns.usual[heard[i].turn]) / full, -1, 1);
}

/* The words that argue most for leaving, where the model heard it. */
static void
fire_turn (AmendsJudgement *self, const AmendsClassifierPolicy *policy)
{
  double leave = amends_turns_get (&self->turns, AMENDS_TURN_LEAVE);
  AmendsFired *fired;

  if (!self->turns.quoted || leave < policy->turns.quote)
    return;
  amends_judgement_fire (self, policy, "turns-leave", NULL, NULL, leave, FALSE);
  fired = &g_array_index (self->fired, AmendsFired, self->fired->len - 1);
  fired->turn = TRUE;
  fired->first = self->turns.first;
  fired->last = self->turns.last;
}

/* 0 to 1: how much more than usual the turns of phrase speak for @category. Rare categories would
 * otherwise never be named. */
static double
hear_category (const AmendsJudgement *self,
               const AmendsClassifierPolicy *policy,
               AmendsCategory category)
{
  AmendsTurn turn = AMENDS_TURN_TECHNICAL + (category - AMENDS_CATEGORY_TECHNICAL);
  double more = self->turns.logits[turn] - self->turns.usual[turn];

  return self->turns.known ? MAX (0, tanh (more * policy->turns.category_gain)) : 0;
}

/* Who complains of one thing mentions others; the strongest names the case. */
static void
judge_category (AmendsJudgement *self, const AmendsClassifierPolicy *policy)
{
  double best_topic = 0, best = 0;
  const AmendsTopicRule *main_topic = NULL;

  for (guint i = AMENDS_CATEGORY_TECHNICAL; i < AMENDS_N_CATEGORIES; i++)
    if (policy->category_kinds[i] >= 0)
      self->categories[i] = self->features[policy->category_kinds[i]];
  for (guint i = 0; i < policy->topics->len; i++)
    {
      const AmendsTopicRule *topic = &g_array_index (policy->topics, AmendsTopicRule, i);
      double strength = self->features[topic->kind];

      self->categories[topic->category] =
          1 - (1 - self->categories[topic->category]) * (1 - topic->weight * strength);
    }
  for (guint i = AMENDS_CATEGORY_TECHNICAL; i < AMENDS_N_CATEGORIES; i++)
    {
      double turn = hear_category (self, policy, i);

      self->categories[i] = 1 - (1 - self->categories[i]) * (1 - policy->turns.category * turn);
    }
  for (guint i = AMENDS_CATEGORY_TECHNICAL; i < AMENDS_N_CATEGORIES; i++)
    {
      double score = self->categories[i] * policy->category_weights[i];

      if (score > best)
        {
          best = score;
          self->category = i;
        }
    }
  if (best < policy->limits.category_floor)
    {
      self->category = policy->fallback;
      amends_judgement_fire (self, policy, "category-fallback",
                             amends_enum_get_nick (AMENDS_TYPE_CATEGORY, self->category), NULL, 0.1,
                             TRUE);
    }
  for (guint i = 0; i < policy->topics->len; i++)
    {
      const AmendsTopicRule *topic = &g_array_index (policy->topics, AmendsTopicRule, i);
      double strength = self->features[topic->kind];

      if (topic->category == self->category && strength > best_topic &&
          strength >= policy->limits.topic_floor)
        {
          best_topic = strength;
          main_topic = topic;
        }
    }
  self->topic = main_topic != NULL ? main_topic->id : NULL;
  self->reason = main_topic != NULL ? main_topic->reason : policy->reasons[self->category];
}

static void
judge_scores (AmendsJudgement *self, const AmendsClassifierPolicy *policy)
{
  const double *features = self->features;
  double positive, negative;

  self->complaint = amends_score_model_apply (&policy->complaint, features);
  self->anger = amends_score_model_apply (&policy->anger, features);
  self->urgency = amends_score_model_apply (&policy->urgency, features);
  self->churn_score = amends_score_model_apply (&policy->churn, features);
  positive = amends_score_model_apply (&policy->positive, features);
  negative = amends_score_model_apply (&policy->negative, features);
  self->sentiment = CLAMP (positive - negative, -1, 1);
}

/* How much there is to go on, and whether it points one way. */
static void
judge_confidence (AmendsJudgement *self,
                  const AmendsClassifierPolicy *policy,
                  const AmendsLexicon *lexicon)
{
  const AmendsLexiconText *text = &self->texts[AMENDS_SOURCE_STATEMENT];
  const AmendsConfidenceWeights *weights = &policy->confidence;
  const AmendsLimits *limits = &policy->limits;
  double first = 0, second = 0, severity = 0;
  guint n_words = text->n_words + self->texts[AMENDS_SOURCE_SUBJECT].n_words;
  double length = MIN (1, n_words / MAX (1, limits->enough_words));
  static const char *const levels[] = { "severity-critical", "severity-high", "severity-medium",
                                        "severity-low" };

  for (guint i = AMENDS_CATEGORY_TECHNICAL; i < AMENDS_N_CATEGORIES; i++)
    {
      second = MAX (second, MIN (first, self->categories[i]));
      first = MAX (first, self->categories[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    severity = MAX (severity, amends_judgement_get (self, lexicon, levels[i]));
  self->contradictory =
      amends_judgement_get (self, lexicon, "severity-critical") >= limits->contradiction &&
      amends_judgement_get (self, lexicon, "severity-low") >= limits->contradiction;
  self->confidence = weights->base + weights->category * first +
                     weights->margin * (first - second) + weights->severity * severity +
                     weights->length * length;
  if (self->contradictory)
    self->confidence *= weights->contradiction;
  if (text->n_words < limits->short_words)
    self->confidence *= weights->short_text;
  self->confidence = CLAMP (self->confidence, 0, 0.99);
}

void
amends_judgement_init (AmendsJudgement *self,
                       const AmendsClassifierPolicy *policy,
                       const AmendsLexicon *lexicon,
                       const AmendsTurns *turns,
                       const AmendsClassifierInput *input,
                       gboolean executive_contact)
{
  const AmendsEscalation *intake = input->escalation;
  const AmendsLexiconText *statement;

  memset (self, 0, sizeof *self);
  self->fired = g_array_sized_new (FALSE, FALSE, sizeof (AmendsFired), 32);
  self->facts = g_ptr_array_new_with_free_func (g_free);
  read_text (self, lexicon, AMENDS_SOURCE_STATEMENT, input->statement);
  read_text (self, lexicon, AMENDS_SOURCE_SUBJECT, input->subject);
  if (intake != NULL)
    {
      read_text (self, lexicon, AMENDS_SOURCE_IMPACT, intake->impact);
      read_text (self, lexicon, AMENDS_SOURCE_ISSUE, intake->underlying_issue);
    }
  statement = &self->texts[AMENDS_SOURCE_STATEMENT];
  self->chinese = statement->n_cjk * 10 >= statement->n_words * 3 && statement->n_cjk > 0;
  self->executive = executive_contact;
  amends_turns_judge (turns, statement, self->chinese, &self->turns);

  for (guint i = 0; i < AMENDS_N_SOURCES; i++)
    collect (self, policy, lexicon, i);
  combine (self, policy, lexicon);
  read_signature (self, policy, lexicon, input);
  add_text_features (self, lexicon);
  add_turn_features (self, policy);
  judge_scores (self, policy);
  judge_category (self, policy);
  judge_confidence (self, policy, lexicon);
  fire_turn (self, policy);
  amends_judgement_weigh (self, policy, lexicon, input);
}

void
amends_judgement_clear (AmendsJudgement *self)
{
  for (guint i = 0; i < AMENDS_N_SOURCES; i++)
    {
      amends_lexicon_text_clear (&self->texts[i]);
      g_clear_pointer (&self->hits[i], g_array_unref);
    }
  g_clear_pointer (&self->fired, g_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
}
