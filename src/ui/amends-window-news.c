/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says in toasts, and undo and redo, which are said in them. */

#include "config.h"

#include "amends-window-private.h"

#include "amends-toasts.h"
#include "amends-undo.h"

static void
undo (AmendsWindow *self, guint token)
{
  AmendsSession *session = amends_window_get_session (self);

  if (session != NULL)
    amends_undo_back (GTK_WIDGET (self), session, token, amends_window_get_shown_id (self));
}

static void
toast_undo_cb (guint token, gpointer user_data)
{
  undo (user_data, token);
}

static void
toast_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);
  const char *text;
  guint token;

  g_variant_get (parameter, "(&su)", &text, &token);
  if (token != 0)
    amends_toasts_show_undo (amends_window_get_toasts (self), text, token, toast_undo_cb, self);
  else
    amends_toasts_show (amends_window_get_toasts (self), text);
}

/* A text with a button for one of the window's actions. */
static void
toast_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text;
  const char *label;
  const char *action;

  g_variant_get (parameter, "(&s&s&s)", &text, &label, &action);
  amends_toasts_show_action (amends_window_get_toasts (AMENDS_WINDOW (widget)), text, label,
                             action);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo (AMENDS_WINDOW (widget), 0);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsWindow *self = AMENDS_WINDOW (widget);
  AmendsSession *session = amends_window_get_session (self);

  if (session != NULL)
    amends_undo_again (widget, session, amends_window_get_shown_id (self));
}

static void
undo_list_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmendsSession *session = amends_window_get_session (AMENDS_WINDOW (widget));

  if (session != NULL)
    amends_undo_present_list (widget, session);
}

void
amends_window_news_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.toast", "(su)", toast_cb);
  gtk_widget_class_install_action (klass, "win.toast-action", "(sss)", toast_action_cb);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (klass, "win.undo-list", NULL, undo_list_cb);

  /* These bubble up: a text that can undo comes first. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
}
