/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts down a note, or what the customer has said or written. */

#include "config.h"

#include "amends-note-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-moment-entry.h"

struct _AmendsNoteDialog
{
  AdwWindow parent_instance;

  GtkTextView *view;
  GtkWidget *channel_row;
  GtkDropDown *channel;
  AmendsMomentEntry *moment;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDirection direction;
};

G_DEFINE_FINAL_TYPE (AmendsNoteDialog, amends_note_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (AmendsNoteDialog *self)
{
  GtkTextIter start;
  GtkTextIter end;
  char *text;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->view), &start, &end);
  text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (self->view), &start, &end, FALSE);
  return g_strstrip (text);
}

static void
changed_cb (AmendsNoteDialog *self)
{
  g_autofree char *text = dup_text (self);

  gtk_widget_set_sensitive (self->save, *text != '\0' && amends_moment_entry_get (self->moment) !=
                                                             AMENDS_INSTANT_NONE);
}

static void
save_cb (AmendsNoteDialog *self)
{
  g_autofree char *text = dup_text (self);
  gboolean note = self->direction == AMENDS_DIRECTION_INTERNAL;
  AmendsChannel channel =
      note ? AMENDS_CHANNEL_UNKNOWN : (AmendsChannel) gtk_drop_down_get_selected (self->channel);

  amends_session_add_event_async (
      self->session, self->case_, self->direction, channel, amends_moment_entry_get (self->moment),
      text, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self),
                              note ? _ ("Note added.")
                                   : _ ("Added. The clock for the next update starts anew."),
                              _ ("It could not be added.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_note_dialog_dispose (GObject *object)
{
  AmendsNoteDialog *self = AMENDS_NOTE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_note_dialog_parent_class)->dispose (object);
}

static void
amends_note_dialog_class_init (AmendsNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_note_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_MOMENT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-note-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsNoteDialog, view);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoteDialog, channel_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoteDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoteDialog, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsNoteDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_note_dialog_init (AmendsNoteDialog *self)
{
  g_autoptr (GListModel) channels = amends_case_enum_model (AMENDS_TYPE_CHANNEL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->channel, channels);
}

void
amends_note_dialog_present (GtkWidget *from,
                            AmendsSession *session,
                            AmendsCase *case_,
                            AmendsDirection direction)
{
  AmendsNoteDialog *self;
  gboolean note = direction == AMENDS_DIRECTION_INTERNAL;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_object_new (AMENDS_TYPE_NOTE_DIALOG, "transient-for", gtk_widget_get_root (from),
                       "title", note ? _ ("Add note") : _ ("Customer wrote"), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->direction = direction;
  amends_moment_entry_set (self->moment, amends_session_now (session),
                           amends_session_get_zone (session));
  gtk_drop_down_set_selected (self->channel, case_->escalation->channel);
  gtk_widget_set_visible (self->channel_row, !note);
  gtk_window_present (GTK_WINDOW (self));
}
