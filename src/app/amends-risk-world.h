/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-reader.h"
#include "amends-account-risk.h"
#include "amends-connection.h"
#include "amends-engines.h"
#include "amends-risk-learning.h"

G_BEGIN_DECLS

/**
 * AmendsRiskWorld:
 * Everything that is needed to judge one account or all of them, read in one go. For a worker.
 */
typedef struct
{
  AmendsEngines *engines; /* (owned) */
  AmendsRiskRules *rules; /* (owned) */
  GTimeZone *zone;        /* (owned) */
  AmendsInstant now;
  GPtrArray *histories;      /* (owned) (element-type AmendsAccountHistory): by name */
  GHashTable *by_account;    /* (owned): id → history */
  GPtrArray *warnings;       /* (owned) (element-type AmendsWarning): all there are */
  AmendsRiskWeights weights; /* in use */
  GPtrArray *fresh;          /* (owned) (element-type AmendsReading): made just now, to be kept */
} AmendsRiskWorld;

AmendsRiskWorld *amends_risk_world_new (AmendsEngines *engines,
                                        AmendsRiskRules *rules,
                                        GTimeZone *zone,
                                        AmendsInstant now);
void amends_risk_world_free (AmendsRiskWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRiskWorld, amends_risk_world_free)

/**
 * amends_risk_world_load:
 * @account_id: (nullable): only this one
 *
 * Interactions that nobody has read yet are read, which takes a tenth of a millisecond each.
 * Within a read or write.
 */
gboolean amends_risk_world_load (AmendsRiskWorld *self,
                                 AmendsConnection *connection,
                                 const char *account_id,
                                 GCancellable *cancellable,
                                 GError **error);
/* Keeps what was read, so that it is not read again. Within a write. */
gboolean
amends_risk_world_save (AmendsRiskWorld *self, AmendsConnection *connection, GError **error);

/* (transfer full) */
AmendsAccountRisk *amends_risk_world_judge (AmendsRiskWorld *self,
                                            const AmendsAccountHistory *history,
                                            const char *language);

/* Setting: answers before this instant no longer count. */
#define AMENDS_RISK_LEARN_SINCE "risk.learn-since"

G_END_DECLS
