/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in a case: the matrix, the next step of the path, and what is changed there. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-page.h"
#include "amends-stakeholder-dialog.h"
#include "amends-stakeholder-row.h"
#include "amends-stakeholders-page.h"

/* Of the sample: Critical, with everything in it. */
#define LIVE_CASE "ESC-0007"

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static AmendsStakeholdersPage *
open_page (UiFixture *fixture)
{
  ui_fixture_set_up (fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-case", "(ss)", LIVE_CASE,
                              "stakeholders");
  ui_wait (shows_case, fixture->window);
  ui_settle (fixture->window);
  return AMENDS_STAKEHOLDERS_PAGE (ui_find (fixture->window, AMENDS_TYPE_STAKEHOLDERS_PAGE));
}

static AmendsCase *
get_case (UiFixture *fixture)
{
  return amends_case_page_get_case (
      AMENDS_CASE_PAGE (ui_find (fixture->window, AMENDS_TYPE_CASE_PAGE)));
}

static AmendsStakeholder *
find_role (AmendsCase *case_, AmendsRole role)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders)); i++)
    {
      g_autoptr (AmendsStakeholder) one =
          g_list_model_get_item (G_LIST_MODEL (case_->stakeholders), i);

      if (one->role == role)
        return one;
    }
  return NULL;
}

/* A line for each person and one for the heads; every one has a name to read aloud. */
static void
test_matrix (void)
{
  UiFixture fixture = { NULL };
  AmendsStakeholdersPage *page = open_page (&fixture);
  guint people = g_list_model_get_n_items (G_LIST_MODEL (get_case (&fixture)->stakeholders));

  g_assert_cmpuint (people, >, 3);
  g_assert_cmpuint (ui_count (page, AMENDS_TYPE_STAKEHOLDER_ROW), ==, people + 1);
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

typedef struct
{
  UiFixture *fixture;
  AmendsRole role;
  gboolean notified;
} Told;

static gboolean
is_told (gpointer data)
{
  Told *told = data;
  AmendsStakeholder *one = find_role (get_case (told->fixture), told->role);

  return one != NULL && (one->notified_at != AMENDS_INSTANT_NONE) == told->notified;
}

static void
test_step_up (void)
{
  UiFixture fixture = { NULL };
  AmendsStakeholdersPage *page = open_page (&fixture);
  AmendsCase *case_ = get_case (&fixture);
  g_auto (AmendsStepUp) step = { 0 };
  g_auto (AmendsStepUp) later = { 0 };
  AmendsStakeholder *one;
  Told told = { &fixture, AMENDS_ROLE_CSM, TRUE };

  g_assert_true (amends_session_get_step_up (fixture.session, case_, &step));
  g_assert_cmpuint (step.roles->len, >, 0);
  g_assert_cmpint (step.due, >, case_->escalation->received);
  told.role = (AmendsRole) g_array_index (step.roles, int, 0);
  g_signal_emit_by_name (ui_find_button (page, "Notify now"), "clicked");
  ui_wait (is_told, &told);

  /* The brief is there, and the next step is another one. */
  one = find_role (get_case (&fixture), told.role);
  g_assert_nonnull (amends_session_find_briefing (fixture.session, get_case (&fixture), one));
  if (amends_session_get_step_up (fixture.session, get_case (&fixture), &later))
    g_assert_cmpuint (later.step, >, step.step);
  told.notified = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.undo", NULL);
  ui_wait (is_told, &told);
  ui_fixture_tear_down (&fixture);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (AMENDS_IS_STAKEHOLDER_DIALOG (window))
        return window;
    }
  return NULL;
}

/* The button in the row with this title. */
static GtkWidget *
find_row_button (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ACTION_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return ui_find (root, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row_button (child, title);
  return found;
}

static gboolean
has_answered (gpointer data)
{
  AmendsStakeholder *one = find_role (get_case (data), AMENDS_ROLE_VP_ENGINEERING);

  return one != NULL && one->acknowledged_at != AMENDS_INSTANT_NONE;
}

/* Who answers has been told; both come with one save. */
static void
test_dialog (void)
{
  UiFixture fixture = { NULL };
  AmendsStakeholdersPage *page = open_page (&fixture);
  AmendsStakeholder *one = find_role (get_case (&fixture), AMENDS_ROLE_VP_ENGINEERING);
  GtkWidget *dialog;

  g_assert_nonnull (one);
  amends_stakeholder_dialog_present (GTK_WIDGET (page), fixture.session, get_case (&fixture), one);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  ui_assert_names (dialog);
  g_signal_emit_by_name (find_row_button (dialog, "Acknowledged"), "clicked");
  g_signal_emit_by_name (ui_find_button (dialog, "_Save"), "clicked");
  ui_wait (has_answered, &fixture);
  g_assert_cmpint (find_role (get_case (&fixture), AMENDS_ROLE_VP_ENGINEERING)->notified_at, !=,
                   AMENDS_INSTANT_NONE);
  ui_fixture_tear_down (&fixture);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  amends_session_change_finish (AMENDS_SESSION (source), result, NULL, error);
}

static gboolean
has_failed (gpointer data)
{
  return *(GError **) data != NULL;
}

/* A row without a part in it, or one that is gone, changes nothing. */
static void
test_bad_input (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsStakeholder) nobody = amends_record_new (AMENDS_TYPE_STAKEHOLDER);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) gone = NULL;
  g_autoptr (GError) beyond = NULL;
  guint before;

  open_page (&fixture);
  before = g_list_model_get_n_items (G_LIST_MODEL (get_case (&fixture)->stakeholders));
  amends_record_set (nobody, "raci", "X", NULL);
  amends_session_save_stakeholder_async (fixture.session, get_case (&fixture), nobody, NULL,
                                         refused_cb, &error);
  ui_wait (has_failed, &error);
  g_assert_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_INCOMPLETE);
  amends_session_remove_stakeholder_async (fixture.session, get_case (&fixture), "no such", NULL,
                                           refused_cb, &gone);
  ui_wait (has_failed, &gone);
  g_assert_error (gone, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND);
  amends_session_notify_step_async (fixture.session, get_case (&fixture), 99, NULL, refused_cb,
                                    &beyond);
  ui_wait (has_failed, &beyond);
  g_assert_error (beyond, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_case (&fixture)->stakeholders)), ==,
                    before);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/stakeholders/matrix", test_matrix);
  g_test_add_func ("/ui/stakeholders/step-up", test_step_up);
  g_test_add_func ("/ui/stakeholders/dialog", test_dialog);
  g_test_add_func ("/ui/stakeholders/bad-input", test_bad_input);
  return g_test_run ();
}
