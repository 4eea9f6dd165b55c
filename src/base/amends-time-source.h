/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AmendsTimeSource:
 * Where "now" comes from. The program has one; tests and `--now` have a fixed one. Thread-safe.
 */
#define AMENDS_TYPE_TIME_SOURCE (amends_time_source_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimeSource, amends_time_source, AMENDS, TIME_SOURCE, GObject)

AmendsTimeSource *amends_time_source_new_system (void);
/* Stands still at @instant until it is told otherwise. */
AmendsTimeSource *amends_time_source_new_fixed (AmendsInstant instant);

AmendsInstant amends_time_source_now (AmendsTimeSource *self);
gboolean amends_time_source_is_fixed (AmendsTimeSource *self);
/* Only for a fixed source; emits #AmendsTimeSource::moved in the calling thread. */
void amends_time_source_set_fixed (AmendsTimeSource *self, AmendsInstant instant);

G_END_DECLS
