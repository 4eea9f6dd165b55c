/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a figure becomes a warning, and when a warning is over. */

#include "config.h"

#include "amends-risk-watch.h"

#include <string.h>

#define PREFIX "threshold-"

void
amends_risk_watch_clear (AmendsRiskWatch *self)
{
  g_clear_pointer (&self->raised, g_ptr_array_unref);
  g_clear_pointer (&self->past, g_ptr_array_unref);
}

int
amends_risk_watch_get_threshold (const char *rule)
{
  return rule != NULL && g_str_has_prefix (rule, PREFIX) ? atoi (rule + strlen (PREFIX)) : 0;
}

static gboolean
is_open (AmendsWarning *warning)
{
  return warning->state == AMENDS_WARNING_OPEN || warning->state == AMENDS_WARNING_SNOOZED;
}

static gboolean
is_recent (AmendsRiskRules *rules, AmendsAccountRisk *risk, AmendsWarning *warning)
{
  AmendsInstant decided =
      warning->decided_at != AMENDS_INSTANT_NONE ? warning->decided_at : warning->at;

  return risk->at - decided <
         (AmendsInstant) (amends_risk_rules_get_number (rules, "warning_cooldown_days") *
                          AMENDS_DAY);
}

/* Signs, as opposed to facts of the contract. */
static guint
count_evidence (AmendsAccountRisk *risk)
{
  guint n = 0;

  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];
      AmendsFactor which;

      if (amends_risk_factor_from_id (factor->id, &which) && which != AMENDS_FACTOR_VALUE &&
          which != AMENDS_FACTOR_RENEWAL)
        n += factor->evidence->len;
    }
  return n;
}

static gboolean
still_holds (AmendsRiskRules *rules, AmendsAccountRisk *risk, AmendsWarning *warning)
{
  int threshold = amends_risk_watch_get_threshold (warning->rule);

  if (threshold > 0)
    return risk->score >= threshold - amends_risk_rules_get_number (rules, "warning_margin");
  for (guint i = 0; i < risk->rules->len; i++)
    if (g_strcmp0 (((AmendsRiskRuleHit *) risk->rules->pdata[i])->id, warning->rule) == 0)
      return TRUE;
  return FALSE;
}

static void
end_warning (AmendsRiskWatch *watch, AmendsAccountRisk *risk, AmendsWarning *warning)
{
  AmendsWarning *past = amends_record_copy (warning);

  past->state = AMENDS_WARNING_PAST;
  past->decided_at = risk->at;
  g_ptr_array_add (watch->past, past);
}

static void
raise_warning (AmendsRiskWatch *watch,
               AmendsAccountRisk *risk,
               const char *rule,
               const char *action)
{
  AmendsWarning *warning = amends_record_new (AMENDS_TYPE_WARNING);

  warning->account_id = g_strdup (risk->account->id);
  warning->at = risk->at;
  warning->score = risk->score;
  warning->rule = g_strdup (rule);
  warning->reason = g_strdup (risk->reason);
  warning->action = g_strdup (action);
  warning->evidence = amends_account_risk_dup_evidence (risk);
  warning->state = AMENDS_WARNING_OPEN;
  warning->sample = risk->account->sample;
  g_ptr_array_add (watch->raised, warning);
}

/* Actions nest: which threshold asks for it; 0 for one that none does. */
static int
rank_of (AmendsRiskRules *rules, const char *action)
{
  for (guint i = 0; i < amends_risk_rules_get_n_thresholds (rules); i++)
    {
      const AmendsRiskThreshold *threshold = amends_risk_rules_get_threshold (rules, i);

      if (g_strcmp0 (threshold->action, action) == 0)
        return threshold->from;
    }
  return 0;
}

/* Whether somebody has been asked already for this, or for more. One that was let go by itself may
 * come again as soon as its cause does. */
static gboolean
is_covered (AmendsRiskRules *rules,
            AmendsAccountRisk *risk,
            GPtrArray *warnings,
            const AmendsRiskWatch *watch,
            const char *action)
{
  int rank = rank_of (rules, action);

  for (guint i = 0; i < watch->raised->len; i++)
    if (rank_of (rules, ((AmendsWarning *) watch->raised->pdata[i])->action) >= rank)
      return TRUE;
  for (guint i = 0; i < warnings->len; i++)
    {
      AmendsWarning *warning = warnings->pdata[i];

      if (warning->state != AMENDS_WARNING_PAST && rank_of (rules, warning->action) >= rank &&
          (is_open (warning) ? still_holds (rules, risk, warning)
                             : is_recent (rules, risk, warning)))
        return TRUE;
    }
  return FALSE;
}

/* What asks for less gives way. */
static void
end_lesser (AmendsRiskRules *rules,
            AmendsAccountRisk *risk,
            GPtrArray *warnings,
            AmendsRiskWatch *watch,
            const char *action)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      AmendsWarning *warning = warnings->pdata[i];

      if (is_open (warning) && still_holds (rules, risk, warning) &&
          rank_of (rules, warning->action) < rank_of (rules, action))
        end_warning (watch, risk, warning);
    }
}

static void
watch_threshold (AmendsRiskRules *rules,
                 AmendsAccountRisk *risk,
                 GPtrArray *warnings,
                 AmendsRiskWatch *watch)
{
  const AmendsRiskThreshold *reached = amends_risk_rules_find_threshold (rules, risk->score);
  g_autofree char *rule = NULL;

  if (reached == NULL ||
      count_evidence (risk) < amends_risk_rules_get_number (rules, "warning_evidence") ||
      is_covered (rules, risk, warnings, watch, reached->action))
    return;
  rule = g_strdup_printf (PREFIX "%d", reached->from);
  end_lesser (rules, risk, warnings, watch, reached->action);
  raise_warning (watch, risk, rule, reached->action);
}

static void
watch_rules (AmendsRiskRules *rules,
             AmendsAccountRisk *risk,
             GPtrArray *warnings,
             AmendsRiskWatch *watch)
{
  for (guint i = 0; i < risk->rules->len; i++)
    {
      const AmendsRiskRuleHit *hit = risk->rules->pdata[i];

      if (is_covered (rules, risk, warnings, watch, hit->action))
        continue;
      end_lesser (rules, risk, warnings, watch, hit->action);
      raise_warning (watch, risk, hit->id, hit->action);
    }
}

void
amends_risk_watch (AmendsRiskRules *rules,
                   AmendsAccountRisk *risk,
                   GPtrArray *warnings,
                   AmendsRiskWatch *watch)
{
  watch->raised = g_ptr_array_new_with_free_func (g_object_unref);
  watch->past = g_ptr_array_new_with_free_func (g_object_unref);
  if (risk->score == AMENDS_UNKNOWN)
    return;
  for (guint i = 0; i < warnings->len; i++)
    if (is_open (warnings->pdata[i]) && !still_holds (rules, risk, warnings->pdata[i]))
      end_warning (watch, risk, warnings->pdata[i]);
  watch_threshold (rules, risk, warnings, watch);
  watch_rules (rules, risk, warnings, watch);
}
