/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of an empty workspace. */

#include "config.h"

#include "amends-first-run-page.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"

#include <glib/gi18n-lib.h>

struct _AmendsFirstRunPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */

  GtkListBox *choices;
  AdwActionRow *sample_row;
  GtkSpinner *spinner;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsFirstRunPage, amends_first_run_page, ADW_TYPE_BIN)

static void
set_busy (AmendsFirstRunPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
sample_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsFirstRunPage) self = AMENDS_FIRST_RUN_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (amends_session_workspace_finish (AMENDS_SESSION (source), result, &error))
    g_signal_emit (self, signals[DONE], 0);
  else
    amends_feedback_error (GTK_WIDGET (self), _ ("The sample data could not be loaded."), error);
}

static void
sample_cb (AmendsFirstRunPage *self)
{
  set_busy (self, TRUE);
  amends_session_load_sample_async (self->session, self->cancellable, sample_loaded_cb,
                                    g_object_ref (self));
}

static void
team_cb (AmendsFirstRunPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", "s", "team");
}

static void
restore_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_widget_activate_action (GTK_WIDGET (source), "app.restore", "s", path);
}

static void
restore_cb (AmendsFirstRunPage *self)
{
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Bring back a copy"), NULL,
                                 self->cancellable, restore_chosen_cb, NULL);
}

static void
empty_cb (AmendsFirstRunPage *self)
{
  g_signal_emit (self, signals[DONE], 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new", NULL);
}

static void
amends_first_run_page_dispose (GObject *object)
{
  AmendsFirstRunPage *self = AMENDS_FIRST_RUN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_first_run_page_parent_class)->dispose (object);
}

static void
amends_first_run_page_class_init (AmendsFirstRunPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_first_run_page_dispose;
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsFirstRunPage, choices);
  gtk_widget_class_bind_template_child (widget_class, AmendsFirstRunPage, sample_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsFirstRunPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, sample_cb);
  gtk_widget_class_bind_template_callback (widget_class, team_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_cb);
}

static void
amends_first_run_page_init (AmendsFirstRunPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_first_run_page_set_session (AmendsFirstRunPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_FIRST_RUN_PAGE (self));

  g_set_object (&self->session, session);
}
