/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings: raised, answered, learned from; and whether they would have been right. */

#include "config.h"

#include "amends-session-risk-private.h"

#include "amends-account-store.h"
#include "amends-customer-change.h"
#include "amends-risk-watch.h"
#include "amends-session-warnings.h"
#include "amends-setting-store.h"
#include "amends-warning-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The same history gives the same figures. */
#define BACKTEST_SEED 20260310
/* Changes come in bursts; they are looked at together. */
#define WATCH_DELAY_SECONDS 3

G_DEFINE_FINAL_TYPE (AmendsWarningRow, amends_warning_row, G_TYPE_OBJECT)

static void
amends_warning_row_finalize (GObject *object)
{
  AmendsWarningRow *self = AMENDS_WARNING_ROW (object);

  g_clear_object (&self->warning);
  g_free (self->account);
  g_free (self->title);
  g_free (self->action_title);
  G_OBJECT_CLASS (amends_warning_row_parent_class)->finalize (object);
}

static void
amends_warning_row_class_init (AmendsWarningRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_warning_row_finalize;
}

static void
amends_warning_row_init (AmendsWarningRow *self)
{
}

static char *
dup_title (AmendsRiskRules *rules, AmendsWarning *warning, const char *language)
{
  int threshold = amends_risk_watch_get_threshold (warning->rule);
  const AmendsRiskRule *rule = amends_risk_rules_find_rule (rules, warning->rule);
  g_autofree char *n = g_strdup_printf ("%d", threshold);

  if (threshold > 0)
    return amends_risk_rules_fill (
        amends_risk_rules_get_text (rules, "warning.threshold", language), "n", n, NULL);
  /* A rule that has since gone from the playbook. */
  return g_strdup (rule != NULL ? amends_translations_get (rule->title, language) : warning->rule);
}

AmendsWarningRow *
amends_warning_row_new (AmendsRiskRules *rules,
                        AmendsWarning *warning,
                        const char *account,
                        AmendsInstant now,
                        const char *language)
{
  AmendsWarningRow *self = g_object_new (AMENDS_TYPE_WARNING_ROW, NULL);
  const AmendsRiskActionRule *action = amends_risk_rules_find_action (rules, warning->action);

  self->warning = amends_record_copy (warning);
  self->account = g_strdup (account);
  self->title = dup_title (rules, warning, language);
  self->action_title =
      g_strdup (action != NULL ? amends_translations_get (action->title, language) : "");
  self->draft = action != NULL ? action->draft : NULL;
  self->level = amends_risk_rules_get_level (rules, warning->score);
  self->due = warning->state == AMENDS_WARNING_OPEN ||
              (warning->state == AMENDS_WARNING_SNOOZED && warning->until <= now);
  return self;
}

/* --- The list -----------------------------------------------------------------------------------
 */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AmendsWarningRow *one = *(const AmendsWarningRow *const *) a;
  const AmendsWarningRow *two = *(const AmendsWarningRow *const *) b;

  if (one->due != two->due)
    return one->due ? -1 : 1;
  if (one->due && one->warning->score != two->warning->score)
    return one->warning->score > two->warning->score ? -1 : 1;
  if (one->warning->at != two->warning->at)
    return one->warning->at > two->warning->at ? -1 : 1;
  return g_strcmp0 (one->account, two->account);
}

typedef struct
{
  AmendsRiskRules *rules;
  AmendsInstant now;
  char *language;
  char *account_id;
  gboolean open_only;
  GHashTable *names; /* account → name */
  GPtrArray *rows;
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_object_unref (list->rules);
  g_free (list->language);
  g_free (list->account_id);
  g_hash_table_unref (list->names);
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  g_free (list);
}

static gboolean
read_list (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  List *list = data;
  g_autoptr (GPtrArray) warnings = amends_warning_store_list (connection, list->account_id, error);
  g_autoptr (GPtrArray) accounts =
      warnings != NULL ? amends_account_store_list (connection, NULL, NULL, 0, error) : NULL;

  if (accounts == NULL)
    return FALSE;
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  list->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < accounts->len; i++)
    {
      AmendsAccount *account = accounts->pdata[i];

      g_hash_table_insert (list->names, g_strdup (account->id), g_strdup (account->name));
    }
  for (guint i = 0; i < warnings->len; i++)
    {
      AmendsWarning *warning = warnings->pdata[i];
      g_autoptr (AmendsWarningRow) row =
          amends_warning_row_new (list->rules, warning,
                                  g_hash_table_lookup (list->names, warning->account_id), list->now,
                                  list->language);

      if (row->due || !list->open_only)
        g_ptr_array_add (list->rows, g_steal_pointer (&row));
    }
  g_ptr_array_sort (list->rows, compare_rows);
  return TRUE;
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  List *list = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&list->rows), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_list_warnings_async (AmendsSession *self,
                                    const char *account_id,
                                    gboolean open_only,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskRules *rules;
  List *list;

  g_task_set_source_tag (task, amends_session_list_warnings_async);
  if (!amends_session_can_read (self, task))
    return;
  rules = amends_session_get_risk_rules (self);
  if (rules == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  list = g_new0 (List, 1);
  list->rules = g_object_ref (rules);
  list->now = amends_session_now (self);
  list->language = g_strdup (amends_change_get_language ());
  list->account_id = g_strdup (account_id);
  list->open_only = open_only;
  list->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, list, list_free);
  amends_database_read_async (self->database, read_list, list, NULL, cancellable, list_cb,
                              g_steal_pointer (&task));
}

GPtrArray *
amends_session_list_warnings_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Answering ----------------------------------------------------------------------------------
 */

typedef struct
{
  char *id;
  AmendsWarningAnswer answer;
  AmendsInstant until;
  AmendsInstant now;
  char *note;
  char *account_id;
  AmendsPerson *me;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->id);
  g_free (answer->note);
  g_free (answer->account_id);
  g_clear_object (&answer->me);
  g_free (answer);
}

static const char *
describe_answer (AmendsWarningAnswer answer)
{
  switch (answer)
    {
    case AMENDS_ANSWER_RIGHT:
      return _ ("An early warning was accepted");
    case AMENDS_ANSWER_SNOOZE:
      return _ ("An early warning was put off");
    case AMENDS_ANSWER_FALSE_ALARM:
      return _ ("An early warning was called a false alarm");
    case AMENDS_ANSWER_TAKE_BACK:
    default:
      return _ ("The answer to an early warning was taken back");
    }
}

static gboolean
write_answer (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  static const AmendsWarningState states[] = {
    [AMENDS_ANSWER_RIGHT] = AMENDS_WARNING_ACCEPTED,
    [AMENDS_ANSWER_SNOOZE] = AMENDS_WARNING_SNOOZED,
    [AMENDS_ANSWER_FALSE_ALARM] = AMENDS_WARNING_FALSE_ALARM,
    [AMENDS_ANSWER_TAKE_BACK] = AMENDS_WARNING_OPEN,
  };
  Answer *answer = data;
  const AmendsCustomerActor actor = { answer->me, answer->now };
  g_autoptr (AmendsWarning) before = amends_warning_store_find (connection, answer->id, error);
  g_autoptr (AmendsWarning) after = NULL;

  if (before == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                     _ ("This warning no longer exists."));
      return FALSE;
    }
  after = amends_record_copy (before);
  after->state = states[answer->answer];
  after->until = answer->answer == AMENDS_ANSWER_SNOOZE ? answer->until : AMENDS_INSTANT_NONE;
  after->decided_at = answer->answer == AMENDS_ANSWER_TAKE_BACK ? AMENDS_INSTANT_NONE : answer->now;
  g_free (after->note);
  after->note = g_strdup (answer->answer == AMENDS_ANSWER_TAKE_BACK ? NULL : answer->note);
  g_free (answer->account_id);
  answer->account_id = g_strdup (after->account_id);
  if (amends_record_equal (before, after))
    return TRUE;
  return amends_warning_store_save (connection, after, error) &&
         amends_customer_log (connection, &actor, AMENDS_EVENT_WARNING_DECIDED, after->account_id,
                              NULL, amends_record_diff (before, after),
                              describe_answer (answer->answer), error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
  /* What was learned changes every figure. */
  amends_session_emit_changed (self, NULL);
}

void
amends_session_answer_warning_async (AmendsSession *self,
                                     const char *warning_id,
                                     AmendsWarningAnswer answer,
                                     AmendsInstant until,
                                     const char *note,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Answer *job = g_new0 (Answer, 1);
  AmendsRiskRules *rules;

  g_task_set_source_tag (task, amends_session_answer_warning_async);
  job->id = g_strdup (warning_id);
  job->answer = answer;
  job->now = amends_session_now (self);
  job->until = until;
  job->note = g_strdup (note);
  g_task_set_task_data (task, job, answer_free);
  if (!amends_session_can_write (self, task))
    return;
  job->me = amends_session_copy_me (self);
  rules = amends_session_get_risk_rules (self);
  if (until == AMENDS_INSTANT_NONE && rules != NULL)
    job->until =
        job->now +
        (AmendsInstant) (amends_risk_rules_get_number (rules, "warning_snooze_days") * AMENDS_DAY);
  if (answer == AMENDS_ANSWER_SNOOZE && job->until <= job->now)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                               _ ("A warning can only be put off until a later time."));
      return;
    }
  amends_database_write_async (self->database, write_answer, job, NULL, cancellable, answered_cb,
                               g_steal_pointer (&task));
}

gboolean
amends_session_answer_warning_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Watching -----------------------------------------------------------------------------------
 */

static gboolean
keep_figure (AmendsRiskJob *job,
             AmendsConnection *connection,
             AmendsAccountRisk *risk,
             GError **error)
{
  g_autofree char *day = amends_risk_dup_day (risk->at, job->world->zone);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *factors = NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (risk->score == AMENDS_UNKNOWN)
    return TRUE;
  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      json_object_set_double_member (object, factor->id, round (factor->points * 100) / 100);
    }
  factors = json_to_string (node, FALSE);
  return amends_risk_store_save (connection, risk->account->id, day, risk->score, factors, error);
}

static gboolean
keep_warnings (AmendsRiskJob *job,
               AmendsConnection *connection,
               AmendsAccountRisk *risk,
               guint *raised,
               guint *past,
               GError **error)
{
  const AmendsCustomerActor actor = { NULL, job->world->now };
  g_autoptr (GPtrArray) warnings = g_ptr_array_new ();
  g_auto (AmendsRiskWatch) watch = { 0 };

  for (guint i = 0; i < job->world->warnings->len; i++)
    if (g_strcmp0 (((AmendsWarning *) job->world->warnings->pdata[i])->account_id,
                   risk->account->id) == 0)
      g_ptr_array_add (warnings, job->world->warnings->pdata[i]);
  amends_risk_watch (job->world->rules, risk, warnings, &watch);
  for (guint i = 0; i < watch.past->len; i++)
    if (!amends_warning_store_save (connection, watch.past->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < watch.raised->len; i++)
    {
      AmendsWarning *warning = watch.raised->pdata[i];
      /* Translators: the name of an account, and why it is at risk. */
      g_autofree char *summary =
          g_strdup_printf (_ ("%1$s: %2$s"), risk->account->name, warning->reason);

      if (!amends_warning_store_save (connection, warning, error) ||
          !amends_customer_log (connection, &actor, AMENDS_EVENT_WARNING_RAISED, risk->account->id,
                                NULL, NULL, summary, error))
        return FALSE;
    }
  *raised += watch.raised->len;
  *past += watch.past->len;
  return TRUE;
}

/* Raised, and past, of a run. */
typedef struct
{
  guint raised;
  guint past;
} Watched;

static gboolean
watch_all (AmendsRiskJob *job,
           AmendsConnection *connection,
           GCancellable *cancellable,
           GError **error)
{
  Watched *watched = g_new0 (Watched, 1);

  job->result = watched;
  job->destroy = g_free;
  for (guint i = 0; i < job->world->histories->len; i++)
    {
      g_autoptr (AmendsAccountRisk) risk =
          amends_risk_world_judge (job->world, job->world->histories->pdata[i], job->language);

      if (!keep_figure (job, connection, risk, error) ||
          !keep_warnings (job, connection, risk, &watched->raised, &watched->past, error))
        return FALSE;
    }
  return TRUE;
}

void
amends_session_watch_async (AmendsSession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, NULL, watch_all);

  g_task_set_source_tag (task, amends_session_watch_async);
  if (job == NULL)
    g_object_unref (task);
  else
    amends_risk_job_write (self, job, task);
}

int
amends_session_watch_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  g_autofree Watched *watched = g_task_propagate_pointer (G_TASK (result), error);

  if (watched == NULL)
    return -1;
  if (watched->raised + watched->past > 0)
    amends_session_emit_changed (self, NULL);
  return (int) watched->raised;
}

/* By itself: behind the first frame, and some seconds after anything has changed. */
typedef struct
{
  AmendsSession *session; /* (unowned) */
  guint source;
  gboolean running;
} Watcher;

static void
watcher_free (gpointer data)
{
  Watcher *watcher = data;

  g_clear_handle_id (&watcher->source, g_source_remove);
  g_free (watcher);
}

static void
watched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  Watcher *watcher = g_object_get_data (source, "amends-watcher");
  g_autoptr (GError) error = NULL;

  if (amends_session_watch_finish (self, result, &error) < 0)
    amends_session_emit_problem (self, error);
  watcher->running = FALSE;
}

static gboolean
watch_now_cb (gpointer data)
{
  Watcher *watcher = data;

  watcher->source = 0;
  if (watcher->session->database != NULL && !watcher->running &&
      !amends_session_is_read_only (watcher->session) &&
      amends_database_try_lead (watcher->session->database))
    {
      watcher->running = TRUE;
      amends_session_watch_async (watcher->session, NULL, watched_cb, NULL);
    }
  return G_SOURCE_REMOVE;
}

static void
plan_watch_cb (AmendsSession *self, const char *id, gpointer data)
{
  Watcher *watcher = data;

  if (watcher->source == 0 && !watcher->running)
    watcher->source = g_timeout_add_seconds (WATCH_DELAY_SECONDS, watch_now_cb, watcher);
}

void
amends_session_start_watching (AmendsSession *self)
{
  Watcher *watcher = g_object_get_data (G_OBJECT (self), "amends-watcher");

  if (watcher != NULL)
    return;
  watcher = g_new0 (Watcher, 1);
  watcher->session = self;
  g_object_set_data_full (G_OBJECT (self), "amends-watcher", watcher, watcher_free);
  g_signal_connect (self, "changed", G_CALLBACK (plan_watch_cb), watcher);
  plan_watch_cb (self, NULL, watcher);
}

/* --- Weights ------------------------------------------------------------------------------------
 */

void
amends_weights_free (AmendsWeights *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->weights->len; i++)
    g_free (((AmendsWeight *) self->weights->pdata[i])->title);
  g_ptr_array_set_free_func (self->weights, g_free);
  g_ptr_array_unref (self->weights);
  g_free (self->text);
  g_free (self);
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const AmendsWeight *one = *(const AmendsWeight *const *) a;
  const AmendsWeight *two = *(const AmendsWeight *const *) b;

  return one->shipped > two->shipped   ? -1
         : one->shipped < two->shipped ? 1
                                       : g_strcmp0 (one->factor, two->factor);
}

static char *
word_weights (AmendsRiskRules *rules, const AmendsRiskWeights *weights, const char *language)
{
  g_autofree char *n = g_strdup_printf ("%u", weights->right + weights->wrong);
  g_autofree char *right = g_strdup_printf ("%u", weights->right);
  g_autofree char *wrong = g_strdup_printf ("%u", weights->wrong);
  g_autofree char *was =
      g_strdup_printf ("%.0f", amends_risk_rules_get_number (rules, "learn_needed"));
  g_autofree char *least =
      g_strdup_printf ("%.0f", amends_risk_rules_get_number (rules, "learn_needed_each"));
  g_autofree char *percent =
      g_strdup_printf ("%.0f", amends_risk_rules_get_number (rules, "learn_bound") * 100);

  return amends_risk_rules_fill (
      amends_risk_rules_get_text (rules, weights->learned ? "learn.done" : "learn.few", language),
      "n", n, "right", right, "wrong", wrong, "was", was, "least", least, "percent", percent, NULL);
}

static gboolean
show_weights (AmendsRiskJob *job,
              AmendsConnection *connection,
              GCancellable *cancellable,
              GError **error)
{
  AmendsWeights *shown = g_new0 (AmendsWeights, 1);
  const AmendsRiskWeights *weights = &job->world->weights;
  AmendsRiskRules *rules = job->world->rules;

  shown->weights = g_ptr_array_new ();
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    {
      AmendsWeight *weight = g_new0 (AmendsWeight, 1);

      weight->factor = amends_risk_factor_get_id (i);
      weight->title = g_strdup (amends_risk_rules_get_factor_title (rules, i, job->language));
      weight->shipped = amends_risk_rules_get_weight (rules, i);
      weight->now = weights->weights[i];
      weight->least = weights->least[i];
      weight->most = weights->most[i];
      g_ptr_array_add (shown->weights, weight);
    }
  g_ptr_array_sort (shown->weights, compare_weights);
  shown->right = weights->right;
  shown->wrong = weights->wrong;
  shown->needed = (guint) amends_risk_rules_get_number (rules, "learn_needed");
  shown->text = word_weights (rules, weights, job->language);
  job->result = shown;
  job->destroy = (GDestroyNotify) amends_weights_free;
  return TRUE;
}

void
amends_session_read_weights_async (AmendsSession *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, NULL, show_weights);

  g_task_set_source_tag (task, amends_session_read_weights_async);
  if (job == NULL)
    g_object_unref (task);
  else
    amends_risk_job_read (self, job, task);
}

AmendsWeights *
amends_session_read_weights_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
write_reset (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Answer *answer = data;
  const AmendsCustomerActor actor = { answer->me, answer->now };
  g_autofree char *since = g_strdup_printf ("%" G_GINT64_FORMAT, answer->now);

  return amends_setting_store_set (connection, AMENDS_RISK_LEARN_SINCE, since, error) &&
         amends_customer_log (connection, &actor, AMENDS_EVENT_WARNING_DECIDED, "", NULL, NULL,
                              _ ("The weights of the risk were put back to the playbook's"), error);
}

void
amends_session_reset_weights_async (AmendsSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Answer *job = g_new0 (Answer, 1);

  g_task_set_source_tag (task, amends_session_reset_weights_async);
  job->now = amends_session_now (self);
  g_task_set_task_data (task, job, answer_free);
  if (!amends_session_can_write (self, task))
    return;
  job->me = amends_session_copy_me (self);
  amends_database_write_async (self->database, write_reset, job, NULL, cancellable, answered_cb,
                               g_steal_pointer (&task));
}

gboolean
amends_session_reset_weights_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Backtest -----------------------------------------------------------------------------------
 */

/* Progress on its way from the worker to the main thread. */
typedef struct
{
  GTask *task; /* (owned) */
  AmendsRiskProgressFunc func;
  gpointer data;
  double fraction;
} Progress;

static gboolean
tell_cb (gpointer data)
{
  Progress *progress = data;

  if (!g_task_get_completed (progress->task))
    progress->func (progress->fraction, progress->data);
  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->task);
  g_free (progress);
}

static gboolean
progressed (double fraction, gpointer data)
{
  Progress *shape = data;
  Progress *progress;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (shape->task)))
    return FALSE;
  if (shape->func == NULL || fraction - shape->fraction < 0.02)
    return TRUE;
  shape->fraction = fraction;
  progress = g_memdup2 (shape, sizeof *shape);
  g_object_ref (progress->task);
  g_main_context_invoke_full (g_task_get_context (shape->task), G_PRIORITY_DEFAULT, tell_cb,
                              progress, progress_free);
  return TRUE;
}

static gboolean
run_backtest (AmendsRiskJob *job,
              AmendsConnection *connection,
              GCancellable *cancellable,
              GError **error)
{
  /* With the weights of the playbook: those learned come from what is tested. */
  job->result =
      amends_backtest_run (job->world->rules, NULL, job->world->histories, job->world->zone,
                           job->world->now, job->language, BACKTEST_SEED, progressed, job->data);
  job->destroy = (GDestroyNotify) amends_backtest_free;
  if (job->result == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return job->result != NULL;
}

void
amends_session_backtest_async (AmendsSession *self,
                               AmendsRiskProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, NULL, run_backtest);
  Progress *shape;

  g_task_set_source_tag (task, amends_session_backtest_async);
  if (job == NULL)
    {
      g_object_unref (task);
      return;
    }
  shape = g_new0 (Progress, 1);
  shape->task = task;
  shape->func = progress;
  shape->data = progress_data;
  job->data = shape;
  g_object_set_data_full (G_OBJECT (task), "amends-progress", shape, g_free);
  amends_risk_job_read (self, job, task);
}

AmendsBacktest *
amends_session_backtest_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
