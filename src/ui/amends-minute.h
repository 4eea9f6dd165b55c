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

/* The clock of the machine was set, its zone was changed, or it has slept: everything that is in
 * view is redrawn as at the turn of a minute. Noticed by itself; for tests, too. */
void amends_minute_jumped (void);

G_END_DECLS
