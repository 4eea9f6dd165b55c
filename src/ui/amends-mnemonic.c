/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of buttons as they are read aloud. GTK 4.8 gives a button its label as name, underscore and
 * all, besides naming the label inside: “_Resolve Resolve”. The label inside is enough. */

#include "config.h"

#include "amends-mnemonic.h"

static gboolean
is_underlined (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_use_underline (GTK_BUTTON (widget));
  return GTK_IS_MENU_BUTTON (widget) &&
         gtk_menu_button_get_use_underline (GTK_MENU_BUTTON (widget));
}

static gboolean
map_hook_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (is_underlined (widget))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  return TRUE;
}

void
amends_mnemonic_init (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;
  /* For every button there is, those of the libraries' dialogs among them. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_hook_cb, NULL, NULL);
  g_once_init_leave (&once, 1);
}
