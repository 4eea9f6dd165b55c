/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting: one metric over one stretch of time. */

#include "config.h"

#include "amends-metrics-private.h"

#include "amends-money.h"
#include "amends-record.h"

#include <math.h>

/* The mean month, for rates. */
#define MONTH (AMENDS_DAY * 365.25 / 12)

/* How the numbers come together. */
typedef enum
{
  TOGETHER_MEDIAN,
  TOGETHER_MEAN,
  TOGETHER_SHARE, /* hits of n */
  TOGETHER_REST,  /* what are no hits, of n */
  TOGETHER_HITS,
  TOGETHER_RATE,
  TOGETHER_MONEY,       /* of the hits */
  TOGETHER_MONEY_SHARE, /* the rest of all, the lowest of the currencies */
} Together;

typedef enum
{
  BASE_RECEIVED,
  BASE_RESOLVED,
  BASE_ACCOUNTS,
  BASE_WARNINGS,
} Base;

static const struct
{
  Base base;
  Together together;
  gboolean outcomes;
} ways[AMENDS_N_MEASURES] = {
  [AMENDS_MEASURE_RESOLVE] = { BASE_RESOLVED, TOGETHER_MEDIAN, FALSE },
  [AMENDS_MEASURE_SLA] = { BASE_RECEIVED, TOGETHER_REST, FALSE },
  [AMENDS_MEASURE_RESPONSE] = { BASE_RECEIVED, TOGETHER_MEDIAN, FALSE },
  [AMENDS_MEASURE_SUBSTANTIVE] = { BASE_RECEIVED, TOGETHER_MEDIAN, FALSE },
  [AMENDS_MEASURE_PER_ACCOUNTS] = { BASE_RECEIVED, TOGETHER_RATE, FALSE },
  [AMENDS_MEASURE_REOPENED] = { BASE_RECEIVED, TOGETHER_SHARE, FALSE },
  [AMENDS_MEASURE_SATISFACTION] = { BASE_RESOLVED, TOGETHER_MEAN, FALSE },
  [AMENDS_MEASURE_SATISFACTION_SHARE] = { BASE_RESOLVED, TOGETHER_MEAN, FALSE },
  [AMENDS_MEASURE_CHURN_AFTER] = { BASE_RECEIVED, TOGETHER_SHARE, TRUE },
  [AMENDS_MEASURE_DOCUMENTATION] = { BASE_RESOLVED, TOGETHER_MEAN, FALSE },
  [AMENDS_MEASURE_RECURRENCE] = { BASE_RECEIVED, TOGETHER_SHARE, FALSE },
  [AMENDS_MEASURE_PREVENTED] = { BASE_WARNINGS, TOGETHER_SHARE, FALSE },
  [AMENDS_MEASURE_ARR_AT_RISK] = { BASE_ACCOUNTS, TOGETHER_MONEY, FALSE },
  [AMENDS_MEASURE_RETAINED] = { BASE_ACCOUNTS, TOGETHER_REST, TRUE },
  [AMENDS_MEASURE_RETAINED_ARR] = { BASE_ACCOUNTS, TOGETHER_MONEY_SHARE, TRUE },
  [AMENDS_MEASURE_CHURN_SUPPORT] = { BASE_ACCOUNTS, TOGETHER_SHARE, TRUE },
  [AMENDS_MEASURE_SAVED] = { BASE_ACCOUNTS, TOGETHER_HITS, FALSE },
  [AMENDS_MEASURE_SAVED_ARR] = { BASE_ACCOUNTS, TOGETHER_MONEY, FALSE },
  [AMENDS_MEASURE_PROACTIVE] = { BASE_RECEIVED, TOGETHER_SHARE, FALSE },
  [AMENDS_MEASURE_RENEWALS] = { BASE_ACCOUNTS, TOGETHER_SHARE, TRUE },
  [AMENDS_MEASURE_STRESS] = { BASE_RESOLVED, TOGETHER_MEAN, FALSE },
};

typedef struct
{
  const AmendsMetricScope *scope;
  const AmendsMetricRule *rule;
  AmendsInstant from, until;
  AmendsMetricTally *tally;
  GArray *values; /* of double */
} Count;

gboolean
amends_measure_is_present (AmendsMeasure measure)
{
  return measure == AMENDS_MEASURE_ARR_AT_RISK;
}

gboolean
amends_measure_is_of_accounts (AmendsMeasure measure)
{
  return ways[measure].base == BASE_ACCOUNTS || ways[measure].base == BASE_WARNINGS;
}

gboolean
amends_measure_needs_outcomes (AmendsMeasure measure)
{
  return ways[measure].outcomes;
}

gboolean
amends_measure_is_inverse (AmendsMeasure measure)
{
  return ways[measure].together == TOGETHER_REST || ways[measure].together == TOGETHER_MONEY_SHARE;
}

void
amends_metric_tally_clear (AmendsMetricTally *self)
{
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->purses, g_array_unref);
}

/* --- What belongs --- */

static gboolean
has_bit (guint bits, int value)
{
  return bits == 0 || (bits & (1u << value)) != 0;
}

gboolean
amends_metric_scope_has (const AmendsMetricScope *scope, const AmendsInsightCase *one)
{
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (scope->facts, one->account);

  return one->status != AMENDS_STATUS_DUPLICATE && one->status != AMENDS_STATUS_WITHDRAWN &&
         has_bit (scope->segments, (int) account->segment) &&
         has_bit (scope->severities, (int) one->severity) &&
         has_bit (scope->categories, (int) one->category) &&
         (scope->owner == NULL || g_strcmp0 (scope->owner, one->owner) == 0);
}

static gboolean
account_belongs (Count *count, const AmendsInsightAccount *account)
{
  const AmendsMetricRule *rule = count->rule;

  return has_bit (count->scope->segments, (int) account->segment) &&
         (rule->segment == AMENDS_SEGMENT_UNKNOWN || rule->segment == account->segment) &&
         (!rule->vip || account->vip);
}

static gboolean
case_belongs (Count *count, const AmendsInsightCase *one)
{
  const AmendsMetricRule *rule = count->rule;

  return (rule->severity == AMENDS_SEVERITY_UNKNOWN || rule->severity == one->severity) &&
         amends_metric_scope_has (count->scope, one) &&
         account_belongs (count,
                          amends_insight_facts_get_account (count->scope->facts, one->account));
}

static gboolean
is_within (Count *count, AmendsInstant at)
{
  return at != AMENDS_INSTANT_NONE && at >= count->from && at < count->until;
}

static AmendsInstant
days (Count *count, AmendsMetricNumber number)
{
  return amends_metric_rules_get_number (count->scope->rules, number) * AMENDS_DAY;
}

/* The first of `received` at or after @from. */
guint
amends_metric_find_received (AmendsInsightFacts *facts, AmendsInstant from)
{
  guint low = 0, high = facts->cases->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (amends_insight_facts_get_case (facts, middle)->received < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
find_resolved (AmendsInsightFacts *facts, AmendsInstant from)
{
  guint low = 0, high = facts->by_resolved->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint at = g_array_index (facts->by_resolved, guint, middle);

      if (amends_insight_facts_get_case (facts, at)->resolved < from)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- Taking in --- */

static AmendsMetricPurse *
find_purse (AmendsMetricTally *tally, const char *currency)
{
  AmendsMetricPurse purse = { .currency = currency };

  for (guint i = 0; i < tally->purses->len; i++)
    {
      AmendsMetricPurse *known = &g_array_index (tally->purses, AmendsMetricPurse, i);

      if (g_str_equal (known->currency, currency))
        return known;
    }
  g_array_append_val (tally->purses, purse);
  return &g_array_index (tally->purses, AmendsMetricPurse, tally->purses->len - 1);
}

static void
take (Count *count, gboolean is_case, guint index, AmendsInstant at, gboolean hit, double value)
{
  AmendsMetricMember member = {
    .is_case = is_case, .index = index, .hit = hit, .at = at, .value = value
  };

  g_array_append_val (count->tally->members, member);
  count->tally->n++;
  count->tally->hits += hit ? 1 : 0;
  if (!isnan (value))
    g_array_append_val (count->values, value);
}

static void
take_account (Count *count, guint index, AmendsInstant at, gboolean hit)
{
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (count->scope->facts, index);
  Together together = ways[count->rule->measure].together;

  take (count, FALSE, index, at, hit, NAN);
  if ((together == TOGETHER_MONEY || together == TOGETHER_MONEY_SHARE) &&
      account->arr != AMENDS_MONEY_UNKNOWN && amends_currency_is_valid (account->currency))
    {
      AmendsMetricPurse *purse = find_purse (count->tally, account->currency);

      purse->all += (double) account->arr;
      purse->hit += hit ? (double) account->arr : 0;
      purse->n += hit ? 1 : 0;
    }
}

/* --- Cases --- */

/* A time before the case began is a slip of the pen, and not counted. */
static void
take_time (Count *count, guint index, const AmendsInsightCase *one, AmendsInstant end)
{
  if (end != AMENDS_INSTANT_NONE && end >= one->received)
    take (count, TRUE, index, end, TRUE, (double) (end - one->received) / (double) AMENDS_MINUTE);
}

static void
take_satisfaction (Count *count, guint index, const AmendsInsightCase *one)
{
  int lowest = one->scale == 5 ? 1 : 0;
  gboolean hundredths = count->rule->measure == AMENDS_MEASURE_SATISFACTION_SHARE;

  if ((one->scale != 5 && one->scale != 10) || one->satisfaction == AMENDS_UNKNOWN ||
      one->satisfaction < lowest || one->satisfaction > one->scale ||
      (count->rule->scale != 0 && one->scale != count->rule->scale))
    return;
  take (count, TRUE, index, one->resolved, TRUE,
        hundredths ? 100.0 * (one->satisfaction - lowest) / (one->scale - lowest)
                   : one->satisfaction);
}

static void
take_churn (Count *count, guint index, const AmendsInsightCase *one)
{
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (count->scope->facts, one->account);
  AmendsInstant end = one->received + days (count, AMENDS_METRIC_CHURN_DAYS);
  gboolean left = account->churned != AMENDS_INSTANT_NONE;

  if (left && account->churned + AMENDS_DAY <= one->received)
    return;
  if (left && account->churned <= end)
    take (count, TRUE, index, account->churned, TRUE, NAN);
  else if (left || account->renewed >= one->received || count->scope->now >= end)
    take (count, TRUE, index, one->received, FALSE, NAN);
}

static gboolean
came_back (Count *count, guint index, const AmendsInsightCase *one)
{
  AmendsInsightFacts *facts = count->scope->facts;
  GArray *of_account = facts->of_account->pdata[one->account];
  AmendsInstant earliest = one->received - days (count, AMENDS_METRIC_RECURRENCE_DAYS);
  guint at = of_account->len;

  while (at > 0 && g_array_index (of_account, guint, at - 1) >= index)
    at--;
  for (; at > 0; at--)
    {
      const AmendsInsightCase *other =
          amends_insight_facts_get_case (facts, g_array_index (of_account, guint, at - 1));

      if (other->received < earliest)
        return FALSE;
      /* Equal texts are one and the same. */
      if (other->subject == one->subject && other->status != AMENDS_STATUS_DUPLICATE &&
          other->status != AMENDS_STATUS_WITHDRAWN)
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_warned (Count *count, const AmendsInsightCase *one)
{
  AmendsInsightFacts *facts = count->scope->facts;
  GArray *of_account = facts->warnings_of->pdata[one->account];
  AmendsInstant earliest = one->received - days (count, AMENDS_METRIC_PROACTIVE_DAYS);

  for (guint i = 0; i < of_account->len; i++)
    {
      const AmendsInsightWarning *warning = &g_array_index (facts->warnings, AmendsInsightWarning,
                                                            g_array_index (of_account, guint, i));

      if (warning->state == AMENDS_WARNING_ACCEPTED && warning->decided >= earliest &&
          warning->decided <= one->received)
        return TRUE;
    }
  return FALSE;
}

static double
get_documentation (Count *count, const AmendsInsightCase *one)
{
  guint wanted = amends_metric_rules_get_sections (count->scope->rules);

  return 100.0 * __builtin_popcount (one->sections & wanted) / __builtin_popcount (wanted);
}

static void
take_case (Count *count, guint index, const AmendsInsightCase *one)
{
  gboolean solved = one->resolved != AMENDS_INSTANT_NONE || one->cycle > 1;

  switch (count->rule->measure)
    {
    case AMENDS_MEASURE_RESOLVE:
      take_time (count, index, one, one->resolved);
      break;
    case AMENDS_MEASURE_RESPONSE:
      take_time (count, index, one, one->answered);
      break;
    case AMENDS_MEASURE_SUBSTANTIVE:
      take_time (count, index, one, one->substantive);
      break;
    case AMENDS_MEASURE_SLA:
      if (one->clocks > 0)
        take (count, TRUE, index, one->received, one->missed > 0, NAN);
      break;
    case AMENDS_MEASURE_PER_ACCOUNTS:
      take (count, TRUE, index, one->received, TRUE, NAN);
      break;
    case AMENDS_MEASURE_REOPENED:
      if (solved)
        take (count, TRUE, index, one->received, one->cycle > 1, NAN);
      break;
    case AMENDS_MEASURE_SATISFACTION:
    case AMENDS_MEASURE_SATISFACTION_SHARE:
      take_satisfaction (count, index, one);
      break;
    case AMENDS_MEASURE_CHURN_AFTER:
      take_churn (count, index, one);
      break;
    case AMENDS_MEASURE_DOCUMENTATION:
      take (count, TRUE, index, one->resolved, TRUE, get_documentation (count, one));
      break;
    case AMENDS_MEASURE_RECURRENCE:
      if (one->subject != NULL)
        take (count, TRUE, index, one->received, came_back (count, index, one), NAN);
      break;
    case AMENDS_MEASURE_PROACTIVE:
      take (count, TRUE, index, one->received,
            one->trigger == AMENDS_TRIGGER_INTERNAL || was_warned (count, one), NAN);
      break;
    case AMENDS_MEASURE_STRESS:
      if (one->stress >= 1 && one->stress <= 5)
        take (count, TRUE, index, one->resolved, TRUE, one->stress);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
count_cases (Count *count, gboolean resolved)
{
  AmendsInsightFacts *facts = count->scope->facts;
  guint at = resolved ? find_resolved (facts, count->from)
                      : amends_metric_find_received (facts, count->from);
  guint n = resolved ? facts->by_resolved->len : facts->cases->len;

  for (; at < n; at++)
    {
      guint index = resolved ? g_array_index (facts->by_resolved, guint, at) : at;
      const AmendsInsightCase *one = amends_insight_facts_get_case (facts, index);

      if ((resolved ? one->resolved : one->received) >= count->until)
        break;
      if (one->received != AMENDS_INSTANT_NONE && case_belongs (count, one))
        take_case (count, index, one);
    }
}

/* --- Accounts and warnings --- */

/* Whether the account had a case after @from, and at most at @until. */
static gboolean
has_case (Count *count, guint account, AmendsInstant from, AmendsInstant until)
{
  GArray *cases = count->scope->facts->of_account->pdata[account];

  for (guint i = 0; i < cases->len; i++)
    {
      const AmendsInsightCase *one =
          amends_insight_facts_get_case (count->scope->facts, g_array_index (cases, guint, i));

      if (one->received > from && one->received <= until &&
          one->status != AMENDS_STATUS_DUPLICATE && one->status != AMENDS_STATUS_WITHDRAWN)
        return TRUE;
    }
  return FALSE;
}

static void
count_warnings (Count *count)
{
  AmendsInsightFacts *facts = count->scope->facts;
  AmendsInstant wait = days (count, AMENDS_METRIC_PREVENTED_DAYS);

  for (guint i = 0; i < facts->warnings->len; i++)
    {
      const AmendsInsightWarning *warning =
          &g_array_index (facts->warnings, AmendsInsightWarning, i);
      AmendsInstant end = warning->decided + wait;
      gboolean followed;

      if (warning->state != AMENDS_WARNING_ACCEPTED || !is_within (count, warning->decided) ||
          !account_belongs (count, amends_insight_facts_get_account (facts, warning->account)))
        continue;
      followed = has_case (count, warning->account, warning->decided, end);
      if (followed || count->scope->now >= end)
        take (count, FALSE, warning->account, warning->decided, !followed, NAN);
    }
}

static void
take_saved (Count *count, guint index, const AmendsInsightAccount *account)
{
  AmendsInsightFacts *facts = count->scope->facts;
  GArray *warnings = facts->warnings_of->pdata[index];
  AmendsInstant wait = days (count, AMENDS_METRIC_PREVENTED_DAYS);
  AmendsInstant at = AMENDS_INSTANT_NONE;
  gboolean saved = FALSE;

  for (guint i = 0; i < warnings->len && !saved; i++)
    {
      const AmendsInsightWarning *warning = &g_array_index (facts->warnings, AmendsInsightWarning,
                                                            g_array_index (warnings, guint, i));

      if (warning->state != AMENDS_WARNING_ACCEPTED || !is_within (count, warning->decided))
        continue;
      at = warning->decided;
      saved = account->churned == AMENDS_INSTANT_NONE && count->scope->now >= at + wait &&
              !has_case (count, index, at, at + wait);
    }
  if (at != AMENDS_INSTANT_NONE)
    take_account (count, index, at, saved);
}

static void
take_retained (Count *count, guint index, const AmendsInsightAccount *account)
{
  AmendsInsightFacts *facts = count->scope->facts;
  GArray *cases = facts->of_account->pdata[index];
  AmendsInstant first = AMENDS_INSTANT_NONE, last = AMENDS_INSTANT_NONE;
  gboolean left = account->churned != AMENDS_INSTANT_NONE;

  for (guint i = 0; i < cases->len; i++)
    {
      const AmendsInsightCase *one =
          amends_insight_facts_get_case (facts, g_array_index (cases, guint, i));

      if (!is_within (count, one->received) || !amends_metric_scope_has (count->scope, one))
        continue;
      last = one->received;
      first = first != AMENDS_INSTANT_NONE ? first : last;
    }
  if (last == AMENDS_INSTANT_NONE || (left && account->churned + AMENDS_DAY <= first))
    return;
  if (left || account->renewed >= last ||
      count->scope->now >= last + days (count, AMENDS_METRIC_CHURN_DAYS))
    take_account (count, index, left ? account->churned : last, left);
}

static void
count_accounts (Count *count)
{
  AmendsInsightFacts *facts = count->scope->facts;

  for (guint i = 0; i < facts->accounts->len; i++)
    {
      const AmendsInsightAccount *account = amends_insight_facts_get_account (facts, i);
      gboolean left = is_within (count, account->churned);

      if (!account_belongs (count, account))
        continue;
      switch (count->rule->measure)
        {
        case AMENDS_MEASURE_ARR_AT_RISK:
          if (facts->has_risk && account->churned == AMENDS_INSTANT_NONE)
            take_account (count, i, count->scope->now, account->at_risk);
          break;
        case AMENDS_MEASURE_RETAINED:
        case AMENDS_MEASURE_RETAINED_ARR:
          take_retained (count, i, account);
          break;
        case AMENDS_MEASURE_CHURN_SUPPORT:
          if (account->churned == AMENDS_INSTANT_NONE || account->churned >= count->from)
            take_account (count, i, left ? account->churned : count->from,
                          left && account->churn_support);
          break;
        case AMENDS_MEASURE_SAVED:
        case AMENDS_MEASURE_SAVED_ARR:
          take_saved (count, i, account);
          break;
        case AMENDS_MEASURE_RENEWALS:
          /* One that renewed and left later in the same stretch has left. */
          if (left || is_within (count, account->renewed))
            take_account (count, i, left ? account->churned : account->renewed, !left);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* --- Together --- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static int
compare_purses (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const AmendsMetricPurse *) a)->currency,
                    ((const AmendsMetricPurse *) b)->currency);
}

static double
get_mean (GArray *values)
{
  double sum = 0;

  for (guint i = 0; i < values->len; i++)
    sum += g_array_index (values, double, i);
  return values->len > 0 ? sum / values->len : NAN;
}

static double
get_median (GArray *values)
{
  guint middle = values->len / 2;

  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  return values->len % 2 == 1 ? g_array_index (values, double, middle)
                              : (g_array_index (values, double, middle - 1) +
                                 g_array_index (values, double, middle)) /
                                    2;
}

static double
get_rate (Count *count)
{
  guint accounts = 0;
  AmendsInsightFacts *facts = count->scope->facts;
  double months = (double) (count->until - count->from) / MONTH;

  for (guint i = 0; i < facts->accounts->len; i++)
    accounts += account_belongs (count, amends_insight_facts_get_account (facts, i)) ? 1 : 0;
  /* It is the accounts that have to be enough. */
  count->tally->n = accounts;
  return accounts > 0 && months > 0 ? 100.0 * count->tally->hits / accounts / months : NAN;
}

/* With one currency its amount; with more there is no one number. */
static double
get_money (GArray *purses)
{
  AmendsMetricPurse *purse = &g_array_index (purses, AmendsMetricPurse, 0);

  if (purses->len != 1)
    return NAN;
  return purse->hit / amends_currency_get_factor (purse->currency);
}

static double
get_lowest_share (GArray *purses)
{
  double lowest = NAN;

  for (guint i = 0; i < purses->len; i++)
    {
      AmendsMetricPurse *purse = &g_array_index (purses, AmendsMetricPurse, i);
      double share = purse->all > 0 ? 100.0 * (purse->all - purse->hit) / purse->all : NAN;

      if (!isnan (share) && (isnan (lowest) || share < lowest))
        lowest = share;
    }
  return lowest;
}

static double
put_together (Count *count)
{
  AmendsMetricTally *tally = count->tally;

  switch (ways[count->rule->measure].together)
    {
    case TOGETHER_MEDIAN:
      tally->mean = get_mean (count->values);
      return get_median (count->values);
    case TOGETHER_MEAN:
      return get_mean (count->values);
    case TOGETHER_SHARE:
      return tally->n > 0 ? 100.0 * tally->hits / tally->n : NAN;
    case TOGETHER_REST:
      return tally->n > 0 ? 100.0 * (tally->n - tally->hits) / tally->n : NAN;
    case TOGETHER_HITS:
      return tally->n > 0 ? tally->hits : NAN;
    case TOGETHER_RATE:
      return get_rate (count);
    case TOGETHER_MONEY:
      return get_money (tally->purses);
    case TOGETHER_MONEY_SHARE:
      return get_lowest_share (tally->purses);
    }
  g_return_val_if_reached (NAN);
}

void
amends_metric_count (const AmendsMetricScope *scope,
                     const AmendsMetricRule *rule,
                     AmendsInstant from,
                     AmendsInstant until,
                     AmendsMetricTally *tally)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  Count count = { scope, rule, from, until, tally, values };

  *tally = (AmendsMetricTally){
    .value = NAN,
    .mean = NAN,
    .members = g_array_new (FALSE, FALSE, sizeof (AmendsMetricMember)),
    .purses = g_array_new (FALSE, FALSE, sizeof (AmendsMetricPurse)),
  };
  switch (ways[rule->measure].base)
    {
    case BASE_RECEIVED:
      count_cases (&count, FALSE);
      break;
    case BASE_RESOLVED:
      count_cases (&count, TRUE);
      break;
    case BASE_ACCOUNTS:
      count_accounts (&count);
      break;
    case BASE_WARNINGS:
      count_warnings (&count);
      break;
    }
  g_array_sort (tally->purses, compare_purses);
  tally->value = put_together (&count);
}
