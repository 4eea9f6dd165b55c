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

/* Selects the row of @item (nullable) and no other; FALSE if it has none here. @focus: also moves
 * there. The signal ::selected (GObject *item) tells of a selection by people. */
gboolean amends_timeline_day_select (AmendsTimelineDay *self, GObject *item, gboolean focus);

/* @items: (element-type AmendsRecord): of amends_timeline_collect(). Also brings up to date how
 * long ago they were. */
void amends_timeline_day_set_items (AmendsTimelineDay *self, const char *heading, GPtrArray *items);

G_END_DECLS
