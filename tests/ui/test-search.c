/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching everything: what is found, how it is marked, where it leads, by keyboard. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-page.h"
#include "amends-home.h"
#include "amends-marks.h"
#include "amends-search-page.h"
#include "amends-search-row.h"

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

static AmendsSearchPage *
open_search (UiFixture *fixture)
{
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  page = ui_find (fixture->window, AMENDS_TYPE_SEARCH_PAGE);
  g_assert_true (gtk_widget_get_mapped (page));
  return AMENDS_SEARCH_PAGE (page);
}

/* As if typed; waits for the answer. */
static void
type (AmendsSearchPage *page, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (ui_find (page, GTK_TYPE_SEARCH_ENTRY));
  gboolean found = FALSE;
  gulong handler;

  handler = g_signal_connect_swapped (page, "found", G_CALLBACK (set_cb), &found);
  gtk_editable_set_text (entry, text);
  ui_wait (is_set, &found);
  g_signal_handler_disconnect (page, handler);
}

static void
collect_rows (GtkWidget *root, GPtrArray *rows)
{
  if (AMENDS_IS_SEARCH_ROW (root))
    g_ptr_array_add (rows, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* (transfer none) (nullable) */
static AmendsSearchRow *
find_row (AmendsSearchPage *page, AmendsMatchKind kind)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect_rows (GTK_WIDGET (page), rows);
  for (guint i = 0; i < rows->len; i++)
    if (amends_search_row_get_match (rows->pdata[i])->kind == (int) kind)
      return rows->pdata[i];
  return NULL;
}

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static void
test_everything (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  AmendsSearchRow *row;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  ui_assert_names (page);

  type (page, "Northway");
  g_assert_nonnull (find_row (page, AMENDS_MATCH_CASE));
  row = find_row (page, AMENDS_MATCH_ACCOUNT);
  g_assert_nonnull (row);
  g_assert_cmpstr (amends_search_row_get_match (row)->account, ==, "Northway Freight");
  g_assert_true (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));

  /* The middle of a name, and an address. */
  type (page, "eight");
  g_assert_nonnull (find_row (page, AMENDS_MATCH_ACCOUNT));

  /* What nobody has said, and what is no word at all. */
  type (page, "zyxwvutsrq <b>&");
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEARCH_ROW), ==, 0);
  type (page, "\"*()'");
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEARCH_ROW), ==, 0);
  type (page, "");
  ui_fixture_tear_down (&fixture);
}

static void
test_chinese (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  AmendsSearchRow *row;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  type (page, "华东");
  row = find_row (page, AMENDS_MATCH_ACCOUNT);
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (amends_search_row_get_match (row)->account, "华东"));
  row = find_row (page, AMENDS_MATCH_CASE);
  g_assert_nonnull (row);
  /* One character is a beginning, wherever it stands. */
  type (page, "排");
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEARCH_ROW), >, 0);
  ui_fixture_tear_down (&fixture);
}

static void
test_number_and_enter (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  AmendsSearchRow *row;
  g_autofree char *number = NULL;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  type (page, "Northway");
  row = find_row (page, AMENDS_MATCH_CASE);
  g_assert_nonnull (row);
  number = g_strdup_printf ("ESC-%04d", amends_search_row_get_match (row)->number);
  type (page, number);
  row = find_row (page, AMENDS_MATCH_CASE);
  g_assert_nonnull (row);
  g_assert_cmpstr (amends_search_row_get_match (row)->account, ==, "Northway Freight");

  /* Enter opens the first hit; back leads to it again. */
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_SEARCH_ENTRY), "activate");
  ui_wait (shows_case, fixture.window);
  ui_fixture_tear_down (&fixture);
}

static void
test_keys (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  GtkWidget *entry;
  gboolean handled = FALSE;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  entry = ui_find (page, GTK_TYPE_SEARCH_ENTRY);
  type (page, "Northway");

  /* Up from the first row comes back to the search. */
  gtk_widget_grab_focus (GTK_WIDGET (find_row (page, AMENDS_MATCH_CASE)));
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (find_row (page, AMENDS_MATCH_CASE))),
                         "keynav-failed", GTK_DIR_UP, &handled);
  g_assert_true (handled);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture.window)), entry));

  /* Down from the end of one group goes to the next. */
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (find_row (page, AMENDS_MATCH_CASE))),
                         "keynav-failed", GTK_DIR_DOWN, &handled);
  g_assert_true (handled);
  g_assert_true (AMENDS_IS_SEARCH_ROW (gtk_root_get_focus (GTK_ROOT (fixture.window))));

  g_signal_emit_by_name (entry, "stop-search");
  g_assert_true (gtk_widget_get_mapped (ui_find (fixture.window, AMENDS_TYPE_HOME)));
  ui_fixture_tear_down (&fixture);
}

/* Each keystroke is a search of its own; only the last is answered. */
static void
test_typing_fast (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  GtkEditable *entry;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  entry = GTK_EDITABLE (ui_find (page, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "N");
  gtk_editable_set_text (entry, "No");
  gtk_editable_set_text (entry, "Nor");
  type (page, "nosuchword");
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEARCH_ROW), ==, 0);
  type (page, "Northway");
  g_assert_nonnull (find_row (page, AMENDS_MATCH_ACCOUNT));
  ui_fixture_tear_down (&fixture);
}

static void
test_narrow (void)
{
  UiFixture fixture = { NULL };
  AmendsSearchPage *page;
  int minimum;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_search (&fixture);
  type (page, "e");
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  ui_fixture_tear_down (&fixture);
}

static void
assert_marks (const char *text, const char *words, const char *expected)
{
  g_autofree char *markup = amends_marks_words (text, words);

  g_assert_cmpstr (markup, ==, expected);
}

static void
test_marks (void)
{
  g_autofree char *passage = amends_marks_passage ("a <b> \001export\002ed\nagain \001open");

  assert_marks ("Dispatch export down", "export", "Dispatch <u><b>export</b></u> down");
  assert_marks ("Dispatch export down", NULL, "Dispatch export down");
  assert_marks ("Exporté & <exports>", "exporte", "<u><b>Exporté</b></u> &amp; &lt;exports&gt;");
  /* Where a word begins, else wherever it stands. */
  assert_marks ("Northway nor", "nor", "<u><b>Nor</b></u>thway <u><b>nor</b></u>");
  assert_marks ("Northway", "way", "North<u><b>way</b></u>");
  assert_marks ("排产报表数据缺失", "报表 数据", "排产<u><b>报表数据</b></u>缺失");
  assert_marks ("", "x", "");
  assert_marks (NULL, "x", "");
  g_assert_cmpstr (passage, ==, "a &lt;b&gt; <u><b>export</b></u>ed again <u><b>open</b></u>");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/search/marks", test_marks);
  g_test_add_func ("/ui/search/everything", test_everything);
  g_test_add_func ("/ui/search/chinese", test_chinese);
  g_test_add_func ("/ui/search/number-and-enter", test_number_and_enter);
  g_test_add_func ("/ui/search/keys", test_keys);
  g_test_add_func ("/ui/search/typing-fast", test_typing_fast);
  g_test_add_func ("/ui/search/narrow", test_narrow);
  return g_test_run ();
}
