/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolves a case. */

#include "config.h"

#include "amends-resolve-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-moment-entry.h"

struct _AmendsResolveDialog
{
  AdwWindow parent_instance;

  GtkEditable *fix;
  GtkEditable *cause;
  GtkSwitch *confirmed;
  AmendsMomentEntry *moment;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsResolveDialog, amends_resolve_dialog, ADW_TYPE_WINDOW)

static void
changed_cb (AmendsResolveDialog *self)
{
  gtk_widget_set_sensitive (self->save,
                            *gtk_editable_get_text (self->fix) != '\0' &&
                                amends_moment_entry_get (self->moment) != AMENDS_INSTANT_NONE);
}

static void
save_cb (AmendsResolveDialog *self)
{
  AmendsResolution resolution = {
    .fix = gtk_editable_get_text (self->fix),
    .cause = gtk_editable_get_text (self->cause),
    .customer_confirmed = gtk_switch_get_active (self->confirmed),
    .at = amends_moment_entry_get (self->moment),
  };

  amends_session_resolve_async (
      self->session, self->case_, &resolution, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Resolved. The follow-ups are planned."),
                              _ ("The case could not be resolved.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_resolve_dialog_dispose (GObject *object)
{
  AmendsResolveDialog *self = AMENDS_RESOLVE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_resolve_dialog_parent_class)->dispose (object);
}

static void
amends_resolve_dialog_class_init (AmendsResolveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_resolve_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_MOMENT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-resolve-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsResolveDialog, fix);
  gtk_widget_class_bind_template_child (widget_class, AmendsResolveDialog, cause);
  gtk_widget_class_bind_template_child (widget_class, AmendsResolveDialog, confirmed);
  gtk_widget_class_bind_template_child (widget_class, AmendsResolveDialog, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsResolveDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_resolve_dialog_init (AmendsResolveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_resolve_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  AmendsResolveDialog *self;
  AmendsEscalation *escalation;

  g_return_if_fail (GTK_IS_WIDGET (from));

  escalation = case_->escalation;
  self =
      g_object_new (AMENDS_TYPE_RESOLVE_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  amends_moment_entry_set (self->moment, amends_session_now (session),
                           amends_session_get_zone (session));
  gtk_editable_set_text (self->fix, escalation->fix_text != NULL ? escalation->fix_text : "");
  gtk_editable_set_text (self->cause, escalation->root_cause != NULL ? escalation->root_cause : "");
  gtk_window_present (GTK_WINDOW (self));
}
