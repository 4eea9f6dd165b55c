/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-connection.h"
#include "amends-due-row.h"

G_BEGIN_DECLS

/* (transfer full) (element-type utf8 utf8): id of each running clock → identifier of its rule; NULL
 * with @error. Within a read. */
GHashTable *amends_task_store_list_rules (AmendsConnection *connection, GError **error);

/* (transfer full) (element-type AmendsDueRow): approved goodwill that runs out before @until in
 * cases that are not over, by that time; "title" is what it is. NULL with @error. Within a read. */
GPtrArray *
amends_task_store_list_offers (AmendsConnection *connection, AmendsInstant until, GError **error);

/**
 * amends_task_store_list_paths:
 *
 * Live cases with as much as decides who of the escalation path is still to be told: of the
 * escalation its id, number, title, status, severity, owner and time received, the name of the
 * account, and of the stakeholders role and time of notice. Not for storing. Within a read.
 *
 * Returns: (transfer full) (element-type AmendsCase): NULL with @error
 */
GPtrArray *amends_task_store_list_paths (AmendsConnection *connection, GError **error);

G_END_DECLS
