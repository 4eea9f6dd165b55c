/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says once a change has ended. */

#include "config.h"

#include "amends-change-news.h"

#include "amends-feedback.h"
#include "amends-session-accounts.h"

typedef struct
{
  GtkWidget *from; /* (owned): the window, which outlives a page or a dialog */
  char *done;      /* (owned) (nullable) */
  char *failed;    /* (owned) */
} News;

static void
news_free (News *news)
{
  g_object_unref (news->from);
  g_free (news->done);
  g_free (news->failed);
  g_free (news);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (News, news_free)

gpointer
amends_change_news_new (GtkWidget *from, const char *done, const char *failed)
{
  News *news = g_new0 (News, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  if (GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  news->from = g_object_ref (root != NULL ? GTK_WIDGET (root) : from);
  news->done = g_strdup (done);
  news->failed = g_strdup (failed);
  return news;
}

/* @error: (nullable): it went well */
static void
tell (News *news, guint token, const GError *error)
{
  if (error != NULL)
    amends_feedback_error (news->from, news->failed, error);
  else if (news->done != NULL)
    amends_feedback_undo (news->from, news->done, token);
}

void
amends_change_news_case_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  g_autoptr (GError) error = NULL;
  guint token = 0;

  amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error);
  tell (news, token, error);
}

void
amends_change_news_customer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  g_autoptr (GError) error = NULL;
  guint token = 0;

  /* Without a token nothing had to be changed, and nothing is said. */
  if (!amends_session_customer_finish (AMENDS_SESSION (source), result, &token, &error) ||
      token != 0)
    tell (news, token, error);
}
