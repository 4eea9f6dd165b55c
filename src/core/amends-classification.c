/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the advisor makes of a message and its facts, with every reason. */

#include "config.h"

#include "amends-classification.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD_OF (AmendsClassification, "category", ENUM, category, amends_category_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "reason", ENUM, reason, amends_reason_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "scenario", ENUM, scenario, amends_scenario_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "severity", ENUM, severity, amends_severity_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "track", ENUM, track, amends_track_get_type),
  AMENDS_FIELD (AmendsClassification, "executive", BOOLEAN, executive),
  AMENDS_FIELD (AmendsClassification, "topic", STRING, topic),
  AMENDS_FIELD (AmendsClassification, "technical", DOUBLE, technical),
  AMENDS_FIELD (AmendsClassification, "commercial", DOUBLE, commercial),
  AMENDS_FIELD (AmendsClassification, "relationship", DOUBLE, relationship),
  AMENDS_FIELD (AmendsClassification, "executive-score", DOUBLE, executive_score),
  AMENDS_FIELD (AmendsClassification, "legal", DOUBLE, legal),
  AMENDS_FIELD (AmendsClassification, "severity-score", DOUBLE, severity_score),
  AMENDS_FIELD (AmendsClassification, "sentiment", DOUBLE, sentiment),
  AMENDS_FIELD (AmendsClassification, "anger", DOUBLE, anger),
  AMENDS_FIELD (AmendsClassification, "complaint", DOUBLE, complaint),
  AMENDS_FIELD (AmendsClassification, "urgency", DOUBLE, urgency),
  AMENDS_FIELD (AmendsClassification, "churn", BOOLEAN, churn),
  AMENDS_FIELD (AmendsClassification, "churn-score", DOUBLE, churn_score),
  AMENDS_FIELD_OF (AmendsClassification, "emotion", ENUM, emotion, amends_emotion_get_type),
  AMENDS_FIELD (AmendsClassification, "language", STRING, language),
  AMENDS_FIELD (AmendsClassification, "confidence", DOUBLE, confidence),
  AMENDS_FIELD_OF (AmendsClassification, "issues", RECORDS, issues, amends_issue_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "signals", RECORDS, signals, amends_signal_get_type),
  AMENDS_FIELD_OF (AmendsClassification, "rules", RECORDS, rules, amends_rule_hit_get_type),
  AMENDS_FIELD (AmendsClassification, "questions", STRV, questions),
};

AMENDS_DEFINE_RECORD (AmendsClassification, amends_classification)
