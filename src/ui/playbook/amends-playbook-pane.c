/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the panes of the playbook editor have in common. */

#include "config.h"

#include "amends-playbook-pane.h"

#include "amends-preferences-window.h"

JsonObject *
amends_pane_walk (JsonNode *document, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  JsonNode *node = document;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        return NULL;
      node = json_object_get_member (json_node_get_object (node), parts[i]);
    }
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
amends_pane_pick (JsonObject *object, const char *member)
{
  const char *const *names = g_get_language_names ();
  const char *language = g_str_has_prefix (names[0], "zh") ? "zh-CN" : "en";
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  JsonObject *words;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return "";
  words = json_node_get_object (node);
  return json_object_get_string_member_with_default (
      words, language, json_object_get_string_member_with_default (words, "en", ""));
}

GtkWidget *
amends_pane_number_row_new (const char *title,
                            const char *subtitle,
                            double lower,
                            double upper,
                            double step,
                            guint digits,
                            double value,
                            GtkSpinButton **spin)
{
  GtkWidget *row = amends_preferences_row_new (title, subtitle);
  GtkWidget *number = gtk_spin_button_new_with_range (lower, upper, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (number), digits);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (number), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  gtk_editable_set_width_chars (GTK_EDITABLE (number), 5);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), number);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  *spin = GTK_SPIN_BUTTON (number);
  return row;
}

GtkWidget *
amends_pane_text_row_new (const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  return row;
}

void
amends_pane_clear (AdwPreferencesPage *page, GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    adw_preferences_page_remove (page, groups->pdata[i]);
  g_ptr_array_set_size (groups, 0);
}

AdwPreferencesGroup *
amends_pane_add_group (AdwPreferencesPage *page,
                       GPtrArray *groups,
                       const char *title,
                       const char *description)
{
  g_autofree char *markup = g_markup_escape_text (title, -1);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (groups, group);
  return ADW_PREFERENCES_GROUP (group);
}
