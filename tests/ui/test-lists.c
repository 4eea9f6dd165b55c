/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of escalations and the list of the day: filters, order, keys, rows read when shown. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-model.h"
#include "amends-escalations-page.h"
#include "amends-filter-button.h"
#include "amends-pick-button.h"
#include "amends-session-lists.h"
#include "amends-session-today.h"
#include "amends-today-page.h"
#include "amends-today-row.h"

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
set_cb (gboolean *set)
{
  *set = TRUE;
}

static GtkWidget *
open_list (UiFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.place", "s", "escalations");
  return ui_find (fixture->window, AMENDS_TYPE_ESCALATIONS_PAGE);
}

/* (transfer none) */
static GListModel *
get_model (GtkWidget *page)
{
  GtkWidget *table = ui_find (page, GTK_TYPE_COLUMN_VIEW);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

/* Changes something and waits for the list that comes of it. */
static void
wait_listed (GtkWidget *page, void (*change) (GtkWidget *page))
{
  gboolean listed = FALSE;
  gulong handler = g_signal_connect_swapped (page, "listed", G_CALLBACK (set_cb), &listed);

  change (page);
  ui_wait (is_set, &listed);
  g_signal_handler_disconnect (page, handler);
}

static void
do_nothing (GtkWidget *page)
{
}

static AmendsSummary *
get_summary (GListModel *model, guint position)
{
  g_autoptr (AmendsCaseRow) row = g_list_model_get_item (model, position);

  return row->summary;
}

static void
sort_by_account (GtkWidget *page)
{
  gtk_widget_activate_action (page, "list.sort", "s", "account");
}

static void
sort_by_severity (GtkWidget *page)
{
  gtk_widget_activate_action (page, "list.sort", "s", "severity");
}

static void
reverse (GtkWidget *page)
{
  gtk_widget_activate_action (page, "list.reverse", NULL);
}

/* A click on a heading. */
static void
sort_by_heading (GtkWidget *page)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (ui_find (page, GTK_TYPE_COLUMN_VIEW));
  g_autoptr (GtkColumnViewColumn) first =
      g_list_model_get_item (gtk_column_view_get_columns (table), 0);

  gtk_column_view_sort_by_column (table, first, GTK_SORT_DESCENDING);
}

static void
test_order (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GListModel *model;
  guint n;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_list (&fixture);
  wait_listed (page, do_nothing);
  model = get_model (page);
  n = g_list_model_get_n_items (model);
  g_assert_cmpuint (n, >, 3);
  for (guint i = 1; i < n; i++)
    if (get_summary (model, i)->next_due != AMENDS_INSTANT_NONE)
      g_assert_cmpint (get_summary (model, i - 1)->next_due, <=, get_summary (model, i)->next_due);

  wait_listed (page, sort_by_severity);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (get_summary (model, i - 1)->severity, >=, get_summary (model, i)->severity);
  wait_listed (page, reverse);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (get_summary (model, i - 1)->severity, <=, get_summary (model, i)->severity);
  wait_listed (page, sort_by_account);
  wait_listed (page, sort_by_heading);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (get_summary (model, i - 1)->severity, <=, get_summary (model, i)->severity);
  ui_fixture_tear_down (&fixture);
}

static void
choose_owner (GtkWidget *page)
{
  GtkWidget *owner = ui_find (page, AMENDS_TYPE_PICK_BUTTON);

  amends_pick_button_choose (AMENDS_PICK_BUTTON (owner), "Nobody of this name", "Nobody");
}

static void
clear (GtkWidget *page)
{
  GtkWidget *stack = ui_find (page, GTK_TYPE_STACK);

  g_signal_emit_by_name (
      ui_find_button (gtk_stack_get_visible_child (GTK_STACK (stack)), "Clear filters"), "clicked");
}

static void
test_filters (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GListModel *model;
  GtkWidget *owner;
  guint n;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_list (&fixture);
  wait_listed (page, do_nothing);
  model = get_model (page);
  n = g_list_model_get_n_items (model);
  wait_listed (page, choose_owner);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  owner = ui_find (page, AMENDS_TYPE_PICK_BUTTON);
  g_assert_true (gtk_widget_has_css_class (owner, "chosen"));
  wait_listed (page, clear);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
  g_assert_null (amends_pick_button_get_chosen (AMENDS_PICK_BUTTON (owner)));
  ui_assert_names (page);

  /* Ctrl+L leads to the filters. */
  gtk_widget_activate_action (page, "escalations.filters", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture.window)),
                                         ui_find (page, AMENDS_TYPE_FILTER_BUTTON)));
  ui_fixture_tear_down (&fixture);
}

static void
search_chinese (GtkWidget *page)
{
  amends_escalations_page_search_for (AMENDS_ESCALATIONS_PAGE (page), "华东");
}

static void
test_words (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GListModel *model;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_list (&fixture);
  wait_listed (page, do_nothing);
  wait_listed (page, search_chinese);
  model = get_model (page);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  g_assert_nonnull (strstr (get_summary (model, 0)->account, "华东"));
  ui_fixture_tear_down (&fixture);
}

/* --- A long list --------------------------------------------------------------------------------
 */

typedef struct
{
  AmendsCaseList *list;
  gboolean done;
} Listing;

static void
cases_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listing *listing = user_data;
  g_autoptr (GError) error = NULL;

  listing->list = amends_session_list_cases_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
  listing->done = TRUE;
}

static gboolean
is_read (gpointer data)
{
  return AMENDS_CASE_ROW (data)->summary != NULL;
}

/* Only what is asked for is read; the same row is the same object; what is gone is forgotten. */
static void
test_model (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsCaseModel) model = amends_case_model_new ();
  g_autoptr (AmendsCaseRow) row = NULL;
  g_autoptr (AmendsCaseRow) again = NULL;
  AmendsCaseFilter filter = { 0 };
  Listing listing = { NULL };
  guint n;

  ui_fixture_set_up (&fixture, TRUE);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  amends_session_list_cases_async (fixture.session, &filter, 1, NULL, cases_listed_cb, &listing);
  ui_wait (is_set, &listing.done);
  n = amends_case_list_get_length (listing.list);
  g_assert_cmpuint (n, >, 2);
  g_assert_cmpuint (amends_case_list_get_total (listing.list), ==, n);
  amends_case_model_set_list (model, fixture.session, listing.list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n);
  g_assert_cmpuint (amends_case_model_get_n_read (model), ==, 1);

  row = g_list_model_get_item (G_LIST_MODEL (model), n - 1);
  g_assert_null (row->summary);
  again = g_list_model_get_item (G_LIST_MODEL (model), n - 1);
  g_assert_true (row == again);
  ui_wait (is_read, row);
  g_assert_cmpuint (amends_case_model_get_n_read (model), ==, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), n));
  amends_case_list_unref (listing.list);

  /* No case has an unknown account. */
  filter.account_ids = (const char *const[]){ "nobody", NULL };
  listing = (Listing){ NULL };
  amends_session_list_cases_async (fixture.session, &filter, 60, NULL, cases_listed_cb, &listing);
  ui_wait (is_set, &listing.done);
  amends_case_model_set_list (model, fixture.session, listing.list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_cmpuint (amends_case_list_get_total (listing.list), ==, n);
  amends_case_list_unref (listing.list);
  ui_fixture_tear_down (&fixture);
}

/* --- Today --------------------------------------------------------------------------------------
 */

typedef struct
{
  GPtrArray *tasks;
  gboolean done;
} Tasks;

static void
tasks_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tasks *tasks = user_data;
  g_autoptr (GError) error = NULL;

  tasks->tasks = amends_session_list_tasks_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
  tasks->done = TRUE;
}

static void
list_tasks (UiFixture *fixture, Tasks *tasks)
{
  *tasks = (Tasks){ NULL };
  amends_session_list_tasks_async (fixture->session,
                                   amends_session_now (fixture->session) + 8 * AMENDS_DAY, NULL,
                                   tasks_listed_cb, tasks);
  ui_wait (is_set, &tasks->done);
}

/* By due time, never late before its due, and of each escalation path the next step only. */
static void
test_tasks (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  Tasks tasks;

  ui_fixture_set_up (&fixture, TRUE);
  list_tasks (&fixture, &tasks);
  g_assert_cmpuint (tasks.tasks->len, >, 0);
  for (guint i = 0; i < tasks.tasks->len; i++)
    {
      AmendsTask *task = tasks.tasks->pdata[i];

      g_assert_cmpint (task->late_from, >=, task->due->due);
      if (i > 0)
        g_assert_cmpint (AMENDS_TASK (tasks.tasks->pdata[i - 1])->due->due, <=, task->due->due);
      if (task->kind != AMENDS_TASK_STEP_UP)
        continue;
      g_assert_true (amends_task_can_finish (task));
      g_assert_false (amends_task_can_snooze (task));
      g_assert_true (g_hash_table_add (paths, task->due->escalation_id));
      g_assert_cmpstr (task->who, !=, "");
    }
  g_assert_cmpuint (g_hash_table_size (paths), >, 0);
  g_ptr_array_unref (tasks.tasks);
  ui_fixture_tear_down (&fixture);
}

typedef struct
{
  gboolean done;
  GError *error;
} Change;

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  guint token;

  amends_session_change_finish (AMENDS_SESSION (source), result, &token, &change->error);
  change->done = TRUE;
}

/* (transfer none): the first that can be snoozed, or that cannot. */
static AmendsTask *
find_task (GPtrArray *tasks, gboolean can_snooze)
{
  for (guint i = 0; i < tasks->len; i++)
    if (amends_task_can_snooze (tasks->pdata[i]) == can_snooze &&
        AMENDS_TASK (tasks->pdata[i])->kind == AMENDS_TASK_DUE)
      return tasks->pdata[i];
  g_assert_not_reached ();
}

static void
test_done_and_snooze (void)
{
  UiFixture fixture = { NULL };
  Change change = { FALSE };
  Tasks tasks;
  Tasks after;
  AmendsTask *task;
  guint n;

  ui_fixture_set_up (&fixture, TRUE);
  list_tasks (&fixture, &tasks);
  n = tasks.tasks->len;

  /* A clock is neither put off nor done by saying so. */
  task = find_task (tasks.tasks, FALSE);
  amends_session_snooze_task_async (fixture.session, task, task->due->due + AMENDS_HOUR, NULL,
                                    changed_cb, &change);
  ui_wait (is_set, &change.done);
  g_assert_error (change.error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED);
  g_clear_error (&change.error);

  task = find_task (tasks.tasks, TRUE);
  change.done = FALSE;
  amends_session_snooze_task_async (fixture.session, task, task->due->due + AMENDS_HOUR, NULL,
                                    changed_cb, &change);
  ui_wait (is_set, &change.done);
  g_assert_no_error (change.error);
  change.done = FALSE;
  amends_session_finish_task_async (fixture.session, task, NULL, changed_cb, &change);
  ui_wait (is_set, &change.done);
  g_assert_no_error (change.error);
  list_tasks (&fixture, &after);
  g_assert_cmpuint (after.tasks->len, <, n + 1);
  for (guint i = 0; i < after.tasks->len; i++)
    g_assert_cmpstr (AMENDS_TASK (after.tasks->pdata[i])->id, !=, task->id);
  g_ptr_array_unref (tasks.tasks);
  g_ptr_array_unref (after.tasks);
  ui_fixture_tear_down (&fixture);
}

static gboolean
has_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_TODAY_ROW) > 1;
}

static void
collect_rows (GtkWidget *root, GPtrArray *rows)
{
  if (AMENDS_IS_TODAY_ROW (root))
    g_ptr_array_add (rows, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* One blue button at most, on the first row that is late; arrow keys pass from list to list. */
static void
test_today_keys (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *page;
  guint blue = 0;

  ui_fixture_set_up (&fixture, TRUE);
  page = ui_find (fixture.window, AMENDS_TYPE_TODAY_PAGE);
  ui_wait (has_rows, page);
  collect_rows (page, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      gboolean primary;

      g_object_get (rows->pdata[i], "primary", &primary, NULL);
      blue += primary;
      g_assert_true (!primary || i == 0);
    }
  g_assert_cmpuint (blue, <=, 1);
  for (guint i = 0; i + 1 < rows->len; i++)
    {
      GtkWidget *list = gtk_widget_get_parent (rows->pdata[i]);
      gboolean handled = FALSE;

      if (list == gtk_widget_get_parent (rows->pdata[i + 1]))
        continue;
      gtk_widget_grab_focus (rows->pdata[i]);
      g_signal_emit_by_name (list, "keynav-failed", GTK_DIR_DOWN, &handled);
      g_assert_true (handled);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture.window)) == rows->pdata[i + 1]);
    }

  /* The menu of a row, and what the keys of a clock say. */
  gtk_widget_grab_focus (rows->pdata[0]);
  gtk_widget_activate_action (page, "today.menu", NULL);
  ui_settle (page);
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/lists/model", test_model);
  g_test_add_func ("/ui/lists/order", test_order);
  g_test_add_func ("/ui/lists/filters", test_filters);
  g_test_add_func ("/ui/lists/words", test_words);
  g_test_add_func ("/ui/lists/tasks", test_tasks);
  g_test_add_func ("/ui/lists/done-and-snooze", test_done_and_snooze);
  g_test_add_func ("/ui/lists/today-keys", test_today_keys);
  return g_test_run ();
}
