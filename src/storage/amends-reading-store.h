/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-interaction.h"
#include "amends-reading.h"

G_BEGIN_DECLS

/* What the advisor made of interactions. All within a read or write; FALSE or NULL with @error. */

/* @reading: (transfer full) */
typedef void (*AmendsReadingFunc) (AmendsReading *reading, gpointer data);

/**
 * amends_reading_store_foreach:
 * @account_id: (nullable): all accounts
 * @stamp: readings made with anything else do not count
 *
 * Calls @func for each reading there is, in no particular order.
 */
gboolean amends_reading_store_foreach (AmendsConnection *connection,
                                       const char *account_id,
                                       const char *stamp,
                                       AmendsReadingFunc func,
                                       gpointer data,
                                       GError **error);

/**
 * amends_reading_store_list_missing:
 * @account_id: (nullable): all accounts
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type AmendsInteraction): those without such a reading
 */
GPtrArray *amends_reading_store_list_missing (AmendsConnection *connection,
                                              const char *account_id,
                                              const char *stamp,
                                              guint limit,
                                              GError **error);

/* One whose interaction is gone is left out. */
gboolean amends_reading_store_save (AmendsConnection *connection,
                                    const AmendsReading *reading,
                                    const char *stamp,
                                    GError **error);

typedef void (*AmendsUsageFunc) (const char *account_id,
                                 const char *metric,
                                 const char *day,
                                 double value,
                                 gpointer data);
/* By account, metric and day, without making a record of each. @since is (nullable). */
gboolean amends_usage_store_foreach (AmendsConnection *connection,
                                     const char *account_id,
                                     const char *since,
                                     AmendsUsageFunc func,
                                     gpointer data,
                                     GError **error);

/* Escalations as far as risk is concerned; duplicates and withdrawn ones are none. */
typedef void (*AmendsTroubleFunc) (const char *account_id,
                                   const char *id,
                                   const char *title,
                                   AmendsInstant received,
                                   AmendsInstant resolved,
                                   AmendsSeverity severity,
                                   gpointer data);
gboolean amends_trouble_foreach (AmendsConnection *connection,
                                 const char *account_id,
                                 AmendsTroubleFunc func,
                                 gpointer data,
                                 GError **error);

G_END_DECLS
