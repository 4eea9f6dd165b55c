/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goodwill through the session: what follows it, what can be undone, what cannot. */

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
  AmendsCase *case_;
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
finish (Fixture *fixture, GAsyncResult **result, guint *token)
{
  g_autoptr (GError) error = NULL;

  amends_session_change_finish (fixture->session, wait_for (result), token, &error);
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
add_person (Fixture *fixture, const char *name, const char *email, AmendsRole role, gboolean me)
{
  g_autoptr (AmendsPerson) person = amends_record_new (AMENDS_TYPE_PERSON);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *emails[] = { email, NULL };

  amends_record_set (person, "name", name, "emails", emails, "role", role, "me", me, NULL);
  amends_session_save_person_async (fixture->session, person, NULL, done_cb, &result);
  amends_session_workspace_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
log_case (Fixture *fixture)
{
  static const char text[] =
      "{\"account\":{\"name\":\"Northway Freight\",\"arr\":540000,\"currency\":\"USD\","
      "\"segment\":\"enterprise\"},\"contact\":{\"name\":\"Pieter van Dalen\"},"
      "\"received\":\"2026-03-10T08:52:00+01:00\",\"affected_feature\":\"route export\","
      "\"statement\":\"Since 06:40 none of our 212 dispatchers can export. Trucks wait.\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) intake =
      amends_intake_read_json (text, strlen (text), "x", NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  amends_session_log_async (fixture->session, intake, NULL, done_cb, &result);
  fixture->case_ = amends_session_log_finish (fixture->session, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("amends-goodwill-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->time = amends_time_source_new_fixed (NOW);
  fixture->session = amends_session_new (fixture->folder, fixture->time);
  amends_session_open_async (fixture->session, NULL, done_cb, &result);
  g_assert_true (amends_session_open_finish (fixture->session, wait_for (&result), &error));
  add_person (fixture, "Maya Lindqvist", "maya@ours.example", AMENDS_ROLE_CSM, TRUE);
  add_person (fixture, "Helen Marsh", "helen@ours.example", AMENDS_ROLE_VP_CS, FALSE);
  log_case (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->folder);

  g_clear_object (&fixture->case_);
  amends_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_assert_finalize_object (fixture->time);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
}

/* (transfer none): the request. */
static AmendsGoodwill *
request (Fixture *fixture, guint *token)
{
  g_autoptr (AmendsGoodwill) wanted = amends_record_new (AMENDS_TYPE_GOODWILL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;

  amends_record_set (wanted, "kind", AMENDS_GOODWILL_CREDIT, "amount", (gint64) 1250000, "currency",
                     "USD", "text", "Service\ncredit", "reason", "Third failure", NULL);
  id = amends_session_request_goodwill_async (fixture->session, fixture->case_, wanted, NULL,
                                              done_cb, &result);
  finish (fixture, &result, token);
  return amends_record_list_find (G_LIST_MODEL (fixture->case_->goodwill), id);
}

static gboolean
decide (Fixture *fixture, AmendsGoodwill *goodwill, const char *text, guint *token, GError **error)
{
  g_autofree char *mail =
      g_strdup_printf ("From: Helen <helen@ours.example>\r\nMessage-ID: <a@b>\r\n"
                       "Date: Tue, 10 Mar 2026 11:58:30 +0000\r\n\r\n%s\r\n",
                       text);
  g_autoptr (GBytes) bytes = g_bytes_new (mail, strlen (mail));
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_decide_goodwill_async (fixture->session, fixture->case_, goodwill->id, TRUE, bytes,
                                        "reply.eml", NULL, done_cb, &result);
  return amends_session_change_finish (fixture->session, wait_for (&result), token, error);
}

static gboolean
undo (Fixture *fixture, guint token, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_undo_async (fixture->session, token, NULL, done_cb, &result);
  return amends_session_undo_finish (fixture->session, wait_for (&result), error);
}

static gboolean
has_offer (AmendsCase *case_)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      if (g_str_equal (draft->kind, "goodwill-offer"))
        return TRUE;
    }
  return FALSE;
}

static void
test_request_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint token = 0;
  AmendsGoodwill *goodwill = request (fixture, &token);

  g_assert_cmpstr (goodwill->text, ==, "Service credit");
  g_assert_cmpstr (goodwill->recipient, ==, "Pieter van Dalen");
  g_assert_cmpstr (goodwill->requested_by, ==, "Maya Lindqvist");
  g_assert_cmpint (goodwill->approver_role, ==, AMENDS_ROLE_VP_CS);
  g_assert_cmpuint (token, !=, 0);
  g_assert_true (undo (fixture, token, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->case_->goodwill)), ==, 0);
}

static void
test_decision_is_final (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint asked = 0, decided = 1;
  AmendsGoodwill *goodwill = request (fixture, &asked);

  g_assert_false (has_offer (fixture->case_));
  g_assert_false (decide (fixture, goodwill, "No, not this time.", NULL, &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (amends_goodwill_is_valid (goodwill, NOW));

  amends_time_source_set_fixed (fixture->time, NOW + AMENDS_HOUR);
  g_assert_true (decide (fixture, goodwill, "Approved.", &decided, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (decided, ==, 0);
  g_assert_true (amends_goodwill_is_valid (goodwill, NOW + AMENDS_HOUR));
  g_assert_cmpstr (goodwill->decided_by, ==, "Helen Marsh");
  g_assert_cmpint (goodwill->evidence_kind, ==, AMENDS_GOODWILL_EVIDENCE_REPLY);
  g_assert_cmpstr (goodwill->evidence_message, ==, "a@b");
  g_assert_true (has_offer (fixture->case_));
  /* Undoing the request does not take the approval with it. */
  undo (fixture, asked, NULL);
  g_assert_true (amends_goodwill_is_valid (goodwill, NOW + AMENDS_HOUR));
}

static void
test_edit_voids_and_undo_restores (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AmendsGoodwill *goodwill = request (fixture, NULL);
  g_autoptr (AmendsGoodwill) changed = NULL;
  guint token = 0;

  amends_time_source_set_fixed (fixture->time, NOW + AMENDS_HOUR);
  g_assert_true (decide (fixture, goodwill, "Approved.", NULL, &error));
  changed = amends_record_copy (goodwill);
  changed->amount = 1500000;
  amends_session_edit_goodwill_async (fixture->session, fixture->case_, changed, NULL, done_cb,
                                      &result);
  finish (fixture, &result, &token);
  g_assert_cmpint (amends_goodwill_get_state (goodwill, NOW + AMENDS_HOUR), ==,
                   AMENDS_GOODWILL_VOID);
  g_assert_true (undo (fixture, token, &error));
  g_assert_true (amends_goodwill_is_valid (goodwill, NOW + AMENDS_HOUR));
  g_assert_cmpint (goodwill->amount, ==, 1250000);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  AmendsGoodwill *goodwill = request (fixture, NULL);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (AmendsDraft) letter = NULL;
  g_autoptr (GError) error = NULL;
  AmendsGoodwillRow *row;

  amends_time_source_set_fixed (fixture->time, NOW + 3 * AMENDS_HOUR);
  amends_session_list_goodwill_async (fixture->session, NOW, NULL, done_cb, &listed);
  rows = amends_session_list_goodwill_finish (fixture->session, wait_for (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->account, ==, "Northway Freight");
  g_assert_cmpstr (row->approver, ==, "Helen Marsh");
  g_assert_cmpint (row->age, ==, 3 * AMENDS_HOUR);
  g_assert_cmpfloat_with_epsilon (row->share, 0.02315, 0.0001);

  amends_session_write_goodwill_letter_async (fixture->session, fixture->case_, goodwill->id, NULL,
                                              done_cb, &written);
  letter =
      amends_session_write_goodwill_letter_finish (fixture->session, wait_for (&written), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letter->recipient, ==, "Helen Marsh");
  g_assert_nonnull (strstr (letter->body, "$12,500"));

  amends_session_write_goodwill_letter_async (fixture->session, fixture->case_, "none", NULL,
                                              done_cb, &missing);
  g_assert_null (
      amends_session_write_goodwill_letter_finish (fixture->session, wait_for (&missing), &error));
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/goodwill/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("request-and-undo", test_request_and_undo);
  ADD ("decision-is-final", test_decision_is_final);
  ADD ("edit-voids-and-undo-restores", test_edit_voids_and_undo_restores);
  ADD ("lists", test_lists);
#undef ADD
  return g_test_run ();
}
