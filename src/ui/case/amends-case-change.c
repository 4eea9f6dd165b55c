/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says once a change to a case has ended. */

#include "config.h"

#include "amends-case-change.h"

#include "amends-feedback.h"

typedef struct
{
  GtkWidget *from; /* (owned) */
  char *done;      /* (owned) (nullable) */
  char *failed;    /* (owned) */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->from);
  g_free (change->done);
  g_free (change->failed);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

gpointer
amends_case_change_new (GtkWidget *from, const char *done, const char *failed)
{
  Change *change = g_new0 (Change, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  /* A row or a dialog is often gone by the end; its window is not. */
  if (GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  change->from = g_object_ref (root != NULL ? GTK_WIDGET (root) : from);
  change->done = g_strdup (done);
  change->failed = g_strdup (failed);
  return change;
}

void
amends_case_change_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  guint token = 0;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    amends_feedback_error (change->from, change->failed, error);
  else if (change->done != NULL)
    amends_feedback_undo (change->from, change->done, token);
}
