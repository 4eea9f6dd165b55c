/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts at risk: the list, and how its jobs run. */

#include "config.h"

#include "amends-session-risk-private.h"

#include "amends-account-store.h"
#include "amends-storage-error.h"
#include "amends-warning-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Signs fade with time, so a figure is not kept for longer. */
#define FRESH (30 * AMENDS_MINUTE)
/* On a task: how often anything had changed when it began, plus one. */
#define CHANGES "amends-risk-changes"

/* --- Rules --------------------------------------------------------------------------------------
 */

AmendsRiskRules *
amends_session_get_risk_rules (AmendsSession *self)
{
  static const char key[] = "amends-risk-rules";
  GObject *playbook = G_OBJECT (self->engines->playbook);
  AmendsRiskRules *rules = g_object_get_data (playbook, key);
  g_autoptr (GError) error = NULL;

  if (rules != NULL || g_object_get_data (playbook, "amends-risk-rules-fault") != NULL)
    return rules;
  rules = amends_risk_rules_new (self->engines->playbook, NULL, &error);
  if (rules != NULL)
    {
      g_object_set_data_full (playbook, key, rules, g_object_unref);
      return rules;
    }
  /* Said once. */
  amends_session_emit_problem (self, error);
  g_object_set_data (playbook, "amends-risk-rules-fault", playbook);
  return NULL;
}

const char *
amends_session_get_risk_word (AmendsSession *self, AmendsRiskLevel level, AmendsTone *tone)
{
  AmendsRiskRules *rules;

  g_return_val_if_fail (AMENDS_IS_SESSION (self), "");

  if (tone != NULL)
    *tone = AMENDS_TONE_PLAIN;
  rules = amends_session_get_risk_rules (self);
  return rules != NULL
             ? amends_risk_rules_get_level_name (rules, level, amends_change_get_language (), tone)
             : "";
}

/* --- Jobs ---------------------------------------------------------------------------------------
 */

static void
job_free (gpointer data)
{
  AmendsRiskJob *job = data;

  if (job->result != NULL && job->destroy != NULL)
    job->destroy (job->result);
  g_clear_pointer (&job->world, amends_risk_world_free);
  g_clear_object (&job->me);
  g_free (job->name);
  g_free (job->language);
  g_free (job->text);
  g_free (job->text2);
  g_free (job);
}

AmendsRiskJob *
amends_risk_job_new (AmendsSession *self, GTask *task, const char *account, AmendsRiskJobFunc work)
{
  AmendsRiskJob *job;
  AmendsRiskRules *rules;

  if (!amends_session_can_read (self, task))
    return NULL;
  rules = amends_session_get_risk_rules (self);
  if (rules == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                               _ ("The rules for risk in the playbook cannot be used."));
      return NULL;
    }
  job = g_new0 (AmendsRiskJob, 1);
  job->world = amends_risk_world_new (self->engines, rules, self->zone, amends_session_now (self));
  job->work = work;
  job->name = g_strdup (account);
  job->language = g_strdup (amends_change_get_language ());
  job->me = amends_session_copy_me (self);
  return job;
}

/* (transfer full) (nullable): the id of the account that is named. */
static char *
find_account (AmendsConnection *connection, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmendsAccount) account = amends_account_store_get (connection, name, &local);

  if (account == NULL &&
      g_error_matches (local, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND))
    {
      g_clear_error (&local);
      account = amends_account_store_find (connection, name, &local);
      if (account == NULL && local == NULL)
        g_set_error (&local, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                     /* Translators: %s is what was given as the name of an account. */
                     _ ("There is no account “%s”."), name);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return account != NULL ? g_strdup (account->id) : NULL;
}

static gboolean
load_job (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsRiskJob *job = data;
  g_autofree char *id = NULL;

  if (job->name != NULL && (id = find_account (connection, job->name, error)) == NULL)
    return FALSE;
  if (!amends_risk_world_load (job->world, connection, id, cancellable, error))
    return FALSE;
  job->history = id != NULL ? g_hash_table_lookup (job->world->by_account, id) : NULL;
  return TRUE;
}

static gboolean
do_job (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsRiskJob *job = data;

  if (job->result != NULL && job->destroy != NULL)
    job->destroy (g_steal_pointer (&job->result));
  return job->work (job, connection, cancellable, error);
}

static gboolean
run_job (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return load_job (connection, data, cancellable, error) &&
         do_job (connection, data, cancellable, error);
}

/* Warnings may have been answered while the rest was read. */
static gboolean
run_loaded (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AmendsRiskJob *job = data;

  g_clear_pointer (&job->world->warnings, g_ptr_array_unref);
  job->world->warnings = amends_warning_store_list (connection, NULL, error);
  return job->world->warnings != NULL && amends_risk_world_save (job->world, connection, error) &&
         do_job (connection, data, cancellable, error);
}

static gboolean
save_only (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_risk_world_save (((AmendsRiskJob *) data)->world, connection, error);
}

/* What cannot be kept is read again next time. */
static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    g_debug ("readings were not kept: %s", error->message);
}

static void
return_result (GTask *task, AmendsRiskJob *job)
{
  GDestroyNotify destroy = job->destroy;

  g_task_return_pointer (task, g_steal_pointer (&job->result), destroy);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  AmendsRiskJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  return_result (task, job);
  if (job->world->fresh->len > 0 && self->database != NULL && !amends_session_is_read_only (self))
    {
      AmendsRiskJob *rest = g_new0 (AmendsRiskJob, 1);

      rest->world = g_steal_pointer (&job->world);
      amends_database_write_async (self->database, save_only, rest, job_free, NULL, saved_cb, NULL);
    }
}

void
amends_risk_job_read (AmendsSession *self, AmendsRiskJob *job, GTask *task)
{
  g_task_set_task_data (task, job, job_free);
  amends_database_read_async (self->database, run_job, job, NULL, g_task_get_cancellable (task),
                              read_cb, task);
}

static void
write_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    return_result (task, g_task_get_task_data (task));
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AmendsSession *self = g_task_get_source_object (task);
  AmendsRiskJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_error (task, error);
  else if (amends_session_can_write (self, task))
    {
      amends_database_write_async (self->database, run_loaded, job, NULL,
                                   g_task_get_cancellable (task), write_cb, task);
      return;
    }
  g_object_unref (task);
}

/* Reading thousands of messages takes seconds, for which nobody else's write shall wait. */
void
amends_risk_job_write (AmendsSession *self, AmendsRiskJob *job, GTask *task)
{
  g_task_set_task_data (task, job, job_free);
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  amends_database_read_async (self->database, load_job, job, NULL, g_task_get_cancellable (task),
                              loaded_cb, task);
}

char *
amends_risk_dup_day (AmendsInstant instant, GTimeZone *zone)
{
  return amends_instant_format (instant, zone, "%Y-%m-%d");
}

/* --- The list -----------------------------------------------------------------------------------
 */

/* What was computed last. Dropped accounts are computed anew. */
typedef struct
{
  GHashTable *risks; /* (owned): account → AmendsAccountRisk */
  AmendsInstant at;
  GObject *playbook; /* (unowned): only compared */
  char *stale;       /* (owned) (nullable): the one account that has changed since */
  guint changes;     /* how often anything has changed */
} Cache;

static void
cache_free (gpointer data)
{
  Cache *cache = data;

  g_hash_table_unref (cache->risks);
  g_free (cache->stale);
  g_free (cache);
}

static void
forget (Cache *cache)
{
  g_hash_table_remove_all (cache->risks);
  g_clear_pointer (&cache->stale, g_free);
}

/* One account is computed anew by itself; behind NULL or the name of a case can be any of them. */
static void
changed_cb (AmendsSession *self, const char *id, gpointer data)
{
  Cache *cache = data;

  cache->changes++;
  if (id == NULL || !g_hash_table_contains (cache->risks, id) ||
      (cache->stale != NULL && !g_str_equal (cache->stale, id)))
    forget (cache);
  else if (cache->stale == NULL)
    cache->stale = g_strdup (id);
}

static Cache *
get_cache (AmendsSession *self)
{
  static const char key[] = "amends-risk-cache";
  Cache *cache = g_object_get_data (G_OBJECT (self), key);

  if (cache == NULL)
    {
      cache = g_new0 (Cache, 1);
      cache->risks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_signal_connect (self, "changed", G_CALLBACK (changed_cb), cache);
      g_object_set_data_full (G_OBJECT (self), key, cache, cache_free);
    }
  return cache;
}

static int
compare_risks (gconstpointer a, gconstpointer b)
{
  const AmendsAccountRisk *one = *(const AmendsAccountRisk *const *) a;
  const AmendsAccountRisk *two = *(const AmendsAccountRisk *const *) b;

  if (one->score != two->score)
    return one->score > two->score ? -1 : 1;
  return g_strcmp0 (one->account->name, two->account->name);
}

static GPtrArray *
list_cached (Cache *cache)
{
  GPtrArray *risks = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer risk;

  g_hash_table_iter_init (&iter, cache->risks);
  while (g_hash_table_iter_next (&iter, NULL, &risk))
    g_ptr_array_add (risks, g_object_ref (risk));
  g_ptr_array_sort (risks, compare_risks);
  return risks;
}

/* How far each has moved in seven days. */
static gboolean
set_changes (AmendsRiskJob *job,
             AmendsConnection *connection,
             AmendsAccountRisk *risk,
             GError **error)
{
  g_autofree char *since = amends_risk_dup_day (risk->at - 8 * AMENDS_DAY, job->world->zone);
  g_autofree char *until = amends_risk_dup_day (risk->at - 6 * AMENDS_DAY, job->world->zone);
  g_autoptr (GPtrArray) points =
      amends_risk_store_list (connection, risk->account->id, since, error);

  if (points == NULL)
    return FALSE;
  for (guint i = 0; i < points->len && risk->score != AMENDS_UNKNOWN; i++)
    {
      const AmendsRiskPoint *point = points->pdata[i];

      if (strcmp (point->day, until) <= 0)
        risk->change = risk->score - point->score;
    }
  return TRUE;
}

static gboolean
judge_all (AmendsRiskJob *job,
           AmendsConnection *connection,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) risks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < job->world->histories->len; i++)
    {
      AmendsAccountRisk *risk =
          amends_risk_world_judge (job->world, job->world->histories->pdata[i], job->language);

      g_ptr_array_add (risks, risk);
      if (!set_changes (job, connection, risk, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  g_ptr_array_sort (risks, compare_risks);
  job->result = g_steal_pointer (&risks);
  job->destroy = (GDestroyNotify) g_ptr_array_unref;
  return TRUE;
}

static gboolean
is_fresh (AmendsSession *self, Cache *cache)
{
  return g_hash_table_size (cache->risks) > 0 &&
         cache->playbook == G_OBJECT (self->engines->playbook) &&
         ABS (amends_session_now (self) - cache->at) < FRESH;
}

void
amends_session_list_risks_async (AmendsSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Cache *cache = get_cache (self);
  AmendsRiskJob *job;

  g_task_set_source_tag (task, amends_session_list_risks_async);
  if (!is_fresh (self, cache))
    forget (cache);
  if (g_hash_table_size (cache->risks) > 0 && cache->stale == NULL)
    {
      g_task_return_pointer (task, list_cached (cache), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  job = amends_risk_job_new (self, task, cache->stale, judge_all);
  g_object_set_data (G_OBJECT (task), CHANGES, GUINT_TO_POINTER (cache->changes + 1));
  if (job == NULL)
    g_object_unref (task);
  else
    amends_risk_job_read (self, job, task);
}

static gboolean
is_outrun (Cache *cache, GAsyncResult *result)
{
  gpointer changes = g_object_get_data (G_OBJECT (result), CHANGES);

  return changes != NULL && GPOINTER_TO_UINT (changes) != cache->changes + 1;
}

GPtrArray *
amends_session_list_risks_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) risks = g_task_propagate_pointer (G_TASK (result), error);
  Cache *cache = get_cache (self);

  if (risks == NULL)
    {
      forget (cache);
      return NULL;
    }
  /* What has changed on the way is computed next time. */
  if (is_outrun (cache, result))
    {
      if (g_hash_table_size (cache->risks) == 0 || risks->len > 1)
        {
          forget (cache);
          return g_steal_pointer (&risks);
        }
      g_hash_table_replace (cache->risks,
                            g_strdup (((AmendsAccountRisk *) risks->pdata[0])->account->id),
                            g_object_ref (risks->pdata[0]));
      g_ptr_array_unref (risks);
      risks = list_cached (cache);
      forget (cache);
      return g_steal_pointer (&risks);
    }
  for (guint i = 0; i < risks->len; i++)
    {
      AmendsAccountRisk *risk = risks->pdata[i];

      if (g_strcmp0 (cache->stale, risk->account->id) == 0)
        g_clear_pointer (&cache->stale, g_free);
      g_hash_table_replace (cache->risks, g_strdup (risk->account->id), g_object_ref (risk));
      cache->at = risk->at;
    }
  cache->playbook = G_OBJECT (self->engines->playbook);
  /* With one account computed anew, the others are those of before. */
  return risks->len == 1 ? list_cached (cache) : g_steal_pointer (&risks);
}

/* --- Renewals -----------------------------------------------------------------------------------
 */

void
amends_renewal_free (AmendsRenewal *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->risk);
  g_free (self);
}

static int
compare_renewals (gconstpointer a, gconstpointer b)
{
  const AmendsRenewal *one = *(const AmendsRenewal *const *) a;
  const AmendsRenewal *two = *(const AmendsRenewal *const *) b;

  if (one->days != two->days)
    return one->days < two->days ? -1 : 1;
  return g_strcmp0 (one->risk->account->name, two->risk->account->name);
}

GPtrArray *
amends_risks_list_renewals (GPtrArray *risks, int days)
{
  GPtrArray *renewals = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_renewal_free);

  for (guint i = 0; i < risks->len; i++)
    {
      AmendsAccountRisk *risk = risks->pdata[i];
      AmendsRenewal *renewal;

      if (risk->renewal_days == AMENDS_UNKNOWN || risk->renewal_days > days)
        continue;
      renewal = g_new0 (AmendsRenewal, 1);
      renewal->risk = g_object_ref (risk);
      renewal->days = risk->renewal_days;
      g_ptr_array_add (renewals, renewal);
    }
  g_ptr_array_sort (renewals, compare_renewals);
  return renewals;
}
