/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Undo and redo as people meet them: what was taken back is said in words, with the way back.
 * Main thread. @from: a widget in the window, which shows the toasts.
 */

/* @token: of a change, 0 for the last. @case_id: (nullable): what is in view; a change elsewhere is
 * said to be there. */
void amends_undo_back (GtkWidget *from, AmendsSession *session, guint token, const char *case_id);
void amends_undo_again (GtkWidget *from, AmendsSession *session, const char *case_id);

/* Makes @section say what win.undo and win.redo would do now, and offer the whole list. */
void amends_undo_fill_menu (GMenu *section, AmendsSession *session);

/* The whole list, the last change first; a row takes back all down to it. */
void amends_undo_present_list (GtkWidget *from, AmendsSession *session);

G_END_DECLS
