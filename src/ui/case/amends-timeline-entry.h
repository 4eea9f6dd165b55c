/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTimelineEntry:
 * Something that has happened: when, what, who.
 */
#define AMENDS_TYPE_TIMELINE_ENTRY (amends_timeline_entry_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTimelineEntry,
                      amends_timeline_entry,
                      AMENDS,
                      TIMELINE_ENTRY,
                      GtkListBoxRow)

/* @item: (transfer none): of amends_timeline_collect() */
GtkWidget *amends_timeline_entry_new (AmendsSession *session, gpointer item);

void amends_timeline_entry_update (AmendsTimelineEntry *self);

G_END_DECLS
