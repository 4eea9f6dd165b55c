/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What any widget inside the window says back, as a toast. @from is the widget; outside a window
 * nothing is shown and the text goes to the log. Texts are plain: markup is escaped here.
 */

void amends_feedback_show (GtkWidget *from, const char *text);

/* With Undo. @token: from amends_session_change_finish(); 0 shows no button. */
void amends_feedback_undo (GtkWidget *from, const char *text, guint token);

/**
 * amends_feedback_error:
 * @what: a sentence on what did not happen, such as "The draft could not be saved."
 * @error: why; cancellation is silent
 */
void amends_feedback_error (GtkWidget *from, const char *what, const GError *error);

/* Opens the case named @id ("ESC-0042" or a UUID) at @page: "plan", "drafts", "timeline",
 * "debrief", "log"; NULL for the first. */
void amends_feedback_open_case (GtkWidget *from, const char *id, const char *page);

G_END_DECLS
