/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_launch_uri:
 * @parent: any widget in the window
 * @uri: such as a mailto: or an https: address
 *
 * Hands @uri to the program the user has chosen for it; a failure is said in a toast. Main thread.
 */
void amends_launch_uri (GtkWidget *parent, const char *uri);

G_END_DECLS
