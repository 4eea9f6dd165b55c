/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page and dialog of the window: names, roles, Tab, and how narrow it can be. */

#include "config.h"

#include "ui-walk.h"

#include "amends-about.h"
#include "amends-call-view.h"
#include "amends-case-page.h"
#include "amends-goodwill-detail.h"
#include "amends-person-dialog.h"
#include "amends-preferences-window.h"
#include "amends-today-row.h"
#include "amends-wizard-message.h"

/* Of the sample: Critical, with everything in it; and one that is closed. */
#define LIVE_CASE "ESC-0007"
#define CLOSED_CASE "ESC-0001"
#define WORDS                                                                                      \
  "Since 06:40 none of our 212 dispatchers can export.\n\n"                                        \
  "We have started evaluating alternatives <b>&.\n\nPieter van Dalen\nCTO, Northway Freight"

static const char *const case_pages[] = { "plan",     "drafts", "timeline", "stakeholders",
                                          "goodwill", "calls",  "debrief",  "log" };

/* (transfer none): what fills the window now. */
static GtkWidget *
get_view (UiFixture *fixture)
{
  return gtk_stack_get_visible_child (GTK_STACK (ui_find (fixture->window, GTK_TYPE_STACK)));
}

/* What is shown, and where: changes when anything comes, goes or moves. */
static guint
get_picture (GtkWidget *widget, guint picture)
{
  GtkAllocation area;

  if (!gtk_widget_get_mapped (widget))
    return picture;
  gtk_widget_get_allocation (widget, &area);
  picture = picture * 31 + (guint) area.x;
  picture = picture * 31 + (guint) area.y;
  picture = picture * 31 + (guint) area.width;
  picture = picture * 31 + (guint) area.height;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    picture = get_picture (child, picture);
  return picture;
}

/* What is read or judged in the background is there: nothing changes any more. */
static void
rest (UiFixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint before;
  guint picture = get_picture (GTK_WIDGET (fixture->window), 0);

  do
    {
      gint64 still = g_get_monotonic_time () + 150 * G_TIME_SPAN_MILLISECOND;

      before = picture;
      ui_settle (fixture->window);
      while (g_get_monotonic_time () < still)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
      ui_settle (fixture->window);
      picture = get_picture (GTK_WIDGET (fixture->window), 0);
    }
  while (picture != before && g_get_monotonic_time () < end);
}

static void
check (UiWalk *walk, UiFixture *fixture, const char *where)
{
  rest (fixture);
  ui_walk_window (walk, GTK_WINDOW (fixture->window), where);
  ui_walk_popovers (walk, get_view (fixture), where);
}

static void
check_dialog (UiWalk *walk, UiFixture *fixture, const char *action, const char *target)
{
  g_autoptr (GPtrArray) before = ui_walk_list_windows ();
  GtkWindow *dialog;

  if (!ui_walk_activate (get_view (fixture), action, target))
    {
      ui_walk_problem (walk, "%s: nothing has this action", action);
      return;
    }
  dialog = ui_walk_wait_for_window (before);
  if (dialog == NULL)
    {
      ui_walk_problem (walk, "%s: opens nothing", action);
      return;
    }
  ui_settle (dialog);
  ui_walk_window (walk, dialog, action);
  ui_walk_popovers (walk, GTK_WIDGET (dialog), action);
  ui_walk_width (walk, GTK_WIDGET (dialog), action);
  gtk_window_destroy (dialog);
  rest (fixture);
}

static void
go (UiFixture *fixture, const char *place)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.place", "s", place);
}

static void
show_page (UiFixture *fixture, const char *page)
{
  gtk_widget_activate_action (get_view (fixture), "case.show-page", "s", page);
}

static gboolean
shows_case (gpointer data)
{
  return AMENDS_IS_CASE_PAGE (get_view (data));
}

static void
open_case (UiFixture *fixture, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", id, "plan");
  ui_wait (shows_case, fixture);
}

static gboolean
has_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_TODAY_ROW) > 0;
}

static void
begin (UiFixture *fixture, UiWalk *walk)
{
  ui_walk_init (walk);
  ui_fixture_set_up (fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  ui_wait (has_rows, fixture->window);
}

static void
end (UiFixture *fixture, UiWalk *walk)
{
  ui_fixture_tear_down (fixture);
  ui_walk_end (walk);
}

static void
open_account (UiFixture *fixture)
{
  const char *id = amends_case_page_get_case (AMENDS_CASE_PAGE (get_view (fixture)))->account->id;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-account", "s", id);
}

static void
test_home (void)
{
  const char *const places[] = { "today", "escalations", "accounts", "approvals", "insights" };
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      go (&fixture, places[i]);
      check (&walk, &fixture, places[i]);
    }
  check_dialog (&walk, &fixture, "win.new-account", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.search", NULL);
  rest (&fixture);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (get_view (&fixture), GTK_TYPE_SEARCH_ENTRY)),
                         "export");
  rest (&fixture);
  check (&walk, &fixture, "search");
  end (&fixture, &walk);
}

static void
test_case (void)
{
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  open_case (&fixture, LIVE_CASE);
  for (guint i = 0; i < G_N_ELEMENTS (case_pages); i++)
    {
      show_page (&fixture, case_pages[i]);
      check (&walk, &fixture, case_pages[i]);
    }
  open_case (&fixture, CLOSED_CASE);
  for (guint i = 0; i < G_N_ELEMENTS (case_pages); i++)
    {
      g_autofree char *where = g_strconcat ("closed case, ", case_pages[i], NULL);

      show_page (&fixture, case_pages[i]);
      check (&walk, &fixture, where);
    }
  end (&fixture, &walk);
}

static gboolean
knows_goodwill (gpointer data)
{
  UiFixture *fixture = data;

  return ui_count (get_view (fixture), AMENDS_TYPE_GOODWILL_DETAIL) > 0;
}

static void
test_case_dialogs (void)
{
  const struct
  {
    const char *page;
    const char *action;
    const char *target;
  } dialogs[] = {
    { "plan", "case.reclassify", NULL },        { "plan", "case.resolve", NULL },
    { "plan", "case.add-note", NULL },          { "plan", "case.customer-wrote", NULL },
    { "plan", "case.duplicate", NULL },         { "plan", "case.withdraw", NULL },
    { "plan", "win.undo-list", NULL },          { "stakeholders", "stakeholders.add", NULL },
    { "timeline", "timeline.add-event", NULL }, { "timeline", "timeline.paste-notes", NULL },
    { "drafts", "draft.mark-sent", NULL },      { "drafts", "draft.show-versions", NULL },
    { "drafts", "draft.answer", "cause" },      { "goodwill", "goodwill.new", NULL },
    { "goodwill", "goodwill.ask", NULL },       { "goodwill", "goodwill.record", NULL },
    { "goodwill", "goodwill.edit", NULL },      { "goodwill", "goodwill.withdraw", NULL },
  };
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  open_case (&fixture, LIVE_CASE);
  show_page (&fixture, "goodwill");
  ui_wait (knows_goodwill, &fixture);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      show_page (&fixture, dialogs[i].page);
      rest (&fixture);
      check_dialog (&walk, &fixture, dialogs[i].action, dialogs[i].target);
    }
  end (&fixture, &walk);
}

static void
test_sync (void)
{
  UiFixture fixture = { NULL };
  UiWalk walk;

  ui_fixture_set_up (&fixture, TRUE);
  ui_walk_init (&walk);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.crm", NULL);
  check (&walk, &fixture, "CRM");
  ui_walk_width (&walk, get_view (&fixture), "CRM");
  check_dialog (&walk, &fixture, "sync.connect", NULL);
  ui_walk_end (&walk);
  ui_fixture_tear_down (&fixture);
}

static void
test_account (void)
{
  const char *const pages[] = { "risk",   "interactions", "usage",    "escalations",
                                "people", "goodwill",     "messages", "facts" };
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  open_case (&fixture, LIVE_CASE);
  open_account (&fixture);
  rest (&fixture);
  check (&walk, &fixture, "account");
  check_dialog (&walk, &fixture, "risk.what-if", NULL);
  check_dialog (&walk, &fixture, "risk.weights", NULL);
  check_dialog (&walk, &fixture, "risk.vip", NULL);
  check_dialog (&walk, &fixture, "risk.draft", "account-check-in");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (get_view (&fixture), "account.show-page", "s", pages[i]);
      check (&walk, &fixture, pages[i]);
    }
  check_dialog (&walk, &fixture, "account.add-contact", NULL);
  check_dialog (&walk, &fixture, "account.erase", NULL);
  end (&fixture, &walk);
}

static void
test_wizard (void)
{
  UiFixture fixture = { NULL };
  UiWalk walk;
  GtkWidget *message;

  begin (&fixture, &walk);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  rest (&fixture);
  message = ui_find (fixture.window, AMENDS_TYPE_WIZARD_MESSAGE);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (message, GTK_TYPE_TEXT_VIEW))), WORDS, -1);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *where = g_strdup_printf ("wizard, step %u", i);

      check (&walk, &fixture, where);
      if (i < 4)
        gtk_widget_activate_action (get_view (&fixture), "wizard.continue", NULL);
    }
  end (&fixture, &walk);
}

static void
test_call (void)
{
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  open_case (&fixture, LIVE_CASE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.call", "s",
                              "agenda:executive-call");
  rest (&fixture);
  g_assert_true (AMENDS_IS_CALL_VIEW (get_view (&fixture)));
  amends_call_note (amends_call_view_get_call (AMENDS_CALL_VIEW (get_view (&fixture))),
                    "Call Pieter with the cause by 15:30");
  check (&walk, &fixture, "call");
  end (&fixture, &walk);
}

static void
test_first_run (void)
{
  UiFixture fixture = { NULL };
  UiWalk walk;

  ui_walk_init (&walk);
  ui_fixture_set_up (&fixture, FALSE);
  check (&walk, &fixture, "first run");
  end (&fixture, &walk);
}

/* (transfer none): the window that @present opens. */
static GtkWindow *
wait_for (UiWalk *walk, GPtrArray *before, const char *where)
{
  GtkWindow *window = ui_walk_wait_for_window (before);

  g_assert_nonnull (window);
  ui_settle (window);
  ui_walk_window (walk, window, where);
  ui_walk_popovers (walk, GTK_WIDGET (window), where);
  ui_walk_width (walk, GTK_WIDGET (window), where);
  return window;
}

static void
test_windows (void)
{
  const char *const pages[] = { "team", "hours", "playbook", "data" };
  UiFixture fixture = { NULL };
  UiWalk walk;
  GtkWindow *parent;

  begin (&fixture, &walk);
  parent = GTK_WINDOW (fixture.window);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GPtrArray) before = ui_walk_list_windows ();
      g_autofree char *where = g_strconcat ("preferences, ", pages[i], NULL);

      amends_preferences_window_present (parent, fixture.session, pages[i]);
      gtk_window_destroy (wait_for (&walk, before, where));
    }
  {
    g_autoptr (GPtrArray) before = ui_walk_list_windows ();

    amends_person_dialog_present (GTK_WIDGET (parent), fixture.session, NULL);
    gtk_window_destroy (wait_for (&walk, before, "person"));
  }
  {
    g_autoptr (GPtrArray) before = ui_walk_list_windows ();

    amends_about_show (parent);
    gtk_window_destroy (wait_for (&walk, before, "about"));
  }
  end (&fixture, &walk);
}

/* --- On a phone ------------------------------------------------------------------------------ */

static gboolean
is_narrow (gpointer data)
{
  UiFixture *fixture = data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->window)) <= 400;
}

static void
test_narrow (void)
{
  const char *const places[] = { "today", "escalations", "accounts", "approvals", "insights" };
  UiFixture fixture = { NULL };
  UiWalk walk;

  begin (&fixture, &walk);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 360, 700);
  ui_wait (is_narrow, &fixture);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *where = g_strconcat ("narrow ", places[i], NULL);

      go (&fixture, places[i]);
      check (&walk, &fixture, where);
      ui_walk_width (&walk, get_view (&fixture), where);
    }
  open_case (&fixture, LIVE_CASE);
  for (guint i = 0; i < G_N_ELEMENTS (case_pages); i++)
    {
      g_autofree char *where = g_strconcat ("narrow ", case_pages[i], NULL);

      show_page (&fixture, case_pages[i]);
      check (&walk, &fixture, where);
      ui_walk_width (&walk, get_view (&fixture), where);
    }
  open_account (&fixture);
  check (&walk, &fixture, "narrow account");
  ui_walk_width (&walk, get_view (&fixture), "narrow account");
  open_case (&fixture, LIVE_CASE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.call", "s",
                              "agenda:executive-call");
  check (&walk, &fixture, "narrow call");
  ui_walk_width (&walk, get_view (&fixture), "narrow call");
  gtk_widget_activate_action (get_view (&fixture), "call.leave", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.new", NULL);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *where = g_strdup_printf ("narrow wizard, step %u", i);

      check (&walk, &fixture, where);
      ui_walk_width (&walk, get_view (&fixture), where);
      if (i < 4)
        gtk_widget_activate_action (get_view (&fixture), "wizard.continue", NULL);
    }
  end (&fixture, &walk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/walk/home", test_home);
  g_test_add_func ("/ui/walk/case", test_case);
  g_test_add_func ("/ui/walk/case-dialogs", test_case_dialogs);
  g_test_add_func ("/ui/walk/account", test_account);
  g_test_add_func ("/ui/walk/sync", test_sync);
  g_test_add_func ("/ui/walk/wizard", test_wizard);
  g_test_add_func ("/ui/walk/call", test_call);
  g_test_add_func ("/ui/walk/first-run", test_first_run);
  g_test_add_func ("/ui/walk/windows", test_windows);
  g_test_add_func ("/ui/walk/narrow", test_narrow);
  return g_test_run ();
}
