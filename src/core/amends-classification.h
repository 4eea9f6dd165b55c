/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-issue.h"
#include "amends-record.h"
#include "amends-rule-hit.h"
#include "amends-signal.h"

G_BEGIN_DECLS

/**
 * AmendsClassification:
 * What the advisor makes of a message and its facts, with every reason.
 */
#define AMENDS_TYPE_CLASSIFICATION (amends_classification_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClassification,
                      amends_classification,
                      AMENDS,
                      CLASSIFICATION,
                      AmendsRecord)

struct _AmendsClassification
{
  AmendsRecord parent_instance;

  AmendsCategory category;
  AmendsReason reason;
  AmendsScenario scenario;
  AmendsSeverity severity;
  AmendsTrack track;
  gboolean executive;
  char *topic;      /* trigger topic */
  double technical; /* scores 0 to 1 */
  double commercial;
  double relationship;
  double executive_score;
  double legal;
  double severity_score; /* 0 to 1 */
  double sentiment;      /* -1 to 1 */
  double anger;          /* 0 to 1 */
  double complaint;      /* 0 to 1 */
  double urgency;        /* 0 to 1 */
  gboolean churn;
  double churn_score; /* 0 to 1 */
  AmendsEmotion emotion;
  char *language;      /* "en" or "zh-CN" */
  double confidence;   /* 0 to 1 */
  GListStore *issues;  /* of AmendsIssue: the main one first */
  GListStore *signals; /* of AmendsSignal */
  GListStore *rules;   /* of AmendsRuleHit */
  char **questions;    /* what to ask when confidence is low */
};

G_END_DECLS
