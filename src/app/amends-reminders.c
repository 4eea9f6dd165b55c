/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what falls due when it does. */

#include "config.h"

#include "amends-reminders.h"

#include "amends-session-approval.h"
#include "amends-session-private.h"
#include "amends-session-today.h"
#include "amends-wake.h"

/* How far ahead one looks, and when one looks again. What is announced before it is due lies a
 * quarter of its allowance ahead of that, so that this serves allowances of some three weeks. */
#define HORIZON (7 * AMENDS_DAY)
#define LOOK_AGAIN AMENDS_DAY
/* Changes come in bursts. */
#define SETTLE_MS 250
/* What is said later than this has been missed. */
#define MISSED AMENDS_MINUTE
/* Three quarters of its time: as the clocks themselves call it. */
#define SOON(from, to) ((from) + ((to) - (from)) / 4 * 3)

/* Until when everything has been said, by whichever process. */
#define KEY_SAID "reminders.said-until"

struct _AmendsReminders
{
  GObject parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsReminderRules rules;
  AmendsWake *wake; /* (owned): the one timer */
  GCancellable *cancellable;
  GPtrArray *list;       /* of AmendsReminder: what is known to come, by time; NULL: not read */
  GPtrArray *tasks;      /* of AmendsTask: being read */
  GHashTable *said;      /* set of keys */
  GHashTable *shown;     /* set of ids: what was said of them may still be seen */
  GHashTable *again;     /* id → AmendsInstant in the heap: to be said once more */
  AmendsInstant read_at; /* when the list was read */
  AmendsInstant next;
  guint settling;
  gboolean started, reading, outdated, held, leads;
};

enum
{
  DUE,
  OVER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsReminders, amends_reminders, G_TYPE_OBJECT)

void
amends_reminder_free (AmendsReminder *self)
{
  g_free (self->id);
  g_free (self->key);
  g_clear_object (&self->task);
  g_clear_object (&self->request);
  g_free (self);
}

/* --- What there is to say ------------------------------------------------------------------------
 */

static AmendsReminder *
make_reminder (AmendsReminderKind kind, const char *id, AmendsInstant at, AmendsInstant due)
{
  AmendsReminder *reminder = g_new0 (AmendsReminder, 1);

  reminder->id = g_strdup (id);
  /* With the time it is due: what is moved is a new thing to say. */
  reminder->key = g_strdup_printf ("%s/%d/%" G_GINT64_FORMAT, id, (int) kind, due);
  reminder->kind = kind;
  reminder->at = at;
  return reminder;
}

static void
add_task (GPtrArray *list, AmendsReminderKind kind, AmendsTask *task, AmendsInstant at)
{
  AmendsReminder *reminder = make_reminder (kind, task->id, at, task->due->due);

  reminder->task = g_object_ref (task);
  g_ptr_array_add (list, reminder);
}

static void
add_clock (GPtrArray *list, AmendsTask *task, AmendsInstant now)
{
  AmendsDueRow *due = task->due;

  if (due->paused)
    return;
  if (due->started != AMENDS_INSTANT_NONE && now < task->late_from)
    add_task (list, AMENDS_REMIND_CLOCK_SOON, task, SOON (due->started, due->due));
  add_task (list, AMENDS_REMIND_CLOCK_LATE, task, task->late_from);
}

static gboolean
was_known (AmendsReminders *self, const char *key)
{
  for (guint i = 0; self->list != NULL && i < self->list->len; i++)
    if (g_str_equal (((AmendsReminder *) self->list->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

/* Some time before it is due; but who has just promised something needs no word of it at once. */
static void
add_ahead (AmendsReminders *self,
           GPtrArray *list,
           AmendsReminderKind kind,
           AmendsTask *task,
           AmendsInstant now)
{
  AmendsInstant due = task->due->due;
  AmendsReminder *reminder;

  add_task (list, kind, task, due - self->rules.ahead);
  reminder = list->pdata[list->len - 1];
  if (self->list != NULL && reminder->at < now && now < due && !was_known (self, reminder->key))
    reminder->at = due;
}

static void
add_reminders (AmendsReminders *self, GPtrArray *list, AmendsTask *task, AmendsInstant now)
{
  if (task->kind == AMENDS_TASK_STEP_UP)
    add_task (list, AMENDS_REMIND_CLOCK_LATE, task, task->due->due);
  else if (task->kind == AMENDS_TASK_OFFER)
    add_ahead (self, list, AMENDS_REMIND_APPROVAL, task, now);
  else if (task->due->kind == AMENDS_DUE_CLOCK)
    add_clock (list, task, now);
  else if (task->due->kind == AMENDS_DUE_CHECKPOINT)
    add_task (list, AMENDS_REMIND_CHECKPOINT, task, task->due->due);
  else if (task->due->kind == AMENDS_DUE_COMMITMENT)
    add_ahead (self, list, AMENDS_REMIND_PROMISE, task, now);
}

static void
add_requests (AmendsReminders *self, GPtrArray *list, GPtrArray *requests)
{
  for (guint i = 0; i < requests->len; i++)
    {
      AmendsGoodwillRow *row = requests->pdata[i];
      AmendsReminder *reminder;

      if (row->state != AMENDS_GOODWILL_REQUESTED ||
          amends_session_get_approval_part (self->session, row) != AMENDS_APPROVAL_DECIDES)
        continue;
      reminder =
          make_reminder (AMENDS_REMIND_APPROVAL, row->id, row->requested_at, row->requested_at);
      reminder->request = g_object_ref (row);
      g_ptr_array_add (list, reminder);
    }
}

static int
compare_reminders (gconstpointer a, gconstpointer b)
{
  const AmendsReminder *one = *(const AmendsReminder *const *) a;
  const AmendsReminder *two = *(const AmendsReminder *const *) b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return g_strcmp0 (one->key, two->key);
}

/* --- Saying it -----------------------------------------------------------------------------------
 */

static AmendsInstant
get_moment (AmendsReminders *self, AmendsReminder *reminder)
{
  AmendsInstant *again = g_hash_table_lookup (self->again, reminder->id);

  return again != NULL ? MAX (*again, reminder->at) : reminder->at;
}

/* When the quiet hours end in which @now lies; AMENDS_INSTANT_NONE when it is in none. */
static AmendsInstant
get_quiet_end (AmendsReminders *self, AmendsInstant now)
{
  guint from = self->rules.quiet_from;
  guint until = self->rules.quiet_until;
  GTimeZone *zone = amends_session_get_zone (self->session);
  g_autoptr (GDateTime) here = amends_instant_to_date_time (now, zone);
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) end = NULL;
  guint minute = (guint) (g_date_time_get_hour (here) * 60 + g_date_time_get_minute (here));
  gboolean inside;

  if (!self->rules.quiet || from == until)
    return AMENDS_INSTANT_NONE;
  inside = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  if (!inside)
    return AMENDS_INSTANT_NONE;
  day = g_date_time_add_days (here, minute >= until ? 1 : 0);
  end = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                         g_date_time_get_day_of_month (day), (int) until / 60, (int) until % 60, 0);
  return amends_instant_from_date_time (end);
}

/* The process that leads takes up where the one before it left off. */
static gboolean
take_lead (AmendsReminders *self, AmendsInstant now)
{
  const char *text;
  AmendsInstant said = AMENDS_INSTANT_NONE;

  if (self->leads)
    return TRUE;
  if (self->session->database == NULL || !amends_database_try_lead (self->session->database))
    return FALSE;
  self->leads = TRUE;
  text = amends_session_get_setting (self->session, KEY_SAID);
  if (text == NULL || !amends_instant_parse (text, &said, NULL))
    return TRUE;
  /* A clock that went wrong for a while must not silence what comes. */
  said = MIN (said, now);
  for (guint i = 0; i < self->list->len; i++)
    {
      AmendsReminder *reminder = self->list->pdata[i];

      if (reminder->at <= said)
        g_hash_table_add (self->said, g_strdup (reminder->key));
    }
  return TRUE;
}

static gboolean
is_pending (AmendsReminders *self, AmendsReminder *reminder)
{
  return g_hash_table_contains (self->again, reminder->id) ||
         !g_hash_table_contains (self->said, reminder->key);
}

static gboolean
is_wanted (AmendsReminders *self, AmendsReminder *reminder, AmendsInstant now)
{
  if ((self->rules.kinds & AMENDS_REMIND_BIT (reminder->kind)) == 0)
    return FALSE;
  /* That it is late says more. */
  return reminder->kind != AMENDS_REMIND_CLOCK_SOON || now < reminder->task->late_from;
}

/* (transfer full): what is to be said at @now, each once from now on. */
static GPtrArray *
take_due (AmendsReminders *self, AmendsInstant now, gboolean *caught_up)
{
  GPtrArray *due = g_ptr_array_new ();

  *caught_up = FALSE;
  for (guint i = 0; i < self->list->len; i++)
    {
      AmendsReminder *reminder = self->list->pdata[i];
      AmendsInstant moment = get_moment (self, reminder);

      if (moment > now || !is_pending (self, reminder))
        continue;
      g_hash_table_add (self->said, g_strdup (reminder->key));
      if (!is_wanted (self, reminder, now))
        continue;
      *caught_up = *caught_up || moment < now - MISSED;
      g_ptr_array_add (due, reminder);
    }
  for (guint i = 0; i < due->len; i++)
    {
      AmendsReminder *reminder = due->pdata[i];

      g_hash_table_remove (self->again, reminder->id);
      g_hash_table_add (self->shown, g_strdup (reminder->id));
    }
  return due;
}

static void
say (AmendsReminders *self, AmendsInstant now)
{
  gboolean caught_up;
  g_autoptr (GPtrArray) due = take_due (self, now, &caught_up);
  g_autofree char *text = amends_instant_format_utc (now);

  if (due->len == 0)
    return;
  amends_session_set_setting (self->session, KEY_SAID, text);
  g_signal_emit (self, signals[DUE], 0, due, caught_up);
}

static void look_soon (AmendsReminders *self);

static void
schedule (AmendsReminders *self, AmendsInstant now, AmendsInstant quiet_end)
{
  AmendsInstant wake = self->read_at + LOOK_AGAIN;

  self->next = AMENDS_INSTANT_NONE;
  for (guint i = 0; i < self->list->len; i++)
    {
      AmendsReminder *reminder = self->list->pdata[i];
      AmendsInstant moment = MAX (get_moment (self, reminder), quiet_end);

      if (moment > now && is_pending (self, reminder) && is_wanted (self, reminder, now) &&
          (self->next == AMENDS_INSTANT_NONE || moment < self->next))
        self->next = moment;
    }
  if (self->next != AMENDS_INSTANT_NONE)
    wake = MIN (wake, self->next);
  if (!amends_time_source_is_fixed (amends_session_get_time_source (self->session)))
    amends_wake_set (self->wake, wake);
}

static void
check (AmendsReminders *self)
{
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant quiet_end;

  if (self->list == NULL || !self->started)
    return;
  if (now >= self->read_at + LOOK_AGAIN || now < self->read_at)
    {
      look_soon (self);
      return;
    }
  quiet_end = get_quiet_end (self, now);
  if (take_lead (self, now) && !self->held && quiet_end == AMENDS_INSTANT_NONE)
    say (self, now);
  schedule (self, now, quiet_end);
}

/* --- Reading -------------------------------------------------------------------------------------
 */

/* Keeps no word on what is over, and takes back what was said of it. */
static void
forget_what_is_over (AmendsReminders *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  const char *text;

  for (guint i = 0; i < self->list->len; i++)
    {
      AmendsReminder *reminder = self->list->pdata[i];

      g_hash_table_add (keys, reminder->key);
      if (reminder->at <= self->read_at)
        g_hash_table_add (ids, reminder->id);
    }
  g_hash_table_iter_init (&iter, self->said);
  while (g_hash_table_iter_next (&iter, (gpointer *) &text, NULL))
    if (!g_hash_table_contains (keys, text))
      g_hash_table_iter_remove (&iter);
  g_hash_table_iter_init (&iter, self->again);
  while (g_hash_table_iter_next (&iter, (gpointer *) &text, NULL))
    if (!g_hash_table_contains (ids, text))
      g_hash_table_iter_remove (&iter);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, (gpointer *) &text, NULL))
    if (!g_hash_table_contains (ids, text))
      {
        g_signal_emit (self, signals[OVER], 0, text);
        g_hash_table_iter_remove (&iter);
      }
}

static void
read_failed (AmendsReminders *self, const GError *error)
{
  self->reading = FALSE;
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Nothing can be announced: %s", error->message);
}

static void
requests_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmendsReminders) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests =
      amends_session_list_goodwill_finish (AMENDS_SESSION (source), result, &error);
  GPtrArray *list;

  if (requests == NULL)
    {
      read_failed (self, error);
      return;
    }
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_reminder_free);
  for (guint i = 0; i < self->tasks->len; i++)
    add_reminders (self, list, self->tasks->pdata[i], self->read_at);
  add_requests (self, list, requests);
  g_ptr_array_sort (list, compare_reminders);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = list;
  self->reading = FALSE;
  forget_what_is_over (self);
  check (self);
  if (self->outdated)
    look_soon (self);
}

static void
tasks_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmendsReminders) self = data;
  AmendsSession *session = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;

  self->tasks = amends_session_list_tasks_finish (session, result, &error);
  if (self->tasks == NULL)
    {
      read_failed (self, error);
      return;
    }
  amends_session_list_goodwill_async (session, self->read_at, self->cancellable, requests_read_cb,
                                      g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  AmendsReminders *self = data;

  self->settling = 0;
  self->outdated = FALSE;
  self->reading = TRUE;
  self->read_at = amends_session_now (self->session);
  amends_session_list_tasks_async (self->session, self->read_at + HORIZON, self->cancellable,
                                   tasks_read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
look_soon (AmendsReminders *self)
{
  if (!self->started)
    return;
  if (self->reading)
    self->outdated = TRUE;
  else if (self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MS, look_cb, self);
}

/* --- Life ----------------------------------------------------------------------------------------
 */

static void
amends_reminders_dispose (GObject *object)
{
  AmendsReminders *self = AMENDS_REMINDERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_pointer (&self->wake, amends_wake_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_reminders_parent_class)->dispose (object);
}

static void
amends_reminders_finalize (GObject *object)
{
  AmendsReminders *self = AMENDS_REMINDERS (object);

  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_hash_table_unref (self->said);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->again);

  G_OBJECT_CLASS (amends_reminders_parent_class)->finalize (object);
}

static void
amends_reminders_class_init (AmendsRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_reminders_dispose;
  object_class->finalize = amends_reminders_finalize;

  signals[DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_BOOLEAN);
  signals[OVER] = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amends_reminders_init (AmendsReminders *self)
{
  self->cancellable = g_cancellable_new ();
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rules.kinds = AMENDS_REMIND_ALL;
}

static void
wake_cb (gpointer data)
{
  check (data);
}

AmendsReminders *
amends_reminders_new (AmendsSession *session)
{
  AmendsReminders *self = g_object_new (AMENDS_TYPE_REMINDERS, NULL);

  self->session = g_object_ref (session);
  self->wake = amends_wake_new (wake_cb, self);
  g_signal_connect_object (session, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (amends_session_get_time_source (session), "moved", G_CALLBACK (check),
                           self, G_CONNECT_SWAPPED);
  return self;
}

void
amends_reminders_start (AmendsReminders *self, guint delay)
{
  g_return_if_fail (AMENDS_IS_REMINDERS (self));

  if (self->started)
    return;
  self->started = TRUE;
  self->settling = g_timeout_add (delay, look_cb, self);
}

void
amends_reminders_set_rules (AmendsReminders *self, const AmendsReminderRules *rules)
{
  gboolean moved;

  g_return_if_fail (AMENDS_IS_REMINDERS (self));

  moved = self->rules.ahead != rules->ahead;
  self->rules = *rules;
  if (moved)
    look_soon (self);
  check (self);
}

void
amends_reminders_hold (AmendsReminders *self, gboolean hold)
{
  g_return_if_fail (AMENDS_IS_REMINDERS (self));

  if (self->held == hold)
    return;
  self->held = hold;
  check (self);
}

void
amends_reminders_repeat (AmendsReminders *self, const char *id, AmendsInstant at)
{
  AmendsInstant *again;

  g_return_if_fail (AMENDS_IS_REMINDERS (self));

  again = g_new (AmendsInstant, 1);
  *again = at;
  g_hash_table_insert (self->again, g_strdup (id), again);
  check (self);
}

AmendsInstant
amends_reminders_get_next (AmendsReminders *self)
{
  g_return_val_if_fail (AMENDS_IS_REMINDERS (self), AMENDS_INSTANT_NONE);

  return self->next;
}
