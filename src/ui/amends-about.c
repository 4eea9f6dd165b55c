/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows how the program presents itself. */

#include "config.h"

#include "amends-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What a report of a fault needs: versions, never what is in the workspace. */
static const char *
get_debug_info (void)
{
  static char *text;

  if (text == NULL)
    text = g_strdup_printf ("Amends %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n",
                            PACKAGE_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                            gtk_get_micro_version (), adw_get_major_version (),
                            adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                            glib_minor_version, glib_micro_version);
  return text;
}

void
amends_about_show (GtkWindow *parent)
{
  adw_show_about_window (
      parent, "application-name", _ ("Amends"), "application-icon", APP_ID, "version",
      PACKAGE_VERSION, "developer-name", _ ("The Amends developers"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Log a customer escalation and leave with the plan, the first reply and every clock "
         "running."),
      "copyright", "© 2026 The Amends developers", "debug-info", get_debug_info (),
      "debug-info-filename", "amends.txt",
      /* TRANSLATORS: put your names here, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
}
