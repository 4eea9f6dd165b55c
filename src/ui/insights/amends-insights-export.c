/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes numbers and reports to files that the user names. */

#include "config.h"

#include "amends-insights-export.h"

#include <glib/gi18n-lib.h>

#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-session-risk.h"

typedef struct
{
  GtkWidget *from;          /* (owned) */
  AmendsSession *session;   /* (owned) */
  AmendsInsights *insights; /* (owned) (nullable): NULL for a report */
  char *metric;             /* (owned) (nullable): of whose cases a table is wanted */
  AmendsReport report;
  GFile *file; /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->from);
  g_object_unref (job->session);
  g_clear_object (&job->insights);
  g_clear_object (&job->file);
  g_free (job->metric);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (GtkWidget *from, AmendsSession *session)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_object_ref (from);
  job->session = g_object_ref (session);
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

static void
reported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (AmendsDocument) document = amends_session_report_finish (session, result, &error);
  g_autofree char *path = g_file_get_path (job->file);

  if (document == NULL)
    amends_feedback_error (job->from, _ ("The report could not be made."), error);
  else
    amends_session_write_document_async (session, document, path, NULL, exported_cb,
                                         g_steal_pointer (&job));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  AmendsSession *session = job->session;
  AmendsInsights *insights = job->insights;
  const char *metric = job->metric;
  AmendsReport report = job->report;
  g_autofree char *path = NULL;

  job->file = amends_file_dialog_finish (result, &error);
  if (job->file == NULL)
    {
      amends_feedback_error (job->from, _ ("No file was chosen."), error);
      return;
    }
  path = g_file_get_path (job->file);
  if (path == NULL)
    amends_feedback_show (job->from, _ ("Files can only be saved on this machine."));
  else if (insights == NULL)
    amends_session_report_async (session, report, NULL, NULL, reported_cb, g_steal_pointer (&job));
  else if (metric != NULL)
    amends_session_export_metric_cases_async (session, insights, metric, path, NULL, exported_cb,
                                              g_steal_pointer (&job));
  else
    amends_session_export_insights_async (session, insights, path, NULL, exported_cb,
                                          g_steal_pointer (&job));
}

/* @job: (transfer full) */
static void
ask (Job *job, const char *stem, const char *ending)
{
  g_autofree char *day = amends_instant_format (amends_session_now (job->session),
                                                amends_session_get_zone (job->session), "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s-%s.%s", stem, day, ending);

  amends_file_dialog_save_async (job->from, _ ("Export"), name, NULL, chosen_cb, job);
}

void
amends_insights_export (GtkWidget *from,
                        AmendsSession *session,
                        AmendsInsights *insights,
                        const char *ending)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_INSIGHTS (insights));

  job = job_new (from, session);
  job->insights = g_object_ref (insights);
  ask (job, "insights", ending);
}

void
amends_insights_export_cases (GtkWidget *from,
                              AmendsSession *session,
                              AmendsInsights *insights,
                              const char *metric)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (metric != NULL);

  job = job_new (from, session);
  job->insights = g_object_ref (insights);
  job->metric = g_strdup (metric);
  ask (job, metric, "csv");
}

void
amends_insights_export_report (GtkWidget *from, AmendsSession *session, AmendsReport report)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));

  job = job_new (from, session);
  job->report = report;
  ask (job, amends_report_to_id (report), "pdf");
}
