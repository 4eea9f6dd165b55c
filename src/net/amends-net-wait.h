/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amends_net_wait:
 * @context: the thread default one
 * @done: set by a callback in @context
 * @cancellable: (nullable)
 *
 * Runs @context until *@done or until @cancellable is cancelled, by whatever thread. A source of
 * g_cancellable_source_new() would do the same, but GLib 2.74 leaks one that is destroyed while
 * another thread is cancelling.
 *
 * Returns: whether it is done
 */
gboolean amends_net_wait (GMainContext *context, const gboolean *done, GCancellable *cancellable);

G_END_DECLS
