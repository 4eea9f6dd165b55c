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
  AmendsTurns *turns;             /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsClassifier, amends_classifier, G_TYPE_OBJECT)

static void
amends_classifier_finalize (GObject *object)
{
  AmendsClassifier *self = AMENDS_CLASSIFIER (object);

  g_clear_pointer (&self->turns, amends_turns_free);
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
  self->turns = amends_turns_new (playbook, error);
  if (self->turns == NULL)
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
  if (fired->turn)
    {
      const AmendsLexiconText *text = &judgement->texts[AMENDS_SOURCE_STATEMENT];

      rule->start = text->tokens[fired->first].start;
      rule->end = text->tokens[fired->last].end;
      rule->phrase = amends_lexicon_text_dup (text, rule->start, rule->end);
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

/* Whether a stronger rule has already said the same of the same words. */
static gboolean
is_repeated (const AmendsJudgement *judgement, guint index)
{
  const AmendsFired *fired = &g_array_index (judgement->fired, AmendsFired, index);
  const AmendsLexiconHit *hit;

  if (fired->hit < 0)
    return FALSE;
  hit = &g_array_index (judgement->hits[fired->source], AmendsLexiconHit, fired->hit);
  for (guint i = 0; i < index && i < 2 * MAX_RULES; i++)
    {
      const AmendsFired *earlier = &g_array_index (judgement->fired, AmendsFired, i);
      const AmendsLexiconHit *other;

      if (earlier->hit < 0 || earlier->source != fired->source ||
          strcmp (earlier->rule, fired->rule) != 0 || g_strcmp0 (earlier->value, fired->value) != 0)
        continue;
      other = &g_array_index (judgement->hits[fired->source], AmendsLexiconHit, earlier->hit);
      if (hit->first <= other->last && other->first <= hit->last)
        return TRUE;
    }
  return FALSE;
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
  for (guint i = 0; i < judgement->fired->len && n < MAX_RULES; i++)
    if (!is_repeated (judgement, i))
      rules[n++] =
          make_rule (self, judgement, &g_array_index (judgement->fired, AmendsFired, i), language);
  g_list_store_splice (result->rules, 0, 0, rules, n);
  for (guint i = 0; i < n; i++)
    g_object_unref (rules[i]);
}

/* Words that say one thing, before a record is made of them. */
typedef struct
{
  const char *kind;
  guint first; /* token */
  guint last;  /* token, included */
  double strength;
} Quote;

/* All ways of leaving are one family: nobody needs to read of the same words twice. */
static gboolean
is_same_family (const char *one, const char *two)
{
  return strcmp (one, two) == 0 ||
         (g_str_has_prefix (one, "churn-") && g_str_has_prefix (two, "churn-"));
}

/* Joins @quote to an earlier one whose words it shares or follows; FALSE if there is none. */
static gboolean
join_quote (GArray *quotes, const Quote *quote)
{
  for (guint i = quotes->len; i-- > 0;)
    {
      Quote *other = &g_array_index (quotes, Quote, i);

      if (!is_same_family (other->kind, quote->kind) || quote->first > other->last + 1 ||
          other->first > quote->last + 1)
        continue;
      if (quote->strength > other->strength ||
          (quote->strength == other->strength &&
           quote->last - quote->first > other->last - other->first))
        other->kind = quote->kind;
      other->strength = MAX (other->strength, quote->strength);
      other->first = MIN (other->first, quote->first);
      other->last = MAX (other->last, quote->last);
      return TRUE;
    }
  return FALSE;
}

/* Leaving was heard, but no phrase of the lexicon says it: the words that argued most for it. */
static void
add_turn_quote (const AmendsJudgement *judgement, GArray *quotes)
{
  Quote quote = { "churn-indirect", judgement->turns.first, judgement->turns.last,
                  judgement->churn_score };

  if (!judgement->churn || !judgement->turns.quoted || quotes->len >= MAX_SIGNALS)
    return;
  for (guint i = 0; i < quotes->len; i++)
    if (g_str_has_prefix (g_array_index (quotes, Quote, i).kind, "churn-"))
      return;
  g_array_append_val (quotes, quote);
}

static void
add_signals (AmendsClassifier *self, AmendsJudgement *judgement, AmendsClassification *result)
{
  GArray *hits = judgement->hits[AMENDS_SOURCE_STATEMENT];
  const AmendsLexiconText *text = &judgement->texts[AMENDS_SOURCE_STATEMENT];
  g_autoptr (GArray) quotes = g_array_new (FALSE, FALSE, sizeof (Quote));
  gpointer found[MAX_SIGNALS];

  for (guint i = 0; hits != NULL && i < hits->len && quotes->len < MAX_SIGNALS; i++)
    {
      const AmendsLexiconHit *hit = &g_array_index (hits, AmendsLexiconHit, i);
      guint n_kinds;
      const AmendsKindStrength *kinds = amends_lexicon_get_kinds (self->lexicon, hit, &n_kinds);
      Quote quote = { .first = hit->first, .last = hit->last };

      if (hit->silent || hit->factor <= 0 || n_kinds == 0)
        continue;
      quote.kind = amends_lexicon_get_kind_name (self->lexicon, kinds[0].kind);
      /* A cue says something only together with another. */
      if (g_str_has_prefix (quote.kind, "cue-"))
        continue;
      quote.strength = MIN (1, kinds[0].strength * hit->factor);
      if (!join_quote (quotes, &quote))
        g_array_append_val (quotes, quote);
    }
  add_turn_quote (judgement, quotes);
  for (guint i = 0; i < quotes->len; i++)
    {
      const Quote *quote = &g_array_index (quotes, Quote, i);
      AmendsSignal *signal = g_object_new (AMENDS_TYPE_SIGNAL, NULL);

      signal->kind = g_strdup (quote->kind);
      signal->start = text->tokens[quote->first].start;
      signal->end = text->tokens[quote->last].end;
      signal->phrase = amends_lexicon_text_dup (text, signal->start, signal->end);
      signal->strength = quote->strength;
      found[i] = signal;
    }
  g_list_store_splice (result->signals, 0, 0, found, quotes->len);
  for (guint i = 0; i < quotes->len; i++)
    g_object_unref (found[i]);
}

/* The rule of the customer's own words that argues most for @topic; with NULL for the category. */
static const AmendsFired *
find_strongest (const AmendsJudgement *judgement, const char *target, const char *value)
{
  const AmendsFired *best = NULL;

  for (guint i = 0; i < judgement->fired->len; i++)
    {
      const AmendsFired *fired = &g_array_index (judgement->fired, AmendsFired, i);

      if (fired->hit >= 0 && fired->source == AMENDS_SOURCE_STATEMENT &&
          strcmp (fired->target, target) == 0 && g_strcmp0 (fired->value, value) == 0 &&
          (best == NULL || fired->weight > best->weight))
        best = fired;
    }
  return best;
}

static void
add_issue (const AmendsJudgement *judgement,
           AmendsClassification *result,
           const AmendsFired *fired,
           const char *topic,
           AmendsCategory category,
           AmendsReason reason)
{
  g_autoptr (AmendsIssue) issue = g_object_new (AMENDS_TYPE_ISSUE, NULL);
  const AmendsLexiconText *text = &judgement->texts[AMENDS_SOURCE_STATEMENT];
  const AmendsLexiconHit *hit =
      &g_array_index (judgement->hits[AMENDS_SOURCE_STATEMENT], AmendsLexiconHit, fired->hit);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (result->issues));

  issue->topic = g_strdup (topic);
  issue->category = category;
  issue->reason = reason;
  issue->phrase = dup_phrase (judgement, AMENDS_SOURCE_STATEMENT, fired->hit);
  issue->start = text->tokens[hit->first].start;
  issue->end = text->tokens[hit->last].end;
  /* Two names for the same words are one matter. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsIssue) other = g_list_model_get_item (G_LIST_MODEL (result->issues), i);

      if (issue->start < other->end && other->start < issue->end)
        return;
    }
  g_list_store_append (result->issues, issue);
}

static int
compare_topics (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const double *features = user_data;
  double one = features[(*(const AmendsTopicRule *const *) a)->kind];
  double two = features[(*(const AmendsTopicRule *const *) b)->kind];

  return one < two ? 1 : one > two ? -1 : 0;
}

/* What the case is about first, then what else the message raises. */
static void
add_issues (AmendsClassifier *self, AmendsJudgement *judgement, AmendsClassification *result)
{
  const AmendsClassifierPolicy *policy = self->policy;
  g_autoptr (GPtrArray) topics = g_ptr_array_new ();
  const AmendsFired *fired;

  fired = judgement->topic != NULL
              ? find_strongest (judgement, "topic", judgement->topic)
              : find_strongest (judgement, "category",
                                amends_enum_get_nick (AMENDS_TYPE_CATEGORY, judgement->category));
  if (fired != NULL)
    add_issue (judgement, result, fired, judgement->topic, judgement->category, judgement->reason);
  for (guint i = 0; i < policy->topics->len; i++)
    {
      AmendsTopicRule *topic = &g_array_index (policy->topics, AmendsTopicRule, i);

      if (judgement->features[topic->kind] >= policy->limits.issue_floor &&
          g_strcmp0 (topic->id, judgement->topic) != 0)
        g_ptr_array_add (topics, topic);
    }
  g_ptr_array_sort_with_data (topics, compare_topics, judgement->features);
  for (guint i = 0; i < topics->len; i++)
    {
      const AmendsTopicRule *topic = g_ptr_array_index (topics, i);

      fired = find_strongest (judgement, "topic", topic->id);
      if (fired != NULL)
        add_issue (judgement, result, fired, topic->id, topic->category, topic->reason);
    }
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
  const AmendsLimits *limits = &policy->limits;

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
  if (best < limits->category_floor &&
      judgement->texts[AMENDS_SOURCE_STATEMENT].n_words < limits->little_words)
    {
      ASK ("little");
      ASK ("what");
    }
  else if (best < limits->ask_category)
    ASK ("category");
  if (severity < limits->ask_severity)
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

  amends_judgement_init (&judgement, self->policy, self->lexicon, self->turns, input,
                         input->contact != NULL &&
                             amends_classifier_is_executive (self, input->contact));
  result = make_classification (&judgement);
  add_rules (self, &judgement, result, input->language);
  add_signals (self, &judgement, result);
  add_issues (self, &judgement, result);
  add_questions (self, &judgement, result, input->language);
  return result;
}
