/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-communication.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTellRow:
 * A line of the communication plan: who hears what, how and when; in columns, or one below the
 * other where there is no room. Without a communication it is the heading of the columns.
 *
 * Property: "narrow".
 */
#define AMENDS_TYPE_TELL_ROW (amends_tell_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTellRow, amends_tell_row, AMENDS, TELL_ROW, GtkListBoxRow)

void amends_tell_row_set (AmendsTellRow *self, AmendsCommunication *communication);

G_END_DECLS
