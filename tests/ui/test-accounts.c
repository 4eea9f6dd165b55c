/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of accounts and the page of one: found, opened, changed, undone. */

#include "config.h"

#include "amends-account-entry.h"
#include "amends-account-facts.h"
#include "amends-account-page.h"
#include "amends-accounts-page.h"
#include "amends-contact-dialog.h"
#include "amends-session-accounts.h"
#include "ui-fixture.h"

static GtkWidget *
open_list (UiFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.place", "s", "accounts");
  return ui_find (fixture->window, AMENDS_TYPE_ACCOUNTS_PAGE);
}

static GListModel *
get_shown (GtkWidget *page)
{
  GtkWidget *table = ui_find (page, GTK_TYPE_COLUMN_VIEW);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static gboolean
has_all (gpointer page)
{
  return g_list_model_get_n_items (get_shown (page)) == 12;
}

static gboolean
has_none (gpointer page)
{
  return g_list_model_get_n_items (get_shown (page)) == 0;
}

static gboolean
has_one (gpointer page)
{
  return g_list_model_get_n_items (get_shown (page)) == 1;
}

static gboolean
has_entries (gpointer page)
{
  return ui_count (page, AMENDS_TYPE_ACCOUNT_ENTRY) > 0;
}

/* (transfer full): the page of the account that the words find. */
static GtkWidget *
open_account (UiFixture *fixture, const char *words)
{
  GtkWidget *list = open_list (fixture);
  GtkWidget *page;
  GtkWidget *entry = ui_find (list, GTK_TYPE_SEARCH_ENTRY);

  ui_wait (has_all, list);
  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  ui_wait (has_one, list);
  g_signal_emit_by_name (entry, "activate");
  page = ui_find (fixture->window, AMENDS_TYPE_ACCOUNT_PAGE);
  ui_wait (has_entries, page);
  return page;
}

static void
test_list (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GListModel *shown;
  g_autoptr (AmendsAccountRow) poorest = NULL;
  g_autoptr (AmendsAccountRow) largest = NULL;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_list (&fixture);
  ui_wait (has_all, page);
  shown = get_shown (page);
  gtk_widget_activate_action (page, "accounts.sort", "s", "health");
  poorest = g_list_model_get_item (shown, 0);
  g_assert_cmpint (poorest->health, ==, 46);
  gtk_widget_activate_action (page, "accounts.sort", "s", "open");
  largest = g_list_model_get_item (shown, 0);
  g_assert_cmpint (largest->open, >, 0);
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

static void
test_empty (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *list;
  GtkWidget *entry;

  ui_fixture_set_up (&fixture, TRUE);
  list = open_list (&fixture);
  ui_wait (has_all, list);
  entry = ui_find (list, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zyxwvutsrq <b>& %");
  ui_wait (has_none, list);
  g_signal_emit_by_name (ui_find_button (ui_find (list, ADW_TYPE_STATUS_PAGE), "Clear filters"),
                         "clicked");
  ui_wait (has_all, list);
  ui_fixture_tear_down (&fixture);
}

static const char *
get_subtitle (gpointer page)
{
  return adw_window_title_get_subtitle (ADW_WINDOW_TITLE (
      gtk_widget_get_template_child (page, AMENDS_TYPE_ACCOUNT_PAGE, "window_title")));
}

static gboolean
is_renamed (gpointer page)
{
  return g_str_equal (get_subtitle (page), "Northway Freight BV");
}

static gboolean
is_named_again (gpointer page)
{
  return g_str_equal (get_subtitle (page), "Northway Freight");
}

static void
test_facts (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *facts;
  GtkEditable *name;
  GtkEditable *health;
  GtkWidget *save;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_account (&fixture, "northway");
  gtk_widget_activate_action (page, "account.show-page", "s", "facts");
  facts = ui_find (page, AMENDS_TYPE_ACCOUNT_FACTS);
  name = GTK_EDITABLE (gtk_widget_get_template_child (facts, AMENDS_TYPE_ACCOUNT_FACTS, "name"));
  health =
      GTK_EDITABLE (gtk_widget_get_template_child (facts, AMENDS_TYPE_ACCOUNT_FACTS, "health"));
  save = GTK_WIDGET (gtk_widget_get_template_child (facts, AMENDS_TYPE_ACCOUNT_FACTS, "save"));
  g_assert_false (amends_account_facts_is_changed (AMENDS_ACCOUNT_FACTS (facts)));

  gtk_editable_set_text (health, "101");
  g_assert_true (amends_account_facts_is_changed (AMENDS_ACCOUNT_FACTS (facts)));
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (health), "error"));
  gtk_editable_set_text (health, "many");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (health, "46");
  g_assert_false (amends_account_facts_is_changed (AMENDS_ACCOUNT_FACTS (facts)));

  gtk_editable_set_text (name, "Northway Freight BV");
  g_assert_true (gtk_widget_get_sensitive (save));
  ui_assert_names (page);
  g_signal_emit_by_name (save, "clicked");
  ui_wait (is_renamed, page);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.undo", NULL);
  ui_wait (is_named_again, page);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Northway Freight");
  ui_fixture_tear_down (&fixture);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (AMENDS_IS_CONTACT_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
knows_ann (gpointer page)
{
  GtkWidget *section =
      GTK_WIDGET (gtk_widget_get_template_child (page, AMENDS_TYPE_ACCOUNT_PAGE, "people"));

  return ui_count (section, AMENDS_TYPE_ACCOUNT_ENTRY) == 4;
}

static void
test_contact (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  GtkWidget *dialog;
  GtkEditable *name;
  GtkEditable *email;
  GtkWidget *save;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_account (&fixture, "northway");
  gtk_widget_activate_action (page, "account.show-page", "s", "people");
  gtk_widget_activate_action (page, "account.add-contact", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  name = GTK_EDITABLE (gtk_widget_get_template_child (dialog, AMENDS_TYPE_CONTACT_DIALOG, "name"));
  email =
      GTK_EDITABLE (gtk_widget_get_template_child (dialog, AMENDS_TYPE_CONTACT_DIALOG, "email"));
  save = GTK_WIDGET (gtk_widget_get_template_child (dialog, AMENDS_TYPE_CONTACT_DIALOG, "save"));
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (name, "Ann Other");
  gtk_editable_set_text (email, "nowhere");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (email, "ann@northway.example");
  g_assert_true (gtk_widget_get_sensitive (save));
  ui_assert_names (dialog);
  g_signal_emit_by_name (save, "clicked");
  ui_wait (knows_ann, page);
  ui_fixture_tear_down (&fixture);
}

static void
test_narrow (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *page;
  int minimum;
  int natural;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_account (&fixture, "northway");
  for (const char *const *name =
           (const char *const[]){ "escalations", "people", "goodwill", "messages", "facts", NULL };
       *name != NULL; name++)
    {
      gtk_widget_activate_action (page, "account.show-page", "s", *name);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      ui_assert_names (page);
    }
  gtk_widget_measure (
      GTK_WIDGET (gtk_widget_get_template_child (page, AMENDS_TYPE_ACCOUNT_PAGE, "sidebar")),
      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 256);
  g_assert_cmpint (natural, <=, 280);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/accounts/list", test_list);
  g_test_add_func ("/accounts/nothing-found", test_empty);
  g_test_add_func ("/accounts/facts", test_facts);
  g_test_add_func ("/accounts/contact", test_contact);
  g_test_add_func ("/accounts/narrow", test_narrow);
  return g_test_run ();
}
