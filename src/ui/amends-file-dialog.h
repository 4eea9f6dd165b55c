/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Choosing a file, through the portal where there is one. Main thread.
 * @parent: any widget in the window; @title: of the dialog; @name: (nullable): suggested file name;
 * @filter: (nullable) (transfer none)
 */

void amends_file_dialog_open_async (GtkWidget *parent,
                                    const char *title,
                                    GtkFileFilter *filter,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

void amends_file_dialog_save_async (GtkWidget *parent,
                                    const char *title,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* (transfer full): the file; NULL with G_IO_ERROR_CANCELLED when the user closed the dialog. */
GFile *amends_file_dialog_finish (GAsyncResult *result, GError **error);

G_END_DECLS
