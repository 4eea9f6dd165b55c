/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a case, to be corrected and completed after it was logged. */

#include "config.h"

#include "amends-facts-dialog.h"

#include <glib/gi18n-lib.h>

#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-form.h"

/* Which editor of the template edits which field of the escalation. */
static const struct
{
  const char *editor;
  const char *field;
} editors[] = {
  { "title", "title" },
  { "impact", "impact" },
  { "affected_feature", "affected-feature" },
  { "users_affected", "users-affected" },
  { "since", "since" },
  { "workaround", "workaround" },
  { "workaround_text", "workaround-text" },
  { "needed_by", "needed-by" },
  { "objective", "objective" },
  { "open_items", "open-items" },
  { "emotion", "emotion" },
  { "relationship", "relationship" },
  { "root_cause", "root-cause" },
  { "factors", "factors" },
  { "fix_text", "fix-text" },
  { "fix_eta", "fix-eta" },
  { "fix_confirmed_by", "fix-confirmed-by" },
  { "fix_confirmed_at", "fix-confirmed-at" },
  { "offer", "offer" },
  { "cannot_offer", "cannot-offer" },
  { "owner", "owner" },
  { "technical_owner", "technical-owner" },
  { "executive_owner", "executive-owner" },
  { "internal_by", "internal-by" },
  { "tickets", "tickets" },
};

struct _AmendsFactsDialog
{
  AdwWindow parent_instance;

  GtkWidget *save;

  AmendsSession *session;   /* (owned) */
  AmendsCase *case_;        /* (owned) */
  AmendsEscalation *edited; /* (owned): a copy */
};

G_DEFINE_FINAL_TYPE (AmendsFactsDialog, amends_facts_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
get_editor (AmendsFactsDialog *self, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (self), AMENDS_TYPE_FACTS_DIALOG, name));
}

/* (nullable): the first editor whose words could not be read. */
static GtkWidget *
find_fault (AmendsFactsDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    {
      GtkWidget *editor = get_editor (self, editors[i].editor);

      if (gtk_widget_has_css_class (editor, "error"))
        return editor;
    }
  return NULL;
}

/* A text view knows how many lines it needs only once it has been given its width. */
static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsFactsDialog *self = AMENDS_FACTS_DIALOG (widget);

  if (gtk_widget_get_width (widget) == 0)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    if (GTK_IS_TEXT_VIEW (get_editor (self, editors[i].editor)))
      gtk_widget_queue_resize (get_editor (self, editors[i].editor));
  return G_SOURCE_REMOVE;
}

static void
save_cb (AmendsFactsDialog *self)
{
  GtkWidget *fault = find_fault (self);

  /* What stands there would be lost in silence. */
  if (fault != NULL)
    {
      gtk_widget_grab_focus (fault);
      gtk_widget_error_bell (fault);
      return;
    }
  amends_session_edit_facts_async (
      self->session, self->case_, self->edited, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("Kept. The drafts follow; your words stay."),
                              _ ("The facts could not be kept.")));
  gtk_window_close (GTK_WINDOW (self));
}

static void
amends_facts_dialog_dispose (GObject *object)
{
  AmendsFactsDialog *self = AMENDS_FACTS_DIALOG (object);

  g_clear_object (&self->edited);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_facts_dialog_parent_class)->dispose (object);
}

static void
amends_facts_dialog_class_init (AmendsFactsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_facts_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-facts-dialog.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsFactsDialog, save);
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    gtk_widget_class_bind_template_child_full (widget_class, editors[i].editor, FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_facts_dialog_init (AmendsFactsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_facts_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  AmendsFactsDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_SESSION (session) && AMENDS_IS_CASE (case_));

  self = g_object_new (AMENDS_TYPE_FACTS_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->edited = amends_record_copy (case_->escalation);
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    amends_form_bind (get_editor (self, editors[i].editor), self->edited, editors[i].field,
                      amends_session_get_zone (session));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}
