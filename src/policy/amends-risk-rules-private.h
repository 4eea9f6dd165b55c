/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-risk-rules.h"
#include "amends-sla.h"

G_BEGIN_DECLS

/* For amends-risk-rules.c, which answers, and amends-risk-rules-reader.c, which fills it. */

#define N_TIERS 3
#define N_PRIORITIES 4
#define N_SEGMENTS (AMENDS_SEGMENT_SMB + 1)
/* Points of all factors together. */
#define ALL_POINTS 100

typedef struct
{
  double points;
  AmendsTranslations *title; /* (owned) (nullable) while it is read */
} AmendsRiskFactorRule;

typedef struct
{
  int from;
  AmendsTone tone;
  AmendsTranslations *name; /* (owned) (nullable) while it is read */
} AmendsRiskLevelRule;

/* Lists of sentences, by language. */
typedef struct
{
  char *name;
  char **english;
  char **chinese; /* (nullable) */
} AmendsRiskList;

struct _AmendsRiskRules
{
  GObject parent_instance;

  AmendsRiskFactorRule factors[AMENDS_N_FACTORS];
  AmendsRiskLevelRule levels[AMENDS_N_RISK_LEVELS];
  GArray *thresholds;     /* (owned) (element-type AmendsRiskThreshold): the lowest first */
  GArray *actions;        /* (owned) (element-type AmendsRiskActionRule) */
  GArray *signs;          /* (owned) (element-type AmendsRiskSign) */
  GArray *rules;          /* (owned) (element-type AmendsRiskRule) */
  GArray *approaches;     /* (owned) (element-type AmendsRiskApproach) */
  GHashTable *by_sign;    /* (owned): interned id → index + 1 */
  GHashTable *by_word;    /* (owned): interned kind of phrases → index + 1 */
  GHashTable *numbers;    /* (owned): name → double * */
  GHashTable *texts;      /* (owned): name → AmendsTranslations */
  GHashTable *handlers;   /* (owned): id → AmendsTranslations */
  GPtrArray *handler_ids; /* (owned) (element-type utf8): in file order */
  char **boilerplate;     /* (owned): folded */
  char *currency;
  AmendsRiskCurve value;
  GHashTable *rates; /* (owned): currency → double * */
  double segments[N_SEGMENTS];
  AmendsTranslations *tiers[N_TIERS];          /* (owned) */
  AmendsVipCell *cells[N_TIERS][N_PRIORITIES]; /* (owned) */
  GPtrArray *lists;                            /* (owned) (element-type AmendsRiskList) */
  AmendsSla *sla;                              /* (owned): which account is of which tier */
};

G_END_DECLS
