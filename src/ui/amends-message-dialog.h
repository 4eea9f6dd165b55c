/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Decisions that need a word first. Main thread; @parent is any widget in the window. */

/**
 * amends_message_dialog_ask_async:
 * @accept: label of the button that goes on
 * @destructive: the button is styled as such
 */
void amends_message_dialog_ask_async (GtkWidget *parent,
                                      const char *heading,
                                      const char *body,
                                      const char *accept,
                                      gboolean destructive,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* TRUE when the user went on; FALSE with G_IO_ERROR_CANCELLED otherwise. */
gboolean amends_message_dialog_ask_finish (GAsyncResult *result, GError **error);

/**
 * amends_message_dialog_ask_text_async:
 * @label: what the entry asks for, such as "Reason"
 *
 * As above with one line to fill in: the button works once something is written.
 */
void amends_message_dialog_ask_text_async (GtkWidget *parent,
                                           const char *heading,
                                           const char *body,
                                           const char *label,
                                           const char *accept,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* (transfer full): the text without outer space; NULL with G_IO_ERROR_CANCELLED. */
char *amends_message_dialog_ask_text_finish (GAsyncResult *result, GError **error);

G_END_DECLS
