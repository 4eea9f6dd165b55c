/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-connection.h"
#include "amends-insight-facts.h"

G_BEGIN_DECLS

/* What the policy says of records, which the storage does not know. Called in the reader's thread.
 */
typedef struct
{
  AmendsInstant now;
  /* Milliseconds after its due in which a clock is met in time all the same. */
  AmendsInstant (*get_grace) (AmendsClockKind kind, const char *rule, gpointer data);
  gboolean (*is_vip) (AmendsAccount *account, gpointer data);
  gpointer data;
} AmendsInsightPolicy;

/**
 * amends_insight_store_read:
 *
 * What the metrics count, of the whole workspace. Within a read.
 *
 * Returns: (transfer full): not sealed yet; NULL with @error
 */
AmendsInsightFacts *amends_insight_store_read (AmendsConnection *connection,
                                               const AmendsInsightPolicy *policy,
                                               GError **error);

G_END_DECLS
