/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsRuleHit:
 * One rule that fired, with the words or the fact that made it fire.
 */
#define AMENDS_TYPE_RULE_HIT (amends_rule_hit_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRuleHit, amends_rule_hit, AMENDS, RULE_HIT, AmendsRecord)

struct _AmendsRuleHit
{
  AmendsRecord parent_instance;

  char *rule;   /* identifier in the playbook */
  char *target; /* "severity", "track", "category", "reason", "scenario", "executive", "churn" */
  char *value;  /* nick it argues for */
  char *text;   /* the reason in a sentence */
  char *phrase; /* quoted words */
  int start;    /* code points; AMENDS_UNKNOWN when a fact decided */
  int end;
  char *fact; /* the account fact */
  double weight;
  gboolean decided; /* it made the result; others only supported it */
};

G_END_DECLS
