/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wizard keeps what is written, brings it back, and never alters the customer's words. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-wizard-facts.h"
#include "amends-wizard-keep.h"
#include "amends-wizard-message.h"
#include "amends-wizard.h"

#define WORDS                                                                                      \
  "Since 06:40 none of our 212 dispatchers can export.\n\n"                                        \
  "We have started evaluating alternatives <b>&.\n\nPieter van Dalen\nCTO, Northway Freight"

static gboolean
is_kept (gpointer data)
{
  const char *kept = amends_session_get_setting (data, "wizard");

  return kept != NULL && strstr (kept, "212 dispatchers") != NULL;
}

static GtkTextBuffer *
get_buffer (UiFixture *fixture)
{
  GtkWidget *message = ui_find (fixture->window, AMENDS_TYPE_WIZARD_MESSAGE);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (message, GTK_TYPE_TEXT_VIEW)));
}

static void
test_keeps (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (GHashTable) reasons = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmendsIntake) back = amends_wizard_new_intake ();

  ui_fixture_set_up (&fixture, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  gtk_text_buffer_set_text (get_buffer (&fixture), WORDS, -1);
  ui_wait (is_kept, fixture.session);
  ui_assert_names (fixture.window);

  g_assert_true (amends_wizard_bring_back (fixture.session, back, reasons));
  g_assert_cmpstr (back->escalation->statement, ==, WORDS);
  g_assert_cmpint (back->step, ==, 1);
  ui_fixture_tear_down (&fixture);
}

static void
test_steps (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *wizard;
  GtkWidget *primary;
  int minimum;

  ui_fixture_set_up (&fixture, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  gtk_text_buffer_set_text (get_buffer (&fixture), WORDS, -1);
  wizard = ui_find (fixture.window, AMENDS_TYPE_WIZARD);
  primary = ui_find_button (wizard, "Continue");
  for (int i = 0; i < 3; i++)
    gtk_widget_activate_action (wizard, "wizard.continue", NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (primary)), ==, "Create plan");
  gtk_widget_activate_action (wizard, "wizard.back", NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (primary)), ==, "Continue");
  g_object_set (wizard, "narrow", TRUE, NULL);
  gtk_widget_measure (wizard, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  ui_assert_names (wizard);
  ui_fixture_tear_down (&fixture);
}

/* What the user has written wins over what the words give; what he has not follows them. */
static void
test_take_over (void)
{
  g_autoptr (AmendsIntake) mine = amends_wizard_new_intake ();
  g_autoptr (AmendsIntake) before = amends_wizard_new_intake ();
  g_autoptr (AmendsIntake) now = amends_wizard_new_intake ();

  amends_record_set (now->account, "name", "Northway Freight", NULL);
  amends_record_set (now->escalation, "title", "Export down", "since", "06:40", NULL);
  amends_wizard_take_over (mine, NULL, now);
  g_assert_cmpstr (mine->account->name, ==, "Northway Freight");
  g_assert_cmpstr (mine->escalation->title, ==, "Export down");

  amends_wizard_replace (before, now);
  amends_record_set (mine->escalation, "title", "Export stopped", NULL);
  amends_record_set (now->escalation, "title", "Export slow", "since", "07:00", NULL);
  amends_record_set (now->account, "name", "Calder & Rowe", NULL);
  amends_wizard_take_over (mine, before, now);
  g_assert_cmpstr (mine->escalation->title, ==, "Export stopped");
  g_assert_cmpstr (mine->escalation->since, ==, "07:00");
  g_assert_cmpstr (mine->account->name, ==, "Calder & Rowe");

  amends_record_set (mine->account, "name", "Calder and Rowe", NULL);
  amends_record_set (now->account, "name", "Somebody", NULL);
  amends_wizard_take_over (mine, before, now);
  g_assert_cmpstr (mine->account->name, ==, "Calder and Rowe");
}

/* Kept text that is damaged is no intake, and no crash. */
static void
test_damaged (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmendsIntake) back = amends_wizard_new_intake ();

  ui_fixture_set_up (&fixture, FALSE);
  amends_session_set_setting (fixture.session, "wizard", "{\"step\":");
  g_assert_false (amends_wizard_bring_back (fixture.session, back, reasons));
  amends_session_set_setting (fixture.session, "wizard", NULL);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/wizard/keeps", test_keeps);
  g_test_add_func ("/ui/wizard/steps", test_steps);
  g_test_add_func ("/ui/wizard/take-over", test_take_over);
  g_test_add_func ("/ui/wizard/damaged", test_damaged);
  return g_test_run ();
}
