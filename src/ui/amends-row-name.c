/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for rows of lists. */

#include "config.h"

#include "amends-row-name.h"

#include <glib/gi18n-lib.h>

/* (transfer none) (nullable) */
static GtkWidget *
get_row (GtkWidget *part)
{
  for (GtkWidget *up = part; up != NULL; up = gtk_widget_get_parent (up))
    {
      GtkWidget *list = gtk_widget_get_parent (up);

      if (GTK_IS_LIST_BOX_ROW (up) || (list != NULL && GTK_IS_LIST_BASE (list)))
        return up;
    }
  return NULL;
}

void
amends_row_set_name (GtkWidget *part, const char *const *words, guint n_words)
{
  g_autoptr (GString) name = g_string_new (NULL);
  GtkWidget *row;

  g_return_if_fail (GTK_IS_WIDGET (part));

  row = get_row (part);
  if (row == NULL)
    return;
  for (guint i = 0; i < n_words; i++)
    if (words[i] != NULL && *words[i] != '\0')
      {
        if (name->len > 0)
          /* TRANSLATORS: joins the parts of a list */
          g_string_append (name, _ (", "));
        g_string_append (name, words[i]);
      }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
}

static GtkWidget *
find_switch (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_switch (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
amends_row_name_switch (AdwExpanderRow *row)
{
  GtkWidget *found;

  g_return_if_fail (ADW_IS_EXPANDER_ROW (row));

  found = find_switch (GTK_WIDGET (row));
  if (found != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (found), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}
