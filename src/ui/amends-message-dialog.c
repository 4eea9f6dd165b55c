/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows how a question is put. */

#include "config.h"

#include "amends-message-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static AdwMessageDialog *
dialog_new (GtkWidget *parent,
            const char *heading,
            const char *body,
            const char *accept,
            AdwResponseAppearance appearance)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", appearance);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

static void
return_cancelled (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Nothing changed."));
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  if (g_str_equal (response, "accept"))
    g_task_return_boolean (task, TRUE);
  else
    return_cancelled (task);
}

static void
text_asked_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GtkEditable *entry = GTK_EDITABLE (g_task_get_task_data (task));

  if (g_str_equal (response, "accept"))
    g_task_return_pointer (task, g_strstrip (g_strdup (gtk_editable_get_text (entry))), g_free);
  else
    return_cancelled (task);
}

static void
text_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "accept", *text != '\0');
}

void
amends_message_dialog_ask_async (GtkWidget *parent,
                                 const char *heading,
                                 const char *body,
                                 const char *accept,
                                 gboolean destructive,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  AdwMessageDialog *dialog =
      dialog_new (parent, heading, body, accept,
                  destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);

  g_task_set_source_tag (task, amends_message_dialog_ask_async);
  g_signal_connect (dialog, "response", G_CALLBACK (asked_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
amends_message_dialog_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
amends_message_dialog_ask_text_async (GtkWidget *parent,
                                      const char *heading,
                                      const char *body,
                                      const char *label,
                                      const char *accept,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  AdwMessageDialog *dialog = dialog_new (parent, heading, body, accept, ADW_RESPONSE_SUGGESTED);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (dialog, group);
  adw_message_dialog_set_response_enabled (dialog, "accept", FALSE);

  g_task_set_source_tag (task, amends_message_dialog_ask_text_async);
  g_task_set_task_data (task, g_object_ref (entry), g_object_unref);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (text_asked_cb), task);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
amends_message_dialog_ask_text_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
