/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-warning.h"

G_BEGIN_DECLS

/* Early warnings and the course of risk. All within a read or write. */

gboolean
amends_warning_store_save (AmendsConnection *connection, AmendsWarning *warning, GError **error);
/* (transfer full) (nullable) */
AmendsWarning *
amends_warning_store_find (AmendsConnection *connection, const char *id, GError **error);
/* (transfer full) (element-type AmendsWarning): the latest first. @account_id (nullable): all. */
GPtrArray *
amends_warning_store_list (AmendsConnection *connection, const char *account_id, GError **error);

/* One figure of the course of an account's risk. */
typedef struct
{
  char *day;
  int score;
  char *factors; /* JSON: points of each */
} AmendsRiskPoint;

void amends_risk_point_free (AmendsRiskPoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRiskPoint, amends_risk_point_free)

/* The same day again takes the new figure. */
gboolean amends_risk_store_save (AmendsConnection *connection,
                                 const char *account_id,
                                 const char *day,
                                 int score,
                                 const char *factors,
                                 GError **error);
/* (transfer full) (element-type AmendsRiskPoint): by day. @since (nullable) */
GPtrArray *amends_risk_store_list (AmendsConnection *connection,
                                   const char *account_id,
                                   const char *since,
                                   GError **error);

G_END_DECLS
