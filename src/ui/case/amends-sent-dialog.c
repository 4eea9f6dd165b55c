/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that a draft has been sent. */

#include "config.h"

#include "amends-sent-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-moment-entry.h"

struct _AmendsSentDialog
{
  AdwWindow parent_instance;

  AmendsMomentEntry *moment;
  GtkWidget *reason_group;
  GtkLabel *reason_text;
  GtkEditable *reason;
  GtkLabel *problem;
  GtkWidget *save;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *draft;     /* (owned) */
  AmendsInstant proposed; /* what the entry said at first */
  gboolean blocked;
};

G_DEFINE_FINAL_TYPE (AmendsSentDialog, amends_sent_dialog, ADW_TYPE_WINDOW)

static char *
dup_reason (AmendsSentDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

/* The entry knows no seconds: what still stands there as proposed is now. */
static AmendsInstant
get_moment (AmendsSentDialog *self)
{
  AmendsInstant at = amends_moment_entry_get (self->moment);

  return at == self->proposed ? amends_session_now (self->session) : at;
}

/* (nullable): why it cannot have been sent then. */
static const char *
get_problem (AmendsSentDialog *self)
{
  AmendsInstant at = get_moment (self);

  if (at > amends_session_now (self->session))
    return _ ("This time is still to come.");
  if (at < self->case_->escalation->received)
    return _ ("The customer’s message had not come yet.");
  return NULL;
}

static void
changed_cb (AmendsSentDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  amends_case_set_text (self->problem, NULL);
  gtk_widget_set_sensitive (self->save,
                            amends_moment_entry_get (self->moment) != AMENDS_INSTANT_NONE &&
                                (!self->blocked || *reason != '\0'));
}

static void
save_cb (AmendsSentDialog *self)
{
  g_autofree char *reason = dup_reason (self);
  g_autofree char *title = amends_case_dup_draft_title (self->draft);
  g_autofree char *done = NULL;
  const char *problem = get_problem (self);

  if (problem != NULL)
    {
      amends_case_set_text (self->problem, problem);
      return;
    }
  /* TRANSLATORS: %s is the title of a message, such as "First response" */
  done = g_strdup_printf (_ ("Marked as sent: %s."), title);
  amends_session_mark_sent_async (self->session, self->case_, self->draft->id, get_moment (self),
                                  self->blocked ? reason : NULL, NULL, amends_change_news_case_cb,
                                  amends_change_news_new (GTK_WIDGET (self), done,
                                                          _ ("It could not be marked as sent.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_sent_dialog_dispose (GObject *object)
{
  AmendsSentDialog *self = AMENDS_SENT_DIALOG (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_object (&self->case_);

  G_OBJECT_CLASS (amends_sent_dialog_parent_class)->dispose (object);
}

static void
amends_sent_dialog_class_init (AmendsSentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_sent_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_MOMENT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-sent-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, reason_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, AmendsSentDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_sent_dialog_init (AmendsSentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_sent_dialog_present (GtkWidget *from,
                            AmendsSession *session,
                            AmendsCase *case_,
                            AmendsDraft *draft,
                            guint n_blocking)
{
  AmendsSentDialog *self;
  g_autofree char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  self = g_object_new (AMENDS_TYPE_SENT_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->blocked = n_blocking > 0;
  amends_moment_entry_set (self->moment, amends_session_now (session),
                           amends_session_get_zone (session));
  self->proposed = amends_moment_entry_get (self->moment);
  self->draft = g_object_ref (draft);
  /* TRANSLATORS: %u is how many passages of a message must be fixed before it goes out */
  text = g_strdup_printf (
      ngettext ("%u passage must be fixed before this goes out. If it went out as it is, say why; "
                "the reason is kept in the log.",
                "%u passages must be fixed before this goes out. If it went out as it is, say why; "
                "the reason is kept in the log.",
                n_blocking),
      n_blocking);
  gtk_label_set_text (self->reason_text, text);
  gtk_widget_set_visible (self->reason_group, self->blocked);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
