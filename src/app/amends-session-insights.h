/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"
#include "amends-metrics.h"
#include "amends-session.h"

G_BEGIN_DECLS

/*
 * Metrics over any range, the cases behind each, and the reports made of them. Main thread; reading
 * is asynchronous, everything asked of an #AmendsInsights afterwards is instant. Texts come in the
 * language of the interface, ready to be shown.
 *
 * A number that too few cases bear out, or whose facts nobody has recorded, is never shown as 0:
 * its `state` says which, and `value` is a dash.
 */

/* Which cases count. Zeroed means: the year until now, everything. Strings are copied. */
typedef struct
{
  AmendsInstant from;    /* AMENDS_INSTANT_NONE or 0: a year before `until` */
  AmendsInstant until;   /* not in it; AMENDS_INSTANT_NONE or 0: now */
  guint segments;        /* bits 1 << AmendsSegment; 0: all */
  guint severities;      /* bits 1 << AmendsSeverity; 0: all */
  guint categories;      /* bits 1 << AmendsCategory; 0: all */
  const char *owner;     /* (nullable): name of the owner of a case */
  AmendsMetricStep step; /* of the trend; AMENDS_METRIC_STEP_AUTO goes by the range */
} AmendsInsightsQuery;

/**
 * AmendsInsights:
 * Every metric of a range. Immutable; what is in it is described in amends-metrics.h:
 * amends_insights_get_metrics(), _find_metric(), _list_cases(), _split(), _get_charts(), …
 */

/* Fails only when the workspace or metrics.json cannot be read. An empty workspace gives every
 * metric, silent. */
void amends_session_insights_async (AmendsSession *self,
                                    const AmendsInsightsQuery *query,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) */
AmendsInsights *
amends_session_insights_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Ranges ---------------------------------------------------------------------------------- */

typedef enum
{
  AMENDS_RANGE_WEEK, /* the last seven days, until now */
  AMENDS_RANGE_MONTH,
  AMENDS_RANGE_QUARTER,
  AMENDS_RANGE_YEAR,
} AmendsRange;

/* The week, month, quarter (three months) or year that ends now, in the time zone of the team. */
void amends_session_get_range (AmendsSession *self,
                               AmendsRange range,
                               AmendsInstant *from,
                               AmendsInstant *until);

/* --- Reports ---------------------------------------------------------------------------------- */

typedef enum
{
  AMENDS_REPORT_WEEKLY,    /* health of the VIP accounts; `from` and `until` default to a week */
  AMENDS_REPORT_QUARTERLY, /* what rose and what it has in common; defaults to three months */
  AMENDS_REPORT_METRICS,   /* every metric of the range; defaults to a year */
} AmendsReport;

/* "weekly", "quarterly", "metrics"; also the name proposed for a file. */
const char *amends_report_to_id (AmendsReport report);

/**
 * amends_session_report_async:
 * @query: (nullable): the range and filter; NULL: the default of @report
 *
 * For the risk report of one account: amends_session_risk_document_async().
 */
void amends_session_report_async (AmendsSession *self,
                                  AmendsReport report,
                                  const AmendsInsightsQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer full): sealed. */
AmendsDocument *
amends_session_report_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_export_insights_async:
 * @insights: what is on the screen
 * @path: its ending says the format: .csv (one row per metric), .md, .html, .pdf, .json, .txt
 *
 * The metrics as shown. Ends with amends_session_export_finish().
 */
void amends_session_export_insights_async (AmendsSession *self,
                                           AmendsInsights *insights,
                                           const char *path,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/**
 * amends_session_export_metric_cases_async:
 * @metric: identifier
 * @path: ends in .csv
 *
 * The cases behind one number, as a table. Ends with amends_session_export_finish().
 */
void amends_session_export_metric_cases_async (AmendsSession *self,
                                               AmendsInsights *insights,
                                               const char *metric,
                                               const char *path,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);

G_END_DECLS
