/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much an account is at risk, in the window: the score, its reasons, what to do, and the
 * answers to a warning. */

#include "config.h"

#include "amends-account-cell.h"
#include "amends-account-draft.h"
#include "amends-account-page.h"
#include "amends-accounts-page.h"
#include "amends-interactions-pane.h"
#include "amends-risk-factor-row.h"
#include "amends-risk-gauge.h"
#include "amends-risk-pane.h"
#include "amends-series-card.h"
#include "amends-session-accounts.h"
#include "amends-session-playbooks.h"
#include "amends-session-policy.h"
#include "amends-sparkline.h"
#include "amends-usage-pane.h"
#include "amends-vip-dialog.h"
#include "amends-warning-list.h"
#include "amends-what-if.h"
#include "ui-fixture.h"

#include <math.h>
#include <string.h>

#define UNHAPPY "Marisol Retail"
#define UNKNOWN "Tiergarten Klinikum"

static void
watched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  int *n = data;

  *n = amends_session_watch_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_watched (gpointer data)
{
  return *(int *) data != G_MAXINT;
}

static void
begin (UiFixture *fixture)
{
  int n = G_MAXINT;

  ui_fixture_set_up (fixture, TRUE);
  amends_session_watch_async (fixture->session, NULL, watched_cb, &n);
  ui_wait (is_watched, &n);
}

static char *
find_id (UiFixture *fixture, const char *name)
{
  GListModel *accounts = amends_session_get_accounts (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);

      if (g_strcmp0 (account->name, name) == 0)
        return g_strdup (account->id);
    }
  g_error ("no account is called %s", name);
}

static const char *
get_place (gpointer page)
{
  GtkWidget *pane = ui_find (page, AMENDS_TYPE_RISK_PANE);

  return gtk_stack_get_visible_child_name (
      GTK_STACK (gtk_widget_get_template_child (pane, AMENDS_TYPE_RISK_PANE, "stack")));
}

static gboolean
is_judged (gpointer page)
{
  return !g_str_equal (get_place (page), "reading");
}

/* (transfer none): its page, on Risk. */
static GtkWidget *
open_account (UiFixture *fixture, const char *name)
{
  g_autofree char *id = find_id (fixture, name);
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-account", "s", id);
  page = ui_find (fixture->window, AMENDS_TYPE_ACCOUNT_PAGE);
  ui_wait (is_judged, page);
  return page;
}

static gpointer
get_part (gpointer page, const char *name)
{
  GtkWidget *pane = ui_find (page, AMENDS_TYPE_RISK_PANE);

  return gtk_widget_get_template_child (pane, AMENDS_TYPE_RISK_PANE, name);
}

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static GtkListBoxRow *
find_factor (gpointer page, const char *id)
{
  GtkListBox *list = get_part (page, "factors");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_strcmp0 (amends_risk_factor_row_get_id (AMENDS_RISK_FACTOR_ROW (row)), id) == 0)
      return row;
  return NULL;
}

static gpointer
get_row_part (gpointer row, const char *name)
{
  return gtk_widget_get_template_child (row, AMENDS_TYPE_RISK_FACTOR_ROW, name);
}

/* --- The page -------------------------------------------------------------------------------- */

static void
test_factors (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *gauge;
  GtkListBoxRow *row;

  begin (&fixture);
  page = open_account (&fixture, UNHAPPY);
  g_assert_cmpstr (get_place (page), ==, "risk");
  gauge = ui_find (page, AMENDS_TYPE_RISK_GAUGE);
  g_assert_true (
      g_str_has_prefix (amends_risk_gauge_get_words (AMENDS_RISK_GAUGE (gauge)), "Risk "));
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_RISK_FACTOR_ROW), >=, 7);
  row = find_factor (page, "usage");
  g_assert_nonnull (row);
  g_assert_true (g_str_has_suffix (gtk_label_get_label (get_row_part (row, "points")), " of 20"));
  g_assert_false (gtk_revealer_get_reveal_child (get_row_part (row, "revealer")));
  g_signal_emit_by_name (get_part (page, "factors"), "row-activated", row);
  g_assert_true (gtk_revealer_get_reveal_child (get_row_part (row, "revealer")));
  g_assert_nonnull (gtk_widget_get_first_child (get_row_part (row, "evidence")));
  g_signal_emit_by_name (get_part (page, "factors"), "row-activated", row);
  g_assert_false (gtk_revealer_get_reveal_child (get_row_part (row, "revealer")));
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

/* What cannot be judged has words and no gauge at 0. */
static void
test_not_enough (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkLabel *reason;

  begin (&fixture);
  page = open_account (&fixture, UNKNOWN);
  g_assert_cmpstr (get_place (page), ==, "unknown");
  g_assert_false (gtk_widget_get_mapped (get_part (page, "gauge")));
  reason = get_part (page, "unknown_reason");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (reason)));
  g_assert_cmpstr (gtk_label_get_label (reason), !=, "");
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_answered (gpointer page)
{
  return gtk_widget_get_visible (get_part (page, "take_back"));
}

static gboolean
is_open (gpointer page)
{
  return gtk_widget_get_visible (get_part (page, "answers"));
}

static void
test_answer (void)
{
  static const char *const answers[] = { "right", "false-alarm", "snooze" };
  UiFixture fixture = { NULL };
  GtkWidget *page;

  begin (&fixture);
  page = open_account (&fixture, UNHAPPY);
  ui_wait (is_open, page);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gtk_widget_activate_action (get_part (page, "answers"), "risk.answer", "s", answers[i]);
      ui_wait (is_answered, page);
      g_assert_false (is_open (page));
      gtk_widget_activate_action (get_part (page, "answers"), "risk.answer", "s", "take-back");
      ui_wait (is_open, page);
      g_assert_false (is_answered (page));
    }
  ui_fixture_tear_down (&fixture);
}

static void
test_what_if (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  AmendsWhatIf *dialog;
  GtkWidget *scale;
  int before;

  begin (&fixture);
  page = open_account (&fixture, UNHAPPY);
  gtk_widget_activate_action (get_part (page, "factors"), "risk.what-if", NULL);
  dialog = find_window (AMENDS_TYPE_WHAT_IF);
  g_assert_nonnull (dialog);
  before = amends_what_if_get_score (dialog);
  scale = ui_find (dialog, GTK_TYPE_SCALE);
  gtk_range_set_value (GTK_RANGE (scale), 0);
  g_assert_cmpint (amends_what_if_get_score (dialog), <, before);
  g_signal_emit_by_name (ui_find_button (dialog, "As it is"), "clicked");
  g_assert_cmpint (amends_what_if_get_score (dialog), ==, before);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_tear_down (&fixture);
}

static void
test_places (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *pane;
  guint all;

  begin (&fixture);
  page = open_account (&fixture, UNHAPPY);
  gtk_widget_activate_action (page, "account.show-page", "s", "interactions");
  pane = ui_find (page, AMENDS_TYPE_INTERACTIONS_PANE);
  all = ui_count (pane, GTK_TYPE_LIST_BOX_ROW);
  g_assert_cmpuint (all, >, 10);
  gtk_widget_activate_action (page, "account.show-page", "s", "usage");
  pane = ui_find (page, AMENDS_TYPE_USAGE_PANE);
  g_assert_cmpuint (ui_count (pane, AMENDS_TYPE_SERIES_CARD), >, 1);
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

static void
test_narrow (void)
{
  static const char *const pages[] = { "risk", "interactions", "usage" };
  UiFixture fixture = { NULL };
  GtkWidget *page;
  int minimum;

  begin (&fixture);
  page = open_account (&fixture, UNHAPPY);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (page, "account.show-page", "s", pages[i]);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      ui_assert_names (page);
    }
  ui_fixture_tear_down (&fixture);
}

/* Gaps, one figure, none, and an axis without height. */
static void
test_sparkline (void)
{
  const double x[] = { 1, 2, 3, 4 };
  const double gaps[] = { NAN, 2, NAN, NAN };
  const double flat[] = { 5, 5, 5, 5 };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *line = amends_sparkline_new ();
  int minimum;

  gtk_window_set_child (GTK_WINDOW (window), line);
  gtk_window_present (GTK_WINDOW (window));
  amends_sparkline_set (AMENDS_SPARKLINE (line), x, gaps, 4, 0, 3, "gaps");
  ui_settle (window);
  amends_sparkline_set (AMENDS_SPARKLINE (line), x, flat, 4, 5, 5, "flat");
  ui_settle (window);
  amends_sparkline_set (AMENDS_SPARKLINE (line), x, flat, 1, 0, 5, "one");
  ui_settle (window);
  amends_sparkline_set (AMENDS_SPARKLINE (line), NULL, NULL, 0, 0, 1, "none");
  ui_settle (window);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 300);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- The list -------------------------------------------------------------------------------- */

static gboolean
has_warnings (gpointer page)
{
  GtkWidget *list = gtk_widget_get_first_child (page);

  return list != NULL && gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (
                             page, AMENDS_TYPE_ACCOUNTS_PAGE, "warnings")));
}

static AmendsAccountRow *
get_first (gpointer page)
{
  GtkWidget *table = ui_find (page, GTK_TYPE_COLUMN_VIEW);
  g_autoptr (AmendsAccountRow) row =
      g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))), 0);

  return row;
}

static gboolean
knows_risk (gpointer page)
{
  AmendsAccountRow *row = get_first (page);

  return row != NULL && amends_account_row_get_risk (row) != NULL;
}

static void
test_list (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;

  begin (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.place", "s", "accounts");
  page = ui_find (fixture.window, AMENDS_TYPE_ACCOUNTS_PAGE);
  ui_wait (has_warnings, page);
  ui_wait (knows_risk, page);
  gtk_widget_activate_action (page, "accounts.sort", "s", "risk");
  g_assert_cmpstr (get_first (page)->name, ==, UNHAPPY);
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

/* --- VIPs ------------------------------------------------------------------------------------ */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **) data = amends_session_new_playbook_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(gboolean *) data = amends_session_policy_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_cells (gpointer dialog)
{
  return ui_count (dialog, ADW_TYPE_EXPANDER_ROW) == 12;
}

static gboolean
has_rows (gpointer dialog)
{
  return ui_count (dialog, ADW_TYPE_ACTION_ROW) >= 12;
}

static gboolean
answers_in_25 (gpointer session)
{
  AmendsRiskRules *rules = amends_session_get_risk_rules (session);

  return rules != NULL && amends_risk_rules_get_cell (rules, 1, AMENDS_PRIORITY_P1)->response == 25;
}

/* The matrix of a shipped playbook is only shown; that of one's own is changed cell by cell. */
static void
test_vip (void)
{
  UiFixture fixture = { NULL };
  AmendsVipDialog *dialog;
  g_autofree char *id = NULL;
  gboolean chosen = FALSE;
  GtkWidget *row;
  int minimum;

  ui_fixture_set_up (&fixture, TRUE);
  dialog = amends_vip_dialog_present (GTK_WIDGET (fixture.window), fixture.session);
  ui_wait (has_rows, dialog);
  g_assert_cmpuint (ui_count (dialog, ADW_TYPE_EXPANDER_ROW), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));

  amends_session_copy_playbook_async (fixture.session, "standard", "Our VIPs", NULL, copied_cb,
                                      &id);
  ui_wait (is_set, &id);
  amends_session_choose_playbook_async (fixture.session, id, NULL, chosen_cb, &chosen);
  ui_wait (is_true, &chosen);
  dialog = amends_vip_dialog_present (GTK_WIDGET (fixture.window), fixture.session);
  ui_wait (has_cells, dialog);
  row = ui_find (dialog, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ui_settle (dialog);
  ui_assert_names (dialog);
  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (dialog)), GTK_ORIENTATION_HORIZONTAL,
                      -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_find (row, GTK_TYPE_SPIN_BUTTON)), 25);
  g_signal_emit_by_name (ui_find_button (row, "_Save"), "clicked");
  ui_wait (answers_in_25, fixture.session);
  ui_settle (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_tear_down (&fixture);
}

/* --- Friday evening -------------------------------------------------------------------------- */

static gboolean
is_written (gpointer dialog)
{
  return amends_account_draft_get_draft (dialog) != NULL;
}

/* A large customer asked about $12 on a Friday evening and was answered on Monday out of a drawer:
 * the warning stands above the list, says why in one line, and has the draft at hand. */
static void
test_friday_evening (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *list;
  GtkWidget *warnings;
  GtkListBox *rows;
  GtkListBoxRow *first;
  GtkWidget *page;
  const char *reason;
  AmendsAccountDraft *dialog;
  AmendsDraft *draft;

  begin (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.place", "s", "accounts");
  list = ui_find (fixture.window, AMENDS_TYPE_ACCOUNTS_PAGE);
  ui_wait (has_warnings, list);
  warnings =
      GTK_WIDGET (gtk_widget_get_template_child (list, AMENDS_TYPE_ACCOUNTS_PAGE, "warnings"));
  rows = GTK_LIST_BOX (gtk_widget_get_template_child (warnings, AMENDS_TYPE_WARNING_LIST, "list"));
  first = gtk_list_box_get_row_at_index (rows, 0);
  g_assert_nonnull (first);
  g_signal_emit_by_name (rows, "row-activated", first);
  page = ui_find (fixture.window, AMENDS_TYPE_ACCOUNT_PAGE);
  ui_wait (is_judged, page);
  ui_wait (is_open, page);

  reason = gtk_label_get_label (get_part (page, "reason"));
  g_assert_nonnull (strstr (reason, "63 hours"));
  g_assert_null (strchr (reason, '\n'));
  gtk_widget_activate_action (get_part (page, "factors"), "risk.draft", "s", "account-check-in");
  dialog = find_window (AMENDS_TYPE_ACCOUNT_DRAFT);
  g_assert_nonnull (dialog);
  ui_wait (is_written, dialog);
  draft = amends_account_draft_get_draft (dialog);
  g_assert_nonnull (strstr (draft->body, "$12"));
  ui_assert_names (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/risk/friday-evening", test_friday_evening);
  g_test_add_func ("/risk/factors", test_factors);
  g_test_add_func ("/risk/not-enough", test_not_enough);
  g_test_add_func ("/risk/answer", test_answer);
  g_test_add_func ("/risk/what-if", test_what_if);
  g_test_add_func ("/risk/places", test_places);
  g_test_add_func ("/risk/narrow", test_narrow);
  g_test_add_func ("/risk/list", test_list);
  g_test_add_func ("/risk/vip", test_vip);
  g_test_add_func ("/risk/sparkline", test_sparkline);
  return g_test_run ();
}
