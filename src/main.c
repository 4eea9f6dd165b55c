/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: a command is carried out on the spot; without one the window opens. */

#include "config.h"

#include "amends-cli.h"
#include "amends-log.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#ifdef HAVE_WINDOW
#include "amends-application.h"
#endif

#ifdef HAVE_WINDOW
static int
open_window (int argc, char **argv)
{
  g_autoptr (AmendsApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_set_prgname (APP_ID);
  application = amends_application_new (argv, &error);
  if (application == NULL)
    {
      g_printerr ("amends: %s\n", error->message);
      return 2;
    }
  return g_application_run (G_APPLICATION (application), argc, argv);
}
#else
static int
open_window (int argc, char **argv)
{
  g_printerr ("%s\n",
              _ ("This build of Amends has no window; “amends --help” lists the commands."));
  return 2;
}
#endif

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  amends_log_init ();

  return amends_cli_wants (argc, argv) ? amends_cli_run (argc, argv) : open_window (argc, argv);
}
