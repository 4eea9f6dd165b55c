/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-risk-rules.h"

G_BEGIN_DECLS

/* One warning that turned out right or wrong, with the factors as they were. */
typedef struct
{
  double values[AMENDS_N_FACTORS]; /* 0 to 1 */
  gboolean right;
} AmendsRiskAnswer;

/* What was made of them. */
typedef struct
{
  double weights[AMENDS_N_FACTORS]; /* together 100 */
  double least[AMENDS_N_FACTORS];   /* no weight goes below, */
  double most[AMENDS_N_FACTORS];    /* nor above */
  guint right;
  guint wrong;
  gboolean learned; /* FALSE: too few answers, the weights are those of the playbook */
} AmendsRiskWeights;

/**
 * amends_risk_learn:
 * @answers: (element-type AmendsRiskAnswer): in any order
 *
 * A logistic model with the factors of each warning as features and the playbook's weights as its
 * prior: each weight is moved by what the answers say of its factor, held back in proportion to how
 * far it moves (ridge), and never by more than the bound of the playbook. All answers are taken
 * anew each time, so that taking one back leaves no trace.
 */
void amends_risk_learn (AmendsRiskRules *rules, GArray *answers, AmendsRiskWeights *weights);

G_END_DECLS
