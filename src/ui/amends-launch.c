/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows how an address is opened. */

#include "config.h"

#include "amends-launch.h"

#include "amends-feedback.h"

#include <glib/gi18n-lib.h>

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    amends_feedback_error (from, _ ("No program opened it."), error);
}

void
amends_launch_uri (GtkWidget *parent, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (GTK_IS_WINDOW (root));

  gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, launched_cb,
                     g_object_ref (parent));
}
