/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Staying for reminders: the one place that asks the desktop for it. */

#include "config.h"

#include "amends-background.h"

#include <glib/gi18n-lib.h>
#include <libportal-gtk4/portal-gtk4.h>

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  gboolean wanted = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;

  if (xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error) || !wanted)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_debug ("The desktop does not start the program: %s", error != NULL ? error->message : "");
  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* What the portal reports when the user said no. */
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _ ("The desktop does not let Amends start with it. Reminders come "
                                "while Amends runs, also without its window."));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("This desktop cannot start Amends by itself. Reminders come while "
                                "Amends runs, also without its window."));
}

void
amends_background_request_async (GtkWindow *parent,
                                 gboolean wanted,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  XdpParent *asker = parent != NULL ? xdp_parent_new_gtk (parent) : NULL;
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_background_request_async);
  g_task_set_task_data (task, GINT_TO_POINTER (wanted), NULL);
  g_ptr_array_add (command, (gpointer) "amends");
  g_ptr_array_add (command, (gpointer) "--gapplication-service");
  xdp_portal_request_background (portal, asker, _ ("To remind you of what is due"), command,
                                 wanted ? XDP_BACKGROUND_FLAG_AUTOSTART : XDP_BACKGROUND_FLAG_NONE,
                                 cancellable, requested_cb, task);
  g_clear_pointer (&asker, xdp_parent_free);
}

gboolean
amends_background_request_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
