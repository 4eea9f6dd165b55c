/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window with a workspace: its places, what they list, how narrow it gets. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-escalations-page.h"
#include "amends-first-run-page.h"
#include "amends-home.h"
#include "amends-open-row.h"
#include "amends-today-page.h"
#include "amends-today-row.h"
#include "amends-wizard.h"

static gboolean
has_today_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_TODAY_ROW) > 0;
}

static gboolean
has_open_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_OPEN_ROW) > 0;
}

static gboolean
shows_nothing_found (gpointer data)
{
  return GTK_IS_BUTTON (data) && gtk_widget_get_mapped (data);
}

static void
test_first_run (void)
{
  UiFixture fixture = { NULL };

  ui_fixture_set_up (&fixture, FALSE);
  g_assert_true (gtk_widget_get_mapped (ui_find (fixture.window, AMENDS_TYPE_FIRST_RUN_PAGE)));
  ui_assert_names (fixture.window);
  ui_fixture_tear_down (&fixture);
}

static void
test_today (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *row;
  guint overdue;
  guint due;

  ui_fixture_set_up (&fixture, TRUE);
  page = ui_find (fixture.window, AMENDS_TYPE_TODAY_PAGE);
  ui_wait (has_today_rows, page);
  ui_wait (has_open_rows, fixture.window);
  amends_today_page_get_counts (AMENDS_TODAY_PAGE (page), &overdue, &due);
  g_assert_cmpuint (overdue + due, >, 0);

  /* At most one blue button, and only on something late. */
  row = ui_find (page, AMENDS_TYPE_TODAY_ROW);
  {
    gboolean primary;

    g_object_get (row, "primary", &primary, NULL);
    g_assert_cmpint (primary, ==, overdue > 0);
  }
  g_assert_true (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  ui_assert_names (fixture.window);
  ui_fixture_tear_down (&fixture);
}

/* (transfer none): which of the states of @page is shown. */
static GtkStack *
find_states (gpointer page)
{
  return GTK_STACK (ui_find (page, GTK_TYPE_STACK));
}

static gboolean
says_no_match (gpointer page)
{
  return ui_count (page, ADW_TYPE_STATUS_PAGE) > 0 &&
         g_strcmp0 (gtk_stack_get_visible_child_name (find_states (page)), "no-match") == 0;
}

static void
test_search (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *entry;
  GtkWidget *clear;

  ui_fixture_set_up (&fixture, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.place", "s", "escalations");
  page = ui_find (fixture.window, AMENDS_TYPE_ESCALATIONS_PAGE);
  entry = ui_find (page, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zyxwvutsrq <b>&");
  ui_wait (says_no_match, page);
  clear = ui_find_button (gtk_stack_get_visible_child (find_states (page)), "Clear filters");
  ui_wait (shows_nothing_found, clear);
  g_signal_emit_by_name (clear, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  ui_fixture_tear_down (&fixture);
}

static void
test_narrow (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *home;
  int minimum;

  ui_fixture_set_up (&fixture, TRUE);
  home = ui_find (fixture.window, AMENDS_TYPE_HOME);
  g_object_set (home, "narrow", TRUE, NULL);
  ui_wait (has_today_rows, fixture.window);
  gtk_widget_measure (home, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.place", "s", "escalations");
  gtk_widget_measure (home, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_measure (GTK_WIDGET (fixture.window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  ui_fixture_tear_down (&fixture);
}

static void
test_failure (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "The file is <damaged> & set aside.");
  g_autoptr (AmendsWindow) window = g_object_ref_sink (amends_window_new (NULL));

  amends_window_show_failure (window, error);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle (window);
  g_assert_nonnull (ui_find (window, ADW_TYPE_STATUS_PAGE));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/window/first-run", test_first_run);
  g_test_add_func ("/ui/window/today", test_today);
  g_test_add_func ("/ui/window/search", test_search);
  g_test_add_func ("/ui/window/narrow", test_narrow);
  g_test_add_func ("/ui/window/failure", test_failure);
  return g_test_run ();
}
