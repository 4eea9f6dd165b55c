/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-connection.h"
#include "amends-goodwill.h"

G_BEGIN_DECLS

/**
 * amends_goodwill_list_given:
 * @except: (nullable): id of a request that does not count
 *
 * What was approved for an account, on all its cases, in the 365 days before @now. Approvals that
 * were changed afterwards do not count; those that expired do: nobody has said that they were not
 * given. Blocking; within a read or write.
 *
 * Returns: (transfer full) (element-type AmendsGoodwill): NULL with @error
 */
GPtrArray *amends_goodwill_list_given (AmendsConnection *connection,
                                       AmendsAccount *account,
                                       const char *except,
                                       AmendsInstant now,
                                       GError **error);

/* Of amounts in the account's currency, minor units. */
gint64 amends_goodwill_sum_given (GPtrArray *given, AmendsAccount *account);

/* (transfer full) (nullable): the request, of whichever case, that has this mail as its evidence;
 * @except does not count. NULL without an error if there is none. */
AmendsGoodwill *amends_goodwill_find_evidence (AmendsConnection *connection,
                                               const char *digest,
                                               const char *message_id,
                                               const char *except,
                                               GError **error);

G_END_DECLS
