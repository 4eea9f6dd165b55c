/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"
#include "amends-task.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsTodayRow:
 * Something due: when, what, for whom, and the one thing to do about it. The rest is in a menu,
 * which it asks for with the action "today.menu".
 *
 * Properties: "narrow": time and button go below the text; "primary": the button is the blue one.
 */
#define AMENDS_TYPE_TODAY_ROW (amends_today_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTodayRow, amends_today_row, AMENDS, TODAY_ROW, GtkListBoxRow)

GtkWidget *amends_today_row_new (AmendsSession *session, AmendsTask *task);

/* (transfer none) */
AmendsTask *amends_today_row_get_task (AmendsTodayRow *self);
/* The page of the case on which it is done; static. */
const char *amends_today_row_get_page (AmendsTodayRow *self);
/* (transfer none): what its button says. */
const char *amends_today_row_get_action (AmendsTodayRow *self);
/* A minute has passed. */
void amends_today_row_update (AmendsTodayRow *self);

G_END_DECLS
