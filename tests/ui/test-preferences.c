/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences and the playbook editor: names, widths, what is refused, what follows. */

#include "config.h"

#include "amends-playbook-window.h"
#include "amends-preferences-window.h"
#include "amends-review-page.h"
#include "amends-session-playbooks.h"
#include "amends-session-policy.h"
#include "amends-session-team.h"
#include "amends-texts-pane.h"
#include "ui-fixture.h"

#include <string.h>

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static GtkWidget *
open_preferences (UiFixture *fixture, const char *page)
{
  GtkWidget *window;

  amends_preferences_window_present (GTK_WINDOW (fixture->window), fixture->session, page);
  window = find_window (AMENDS_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  ui_settle (window);
  return window;
}

static int
get_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The first row below @root with this title. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_row (gpointer data)
{
  return find_row (((gpointer *) data)[0], ((gpointer *) data)[1]) != NULL;
}

static void
wait_for_row (GtkWidget *root, const char *title)
{
  gpointer pair[] = { root, (gpointer) title };

  ui_wait (has_row, pair);
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_is_sensitive (data);
}

static gboolean
is_insensitive (gpointer data)
{
  return !gtk_widget_is_sensitive (data);
}

static void
test_pages (void)
{
  static const char *const pages[] = { "team", "hours", "playbook", "data" };
  UiFixture fixture = { NULL };

  ui_fixture_set_up (&fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *window = open_preferences (&fixture, pages[i]);

      g_assert_cmpstr (
          adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (window)), ==,
          pages[i]);
      /* The search of AdwPreferencesWindow, which is off, is the library's. */
      ui_assert_names (ui_find (window, ADW_TYPE_PREFERENCES_PAGE));
      /* Without what a server that cannot blend puts around a window. */
      g_assert_cmpint (get_width (ui_find (window, ADW_TYPE_PREFERENCES_PAGE)), <=, 360);
    }
  wait_for_row (find_window (AMENDS_TYPE_PREFERENCES_WINDOW), "Support-led");
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_shanghai (gpointer data)
{
  return g_str_equal (amends_calendar_get_zone_name (amends_session_get_calendar (data)),
                      "Asia/Shanghai");
}

static void
test_hours (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *window;
  GtkWidget *zone;
  GtkWidget *review;
  GtkWidget *monday;

  ui_fixture_set_up (&fixture, TRUE);
  window = open_preferences (&fixture, "hours");
  zone = find_row (window, "Zone or city");
  monday = find_row (window, "Monday");
  gtk_editable_set_text (GTK_EDITABLE (monday), "nine to five");
  review = ui_find_button (window, "_Review…");
  g_assert_true (gtk_widget_has_css_class (monday, "error"));
  g_assert_false (gtk_widget_is_sensitive (review));
  gtk_editable_set_text (GTK_EDITABLE (monday), "9-17");
  g_assert_false (gtk_widget_has_css_class (monday, "error"));
  gtk_editable_set_text (GTK_EDITABLE (zone), "America/Nowhere");
  g_assert_true (gtk_widget_has_css_class (zone, "error"));
  gtk_editable_set_text (GTK_EDITABLE (zone), "Asia/Shanghai");
  ui_wait (is_sensitive, review);
  g_signal_emit_by_name (review, "clicked");
  g_signal_emit_by_name (ui_find_button (ui_find (window, AMENDS_TYPE_REVIEW_PAGE), "_Save"),
                         "clicked");
  ui_wait (is_shanghai, fixture.session);
  ui_fixture_tear_down (&fixture);
}

static gboolean
has_windows (gpointer type)
{
  return find_window (GPOINTER_TO_SIZE (type)) != NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = amends_session_new_playbook_finish (AMENDS_SESSION (source), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static gboolean
has_texts (gpointer window)
{
  GtkTextView *view =
      GTK_TEXT_VIEW (ui_find (ui_find (window, AMENDS_TYPE_TEXTS_PANE), GTK_TYPE_TEXT_VIEW));

  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (view)) > 0;
}

static void
test_editor (void)
{
  UiFixture fixture = { NULL };
  g_autofree char *id = NULL;
  GtkWidget *window;
  GtkWidget *save;
  GtkWidget *rule;
  GtkSpinButton *number;
  AdwViewStack *stack;

  ui_fixture_set_up (&fixture, FALSE);
  amends_session_copy_playbook_async (fixture.session, "standard", "Mine", NULL, done_cb, &id);
  ui_wait (is_set, &id);
  amends_playbook_window_present (GTK_WINDOW (fixture.window), fixture.session, id);
  ui_wait (has_windows, GSIZE_TO_POINTER (AMENDS_TYPE_PLAYBOOK_WINDOW));
  window = find_window (AMENDS_TYPE_PLAYBOOK_WINDOW);
  stack = ADW_VIEW_STACK (ui_find (window, ADW_TYPE_VIEW_STACK));
  wait_for_row (window, "High: substantive response within 4 hours");
  ui_settle (window);
  ui_assert_names (window);
  g_assert_cmpint (get_width (adw_window_get_content (ADW_WINDOW (window))), <=, 360);
  save = ui_find_button (window, "_Save");
  g_assert_false (gtk_widget_is_sensitive (save));

  /* The number in the sentence follows. */
  rule = find_row (window, "High: substantive response within 4 hours");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rule), TRUE);
  number = GTK_SPIN_BUTTON (ui_find (rule, GTK_TYPE_SPIN_BUTTON));
  gtk_spin_button_set_value (number, 3);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (rule)), ==,
                   "High: substantive response within 3 hours");
  ui_wait (is_sensitive, save);

  /* A text that cannot be used cannot be saved. */
  adw_view_stack_set_visible_child_name (stack, "texts");
  ui_settle (window);
  ui_wait (has_texts, window);
  {
    GtkTextView *view =
        GTK_TEXT_VIEW (ui_find (ui_find (window, AMENDS_TYPE_TEXTS_PANE), GTK_TYPE_TEXT_VIEW));
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
    GtkTextIter end;

    gtk_text_buffer_get_end_iter (buffer, &end);
    gtk_text_buffer_insert (buffer, &end, "\n{% if x %}", -1);
    ui_wait (is_insensitive, save);
    gtk_widget_activate_action (window, "playbook.undo", NULL);
    ui_wait (is_sensitive, save);
  }
  g_signal_emit_by_name (save, "clicked");
  ui_wait (is_insensitive, save);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/preferences/pages", test_pages);
  g_test_add_func ("/ui/preferences/hours", test_hours);
  g_test_add_func ("/ui/preferences/editor", test_editor);
  return g_test_run ();
}
