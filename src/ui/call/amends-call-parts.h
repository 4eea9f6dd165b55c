/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-call.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small parts of the call view. */

/* The resource of a template in this folder. */
#define AMENDS_CALL_TEMPLATE(name) "/dev/amends/Amends/call/" name

/* (transfer full): "2:02", or "1:02:02" from an hour on; "−0:12" when @span is negative. */
char *amends_call_format_span (gint64 span);

/**
 * AmendsCallPointRow:
 * A point of the agenda with the time it has taken.
 */
#define AMENDS_TYPE_CALL_POINT_ROW (amends_call_point_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallPointRow,
                      amends_call_point_row,
                      AMENDS,
                      CALL_POINT_ROW,
                      GtkListBoxRow)

void amends_call_point_row_set (AmendsCallPointRow *self, AmendsCall *call, guint point);

/**
 * AmendsCallCard:
 * An answer kept ready for a question, under a number key.
 */
#define AMENDS_TYPE_CALL_CARD (amends_call_card_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallCard, amends_call_card, AMENDS, CALL_CARD, GtkToggleButton)

GtkWidget *amends_call_card_new (guint number, const AmendsCallPoint *answer);

/**
 * AmendsCallNote:
 * A promise noted in the call.
 */
#define AMENDS_TYPE_CALL_NOTE (amends_call_note_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallNote, amends_call_note, AMENDS, CALL_NOTE, GtkListBoxRow)

GtkWidget *amends_call_note_new (AmendsCall *call, AmendsCommitment *promise);

G_END_DECLS
