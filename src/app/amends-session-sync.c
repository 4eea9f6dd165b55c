/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing with the CRM: when, how far, and how it stands. */

#include "config.h"

#include "amends-session-sync-private.h"

#include "amends-crm-error.h"
#include "amends-crm-store.h"
#include "amends-json.h"
#include "amends-outbox.h"
#include "amends-setting-store.h"

#include <glib/gi18n-lib.h>

/* Progress is shown no more often than people can read it, in milliseconds. */
#define PROGRESS_PACE 150
/* A window that has just opened has other things to do first. */
#define FIRST_LOOK (10 * AMENDS_SECOND)

/* --- State ------------------------------------------------------------------------------------ */

void
amends_sync_state_free (AmendsSyncState *self)
{
  g_free (self->line);
  g_free (self->problem);
  g_free (self->progress);
  g_free (self);
}

static gboolean
is_connected (AmendsSession *self)
{
  return g_strcmp0 (amends_session_get_setting (self, AMENDS_SETTING_CRM_CONNECTED), "1") == 0;
}

static char *
dup_line (AmendsSession *self, const AmendsSyncState *state)
{
  g_autofree char *time = NULL;

  if (!state->connected)
    return g_strdup (_ ("No CRM is connected."));
  if (state->running)
    return g_strdup (_ ("Syncing…"));
  if (state->offline)
    return g_strdup (_ ("Offline"));
  if (state->last == AMENDS_INSTANT_NONE)
    return g_strdup (_ ("Not synced yet"));
  time = amends_instant_format (state->last, self->zone, "%H:%M");
  if (amends_session_now (self) - state->last > AMENDS_DAY)
    {
      g_autofree char *date = amends_instant_format (state->last, self->zone, "%F");

      /* Translators: a date, then a time of day. */
      return g_strdup_printf (_ ("Synced %1$s, %2$s"), date, time);
    }
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("Synced %s"), time);
}

/* What waits for a word of the user comes before what went wrong by itself. */
static char *
dup_problem (const AmendsSyncState *state)
{
  if (state->asks_removal > 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "%u record is no longer in the CRM. Nothing was removed here: say whether it "
                     "may go.",
                     "%u records are no longer in the CRM. Nothing was removed here: say whether "
                     "they may go.",
                     state->asks_removal),
        state->asks_removal);
  return g_strdup (state->problem);
}

static char *
dup_progress (AmendsSessionSync *sync, double *fraction)
{
  char *text;

  *fraction = -1;
  g_mutex_lock (&sync->lock);
  if (sync->total > 0)
    {
      *fraction = MIN (1.0, (double) sync->done / sync->total);
      /* Translators: what is synced, such as "Accounts"; then how many, and of how many. */
      text =
          g_strdup_printf (_ ("%1$s, %2$'u of %3$'u"),
                           sync->pushing ? _ ("Your changes") : amends_crm_kinds_label (sync->kind),
                           sync->done, sync->total);
    }
  else
    /* Translators: what is synced, such as "Accounts"; then how many. */
    text =
        g_strdup_printf (_ ("%1$s, %2$'u"),
                         sync->pushing ? _ ("Your changes") : amends_crm_kinds_label (sync->kind),
                         sync->done);
  g_mutex_unlock (&sync->lock);
  return text;
}

AmendsSyncState *
amends_session_get_sync_state (AmendsSession *self)
{
  AmendsSessionSync *sync;
  AmendsSyncState *state = g_new0 (AmendsSyncState, 1);

  g_return_val_if_fail (AMENDS_IS_SESSION (self), state);

  state->fraction = -1;
  if (self->database != NULL)
    {
      sync = amends_session_sync_get (self);
      *state = sync->state;
      state->connected = is_connected (self);
      state->problem = state->connected ? dup_problem (&sync->state) : NULL;
      state->progress = state->running ? dup_progress (sync, &state->fraction) : NULL;
    }
  state->line = dup_line (self, state);
  return state;
}

/* --- Counting --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSyncState state;
} Counts;

static void
counts_free (gpointer data)
{
  Counts *counts = data;

  g_free (counts->state.problem);
  g_free (counts);
}

/* What the latest run has left behind, and when the last whole one ended. */
static gboolean
read_runs (AmendsConnection *connection, Counts *counts, GError **error)
{
  g_autoptr (GPtrArray) runs = amends_crm_store_list_runs (connection, 20, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      AmendsCrmRun *run = runs->pdata[i];

      if (i == 0)
        counts->state.problem = g_strdup (run->problem);
      if (counts->state.last == AMENDS_INSTANT_NONE && g_strcmp0 (run->outcome, "done") == 0)
        counts->state.last = run->ended;
    }
  return runs != NULL;
}

static gboolean
read_counts (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Counts *counts = data;
  gint64 refused, conflicts;
  int queued = amends_outbox_count (connection, error);

  g_clear_pointer (&counts->state.problem, g_free);
  counts->state.last = AMENDS_INSTANT_NONE;
  if (queued < 0 ||
      !amends_connection_query_int (connection, "SELECT count (*) FROM outbox WHERE failed = 1",
                                    &refused, error) ||
      !amends_connection_query_int (
          connection, "SELECT count (*) FROM crm_conflict WHERE chosen IS NULL", &conflicts, error))
    return FALSE;
  counts->state.refused = (guint) refused;
  counts->state.queued = (guint) (queued - refused);
  counts->state.conflicts = (guint) conflicts;
  return read_runs (connection, counts, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Counts *counts = g_task_get_task_data (task);
  AmendsSessionSync *sync = self->sync;
  g_autoptr (GError) error = NULL;

  g_task_return_boolean (task, TRUE);
  if (!amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    amends_session_emit_problem (self, error);
  if (sync == NULL)
    return;
  sync->counting = FALSE;
  if (error == NULL)
    {
      sync->state.queued = counts->state.queued;
      sync->state.refused = counts->state.refused;
      sync->state.conflicts = counts->state.conflicts;
      sync->state.last = counts->state.last;
      g_free (sync->state.problem);
      sync->state.problem = g_steal_pointer (&counts->state.problem);
    }
  amends_session_emit_sync_changed (self);
  if (sync->recount)
    amends_session_sync_count (self);
}

void
amends_session_sync_count (AmendsSession *self)
{
  AmendsSessionSync *sync = amends_session_sync_get (self);
  GTask *task;
  Counts *counts;

  sync->recount = sync->counting;
  if (sync->counting || self->database == NULL)
    return;
  sync->counting = TRUE;
  task = g_task_new (self, NULL, NULL, NULL);
  counts = g_new0 (Counts, 1);
  g_task_set_task_data (task, counts, counts_free);
  amends_database_read_async (self->database, read_counts, counts, NULL, NULL, counted_cb, task);
}

static void
session_changed_cb (AmendsSession *self)
{
  if (is_connected (self))
    amends_session_sync_count (self);
}

/* --- Beginning and end ------------------------------------------------------------------------ */

AmendsSessionSync *
amends_session_sync_get (AmendsSession *self)
{
  AmendsSessionSync *sync = self->sync;

  if (sync != NULL)
    return sync;
  sync = self->sync = g_new0 (AmendsSessionSync, 1);
  sync->session = self;
  sync->queue = amends_work_queue_new ("amends-sync");
  sync->stopping = g_cancellable_new ();
  sync->state.fraction = -1;
  g_mutex_init (&sync->lock);
  sync->changed_id = g_signal_connect (self, "changed", G_CALLBACK (session_changed_cb), NULL);
  if (is_connected (self))
    amends_session_sync_count (self);
  return sync;
}

void
amends_session_stop_sync (AmendsSession *self)
{
  AmendsSessionSync *sync = self->sync;

  if (sync == NULL)
    return;
  g_clear_pointer (&sync->wake, amends_wake_free);
  g_cancellable_cancel (sync->stopping);
  /* The last reference may be that of a task which has just ended in the thread itself. */
  if (!amends_work_queue_is_current (sync->queue))
    amends_work_queue_drain (sync->queue);
  self->sync = NULL;
  g_clear_signal_handler (&sync->changed_id, self);
  g_clear_object (&sync->queue);
  g_clear_object (&sync->secrets);
  g_clear_object (&sync->http);
  g_clear_object (&sync->stopping);
  g_mutex_clear (&sync->lock);
  g_free (sync->state.problem);
  g_free (sync);
}

/* --- One sync --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsCrmWork *work;
  AmendsSyncWish wish;
  AmendsSyncReport *report; /* (nullable) */
  GPtrArray *cases;         /* (nullable): that have changed */
  gboolean customers;
  gboolean offline;
  gulong stop_id; /* on the user's cancellable */
  gulong end_id;  /* on that of the session */
} SyncTask;

static void
sync_task_free (gpointer data)
{
  SyncTask *task = data;

  g_clear_pointer (&task->work, amends_crm_work_free);
  g_clear_pointer (&task->report, amends_sync_report_free);
  g_clear_pointer (&task->cases, g_ptr_array_unref);
  g_free (task);
}

static gboolean
progress_cb (gpointer data)
{
  AmendsSession *self = data;

  if (self->sync == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->sync->lock);
  self->sync->told = FALSE;
  g_mutex_unlock (&self->sync->lock);
  amends_session_emit_sync_changed (self);
  return G_SOURCE_REMOVE;
}

/* Sync thread. */
static void
tell_progress (AmendsRemoteKind kind, gboolean pushing, guint done, guint total, gpointer data)
{
  GTask *task = data;
  SyncTask *run = g_task_get_task_data (task);
  AmendsSessionSync *sync = run->work->sync;
  gboolean tell;

  g_mutex_lock (&sync->lock);
  sync->kind = kind;
  sync->pushing = pushing;
  sync->done = done;
  sync->total = total;
  tell = !sync->told;
  sync->told = TRUE;
  g_mutex_unlock (&sync->lock);
  if (tell)
    g_timeout_add_full (G_PRIORITY_DEFAULT, PROGRESS_PACE, progress_cb,
                        g_object_ref (g_task_get_source_object (task)), g_object_unref);
}

typedef struct
{
  char *swept;
  AmendsInstant now;
} Swept;

static gboolean
read_swept (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Swept *swept = data;

  g_clear_pointer (&swept->swept, g_free);
  return amends_setting_store_get (connection, "crm.swept", &swept->swept, error);
}

/* @first: nothing was looked for yet. The first sync reads all there is, so that nothing of it can
 * have gone. */
static gboolean
is_sweep_due (AmendsCrmWork *work,
              const AmendsSyncPolicy *policy,
              gboolean *due,
              gboolean *first,
              GError **error)
{
  Swept swept = { NULL, amends_time_source_now (work->time_source) };
  g_autofree char *text = NULL;
  AmendsInstant last = AMENDS_INSTANT_NONE;

  if (!amends_database_read (work->database, read_swept, &swept, NULL, error))
    return FALSE;
  text = swept.swept;
  *first = text == NULL;
  *due = !*first && (!amends_instant_parse (text, &last, NULL) || last > swept.now ||
                     swept.now - last >= policy->sweep_every);
  return TRUE;
}

static gboolean
write_swept (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Swept *swept = data;
  g_autofree char *text = amends_instant_format_utc (swept->now);

  return amends_setting_store_set (connection, "crm.swept", text, error);
}

static gboolean
run_sync (GTask *task, SyncTask *run, GCancellable *cancellable, GError **error)
{
  AmendsCrmWork *work = run->work;
  g_autoptr (AmendsSyncPolicy) policy = amends_crm_work_load_policy (work, error);
  g_autoptr (AmendsConnector) connector = NULL;
  g_autoptr (AmendsSyncSide) side = NULL;
  AmendsSyncReport *report;
  AmendsSyncFlags flags = AMENDS_SYNC_NONE;
  gboolean due = FALSE, first = FALSE;
  Swept swept = { NULL, amends_time_source_now (work->time_source) };

  if (policy == NULL || !amends_engines_complete (work->engines, error) ||
      !is_sweep_due (work, policy, &due, &first, error))
    return FALSE;
  connector = amends_crm_work_connect (work, error);
  if (connector == NULL)
    return FALSE;
  side = amends_crm_work_new_side (work);
  if (run->wish & AMENDS_SYNC_TRIAL)
    flags |= AMENDS_SYNC_DRY_RUN;
  if (due || (run->wish & (AMENDS_SYNC_EVERYTHING | AMENDS_SYNC_LET_GO)))
    flags |= AMENDS_SYNC_SWEEP;
  if (run->wish & AMENDS_SYNC_LET_GO)
    flags |= AMENDS_SYNC_ALLOW_REMOVAL;
  report = amends_sync_run (work->database, connector, side, work->time_source, policy, flags,
                            tell_progress, task, &run->report, cancellable, error);
  run->cases = amends_workspace_side_take_cases (AMENDS_WORKSPACE_SIDE (side));
  run->customers = amends_workspace_side_take_customers (AMENDS_WORKSPACE_SIDE (side));
  if (report == NULL)
    return FALSE;
  run->report = report;
  return (!run->report->swept && !first) || run->report->dry_run ||
         run->report->ask_removal > 0 || /* so that it is asked again */
         amends_database_write (work->database, write_swept, &swept, NULL, error);
}

static gboolean
write_run (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return amends_crm_store_save_run (connection, data, error);
}

/* The bookkeeping is done whether or not the run was stopped. */
static gboolean
begin_run (SyncTask *run, AmendsCrmRun *record, GError **error)
{
  record->started = amends_time_source_now (run->work->time_source);
  return (run->wish & AMENDS_SYNC_TRIAL) != 0 ||
         amends_database_write (run->work->database, write_run, record, NULL, error);
}

static gboolean
end_run (SyncTask *run, AmendsCrmRun *record, const GError *fault, GError **error)
{
  g_autoptr (JsonNode) counts = NULL;

  if (run->wish & AMENDS_SYNC_TRIAL)
    return TRUE;
  record->ended = amends_time_source_now (run->work->time_source);
  if (run->report != NULL)
    {
      counts = amends_sync_report_to_json (run->report);
      record->counts = amends_json_to_canonical (counts);
    }
  if (fault == NULL)
    record->outcome = g_strdup ("done");
  else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    record->outcome = g_strdup ("stopped");
  else
    {
      record->outcome = g_strdup ("failed");
      record->problem = g_strdup (fault->message);
    }
  if (fault == NULL && run->report->restored)
    record->problem = g_strdup (run->report->problems->pdata[0]);
  return amends_database_write (run->work->database, write_run, record, NULL, error);
}

static void
sync_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SyncTask *run = data;
  g_autoptr (AmendsCrmRun) record = g_new0 (AmendsCrmRun, 1);
  GError *fault = NULL, *error = NULL;

  if (begin_run (run, record, &fault) && !run_sync (task, run, cancellable, &fault))
    {
      run->offline = g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_NOT_SENT);
      fault = amends_crm_explain (fault);
    }
  if (record->started != AMENDS_INSTANT_NONE && !end_run (run, record, fault, &error))
    {
      if (fault == NULL)
        fault = g_steal_pointer (&error);
      g_clear_error (&error);
    }
  if (fault == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, fault);
}

void
amends_session_follow_sync (AmendsSession *self, GPtrArray *cases, gboolean customers)
{
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      const char *id = cases->pdata[i];

      amends_session_refresh (self, id);
      amends_session_emit_changed (self, id);
      if (self->bus)
        amends_workspace_bus_tell (self->bus, id);
    }
  if (!customers)
    return;
  amends_session_reload_async (self, NULL, NULL);
  if (self->bus)
    amends_workspace_bus_tell (self->bus, NULL);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  SyncTask *run = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (run->stop_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (outer), run->stop_id);
  if (self->sync != NULL)
    {
      g_cancellable_disconnect (self->sync->stopping, run->end_id);
      self->sync->state.running = FALSE;
      self->sync->state.started = AMENDS_INSTANT_NONE;
      self->sync->state.offline = run->offline;
      if (run->report != NULL && (run->report->swept || run->report->ask_removal > 0))
        self->sync->state.asks_removal = run->report->ask_removal;
      amends_session_sync_plan (self,
                                run->report != NULL ? run->report->retry_at : AMENDS_INSTANT_NONE);
      if (self->database != NULL)
        {
          amends_session_follow_sync (self, run->cases, run->customers);
          amends_session_sync_count (self);
        }
    }
  if (done)
    g_task_return_pointer (outer, amends_sync_report_to_json (run->report),
                           (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (outer, error);
}

static void
stop_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

gboolean
amends_session_needs_crm (AmendsSession *self, GTask *task)
{
  if (!amends_session_can_write (self, task))
    return FALSE;
  if (is_connected (self))
    return TRUE;
  g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                           _ ("No CRM is connected. Connect one first."));
  return FALSE;
}

static gboolean
can_sync (AmendsSession *self, GTask *task)
{
  if (!amends_session_needs_crm (self, task))
    return FALSE;
  if (amends_session_sync_get (self)->state.running)
    g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                             _ ("A sync is going on already."));
  else if (!amends_database_try_lead (self->database))
    g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                             _ ("Another Amends has this workspace open and does the syncing. Sync "
                                "there, or close it."));
  else
    return TRUE;
  return FALSE;
}

void
amends_session_sync_async (AmendsSession *self,
                           AmendsSyncWish wish,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  g_autoptr (GCancellable) both = NULL;
  AmendsSessionSync *sync;
  SyncTask *run;

  g_task_set_source_tag (outer, amends_session_sync_async);
  if (!can_sync (self, outer))
    return;
  sync = amends_session_sync_get (self);
  sync->state.running = TRUE;
  sync->state.started = amends_session_now (self);
  sync->state.next = AMENDS_INSTANT_NONE;
  sync->kind = AMENDS_REMOTE_ACCOUNT;
  sync->pushing = FALSE;
  sync->done = sync->total = 0;
  run = g_new0 (SyncTask, 1);
  run->work = amends_crm_work_new (self, NULL);
  run->wish = wish;
  /* The end of the session stops it too. */
  both = g_cancellable_new ();
  run->end_id = g_cancellable_connect (sync->stopping, G_CALLBACK (stop_cb), g_object_ref (both),
                                       g_object_unref);
  if (cancellable != NULL)
    run->stop_id = g_cancellable_connect (cancellable, G_CALLBACK (stop_cb), g_object_ref (both),
                                          g_object_unref);
  inner = g_task_new (self, both, synced_cb, g_steal_pointer (&outer));
  g_task_set_task_data (inner, run, sync_task_free);
  /* What was done by then is told also when it was stopped. */
  g_task_set_check_cancellable (inner, FALSE);
  amends_work_queue_push (sync->queue, inner, sync_thread);
  amends_session_emit_sync_changed (self);
}

JsonNode *
amends_session_sync_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- By itself -------------------------------------------------------------------------------- */

static void
own_sync_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) report =
      amends_session_sync_finish (AMENDS_SESSION (source), result, &error);

  /* It stands in the state, where it can be read and put right; nobody has asked for it now. */
  if (report == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("%s", error->message);
}

static void
wake_cb (gpointer data)
{
  AmendsSessionSync *sync = data;
  AmendsSession *self = sync->session;

  if (sync->state.running || sync->state.next == AMENDS_INSTANT_NONE)
    return;
  if (amends_session_now (self) < sync->state.next)
    amends_wake_set (sync->wake, sync->state.next);
  else if (amends_database_try_lead (self->database))
    amends_session_sync_async (self, AMENDS_SYNC_NOW, NULL, own_sync_cb, NULL);
  else
    amends_session_sync_plan (self, AMENDS_INSTANT_NONE);
}

void
amends_session_sync_plan (AmendsSession *self, AmendsInstant retry_at)
{
  AmendsSessionSync *sync = amends_session_sync_get (self);
  g_autoptr (AmendsCrmConnection) connection = amends_session_get_crm (self);
  AmendsInstant now = amends_session_now (self);

  sync->state.next = AMENDS_INSTANT_NONE;
  if (sync->wake == NULL || connection->type == NULL || connection->interval == 0)
    return;
  sync->state.next = retry_at > now ? retry_at : now + connection->interval * AMENDS_MINUTE;
  amends_wake_set (sync->wake, sync->state.next);
}

void
amends_session_start_sync (AmendsSession *self)
{
  AmendsSessionSync *sync;

  /* A look into another day must not reach a server. */
  if (amends_session_is_read_only (self) || amends_time_source_is_fixed (self->time_source))
    return;
  sync = amends_session_sync_get (self);
  if (sync->wake == NULL)
    sync->wake = amends_wake_new (wake_cb, sync);
  amends_session_sync_plan (self, amends_session_now (self) + FIRST_LOOK);
}
