/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-rules.h"
#include "amends-enums.h"
#include "amends-insight-facts.h"
#include "amends-metric-rules.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Over what the metrics are taken. */
typedef struct
{
  AmendsInstant from;
  AmendsInstant until; /* not in it */
  AmendsInstant now;
  guint segments; /* bits 1 << value; 0: all */
  guint severities;
  guint categories;
  const char *owner; /* (nullable) */
  AmendsMetricStep step;
  GTimeZone *zone;
  const char *language; /* of what is in the policy: "en" or "zh-CN" */
} AmendsInsightWindow;

/* How a number stands. */
typedef enum
{
  AMENDS_METRIC_ON_TARGET,
  AMENDS_METRIC_OFF_TARGET,
  AMENDS_METRIC_NO_TARGET,    /* known; there is no goal to hold it against */
  AMENDS_METRIC_TOO_FEW,      /* some facts, too few to say anything */
  AMENDS_METRIC_NOT_RECORDED, /* nobody has recorded the facts */
} AmendsMetricState;

/* A stretch of the trend. */
typedef struct
{
  char *label; /* "Mar 2026", "Q1 2026" */
  AmendsInstant from;
  AmendsInstant until;
  double value; /* in the metric's unit; NAN: too few cases or none: a gap, never 0 */
  char *text;   /* "19 h"; a dash for a gap */
  guint n;
} AmendsMetricPoint;

/**
 * AmendsMetric:
 * One number with everything needed to read it rightly. Owned by its #AmendsInsights.
 */
typedef struct
{
  const char *id;    /* interned: "resolve-critical", "sla-kept", "first-response", … */
  const char *group; /* interned: "speed", "quality", "retention", "prevention", "vip", "team" */
  gboolean headline; /* one of those a page starts with */
  char *title;       /* "Time to resolve, Critical" */
  char *definition;  /* what counts and of what, sentences */
  AmendsMetricUnit unit;
  AmendsMetricState state;
  AmendsTone tone; /* of `verdict` */
  char *value;     /* "19 h", "93.4 %", "$940 k, €120 k"; a dash when silent */
  char *verdict;   /* "On target, goal under 24 h"; "No goal set"; "5 cases are needed; there are
                      2."; "Not recorded yet" */
  char *goal;      /* (nullable): "under 24 h" */
  char *basis;     /* "4 of 61 missed", "median of 61 cases" */
  char *before;    /* (nullable): "22 h in the year before"; NULL: silent then */
  char *claim;     /* (nullable): a benchmark a vendor quotes, said to be a claim */
  char *record;    /* (nullable): when not recorded, where it can be recorded */
  double number;   /* in `unit`: minutes, percent, …; NAN when silent */
  double number_before; /* of the equal stretch before; NAN when silent */
  double target;        /* NAN: none */
  gboolean lower_is_better;
  guint n;    /* what it was counted over */
  guint hits; /* of them those that are counted; for a median the same as n */
  guint n_before;
  guint least;      /* how many it takes */
  GPtrArray *trend; /* (owned) (element-type AmendsMetricPoint): the oldest first; calendar
                                months or quarters, at least six or four, so that it may begin
                                before the range */
} AmendsMetric;

/* A case behind a number, as a row shows it. */
typedef struct
{
  char *escalation_id; /* (nullable): NULL: the row is an account, behind a number of accounts */
  char *account_id;
  char *number; /* "ESC-0031"; "" for an account */
  char *account;
  char *title;
  AmendsSeverity severity;
  AmendsInstant at; /* received, or what the metric goes by */
  char *detail;     /* "Resolve, goal 24 h", "Resolved in 19 h" */
  char *outcome;    /* (nullable): "2 h late" */
  gboolean hit;     /* it is one of the `hits`: missed, reopened, came back … */
  AmendsTone tone;  /* of `outcome` */
} AmendsMetricCase;

/* A bar: a name, a number, a text. */
typedef struct
{
  char *id;      /* nick of the segment, severity, category; name of the owner; subject */
  char *title;   /* "Enterprise" */
  char *value;   /* "$940 k"; a dash when silent */
  char *note;    /* "4 accounts", "+40 %, mostly handover"; "" when there is nothing to say */
  double number; /* NAN when silent */
  guint n;
  AmendsMetricState state;
} AmendsMetricBar;

/* Columns side by side, stretch by stretch. */
typedef struct
{
  const char *id;    /* interned: "resolve" */
  char *title;       /* "Time to resolve by quarter" */
  char *note;        /* "Median of closed cases. Critical fell from 31 h to 19 h."; "" */
  char *description; /* everything the chart shows, for those who cannot see it */
  AmendsMetricUnit unit;
  double target;      /* of the first series; NAN: none */
  char *target_title; /* (nullable): "Goal, Critical" */
  GPtrArray *series;  /* (owned) (element-type AmendsMetric, unowned): with their `trend` */
  char **names;       /* (owned): of the series: "Critical", "High" */
} AmendsMetricChart;

typedef enum
{
  AMENDS_METRIC_BY_SEGMENT,
  AMENDS_METRIC_BY_SEVERITY,
  AMENDS_METRIC_BY_CATEGORY,
  AMENDS_METRIC_BY_OWNER,
} AmendsMetricDimension;

#define AMENDS_TYPE_INSIGHTS (amends_insights_get_type ())
G_DECLARE_FINAL_TYPE (AmendsInsights, amends_insights, AMENDS, INSIGHTS, GObject)

/**
 * amends_insights_new:
 * @facts: what is known; kept
 * @window: range, filter, step of the trend, now, time zone and language
 *
 * Pure: facts and rules give the numbers. Any thread.
 *
 * Returns: (transfer full)
 */
AmendsInsights *amends_insights_new (AmendsInsightFacts *facts,
                                     AmendsMetricRules *rules,
                                     const AmendsInsightWindow *window);

/* "March 2025 to March 2026" */
const char *amends_insights_get_title (AmendsInsights *self);
/* "61 escalations in 88 accounts." */
const char *amends_insights_get_summary (AmendsInsights *self);
AmendsInstant amends_insights_get_from (AmendsInsights *self);
AmendsInstant amends_insights_get_until (AmendsInsights *self);
/* How many escalations were received in the range, and how many accounts there are. */
guint amends_insights_get_n_cases (AmendsInsights *self);
guint amends_insights_get_n_accounts (AmendsInsights *self);
/* (nullable): what a page says instead of numbers when there are too few closed cases: "Ten closed
 * cases are needed; you have 3." The metrics are there all the same. */
const char *amends_insights_get_too_few (AmendsInsights *self);

/* (transfer none) (element-type AmendsMetric): in the order to show them, headlines first. */
GPtrArray *amends_insights_get_metrics (AmendsInsights *self);
/* (transfer none) (nullable) */
const AmendsMetric *amends_insights_find_metric (AmendsInsights *self, const char *id);
/* (transfer none): the heading of a group, "Speed". */
const char *amends_insights_get_group_title (AmendsInsights *self, const char *group);

/* (transfer full) (element-type AmendsMetricCase): the cases (or accounts) behind a number, hits
 * first, then the latest first. @only_hits: those missed, reopened, …. @limit: 0 is all. */
GPtrArray *amends_insights_list_cases (AmendsInsights *self,
                                       const char *metric,
                                       gboolean only_hits,
                                       guint limit);
/* (transfer full) (element-type AmendsMetricBar): one metric split. Silent where too few. Empty for
 * one that has nothing to split by @dimension. */
GPtrArray *
amends_insights_split (AmendsInsights *self, const char *metric, AmendsMetricDimension dimension);

/* (transfer none) (element-type AmendsMetricChart): the first is time to resolve by severity. */
GPtrArray *amends_insights_get_charts (AmendsInsights *self);
/* (transfer none) (element-type AmendsMetricBar): ARR at risk by segment; per currency where there
 * is more than one. */
GPtrArray *amends_insights_get_arr_at_risk (AmendsInsights *self);
/* (transfer none): "$1.31 M of $9.6 M" */
const char *amends_insights_get_arr_total (AmendsInsights *self);
/* (transfer none) (element-type AmendsMetricBar): what keeps coming back, the most frequent first;
 * `note` is the change against the stretch before. */
GPtrArray *amends_insights_get_recurring (AmendsInsights *self);

/* (transfer full): @value in words, in the unit of @metric: "19 h"; a dash for NAN. */
char *amends_metric_format_value (const AmendsMetric *metric, double value);

/* (transfer full): see data/schema/metrics-report.json */
JsonNode *amends_insights_to_json (AmendsInsights *self);

G_END_DECLS
