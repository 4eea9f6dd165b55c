/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-risk-world.h"
#include "amends-session-private.h"
#include "amends-session-risk.h"

G_BEGIN_DECLS

/* For the files amends-session-risk*.c. */

/* One job on its way: read, perhaps write. */
typedef struct _AmendsRiskJob AmendsRiskJob;
typedef gboolean (*AmendsRiskJobFunc) (AmendsRiskJob *job,
                                       AmendsConnection *connection,
                                       GCancellable *cancellable,
                                       GError **error);
struct _AmendsRiskJob
{
  AmendsRiskWorld *world;        /* (owned) */
  AmendsRiskJobFunc work;        /* on the worker, once the world is loaded */
  char *name;                    /* (owned) (nullable): account, by id or name; NULL: all of them */
  AmendsAccountHistory *history; /* (unowned) (nullable): of that account */
  char *language;                /* (owned): of texts */
  AmendsPerson *me;              /* (owned): a copy */
  gpointer result;               /* (owned) (nullable) */
  GDestroyNotify destroy;        /* of the result */
  char *text;                    /* (owned) (nullable): free for the work */
  char *text2;                   /* (owned) (nullable) */
  gpointer data;                 /* free for the work */
};

/* (transfer full) (nullable): NULL, and @task is told, when rules or workspace cannot be used. */
AmendsRiskJob *
amends_risk_job_new (AmendsSession *self, GTask *task, const char *account, AmendsRiskJobFunc work);
/* Runs it on a reader; the result of the job becomes that of the task. Takes both. */
void amends_risk_job_read (AmendsSession *self, AmendsRiskJob *job, GTask *task);
/* As above, and then @work within a write. */
void amends_risk_job_write (AmendsSession *self, AmendsRiskJob *job, GTask *task);

/* (transfer full): "2026-03-09" of @instant in @zone. */
char *amends_risk_dup_day (AmendsInstant instant, GTimeZone *zone);

/* (transfer full) */
AmendsWarningRow *amends_warning_row_new (AmendsRiskRules *rules,
                                          AmendsWarning *warning,
                                          const char *account,
                                          AmendsInstant now,
                                          const char *language);

/* (transfer full) (element-type AmendsApproach): how to approach an account now. */
GPtrArray *
amends_risk_list_approach (AmendsRiskRules *rules, AmendsAccountRisk *risk, const char *language);
/* (transfer full) (element-type utf8): what recurs, sentences with counts. */
GPtrArray *amends_risk_list_patterns (AmendsRiskRules *rules,
                                      const AmendsAccountHistory *history,
                                      AmendsAccountRisk *risk,
                                      AmendsInstant now,
                                      const char *language);
/* (transfer full) (element-type AmendsEngagement) */
GPtrArray *amends_risk_list_engagement (AmendsRiskRules *rules,
                                        const AmendsAccountHistory *history,
                                        AmendsInstant now,
                                        const char *language);
void amends_risk_series_free (AmendsRiskSeries *self);
void amends_engagement_free (AmendsEngagement *self);
void amends_approach_free (AmendsApproach *self);

G_END_DECLS
