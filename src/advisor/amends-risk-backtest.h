/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-signals.h"

G_BEGIN_DECLS

/* How one threshold would have done. */
typedef struct
{
  int threshold;
  guint early;  /* escalations flagged at least so many hours before, and not longer than a warning
                   stays fresh */
  guint late;   /* flagged, but too late to do anything */
  guint missed; /* not flagged at all */
  guint false_alarms; /* flags after which nothing came */
  double share;       /* early of all, 0 to 1; NAN: no escalations */
  double alarms;      /* false alarms per account and month; NAN: no time */
  double low;         /* 95 % interval of the share */
  double high;
} AmendsBacktestRow;

/* One escalation that was looked at. */
typedef struct
{
  char *account_id;
  char *account; /* name */
  char *title;
  AmendsInstant at;
  int score;    /* the highest of the days in which it could have been flagged in time */
  double hours; /* how early it was flagged at the threshold in use; NAN: not at all */
} AmendsBacktestCase;

/**
 * AmendsBacktest:
 * What the warnings would have been worth on one's own history, day by day with only what was
 * known on each day.
 */
typedef struct
{
  guint accounts;    /* that could be judged on at least one day */
  guint escalations; /* that could have been foreseen: of these accounts, after the first weeks */
  guint days;        /* judged days of all accounts */
  AmendsInstant from;
  AmendsInstant until;
  int threshold;      /* the first one of the playbook */
  double hours_least; /* how early is early enough: 24 */
  double hours_most;  /* and what counts as foreseen: 72 */
  double goal;        /* share to reach: 0.8 */
  gboolean too_few;   /* nothing can be concluded */
  double skill;       /* 0: no better than chance, 1: perfect (area under the curve, scaled);
                         NAN: cannot be said */
  double chance;      /* how often labels dealt at random do as well: small is good; NAN as above */
  GPtrArray *rows;    /* (owned) (element-type AmendsBacktestRow): by threshold */
  GPtrArray *cases;   /* (owned) (element-type AmendsBacktestCase): the latest first */
  char *text;         /* a sentence: what it says, with n, or that it is too few to say */
} AmendsBacktest;

void amends_backtest_free (AmendsBacktest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsBacktest, amends_backtest_free)

typedef gboolean (*AmendsBacktestProgress) (double fraction, gpointer data);

/**
 * amends_backtest_run:
 * @histories: (element-type AmendsAccountHistory): everything known today
 * @language: of the texts
 * @seed: of the random labels: the same seed, the same figures
 * @progress: (nullable): FALSE from it stops the run
 *
 * Each day at noon the account is judged as if it were that day: only what had happened by then,
 * and nothing that was filled in later, such as when a ticket was closed, how it was rated, when a
 * contact was last heard of, what the contract is worth today.
 *
 * Returns: (transfer full) (nullable): NULL when it was stopped
 */
AmendsBacktest *amends_backtest_run (AmendsRiskRules *rules,
                                     const double *weights,
                                     GPtrArray *histories,
                                     GTimeZone *zone,
                                     AmendsInstant now,
                                     const char *language,
                                     guint seed,
                                     AmendsBacktestProgress progress,
                                     gpointer data);

/* (transfer full): see data/schema/backtest.json */
JsonNode *amends_backtest_to_json (AmendsBacktest *self, GTimeZone *zone);

G_END_DECLS
