/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call while it lasts. */

#include "config.h"

#include "amends-call.h"

#include "amends-call-state.h"
#include "amends-text.h"

#define KEY_CALL "call"
#define LONGEST_PROMISE 400
/* A call that was left open longer than this did not go on behind the closed window. */
#define LONGEST_ABSENCE (2 * (gint64) AMENDS_HOUR)

struct _AmendsCall
{
  GObject parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsCase *case_;      /* (owned) */
  AmendsCallPlan *plan;   /* (owned) */
  GListStore *promises;   /* (owned) of AmendsCommitment */
  char *pending;          /* (owned) (nullable) */

  AmendsInstant started;
  gint64 *spent; /* (owned): milliseconds of each point, up to @since */
  gint64 since;  /* monotonic microseconds from which the current point runs */
  guint current;
  guint reached;
  gboolean paused;
  gboolean over;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsCall, amends_call, G_TYPE_OBJECT)

static gint64
get_running (AmendsCall *self)
{
  return self->paused || self->over ? 0 : (g_get_monotonic_time () - self->since) / 1000;
}

/* What has run so far belongs to the current point. */
static void
settle (AmendsCall *self)
{
  self->spent[self->current] += get_running (self);
  self->since = g_get_monotonic_time ();
}

void
amends_call_keep (AmendsCall *self)
{
  g_autoptr (AmendsCallState) state = NULL;
  g_autoptr (GStrvBuilder) spent = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (self->over)
    return;
  state = amends_record_new (AMENDS_TYPE_CALL_STATE);
  for (guint i = 0; i < self->plan->points->len; i++)
    {
      g_autofree char *one = g_strdup_printf ("%" G_GINT64_FORMAT, amends_call_get_spent (self, i));

      g_strv_builder_add (spent, one);
    }
  all = g_strv_builder_end (spent);
  amends_record_set (state, "escalation-id", self->case_->escalation->id, "key", self->plan->key,
                     "started", self->started, "saved", amends_session_now (self->session),
                     "current", (int) self->current, "reached", (int) self->reached, "paused",
                     self->paused, "spent", all, "pending", self->pending, NULL);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->promises));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (G_LIST_MODEL (self->promises), i);

      g_list_store_append (state->promises, one);
    }
  text = amends_record_to_text (state);
  amends_session_set_setting (self->session, KEY_CALL, text);
}

static void
changed (AmendsCall *self)
{
  amends_call_keep (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
amends_call_finalize (GObject *object)
{
  AmendsCall *self = AMENDS_CALL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->case_);
  g_clear_object (&self->promises);
  g_clear_pointer (&self->plan, amends_call_plan_free);
  g_free (self->pending);
  g_free (self->spent);

  G_OBJECT_CLASS (amends_call_parent_class)->finalize (object);
}

static void
amends_call_class_init (AmendsCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_call_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AMENDS_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_call_init (AmendsCall *self)
{
  self->promises = g_list_store_new (AMENDS_TYPE_COMMITMENT);
}

static AmendsCall *
create (AmendsSession *session, AmendsCase *case_, const char *key)
{
  g_autoptr (AmendsCallPlan) plan = amends_call_plan_new (case_, key);
  AmendsCall *self;

  if (plan == NULL || plan->points->len == 0)
    return NULL;
  self = g_object_new (AMENDS_TYPE_CALL, NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->spent = g_new0 (gint64, plan->points->len);
  self->plan = g_steal_pointer (&plan);
  self->since = g_get_monotonic_time ();
  return self;
}

AmendsCall *
amends_call_new (AmendsSession *session, AmendsCase *case_, const char *key)
{
  AmendsCall *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CASE (case_), NULL);

  self = create (session, case_, key);
  if (self == NULL)
    return NULL;
  self->started = amends_session_now (session);
  amends_call_keep (self);
  return self;
}

/* (transfer full) (nullable) */
static AmendsCallState *
read_kept (AmendsSession *session)
{
  const char *text = amends_session_get_setting (session, KEY_CALL);
  g_autoptr (GError) error = NULL;
  AmendsCallState *state;

  if (text == NULL)
    return NULL;
  state = amends_record_from_text (AMENDS_TYPE_CALL_STATE, text, KEY_CALL, &error);
  if (state == NULL)
    g_message ("What was kept of a call is damaged: %s", error->message);
  return state;
}

char *
amends_call_dup_kept_case (AmendsSession *session)
{
  g_autoptr (AmendsCallState) state = NULL;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);

  state = read_kept (session);
  return state != NULL ? g_strdup (state->escalation_id) : NULL;
}

static void
take_state (AmendsCall *self, AmendsCallState *state)
{
  guint points = self->plan->points->len;
  gint64 away = amends_session_now (self->session) - state->saved;

  self->started = state->started;
  self->current = (guint) CLAMP (state->current, 0, (int) points - 1);
  self->reached = (guint) CLAMP (state->reached, 0, (int) points);
  self->pending = g_strdup (state->pending);
  for (guint i = 0; state->spent != NULL && state->spent[i] != NULL && i < points; i++)
    self->spent[i] = MAX (g_ascii_strtoll (state->spent[i], NULL, 10), 0);
  self->paused = state->paused || away > LONGEST_ABSENCE;
  if (!self->paused && away > 0)
    self->spent[self->current] += away;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (state->promises)); i++)
    {
      g_autoptr (AmendsCommitment) one = g_list_model_get_item (G_LIST_MODEL (state->promises), i);

      if (one->text != NULL)
        g_list_store_append (self->promises, one);
    }
}

AmendsCall *
amends_call_new_kept (AmendsSession *session, AmendsCase *case_)
{
  g_autoptr (AmendsCallState) state = NULL;
  AmendsCall *self;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), NULL);
  g_return_val_if_fail (AMENDS_IS_CASE (case_), NULL);

  state = read_kept (session);
  if (state == NULL || state->key == NULL ||
      g_strcmp0 (state->escalation_id, case_->escalation->id) != 0)
    return NULL;
  self = create (session, case_, state->key);
  if (self != NULL)
    take_state (self, state);
  return self;
}

void
amends_call_forget (AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_SESSION (session));

  if (amends_session_get_setting (session, KEY_CALL) != NULL)
    amends_session_set_setting (session, KEY_CALL, NULL);
}

AmendsSession *
amends_call_get_session (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), NULL);

  return self->session;
}

AmendsCase *
amends_call_get_case (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), NULL);

  return self->case_;
}

AmendsCallPlan *
amends_call_get_plan (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), NULL);

  return self->plan;
}

GListModel *
amends_call_get_promises (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), NULL);

  return G_LIST_MODEL (self->promises);
}

guint
amends_call_get_current (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), 0);

  return self->current;
}

gboolean
amends_call_is_done (AmendsCall *self, guint point)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), FALSE);

  return point < self->reached && point != self->current;
}

gboolean
amends_call_is_last (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), FALSE);

  return self->current + 1 >= self->plan->points->len;
}

void
amends_call_go_to (AmendsCall *self, guint point)
{
  g_return_if_fail (AMENDS_IS_CALL (self));

  if (point >= self->plan->points->len || point == self->current)
    return;
  settle (self);
  self->reached = MAX (self->reached, MAX (self->current + 1, point));
  self->current = point;
  changed (self);
}

gboolean
amends_call_get_paused (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), FALSE);

  return self->paused;
}

void
amends_call_set_paused (AmendsCall *self, gboolean paused)
{
  g_return_if_fail (AMENDS_IS_CALL (self));

  if (self->paused == paused)
    return;
  settle (self);
  self->paused = paused;
  changed (self);
}

gint64
amends_call_get_spent (AmendsCall *self, guint point)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), 0);
  g_return_val_if_fail (point < self->plan->points->len, 0);

  return self->spent[point] + (point == self->current ? get_running (self) : 0);
}

gint64
amends_call_get_total (AmendsCall *self)
{
  gint64 total = 0;

  g_return_val_if_fail (AMENDS_IS_CALL (self), 0);

  for (guint i = 0; i < self->plan->points->len; i++)
    total += amends_call_get_spent (self, i);
  return total;
}

void
amends_call_note (AmendsCall *self, const char *text)
{
  g_autofree char *line = NULL;
  g_autoptr (AmendsCommitment) promise = NULL;

  g_return_if_fail (AMENDS_IS_CALL (self));
  g_return_if_fail (text != NULL);

  line = amends_text_one_line (text, LONGEST_PROMISE);
  g_clear_pointer (&self->pending, g_free);
  if (*line != '\0')
    {
      promise = amends_record_new (AMENDS_TYPE_COMMITMENT);
      amends_record_set (promise, "text", line, "due",
                         amends_session_read_promise (self->session, self->case_, line), "owner",
                         amends_session_get_me (self->session)->name, NULL);
      g_list_store_append (self->promises, promise);
    }
  changed (self);
}

void
amends_call_take_back (AmendsCall *self, AmendsCommitment *promise)
{
  guint at;

  g_return_if_fail (AMENDS_IS_CALL (self));

  if (g_list_store_find (self->promises, promise, &at))
    g_list_store_remove (self->promises, at);
  changed (self);
}

const char *
amends_call_get_pending (AmendsCall *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL (self), NULL);

  return self->pending;
}

void
amends_call_set_pending (AmendsCall *self, const char *text)
{
  g_return_if_fail (AMENDS_IS_CALL (self));

  if (g_strcmp0 (self->pending != NULL ? self->pending : "", text) == 0)
    return;
  g_free (self->pending);
  self->pending = g_strdup (text);
  amends_call_keep (self);
}

/* --- The end -------------------------------------------------------------------------------------
 */

typedef struct
{
  guint undo;
  char *draft_id; /* (owned) */
} End;

static void
end_free (gpointer data)
{
  End *end = data;

  g_free (end->draft_id);
  g_free (end);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AmendsCall *self = g_task_get_source_object (task);
  End *end = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, &end->undo, &error))
    {
      /* It goes on where it was: nothing that was noted is lost. */
      self->over = FALSE;
      self->since = g_get_monotonic_time ();
      changed (self);
      g_task_return_error (task, error);
      return;
    }
  amends_call_forget (self->session);
  g_task_return_boolean (task, TRUE);
}

void
amends_call_end_async (AmendsCall *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GStrvBuilder) covered = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  GTask *task;
  End *end;

  g_return_if_fail (AMENDS_IS_CALL (self));

  if (self->pending != NULL)
    {
      g_autofree char *typed = g_steal_pointer (&self->pending);

      amends_call_note (self, typed);
    }
  settle (self);
  self->over = TRUE;
  for (guint i = 0; i < self->plan->points->len; i++)
    {
      AmendsCallPoint *point = g_ptr_array_index (self->plan->points, i);

      if ((i < self->reached || i == self->current) && point->title != NULL)
        g_strv_builder_add (covered, point->title);
    }
  titles = g_strv_builder_end (covered);

  task = g_task_new (self, NULL, callback, user_data);
  end = g_new0 (End, 1);
  end->draft_id = g_uuid_string_random ();
  g_task_set_task_data (task, end, end_free);
  amends_session_end_call_async (self->session, self->case_,
                                 &(AmendsCallReport){
                                     .title = self->plan->title,
                                     .audience = self->plan->audience,
                                     .started = self->started,
                                     .duration = amends_call_get_total (self),
                                     .covered = (const char *const *) titles,
                                     .points = self->plan->points->len,
                                     .promises = G_LIST_MODEL (self->promises),
                                     .draft_id = end->draft_id,
                                 },
                                 NULL, written_cb, task);
}

gboolean
amends_call_end_finish (AmendsCall *self,
                        GAsyncResult *result,
                        guint *undo,
                        char **draft_id,
                        GError **error)
{
  End *end = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *undo = end->undo;
  *draft_id = amends_record_list_find (G_LIST_MODEL (self->case_->drafts), end->draft_id) != NULL
                  ? g_strdup (end->draft_id)
                  : NULL;
  return TRUE;
}
