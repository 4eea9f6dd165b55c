/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * amends_form_bind:
 * @editor: an entry row (texts, numbers, moments), a text view (long texts; lists, one a line), or
 *   a combo row (states, which fills it with their words)
 * @field: of @record
 * @zone: (nullable): in which a moment is read and written
 *
 * Keeps both equal for as long as both live. What cannot be read marks the editor and leaves the
 * record alone.
 */
void amends_form_bind (GtkWidget *editor, gpointer record, const char *field, GTimeZone *zone);

typedef void (*AmendsCompletionFunc) (gpointer item, gpointer user_data);

/**
 * amends_form_complete:
 * @property: of the items of @model that is compared and shown
 * @picked: called with the item the user picks
 *
 * Offers the items whose name holds what is being written in @entry.
 */
void amends_form_complete (AdwEntryRow *entry,
                           GListModel *model,
                           const char *property,
                           AmendsCompletionFunc picked,
                           gpointer user_data);

G_END_DECLS
