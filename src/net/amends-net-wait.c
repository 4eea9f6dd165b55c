/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for something asynchronous on a worker thread. */

#include "config.h"

#include "amends-net-wait.h"

static void
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  g_main_context_wakeup (user_data);
}

gboolean
amends_net_wait (GMainContext *context, const gboolean *done, GCancellable *cancellable)
{
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), context, NULL);
  while (!*done && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (context, TRUE);
  g_cancellable_disconnect (cancellable, handler);
  return *done;
}
