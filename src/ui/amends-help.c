/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard shortcuts, in a window of their own. */

#include "config.h"

#include "amends-help.h"

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/dev/amends/Amends/ui/amends-shortcuts.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

void
amends_help_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-help-overlay", NULL, show_cb);
}
