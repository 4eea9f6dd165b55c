/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows how the program presents itself. */

#include "config.h"

#include "amends-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
amends_about_show (GtkWindow *parent)
{
  adw_show_about_window (
      parent, "application-name", _ ("Amends"), "application-icon", APP_ID, "version",
      PACKAGE_VERSION, "developer-name", _ ("The Amends developers"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Log a customer escalation and leave with the plan, the first reply and every clock "
         "running."),
      /* TRANSLATORS: put your names here, one a line */
      "translator-credits", _ ("translator-credits"), NULL);
}
