/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goodwill in the window: asked for, decided by somebody else, voided by a change, expired. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-approval-row.h"
#include "amends-approvals-page.h"
#include "amends-case-page.h"
#include "amends-goodwill-decision.h"
#include "amends-goodwill-detail.h"
#include "amends-goodwill-dialog.h"
#include "amends-goodwill-letter.h"
#include "amends-goodwill-page.h"
#include "amends-goodwill-text.h"

#include <string.h>

/* Of the sample: a service credit waits for Helen Marsh; Maya Lindqvist has asked for it. */
#define LIVE_CASE "ESC-0007"

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static AmendsCase *
get_case (UiFixture *fixture)
{
  return amends_case_page_get_case (
      AMENDS_CASE_PAGE (ui_find (fixture->window, AMENDS_TYPE_CASE_PAGE)));
}

static AmendsGoodwill *
get_goodwill (UiFixture *fixture)
{
  GListModel *all = G_LIST_MODEL (get_case (fixture)->goodwill);
  g_autoptr (AmendsGoodwill) first = g_list_model_get_item (all, 0);

  g_assert_nonnull (first);
  return first;
}

static AmendsGoodwillState
get_state (UiFixture *fixture)
{
  return amends_goodwill_get_state (get_goodwill (fixture), amends_session_now (fixture->session));
}

static gboolean
has_button (GtkWidget *root, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return FALSE;
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_button (child, label))
      return TRUE;
  return FALSE;
}

static gboolean
knows_limits (gpointer data)
{
  return has_button (data, "Record Helen’s decision…");
}

static GtkWidget *
open_page (UiFixture *fixture)
{
  GtkWidget *page;

  ui_fixture_set_up (fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", LIVE_CASE,
                              "goodwill");
  ui_wait (shows_case, fixture->window);
  ui_settle (fixture->window);
  page = ui_find (fixture->window, AMENDS_TYPE_GOODWILL_PAGE);
  ui_wait (knows_limits, page);
  return page;
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_window (*(GType *) data) == NULL;
}

static void
wait_until_closed (GType type)
{
  ui_wait (is_gone, &type);
}

static GFile *
write_reply (UiFixture *fixture, const char *from, const char *date, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "reply.eml", NULL);
  g_autofree char *mail = g_strdup_printf ("From: %s\r\nTo: maya.lindqvist@harborline.example\r\n"
                                           "Subject: Re: Approval\r\nDate: %s\r\n"
                                           "Message-ID: <one@harborline.example>\r\n\r\n%s\r\n",
                                           from, date, text);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, mail, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static GtkWidget *
begin_decision (UiFixture *fixture, GtkWidget *page)
{
  GtkWidget *dialog;

  g_signal_emit_by_name (ui_find_button (page, "Record Helen’s decision…"), "clicked");
  dialog = find_window (AMENDS_TYPE_GOODWILL_DECISION);
  g_assert_nonnull (dialog);
  ui_assert_names (dialog);
  return dialog;
}

/* (nullable): what the dialog says is wrong. */
static const char *
get_problem (GtkWidget *root)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "error"))
    return gtk_label_get_text (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *problem = get_problem (child);

      if (problem != NULL)
        return problem;
    }
  return NULL;
}

static gboolean
has_problem (gpointer data)
{
  return get_problem (data) != NULL;
}

static gboolean
can_record (gpointer data)
{
  return gtk_widget_get_sensitive (ui_find_button (data, "_Record"));
}

static gboolean
is_approved (gpointer data)
{
  return get_state (data) == AMENDS_GOODWILL_APPROVED;
}

static gboolean
drafts_offer (gpointer data)
{
  GListModel *drafts = G_LIST_MODEL (get_case (data)->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (draft->audience != AMENDS_AUDIENCE_INTERNAL && draft->body != NULL &&
          strstr (draft->body, "$13,500") != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
approve (UiFixture *fixture, GtkWidget *page)
{
  GtkWidget *dialog = begin_decision (fixture, page);
  g_autoptr (GFile) reply = write_reply (fixture, "Helen Marsh <helen.marsh@harborline.example>",
                                         "Tue, 10 Mar 2026 11:30:00 +0000", "Approved, go ahead.");

  amends_goodwill_decision_load (AMENDS_GOODWILL_DECISION (dialog), reply);
  ui_wait (can_record, dialog);
  g_signal_emit_by_name (ui_find_button (dialog, "_Record"), "clicked");
  ui_wait (is_approved, fixture);
  wait_until_closed (AMENDS_TYPE_GOODWILL_DECISION);
}

/* One's own request offers no approval, and one's own reply is none. */
static void
check_own_request (UiFixture *fixture, GtkWidget *page)
{
  g_autoptr (GFile) own = NULL;
  GtkWidget *dialog;

  g_assert_false (has_button (page, "Approve…"));
  g_assert_false (has_button (page, "Decline…"));
  ui_assert_names (page);
  dialog = begin_decision (fixture, page);
  g_assert_false (can_record (dialog));
  own = write_reply (fixture, "Maya Lindqvist <maya.lindqvist@harborline.example>",
                     "Tue, 10 Mar 2026 11:30:00 +0000", "Approved.");
  amends_goodwill_decision_load (AMENDS_GOODWILL_DECISION (dialog), own);
  ui_wait (has_problem, dialog);
  g_assert_nonnull (strstr (get_problem (dialog), "Nobody approves his own request"));
  g_assert_false (can_record (dialog));
  g_assert_cmpint (get_state (fixture), ==, AMENDS_GOODWILL_REQUESTED);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* Approved by somebody else: the drafts follow; a change of the text voids it. */
static void
test_approval (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page = open_page (&fixture);
  AmendsGoodwill *goodwill;
  GtkWidget *dialog;
  GtkWidget *text;

  g_assert_false (drafts_offer (&fixture));
  approve (&fixture, page);
  goodwill = get_goodwill (&fixture);
  g_assert_cmpstr (goodwill->decided_by, ==, "Helen Marsh");
  g_assert_cmpint (goodwill->evidence_kind, ==, AMENDS_GOODWILL_EVIDENCE_REPLY);
  g_assert_true (drafts_offer (&fixture));

  amends_goodwill_dialog_present (page, fixture.session, get_case (&fixture), goodwill, TRUE);
  dialog = find_window (AMENDS_TYPE_GOODWILL_DIALOG);
  ui_assert_names (dialog);
  text = ui_find (dialog, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)),
                            "Service credit of $13,500, and an apology", -1);
  g_signal_emit_by_name (ui_find_button (dialog, "_Save"), "clicked");
  wait_until_closed (AMENDS_TYPE_GOODWILL_DIALOG);
  g_assert_cmpint (get_state (&fixture), ==, AMENDS_GOODWILL_VOID);
  g_assert_true (has_button (page, "Record Helen’s decision…"));
  ui_fixture_tear_down (&fixture);
}

static gboolean
has_two (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_case (data)->goodwill)) == 2;
}

/* What cannot be read is said and keeps the dialog open; then the request is made. */
static void
test_request (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page = open_page (&fixture);
  g_autoptr (AmendsGoodwill) pattern = amends_record_new (AMENDS_TYPE_GOODWILL);
  GtkWidget *dialog;
  GtkWidget *amount;

  amends_record_set (pattern, "kind", AMENDS_GOODWILL_CREDIT, "text", "A credit of $900", "reason",
                     "One more day without routes", NULL);
  amends_goodwill_dialog_present (page, fixture.session, get_case (&fixture), pattern, FALSE);
  dialog = find_window (AMENDS_TYPE_GOODWILL_DIALOG);
  ui_assert_names (dialog);
  amount = ui_find (dialog, ADW_TYPE_ENTRY_ROW);

  g_signal_emit_by_name (ui_find_button (dialog, "_Request"), "clicked");
  ui_wait (has_problem, dialog);
  g_assert_cmpstr (get_problem (dialog), ==, "A service credit needs an amount.");
  gtk_editable_set_text (GTK_EDITABLE (amount), "nine hundred");
  g_signal_emit_by_name (ui_find_button (dialog, "_Request"), "clicked");
  ui_wait (has_problem, dialog);
  g_assert_nonnull (strstr (get_problem (dialog), "cannot be read"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_case (&fixture)->goodwill)), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (amount), "900");
  g_signal_emit_by_name (ui_find_button (dialog, "_Request"), "clicked");
  ui_wait (has_two, &fixture);
  wait_until_closed (AMENDS_TYPE_GOODWILL_DIALOG);
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_written (gpointer data)
{
  return gtk_widget_get_sensitive (ui_find_button (data, "_Copy"));
}

static void
check_letter (UiFixture *fixture, GtkWidget *page)
{
  GtkWidget *letter;

  g_signal_emit_by_name (ui_find_button (page, "Ask Helen…"), "clicked");
  letter = find_window (AMENDS_TYPE_GOODWILL_LETTER);
  g_assert_nonnull (letter);
  ui_wait (is_written, letter);
  ui_assert_names (letter);
  gtk_window_close (GTK_WINDOW (letter));
}

/* What is no mail, or not there, is no evidence. */
static void
check_bad_evidence (UiFixture *fixture, GtkWidget *page)
{
  g_autofree char *path = g_build_filename (fixture->folder, "noise.eml", NULL);
  g_autoptr (GFile) noise = g_file_new_for_path (path);
  g_autoptr (GFile) early = NULL;
  GtkWidget *dialog;

  dialog = begin_decision (fixture, page);
  amends_goodwill_decision_load (AMENDS_GOODWILL_DECISION (dialog), noise);
  ui_wait (has_problem, dialog);
  g_assert_true (g_file_set_contents (path, "\0\1\2 not a mail", 16, NULL));
  amends_goodwill_decision_load (AMENDS_GOODWILL_DECISION (dialog), noise);
  ui_wait (has_problem, dialog);
  g_assert_false (can_record (dialog));
  early = write_reply (fixture, "Helen Marsh <helen.marsh@harborline.example>",
                       "Mon, 9 Mar 2026 11:30:00 +0000", "Approved.");
  amends_goodwill_decision_load (AMENDS_GOODWILL_DECISION (dialog), early);
  ui_wait (has_problem, dialog);
  g_assert_false (can_record (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* An approval that has ended says so, and is asked for again. */
static void
check_expired (UiFixture *fixture, GtkWidget *page)
{
  AmendsGoodwillDetail *detail =
      AMENDS_GOODWILL_DETAIL (ui_find (page, AMENDS_TYPE_GOODWILL_DETAIL));
  AmendsInstant now = amends_session_now (fixture->session);
  g_autoptr (AmendsGoodwill) ended = amends_record_copy (get_goodwill (fixture));
  g_autofree char *hash = amends_goodwill_compute_hash (ended);
  g_autoptr (AmendsGoodwillRow) row = NULL;
  g_autofree char *words = NULL;

  amends_record_set (ended, "state", AMENDS_GOODWILL_APPROVED, "hash", hash, "decided-by",
                     "Helen Marsh", "decided-at", now - 31 * AMENDS_DAY, "expires",
                     now - AMENDS_DAY, NULL);
  row = amends_session_get_goodwill_row (fixture->session, get_case (fixture), ended);
  words = amends_goodwill_text_state (fixture->session, row, AMENDS_APPROVAL_OTHERS);
  g_assert_nonnull (strstr (words, "expired"));
  amends_goodwill_detail_show (detail, fixture->session, get_case (fixture), ended);
  g_assert_true (has_button (GTK_WIDGET (detail), "Ask again…"));
  g_assert_false (has_button (GTK_WIDGET (detail), "Open draft"));
}

/* Whose decision a list says it is: mine only where I am named, and never once it is decided. */
static void
check_part (UiFixture *fixture)
{
  const char *me = amends_session_get_me (fixture->session)->name;
  g_autoptr (AmendsGoodwillRow) row = amends_session_get_goodwill_row (
      fixture->session, get_case (fixture), get_goodwill (fixture));

  g_assert_cmpint (amends_session_get_approval_part (fixture->session, row), ==,
                   AMENDS_APPROVAL_ASKED);
  g_assert_cmpint (amends_approval_get_group (fixture->session, row), ==,
                   AMENDS_APPROVAL_GROUP_WAITING);
  amends_record_set (row, "requested-by", "Jonas Weber", "approver", me, NULL);
  g_assert_cmpint (amends_approval_get_group (fixture->session, row), ==,
                   AMENDS_APPROVAL_GROUP_MINE);
  amends_record_set (row, "state", AMENDS_GOODWILL_APPROVED, NULL);
  g_assert_cmpint (amends_session_get_approval_part (fixture->session, row), ==,
                   AMENDS_APPROVAL_OTHERS);
}

static gboolean
lists_requests (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_APPROVALS_PAGE) == 1 &&
         ui_count (ui_find (data, AMENDS_TYPE_APPROVALS_PAGE), AMENDS_TYPE_APPROVAL_ROW) > 0;
}

/* The place of all requests: what waits comes first, and a request is shown beside it. */
static void
check_place (UiFixture *fixture)
{
  GtkWidget *page;
  AmendsApprovalRow *first;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.place", "s", "approvals");
  ui_wait (lists_requests, fixture->window);
  page = ui_find (fixture->window, AMENDS_TYPE_APPROVALS_PAGE);
  first = AMENDS_APPROVAL_ROW (ui_find (page, AMENDS_TYPE_APPROVAL_ROW));
  g_assert_cmpint (amends_approval_row_get_request (first)->state, ==, AMENDS_GOODWILL_REQUESTED);
  ui_wait (knows_limits, page);
  g_assert_false (has_button (page, "Approve…"));
  ui_assert_names (page);
}

/* All that leaves the request as it is: one workspace does for it. */
static void
test_waiting (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page = open_page (&fixture);

  check_own_request (&fixture, page);
  check_letter (&fixture, page);
  check_bad_evidence (&fixture, page);
  check_expired (&fixture, page);
  check_part (&fixture);
  check_place (&fixture);
  g_assert_cmpint (get_state (&fixture), ==, AMENDS_GOODWILL_REQUESTED);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/goodwill/waiting", test_waiting);
  g_test_add_func ("/ui/goodwill/approval", test_approval);
  g_test_add_func ("/ui/goodwill/request", test_request);
  return g_test_run ();
}
