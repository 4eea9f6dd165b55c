/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights learn from answers to warnings: logistic, ridge towards the playbook, bounded. */

#include "config.h"

#include "amends-risk-learning.h"

#include <math.h>
#include <string.h>

#define STEPS 400
#define ALL_POINTS 100

/* The same sums whatever the order of the answers. */
static int
compare_answers (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (AmendsRiskAnswer));
}

/* Gradient descent on the change of each weight, as a share of it; the bias is free. */
static void
fit (const double *prior, GArray *answers, double slope, double strength, double *change)
{
  double step = 1 / (strength + answers->len * (1 + slope * slope * 0.02));
  double bias = 0;

  for (guint i = 0; i < STEPS; i++)
    {
      double slopes[AMENDS_N_FACTORS] = { 0 };
      double bias_slope = 0;

      for (guint j = 0; j < answers->len; j++)
        {
          const AmendsRiskAnswer *answer = &g_array_index (answers, AmendsRiskAnswer, j);
          double z = bias, error;

          for (guint k = 0; k < AMENDS_N_FACTORS; k++)
            z += slope * prior[k] / ALL_POINTS * (1 + change[k]) * answer->values[k];
          error = 1 / (1 + exp (-z)) - (answer->right ? 1 : 0);
          bias_slope += error;
          for (guint k = 0; k < AMENDS_N_FACTORS; k++)
            slopes[k] += error * slope * prior[k] / ALL_POINTS * answer->values[k];
        }
      bias -= step * bias_slope;
      for (guint k = 0; k < AMENDS_N_FACTORS; k++)
        change[k] -= step * (slopes[k] + strength / ALL_POINTS * change[k]);
    }
}

/* Scales what is @wanted so that all is 100 again and every bound holds. */
static void
balance (const double *wanted, AmendsRiskWeights *weights)
{
  double low = 0, high = 4;

  for (guint i = 0; i < 60; i++)
    {
      double scale = (low + high) / 2, sum = 0;

      for (guint k = 0; k < AMENDS_N_FACTORS; k++)
        {
          weights->weights[k] = CLAMP (wanted[k] * scale, weights->least[k], weights->most[k]);
          sum += weights->weights[k];
        }
      if (sum < ALL_POINTS)
        low = scale;
      else
        high = scale;
    }
}

void
amends_risk_learn (AmendsRiskRules *rules, GArray *answers, AmendsRiskWeights *weights)
{
  double bound = MIN (0.9, amends_risk_rules_get_number (rules, "learn_bound"));
  double each = amends_risk_rules_get_number (rules, "learn_needed_each");
  g_autoptr (GArray) sorted = g_array_copy (answers);
  double prior[AMENDS_N_FACTORS], change[AMENDS_N_FACTORS] = { 0 }, wanted[AMENDS_N_FACTORS];

  *weights = (AmendsRiskWeights){ 0 };
  for (guint k = 0; k < AMENDS_N_FACTORS; k++)
    {
      prior[k] = amends_risk_rules_get_weight (rules, k);
      weights->weights[k] = prior[k];
      weights->least[k] = prior[k] * (1 - bound);
      weights->most[k] = prior[k] * (1 + bound);
    }
  for (guint i = 0; i < answers->len; i++)
    if (g_array_index (answers, AmendsRiskAnswer, i).right)
      weights->right++;
    else
      weights->wrong++;
  weights->learned = answers->len >= amends_risk_rules_get_number (rules, "learn_needed") &&
                     weights->right >= each && weights->wrong >= each;
  if (!weights->learned)
    return;
  g_array_sort (sorted, compare_answers);
  fit (prior, sorted, amends_risk_rules_get_number (rules, "learn_slope"),
       amends_risk_rules_get_number (rules, "learn_strength"), change);
  for (guint k = 0; k < AMENDS_N_FACTORS; k++)
    wanted[k] = prior[k] * (1 + CLAMP (change[k], -bound, bound));
  balance (wanted, weights);
}
