/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-connection.h"
#include "amends-json-reader.h"

G_BEGIN_DECLS

/**
 * amends_sample_load_life:
 * @reader: stands on the account; faults of the file stick to it
 * @contacts: (element-type AmendsContact): of all accounts so far
 *
 * What happened at an account between its escalations: "interactions" and "usage". Times are
 * "-3d 18:40", so many days before today, or "monday -3d 18:40", before the last Monday whose noon
 * has passed, both where the customer is. What would lie ahead of @now is left out.
 *
 * Returns: FALSE with @error when it could not be stored
 */
gboolean amends_sample_load_life (AmendsConnection *connection,
                                  AmendsAccount *account,
                                  GPtrArray *contacts,
                                  AmendsInstant now,
                                  AmendsJsonReader *reader,
                                  GError **error);

G_END_DECLS
