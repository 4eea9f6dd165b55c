/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans a moment of the timeline. */

#include "config.h"

#include "amends-event-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-moment-entry.h"

struct _AmendsEventDialog
{
  AdwWindow parent_instance;

  GtkEditable *title;
  AdwComboRow *audience;
  AdwComboRow *channel;
  AmendsMomentEntry *moment;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsEventDialog, amends_event_dialog, ADW_TYPE_WINDOW)

static void
changed_cb (AmendsEventDialog *self)
{
  gtk_widget_set_sensitive (self->save,
                            *gtk_editable_get_text (self->title) != '\0' &&
                                amends_moment_entry_get (self->moment) != AMENDS_INSTANT_NONE);
}

static void
save_cb (AmendsEventDialog *self)
{
  g_autoptr (AmendsCheckpoint) checkpoint = amends_record_new (AMENDS_TYPE_CHECKPOINT);

  amends_record_set (checkpoint, "title", gtk_editable_get_text (self->title), "at",
                     amends_moment_entry_get (self->moment), "audience",
                     (int) adw_combo_row_get_selected (self->audience), "channel",
                     (int) adw_combo_row_get_selected (self->channel), NULL);
  amends_session_add_checkpoint_async (
      self->session, self->case_, checkpoint, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Event added."),
                              _ ("The event could not be added.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_event_dialog_dispose (GObject *object)
{
  AmendsEventDialog *self = AMENDS_EVENT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_event_dialog_parent_class)->dispose (object);
}

static void
amends_event_dialog_class_init (AmendsEventDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_event_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_MOMENT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-event-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsEventDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsEventDialog, audience);
  gtk_widget_class_bind_template_child (widget_class, AmendsEventDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, AmendsEventDialog, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsEventDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_event_dialog_init (AmendsEventDialog *self)
{
  g_autoptr (GListModel) audiences = amends_case_enum_model (AMENDS_TYPE_AUDIENCE);
  g_autoptr (GListModel) channels = amends_case_enum_model (AMENDS_TYPE_CHANNEL);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->audience, audiences);
  adw_combo_row_set_model (self->channel, channels);
}

void
amends_event_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  AmendsEventDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = g_object_new (AMENDS_TYPE_EVENT_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  adw_combo_row_set_selected (self->channel, case_->escalation->channel);
  amends_moment_entry_set (self->moment, amends_session_now (session) + AMENDS_HOUR,
                           amends_session_get_zone (session));
  gtk_window_present (GTK_WINDOW (self));
}
