/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a case: its places, what can be done there, and that it is kept. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-page.h"
#include "amends-clock-row.h"
#include "amends-draft-row.h"
#include "amends-finding-row.h"
#include "amends-ledger-popover.h"
#include "amends-note-dialog.h"
#include "amends-reclassify-dialog.h"
#include "amends-resolve-dialog.h"
#include "amends-seen-before.h"
#include "amends-seen-row.h"

/* Of the sample: Critical, with everything in it; and one that is closed. */
#define LIVE_CASE "ESC-0007"
#define CLOSED_CASE "ESC-0001"

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static AmendsCasePage *
open_case (UiFixture *fixture, const char *name, const char *page)
{
  ui_fixture_set_up (fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", name, page);
  ui_wait (shows_case, fixture->window);
  return AMENDS_CASE_PAGE (ui_find (fixture->window, AMENDS_TYPE_CASE_PAGE));
}

static void
test_places (void)
{
  const char *const pages[] = { "plan",     "drafts", "timeline", "stakeholders",
                                "goodwill", "calls",  "debrief",  "log" };
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "plan");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *stack;

      gtk_widget_activate_action (GTK_WIDGET (page), "case.show-page", "s", pages[i]);
      ui_settle (page);
      ui_assert_names (page);
      stack = ui_find (ui_find (page, ADW_TYPE_LEAFLET), GTK_TYPE_STACK);
      while (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), pages[i]) != 0)
        {
          stack = gtk_widget_get_next_sibling (stack);
          g_assert_nonnull (stack);
        }
    }
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_done (gpointer data)
{
  return ((AmendsAction *) data)->step == AMENDS_STEP_DONE;
}

static gboolean
is_planned (gpointer data)
{
  return ((AmendsAction *) data)->step == AMENDS_STEP_PLANNED;
}

static AmendsAction *
find_planned_action (AmendsCase *case_)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->actions)); i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (G_LIST_MODEL (case_->actions), i);

      if (action->step == AMENDS_STEP_PLANNED)
        return action;
    }
  g_assert_not_reached ();
}

static GtkWidget *
find_unticked (GtkWidget *root)
{
  if (GTK_IS_CHECK_BUTTON (root) && gtk_widget_get_mapped (root) &&
      !gtk_check_button_get_active (GTK_CHECK_BUTTON (root)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_unticked (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_planned (AmendsCase *case_)
{
  guint planned = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->actions)); i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (G_LIST_MODEL (case_->actions), i);

      planned += is_planned (action) ? 1 : 0;
    }
  return planned;
}

typedef struct
{
  AmendsCase *case_;
  guint wanted;
} Planned;

static gboolean
has_planned (gpointer data)
{
  Planned *planned = data;

  return count_planned (planned->case_) == planned->wanted;
}

/* A tick is kept, and undo takes it back. */
static void
test_tick (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "plan");
  AmendsCase *case_ = amends_case_page_get_case (page);
  Planned planned = { case_, 0 };
  GtkWidget *tick;

  ui_settle (page);
  planned.wanted = count_planned (case_) - 1;
  tick = find_unticked (GTK_WIDGET (page));
  g_assert_nonnull (tick);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), TRUE);
  ui_wait (has_planned, &planned);

  planned.wanted++;
  gtk_widget_activate_action (GTK_WIDGET (page), "win.undo", NULL);
  ui_wait (has_planned, &planned);
  ui_settle (page);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));
  ui_fixture_tear_down (&fixture);
}

/* The page follows a change that comes from elsewhere. */
static void
check_follows (AmendsCasePage *page, AmendsSession *session)
{
  AmendsCase *case_ = amends_case_page_get_case (page);
  AmendsAction *action = find_planned_action (case_);

  amends_session_set_step_async (session, case_, action->id, AMENDS_STEP_DONE, NULL, NULL, NULL);
  ui_wait (is_done, action);
  amends_session_set_step_async (session, case_, action->id, AMENDS_STEP_PLANNED, NULL, NULL, NULL);
  ui_wait (is_planned, action);
}

static gboolean
has_findings (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_FINDING_ROW) > 0;
}

static gboolean
has_draft_rows (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_DRAFT_ROW) > 0;
}

typedef struct
{
  AmendsCase *case_;
  const char *words;
} Saved;

static gboolean
is_saved (gpointer data)
{
  Saved *saved = data;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (saved->case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft =
          g_list_model_get_item (G_LIST_MODEL (saved->case_->drafts), i);

      if (draft->body != NULL && strstr (draft->body, saved->words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static AmendsDraft *
find_unsent_draft (AmendsCase *case_)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);

      if (draft->sent_at == AMENDS_INSTANT_NONE && draft->audience == AMENDS_AUDIENCE_CUSTOMER)
        return draft;
    }
  g_assert_not_reached ();
}

/* What is typed is checked and kept without any button. */
static void
test_draft (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "drafts");
  AmendsCase *case_ = amends_case_page_get_case (page);
  AmendsDraft *draft = find_unsent_draft (case_);
  Saved saved = { case_, "It is fixed by 18:00 today, guaranteed." };
  GtkTextBuffer *buffer;

  ui_wait (has_draft_rows, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "case.open-draft", "s", draft->id);
  ui_settle (page);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (page, GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, saved.words, -1);
  gtk_text_buffer_end_user_action (buffer);
  ui_wait (has_findings, page);
  ui_wait (is_saved, &saved);
  ui_fixture_tear_down (&fixture);
}

/* Leaving at once keeps the last words too. */
static void
test_leave_keeps (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "drafts");
  g_autoptr (AmendsCase) case_ = g_object_ref (amends_case_page_get_case (page));
  AmendsDraft *draft = find_unsent_draft (case_);
  Saved saved = { case_, "The last words before leaving." };
  GtkTextBuffer *buffer;

  ui_wait (has_draft_rows, page);
  gtk_widget_activate_action (GTK_WIDGET (page), "case.open-draft", "s", draft->id);
  ui_settle (page);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (page, GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_insert_at_cursor (buffer, saved.words, -1);
  amends_case_page_leave (page);
  g_assert_null (amends_case_page_get_case (page));
  ui_wait (is_saved, &saved);
  ui_fixture_tear_down (&fixture);
}

static GtkWindow *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static void
check_dialogs (AmendsCasePage *page)
{
  const struct
  {
    const char *action;
    GType type;
  } dialogs[] = {
    { "case.reclassify", AMENDS_TYPE_RECLASSIFY_DIALOG },
    { "case.resolve", AMENDS_TYPE_RESOLVE_DIALOG },
    { "case.add-note", AMENDS_TYPE_NOTE_DIALOG },
    { "case.customer-wrote", AMENDS_TYPE_NOTE_DIALOG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      GtkWindow *dialog;

      gtk_widget_activate_action (GTK_WIDGET (page), dialogs[i].action, NULL);
      dialog = find_dialog (dialogs[i].type);
      g_assert_nonnull (dialog);
      ui_settle (dialog);
      ui_assert_names (dialog);
      /* Nothing is filled in yet, so that nothing can be kept. */
      if (dialogs[i].type != AMENDS_TYPE_RESOLVE_DIALOG)
        g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (dialog)));
      gtk_window_close (dialog);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_null (find_dialog (dialogs[i].type));
    }
}

static void
check_ledger (AmendsCasePage *page)
{
  GtkWidget *row = ui_find (page, AMENDS_TYPE_CLOCK_ROW);
  GtkWidget *button = ui_find (row, GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_true (AMENDS_IS_LEDGER_POPOVER (popover));
  ui_settle (popover);
  ui_assert_names (popover);
  /* A head of four columns and at least one line. */
  g_assert_cmpuint (ui_count (ui_find (popover, GTK_TYPE_GRID), GTK_TYPE_LABEL), >=, 8);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static gboolean
is_waiting (gpointer data)
{
  return ((AmendsCase *) data)->escalation->status == AMENDS_STATUS_WAITING;
}

static gboolean
is_in_progress (gpointer data)
{
  return ((AmendsCase *) data)->escalation->status == AMENDS_STATUS_IN_PROGRESS;
}

static void
check_status (AmendsCasePage *page)
{
  AmendsCase *case_ = amends_case_page_get_case (page);

  g_assert_true (is_in_progress (case_));
  gtk_widget_activate_action (GTK_WIDGET (page), "case.wait", NULL);
  ui_wait (is_waiting, case_);
  gtk_widget_activate_action (GTK_WIDGET (page), "case.start", NULL);
  ui_wait (is_in_progress, case_);
}

static void
test_commands (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "plan");

  check_follows (page, fixture.session);
  check_dialogs (page);
  check_ledger (page);
  check_status (page);
  ui_fixture_tear_down (&fixture);
}

/* What the status does not allow cannot be done. */
static void
test_closed (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, CLOSED_CASE, "plan");

  g_assert_cmpint (amends_case_page_get_case (page)->escalation->status, ==, AMENDS_STATUS_CLOSED);
  gtk_widget_activate_action (GTK_WIDGET (page), "case.resolve", NULL);
  g_assert_null (find_dialog (AMENDS_TYPE_RESOLVE_DIALOG));
  gtk_widget_activate_action (GTK_WIDGET (page), "case.reclassify", NULL);
  g_assert_null (find_dialog (AMENDS_TYPE_RECLASSIFY_DIALOG));
  ui_fixture_tear_down (&fixture);
}

static gboolean
is_folded (gpointer data)
{
  return adw_leaflet_get_folded (data);
}

/* On a phone: an overview first, each place a step further, Back the same way. */
static void
test_narrow (void)
{
  const char *const pages[] = { "plan",     "drafts", "timeline", "stakeholders",
                                "goodwill", "calls",  "debrief",  "log" };
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "plan");
  AdwLeaflet *leaflet = ADW_LEAFLET (ui_find (page, ADW_TYPE_LEAFLET));
  GtkWidget *overview;
  int minimum;

  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 360, 700);
  ui_wait (is_folded, leaflet);
  gtk_widget_activate_action (GTK_WIDGET (page), "case.overview", NULL);
  ui_settle (page);
  overview = adw_leaflet_get_visible_child (leaflet);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "case.show-page", "s", pages[i]);
      ui_settle (page);
      g_assert_true (adw_leaflet_get_visible_child (leaflet) != overview);
      gtk_widget_measure (GTK_WIDGET (leaflet), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                          NULL, NULL);
      g_test_message ("%s: %d", pages[i], minimum);
      g_assert_cmpint (minimum, <=, 360);
      ui_assert_names (page);
      for (guint back = 0; back < 2 && adw_leaflet_get_visible_child (leaflet) != overview; back++)
        gtk_widget_activate_action (GTK_WIDGET (page), "case.back", NULL);
      g_assert_true (adw_leaflet_get_visible_child (leaflet) == overview);
    }
  ui_fixture_tear_down (&fixture);
}

static void
test_finalize (void)
{
  AmendsCasePage *page = g_object_ref_sink (amends_case_page_new ());

  g_assert_finalize_object (page);
}

static gboolean
has_look_back (gpointer data)
{
  return ((AmendsCase *) data)->look_back != NULL;
}

/* What the past says of a case is shown as far as there is something to say, and a row opens its
 * case. */
static void
test_seen_before (void)
{
  UiFixture fixture = { NULL };
  AmendsCasePage *page = open_case (&fixture, LIVE_CASE, "plan");
  AmendsCase *case_ = amends_case_page_get_case (page);
  g_autoptr (AmendsLookBack) told = g_object_new (AMENDS_TYPE_LOOK_BACK, NULL);
  g_autoptr (AmendsSimilarCase) similar = g_object_new (AMENDS_TYPE_SIMILAR_CASE, NULL);
  GtkWidget *row;

  ui_wait (has_look_back, case_);
  similar->id = g_strdup (CLOSED_CASE);
  similar->number = 1;
  similar->title = g_strdup ("Seen in a test");
  similar->settled = similar->ended_well = TRUE;
  similar->took = 2 * AMENDS_DAY;
  similar->shared = g_strsplit ("export,routes", ",", -1);
  g_list_store_append (told->cases, similar);
  g_set_object (&case_->look_back, told);
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (ui_find (page, AMENDS_TYPE_SEEN_BEFORE)));
  ui_settle (page);
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEEN_ROW), ==, 1);
  row = ui_find (page, AMENDS_TYPE_SEEN_ROW);
  g_assert_cmpstr (amends_seen_row_get_id (AMENDS_SEEN_ROW (row)), ==, CLOSED_CASE);
  ui_assert_names (page);

  g_list_store_remove_all (told->cases);
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (ui_find (page, AMENDS_TYPE_SEEN_BEFORE)));
  ui_settle (page);
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_SEEN_ROW), ==, 0);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/case/places", test_places);
  g_test_add_func ("/ui/case/tick", test_tick);
  g_test_add_func ("/ui/case/draft", test_draft);
  g_test_add_func ("/ui/case/leave-keeps", test_leave_keeps);
  g_test_add_func ("/ui/case/commands", test_commands);
  g_test_add_func ("/ui/case/closed", test_closed);
  g_test_add_func ("/ui/case/narrow", test_narrow);
  g_test_add_func ("/ui/case/finalize", test_finalize);
  g_test_add_func ("/ui/case/seen-before", test_seen_before);
  return g_test_run ();
}
