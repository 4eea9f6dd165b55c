/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window opens where it was, also when nobody closed it; in another workspace it does not. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-page.h"
#include "amends-home.h"
#include "amends-restore.h"
#include "amends-wizard.h"

#define LIVE_CASE "ESC-0007"

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static gboolean
shows_wizard (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_WIZARD) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_WIZARD));
}

/* The window goes as in a crash: without having been closed. A new one comes. */
static void
crash (UiFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (fixture->window);
  fixture->window = g_object_ref_sink (amends_window_new (NULL));
  amends_window_set_session (fixture->window, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_settle (fixture->window);
}

static void
test_case_and_page (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page;

  ui_fixture_set_up (&fixture, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-case", "(ss)", LIVE_CASE,
                              "plan");
  ui_wait (shows_case, fixture.window);
  page = AMENDS_CASE_PAGE (ui_find (fixture.window, AMENDS_TYPE_CASE_PAGE));
  gtk_widget_activate_action (GTK_WIDGET (page), "case.show-page", "s", "stakeholders");
  crash (&fixture);
  ui_wait (shows_case, fixture.window);
  page = AMENDS_CASE_PAGE (ui_find (fixture.window, AMENDS_TYPE_CASE_PAGE));
  g_assert_cmpint (amends_case_page_get_case (page)->escalation->number, ==, 7);
  g_assert_cmpstr (amends_case_page_get_page (page), ==, "stakeholders");
  ui_fixture_tear_down (&fixture);

  /* Another workspace knows nothing of it. */
  ui_fixture_set_up (&fixture, TRUE);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (gtk_widget_get_mapped (ui_find (fixture.window, AMENDS_TYPE_HOME)));
  g_assert_cmpuint (ui_count (fixture.window, AMENDS_TYPE_CASE_PAGE), ==, 0);
  ui_fixture_tear_down (&fixture);
}

static void
test_wizard (void)
{
  UiFixture fixture = { NULL };

  ui_fixture_set_up (&fixture, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  ui_wait (shows_wizard, fixture.window);
  crash (&fixture);
  ui_wait (shows_wizard, fixture.window);
  ui_fixture_tear_down (&fixture);
}

static void
test_what_is_kept_is_bad (void)
{
  const char *const kept[] = { "", "case", "case//plan", "case/0000/plan", "a/b/c/d", "///" };
  UiFixture fixture = { NULL };

  ui_fixture_set_up (&fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      amends_session_set_setting (fixture.session, "window/view", kept[i]);
      crash (&fixture);
      for (guint j = 0; j < 20; j++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_true (gtk_widget_get_mapped (ui_find (fixture.window, AMENDS_TYPE_HOME)));
    }
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/restore/case", test_case_and_page);
  g_test_add_func ("/ui/restore/wizard", test_wizard);
  g_test_add_func ("/ui/restore/bad", test_what_is_kept_is_bad);

  return g_test_run ();
}
