/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-lexicon.h"
#include "amends-translations.h"

G_BEGIN_DECLS

/* Features of a text that are no phrases; they follow the kinds of the lexicon. */
typedef enum
{
  AMENDS_FEATURE_EXCLAMATIONS, /* 0 to 1: three or more give 1 */
  AMENDS_FEATURE_CAPITALS,     /* 0 to 1: share of words shouted */
  AMENDS_FEATURE_QUESTION,     /* 1 when it asks something */
  AMENDS_FEATURE_SHORT,        /* 1 under six words */
  AMENDS_FEATURE_SARCASM,      /* 0 to 1: praise and blame in one breath */
  AMENDS_FEATURE_TURNS_LEAVE,  /* -1 to 1: what the model of turns of phrase makes of the text */
  AMENDS_FEATURE_TURNS_COMPLAINT,
  AMENDS_FEATURE_TURNS_ANGER,
  AMENDS_N_FEATURES
} AmendsFeature;

#define AMENDS_MAX_FEATURES (AMENDS_LEXICON_MAX_KINDS + AMENDS_N_FEATURES)
#define AMENDS_N_CATEGORIES (AMENDS_CATEGORY_LEGAL + 1)
#define AMENDS_N_SEVERITIES (AMENDS_SEVERITY_CRITICAL + 1)

/* A logistic score: 1 / (1 + exp (-(bias + sum of weight × feature))). */
typedef struct
{
  double bias;
  double weights[AMENDS_MAX_FEATURES];
} AmendsScoreModel;

typedef struct
{
  char *id; /* (owned) */
  guint kind;
  AmendsCategory category;
  AmendsReason reason;
  double weight; /* in the choice of the category: a threat says what follows, not what is wrong */
} AmendsTopicRule;

/* So many users, hours or money units speak for a severity. */
typedef struct
{
  char *measure; /* (owned) */
  double at_least;
  AmendsSeverity severity;
  double strength;
} AmendsMeasureRule;

typedef struct
{
  char *id;           /* (owned) */
  int renewal_days;   /* 0: the renewal does not matter */
  guint segments;     /* bits of AmendsSegment; 0: the segment does not matter */
  gboolean strategic; /* a strategic account counts as if it were of the segments */
  guint severities;   /* bits of AmendsSeverity; 0: any */
  double anger;       /* at least */
  int steps;
} AmendsBoost;

/* What a kind or a fact argues for, and how that is said. */
typedef struct
{
  char *target;             /* (owned) */
  char *value;              /* (owned) */
  AmendsTranslations *text; /* (owned) */
} AmendsReasonRule;

/* Two kinds in one sentence that together say what neither says alone. */
typedef struct
{
  int first;
  int second;
  int gives;
  double strength;
} AmendsCombination;

/* Where the marks between one verdict and the next lie; named as in classify.json. */
typedef struct
{
  double category_floor; /* under it no category is named by the text */
  double topic_floor;
  double issue_floor; /* from it on a further topic is an issue of its own */
  double executive;
  double scenario;
  double contradiction;
  double decisive; /* a rule weaker than this decided nothing */
  double ask_category;
  double ask_severity;
  double short_words;  /* fewer halve the confidence */
  double little_words; /* fewer are too little to go on */
  double enough_words;
} AmendsLimits;

typedef struct
{
  double base;
  double complaint;
  double hint_from; /* weaker evidence of a level is none */
  double hint_gain;
  double small_from;
  double small_unless_high;
  double small_unless_critical;
  double small_at_most;
  double easy_from;
  double easy_unless_critical;
  double easy_at_most;
  double unstated; /* score of a fault of which no impact is told */
  double unstated_from;
} AmendsSeverityRules;

/* How far the model of turns of phrase is heard beside the lexicon. */
typedef struct
{
  double full;          /* log-odds that count as certain */
  double category;      /* weight of its category beside the phrases found */
  double category_gain; /* what a unit of its log-odds adds */
  double severity;      /* its share in the severity score */
  double medium_from;   /* where the levels begin on the mean of both */
  double high_from;
  double critical_from;
  double quote; /* from this probability on the words that argue for leaving are quoted */
} AmendsTurnRules;

typedef struct
{
  double statement;
  double subject;
  double impact;
  double underlying_issue;
} AmendsSourceWeights;

typedef struct
{
  double base;
  double category;
  double margin;
  double severity;
  double length;
  double contradiction; /* factor */
  double short_text;    /* factor */
} AmendsConfidenceWeights;

typedef struct
{
  double floors[AMENDS_EMOTION_VERY_ANGRY + 1]; /* anger at least, when the CSM heard it so */
  double calm_at_most;
  double angry_from;
  double frustrated_from;
  double frustrated_complaint;
  double concerned_complaint;
} AmendsEmotionRules;

typedef struct
{
  double cancel_threat_churn;
  double executive_call;
  double angry_mail_anger;
  double formal_notice_complaint;
  double formal_notice_legal;
  double executive_involved;
} AmendsTriggerRules;

/**
 * AmendsClassifierPolicy:
 * classify.json, read and checked. Immutable; any thread.
 */
typedef struct
{
  AmendsScoreModel complaint;
  AmendsScoreModel anger;
  AmendsScoreModel urgency;
  AmendsScoreModel churn;
  AmendsScoreModel positive;
  AmendsScoreModel negative;
  int category_kinds[AMENDS_N_CATEGORIES]; /* -1: no phrase speaks for it */
  AmendsReason reasons[AMENDS_N_CATEGORIES];
  double category_weights[AMENDS_N_CATEGORIES];
  AmendsCategory fallback;
  GArray *topics;       /* (owned) (element-type AmendsTopicRule) */
  GArray *measures;     /* (owned) (element-type AmendsMeasureRule) */
  GArray *boosts;       /* (owned) (element-type AmendsBoost) */
  GArray *combinations; /* (owned) (element-type AmendsCombination) */
  double severity_levels[AMENDS_N_SEVERITIES];
  double severity_thresholds[AMENDS_N_SEVERITIES];
  int severity_kinds[AMENDS_N_SEVERITIES];
  AmendsSeverityRules severity;
  AmendsLimits limits;
  AmendsSourceWeights sources;
  AmendsConfidenceWeights confidence;
  AmendsEmotionRules emotions;
  AmendsTriggerRules triggers;
  AmendsTurnRules turns;
  AmendsTrack tracks[AMENDS_N_SEVERITIES];
  double churn_flag;
  double churn_track;
  double very_angry;
  double confident;
  GHashTable *reason_rules; /* (owned): id to AmendsReasonRule */
  GHashTable *questions;    /* (owned): id to AmendsTranslations */
} AmendsClassifierPolicy;

AmendsClassifierPolicy *amends_classifier_policy_new (AmendsPlaybook *playbook,
                                                      const AmendsLexicon *lexicon,
                                                      GError **error);
void amends_classifier_policy_free (AmendsClassifierPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsClassifierPolicy, amends_classifier_policy_free)

double amends_score_model_apply (const AmendsScoreModel *model, const double *features);

G_END_DECLS
