/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents on accounts, written to a file. */

#include "config.h"

#include "amends-account-report.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
  char *account;          /* (owned) (nullable): its id */
  AmendsAccountReport report;
  char *path; /* (owned) (nullable) until chosen */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->from);
  g_object_unref (job->session);
  g_free (job->account);
  g_free (job->path);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (job->path);
  g_autofree char *text = NULL;

  if (!amends_session_export_finish (AMENDS_SESSION (source), result, &error))
    {
      amends_feedback_error (job->from, _ ("The file was not written."), error);
      return;
    }
  /* TRANSLATORS: %s is the name of a file */
  text = g_strdup_printf (_ ("%s was written."), name);
  amends_feedback_show (job->from, text);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsDocument) document =
      amends_session_risk_document_finish (AMENDS_SESSION (source), result, &error);
  Job *kept = job;

  if (document == NULL)
    {
      amends_feedback_error (job->from, _ ("The document could not be made."), error);
      return;
    }
  amends_session_write_document_async (kept->session, document, kept->path, NULL, written_cb,
                                       g_steal_pointer (&job));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = amends_file_dialog_finish (result, &error);
  Job *kept = job;

  if (file == NULL)
    {
      amends_feedback_error (job->from, _ ("The file was not written."), error);
      return;
    }
  job->path = g_file_get_path (file);
  if (job->path == NULL)
    {
      amends_feedback_show (job->from, _ ("Choose a folder of this machine."));
      return;
    }
  if (job->report == AMENDS_ACCOUNT_REPORT_RISK)
    amends_session_risk_document_async (kept->session, kept->account, NULL, NULL, made_cb,
                                        g_steal_pointer (&job));
  else if (job->report == AMENDS_ACCOUNT_REPORT_HANDOFF)
    amends_session_handoff_document_async (kept->session, kept->account, NULL, made_cb,
                                           g_steal_pointer (&job));
  else
    amends_session_vip_document_async (kept->session, NULL, made_cb, g_steal_pointer (&job));
}

void
amends_account_report_save (GtkWidget *from,
                            AmendsSession *session,
                            AmendsAccount *account,
                            AmendsAccountReport report)
{
  const char *title = report == AMENDS_ACCOUNT_REPORT_RISK      ? _ ("Risk report")
                      : report == AMENDS_ACCOUNT_REPORT_HANDOFF ? _ ("Hand-off context")
                                                                : _ ("VIP handling");
  g_autofree char *name = account != NULL && account->name != NULL
                              ? g_strdup_printf ("%s, %s.pdf", title, account->name)
                              : g_strdup_printf ("%s.pdf", title);
  Job *job = g_new0 (Job, 1);

  /* The name of an account is no place for a folder. */
  g_strdelimit (name, "/\\:", '-');
  job->from = g_object_ref (from);
  job->session = g_object_ref (session);
  job->account = account != NULL ? g_strdup (account->id) : NULL;
  job->report = report;
  amends_file_dialog_save_async (from, title, name, NULL, chosen_cb, job);
}
