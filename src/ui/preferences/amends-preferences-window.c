/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of preferences, and what its pages have in common. */

#include "config.h"

#include "amends-preferences-window.h"

#include "amends-data-page.h"
#include "amends-hours-page.h"
#include "amends-notices-page.h"
#include "amends-playbooks-page.h"
#include "amends-team-page.h"

#include <glib/gi18n-lib.h>

struct _AmendsPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AmendsTeamPage *team;
  AmendsHoursPage *hours;
  AmendsPlaybooksPage *playbooks;
  AmendsDataPage *data;
};

G_DEFINE_FINAL_TYPE (AmendsPreferencesWindow,
                     amends_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
toast_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *markup = NULL;
  const char *text;
  guint token;

  g_variant_get (parameter, "(&su)", &text, &token);
  markup = g_markup_escape_text (text, -1);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (widget), adw_toast_new (markup));
}

static void
amends_preferences_window_class_init (AmendsPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AMENDS_TYPE_TEAM_PAGE);
  g_type_ensure (AMENDS_TYPE_HOURS_PAGE);
  g_type_ensure (AMENDS_TYPE_NOTICES_PAGE);
  g_type_ensure (AMENDS_TYPE_PLAYBOOKS_PAGE);
  g_type_ensure (AMENDS_TYPE_DATA_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferencesWindow, team);
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferencesWindow, hours);
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferencesWindow, playbooks);
  gtk_widget_class_bind_template_child (widget_class, AmendsPreferencesWindow, data);
  /* What widgets that also stand in the main window say. */
  gtk_widget_class_install_action (widget_class, "win.toast", "(su)", toast_cb);
}

static void
amends_preferences_window_init (AmendsPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_preferences_window_present (GtkWindow *parent, AmendsSession *session, const char *page)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  AmendsPreferencesWindow *self = NULL;

  for (GList *l = windows; l != NULL && self == NULL; l = l->next)
    if (AMENDS_IS_PREFERENCES_WINDOW (l->data) &&
        gtk_window_get_transient_for (GTK_WINDOW (l->data)) == parent)
      self = l->data;
  if (self == NULL)
    {
      self = g_object_new (AMENDS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
      amends_team_page_set_session (self->team, session);
      amends_hours_page_set_session (self->hours, session);
      amends_playbooks_page_set_session (self->playbooks, session);
      amends_data_page_set_session (self->data, session);
    }
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  gtk_window_present (GTK_WINDOW (self));
}

void
amends_preferences_offer_undo (GtkWidget *from,
                               const char *text,
                               GCallback undo,
                               gpointer data,
                               GClosureNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", undo, data, destroy, G_CONNECT_SWAPPED);
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

GtkWidget *
amends_preferences_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* One after the other: what is set while an object is made is announced in no order. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

GtkWidget *
amends_preferences_icon_button_new (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

void
amends_preferences_mark (GtkWidget *entry, const char *why)
{
  if (why != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_widget_set_tooltip_text (entry, why);
  if (why != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
}
