/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told, when, and how often. */

#include "config.h"

#include "amends-notifier.h"
#include "ui-fixture.h"

typedef struct
{
  UiFixture ui;
  GSettings *settings;
  AmendsNotifier *notifier;
  GPtrArray *titles; /* of utf8: the notices since they were last looked at */
  GPtrArray *ids;
  gboolean last_movable;
  guint withdrawn;
  guint expected; /* of them */
} Fixture;

static void
notice_cb (Fixture *self, AmendsNotice *notice)
{
  g_ptr_array_add (self->titles, g_strdup (notice->title));
  g_ptr_array_add (self->ids, g_strdup (notice->id));
  g_test_message ("%s: %s", notice->title, notice->body);
  self->last_movable = notice->can_move;
  g_assert_cmpstr (notice->body, !=, "");
  g_assert_true ((notice->escalation_id == NULL) == (notice->page == NULL));
}

static void
withdrawn_cb (Fixture *self)
{
  self->withdrawn++;
}

static void
set_up_notifier (Fixture *self)
{
  self->notifier = amends_notifier_new (NULL, self->ui.session, self->settings);
  g_signal_connect_swapped (self->notifier, "notice", G_CALLBACK (notice_cb), self);
  g_signal_connect_swapped (self->notifier, "withdrawn", G_CALLBACK (withdrawn_cb), self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  ui_fixture_set_up (&self->ui, TRUE);
  self->settings = g_settings_new (APP_ID);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  set_up_notifier (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->notifier);
  g_settings_reset (self->settings, "quiet-hours");
  g_settings_reset (self->settings, "quiet-from");
  g_settings_reset (self->settings, "quiet-until");
  for (guint i = 0; i < 5; i++)
    {
      const char *const keys[] = { "remind-clocks-soon", "remind-clocks-late", "remind-checkpoints",
                                   "remind-promises", "remind-approvals" };

      g_settings_reset (self->settings, keys[i]);
    }
  g_object_unref (self->settings);
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->ids);
  ui_fixture_tear_down (&self->ui);
}

static AmendsReminders *
get_reminders (Fixture *self)
{
  return amends_notifier_get_reminders (self->notifier);
}

/* What is read after a change is there well within this. */
static gboolean
end_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
settle (void)
{
  gboolean done = FALSE;

  g_timeout_add (700, end_cb, &done);
  ui_wait (is_set, &done);
}

static void
begin (Fixture *self)
{
  amends_reminders_start (get_reminders (self), 0);
  settle ();
}

static void
forget (Fixture *self)
{
  g_ptr_array_set_size (self->titles, 0);
  g_ptr_array_set_size (self->ids, 0);
}

static void
go_to (Fixture *self, AmendsInstant at)
{
  amends_time_source_set_fixed (amends_session_get_time_source (self->ui.session), at);
}

/* As time goes by: stopping at each moment that has something. */
static void
live_until (Fixture *self, AmendsInstant at)
{
  AmendsInstant next = amends_reminders_get_next (get_reminders (self));

  while (next != AMENDS_INSTANT_NONE && next < at)
    {
      go_to (self, next);
      next = amends_reminders_get_next (get_reminders (self));
    }
  go_to (self, at);
}

/* The sample has things that are late: at the start they are one notice, and only once. */
static void
test_start (Fixture *self, gconstpointer data)
{
  begin (self);
  g_assert_cmpuint (self->ids->len, ==, 1);
  g_assert_cmpstr (self->ids->pdata[0], ==, "reminders");
  forget (self);

  /* Nothing new at the next start of the same minute. */
  g_assert_finalize_object (self->notifier);
  set_up_notifier (self);
  begin (self);
  g_assert_cmpuint (self->ids->len, ==, 0);
}

/* The machine slept for half a day: one notice for all that was missed. */
static void
try_jump (Fixture *self)
{
  forget (self);
  go_to (self, amends_session_now (self->ui.session) + 12 * AMENDS_HOUR);
  g_assert_cmpuint (self->ids->len, ==, 1);
  g_assert_cmpstr (self->ids->pdata[0], ==, "reminders");
  forget (self);
  go_to (self, amends_session_now (self->ui.session) + AMENDS_SECOND);
  g_assert_cmpuint (self->ids->len, ==, 0);

  /* Set back by a day, and forth again: nothing is said a second time. */
  go_to (self, amends_session_now (self->ui.session) - AMENDS_DAY);
  settle ();
  go_to (self, amends_session_now (self->ui.session) + AMENDS_DAY);
  settle ();
  g_assert_cmpuint (self->ids->len, ==, 0);
}

/* Each thing at its time, and once. */
static void
test_once (Fixture *self, gconstpointer data)
{
  AmendsInstant next;

  begin (self);
  forget (self);
  next = amends_reminders_get_next (get_reminders (self));
  g_assert_cmpint (next, >, amends_session_now (self->ui.session));

  go_to (self, next - AMENDS_SECOND);
  g_assert_cmpuint (self->ids->len, ==, 0);
  go_to (self, next);
  g_assert_cmpuint (self->ids->len, >=, 1);
  g_assert_cmpstr (self->ids->pdata[0], !=, "reminders");
  forget (self);
  go_to (self, next);
  go_to (self, next + 1);
  g_assert_cmpuint (self->ids->len, ==, 0);
  try_jump (self);
}

/* In quiet hours nothing, and at their end all of it. */
static void
test_quiet (Fixture *self, gconstpointer data)
{
  AmendsInstant now = amends_session_now (self->ui.session);
  AmendsInstant end;

  begin (self);
  forget (self);
  /* From 13:00 to 07:30: over midnight. */
  g_settings_set_uint (self->settings, "quiet-from", 13 * 60);
  g_settings_set_uint (self->settings, "quiet-until", 7 * 60 + 30);
  g_settings_set_boolean (self->settings, "quiet-hours", TRUE);
  g_assert_true (amends_instant_parse ("2026-03-11T07:30:00Z", &end, NULL));

  go_to (self, now + 5 * AMENDS_HOUR);
  g_assert_cmpuint (self->ids->len, ==, 0);
  g_assert_cmpint (amends_reminders_get_next (get_reminders (self)), ==, end);
  go_to (self, end - AMENDS_MINUTE);
  g_assert_cmpuint (self->ids->len, ==, 0);
  go_to (self, end);
  g_assert_cmpuint (self->ids->len, ==, 1);
  g_assert_cmpstr (self->ids->pdata[0], ==, "reminders");

  /* Hours of no length are none. */
  forget (self);
  g_settings_set_uint (self->settings, "quiet-until", 13 * 60);
  go_to (self, end + 12 * AMENDS_HOUR);
  settle ();
  g_assert_cmpuint (self->ids->len, ==, 1);
}

/* What is switched off is not said, and not said later either. */
static void
test_switches (Fixture *self, gconstpointer data)
{
  static const char *const keys[] = { "remind-clocks-soon", "remind-clocks-late",
                                      "remind-checkpoints", "remind-promises", "remind-approvals" };
  AmendsInstant now = amends_session_now (self->ui.session);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_set_boolean (self->settings, keys[i], FALSE);
  begin (self);
  go_to (self, now + 12 * AMENDS_HOUR);
  g_assert_cmpuint (self->ids->len, ==, 0);
  g_assert_cmpint (amends_reminders_get_next (get_reminders (self)), ==, AMENDS_INSTANT_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_set_boolean (self->settings, keys[i], TRUE);
  g_assert_cmpuint (self->ids->len, ==, 0);
}

/* During a call nothing, afterwards all. */
static void
test_call (Fixture *self, gconstpointer data)
{
  begin (self);
  forget (self);
  amends_reminders_hold (get_reminders (self), TRUE);
  go_to (self, amends_session_now (self->ui.session) + 12 * AMENDS_HOUR);
  g_assert_cmpuint (self->ids->len, ==, 0);
  amends_reminders_hold (get_reminders (self), FALSE);
  g_assert_cmpuint (self->ids->len, ==, 1);
}

typedef struct
{
  AmendsCase *case_;
  gboolean done;
} Waited;

static void
case_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waited *waited = user_data;

  waited->case_ = amends_session_get_case_finish (AMENDS_SESSION (source), result, NULL);
  g_assert_nonnull (waited->case_);
  waited->done = TRUE;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  amends_session_change_finish (AMENDS_SESSION (source), result, NULL, &error);
  g_assert_no_error (error);
  ((Waited *) user_data)->done = TRUE;
}

/* A checkpoint of our own, soon, at which nothing else happens. */
static AmendsCheckpoint *
plan_checkpoint (Fixture *self, AmendsCase **case_)
{
  Waited waited = { NULL, FALSE };
  AmendsCheckpoint *checkpoint = amends_record_new (AMENDS_TYPE_CHECKPOINT);

  amends_session_get_case_async (self->ui.session, "7", NULL, case_cb, &waited);
  ui_wait (is_set, &waited.done);
  *case_ = waited.case_;
  /* One with the customer would be the same work as the clock that is due then. */
  amends_record_set (checkpoint, "title", "Ring <b>Pieter</b> & ask", "audience",
                     AMENDS_AUDIENCE_INTERNAL, "at",
                     amends_session_now (self->ui.session) + 11 * AMENDS_MINUTE, NULL);
  waited.done = FALSE;
  amends_session_add_checkpoint_async (self->ui.session, *case_, checkpoint, NULL, changed_cb,
                                       &waited);
  ui_wait (is_set, &waited.done);
  settle ();
  return checkpoint;
}

/* (nullable): id of the last notice with this title. */
static const char *
find_notice (Fixture *self, const char *title)
{
  for (guint i = self->titles->len; i > 0; i--)
    if (g_str_equal (self->titles->pdata[i - 1], title))
      return self->ids->pdata[i - 1];
  return NULL;
}

/* A button of a notification that has been lying about for long. */
static void
try_stale_button (Fixture *self)
{
  forget (self);
  amends_notifier_finish (
      self->notifier, g_variant_ref_sink (g_variant_new ("(ssi)", "no such case", "nothing", -1)));
  settle ();
  g_assert_cmpuint (self->ids->len, ==, 1);
  g_assert_cmpstr (self->ids->pdata[0], ==, "reminder-problem");
}

/* What cannot be moved is said again. */
static void
try_again (Fixture *self)
{
  AmendsInstant now;
  g_autofree char *id = NULL;
  gboolean said = FALSE;

  forget (self);
  now = amends_reminders_get_next (get_reminders (self));
  go_to (self, now);
  id = g_strdup (self->ids->pdata[0]);
  forget (self);
  amends_reminders_repeat (get_reminders (self), id, now + 15 * AMENDS_MINUTE);
  g_assert_cmpuint (self->ids->len, ==, 0);
  go_to (self, now + 15 * AMENDS_MINUTE);
  for (guint i = 0; i < self->ids->len; i++)
    said = said || g_str_equal (self->ids->pdata[i], id);
  g_assert_true (said || g_str_equal (self->ids->pdata[0], "reminders"));
}

static gboolean
are_withdrawn (gpointer data)
{
  Fixture *self = data;

  return self->withdrawn >= self->expected;
}

/* Reminders are read anew in the background: what is due now is said as soon as they have been. */
static gboolean
is_said (gpointer data)
{
  return find_notice (data, "Ring <b>Pieter</b> & ask") != NULL;
}

/* What a button of it does. */
static void
test_buttons (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsCheckpoint) checkpoint = NULL;
  AmendsInstant at;
  const char *id;

  begin (self);
  checkpoint = plan_checkpoint (self, &case_);
  at = checkpoint->at;
  forget (self);
  live_until (self, at);
  ui_wait (is_said, self);
  id = find_notice (self, "Ring <b>Pieter</b> & ask");

  /* Snooze moves it by an hour; it is said again then. */
  amends_notifier_put_off (self->notifier, g_variant_ref_sink (g_variant_new (
                                               "(ssb)", case_->escalation->id, id, TRUE)));
  settle ();
  forget (self);
  live_until (self, at + 59 * AMENDS_MINUTE);
  g_assert_null (find_notice (self, "Ring <b>Pieter</b> & ask"));
  live_until (self, at + AMENDS_HOUR);
  ui_wait (is_said, self);
  id = find_notice (self, "Ring <b>Pieter</b> & ask");

  /* Done: what was said is taken back. */
  self->expected = self->withdrawn + 2;
  amends_notifier_finish (
      self->notifier, g_variant_ref_sink (g_variant_new ("(ssi)", case_->escalation->id, id, -1)));
  ui_wait (are_withdrawn, self);
  forget (self);
  live_until (self, at + 2 * AMENDS_HOUR);
  g_assert_null (find_notice (self, "Ring <b>Pieter</b> & ask"));
  try_stale_button (self);
  try_again (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/ui/notify/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("start", test_start);
  ADD ("once", test_once);
  ADD ("quiet", test_quiet);
  ADD ("switches", test_switches);
  ADD ("call", test_call);
  ADD ("buttons", test_buttons);
#undef ADD
  return g_test_run ();
}
