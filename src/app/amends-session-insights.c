/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics over any range, and the reports made of them. */

#include "config.h"

#include "amends-session-insights.h"

#include "amends-insight-document.h"
#include "amends-insight-store.h"
#include "amends-session-private.h"
#include "amends-session-risk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What one question needs, on the worker as well. */
typedef struct
{
  AmendsInsightWindow window;
  char *owner;              /* (owned) (nullable) */
  GTimeZone *zone;          /* (owned) */
  char *author;             /* (owned) (nullable) */
  AmendsEngines *engines;   /* (owned) */
  AmendsMetricRules *rules; /* (owned) */
  AmendsRiskRules *risk;    /* (owned) (nullable) */
  GPtrArray *risks;         /* (owned) (nullable) (element-type AmendsAccountRisk) */
  gboolean wants_document;
  AmendsReport report;

  AmendsInsights *insights; /* (owned) (nullable) */
  AmendsDocument *document; /* (owned) (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->owner);
  g_free (question->author);
  g_clear_pointer (&question->zone, g_time_zone_unref);
  g_clear_pointer (&question->engines, amends_engines_unref);
  g_clear_object (&question->rules);
  g_clear_object (&question->risk);
  g_clear_pointer (&question->risks, g_ptr_array_unref);
  g_clear_object (&question->insights);
  g_clear_object (&question->document);
  g_free (question);
}

/* --- Policy --- */

/* (transfer full): kept with the playbook they are of. */
static AmendsMetricRules *
ref_rules (AmendsSession *self, GError **error)
{
  static const char key[] = "amends-metric-rules";
  GObject *playbook = G_OBJECT (self->engines->playbook);
  AmendsMetricRules *rules = g_object_get_data (playbook, key);

  if (rules == NULL)
    {
      rules = amends_metric_rules_new (self->engines->playbook, error);
      if (rules == NULL)
        return NULL;
      g_object_set_data_full (playbook, key, rules, g_object_unref);
    }
  return g_object_ref (rules);
}

static AmendsInstant
get_grace (AmendsClockKind kind, const char *id, gpointer data)
{
  Question *question = data;
  const AmendsSlaRule *rule =
      id != NULL ? amends_sla_find_rule (question->engines->sla, kind, id) : NULL;

  return rule != NULL ? amends_sla_rule_get_grace (rule) * AMENDS_MINUTE : 0;
}

static gboolean
is_vip (AmendsAccount *account, gpointer data)
{
  Question *question = data;

  return (question->risk != NULL ? amends_risk_rules_get_tier (question->risk, account)
                                 : amends_sla_get_vip_tier (question->engines->sla, account)) == 1;
}

/* --- Ranges --- */

static AmendsInstant
go_back (AmendsSession *self, AmendsInstant until, AmendsRange range)
{
  g_autoptr (GDateTime) end = amends_instant_to_date_time (until, self->zone);
  g_autoptr (GDateTime) begin = range == AMENDS_RANGE_WEEK      ? g_date_time_add_weeks (end, -1)
                                : range == AMENDS_RANGE_MONTH   ? g_date_time_add_months (end, -1)
                                : range == AMENDS_RANGE_QUARTER ? g_date_time_add_months (end, -3)
                                                                : g_date_time_add_years (end, -1);

  return amends_instant_from_date_time (begin);
}

void
amends_session_get_range (AmendsSession *self,
                          AmendsRange range,
                          AmendsInstant *from,
                          AmendsInstant *until)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));

  *until = amends_session_now (self);
  *from = go_back (self, *until, range);
}

const char *
amends_report_to_id (AmendsReport report)
{
  static const char *const ids[] = { "weekly", "quarterly", "metrics" };

  return ids[report];
}

/* --- Asking --- */

static void
build_document (Question *question, AmendsInsightFacts *facts)
{
  AmendsInsightContext context = { .now = question->window.now,
                                   .zone = question->zone,
                                   .language = question->window.language,
                                   .author = question->author };

  switch (question->report)
    {
    case AMENDS_REPORT_WEEKLY:
      question->document = amends_insight_document_build_weekly (question->insights, facts,
                                                                 question->risks, &context);
      break;
    case AMENDS_REPORT_QUARTERLY:
      {
        g_autoptr (AmendsSystemic) systemic =
            amends_systemic_find (facts, question->rules, &question->window);

        question->document =
            amends_insight_document_build_quarterly (question->insights, systemic, &context);
        break;
      }
    case AMENDS_REPORT_METRICS:
      question->document = amends_insight_document_build_metrics (question->insights, &context);
      break;
    }
}

static gboolean
answer (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  AmendsInsightPolicy policy = {
    .now = question->window.now, .get_grace = get_grace, .is_vip = is_vip, .data = question
  };
  g_autoptr (AmendsInsightFacts) facts = amends_insight_store_read (connection, &policy, error);

  if (facts == NULL)
    return FALSE;
  facts->has_risk = question->risks != NULL;
  for (guint i = 0; question->risks != NULL && i < question->risks->len; i++)
    {
      AmendsAccountRisk *risk = question->risks->pdata[i];
      guint index;

      if (risk->level >= AMENDS_RISK_HIGH &&
          amends_insight_facts_find_account (facts, risk->account->id, &index))
        g_array_index (facts->accounts, AmendsInsightAccount, index).at_risk = TRUE;
    }
  amends_insight_facts_seal (facts);
  /* A read that is tried again begins anew. */
  g_clear_object (&question->insights);
  g_clear_object (&question->document);
  question->insights = amends_insights_new (facts, question->rules, &question->window);
  if (question->wants_document)
    build_document (question, facts);
  return TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (question->wants_document)
    g_task_return_pointer (task, g_steal_pointer (&question->document), g_object_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&question->insights), g_object_unref);
}

static void
read_facts (AmendsSession *self, GTask *task)
{
  Question *question = g_task_get_task_data (task);

  if (!amends_session_can_read (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_read_async (self->database, answer, question, NULL, g_task_get_cancellable (task),
                              answered_cb, task);
}

/* What is at risk is one number of many: without it the others stand all the same. */
static void
risks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->risks = amends_session_list_risks_finish (AMENDS_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (error != NULL)
    amends_session_emit_problem (AMENDS_SESSION (source), error);
  g_clear_error (&error);
  read_facts (AMENDS_SESSION (source), task);
}

static void
fill_window (AmendsSession *self,
             Question *question,
             const AmendsInsightsQuery *query,
             AmendsRange range)
{
  AmendsInsightWindow *window = &question->window;

  window->now = amends_session_now (self);
  window->until = query != NULL && query->until != AMENDS_INSTANT_NONE ? query->until : window->now;
  /* What has not happened yet is no part of any rate. */
  window->until = MIN (window->until, window->now);
  window->from = query != NULL && query->from != AMENDS_INSTANT_NONE
                     ? query->from
                     : go_back (self, window->until, range);
  if (query != NULL)
    {
      window->segments = query->segments;
      window->severities = query->severities;
      window->categories = query->categories;
      window->step = query->step;
      question->owner = g_strdup (query->owner);
    }
  window->owner = question->owner;
  window->zone = question->zone = g_time_zone_ref (self->zone);
  window->language = amends_change_get_language ();
}

/* (transfer full) (nullable): NULL: @task has been told and is gone. */
static GTask *
ask (AmendsSession *self, GTask *task, const AmendsInsightsQuery *query, AmendsRange range)
{
  Question *question = g_new0 (Question, 1);
  GError *error = NULL;
  AmendsRiskRules *risk;

  g_task_set_task_data (task, question, question_free);
  if (!amends_session_can_read (self, task))
    {
      g_object_unref (task);
      return NULL;
    }
  question->engines = amends_engines_ref (self->engines);
  question->author = g_strdup (self->me ? self->me->name : NULL);
  fill_window (self, question, query, range);
  question->rules = ref_rules (self, &error);
  if (question->rules == NULL || question->window.from >= question->window.until)
    {
      g_task_return_error (
          task,
          error ? error
                : g_error_new (
                      AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                      _ ("The range is empty: it ends before it begins, or lies in the future.")));
      g_object_unref (task);
      return NULL;
    }
  risk = amends_session_get_risk_rules (self);
  question->risk = risk != NULL ? g_object_ref (risk) : NULL;
  return task;
}

static void
go (AmendsSession *self, GTask *task)
{
  Question *question = g_task_get_task_data (task);

  if (question->risk != NULL)
    amends_session_list_risks_async (self, g_task_get_cancellable (task), risks_cb, task);
  else
    read_facts (self, task);
}

void
amends_session_insights_async (AmendsSession *self,
                               const AmendsInsightsQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, amends_session_insights_async);
  task = ask (self, task, query, AMENDS_RANGE_YEAR);
  if (task != NULL)
    go (self, task);
}

AmendsInsights *
amends_session_insights_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
amends_session_report_async (AmendsSession *self,
                             AmendsReport report,
                             const AmendsInsightsQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  static const AmendsRange ranges[] = { AMENDS_RANGE_WEEK, AMENDS_RANGE_QUARTER,
                                        AMENDS_RANGE_YEAR };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question;

  g_task_set_source_tag (task, amends_session_report_async);
  task = ask (self, task, query, ranges[report]);
  if (task == NULL)
    return;
  question = g_task_get_task_data (task);
  question->wants_document = TRUE;
  question->report = report;
  go (self, task);
}

AmendsDocument *
amends_session_report_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Files --- */

static gboolean
is_table (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".csv");
}

void
amends_session_export_insights_async (AmendsSession *self,
                                      AmendsInsights *insights,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  AmendsInsightContext context = { .now = amends_session_now (self),
                                   .zone = self->zone,
                                   .language = amends_change_get_language (),
                                   .author = self->me ? self->me->name : NULL };

  if (is_table (path))
    {
      g_autoptr (GBytes) bytes = amends_insight_write_csv (insights);

      amends_session_write_bytes_async (self, bytes, path, cancellable, callback, user_data);
    }
  else
    {
      g_autoptr (AmendsDocument) document =
          amends_insight_document_build_metrics (insights, &context);

      amends_session_write_document_async (self, document, path, cancellable, callback, user_data);
    }
}

void
amends_session_export_metric_cases_async (AmendsSession *self,
                                          AmendsInsights *insights,
                                          const char *metric,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GBytes) bytes = amends_insight_write_cases_csv (insights, metric, self->zone);

  amends_session_write_bytes_async (self, bytes, path, cancellable, callback, user_data);
}
