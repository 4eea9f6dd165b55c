/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at a customer, to fill in or to change. */

#include "config.h"

#include "amends-contact-dialog.h"

#include "amends-account-text.h"
#include "amends-change-news.h"
#include "amends-customer-check.h"
#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-form.h"
#include "amends-input-error.h"
#include "amends-message-dialog.h"
#include "amends-text-area.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsContactDialog
{
  AdwWindow parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsContact *base;    /* (owned) (nullable): NULL for a new one */
  AmendsContact *edited;  /* (owned) */
  GtkWidget *from;        /* (owned) */

  AdwEntryRow *name;
  AdwEntryRow *title;
  AdwComboRow *role;
  AdwComboRow *executive;
  AdwEntryRow *email;
  AdwEntryRow *phone;
  AdwComboRow *channel;
  AdwEntryRow *salutation;
  AdwEntryRow *last_contact;
  GtkTextView *concerns;
  GtkTextView *style;
  GtkLabel *fault;
  GtkWidget *more;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (AmendsContactDialog, amends_contact_dialog, ADW_TYPE_WINDOW)

static void
mark (AmendsContactDialog *self, const char *field)
{
  AdwEntryRow *const entries[] = { self->name, self->email };
  const char *const fields[] = { "name", "email" };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gboolean valid = g_strcmp0 (field, fields[i]) != 0;

      if (valid)
        gtk_widget_remove_css_class (GTK_WIDGET (entries[i]), "error");
      else
        gtk_widget_add_css_class (GTK_WIDGET (entries[i]), "error");
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (entries[i]), GTK_ACCESSIBLE_STATE_INVALID,
          valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
}

static void
show_executive (AmendsContactDialog *self)
{
  const char *text = NULL;

  if (self->edited->executive == AMENDS_EXECUTIVE_DERIVED && self->edited->title != NULL)
    text = amends_session_is_executive (self->session, self->edited)
               ? _ ("The title is that of an executive.")
               : _ ("The title is not that of an executive.");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->executive), text);
}

static void
changed_cb (AmendsContactDialog *self)
{
  g_autoptr (AmendsContact) tidy = amends_record_copy (self->edited);
  g_autoptr (GError) error = NULL;
  gboolean valid = amends_contact_check (tidy, &error);
  gboolean moment = !gtk_widget_has_css_class (GTK_WIDGET (self->last_contact), "error");
  /* An empty form has nothing wrong with it yet. */
  gboolean untouched = self->base == NULL && self->edited->name == NULL;
  const char *text = !valid ? amends_input_error_get_text (error)
                     : !moment
                         ? _ ("The last contact is a date and a time, such as 2026-03-10 14:00.")
                         : "";

  mark (self, !valid && !untouched ? amends_input_error_get_field (error) : NULL);
  gtk_label_set_label (self->fault, untouched ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), !untouched && *text != '\0');
  gtk_widget_set_sensitive (self->save,
                            valid && moment && !amends_session_is_read_only (self->session));
  show_executive (self);
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
save_cb (AmendsContactDialog *self)
{
  amends_session_save_contact_async (
      self->session, self->base, self->edited, NULL, amends_change_news_customer_cb,
      amends_change_news_new (self->from,
                              self->base == NULL ? _ ("Contact added.") : _ ("Contact changed."),
                              _ ("The contact was not saved.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (AmendsContactDialog *self)
{
  amends_session_remove_contact_async (self->session, self->base, NULL,
                                       amends_change_news_customer_cb,
                                       amends_change_news_new (self->from, _ ("Contact removed."),
                                                               _ ("The contact was not removed.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint mentions = 0;

  if (!amends_session_erase_finish (AMENDS_SESSION (source), result, &mentions, &error))
    {
      amends_feedback_error (from, _ ("The contact was not erased."), error);
      return;
    }
  if (mentions == 0)
    {
      amends_feedback_show (from, _ ("Contact erased."));
      return;
    }
  text = g_strdup_printf (
      /* TRANSLATORS: %u is how many messages, drafts and the like hold the person's name */
      g_dngettext (GETTEXT_PACKAGE,
                   "Contact erased. The name still stands in %u text of the account’s escalations.",
                   "Contact erased. The name still stands in %u texts of the account’s "
                   "escalations.",
                   mentions),
      mentions);
  amends_feedback_show (from, text);
}

static void
erase_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsContactDialog) self = AMENDS_CONTACT_DIALOG (user_data);

  if (!amends_message_dialog_ask_finish (result, NULL) || self->base == NULL)
    return;
  amends_session_erase_contact_async (self->session, self->base->id, NULL, erased_cb,
                                      g_object_ref (self->from));
  gtk_window_close (GTK_WINDOW (self));
}

static void
erase_cb (AmendsContactDialog *self)
{
  amends_message_dialog_ask_async (
      GTK_WIDGET (self), _ ("Erase this contact?"),
      _ ("Everything that is stored on the person goes, in the log too, and cannot be brought "
         "back. The customer’s own words and messages stay as they are. Backups made before still "
         "hold it."),
      _ ("_Erase"), TRUE, NULL, erase_asked_cb, g_object_ref (self));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;

  if (amends_session_export_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_show (from, _ ("What is stored on the person is saved."));
  else
    amends_feedback_error (from, _ ("The file could not be written."), error);
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsContactDialog) self = AMENDS_CONTACT_DIALOG (user_data);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->base != NULL)
    amends_session_export_contact_async (self->session, self->base->id, path, NULL, exported_cb,
                                         g_object_ref (self->from));
}

static void
export_cb (AmendsContactDialog *self)
{
  amends_file_dialog_save_async (GTK_WIDGET (self), _ ("Save what is stored on the person"),
                                 "contact.json", NULL, file_cb, g_object_ref (self));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_contact_dialog_dispose (GObject *object)
{
  AmendsContactDialog *self = AMENDS_CONTACT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_clear_object (&self->from);

  G_OBJECT_CLASS (amends_contact_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-contact-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, role);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, executive);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, email);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, salutation);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, last_contact);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, concerns);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, style);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, more);
  gtk_widget_class_bind_template_child (widget_class, AmendsContactDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
amends_contact_dialog_class_init (AmendsContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_contact_dialog_dispose;
  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_contact_dialog_init (AmendsContactDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_form (AmendsContactDialog *self)
{
  const struct
  {
    gpointer editor;
    const char *field;
  } fields[] = {
    { self->name, "name" },
    { self->title, "title" },
    { self->role, "role" },
    { self->executive, "executive" },
    { self->email, "email" },
    { self->phone, "phone" },
    { self->channel, "channel" },
    { self->salutation, "salutation" },
    { self->last_contact, "last-contact" },
    { self->concerns, "concerns" },
    { self->style, "style" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    amends_form_bind (GTK_WIDGET (fields[i].editor), self->edited, fields[i].field,
                      amends_session_get_zone (self->session));
  g_signal_connect_object (self->edited, "notify", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* What cannot be read leaves the record alone, so that it is heard of here. */
  g_signal_connect_object (self->last_contact, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
amends_contact_dialog_present (GtkWidget *from,
                               AmendsSession *session,
                               AmendsAccount *account,
                               AmendsContact *contact)
{
  AmendsContactDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_object_new (AMENDS_TYPE_CONTACT_DIALOG, "transient-for", gtk_widget_get_root (from),
                       "title", contact != NULL ? _ ("Contact") : _ ("Add contact"), NULL);
  self->session = g_object_ref (session);
  self->from = g_object_ref (from);
  self->base = contact != NULL ? amends_record_copy (contact) : NULL;
  self->edited =
      contact != NULL ? amends_record_copy (contact) : amends_record_new (AMENDS_TYPE_CONTACT);
  if (contact == NULL)
    amends_record_set (self->edited, "account-id", account->id, "sample", account->sample, NULL);
  bind_form (self);
  gtk_widget_set_visible (self->more, contact != NULL && !amends_session_is_read_only (session));
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
