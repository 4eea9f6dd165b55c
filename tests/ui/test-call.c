/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call: its points and time, promises, that it is kept, and what it leaves behind. */

#include "config.h"

#include "ui-fixture.h"

#include <string.h>

#include "amends-call-parts.h"
#include "amends-call-view.h"
#include "amends-calls-page.h"
#include "amends-case-page.h"

/* Of the sample: Critical, with everything in it. */
#define LIVE_CASE "ESC-0007"
#define CUSTOMER_CALL "agenda:executive-call"
#define INSIDE_CALL "agenda:internal-resolution-call"

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static AmendsCase *
open_calls (UiFixture *fixture)
{
  ui_fixture_set_up (fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", LIVE_CASE,
                              "calls");
  ui_wait (shows_case, fixture->window);
  ui_settle (fixture->window);
  return amends_case_page_get_case (
      AMENDS_CASE_PAGE (ui_find (fixture->window, AMENDS_TYPE_CASE_PAGE)));
}

static AmendsCallView *
start_call (UiFixture *fixture, const char *key)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.call", "s", key);
  ui_settle (fixture->window);
  return AMENDS_CALL_VIEW (ui_find (fixture->window, AMENDS_TYPE_CALL_VIEW));
}

/* Answers are kept ready and are no points; the words come from the plan. */
static void
test_plan (void)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_ = open_calls (&fixture);
  g_autoptr (AmendsCallPlan) plan = amends_call_plan_new (case_, CUSTOMER_CALL);
  g_autoptr (AmendsCallPlan) talk = amends_call_plan_new (case_, "agenda:customer-conversation");
  g_autoptr (AmendsCallPlan) inside = amends_call_plan_new (case_, INSIDE_CALL);

  g_assert_nonnull (plan);
  g_assert_cmpuint (plan->points->len, >, 2);
  g_assert_cmpuint (plan->scenarios->len, ==, 3);
  g_assert_cmpuint (plan->venting->len, >, 0);
  g_assert_nonnull (plan->cannot);
  g_assert_cmpuint (talk->scenarios->len, ==, 3);
  g_assert_cmpuint (inside->scenarios->len, ==, 0);
  g_assert_true (amends_call_plan_is_call (inside));
  g_assert_null (amends_call_plan_new (case_, "agenda:no-such"));
  g_assert_null (amends_call_plan_new (case_, "rubbish"));
  ui_assert_names (ui_find (fixture.window, AMENDS_TYPE_CALLS_PAGE));
  ui_fixture_tear_down (&fixture);
}

/* Time goes to the point that is spoken about, and to none while it is paused. */
static void
test_time (void)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_ = open_calls (&fixture);
  g_autoptr (AmendsCall) call = amends_call_new (fixture.session, case_, CUSTOMER_CALL);
  gint64 first;
  gint64 total;

  g_usleep (30000);
  amends_call_go_to (call, 1);
  first = amends_call_get_spent (call, 0);
  g_assert_cmpint (first, >=, 30);
  g_assert_true (amends_call_is_done (call, 0));
  g_usleep (20000);
  g_assert_cmpint (amends_call_get_spent (call, 0), ==, first);
  amends_call_set_paused (call, TRUE);
  total = amends_call_get_total (call);
  g_assert_cmpint (total, >=, 50);
  g_usleep (20000);
  g_assert_cmpint (amends_call_get_total (call), ==, total);
  amends_call_go_to (call, 999);
  g_assert_cmpuint (amends_call_get_current (call), ==, 1);
  amends_call_forget (fixture.session);
  ui_fixture_tear_down (&fixture);
}

/* What was noted, typed and spent is there again; what is damaged is no call. */
static void
test_kept (void)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_ = open_calls (&fixture);
  g_autoptr (AmendsCall) call = amends_call_new (fixture.session, case_, CUSTOMER_CALL);
  g_autoptr (AmendsCall) again = NULL;
  g_autoptr (AmendsCommitment) promise = NULL;
  g_autofree char *kept = NULL;

  amends_call_go_to (call, 1);
  amends_call_note (call, "Call Pieter with the cause by 15:30");
  amends_call_note (call, "   ");
  amends_call_set_pending (call, "Send the");
  amends_call_set_paused (call, TRUE);
  kept = amends_call_dup_kept_case (fixture.session);
  g_assert_cmpstr (kept, ==, case_->escalation->id);

  again = amends_call_new_kept (fixture.session, case_);
  g_assert_nonnull (again);
  g_assert_cmpuint (amends_call_get_current (again), ==, 1);
  g_assert_true (amends_call_get_paused (again));
  g_assert_cmpint (amends_call_get_total (again), ==, amends_call_get_total (call));
  g_assert_cmpstr (amends_call_get_pending (again), ==, "Send the");
  g_assert_cmpuint (g_list_model_get_n_items (amends_call_get_promises (again)), ==, 1);
  promise = g_list_model_get_item (amends_call_get_promises (again), 0);
  g_assert_cmpint (promise->due, >, amends_session_now (fixture.session));

  amends_session_set_setting (fixture.session, "call", "{ rubbish");
  g_assert_null (amends_call_new_kept (fixture.session, case_));
  amends_call_forget (fixture.session);
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_over (gpointer data)
{
  g_autofree char *kept = amends_call_dup_kept_case (data);

  return kept == NULL;
}

/* The log, the promise and the follow-up with it, all taken back by one undo. */
static void
test_end (void)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_ = open_calls (&fixture);
  AmendsCallView *view = start_call (&fixture, CUSTOMER_CALL);
  AmendsCall *call = amends_call_view_get_call (view);
  guint drafts = g_list_model_get_n_items (G_LIST_MODEL (case_->drafts));
  guint promises = g_list_model_get_n_items (G_LIST_MODEL (case_->commitments));
  g_autoptr (AmendsDraft) draft = NULL;

  ui_assert_names (view);
  g_assert_cmpuint (ui_count (view, AMENDS_TYPE_CALL_CARD), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (view), "call.next", NULL);
  g_assert_cmpuint (amends_call_get_current (call), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "call.answer", "i", 2);
  gtk_widget_activate_action (GTK_WIDGET (view), "call.venting", NULL);
  amends_call_note (call, "Send the February findings in writing by tomorrow 12:00");
  /* Leaving the view ends nothing. */
  gtk_widget_activate_action (GTK_WIDGET (view), "call.leave", NULL);
  g_assert_false (is_over (fixture.session));
  view = start_call (&fixture, "");
  g_assert_true (amends_call_view_get_call (view) == call);

  gtk_widget_activate_action (GTK_WIDGET (view), "call.end", NULL);
  ui_wait (is_over, fixture.session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->commitments)), ==, promises + 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)), ==, drafts + 1);
  draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), drafts);
  g_assert_cmpstr (draft->kind, ==, "call-follow-up");
  g_assert_nonnull (strstr (draft->body, "February findings"));
  ui_fixture_tear_down (&fixture);
}

/* What is agreed among ourselves becomes work, not a promise to the customer. */
static void
test_inside (void)
{
  UiFixture fixture = { NULL };
  AmendsCase *case_ = open_calls (&fixture);
  AmendsCallView *view = start_call (&fixture, INSIDE_CALL);
  guint actions = g_list_model_get_n_items (G_LIST_MODEL (case_->actions));
  guint promises = g_list_model_get_n_items (G_LIST_MODEL (case_->commitments));

  amends_call_note (amends_call_view_get_call (view), "Tomasz names the cause");
  gtk_widget_activate_action (GTK_WIDGET (view), "call.end", NULL);
  ui_wait (is_over, fixture.session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->actions)), ==, actions + 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (case_->commitments)), ==, promises);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/call/plan", test_plan);
  g_test_add_func ("/ui/call/time", test_time);
  g_test_add_func ("/ui/call/kept", test_kept);
  g_test_add_func ("/ui/call/end", test_end);
  g_test_add_func ("/ui/call/inside", test_inside);
  return g_test_run ();
}
