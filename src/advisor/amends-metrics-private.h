/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-metrics.h"

G_BEGIN_DECLS

/* What a number is taken over. */
typedef struct
{
  AmendsInsightFacts *facts; /* (unowned) */
  AmendsMetricRules *rules;  /* (unowned) */
  AmendsInstant now;
  guint segments; /* bits; 0: all */
  guint severities;
  guint categories;
  const char *owner; /* (nullable) */
} AmendsMetricScope;

/* One thing that was counted. */
typedef struct
{
  gboolean is_case;
  guint index; /* of the case or the account */
  gboolean hit;
  AmendsInstant at; /* what the metric goes by */
  double value;     /* NAN: only the hit counts */
} AmendsMetricMember;

/* Money of one currency, minor units. */
typedef struct
{
  const char *currency;
  double hit;
  double all;
  guint n; /* accounts that are hits */
} AmendsMetricPurse;

/* What came out. */
typedef struct
{
  guint n;
  guint hits;
  double value;    /* in the unit of the metric; NAN when n is 0 */
  double mean;     /* of a median; else NAN */
  GArray *members; /* (owned) (element-type AmendsMetricMember): in the order counted */
  GArray *purses;  /* (owned) (element-type AmendsMetricPurse): by currency */
} AmendsMetricTally;

void amends_metric_tally_clear (AmendsMetricTally *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsMetricTally, amends_metric_tally_clear)

/* Counts one metric from @from until before @until. Whether that is enough is for others to say. */
void amends_metric_count (const AmendsMetricScope *scope,
                          const AmendsMetricRule *rule,
                          AmendsInstant from,
                          AmendsInstant until,
                          AmendsMetricTally *tally);
/* Whether a case of that scope was received there; the first with `received` at or after. */
gboolean amends_metric_scope_has (const AmendsMetricScope *scope, const AmendsInsightCase *one);
guint amends_metric_find_received (AmendsInsightFacts *facts, AmendsInstant from);
/* What can only be known now has no trend and no stretch before. */
gboolean amends_measure_is_present (AmendsMeasure measure);
/* Goes by accounts: splits by segment alone. */
gboolean amends_measure_is_of_accounts (AmendsMeasure measure);
/* Needs renewals or departures on record. */
gboolean amends_measure_needs_outcomes (AmendsMeasure measure);
/* Hits are what went wrong, and the number is the share of the rest. */
gboolean amends_measure_is_inverse (AmendsMeasure measure);

struct _AmendsInsights
{
  GObject parent_instance;

  AmendsInsightFacts *facts; /* (owned) */
  AmendsMetricRules *rules;  /* (owned) */
  GTimeZone *zone;           /* (owned) */
  char *language;
  char *owner; /* (nullable) */
  AmendsInsightWindow window;
  AmendsMetricScope scope;

  char *title;
  char *summary;
  char *too_few; /* (nullable) */
  char *arr_total;
  guint n_cases, n_accounts;
  GPtrArray *metrics;   /* (owned) (element-type AmendsMetric) */
  GPtrArray *charts;    /* (owned) (element-type AmendsMetricChart) */
  GPtrArray *arr;       /* (owned) (element-type AmendsMetricBar) */
  GPtrArray *recurring; /* (owned) (element-type AmendsMetricBar) */
};

/* (nullable) */
const AmendsMetricRule *amends_insights_find_rule (AmendsInsights *self, const char *id);
AmendsMetricState amends_insights_judge (AmendsInsights *self,
                                         const AmendsMetricRule *rule,
                                         const AmendsMetricTally *tally);
gboolean amends_metric_state_is_known (AmendsMetricState state);
AmendsMetricBar *amends_metric_bar_new (const char *id, const char *title);
void amends_metric_bar_free (gpointer data);

/* --- Words --- */

/* (transfer full): "19 h", "93.4 %", "4.2"; a dash for NAN. */
char *amends_metric_format (AmendsMetricUnit unit, double value);
/* (transfer full): "$940,000, €120,000" or "$: 96 %"; a dash when there are none. */
char *amends_metric_format_purses (GArray *purses, gboolean share, const char *language);
char *amends_metric_format_duration (double minutes);
/* (transfer full): sets value, verdict, goal, basis, before of a metric that has its numbers. */
void amends_metric_put_in_words (AmendsMetric *metric,
                                 const AmendsMetricRule *rule,
                                 const AmendsMetricTally *now,
                                 const AmendsMetricTally *before,
                                 const char *against,
                                 const char *language);
/* Fills detail, outcome and tone. */
void amends_metric_describe_member (AmendsMetricCase *row,
                                    const AmendsMetricRule *rule,
                                    const AmendsInsightCase *one,
                                    const AmendsInsightAccount *account,
                                    const AmendsMetricMember *member,
                                    const char *language);

G_END_DECLS
