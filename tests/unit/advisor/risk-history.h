/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-reader.h"
#include "amends-account-risk.h"

G_BEGIN_DECLS

/* Histories made up for tests. */

/* The rules and the classifier of the shipped playbook; freed at the end of the program. */
AmendsRiskRules *risk_rules (void);
AmendsClassifier *risk_classifier (void);
/* "2026-03-10T12:00:00Z", when all of them are judged. */
AmendsInstant risk_now (void);
GTimeZone *risk_utc (void);

AmendsAccountHistory *risk_history_new (AmendsSegment segment, gint64 arr, int renewal_days);
/* An interaction @days ago, read like any other. @contact: (nullable) */
AmendsReading *risk_history_say (AmendsAccountHistory *history,
                                 AmendsInteractionKind kind,
                                 AmendsDirection direction,
                                 double days,
                                 const char *contact,
                                 AmendsPriority priority,
                                 const char *subject,
                                 const char *text);
/* A contact with the id @name. */
void risk_history_add_person (AmendsAccountHistory *history,
                              const char *name,
                              AmendsContactRole role,
                              gboolean executive);
/* @weeks means per day, the last one that of the week up to yesterday. */
void risk_history_use (AmendsAccountHistory *history,
                       const char *metric,
                       const double *weeks,
                       guint n_weeks);
/* (transfer full): sealed and judged now, in English. */
AmendsAccountRisk *risk_history_judge (AmendsAccountHistory *history);

/**
 * risk_world_new:
 * @accounts, @days: how many, and how long
 * @truth: whether escalations come of what happens; else the same number come at random
 *
 * Histories with a known truth: quiet accounts, and among them some whose use falls, whose tickets
 * turn bad and whose champion falls silent in the two weeks before an escalation.
 *
 * Returns: (transfer full) (element-type AmendsAccountHistory)
 */
GPtrArray *risk_world_new (guint accounts, guint days, gboolean truth, guint seed);

G_END_DECLS
