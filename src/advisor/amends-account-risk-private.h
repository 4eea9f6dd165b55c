/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-risk.h"
#include "amends-account-signals.h"

G_BEGIN_DECLS

/* The score as numbers, before any word. */
typedef struct
{
  double values[AMENDS_N_FACTORS]; /* 0 to 1 */
  double most[AMENDS_N_FACTORS];   /* points each can reach */
  double sum;                      /* of the points, before rules */
  int floor;                       /* that rules demand; 0: none */
  const AmendsRiskRule *floored;   /* (nullable): the one that demands it */
  int score;                       /* AMENDS_UNKNOWN */
} AmendsRiskSum;

/* @weights: (nullable): points of each factor, together 100; NULL: those of the playbook */
void amends_risk_sum (const AmendsSigns *signs,
                      AmendsRiskRules *rules,
                      const double *weights,
                      int tier,
                      AmendsRiskSum *sum);
/* (nullable): the strongest sign that makes @rule fire. */
const AmendsAccountSign *
amends_risk_rule_find_sign (const AmendsRiskRule *rule, const AmendsSigns *signs, int tier);

/* (transfer full): a sign in a few words, for the reason: "usage down 35 %". @n: how many there are
 * of its kind this week. */
char *amends_account_sign_dup_reason (const AmendsAccountSign *self,
                                      AmendsRiskRules *rules,
                                      const AmendsSignsView *view,
                                      guint n,
                                      const char *language);

G_END_DECLS
