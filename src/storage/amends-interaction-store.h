/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-interaction.h"
#include "amends-usage-sample.h"

G_BEGIN_DECLS

/* Interactions and usage of accounts. All within a read or write; NULL or FALSE with @error. */

gboolean amends_interaction_store_save (AmendsConnection *connection,
                                        AmendsInteraction *interaction,
                                        GError **error);
/**
 * amends_interaction_store_add:
 * @interactions: (element-type AmendsInteraction): new ones
 *
 * As one statement: the search index takes many in little more time than one, since it writes down
 * what it has at the beginning of each statement.
 */
gboolean amends_interaction_store_add (AmendsConnection *connection,
                                       GPtrArray *interactions,
                                       GError **error);
/* (transfer full) (nullable): by id, or by where it comes from and its number there. */
AmendsInteraction *
amends_interaction_store_find (AmendsConnection *connection, const char *id, GError **error);
AmendsInteraction *amends_interaction_store_find_reference (AmendsConnection *connection,
                                                            const char *source,
                                                            const char *reference,
                                                            GError **error);
gboolean
amends_interaction_store_remove (AmendsConnection *connection, const char *id, GError **error);

/**
 * amends_interaction_store_list:
 * @account_id: (nullable): NULL for all accounts
 * @since, @until: half-open; AMENDS_INSTANT_NONE for without end
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type AmendsInteraction): the latest first
 */
GPtrArray *amends_interaction_store_list (AmendsConnection *connection,
                                          const char *account_id,
                                          AmendsInstant since,
                                          AmendsInstant until,
                                          guint limit,
                                          GError **error);

/* The same day and metric again takes the new value. */
gboolean
amends_usage_store_save (AmendsConnection *connection, AmendsUsageSample *sample, GError **error);
gboolean amends_usage_store_remove (AmendsConnection *connection,
                                    const char *account_id,
                                    const char *metric,
                                    const char *day,
                                    GError **error);
/* (transfer full) (element-type AmendsUsageSample): by account, metric, day. @account_id
 * (nullable): all; @since (nullable): from this day on. */
GPtrArray *amends_usage_store_list (AmendsConnection *connection,
                                    const char *account_id,
                                    const char *since,
                                    GError **error);

G_END_DECLS
