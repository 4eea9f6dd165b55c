/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-engines.h"

G_BEGIN_DECLS

/**
 * amends_sample_load:
 * @now: the sample's cases are laid around this time
 *
 * Reads data/sample and logs its cases the way a person would have: through the same builder, with
 * messages sent, steps done and cases resolved. Everything is marked as sample. Blocking, within a
 * write.
 */
gboolean amends_sample_load (AmendsConnection *connection,
                             AmendsEngines *engines,
                             AmendsInstant now,
                             GError **error);

G_END_DECLS
