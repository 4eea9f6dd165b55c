/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_background_request_async:
 * @parent: (nullable): the window that asks
 * @wanted: whether the program is to start with the desktop, without a window
 *
 * Asks the desktop's portal. Main thread.
 */
void amends_background_request_async (GtkWindow *parent,
                                      gboolean wanted,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* FALSE with an error for people: there is no portal, or it was refused. The program may stay until
 * the end of the desktop session all the same. */
gboolean amends_background_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
