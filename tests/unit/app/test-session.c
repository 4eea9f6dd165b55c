/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session: what is logged, changed, undone and seen by a second session. */

#include "config.h"

#include "amends-intake-reader.h"
#include "amends-session.h"

#include <stdlib.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z */

typedef struct
{
  char *folder;
  AmendsTimeSource *time;
  AmendsSession *session;
} Fixture;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static AmendsSession *
open_session (Fixture *fixture)
{
  AmendsSession *session = amends_session_new (fixture->folder, fixture->time);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_open_async (session, NULL, done_cb, &result);
  g_assert_true (amends_session_open_finish (session, wait_for (&result), &error));
  g_assert_no_error (error);
  return session;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-session-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = open_session (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->folder);

  amends_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_assert_finalize_object (fixture->time);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
}

static AmendsIntake *
make_intake (void)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Northway Freight\",\"time_zone\":\"Europe/Amsterdam\"},"
      "\"contact\":{\"name\":\"Pieter van Dalen\",\"title\":\"CTO\"},"
      "\"received\":\"2026-03-10T08:52:00+01:00\",\"affected_feature\":\"route export\","
      "\"statement\":\"Since 06:40 none of our 212 dispatchers can export. Trucks wait.\"}";
  g_autoptr (GError) error = NULL;
  AmendsIntake *intake = amends_intake_read_json (text, strlen (text), "x", NULL, &error);

  g_assert_no_error (error);
  return intake;
}

static AmendsCase *
log_case (Fixture *fixture)
{
  g_autoptr (AmendsIntake) intake = make_intake ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsCase *case_;

  amends_session_log_async (fixture->session, intake, NULL, done_cb, &result);
  case_ = amends_session_log_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return case_;
}

static guint
finish (Fixture *fixture, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  guint token = 0;

  amends_session_change_finish (fixture->session, wait_for (result), &token, &error);
  g_assert_no_error (error);
  g_clear_object (result);
  return token;
}

static gboolean
undo (Fixture *fixture, guint token, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_undo_async (fixture->session, token, NULL, done_cb, &result);
  return amends_session_undo_finish (fixture->session, wait_for (&result), error);
}

static AmendsDraft *
find_draft (AmendsCase *case_, const char *kind)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (g_str_equal (draft->kind, kind) && draft->sent_at == AMENDS_INSTANT_NONE)
        return draft;
    }
  return NULL;
}

static void
test_preview_stores_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsIntake) intake = make_intake ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GError) error = NULL;
  AmendsListFilter filter = { 0 };

  amends_session_preview_async (fixture->session, intake, NULL, done_cb, &result);
  case_ = amends_session_preview_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (case_->escalation->severity, ==, AMENDS_SEVERITY_CRITICAL);
  g_assert_nonnull (find_draft (case_, "first-response"));
  amends_session_list_async (fixture->session, &filter, NULL, done_cb, &listed);
  rows = amends_session_list_finish (fixture->session, wait_for (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
}

static void
test_edit_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  AmendsDraft *draft = find_draft (case_, "first-response");
  g_autofree char *generated = g_strdup (draft->body);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint token;

  amends_session_save_draft_async (fixture->session, case_, draft->id, "A\nsubject", "Mine.", NULL,
                                   done_cb, &result);
  token = finish (fixture, &result);
  g_assert_cmpstr (draft->body, ==, "Mine.");
  /* A subject is a header and stays one line. */
  g_assert_cmpstr (draft->subject, ==, "A subject");
  g_assert_true (undo (fixture, token, &error));
  g_assert_cmpstr (draft->body, ==, generated);
  /* A token serves once. */
  g_assert_false (undo (fixture, token, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE);
}

static guint
send_first_response (Fixture *fixture, AmendsCase *case_)
{
  AmendsDraft *draft = find_draft (case_, "first-response");
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_mark_sent_async (fixture->session, case_, draft->id, AMENDS_INSTANT_NONE, NULL,
                                  NULL, done_cb, &result);
  return finish (fixture, &result);
}

static void
test_sending_can_be_undone_briefly (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (GError) error = NULL;
  guint token = send_first_response (fixture, case_);

  g_assert_cmpint (case_->escalation->status, ==, AMENDS_STATUS_IN_PROGRESS);
  g_assert_null (find_draft (case_, "first-response"));
  amends_time_source_set_fixed (fixture->time, NOW + 9 * AMENDS_SECOND);
  g_assert_true (undo (fixture, token, &error));
  g_assert_no_error (error);
  g_assert_nonnull (find_draft (case_, "first-response"));
  g_assert_cmpint (case_->escalation->status, ==, AMENDS_STATUS_OPEN);

  token = send_first_response (fixture, case_);
  amends_time_source_set_fixed (fixture->time, NOW + 30 * AMENDS_SECOND);
  g_assert_false (undo (fixture, token, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE);
}

static void
test_gate_blocks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  AmendsDraft *draft = find_draft (case_, "first-response");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_save_draft_async (fixture->session, case_, draft->id, NULL,
                                   "It will be fixed by 18:00 today. I call you at 14:00.", NULL,
                                   done_cb, &result);
  finish (fixture, &result);
  amends_session_mark_sent_async (fixture->session, case_, draft->id, AMENDS_INSTANT_NONE, NULL,
                                  NULL, done_cb, &result);
  g_assert_false (
      amends_session_change_finish (fixture->session, wait_for (&result), NULL, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_BLOCKED);
  g_assert_cmpint (draft->sent_at, ==, AMENDS_INSTANT_NONE);
}

static AmendsCommitment *
promise_call (Fixture *fixture, AmendsCase *case_)
{
  AmendsDraft *draft = find_draft (case_, "first-response");
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_save_draft_async (fixture->session, case_, draft->id, NULL,
                                   "The export stops at the lock. I will call you today at 14:00.",
                                   NULL, done_cb, &result);
  finish (fixture, &result);
  send_first_response (fixture, case_);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->commitments)), ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (case_->commitments), 0);
}

static void
note_contact (Fixture *fixture,
              AmendsCase *case_,
              AmendsDirection direction,
              AmendsChannel channel,
              AmendsInstant at)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_time_source_set_fixed (fixture->time, at);
  amends_session_add_event_async (fixture->session, case_, direction, channel, at,
                                  "We went through the log.", NULL, done_cb, &result);
  finish (fixture, &result);
}

static guint
count_events (AmendsCase *case_, AmendsEventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->events)); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (G_LIST_MODEL (case_->events), i);

      n += event->kind == kind;
    }
  return n;
}

static void
test_call_keeps_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (AmendsCommitment) promise = promise_call (fixture, case_);

  g_assert_cmpint (promise->state, ==, AMENDS_COMMITMENT_OPEN);
  g_assert_nonnull (promise->owner);
  /* A message is no call. */
  note_contact (fixture, case_, AMENDS_DIRECTION_OUTBOUND, AMENDS_CHANNEL_E_MAIL,
                promise->due - 20 * AMENDS_MINUTE);
  g_assert_cmpint (promise->state, ==, AMENDS_COMMITMENT_OPEN);
  note_contact (fixture, case_, AMENDS_DIRECTION_TWO_WAY, AMENDS_CHANNEL_CALL,
                promise->due - 5 * AMENDS_MINUTE);
  g_assert_cmpint (promise->state, ==, AMENDS_COMMITMENT_KEPT);
  g_assert_cmpuint (count_events (case_, AMENDS_EVENT_COMMITMENT_KEPT), ==, 1);
  g_assert_cmpuint (count_events (case_, AMENDS_EVENT_COMMITMENT_MISSED), ==, 0);
}

static void
test_late_call_misses_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (AmendsCommitment) promise = promise_call (fixture, case_);

  note_contact (fixture, case_, AMENDS_DIRECTION_TWO_WAY, AMENDS_CHANNEL_CALL,
                promise->due + AMENDS_HOUR);
  g_assert_cmpint (promise->state, ==, AMENDS_COMMITMENT_MISSED);
  g_assert_cmpuint (count_events (case_, AMENDS_EVENT_COMMITMENT_MISSED), ==, 1);
  g_assert_cmpuint (count_events (case_, AMENDS_EVENT_COMMITMENT_KEPT), ==, 0);
}

static void
test_resolving_plans_the_recovery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  AmendsResolution resolution = { .fix = "The lock is gone", .cause = "A nightly job" };
  g_autoptr (GAsyncResult) result = NULL;
  guint planned = 0, superseded = 0;

  amends_session_resolve_async (fixture->session, case_, &resolution, NULL, done_cb, &result);
  finish (fixture, &result);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->checkpoints)); i++)
    {
      g_autoptr (AmendsCheckpoint) one =
          g_list_model_get_item (G_LIST_MODEL (case_->checkpoints), i);

      superseded += one->step == AMENDS_STEP_SUPERSEDED;
      planned += one->step == AMENDS_STEP_PLANNED;
      if (one->step == AMENDS_STEP_PLANNED)
        g_assert_cmpint (one->at, >=, NOW);
    }
  g_assert_cmpuint (superseded, >, 5);
  g_assert_cmpuint (planned, >=, 5);
}

static void
test_second_session_sees_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (AmendsSession) other = open_session (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsCase) seen = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_add_event_async (fixture->session, case_, AMENDS_DIRECTION_INTERNAL,
                                  AMENDS_CHANNEL_UNKNOWN, AMENDS_INSTANT_NONE, "Lock found", NULL,
                                  done_cb, &result);
  finish (fixture, &result);
  amends_session_get_case_async (other, "ESC-0001", NULL, done_cb, &result);
  seen = amends_session_get_case_finish (other, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (seen->events)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (case_->events)));
  g_assert_true (amends_case_equal (seen, case_));
  amends_session_close (other);
}

static void
test_settings_last (Fixture *fixture, gconstpointer data)
{
  amends_session_set_setting (fixture->session, "wizard", "{\"step\":2}");
  amends_session_close (fixture->session);
  g_object_unref (fixture->session);
  fixture->session = open_session (fixture);
  g_assert_cmpstr (amends_session_get_setting (fixture->session, "wizard"), ==, "{\"step\":2}");
}

/* A window that is closed right after a case was made: it is there, and nothing complains. */
static void
test_closed_while_writing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsIntake) intake = make_intake ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsCase) made = NULL;
  g_autoptr (AmendsCase) kept = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_log_async (fixture->session, intake, NULL, done_cb, &result);
  amends_session_close (fixture->session);
  made = amends_session_log_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->session);
  fixture->session = open_session (fixture);
  amends_session_get_case_async (fixture->session, made->escalation->id, NULL, done_cb, &result);
  kept = amends_session_get_case_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->escalation->id, ==, made->escalation->id);
}

static void
assert_cancelled (GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (g_task_propagate_pointer (G_TASK (wait_for (result)), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (result);
}

/* What is on its way out may still ask, and is told that it comes too late. */
static void
test_closed_for_questions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (AmendsIntake) intake = make_intake ();
  g_autoptr (GAsyncResult) result = NULL;
  AmendsSession *session = fixture->session;

  amends_session_close (session);
  amends_session_get_case_async (session, "ESC-0001", NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_search_async (session, "export", 5, NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_look_back_async (session, "ESC-0001", NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_find_similar_async (session, "Export", "It hangs.", 3, NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_export_case_async (session, case_, "nowhere", NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_verify_async (session, NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_backup_async (session, "nowhere", NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_log_async (session, intake, NULL, done_cb, &result);
  assert_cancelled (&result);
  amends_session_set_status_async (session, case_, AMENDS_STATUS_WAITING, NULL, NULL, done_cb,
                                   &result);
  assert_cancelled (&result);
  amends_session_load_sample_async (session, NULL, done_cb, &result);
  assert_cancelled (&result);
  g_assert_true (amends_session_is_read_only (session));
  amends_session_set_setting (session, "wizard", "{}");
  g_assert_null (amends_session_get_setting (session, "wizard"));
}

static void
set_status (Fixture *fixture, AmendsCase *case_, AmendsStatus status)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_set_status_async (fixture->session, case_, status, NULL, NULL, done_cb, &result);
  finish (fixture, &result);
}

/* (transfer full): the steps of that @step with which a silent customer is asked again. */
static GPtrArray *
list_ladder (AmendsCase *case_, AmendsStep step)
{
  GListModel *list = G_LIST_MODEL (case_->checkpoints);
  GPtrArray *ladder = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsCheckpoint) one = g_list_model_get_item (list, i);

      if (one->draft_kind != NULL && g_str_has_prefix (one->draft_kind, "chase-") &&
          one->step == step)
        g_ptr_array_add (ladder, g_steal_pointer (&one));
    }
  return ladder;
}

static void
test_silence_has_a_ladder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (fixture);
  g_autoptr (GPtrArray) before = list_ladder (case_, AMENDS_STEP_PLANNED);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) answered = NULL;
  g_autoptr (GPtrArray) overtaken = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  send_first_response (fixture, case_);
  set_status (fixture, case_, AMENDS_STATUS_WAITING);
  waiting = list_ladder (case_, AMENDS_STEP_PLANNED);
  g_assert_cmpuint (waiting->len, ==, 3);
  /* At eleven over there; whoever dispatches lorries is asked on a Saturday too, but not weeks on.
   */
  g_assert_cmpstr (AMENDS_CHECKPOINT (waiting->pdata[0])->wall_time, ==, "2026-03-12T11:00");
  g_assert_cmpstr (AMENDS_CHECKPOINT (waiting->pdata[1])->wall_time, ==, "2026-03-14T11:00");
  g_assert_cmpstr (AMENDS_CHECKPOINT (waiting->pdata[2])->wall_time, ==, "2026-03-19T11:00");
  amends_session_add_event_async (fixture->session, case_, AMENDS_DIRECTION_INBOUND,
                                  AMENDS_CHANNEL_E_MAIL, AMENDS_INSTANT_NONE, "It works again.",
                                  NULL, done_cb, &result);
  finish (fixture, &result);
  g_assert_cmpint (case_->escalation->status, ==, AMENDS_STATUS_IN_PROGRESS);
  answered = list_ladder (case_, AMENDS_STEP_PLANNED);
  overtaken = list_ladder (case_, AMENDS_STEP_SUPERSEDED);
  g_assert_cmpuint (answered->len, ==, 0);
  g_assert_cmpuint (overtaken->len, ==, 3);
  set_status (fixture, case_, AMENDS_STATUS_WAITING);
  again = list_ladder (case_, AMENDS_STEP_PLANNED);
  g_assert_cmpuint (again->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/session/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("preview-stores-nothing", test_preview_stores_nothing);
  ADD ("edit-and-undo", test_edit_and_undo);
  ADD ("sending-can-be-undone-briefly", test_sending_can_be_undone_briefly);
  ADD ("gate-blocks", test_gate_blocks);
  ADD ("call-keeps-promise", test_call_keeps_promise);
  ADD ("late-call-misses-promise", test_late_call_misses_promise);
  ADD ("resolving-plans-the-recovery", test_resolving_plans_the_recovery);
  ADD ("silence-has-a-ladder", test_silence_has_a_ladder);
  ADD ("second-session-sees-it", test_second_session_sees_it);
  ADD ("settings-last", test_settings_last);
  ADD ("closed-while-writing", test_closed_while_writing);
  ADD ("closed-for-questions", test_closed_for_questions);
  return g_test_run ();
}
