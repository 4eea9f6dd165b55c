/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-timeline-items.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsTimelineFilter:
 * Chips for the kinds of what stands in a timeline. None pressed shows all.
 *
 * Signal: ::changed.
 */
#define AMENDS_TYPE_TIMELINE_FILTER (amends_timeline_filter_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimelineFilter, amends_timeline_filter, AMENDS, TIMELINE_FILTER, AdwBin)

/* Only kinds in @present (bits 1 << AmendsTimelineKind), and those pressed, have a chip. */
void amends_timeline_filter_set_present (AmendsTimelineFilter *self, guint present);

void amends_timeline_filter_set_narrow (AmendsTimelineFilter *self, gboolean narrow);

gboolean amends_timeline_filter_lets (AmendsTimelineFilter *self, AmendsTimelineKind kind);
gboolean amends_timeline_filter_is_on (AmendsTimelineFilter *self);
void amends_timeline_filter_clear (AmendsTimelineFilter *self);

G_END_DECLS
