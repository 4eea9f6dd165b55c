/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts what falls due before the user as notifications of the desktop. */

#include "config.h"

#include "amends-notifier.h"

#include "amends-case.h"
#include "amends-format.h"
#include "amends-session-today.h"
#include "amends-task-words.h"

#include <glib/gi18n-lib.h>

/* Several things at one moment are still told apart; more of them are one notice. */
#define MOST_AT_ONCE 3
/* Of one notice: how many things it names. */
#define MOST_NAMED 3
#define SNOOZE AMENDS_HOUR
/* What cannot be moved is said again. */
#define SAY_AGAIN (15 * AMENDS_MINUTE)
#define GROUP_ID "reminders"
#define PROBLEM_ID "reminder-problem"

struct _AmendsNotifier
{
  GObject parent_instance;

  GApplication *application; /* (weak) (nullable) */
  AmendsSession *session;    /* (owned) */
  GSettings *settings;       /* (owned) (nullable) */
  AmendsReminders *reminders;
  GHashTable *grouped; /* set of ids: what the one notice of several is about */
  GCancellable *cancellable;
  GPtrArray *waiting; /* of Pending: until it is known whether anything shows them */
  guint asking;       /* answers of the bus still to come */
  gboolean asked;
  gboolean served; /* there is something that shows notifications */
};

enum
{
  NOTICE,
  WITHDRAWN,
  UNSERVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsNotifier, amends_notifier, G_TYPE_OBJECT)

void
amends_notice_free (AmendsNotice *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->escalation_id);
  g_free (self->page);
  g_free (self->item);
  g_free (self);
}

/* --- Words ---------------------------------------------------------------------------------------
 */

static char *
describe_reminder (AmendsReminder *reminder)
{
  if (reminder->request == NULL)
    return amends_task_dup_title (reminder->task);
  /* TRANSLATORS: title of a notification; %s is a customer */
  return g_strdup_printf (_ ("Goodwill for %s waits for your decision"),
                          reminder->request->account);
}

/* How late it is, or when it is due. */
static char *
describe_time (AmendsNotifier *self, AmendsReminder *reminder)
{
  AmendsInstant now = amends_session_now (self->session);
  AmendsInstant due;
  g_autofree char *moment = NULL;

  if (reminder->request != NULL)
    return g_strdup (reminder->request->reason);
  due = reminder->task->due->due;
  if (now >= reminder->task->late_from && now - due >= AMENDS_MINUTE)
    return amends_format_left (due - now);
  if (now >= due)
    return g_strdup (_ ("Due now"));
  moment = amends_format_moment (due, now, amends_session_get_zone (self->session));
  /* TRANSLATORS: in a notification; %s is a time such as "13:41" or "tomorrow 10:00" */
  return g_strdup_printf (_ ("Due %s"), moment);
}

/* "28 min late · ESC-0042 · Northway Freight" */
static char *
describe_body (AmendsNotifier *self, AmendsReminder *reminder)
{
  AmendsTask *task = reminder->task;
  g_autofree char *time = describe_time (self, reminder);
  int number = task != NULL ? task->due->number : reminder->request->number;
  const char *title = task != NULL ? task->due->case_title : reminder->request->case_title;
  g_autofree char *name = amends_escalation_format_number (number);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (time != NULL && *time != '\0')
    g_ptr_array_add (parts, time);
  g_ptr_array_add (parts, name);
  if (title != NULL && *title != '\0')
    g_ptr_array_add (parts, (char *) title);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static AmendsNotice *
make_notice (AmendsNotifier *self, AmendsReminder *reminder)
{
  AmendsNotice *notice = g_new0 (AmendsNotice, 1);
  AmendsTask *task = reminder->task;

  notice->id = g_strdup (reminder->id);
  notice->title = describe_reminder (reminder);
  notice->body = describe_body (self, reminder);
  notice->urgent = reminder->kind == AMENDS_REMIND_CLOCK_LATE;
  notice->item = g_strdup (reminder->id);
  notice->step = -1;
  if (task == NULL)
    {
      notice->escalation_id = g_strdup (reminder->request->escalation_id);
      notice->page = g_strdup ("goodwill");
      return notice;
    }
  notice->escalation_id = g_strdup (task->due->escalation_id);
  notice->page = g_strdup (amends_task_get_page (task));
  if (amends_session_is_read_only (self->session))
    return notice;
  notice->can_finish = amends_task_can_finish (task);
  notice->can_move = amends_task_can_snooze (task);
  if (task->kind == AMENDS_TASK_STEP_UP)
    notice->step = task->step;
  return notice;
}

static gboolean
is_overdue (AmendsReminder *reminder, AmendsInstant now)
{
  return reminder->task != NULL && now >= reminder->task->late_from;
}

static char *
describe_group (GPtrArray *reminders, AmendsInstant now)
{
  guint late = 0;

  for (guint i = 0; i < reminders->len; i++)
    late += is_overdue (reminders->pdata[i], now);
  if (late == reminders->len)
    /* TRANSLATORS: title of a notification */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u thing is overdue", "%u things are overdue", late), late);
  if (late == 0)
    /* TRANSLATORS: title of a notification */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing needs you",
                                         "%u things need you", reminders->len),
                            reminders->len);
  /* TRANSLATORS: title of a notification; %2$u of them are late */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u thing needs you, %2$u overdue",
                                       "%1$u things need you, %2$u overdue", reminders->len),
                          reminders->len, late);
}

static AmendsNotice *
make_group (AmendsNotifier *self, GPtrArray *reminders)
{
  AmendsNotice *notice = g_new0 (AmendsNotice, 1);
  AmendsInstant now = amends_session_now (self->session);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint named = MIN (reminders->len, MOST_NAMED);

  notice->id = g_strdup (GROUP_ID);
  notice->title = describe_group (reminders, now);
  for (guint i = 0; i < named; i++)
    g_ptr_array_add (lines, describe_reminder (reminders->pdata[i]));
  if (reminders->len > named)
    g_ptr_array_add (lines,
                     /* TRANSLATORS: last line of a list that names only some */
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more",
                                                   reminders->len - named),
                                      reminders->len - named));
  g_ptr_array_add (lines, NULL);
  notice->body = g_strjoinv ("\n", (char **) lines->pdata);
  for (guint i = 0; i < reminders->len; i++)
    notice->urgent = notice->urgent || is_overdue (reminders->pdata[i], now);
  notice->step = -1;
  return notice;
}

/* --- Showing -------------------------------------------------------------------------------------
 */

static void
add_buttons (GNotification *notification, AmendsNotice *notice)
{
  if (notice->escalation_id == NULL)
    {
      g_notification_set_default_action_and_target (notification, "app.place", "s", "today");
      g_notification_add_button_with_target (notification, _ ("Open Today"), "app.place", "s",
                                             "today");
      return;
    }
  g_notification_set_default_action_and_target (notification, "app.open-case", "(ss)",
                                                notice->escalation_id, notice->page);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.open-case", "(ss)",
                                         notice->escalation_id, notice->page);
  if (notice->can_finish)
    g_notification_add_button_with_target (notification, _ ("Done"), "app.reminder-done", "(ssi)",
                                           notice->escalation_id, notice->item, notice->step);
  g_notification_add_button_with_target (
      notification, notice->can_move ? _ ("Snooze 1 h") : _ ("Again in 15 min"),
      "app.reminder-later", "(ssb)", notice->escalation_id, notice->item, notice->can_move);
}

typedef struct
{
  char *id;
  GNotification *notification;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_free (pending->id);
  g_object_unref (pending->notification);
  g_free (pending);
}

static void
send_waiting (AmendsNotifier *self)
{
  for (guint i = 0; self->served && i < self->waiting->len; i++)
    {
      Pending *pending = self->waiting->pdata[i];

      g_application_send_notification (self->application, pending->id, pending->notification);
    }
  g_ptr_array_set_size (self->waiting, 0);
}

static gboolean
names_one (GVariant *names)
{
  g_autofree const char **all = g_variant_get_strv (names, NULL);

  for (guint i = 0; all[i] != NULL; i++)
    if (g_str_equal (all[i], "org.freedesktop.Notifications") ||
        g_str_equal (all[i], "org.gtk.Notifications"))
      return TRUE;
  return FALSE;
}

static void
names_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsNotifier) self = AMENDS_NOTIFIER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) names = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  if (names == NULL)
    g_debug ("The bus does not say what it has: %s", error->message);
  self->served = self->served || (names != NULL && names_one (names));
  if (--self->asking > 0 || self->application == NULL)
    return;
  send_waiting (self);
  if (!self->served)
    g_signal_emit (self, signals[UNSERVED], 0);
}

static void
ask_bus (AmendsNotifier *self, GDBusConnection *connection, const char *method)
{
  self->asking++;
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, NULL, G_VARIANT_TYPE ("(as)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, names_listed_cb,
                          g_object_ref (self));
}

/* Whether there is anything that shows them; in a sandbox the portal does. */
static void
look_for_service (AmendsNotifier *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);

  self->asked = TRUE;
  self->served = connection != NULL && g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  if (self->served)
    return;
  if (connection == NULL)
    {
      g_signal_emit (self, signals[UNSERVED], 0);
      return;
    }
  ask_bus (self, connection, "ListNames");
  ask_bus (self, connection, "ListActivatableNames");
}

static void
show (AmendsNotifier *self, AmendsNotice *notice)
{
  Pending *pending;

  g_signal_emit (self, signals[NOTICE], 0, notice);
  if (self->application == NULL)
    return;
  pending = g_new0 (Pending, 1);
  pending->id = g_strdup (notice->id);
  pending->notification = g_notification_new (notice->title);
  g_notification_set_body (pending->notification, notice->body);
  g_notification_set_priority (pending->notification, notice->urgent
                                                          ? G_NOTIFICATION_PRIORITY_HIGH
                                                          : G_NOTIFICATION_PRIORITY_NORMAL);
  add_buttons (pending->notification, notice);
  g_ptr_array_add (self->waiting, pending);
  if (!self->asked)
    look_for_service (self);
  if (self->asking == 0)
    send_waiting (self);
}

static void
withdraw (AmendsNotifier *self, const char *id)
{
  g_signal_emit (self, signals[WITHDRAWN], 0, id);
  for (guint i = self->waiting->len; i > 0; i--)
    if (g_str_equal (((Pending *) self->waiting->pdata[i - 1])->id, id))
      g_ptr_array_remove_index (self->waiting, i - 1);
  if (self->application != NULL && self->served)
    g_application_withdraw_notification (self->application, id);
}

static void
due_cb (AmendsNotifier *self, GPtrArray *reminders, gboolean caught_up)
{
  if (reminders->len > MOST_AT_ONCE || (caught_up && reminders->len > 1))
    {
      g_autoptr (AmendsNotice) group = make_group (self, reminders);

      for (guint i = 0; i < reminders->len; i++)
        g_hash_table_add (self->grouped, g_strdup (((AmendsReminder *) reminders->pdata[i])->id));
      show (self, group);
      return;
    }
  for (guint i = 0; i < reminders->len; i++)
    {
      g_autoptr (AmendsNotice) notice = make_notice (self, reminders->pdata[i]);

      show (self, notice);
    }
}

static void
over_cb (AmendsNotifier *self, const char *id)
{
  withdraw (self, id);
  if (g_hash_table_remove (self->grouped, id) && g_hash_table_size (self->grouped) == 0)
    withdraw (self, GROUP_ID);
}

/* --- Buttons -------------------------------------------------------------------------------------
 */

/* A button was pressed, and perhaps there is no window to say this in. */
static void
show_problem (AmendsNotifier *self, const char *title, const GError *error)
{
  g_autoptr (AmendsNotice) notice = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  notice = g_new0 (AmendsNotice, 1);
  notice->id = g_strdup (PROBLEM_ID);
  notice->title = g_strdup (title);
  notice->body = g_strdup (error->message);
  notice->step = -1;
  show (self, notice);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsNotifier) self = AMENDS_NOTIFIER (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error))
    show_problem (self, _ ("It was not marked as done"), error);
  if (self->application != NULL)
    g_application_release (self->application);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsNotifier) self = AMENDS_NOTIFIER (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error))
    show_problem (self, _ ("It could not be snoozed"), error);
  if (self->application != NULL)
    g_application_release (self->application);
}

/* (transfer full): as much of it as doing it needs. */
static AmendsTask *
make_task (const char *escalation_id, const char *item, int step)
{
  g_autoptr (AmendsDueRow) due =
      g_object_new (AMENDS_TYPE_DUE_ROW, "id", item, "kind", AMENDS_DUE_CHECKPOINT, "escalation-id",
                    escalation_id, NULL);
  int kind = step >= 0 ? AMENDS_TASK_STEP_UP : AMENDS_TASK_DUE;

  return g_object_new (AMENDS_TYPE_TASK, "id", item, "kind", kind, "due", due, "step", step, NULL);
}

/* --- Settings ------------------------------------------------------------------------------------
 */

static const struct
{
  const char *key;
  AmendsReminderKind kind;
} switches[] = {
  { "remind-clocks-soon", AMENDS_REMIND_CLOCK_SOON },
  { "remind-clocks-late", AMENDS_REMIND_CLOCK_LATE },
  { "remind-checkpoints", AMENDS_REMIND_CHECKPOINT },
  { "remind-promises", AMENDS_REMIND_PROMISE },
  { "remind-approvals", AMENDS_REMIND_APPROVAL },
};

static void
apply_settings (AmendsNotifier *self)
{
  AmendsReminderRules rules = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (g_settings_get_boolean (self->settings, switches[i].key))
      rules.kinds |= AMENDS_REMIND_BIT (switches[i].kind);
  rules.ahead = g_settings_get_uint (self->settings, "remind-ahead") * AMENDS_MINUTE;
  rules.quiet = g_settings_get_boolean (self->settings, "quiet-hours");
  rules.quiet_from = g_settings_get_uint (self->settings, "quiet-from");
  rules.quiet_until = g_settings_get_uint (self->settings, "quiet-until");
  amends_reminders_set_rules (self->reminders, &rules);
}

static void
settings_changed_cb (AmendsNotifier *self, const char *key)
{
  if (g_str_has_prefix (key, "remind-") || g_str_has_prefix (key, "quiet-"))
    apply_settings (self);
}

/* --- Life ----------------------------------------------------------------------------------------
 */

static void
amends_notifier_dispose (GObject *object)
{
  AmendsNotifier *self = AMENDS_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->waiting, 0);
  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->reminders);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_notifier_parent_class)->dispose (object);
}

static void
amends_notifier_finalize (GObject *object)
{
  AmendsNotifier *self = AMENDS_NOTIFIER (object);

  g_hash_table_unref (self->grouped);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (amends_notifier_parent_class)->finalize (object);
}

static void
amends_notifier_class_init (AmendsNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_notifier_dispose;
  object_class->finalize = amends_notifier_finalize;

  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[WITHDRAWN] = g_signal_new ("withdrawn", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[UNSERVED] = g_signal_new ("unserved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_notifier_init (AmendsNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (pending_free);
  self->grouped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AmendsNotifier *
amends_notifier_new (GApplication *application, AmendsSession *session, GSettings *settings)
{
  AmendsNotifier *self = g_object_new (AMENDS_TYPE_NOTIFIER, NULL);

  g_set_weak_pointer (&self->application, application);
  self->session = g_object_ref (session);
  self->reminders = amends_reminders_new (session);
  g_signal_connect_object (self->reminders, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reminders, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self,
                               G_CONNECT_SWAPPED);
      apply_settings (self);
    }
  return self;
}

AmendsReminders *
amends_notifier_get_reminders (AmendsNotifier *self)
{
  g_return_val_if_fail (AMENDS_IS_NOTIFIER (self), NULL);

  return self->reminders;
}

void
amends_notifier_finish (AmendsNotifier *self, GVariant *parameter)
{
  g_autoptr (AmendsTask) task = NULL;
  const char *escalation_id;
  const char *item;
  int step;

  g_return_if_fail (AMENDS_IS_NOTIFIER (self));

  g_variant_get (parameter, "(&s&si)", &escalation_id, &item, &step);
  task = make_task (escalation_id, item, step);
  withdraw (self, item);
  if (self->application != NULL)
    g_application_hold (self->application);
  amends_session_finish_task_async (self->session, task, NULL, finished_cb, g_object_ref (self));
}

void
amends_notifier_put_off (AmendsNotifier *self, GVariant *parameter)
{
  AmendsInstant now;
  g_autoptr (AmendsTask) task = NULL;
  const char *escalation_id;
  const char *item;
  gboolean movable;

  g_return_if_fail (AMENDS_IS_NOTIFIER (self));

  now = amends_session_now (self->session);
  g_variant_get (parameter, "(&s&sb)", &escalation_id, &item, &movable);
  withdraw (self, item);
  if (!movable)
    {
      amends_reminders_repeat (self->reminders, item, now + SAY_AGAIN);
      return;
    }
  task = make_task (escalation_id, item, -1);
  if (self->application != NULL)
    g_application_hold (self->application);
  amends_session_snooze_task_async (self->session, task, now + SNOOZE, NULL, moved_cb,
                                    g_object_ref (self));
}
