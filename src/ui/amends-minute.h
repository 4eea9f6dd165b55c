/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * amends_minute_follow:
 * @callback: redraws what depends on the time
 *
 * Calls @callback each time @widget comes into view and then at the beginning of every minute
 * while it stays mapped; a hidden page costs no wake-up. Ends with the widget.
 */
void amends_minute_follow (GtkWidget *widget, void (*callback) (GtkWidget *widget));

G_END_DECLS
