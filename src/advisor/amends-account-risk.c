/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much an account is at risk: signs become points, points become a line that says why. */

#include "config.h"

#include "amends-account-risk-private.h"

#include "amends-money.h"
#include "amends-text.h"

#include <math.h>
#include <string.h>

/* Rows of one factor. */
#define MOST_EVIDENCE 20
/* Parts of the line that says why. */
#define MOST_REASONS 4
/* Of them, at most so many that rules single out. */
#define MOST_RULES 2
/* A factor below this says nothing in it. */
#define LEAST_REASON 0.3
#define COUNT_BONUS 0.1

G_DEFINE_FINAL_TYPE (AmendsAccountRisk, amends_account_risk, G_TYPE_OBJECT)

/* --- Life ---------------------------------------------------------------------------------------
 */

void
amends_risk_evidence_free (AmendsRiskEvidence *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->text);
  g_free (self->interaction_id);
  g_free (self->escalation_id);
  g_free (self->contact_id);
  g_free (self);
}

AmendsRiskFactor *
amends_risk_factor_new (const char *id)
{
  AmendsRiskFactor *self = g_new0 (AmendsRiskFactor, 1);

  self->id = g_intern_string (id);
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_evidence_free);
  return self;
}

void
amends_risk_factor_free (AmendsRiskFactor *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->summary);
  g_ptr_array_unref (self->evidence);
  g_free (self);
}

void
amends_risk_action_free (AmendsRiskAction *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

void
amends_risk_rule_hit_free (AmendsRiskRuleHit *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

static void
amends_account_risk_finalize (GObject *object)
{
  AmendsAccountRisk *self = AMENDS_ACCOUNT_RISK (object);

  g_clear_object (&self->account);
  g_free (self->reason);
  g_free (self->headline);
  g_free (self->ahead);
  g_ptr_array_unref (self->factors);
  g_ptr_array_unref (self->actions);
  g_ptr_array_unref (self->rules);
  g_strfreev (self->notes);
  G_OBJECT_CLASS (amends_account_risk_parent_class)->finalize (object);
}

static void
amends_account_risk_class_init (AmendsAccountRiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_account_risk_finalize;
}

static void
amends_account_risk_init (AmendsAccountRisk *self)
{
  self->score = AMENDS_UNKNOWN;
  self->change = AMENDS_UNKNOWN;
  self->renewal_days = AMENDS_UNKNOWN;
  self->champion_silent = AMENDS_UNKNOWN;
  self->sentiment = NAN;
  self->factors = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_factor_free);
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_action_free);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_rule_hit_free);
}

/* --- Numbers ------------------------------------------------------------------------------------
 */

/* What one message says in several ways counts once, by the strongest. */
static gboolean
is_outdone (const AmendsSigns *signs, guint index)
{
  const AmendsAccountSign *sign = &g_array_index (signs->signs, AmendsAccountSign, index);

  if (sign->reading == NULL)
    return FALSE;
  for (guint i = 0; i < signs->signs->len; i++)
    {
      const AmendsAccountSign *other = &g_array_index (signs->signs, AmendsAccountSign, i);

      if (i != index && other->reading == sign->reading &&
          other->rule->factor == sign->rule->factor &&
          (other->strength > sign->strength || (other->strength == sign->strength && i < index)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
rule_names (const AmendsRiskRule *rule, const AmendsRiskSign *sign)
{
  for (guint i = 0; rule->signs[i] != NULL; i++)
    if (rule->signs[i] == sign->id)
      return TRUE;
  return FALSE;
}

const AmendsAccountSign *
amends_risk_rule_find_sign (const AmendsRiskRule *rule, const AmendsSigns *signs, int tier)
{
  const AmendsAccountSign *best = NULL;
  gboolean seen[AMENDS_N_FACTORS] = { FALSE };
  guint factors = 0;

  if (rule->tier > 0 && tier > rule->tier)
    return NULL;
  for (guint i = 0; i < signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (signs->signs, AmendsAccountSign, i);

      if (sign->strength < rule->least || !rule_names (rule, sign->rule))
        continue;
      factors += !seen[sign->rule->factor];
      seen[sign->rule->factor] = TRUE;
      if (best == NULL || sign->strength > best->strength)
        best = sign;
    }
  return factors >= rule->together ? best : NULL;
}

void
amends_risk_sum (const AmendsSigns *signs,
                 AmendsRiskRules *rules,
                 const double *weights,
                 int tier,
                 AmendsRiskSum *sum)
{
  double known = 0;
  double rest[AMENDS_N_FACTORS];

  *sum = (AmendsRiskSum){ .score = AMENDS_UNKNOWN };
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      sum->most[i] = weights != NULL ? weights[i] : amends_risk_rules_get_weight (rules, i);
      known += signs->known[i] ? sum->most[i] : 0;
      rest[i] = 1;
    }
  for (guint i = 0; i < signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (signs->signs, AmendsAccountSign, i);

      if (!is_outdone (signs, i))
        rest[sign->rule->factor] *= 1 - sign->strength;
    }
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      sum->values[i] = signs->known[i] ? 1 - rest[i] : 0;
      sum->most[i] = signs->known[i] && known > 0 ? sum->most[i] * 100 / known : 0;
      sum->sum += sum->values[i] * sum->most[i];
    }
  for (guint i = 0; i < amends_risk_rules_get_n_rules (rules); i++)
    {
      const AmendsRiskRule *rule = amends_risk_rules_get_rule (rules, i);

      if (rule->floor > sum->floor && amends_risk_rule_find_sign (rule, signs, tier) != NULL)
        {
          sum->floor = rule->floor;
          sum->floored = rule;
        }
    }
  if (signs->judged)
    sum->score = (int) CLAMP (round (MAX (sum->sum, sum->floor)), 0, 100);
}

/* --- Factors ------------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsAccountRisk *risk;
  const AmendsAccountHistory *history;
  AmendsRiskRules *rules;
  const AmendsSignsView *view;
  const AmendsSigns *signs;
  const AmendsRiskSum *sum;
  const char *language;
} Making;

/* (transfer full) */
static char *
word_value (const Making *making, const char *shape)
{
  AmendsAccount *account = making->history->account;
  g_autofree char *money =
      account->arr != AMENDS_MONEY_UNKNOWN && account->arr >= 0 && account->currency != NULL &&
              amends_currency_is_valid (account->currency)
          ? amends_money_format (account->arr, account->currency, making->language)
          : NULL;

  return money != NULL ? amends_risk_rules_fill (shape, "what", money, NULL)
                       : g_strdup (amends_risk_rules_get_text (making->rules, "summary.unknown",
                                                               making->language));
}

static AmendsRiskEvidence *
make_evidence (const Making *making, const AmendsAccountSign *sign)
{
  AmendsRiskEvidence *evidence = g_new0 (AmendsRiskEvidence, 1);

  evidence->kind = sign->rule->id;
  evidence->title = g_strdup (amends_translations_get (sign->rule->title, making->language));
  evidence->text =
      sign->rule->factor == AMENDS_FACTOR_VALUE
          ? word_value (making, amends_translations_get (sign->rule->text, making->language))
          : amends_account_sign_dup_text (sign, making->rules, making->view, making->language);
  evidence->quote = sign->hit != NULL && sign->rule->text == NULL;
  evidence->at = sign->at;
  evidence->strength = sign->strength;
  if (sign->reading != NULL)
    {
      evidence->interaction_id = g_strdup (sign->reading->id);
      evidence->contact_id = g_strdup (sign->reading->contact_id);
      if (evidence->at == AMENDS_INSTANT_NONE)
        evidence->at = sign->reading->at;
    }
  if (sign->contact != NULL && evidence->contact_id == NULL)
    evidence->contact_id = g_strdup (sign->contact->id);
  if (sign->case_ != NULL)
    evidence->escalation_id = g_strdup (sign->case_->id);
  if (sign->hit != NULL)
    {
      evidence->start = sign->hit->start;
      evidence->end = sign->hit->end;
    }
  return evidence;
}

static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const AmendsRiskEvidence *one = *(const AmendsRiskEvidence *const *) a;
  const AmendsRiskEvidence *two = *(const AmendsRiskEvidence *const *) b;

  if (one->strength != two->strength)
    return one->strength > two->strength ? -1 : 1;
  if (one->at != two->at)
    return one->at > two->at ? -1 : 1;
  return strcmp (one->kind, two->kind);
}

/* Points go by strength. */
static void
share_points (AmendsRiskFactor *factor)
{
  double all = 0;

  g_ptr_array_sort (factor->evidence, compare_evidence);
  if (factor->evidence->len > MOST_EVIDENCE)
    g_ptr_array_set_size (factor->evidence, MOST_EVIDENCE);
  for (guint i = 0; i < factor->evidence->len; i++)
    all += ((AmendsRiskEvidence *) factor->evidence->pdata[i])->strength;
  for (guint i = 0; i < factor->evidence->len; i++)
    {
      AmendsRiskEvidence *evidence = factor->evidence->pdata[i];

      evidence->points = all > 0 ? factor->points * evidence->strength / all : 0;
    }
}

static char *
make_summary (const Making *making, const AmendsRiskFactor *factor)
{
  const AmendsRiskEvidence *first = factor->evidence->len > 0 ? factor->evidence->pdata[0] : NULL;
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;

  if (first == NULL)
    return g_strdup (amends_risk_rules_get_text (
        making->rules, factor->known ? "summary.none" : "summary.unknown", making->language));
  text = first->quote
             ? amends_risk_rules_fill (amends_risk_rules_get_text (making->rules, "summary.quote",
                                                                   making->language),
                                       "what", first->text, NULL)
             : g_strdup (first->text);
  if (factor->evidence->len == 1)
    return g_steal_pointer (&text);
  more = g_strdup_printf ("%u", factor->evidence->len - 1);
  return amends_risk_rules_fill (amends_risk_rules_get_text (making->rules, "summary.more",
                                                             making->language),
                                 "what", text, "n", more, NULL);
}

static int
compare_factors (gconstpointer a, gconstpointer b)
{
  const AmendsRiskFactor *one = *(const AmendsRiskFactor *const *) a;
  const AmendsRiskFactor *two = *(const AmendsRiskFactor *const *) b;

  if (one->points != two->points)
    return one->points > two->points ? -1 : 1;
  if (one->most != two->most)
    return one->most > two->most ? -1 : 1;
  return strcmp (one->id, two->id);
}

static void
make_factors (const Making *making)
{
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      AmendsRiskFactor *factor = amends_risk_factor_new (amends_risk_factor_get_id (i));

      factor->title =
          g_strdup (amends_risk_rules_get_factor_title (making->rules, i, making->language));
      factor->value = making->sum->values[i];
      factor->most = making->sum->most[i];
      factor->points = factor->value * factor->most;
      factor->known = making->signs->known[i];
      for (guint j = 0; factor->known && j < making->signs->signs->len; j++)
        {
          const AmendsAccountSign *sign =
              &g_array_index (making->signs->signs, AmendsAccountSign, j);

          if (sign->rule->factor == i)
            g_ptr_array_add (factor->evidence, make_evidence (making, sign));
        }
      share_points (factor);
      factor->summary = make_summary (making, factor);
      g_ptr_array_add (making->risk->factors, factor);
    }
}

static void
make_rules (const Making *making)
{
  for (guint i = 0; i < amends_risk_rules_get_n_rules (making->rules); i++)
    {
      const AmendsRiskRule *rule = amends_risk_rules_get_rule (making->rules, i);
      const AmendsAccountSign *sign =
          amends_risk_rule_find_sign (rule, making->signs, making->history->tier);
      AmendsRiskRuleHit *hit;

      if (sign == NULL)
        continue;
      hit = g_new0 (AmendsRiskRuleHit, 1);
      hit->id = rule->id;
      hit->title = g_strdup (amends_translations_get (rule->title, making->language));
      hit->text =
          amends_account_sign_dup_text (sign, making->rules, making->view, making->language);
      hit->action = rule->action;
      g_ptr_array_add (making->risk->rules, hit);
      if (rule == making->sum->floored && making->sum->floor > making->sum->sum)
        {
          AmendsRiskFactor *factor = amends_risk_factor_new (rule->id);

          factor->title = g_strdup (hit->title);
          factor->rule = TRUE;
          factor->known = TRUE;
          factor->value = 1;
          factor->points = factor->most = making->sum->floor - making->sum->sum;
          g_ptr_array_add (factor->evidence, make_evidence (making, sign));
          share_points (factor);
          factor->summary = make_summary (making, factor);
          g_ptr_array_add (making->risk->factors, factor);
        }
    }
  g_ptr_array_sort (making->risk->factors, compare_factors);
}

/* --- The line -----------------------------------------------------------------------------------
 */

static guint
count_this_week (const Making *making, const AmendsRiskSign *rule)
{
  guint n = 0;

  for (guint i = 0; i < making->signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (making->signs->signs, AmendsAccountSign, i);

      n += sign->rule == rule && sign->at != AMENDS_INSTANT_NONE &&
           making->view->now - sign->at <= 7 * AMENDS_DAY;
    }
  return n;
}

/* The tone of tickets has been told with their number. */
static gboolean
is_said_by_tickets (const AmendsAccountSign *sign)
{
  return g_str_equal (sign->rule->id, "negative-words") ||
         (!sign->rule->direct && sign->reading != NULL &&
          sign->reading->kind == AMENDS_INTERACTION_TICKET);
}

/* The sign that says most for a factor, all of a kind taken together. */
static const AmendsAccountSign *
find_spokesman (const Making *making, AmendsFactor factor, gboolean tickets_said)
{
  const AmendsAccountSign *best = NULL;
  double most = 0;

  for (guint i = 0; i < making->signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (making->signs->signs, AmendsAccountSign, i);
      gboolean counts = strstr (amends_translations_get (sign->rule->reason, NULL), "{n}") != NULL;
      double rest = 1;

      if (sign->rule->factor != factor || (counts && count_this_week (making, sign->rule) == 0) ||
          (tickets_said && is_said_by_tickets (sign)))
        continue;
      for (guint j = 0; j < making->signs->signs->len; j++)
        {
          const AmendsAccountSign *other =
              &g_array_index (making->signs->signs, AmendsAccountSign, j);

          if (other->rule == sign->rule)
            rest *= 1 - other->strength;
        }
      /* That they are bad says more than that they are many. */
      if (1 - rest + (counts ? COUNT_BONUS : 0) > most + 1e-9)
        {
          most = 1 - rest + (counts ? COUNT_BONUS : 0);
          best = sign;
        }
    }
  return best;
}

static void
add_reason (const Making *making, GPtrArray *parts, const AmendsAccountSign *sign)
{
  g_autofree char *part = amends_account_sign_dup_reason (
      sign, making->rules, making->view, count_this_week (making, sign->rule), making->language);

  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (parts->pdata[i], part))
      return;
  g_ptr_array_add (parts, g_steal_pointer (&part));
}

/* (transfer full): with a capital at its beginning. */
static char *
capitalise (const char *text)
{
  gunichar first = g_utf8_get_char (text);
  char letter[7] = { 0 };

  if (*text == '\0')
    return g_strdup ("");
  letter[g_unichar_to_utf8 (g_unichar_toupper (first), letter)] = '\0';
  return g_strconcat (letter, g_utf8_next_char (text), NULL);
}

/* What a rule singles out is said next to what weighs most. */
static void
add_rule_reasons (const Making *making, GPtrArray *parts)
{
  guint most = parts->len + MOST_RULES;

  for (guint i = 0; i < amends_risk_rules_get_n_rules (making->rules) && parts->len < most; i++)
    {
      const AmendsRiskRule *rule = amends_risk_rules_get_rule (making->rules, i);
      const AmendsAccountSign *sign =
          rule->floor > 0 && rule->together <= 1
              ? amends_risk_rule_find_sign (rule, making->signs, making->history->tier)
              : NULL;

      if (sign != NULL)
        add_reason (making, parts, sign);
    }
}

static void
add_factor_reasons (const Making *making, GPtrArray *parts)
{
  gboolean tickets = FALSE, ruled = FALSE;

  for (guint i = 0; i < making->risk->factors->len && parts->len < MOST_REASONS; i++)
    {
      const AmendsRiskFactor *factor = making->risk->factors->pdata[i];
      const AmendsAccountSign *sign;
      AmendsFactor which;

      if (factor->rule || factor->value < LEAST_REASON ||
          !amends_risk_factor_from_id (factor->id, &which) || which == AMENDS_FACTOR_VALUE ||
          which == AMENDS_FACTOR_RENEWAL)
        continue;
      sign = find_spokesman (making, which, tickets);
      if (sign == NULL)
        continue;
      tickets = tickets || g_str_equal (sign->rule->id, "negative-ticket");
      add_reason (making, parts, sign);
      if (!ruled)
        add_rule_reasons (making, parts);
      ruled = TRUE;
    }
}

static char *
make_reason (const Making *making)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  const AmendsAccountSign *renewal = making->sum->values[AMENDS_FACTOR_RENEWAL] >= LEAST_REASON
                                         ? find_spokesman (making, AMENDS_FACTOR_RENEWAL, FALSE)
                                         : NULL;

  if (making->sum->floored != NULL && making->sum->floor > making->sum->sum)
    add_reason (making, parts,
                amends_risk_rule_find_sign (making->sum->floored, making->signs,
                                            making->history->tier));
  add_factor_reasons (making, parts);
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (amends_risk_rules_get_text (making->rules, "calm.reason",
                                                                  making->language)));
  if (renewal != NULL)
    {
      if (parts->len >= MOST_REASONS)
        g_ptr_array_set_size (parts, MOST_REASONS - 1);
      add_reason (making, parts, renewal);
    }
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv (amends_risk_rules_get_text (making->rules, "joiner", making->language),
                       (char **) parts->pdata);
  return capitalise (joined);
}

/* --- What to do ---------------------------------------------------------------------------------
 */

static void
add_action (const Making *making, const char *id, int from)
{
  const AmendsRiskActionRule *rule = amends_risk_rules_find_action (making->rules, id);
  AmendsRiskAction *action;

  for (guint i = 0; i < making->risk->actions->len; i++)
    if (g_str_equal (((AmendsRiskAction *) making->risk->actions->pdata[i])->id, id))
      return;
  action = g_new0 (AmendsRiskAction, 1);
  action->id = rule->id;
  action->title = g_strdup (amends_translations_get (rule->title, making->language));
  action->draft = rule->draft;
  action->customer = rule->customer;
  action->from = from;
  g_ptr_array_add (making->risk->actions, action);
}

static void
make_actions (const Making *making)
{
  AmendsAccountRisk *risk = making->risk;
  guint n = amends_risk_rules_get_n_thresholds (making->rules);

  for (guint i = n; i-- > 0;)
    {
      const AmendsRiskThreshold *threshold = amends_risk_rules_get_threshold (making->rules, i);

      if (risk->score >= threshold->from)
        add_action (making, threshold->action, threshold->from);
    }
  for (guint i = 0; i < risk->rules->len; i++)
    add_action (making, ((AmendsRiskRuleHit *) risk->rules->pdata[i])->action, -1);
}

static void
make_headline (const Making *making)
{
  AmendsAccountRisk *risk = making->risk;
  const AmendsRiskThreshold *reached =
      amends_risk_rules_find_threshold (making->rules, risk->score);

  if (risk->score == AMENDS_UNKNOWN)
    {
      risk->headline = g_strdup (
          amends_risk_rules_get_text (making->rules, "unknown.headline", making->language));
      return;
    }
  risk->headline =
      g_strdup (reached != NULL ? amends_translations_get (reached->headline, making->language)
                                : amends_risk_rules_get_text (making->rules, "calm.headline",
                                                              making->language));
  for (guint i = 0; i < amends_risk_rules_get_n_thresholds (making->rules); i++)
    {
      const AmendsRiskThreshold *next = amends_risk_rules_get_threshold (making->rules, i);

      if (next->from > risk->score)
        {
          risk->ahead = g_strdup (amends_translations_get (next->ahead, making->language));
          return;
        }
    }
}

static void
make_notes (const Making *making)
{
  GPtrArray *notes = g_ptr_array_new ();
  g_autofree char *n = g_strdup_printf ("%u", making->history->dropped);

  for (guint i = 0; i < making->signs->n_notes; i++)
    g_ptr_array_add (notes, amends_risk_rules_fill (
                                amends_risk_rules_get_text (making->rules, making->signs->notes[i],
                                                            making->language),
                                "n", n, NULL));
  g_ptr_array_add (notes, NULL);
  making->risk->notes = (char **) g_ptr_array_free (notes, FALSE);
}

static char *
make_unknown_reason (const Making *making)
{
  g_autofree char *n = NULL;
  g_autofree char *was =
      g_strdup_printf ("%.0f", amends_risk_rules_get_number (making->rules, "floor_contacts"));
  double days = amends_risk_rules_get_number (making->rules, "floor_contacts_days");
  guint contacts = 0;

  for (guint i = 0; i < making->history->readings->len; i++)
    {
      AmendsInstant at = ((AmendsReading *) making->history->readings->pdata[i])->at;

      contacts +=
          at <= making->view->now && making->view->now - at <= (AmendsInstant) (days * AMENDS_DAY);
    }
  n = g_strdup_printf ("%u", contacts);
  return amends_risk_rules_fill (amends_risk_rules_get_text (making->rules, "unknown.reason",
                                                             making->language),
                                 "n", n, "was", was, NULL);
}

AmendsAccountRisk *
amends_account_risk_new (const AmendsAccountHistory *history,
                         AmendsRiskRules *rules,
                         const double *weights,
                         const AmendsSignsView *view,
                         const char *language)
{
  AmendsAccountRisk *self = g_object_new (AMENDS_TYPE_ACCOUNT_RISK, NULL);
  g_auto (AmendsSigns) signs = { 0 };
  AmendsRiskSum sum;
  const Making making = { self, history, rules, view, &signs, &sum, language };

  amends_account_signs_find (history, rules, view, &signs);
  amends_risk_sum (&signs, rules, weights, history->tier, &sum);
  self->account = amends_record_copy (history->account);
  self->at = view->now;
  self->tier = history->tier;
  self->score = sum.score;
  self->level = amends_risk_rules_get_level (rules, sum.score);
  self->renewal_days = signs.renewal_days;
  self->champion_silent = signs.champion_silent;
  self->negatives = (int) signs.negatives;
  self->sentiment = signs.sentiment;
  make_factors (&making);
  make_rules (&making);
  self->reason =
      self->score == AMENDS_UNKNOWN ? make_unknown_reason (&making) : make_reason (&making);
  make_actions (&making);
  make_headline (&making);
  make_notes (&making);
  return self;
}

/* --- Asking -------------------------------------------------------------------------------------
 */

const AmendsRiskFactor *
amends_account_risk_find_factor (AmendsAccountRisk *self, const char *id)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_RISK (self), NULL);

  for (guint i = 0; i < self->factors->len; i++)
    if (g_strcmp0 (((AmendsRiskFactor *) self->factors->pdata[i])->id, id) == 0)
      return self->factors->pdata[i];
  return NULL;
}

int
amends_account_risk_what_if (AmendsAccountRisk *self,
                             AmendsRiskRules *rules,
                             const AmendsRiskWhatIf *changes,
                             guint n_changes,
                             AmendsRiskLevel *level)
{
  double sum = 0, all = 0;
  gboolean ruled = FALSE;
  int score = AMENDS_UNKNOWN;

  g_return_val_if_fail (AMENDS_IS_ACCOUNT_RISK (self), AMENDS_UNKNOWN);

  for (guint i = 0; i < self->factors->len; i++)
    {
      const AmendsRiskFactor *factor = self->factors->pdata[i];
      double points = factor->points;

      all += factor->points;
      ruled = ruled || factor->rule;
      for (guint j = 0; j < n_changes; j++)
        if (g_strcmp0 (changes[j].factor, factor->id) == 0)
          points = CLAMP (changes[j].points, 0, factor->most);
      sum += factor->rule ? 0 : points;
    }
  if (self->score != AMENDS_UNKNOWN)
    score = (int) CLAMP (round (ruled ? MAX (sum, all) : sum), 0, 100);
  if (level != NULL)
    *level = amends_risk_rules_get_level (rules, score);
  return score;
}
