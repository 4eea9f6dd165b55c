/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted notes become entries of the log, once they have been looked at. */

#include "config.h"

#include "amends-paste-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-format.h"
#include "amends-log-entry.h"

struct _AmendsPasteDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkTextView *view;
  GtkListBox *list;
  GtkLabel *hint;
  GtkWidget *cancel;
  GtkWidget *back;
  GtkWidget *read;
  GtkButton *add;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  GListModel *entries;    /* (owned) (nullable): of AmendsLogEntry, as read last */
};

G_DEFINE_FINAL_TYPE (AmendsPasteDialog, amends_paste_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (AmendsPasteDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static GtkCheckButton *
get_check (AmendsPasteDialog *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static guint
count_chosen (AmendsPasteDialog *self)
{
  guint n = self->entries != NULL ? g_list_model_get_n_items (self->entries) : 0;
  guint chosen = 0;

  for (guint i = 0; i < n; i++)
    chosen += gtk_check_button_get_active (get_check (self, i)) ? 1 : 0;
  return chosen;
}

static void
update_add (AmendsPasteDialog *self)
{
  guint chosen = count_chosen (self);
  g_autofree char *label = NULL;

  /* TRANSLATORS: a button; %u is how many notes are added to the log */
  label = g_strdup_printf (ngettext ("_Add %u note", "_Add %u notes", chosen), chosen);
  gtk_button_set_label (self->add, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), chosen > 0);
}

static void
show_page (AmendsPasteDialog *self, const char *name)
{
  gboolean review = g_str_equal (name, "review");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->cancel, !review);
  gtk_widget_set_visible (self->back, review);
  gtk_widget_set_visible (self->read, !review);
  gtk_widget_set_visible (GTK_WIDGET (self->add), review);
  gtk_window_set_default_widget (GTK_WINDOW (self), review ? GTK_WIDGET (self->add) : self->read);
  gtk_window_set_focus (GTK_WINDOW (self),
                        review ? GTK_WIDGET (self->add) : GTK_WIDGET (self->view));
}

/* Notes are read in the zone of the customer, and shown in it as they were pasted. */
static char *
dup_moment (AmendsPasteDialog *self, AmendsInstant at)
{
  g_autoptr (GTimeZone) zone = amends_session_dup_case_zone (self->session, self->case_);
  g_autofree char *moment =
      amends_format_moment_full (at, amends_session_now (self->session), zone);
  g_autofree char *there = amends_instant_format (at, zone, "%Z");
  g_autofree char *here = amends_instant_format (at, amends_session_get_zone (self->session), "%Z");

  if (g_strcmp0 (there, here) == 0)
    return g_steal_pointer (&moment);
  /* TRANSLATORS: a moment and its time zone: "yesterday 17:37 CET" */
  return g_strdup_printf (C_ ("zone", "%1$s %2$s"), moment, there);
}

static void
add_row (AmendsPasteDialog *self, AmendsLogEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *moment = dup_moment (self, entry->at);
  const char *text = entry->text != NULL ? entry->text : "";

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), moment);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (update_add), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->list, row);
}

static void
read_cb (AmendsPasteDialog *self)
{
  g_autofree char *text = dup_text (self);
  GtkListBoxRow *row;
  guint n;

  g_clear_object (&self->entries);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  self->entries = amends_session_read_notes (self->session, self->case_, text);
  n = g_list_model_get_n_items (self->entries);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), n == 0);
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (self->entries, i);

      add_row (self, entry);
    }
  update_add (self);
  show_page (self, "review");
}

static void
back_cb (AmendsPasteDialog *self)
{
  show_page (self, "text");
}

static void
changed_cb (AmendsPasteDialog *self)
{
  g_autofree char *text = dup_text (self);

  gtk_widget_set_sensitive (self->read, *text != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
}

static void
add_cb (AmendsPasteDialog *self)
{
  g_autoptr (GListStore) chosen = g_list_store_new (AMENDS_TYPE_LOG_ENTRY);
  g_autofree char *done = NULL;
  guint n = g_list_model_get_n_items (self->entries);
  guint added;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (self->entries, i);

      if (gtk_check_button_get_active (get_check (self, i)))
        g_list_store_append (chosen, entry);
    }
  added = g_list_model_get_n_items (G_LIST_MODEL (chosen));
  /* TRANSLATORS: %u is how many notes were added to the log */
  done = g_strdup_printf (ngettext ("%u note added.", "%u notes added.", added), added);
  amends_session_add_notes_async (
      self->session, self->case_, G_LIST_MODEL (chosen), NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), done, _ ("The notes could not be added.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_paste_dialog_dispose (GObject *object)
{
  AmendsPasteDialog *self = AMENDS_PASTE_DIALOG (object);

  g_clear_object (&self->entries);
  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_paste_dialog_parent_class)->dispose (object);
}

static void
amends_paste_dialog_class_init (AmendsPasteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_paste_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-paste-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, read);
  gtk_widget_class_bind_template_child (widget_class, AmendsPasteDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_paste_dialog_init (AmendsPasteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_paste_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  AmendsPasteDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_object_new (AMENDS_TYPE_PASTE_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  show_page (self, "text");
  gtk_window_present (GTK_WINDOW (self));
}
