/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of any length and kind in every field, and a tiny screen: the window works on. */

#include "config.h"

#include "ui-walk.h"

#include "amends-case-page.h"
#include "amends-person-dialog.h"

#define LIVE_CASE "ESC-0007"
#define LONG_LENGTH 100000

static const char *const texts[] = {
  "<b>&amp; </i> & <span foreground='x'>",
  "\342\200\256שלום עולם مرحبا\342\200\254 abc",
  "👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈 e\314\201\314\202\314\203",
  "%s%n%1$s \\ \" ' {{customer}} ${HOME}",
};

static char *
dup_long (void)
{
  g_autoptr (GString) text = g_string_sized_new (LONG_LENGTH);

  while (text->len < LONG_LENGTH)
    g_string_append (text, "exports stand still, ");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Writes @text wherever something can be written below @root. Returns: in how many places. */
static guint
fill (GtkWidget *root, const char *text)
{
  guint filled = 0;

  if (!gtk_widget_get_mapped (root) || !gtk_widget_is_sensitive (root))
    return 0;
  if (GTK_IS_TEXT_VIEW (root) && gtk_text_view_get_editable (GTK_TEXT_VIEW (root)))
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (root)), text, -1);
      return 1;
    }
  if (GTK_IS_TEXT (root))
    {
      gtk_editable_set_text (GTK_EDITABLE (root), text);
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    filled += fill (child, text);
  return filled;
}

static GtkWidget *
get_view (UiFixture *fixture)
{
  return gtk_stack_get_visible_child (GTK_STACK (ui_find (fixture->window, GTK_TYPE_STACK)));
}

static gboolean
shows_case (gpointer data)
{
  return AMENDS_IS_CASE_PAGE (get_view (data));
}

static void
open_case (UiFixture *fixture)
{
  ui_fixture_set_up (fixture, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", LIVE_CASE,
                              "plan");
  ui_wait (shows_case, fixture);
}

static void
fill_with_all (GtkWidget *root)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpuint (fill (root, texts[i]), >, 0);
      ui_settle (root);
    }
}

/* Dialogs say what they cannot use, and do not fall over it. */
static void
test_dialogs (void)
{
  const char *const actions[] = { "case.reclassify", "case.resolve", "case.add-note",
                                  "case.customer-wrote" };
  UiFixture fixture = { NULL };
  g_autofree char *long_text = dup_long ();

  open_case (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GPtrArray) before = ui_walk_list_windows ();
      GtkWindow *dialog;

      g_assert_true (ui_walk_activate (get_view (&fixture), actions[i], NULL));
      dialog = ui_walk_wait_for_window (before);
      g_assert_nonnull (dialog);
      fill_with_all (GTK_WIDGET (dialog));
      if (g_str_equal (actions[i], "case.customer-wrote"))
        {
          fill (ui_find (dialog, GTK_TYPE_TEXT_VIEW), long_text);
          ui_settle (dialog);
        }
      gtk_window_destroy (dialog);
    }
  {
    g_autoptr (GPtrArray) before = ui_walk_list_windows ();
    GtkWindow *dialog;

    amends_person_dialog_present (GTK_WIDGET (fixture.window), fixture.session, NULL);
    dialog = ui_walk_wait_for_window (before);
    g_assert_nonnull (dialog);
    fill_with_all (GTK_WIDGET (dialog));
    gtk_window_destroy (dialog);
  }
  ui_fixture_tear_down (&fixture);
}

static void
test_wizard (void)
{
  UiFixture fixture = { NULL };

  ui_fixture_set_up (&fixture, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  ui_settle (fixture.window);
  for (guint step = 1; step < 4; step++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_assert_cmpuint (fill (get_view (&fixture), texts[i]), >, 0);
          ui_settle (fixture.window);
        }
      gtk_widget_activate_action (get_view (&fixture), "wizard.continue", NULL);
      ui_settle (fixture.window);
    }
  ui_fixture_tear_down (&fixture);
}

/* Every place is there on a screen of 320 × 240, scrolled or cut off, without a complaint. */
static void
test_tiny (void)
{
  const char *const places[] = { "today", "escalations", "accounts", "approvals" };
  UiFixture fixture = { NULL };

  open_case (&fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 320, 240);
  ui_settle (fixture.window);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.place", "s", places[i]);
      ui_settle (fixture.window);
    }
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture.window)), <=, 480);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/bad-input/dialogs", test_dialogs);
  g_test_add_func ("/ui/bad-input/wizard", test_wizard);
  g_test_add_func ("/ui/bad-input/tiny", test_tiny);
  return g_test_run ();
}
