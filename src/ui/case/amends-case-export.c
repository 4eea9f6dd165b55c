/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes documents of a case to files that the user names. */

#include "config.h"

#include "amends-case-export.h"

#include <glib/gi18n-lib.h>

#include "amends-feedback.h"
#include "amends-file-dialog.h"

typedef struct
{
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsDraft *draft;     /* (owned) (nullable) */
  char *what;             /* (owned) (nullable) */
  GFile *file;            /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->from);
  g_object_unref (job->session);
  g_object_unref (job->case_);
  g_clear_object (&job->draft);
  g_clear_object (&job->file);
  g_free (job->what);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (GtkWidget *from, AmendsSession *session, AmendsCase *case_)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->session = g_object_ref (session);
  job->case_ = g_object_ref (case_);
  return job;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (job->file);
  g_autofree char *text = NULL;

  if (!amends_session_export_finish (AMENDS_SESSION (source), result, &error))
    {
      amends_feedback_error (job->from, _ ("The file could not be written."), error);
      return;
    }
  /* TRANSLATORS: %s is the name of a file */
  text = g_strdup_printf (_ ("Saved as %s."), name);
  amends_feedback_show (job->from, text);
}

static AmendsExport
get_export (const char *what)
{
  if (g_str_has_prefix (what, "report"))
    return AMENDS_EXPORT_REPORT;
  if (g_str_has_prefix (what, "debrief"))
    return AMENDS_EXPORT_DEBRIEF;
  return AMENDS_EXPORT_PLAN;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  AmendsSession *session = job->session;
  AmendsCase *case_ = job->case_;
  AmendsDraft *draft = job->draft;
  const char *what = job->what;
  g_autofree char *path = NULL;

  job->file = amends_file_dialog_finish (result, &error);
  if (job->file == NULL)
    {
      amends_feedback_error (job->from, _ ("No file was chosen."), error);
      return;
    }
  path = g_file_get_path (job->file);
  if (path == NULL)
    {
      amends_feedback_show (job->from, _ ("Files can only be saved on this machine."));
      return;
    }
  if (draft != NULL)
    amends_session_export_draft_async (session, case_, draft, path, NULL, exported_cb,
                                       g_steal_pointer (&job));
  else if (g_strcmp0 (what, "calendar.ics") == 0)
    amends_session_export_calendar_async (session, case_, path, NULL, exported_cb,
                                          g_steal_pointer (&job));
  else
    amends_session_export_async (session, case_, get_export (what), path, NULL, exported_cb,
                                 g_steal_pointer (&job));
}

void
amends_case_export (GtkWidget *from, AmendsSession *session, AmendsCase *case_, const char *what)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (what != NULL);

  number = amends_escalation_format_number (case_->escalation->number);
  name = g_strdup_printf ("%s-%s", number, what);
  job = job_new (from, session, case_);
  job->what = g_strdup (what);
  amends_file_dialog_save_async (from, _ ("Export"), name, NULL, chosen_cb, job);
}

void
amends_case_export_draft (GtkWidget *from,
                          AmendsSession *session,
                          AmendsCase *case_,
                          AmendsDraft *draft)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  number = amends_escalation_format_number (case_->escalation->number);
  name = g_strdup_printf ("%s-%s.eml", number, draft->kind != NULL ? draft->kind : "draft");
  job = job_new (from, session, case_);
  job->draft = g_object_ref (draft);
  amends_file_dialog_save_async (from, _ ("Save as mail"), name, NULL, chosen_cb, job);
}
