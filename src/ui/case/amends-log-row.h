/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsLogRow:
 * An entry of the log: when, what, who.
 */
#define AMENDS_TYPE_LOG_ROW (amends_log_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLogRow, amends_log_row, AMENDS, LOG_ROW, GtkListBoxRow)

/* @narrow: there is no room to say how long ago it was. */
void amends_log_row_set (AmendsLogRow *self,
                         AmendsSession *session,
                         AmendsEvent *event,
                         gboolean narrow);

/* (transfer none) (nullable) */
AmendsEvent *amends_log_row_get_event (AmendsLogRow *self);

G_END_DECLS
