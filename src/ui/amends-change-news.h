/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What the window says once a change has ended: a toast with Undo, or why it failed. Pass both to
 * any change of the session:
 *
 *   amends_session_set_step_async (…, NULL, amends_change_news_case_cb,
 *                                  amends_change_news_new (widget, done, failed));
 */

/* @from: any widget in the window; it may go away before the end. @done: (nullable): a sentence;
 * NULL says nothing when all went well. @failed: a sentence on what did not happen. */
gpointer amends_change_news_new (GtkWidget *from, const char *done, const char *failed);

/* For changes of a case. */
void amends_change_news_case_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/* For changes of an account or a contact. */
void amends_change_news_customer_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
