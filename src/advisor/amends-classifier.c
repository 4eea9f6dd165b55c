/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classification: judges, then puts the result and its reasons into records. */

#include "config.h"

#include "amends-classifier.h"

#include <math.h>
#include <string.h>

#include "amends-classifier-judge.h"
#include "amends-classifier-policy.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

/* Nobody reads more reasons than this, and a text of a megabyte has as many as it has words. */
#define MAX_RULES 40
#define MAX_SIGNALS 60

struct _AmendsClassifier
{
  GObject parent_instance;

  AmendsLexicon *lexicon;         /* (owned) */
  AmendsClassifierPolicy *policy; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsClassifier, amends_classifier, G_TYPE_OBJECT)

static void
amends_classifier_finalize (GObject *object)
{
  AmendsClassifier *self = AMENDS_CLASSIFIER (object);

  g_clear_pointer (&self->policy, amends_classifier_policy_free);
  g_clear_pointer (&self->lexicon, amends_lexicon_free);
  G_OBJECT_CLASS (amends_classifier_parent_class)->finalize (object);
}

static void
amends_classifier_class_init (AmendsClassifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_classifier_finalize;
}

static void
amends_classifier_init (AmendsClassifier *self)
{
}

AmendsClassifier *
amends_classifier_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsClassifier) self = NULL;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (playbook), NULL);

  self = g_object_new (AMENDS_TYPE_CLASSIFIER, NULL);
  self->lexicon = amends_lexicon_new (playbook, error);
  if (self->lexicon == NULL)
    return NULL;
  self->policy = amends_classifier_policy_new (playbook, self->lexicon, error);
  if (self->policy == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

const AmendsLexicon *
amends_classifier_get_lexicon (AmendsClassifier *self)
{
  g_return_val_if_fail (AMENDS_IS_CLASSIFIER (self), NULL);

  return self->lexicon;
}

gboolean
amends_classifier_is_executive_title (AmendsClassifier *self, const char *title)
{
  g_auto (AmendsLexiconText) text = { 0 };
  g_autoptr (GArray) hits = NULL;
  int kind;

  g_return_val_if_fail (AMENDS_IS_CLASSIFIER (self), FALSE);

  kind = amends_lexicon_find_kind (self->lexicon, "executive-title");
  if (title == NULL || kind < 0)
    return FALSE;
  amends_lexicon_text_init (&text, title, amends_lexicon_get_vocabulary (self->lexicon));
  hits = amends_lexicon_find (self->lexicon, &text);
  for (guint i = 0; i < hits->len; i++)
    if (amends_lexicon_hit_has (self->lexicon, &g_array_index (hits, AmendsLexiconHit, i), kind))
      return TRUE;
  return FALSE;
}

gboolean
amends_classifier_is_executive (AmendsClassifier *self, AmendsContact *contact)
{
  g_return_val_if_fail (AMENDS_IS_CLASSIFIER (self), FALSE);
  g_return_val_if_fail (AMENDS_IS_CONTACT (contact), FALSE);

  switch (contact->executive)
    {
    case AMENDS_EXECUTIVE_YES:
      return TRUE;
    case AMENDS_EXECUTIVE_NO:
      return FALSE;
    case AMENDS_EXECUTIVE_DERIVED:
      break;
    }
  return contact->role == AMENDS_CONTACT_ROLE_EXECUTIVE ||
         amends_classifier_is_executive_title (self, contact->title);
}

/* (transfer full): the words of a hit, as written. */
static char *
dup_phrase (const AmendsJudgement *judgement, AmendsSource source, guint index)
{
  const AmendsLexiconText *text = &judgement->texts[source];
  const AmendsLexiconHit *hit = &g_array_index (judgement->hits[source], AmendsLexiconHit, index);

  return amends_lexicon_text_dup (text, text->tokens[hit->first].start,
                                  text->tokens[hit->last].end);
}

/* (transfer full): @wording with {phrase}, {fact} and {value} filled in. */
static char *
fill (const char *wording, const char *phrase, const char *fact, const char *value)
{
  GString *text = g_string_new (wording);

  /* What is filled in last may hold anything, braces too. */
  g_string_replace (text, "{value}", value != NULL ? value : "", 0);
  if (strstr (wording, "{fact}") != NULL)
    g_string_replace (text, "{fact}", fact != NULL ? fact : "—", 1);
  else
    g_string_replace (text, "{phrase}", phrase != NULL ? phrase : "", 1);
  return g_string_free (text, FALSE);
}

static const char *const source_facts[AMENDS_N_SOURCES] = { NULL, "subject", "impact",
                                                            "underlying-issue" };

static AmendsRuleHit *
make_rule (AmendsClassifier *self,
           const AmendsJudgement *judgement,
           const AmendsFired *fired,
           const char *language)
{
  AmendsRuleHit *rule = g_object_new (AMENDS_TYPE_RULE_HIT, NULL);
  const AmendsReasonRule *reason = g_hash_table_lookup (self->policy->reason_rules, fired->rule);

  rule->rule = g_strdup (fired->rule);
  rule->target = g_strdup (fired->target);
  rule->value = g_strdup (fired->value);
  rule->weight = fired->weight;
  rule->decided = fired->decided;
  if (fired->hit >= 0)
    {
      const AmendsLexiconText *text = &judgement->texts[fired->source];
      const AmendsLexiconHit *hit =
          &g_array_index (judgement->hits[fired->source], AmendsLexiconHit, fired->hit);

      rule->phrase = dup_phrase (judgement, fired->source, fired->hit);
      if (fired->source == AMENDS_SOURCE_STATEMENT)
        {
          rule->start = text->tokens[hit->first].start;
          rule->end = text->tokens[hit->last].end;
        }
    }
  rule->fact = g_strdup (fired->hit >= 0 ? source_facts[fired->source] : fired->fact);
  rule->text = fill (amends_translations_get (reason->text, language), rule->phrase, fired->fact,
                     fired->value);
  return rule;
}

static int
compare_fired (gconstpointer a, gconstpointer b)
{
  const AmendsFired *one = a;
  const AmendsFired *two = b;

  if (one->decided != two->decided)
    return one->decided ? -1 : 1;
  if (one->weight != two->weight)
    return one->weight > two->weight ? -1 : 1;
  return 0;
}

static void
add_rules (AmendsClassifier *self,
           AmendsJudgement *judgement,
           AmendsClassification *result,
           const char *language)
{
  gpointer rules[MAX_RULES];
  guint n = 0;

  g_array_sort (judgement->fired, compare_fired);
  for (; n < judgement->fired->len && n < MAX_RULES; n++)
    rules[n] =
        make_rule (self, judgement, &g_array_index (judgement->fired, AmendsFired, n), language);
  g_list_store_splice (result->rules, 0, 0, rules, n);
  for (guint i = 0; i < n; i++)
    g_object_unref (rules[i]);
}

static void
add_signals (AmendsClassifier *self, AmendsJudgement *judgement, AmendsClassification *result)
{
  GArray *hits = judgement->hits[AMENDS_SOURCE_STATEMENT];
  const AmendsLexiconText *text = &judgement->texts[AMENDS_SOURCE_STATEMENT];
  gpointer found[MAX_SIGNALS];
  guint n = 0;

  for (guint i = 0; hits != NULL && i < hits->len && n < MAX_SIGNALS; i++)
    {
      const AmendsLexiconHit *hit = &g_array_index (hits, AmendsLexiconHit, i);
      guint n_kinds;
      const AmendsKindStrength *kinds = amends_lexicon_get_kinds (self->lexicon, hit, &n_kinds);
      AmendsSignal *signal;

      if (hit->silent || hit->factor <= 0 || n_kinds == 0)
        continue;
      signal = g_object_new (AMENDS_TYPE_SIGNAL, NULL);
      signal->kind = g_strdup (amends_lexicon_get_kind_name (self->lexicon, kinds[0].kind));
      signal->phrase = dup_phrase (judgement, AMENDS_SOURCE_STATEMENT, i);
      signal->start = text->tokens[hit->first].start;
      signal->end = text->tokens[hit->last].end;
      signal->strength = MIN (1, kinds[0].strength * hit->factor);
      found[n++] = signal;
    }
  g_list_store_splice (result->signals, 0, 0, found, n);
  for (guint i = 0; i < n; i++)
    g_object_unref (found[i]);
}

static void
add_questions (AmendsClassifier *self,
               const AmendsJudgement *judgement,
               AmendsClassification *result,
               const char *language)
{
  g_autoptr (GPtrArray) questions = NULL;
  double best = 0, severity = 0;
  const AmendsClassifierPolicy *policy = self->policy;

  if (judgement->confidence >= policy->confident)
    return;
  questions = g_ptr_array_new ();
  for (guint i = 0; i < AMENDS_N_CATEGORIES; i++)
    best = MAX (best, judgement->categories[i]);
  for (guint i = AMENDS_SEVERITY_LOW; i < AMENDS_N_SEVERITIES; i++)
    if (policy->severity_kinds[i] >= 0)
      severity = MAX (severity, judgement->features[policy->severity_kinds[i]]);

#define ASK(id)                                                                                    \
  g_ptr_array_add (questions, g_strdup (amends_translations_get (                                  \
                                  g_hash_table_lookup (policy->questions, id), language)))
  if (judgement->contradictory)
    ASK ("contradiction");
  if (best < 0.15 && judgement->texts[AMENDS_SOURCE_STATEMENT].n_words < 6)
    ASK ("what");
  else if (best < 0.4)
    ASK ("category");
  if (severity < 0.3)
    {
      ASK ("severity");
      ASK ("impact");
    }
#undef ASK
  if (questions->len == 0)
    return;
  g_ptr_array_add (questions, NULL);
  result->questions = (char **) g_ptr_array_free (g_steal_pointer (&questions), FALSE);
}

/* Three decimals: what is behind them is noise, and results can be compared. */
static double
shorten (double score)
{
  return round (score * 1000) / 1000;
}

static AmendsClassification *
make_classification (const AmendsJudgement *judgement)
{
  AmendsClassification *result = g_object_new (AMENDS_TYPE_CLASSIFICATION, NULL);

  result->category = judgement->category;
  result->reason = judgement->reason;
  result->scenario = judgement->scenario;
  result->severity = judgement->severity;
  result->track = judgement->track;
  result->executive = judgement->executive;
  result->topic = g_strdup (judgement->topic);
  result->technical = shorten (judgement->categories[AMENDS_CATEGORY_TECHNICAL]);
  result->commercial = shorten (judgement->categories[AMENDS_CATEGORY_COMMERCIAL]);
  result->relationship = shorten (judgement->categories[AMENDS_CATEGORY_RELATIONSHIP]);
  result->executive_score = shorten (judgement->categories[AMENDS_CATEGORY_EXECUTIVE]);
  result->legal = shorten (judgement->categories[AMENDS_CATEGORY_LEGAL]);
  result->severity_score = shorten (judgement->severity_score);
  result->sentiment = shorten (judgement->sentiment);
  result->anger = shorten (judgement->anger);
  result->complaint = shorten (judgement->complaint);
  result->urgency = shorten (judgement->urgency);
  result->churn = judgement->churn;
  result->churn_score = shorten (judgement->churn_score);
  result->emotion = judgement->emotion;
  result->language = g_strdup (judgement->chinese ? "zh-CN" : "en");
  result->confidence = shorten (judgement->confidence);
  return result;
}

AmendsClassification *
amends_classifier_classify (AmendsClassifier *self, const AmendsClassifierInput *input)
{
  g_auto (AmendsJudgement) judgement = { 0 };
  AmendsClassification *result;

  g_return_val_if_fail (AMENDS_IS_CLASSIFIER (self), NULL);
  g_return_val_if_fail (input != NULL, NULL);

  amends_judgement_init (&judgement, self->policy, self->lexicon, input,
                         input->contact != NULL &&
                             amends_classifier_is_executive (self, input->contact));
  result = make_classification (&judgement);
  add_rules (self, &judgement, result, input->language);
  add_signals (self, &judgement, result);
  add_questions (self, &judgement, result, input->language);
  return result;
}
