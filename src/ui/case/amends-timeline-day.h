/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsTimelineDay:
 * What has happened on one day, the latest first.
 */
#define AMENDS_TYPE_TIMELINE_DAY (amends_timeline_day_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimelineDay, amends_timeline_day, AMENDS, TIMELINE_DAY, AdwBin)

GtkWidget *amends_timeline_day_new (AmendsSession *session);

/* @items: (element-type AmendsRecord): of amends_timeline_collect(). Also brings up to date how
 * long ago they were. */
void amends_timeline_day_set_items (AmendsTimelineDay *self, const char *heading, GPtrArray *items);

G_END_DECLS
