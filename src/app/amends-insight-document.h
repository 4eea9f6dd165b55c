/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-risk.h"
#include "amends-document.h"
#include "amends-metrics.h"
#include "amends-systemic.h"

G_BEGIN_DECLS

/* What every report says of itself. */
typedef struct
{
  AmendsInstant now;
  GTimeZone *zone;
  const char *language; /* "en" or "zh-CN" */
  const char *author;   /* (nullable) */
} AmendsInsightContext;

/* All (transfer full): sealed. Any thread. */

/* Every metric with its definition, goal, trend and basis. */
AmendsDocument *amends_insight_document_build_metrics (AmendsInsights *insights,
                                                       const AmendsInsightContext *context);
/* @risks: (nullable) (element-type AmendsAccountRisk): NULL when risk cannot be judged. */
AmendsDocument *amends_insight_document_build_weekly (AmendsInsights *insights,
                                                      AmendsInsightFacts *facts,
                                                      GPtrArray *risks,
                                                      const AmendsInsightContext *context);
AmendsDocument *amends_insight_document_build_quarterly (AmendsInsights *insights,
                                                         AmendsSystemic *systemic,
                                                         const AmendsInsightContext *context);

/* As CSV, RFC 4180 with a byte order mark, so that spreadsheets read Chinese. */
GBytes *amends_insight_write_csv (AmendsInsights *insights);
GBytes *
amends_insight_write_cases_csv (AmendsInsights *insights, const char *metric, GTimeZone *zone);

G_END_DECLS
