/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session and its CRM: what is queued, what comes in, what the user is told. */

#include "config.h"

#include "crm-fixture.h"

#include "amends-intake-reader.h"
#include "amends-session-sync.h"
#include "amends-session-undo.h"

#include <stdlib.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773143880000) /* 2026-03-10T11:58:00Z */

typedef struct
{
  CrmFixture *peer;
  char *folder;
  AmendsTimeSource *time;
  AmendsSession *session;
  guint told;
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

static void
told_cb (AmendsSession *session, Fixture *self)
{
  self->told++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->peer = crm_fixture_new ("espocrm", NULL);
  self->folder = g_dir_make_tmp ("amends-sync-XXXXXX", &error);
  g_assert_no_error (error);
  self->time = amends_time_source_new_fixed (NOW);
  self->session = amends_session_new (self->folder, self->time);
  amends_session_open_async (self->session, NULL, done_cb, &result);
  g_assert_true (amends_session_open_finish (self->session, wait_for (&result), &error));
  g_assert_no_error (error);
  g_signal_connect (self->session, "sync-changed", G_CALLBACK (told_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  amends_session_close (self->session);
  g_clear_object (&self->session);
  /* What was told last may still be on its way. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&self->time);
  crm_fixture_free (self->peer);
  g_assert_cmpint (system (command), ==, 0);
  g_free (self->folder);
}

static AmendsCase *
log_case (Fixture *self)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Northway Freight\",\"time_zone\":\"Europe/Amsterdam\"},"
      "\"contact\":{\"name\":\"Pieter van Dalen\",\"title\":\"CTO\"},"
      "\"received\":\"2026-03-10T08:52:00+01:00\",\"affected_feature\":\"route export\","
      "\"statement\":\"Since 06:40 none of our 212 dispatchers can export. Trucks wait.\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) intake =
      amends_intake_read_json (text, strlen (text), "x", NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  AmendsCase *case_;

  amends_session_log_async (self->session, intake, NULL, done_cb, &result);
  case_ = amends_session_log_finish (self->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return case_;
}

static gboolean
connect_crm (Fixture *self, const char *key, gboolean first_push, GError **error)
{
  AmendsCrmConnection connection = { .type = (char *) "espocrm",
                                     .url = self->peer->url,
                                     .interval = 15 };
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_connect_crm_async (self->session, &connection, key, first_push, NULL, done_cb,
                                    &result);
  return amends_session_connect_crm_finish (self->session, wait_for (&result), error);
}

static void
connect_well (Fixture *self, gboolean first_push)
{
  g_autoptr (GError) error = NULL;

  connect_crm (self, "test-key", first_push, &error);
  g_assert_no_error (error);
}

static JsonObject *
run_sync (Fixture *self, AmendsSyncWish wish)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) report = NULL;

  amends_session_sync_async (self->session, wish, NULL, done_cb, &result);
  report = amends_session_sync_finish (self->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return json_node_dup_object (report);
}

static void
sync_well (Fixture *self)
{
  g_autoptr (JsonObject) report = run_sync (self, AMENDS_SYNC_NOW);
}

static GPtrArray *
list_queue (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  amends_session_list_queue_async (self->session, NULL, done_cb, &result);
  rows = amends_session_list_queue_finish (self->session, wait_for (&result), &error);
  g_assert_no_error (error);
  return rows;
}

static guint
count_titles (Fixture *self, const char *prefix)
{
  g_autoptr (GPtrArray) rows = list_queue (self);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += g_str_has_prefix (((AmendsQueueRow *) rows->pdata[i])->title, prefix);
  return n;
}

/* --- What is queued --------------------------------------------------------------------------- */

static void
test_nothing_without_crm (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (self);
  g_autoptr (AmendsSyncState) state = amends_session_get_sync_state (self->session);
  g_autoptr (GPtrArray) rows = list_queue (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_false (state->connected);
  amends_session_sync_async (self->session, AMENDS_SYNC_NOW, NULL, done_cb, &result);
  g_assert_null (amends_session_sync_finish (self->session, wait_for (&result), &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
}

static void
test_first_push (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (self);
  gboolean wanted = GPOINTER_TO_INT (data);

  connect_well (self, wanted);
  g_assert_cmpuint (count_titles (self, "Escalation: "), ==, wanted);
  sync_well (self);
  g_assert_cmpint (crm_fixture_records (self->peer, "Case"), ==, wanted);
}

/* A case from before goes there once something of it must. */
static void
test_later_change (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = log_case (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  connect_well (self, FALSE);
  amends_session_add_event_async (self->session, case_, AMENDS_DIRECTION_INTERNAL,
                                  AMENDS_CHANNEL_UNKNOWN, NOW, "Lock on the route table found.",
                                  NULL, done_cb, &result);
  g_assert_true (amends_session_change_finish (self->session, wait_for (&result), NULL, &error));
  g_assert_cmpuint (count_titles (self, "Escalation: "), ==, 1);
  g_assert_cmpuint (count_titles (self, "Note: Lock on"), ==, 1);
  sync_well (self);
  g_assert_cmpint (crm_fixture_records (self->peer, "Case"), ==, 1);
  g_assert_cmpint (crm_fixture_records (self->peer, "Note"), ==, 1);
}

static AmendsDraft *
find_draft (AmendsCase *case_, const char *kind)
{
  GListModel *drafts = G_LIST_MODEL (case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (g_str_equal (draft->kind, kind))
        return draft;
    }
  g_assert_not_reached ();
}

/* For ten seconds it can be taken back, and so long it does not go. */
static void
test_sent_message (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;
  guint token = 0;

  connect_well (self, FALSE);
  case_ = log_case (self);
  sync_well (self);
  amends_session_mark_sent_async (self->session, case_, find_draft (case_, "first-response")->id,
                                  AMENDS_INSTANT_NONE, "Read aloud", NULL, done_cb, &result);
  g_assert_true (amends_session_change_finish (self->session, wait_for (&result), &token, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_titles (self, "E-mail: "), ==, 1);
  sync_well (self);
  g_assert_cmpuint (count_titles (self, "E-mail: "), ==, 1);
  if (GPOINTER_TO_INT (data))
    {
      amends_session_undo_async (self->session, token, NULL, done_cb, &undone);
      g_assert_true (amends_session_undo_finish (self->session, wait_for (&undone), &error));
      g_assert_cmpuint (count_titles (self, "E-mail: "), ==, 0);
      return;
    }
  amends_time_source_set_fixed (self->time, NOW + 11 * AMENDS_SECOND);
  sync_well (self);
  g_assert_cmpuint (count_titles (self, "E-mail: "), ==, 0);
}

/* --- What comes in ---------------------------------------------------------------------------- */

static void
changed_cb (AmendsSession *session, const char *id, gpointer data)
{
  if (id != NULL)
    *(guint *) data += 1;
}

static void
test_live_case_follows (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (JsonObject) state = NULL;
  g_autofree char *body = NULL;
  g_autofree char *id = NULL;
  guint changes = 0;

  connect_well (self, FALSE);
  case_ = log_case (self);
  sync_well (self);
  state = crm_fixture_steer (self->peer, "GET", "state?entity=Case", NULL);
  body = g_strdup_printf (
      "{\"entity\":\"Case\",\"record\":{\"id\":\"%s\",\"status\":\"Pending\"},\"by\":\"Robin\"}",
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (state, "records"), 0),
          "id"));
  id = crm_fixture_put (self->peer, body);
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), &changes);
  sync_well (self);
  while (case_->escalation->status != AMENDS_STATUS_WAITING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes, >, 0);
  /* Waiting for the customer stops the clock, as it would here. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->pauses)), ==, 1);
  g_assert_cmpuint (count_titles (self, ""), ==, 0);
}

/* --- What is told ----------------------------------------------------------------------------- */

static AmendsSyncState *
wait_for_state (Fixture *self)
{
  guint before = self->told;

  while (self->told == before)
    g_main_context_iteration (NULL, TRUE);
  return amends_session_get_sync_state (self->session);
}

static void
test_check (Fixture *self, gconstpointer data)
{
  AmendsCrmConnection connection = { .type = (char *) "espocrm", .url = self->peer->url };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (AmendsCrmCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  amends_session_test_crm_async (self->session, &connection, "test-key", NULL, done_cb, &result);
  check = amends_session_test_crm_finish (self->session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (check->product);
  g_assert_cmpuint (g_strv_length (check->reads), >, 2);
  g_assert_cmpuint (g_strv_length (check->writes), >, 2);
  amends_session_test_crm_async (self->session, &connection, "wrong", NULL, done_cb, &refused);
  g_assert_null (amends_session_test_crm_finish (self->session, wait_for (&refused), &error));
  g_assert_nonnull (error);
}

static void
test_bad_connection (Fixture *self, gconstpointer data)
{
  AmendsCrmConnection connection = { .type = (char *) "nimbus",
                                     .url = (char *) "http://127.0.0.1" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCrmConnection) none = NULL;

  amends_session_connect_crm_async (self->session, &connection, "k", FALSE, NULL, done_cb, &result);
  g_assert_false (amends_session_connect_crm_finish (self->session, wait_for (&result), &error));
  g_assert_nonnull (error);
  none = amends_session_get_crm (self->session);
  g_assert_null (none->type);
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsSyncState) state = NULL;

  connect_well (self, FALSE);
  case_ = log_case (self);
  g_subprocess_force_exit (self->peer->process);
  g_subprocess_wait (self->peer->process, NULL, NULL);
  amends_session_sync_async (self->session, AMENDS_SYNC_NOW, NULL, done_cb, &result);
  g_assert_null (amends_session_sync_finish (self->session, wait_for (&result), &error));
  g_assert_nonnull (strstr (error->message, "Your changes are kept"));
  state = wait_for_state (self);
  g_assert_true (state->offline);
  g_assert_false (state->running);
  g_assert_cmpuint (state->queued, >, 0);
  g_assert_nonnull (state->problem);
  g_assert_cmpstr (state->line, ==, "Offline");
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  connect_well (self, FALSE);
  case_ = log_case (self);
  crm_fixture_fault (self->peer, "{\"kind\":\"hang\",\"times\":1,\"method\":\"POST\"}");
  amends_session_sync_async (self->session, AMENDS_SYNC_NOW, cancellable, done_cb, &result);
  while (crm_fixture_count (self->peer, "GET", "Case") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (amends_session_sync_finish (self->session, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  crm_fixture_no_faults (self->peer);
  sync_well (self);
  g_assert_cmpint (crm_fixture_records (self->peer, "Case"), ==, 1);
}

static void
test_settings_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (AmendsCrmConnection) crm = NULL;
  g_autoptr (AmendsCrmConnection) none = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  connect_well (self, FALSE);
  crm = amends_session_get_crm (self->session);
  g_assert_cmpstr (crm->type, ==, "espocrm");
  g_assert_cmpstr (crm->url, ==, self->peer->url);
  g_assert_cmpuint (crm->interval, ==, 15);
  amends_session_disconnect_crm_async (self->session, NULL, done_cb, &result);
  g_assert_true (amends_session_disconnect_crm_finish (self->session, wait_for (&result), &error));
  none = amends_session_get_crm (self->session);
  g_assert_null (none->type);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/session-sync/" path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-without-crm", 0, test_nothing_without_crm);
  ADD ("first-push", TRUE, test_first_push);
  ADD ("no-first-push", FALSE, test_first_push);
  ADD ("later-change", 0, test_later_change);
  ADD ("sent-message", FALSE, test_sent_message);
  ADD ("sent-message-taken-back", TRUE, test_sent_message);
  ADD ("live-case-follows", 0, test_live_case_follows);
  ADD ("check", 0, test_check);
  ADD ("bad-connection", 0, test_bad_connection);
  ADD ("offline", 0, test_offline);
  ADD ("cancelled", 0, test_cancelled);
  ADD ("settings-follow", 0, test_settings_follow);
  return g_test_run ();
}
