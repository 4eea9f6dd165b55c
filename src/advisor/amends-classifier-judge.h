/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-classifier-policy.h"
#include "amends-classifier.h"
#include "amends-turns.h"

G_BEGIN_DECLS

/* Where the text that made a rule fire stands. */
typedef enum
{
  AMENDS_SOURCE_STATEMENT,
  AMENDS_SOURCE_SUBJECT,
  AMENDS_SOURCE_IMPACT,
  AMENDS_SOURCE_ISSUE, /* the underlying issue, as the CSM wrote it */
  AMENDS_N_SOURCES
} AmendsSource;

/* A rule that fired. Texts are (unowned): they live as long as judgement and policy. */
typedef struct
{
  const char *rule;
  const char *target;
  const char *value; /* (nullable) */
  const char *fact;  /* (nullable) */
  int hit;           /* index in the hits of `source`; -1: a fact or a turn decided */
  gboolean turn;     /* the tokens of the statement that are quoted, though no phrase is known */
  guint first;
  guint last;
  AmendsSource source;
  double weight;
  gboolean decided;
} AmendsFired;

/**
 * AmendsJudgement:
 * The result as numbers and rules that fired, before records are made of it.
 */
typedef struct
{
  AmendsLexiconText texts[AMENDS_N_SOURCES]; /* empty when there is no such text */
  GArray *hits[AMENDS_N_SOURCES]; /* (owned) (nullable) (element-type AmendsLexiconHit) */
  double features[AMENDS_MAX_FEATURES];
  AmendsTurnResult turns;
  GArray *fired;    /* (owned) (element-type AmendsFired) */
  GPtrArray *facts; /* (owned) (element-type utf8): texts of the facts above */
  double categories[AMENDS_N_CATEGORIES];
  AmendsCategory category;
  AmendsReason reason;
  AmendsScenario scenario;
  AmendsSeverity severity;
  AmendsTrack track;
  AmendsEmotion emotion;
  const char *topic; /* (nullable) */
  gboolean executive;
  gboolean churn;
  double severity_score;
  double sentiment;
  double anger;
  double complaint;
  double urgency;
  double churn_score;
  double confidence;
  gboolean contradictory;
  gboolean chinese;
} AmendsJudgement;

void amends_judgement_init (AmendsJudgement *self,
                            const AmendsClassifierPolicy *policy,
                            const AmendsLexicon *lexicon,
                            const AmendsTurns *turns,
                            const AmendsClassifierInput *input,
                            gboolean executive_contact);
void amends_judgement_clear (AmendsJudgement *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsJudgement, amends_judgement_clear)

/* For amends-classifier-judge.c: severity, track and scenario, from the features and facts. */
void amends_judgement_weigh (AmendsJudgement *self,
                             const AmendsClassifierPolicy *policy,
                             const AmendsLexicon *lexicon,
                             const AmendsClassifierInput *input);
void amends_judgement_fire (AmendsJudgement *self,
                            const AmendsClassifierPolicy *policy,
                            const char *rule,
                            const char *value,
                            const char *fact,
                            double weight,
                            gboolean decided);
double
amends_judgement_get (const AmendsJudgement *self, const AmendsLexicon *lexicon, const char *kind);

G_END_DECLS
