/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reaches the window from any widget in it, through the window's actions. */

#include "config.h"

#include "amends-feedback.h"

#include <glib/gi18n-lib.h>

static void
send (GtkWidget *from, const char *action, GVariant *target)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (target);

  if (!gtk_widget_activate_action_variant (from, action, owned))
    g_message ("No window for “%s”", action);
}

void
amends_feedback_show (GtkWidget *from, const char *text)
{
  send (from, "win.toast", g_variant_new ("(su)", text, 0));
}

void
amends_feedback_undo (GtkWidget *from, const char *text, guint token)
{
  send (from, "win.toast", g_variant_new ("(su)", text, token));
}

void
amends_feedback_error (GtkWidget *from, const char *what, const GError *error)
{
  g_autofree char *text = NULL;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* TRANSLATORS: what did not happen, then why, both whole sentences */
  text = g_strdup_printf (C_ ("sentences", "%1$s %2$s"), what, error->message);
  g_message ("%s", text);
  send (from, "win.toast", g_variant_new ("(su)", text, 0));
}

void
amends_feedback_open_case (GtkWidget *from, const char *id, const char *page)
{
  send (from, "win.open-case", g_variant_new ("(ss)", id, page != NULL ? page : ""));
}
