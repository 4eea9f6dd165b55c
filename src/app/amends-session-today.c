/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to do, across all cases, and doing it from there. */

#include "config.h"

#include "amends-session-today.h"

#include "amends-due-store.h"
#include "amends-session-today-private.h"
#include "amends-task-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Actions are worked through in the plan of their case; a list of the day with all of them would
 * bury what has a clock. */
static gboolean
belongs_to_the_day (AmendsDueRow *row)
{
  return row->kind != AMENDS_DUE_ACTION;
}

/* Clocks that doing @step meets: by its draft, or by being in touch with the customer at all. */
static guint
clocks_met_by (AmendsSla *sla, AmendsDueRow *step)
{
  gboolean contact = step->audience == AMENDS_AUDIENCE_CUSTOMER ||
                     step->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
  guint clocks = contact ? amends_sla_list_met_by_contact (sla, AMENDS_DIRECTION_OUTBOUND) : 0;

  return step->draft_kind ? clocks | amends_sla_list_met_by_draft (sla, step->draft_kind) : clocks;
}

/* Whether both come due together and the one does the other: then they are one thing to do. */
static gboolean
is_same_work (AmendsSla *sla, AmendsDueRow *clock, AmendsDueRow *step)
{
  return clock->kind == AMENDS_DUE_CLOCK && step->kind == AMENDS_DUE_CHECKPOINT &&
         g_strcmp0 (clock->escalation_id, step->escalation_id) == 0 &&
         (clocks_met_by (sla, step) & AMENDS_CLOCK_BIT (clock->clock_kind)) &&
         ABS (clock->due - step->due) <= AMENDS_HOUR;
}

static gboolean
is_covered (AmendsSla *sla, GPtrArray *rows, AmendsDueRow *step)
{
  for (guint i = 0; i < rows->len; i++)
    if (is_same_work (sla, g_ptr_array_index (rows, i), step))
      return TRUE;
  return FALSE;
}

GPtrArray *
amends_session_pick_for_the_day (AmendsSession *self, GPtrArray *rows)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      AmendsDueRow *row = g_ptr_array_index (rows, i);

      if (belongs_to_the_day (row) && !is_covered (self->engines->sla, rows, row))
        g_ptr_array_add (picked, g_object_ref (row));
    }
  return picked;
}

/* --- Listing -------------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsInstant until;
  GPtrArray *due;    /* of AmendsDueRow */
  GHashTable *rules; /* id of a clock → identifier of its rule */
  GPtrArray *offers; /* of AmendsDueRow */
  GPtrArray *cases;  /* of AmendsCase, as far as their paths need it */
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->due, g_ptr_array_unref);
  g_clear_pointer (&read->rules, g_hash_table_unref);
  g_clear_pointer (&read->offers, g_ptr_array_unref);
  g_clear_pointer (&read->cases, g_ptr_array_unref);
  g_free (read);
}

static AmendsTask *
make_task (AmendsTaskKind kind, AmendsDueRow *due, const char *id)
{
  return g_object_new (AMENDS_TYPE_TASK, "id", id, "kind", (int) kind, "due", due, "late-from",
                       due->due, NULL);
}

/* Today calls nothing late that its clock calls in time. */
static AmendsInstant
get_late_from (AmendsSession *self, AmendsDueRow *due, GHashTable *rules)
{
  const char *rule = due->kind == AMENDS_DUE_CLOCK ? g_hash_table_lookup (rules, due->id) : NULL;
  g_autoptr (AmendsClock) clock = NULL;
  AmendsClockPolicy policy = { .sla = self->engines->sla };

  if (rule == NULL)
    return due->due;
  clock = g_object_new (AMENDS_TYPE_CLOCK, "kind", due->clock_kind, "due", due->due, "rule", rule,
                        NULL);
  return amends_clocks_get_late_from (clock, &policy);
}

static int
compare_tasks (gconstpointer a, gconstpointer b)
{
  AmendsTask *one = *(AmendsTask *const *) a;
  AmendsTask *two = *(AmendsTask *const *) b;

  if (one->due->due != two->due->due)
    return one->due->due < two->due->due ? -1 : 1;
  if (one->due->kind != two->due->kind)
    return (int) one->due->kind - (int) two->due->kind;
  return strcmp (one->id, two->id);
}

static void
add_offers (GPtrArray *tasks, GPtrArray *offers)
{
  for (guint i = 0; i < offers->len; i++)
    {
      AmendsDueRow *due = offers->pdata[i];

      g_ptr_array_add (tasks, make_task (AMENDS_TASK_OFFER, due, due->id));
    }
}

/* The step of the path that comes next; the later ones follow it. */
static void
add_step_up (AmendsSession *self, GPtrArray *tasks, AmendsCase *case_, AmendsInstant until)
{
  AmendsEscalation *escalation = case_->escalation;
  g_autoptr (AmendsDueRow) due = NULL;
  g_autofree char *id = NULL;
  g_auto (AmendsStepUp) step;
  AmendsTask *task;

  if (!amends_session_get_step_up (self, case_, &step) || step.due >= until)
    return;
  id = g_strdup_printf ("%s/step", escalation->id);
  due = g_object_new (AMENDS_TYPE_DUE_ROW, "id", id, "kind", AMENDS_DUE_ACTION, "escalation-id",
                      escalation->id, "number", escalation->number, "case-title", escalation->title,
                      "status", escalation->status, "severity", escalation->severity, "owner",
                      escalation->owner, "account-id", case_->account->id, "account",
                      case_->account->name, "due", step.due, "sample", escalation->sample, NULL);
  task = make_task (AMENDS_TASK_STEP_UP, due, id);
  task->who = g_strdup (step.who);
  task->step = (int) step.step;
  g_ptr_array_add (tasks, task);
}

static GPtrArray *
make_tasks (AmendsSession *self, Read *read)
{
  g_autoptr (GPtrArray) picked = amends_session_pick_for_the_day (self, read->due);
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < picked->len; i++)
    {
      AmendsDueRow *due = picked->pdata[i];
      AmendsTask *task = make_task (AMENDS_TASK_DUE, due, due->id);

      /* A debrief not begun has the id of its case, which other tasks may have as well. */
      if (due->kind == AMENDS_DUE_DEBRIEF)
        amends_record_set (task, "id", due->escalation_id, NULL);
      task->late_from = get_late_from (self, due, read->rules);
      g_ptr_array_add (tasks, task);
    }
  add_offers (tasks, read->offers);
  for (guint i = 0; i < read->cases->len; i++)
    add_step_up (self, tasks, read->cases->pdata[i], read->until);
  g_ptr_array_sort (tasks, compare_tasks);
  return tasks;
}

static void
tasks_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, make_tasks (g_task_get_source_object (task), read),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
read_tasks (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  read->due = amends_due_store_list (connection, AMENDS_INSTANT_NONE, read->until, NULL, 0, error);
  if (read->due == NULL)
    return FALSE;
  read->rules = amends_task_store_list_rules (connection, error);
  if (read->rules == NULL)
    return FALSE;
  read->offers = amends_task_store_list_offers (connection, read->until, error);
  if (read->offers == NULL)
    return FALSE;
  read->cases = amends_task_store_list_paths (connection, error);
  return read->cases != NULL;
}

void
amends_session_list_tasks_async (AmendsSession *self,
                                 AmendsInstant until,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read;

  g_return_if_fail (AMENDS_IS_SESSION (self));

  g_task_set_source_tag (task, amends_session_list_tasks_async);
  if (!amends_session_can_read (self, task))
    return;
  read = g_new0 (Read, 1);
  read->until = until;
  g_task_set_task_data (task, read, read_free);
  amends_database_read_async (self->database, read_tasks, read, NULL, cancellable, tasks_cb,
                              g_steal_pointer (&task));
}

GPtrArray *
amends_session_list_tasks_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Doing ---------------------------------------------------------------------------------------
 */

/* What waits for its case to be read. */
typedef struct
{
  AmendsTask *task;
  AmendsInstant to; /* AMENDS_INSTANT_NONE: done */
  GCancellable *cancellable;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->task);
  g_clear_object (&doing->cancellable);
  g_free (doing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Doing, doing_free)

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Doing) doing = data;
  AmendsSession *self = AMENDS_SESSION (source);
  GError *error = NULL;
  g_autoptr (AmendsCase) case_ = amends_session_get_case_finish (self, result, &error);
  const char *id = doing->task->due->id;

  if (case_ == NULL)
    g_task_report_error (self, doing->callback, doing->user_data, case_read_cb, error);
  else if (doing->to != AMENDS_INSTANT_NONE)
    amends_session_move_async (self, case_, id, doing->to, doing->cancellable, doing->callback,
                               doing->user_data);
  else if (doing->task->kind == AMENDS_TASK_STEP_UP)
    amends_session_notify_step_async (self, case_, (guint) doing->task->step, doing->cancellable,
                                      doing->callback, doing->user_data);
  else
    amends_session_set_step_async (self, case_, id, AMENDS_STEP_DONE, doing->cancellable,
                                   doing->callback, doing->user_data);
}

static void
start_doing (AmendsSession *self,
             AmendsTask *task,
             AmendsInstant to,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->task = g_object_ref (task);
  doing->to = to;
  if (cancellable != NULL)
    doing->cancellable = g_object_ref (cancellable);
  doing->callback = callback;
  doing->user_data = user_data;
  amends_session_get_case_async (self, task->due->escalation_id, cancellable, case_read_cb, doing);
}

gboolean
amends_task_can_snooze (AmendsTask *task)
{
  g_return_val_if_fail (AMENDS_IS_TASK (task), FALSE);

  return task->kind == AMENDS_TASK_DUE &&
         (task->due->kind == AMENDS_DUE_CHECKPOINT || task->due->kind == AMENDS_DUE_ACTION);
}

gboolean
amends_task_can_finish (AmendsTask *task)
{
  g_return_val_if_fail (AMENDS_IS_TASK (task), FALSE);

  return task->kind == AMENDS_TASK_STEP_UP || amends_task_can_snooze (task);
}

void
amends_session_finish_task_async (AmendsSession *self,
                                  AmendsTask *task,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (AMENDS_IS_TASK (task));

  if (amends_task_can_finish (task))
    start_doing (self, task, AMENDS_INSTANT_NONE, cancellable, callback, user_data);
  else
    g_task_report_new_error (self, callback, user_data, amends_session_finish_task_async,
                             AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                             _ ("This is done by sending its draft or by finishing it."));
}

void
amends_session_snooze_task_async (AmendsSession *self,
                                  AmendsTask *task,
                                  AmendsInstant to,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (AMENDS_IS_TASK (task));

  if (amends_task_can_snooze (task) && to != AMENDS_INSTANT_NONE)
    start_doing (self, task, to, cancellable, callback, user_data);
  else
    g_task_report_new_error (
        self, callback, user_data, amends_session_snooze_task_async, AMENDS_SESSION_ERROR,
        AMENDS_SESSION_ERROR_REFUSED,
        _ ("A clock or a promise cannot be put off. Only a planned step can."));
}
