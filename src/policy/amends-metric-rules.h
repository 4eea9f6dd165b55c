/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-playbook.h"
#include "amends-translations.h"

G_BEGIN_DECLS

/* What a number is counted in. */
typedef enum
{
  AMENDS_METRIC_MINUTES, /* minutes that passed, day and night */
  AMENDS_METRIC_PERCENT, /* 0 to 100 */
  AMENDS_METRIC_COUNT,
  AMENDS_METRIC_RATE,  /* a count against another, one decimal */
  AMENDS_METRIC_SCORE, /* on a scale */
  AMENDS_METRIC_MONEY, /* major units; one currency at a time */
} AmendsMetricUnit;

/* What is measured; the mechanism is in the program, everything else in the file. */
typedef enum
{
  AMENDS_MEASURE_RESOLVE,
  AMENDS_MEASURE_SLA,
  AMENDS_MEASURE_RESPONSE,
  AMENDS_MEASURE_SUBSTANTIVE,
  AMENDS_MEASURE_PER_ACCOUNTS,
  AMENDS_MEASURE_REOPENED,
  AMENDS_MEASURE_SATISFACTION,
  AMENDS_MEASURE_SATISFACTION_SHARE, /* on any scale, as hundredths of it */
  AMENDS_MEASURE_CHURN_AFTER,
  AMENDS_MEASURE_DOCUMENTATION,
  AMENDS_MEASURE_RECURRENCE,
  AMENDS_MEASURE_PREVENTED,
  AMENDS_MEASURE_ARR_AT_RISK,
  AMENDS_MEASURE_RETAINED,
  AMENDS_MEASURE_RETAINED_ARR,
  AMENDS_MEASURE_CHURN_SUPPORT,
  AMENDS_MEASURE_SAVED,
  AMENDS_MEASURE_SAVED_ARR,
  AMENDS_MEASURE_PROACTIVE,
  AMENDS_MEASURE_RENEWALS,
  AMENDS_MEASURE_STRESS,
  AMENDS_N_MEASURES
} AmendsMeasure;

typedef enum
{
  AMENDS_METRIC_STEP_AUTO,
  AMENDS_METRIC_STEP_MONTH,
  AMENDS_METRIC_STEP_QUARTER,
} AmendsMetricStep;

/* One metric of the file. */
typedef struct
{
  const char *id;    /* interned */
  const char *group; /* interned */
  AmendsMeasure measure;
  gboolean headline;
  AmendsSeverity severity; /* only such cases; unknown: all */
  AmendsSegment segment;   /* only such accounts; unknown: all */
  gboolean vip;            /* only accounts of the first tier */
  int scale;               /* of satisfaction: 5 or 10; 0: all */
  double target;           /* NAN: none */
  gboolean lower;          /* lower is better */
  int least;               /* how many it takes to say anything */
  const char *against;     /* interned (nullable): the metric it is shown against */
  AmendsTranslations *title;
  AmendsTranslations *definition;
  AmendsTranslations *claim;  /* (nullable): what vendors quote */
  AmendsTranslations *record; /* (nullable): where the fact is recorded */
} AmendsMetricRule;

/**
 * AmendsMetricRules:
 * Which metrics there are, what they are held against and when they are silent: metrics.json of a
 * playbook. Immutable; any thread.
 */
#define AMENDS_TYPE_METRIC_RULES (amends_metric_rules_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMetricRules, amends_metric_rules, AMENDS, METRIC_RULES, GObject)

/* (transfer full): or NULL with AMENDS_INPUT_ERROR naming file, line and field. */
AmendsMetricRules *amends_metric_rules_new (AmendsPlaybook *playbook, GError **error);

AmendsMetricUnit amends_measure_get_unit (AmendsMeasure measure);

guint amends_metric_rules_get_n (AmendsMetricRules *self);
const AmendsMetricRule *amends_metric_rules_get (AmendsMetricRules *self, guint index);
/* "" when there is none. */
const char *amends_metric_rules_get_group_title (AmendsMetricRules *self,
                                                 const char *group,
                                                 const char *language);
/* Bits of AmendsInsightSections that make a debrief complete. */
guint amends_metric_rules_get_sections (AmendsMetricRules *self);

typedef enum
{
  AMENDS_METRIC_NEEDED_CASES,    /* closed cases before a page shows numbers */
  AMENDS_METRIC_CHURN_DAYS,      /* leaving so soon after a case counts as after it */
  AMENDS_METRIC_RECURRENCE_DAYS, /* the same thing again within */
  AMENDS_METRIC_PREVENTED_DAYS,  /* no escalation for so long after a warning */
  AMENDS_METRIC_PROACTIVE_DAYS,  /* a warning so long before a case */
  AMENDS_METRIC_RISE_PERCENT,    /* what counts as risen */
  AMENDS_METRIC_RISE_CASES,      /* how many cases more it takes */
  AMENDS_METRIC_RISE_LEAST,      /* how many cases a group needs */
  AMENDS_METRIC_COMMON_PERCENT,  /* what so many have, they have in common */
  AMENDS_METRIC_RECURRING_LEAST, /* cases about one thing that make it recur */
  AMENDS_METRIC_SHOWN,           /* how many are listed */
  AMENDS_N_METRIC_NUMBERS
} AmendsMetricNumber;

int amends_metric_rules_get_number (AmendsMetricRules *self, AmendsMetricNumber number);
/* What to do about a group of cases that rose: by nick of its category or reason; "" when the file
 * has no advice. */
const char *
amends_metric_rules_get_advice (AmendsMetricRules *self, const char *nick, const char *language);

G_END_DECLS
