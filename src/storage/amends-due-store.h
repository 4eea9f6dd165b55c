/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-due-row.h"

G_BEGIN_DECLS

/**
 * amends_due_store_list:
 * @from: earliest due time, or AMENDS_INSTANT_NONE
 * @until: the due times end before this, or AMENDS_INSTANT_NONE for no end
 * @owner: (nullable): primary owner of the case
 * @limit: 0 for no limit
 *
 * Running clocks of live cases, planned checkpoints and actions, open commitments with a time,
 * and debriefs missing after a Critical or High case was resolved (due at the resolution).
 *
 * Returns: (transfer full) (element-type AmendsDueRow): by due time; NULL with @error
 */
GPtrArray *amends_due_store_list (AmendsConnection *connection,
                                  AmendsInstant from,
                                  AmendsInstant until,
                                  const char *owner,
                                  guint limit,
                                  GError **error);

G_END_DECLS
