/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: over many changes, what is refused, and what the window says. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-case-page.h"
#include "amends-session-undo.h"
#include "amends-timeline-items.h"
#include "amends-undo.h"

#define LIVE_CASE "ESC-0007"

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

typedef struct
{
  gboolean done;
  gboolean ok;
  guint token;
  AmendsUndoStep *step;
  GError *error;
} Result;

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->step, amends_undo_step_free);
  g_clear_error (&result->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
changed_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  Result *result = user_data;

  result->ok =
      amends_session_change_finish (AMENDS_SESSION (source), async, &result->token, &result->error);
  result->done = TRUE;
}

static void
undone_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  Result *result = user_data;

  result->ok = amends_session_undo_finish_step (AMENDS_SESSION (source), async, &result->step,
                                                &result->error);
  result->done = TRUE;
}

static void
redone_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  Result *result = user_data;

  result->ok =
      amends_session_redo_finish (AMENDS_SESSION (source), async, &result->step, &result->error);
  result->done = TRUE;
}

static void
case_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(AmendsCase **) user_data =
      amends_session_get_case_finish (AMENDS_SESSION (source), async, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static AmendsCase *
get_case (UiFixture *fixture)
{
  AmendsCase *case_ = NULL;

  amends_session_get_case_async (fixture->session, LIVE_CASE, NULL, case_cb, &case_);
  ui_wait (is_there, &case_);
  return case_;
}

static guint
finish (Result *result)
{
  ui_wait (is_set, &result->done);
  g_assert_no_error (result->error);
  g_assert_true (result->ok);
  return result->token;
}

/* The stored case as JSON, without the log and when it was last changed. */
static char *
dup_json (UiFixture *fixture)
{
  g_autoptr (AmendsCase) case_ = get_case (fixture);
  GListStore *lists[] = { case_->clocks,      case_->pauses,       case_->drafts,
                          case_->checkpoints, case_->actions,      case_->messages,
                          case_->commitments, case_->stakeholders, case_->goodwill };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AmendsEscalation) escalation = amends_record_copy (case_->escalation);
  gpointer singles[] = { escalation, case_->account, case_->plan, case_->debrief };

  amends_record_set (escalation, "updated", AMENDS_INSTANT_NONE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    if (singles[i] != NULL)
      {
        g_autoptr (JsonNode) node = amends_record_to_json (singles[i]);
        g_autofree char *json = json_to_string (node, FALSE);

        g_string_append_printf (text, "%s\n", json);
      }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (lists[i])); j++)
      {
        g_autoptr (GObject) record = g_list_model_get_item (G_LIST_MODEL (lists[i]), j);
        g_autoptr (GObject) copy = amends_record_copy (record);
        g_autoptr (JsonNode) node = NULL;
        g_autofree char *json = NULL;

        /* The versions of a draft are its history: they only grow. */
        if (AMENDS_IS_DRAFT (copy))
          amends_record_set (copy, "version", 0, NULL);
        node = amends_record_to_json (copy);
        json = json_to_string (node, FALSE);

        g_string_append_printf (text, "%s\n", json);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gpointer
get_first (GListStore *list, guint at)
{
  g_autoptr (GObject) record = g_list_model_get_item (G_LIST_MODEL (list), at);

  g_assert_nonnull (record);
  return record;
}

/* (transfer none): a step or action that is still planned. */
static gpointer
get_planned (GListStore *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      gpointer record = get_first (list, i);
      AmendsStep step = AMENDS_IS_ACTION (record) ? AMENDS_ACTION (record)->step
                                                  : AMENDS_CHECKPOINT (record)->step;

      if (step == AMENDS_STEP_PLANNED)
        return record;
    }
  g_assert_not_reached ();
}

/* (transfer none): a draft that has not gone out. */
static AmendsDraft *
get_unsent (AmendsCase *case_)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      AmendsDraft *draft = get_first (case_->drafts, i);

      if (draft->sent_at == AMENDS_INSTANT_NONE)
        return draft;
    }
  g_assert_not_reached ();
}

#define N_CHANGES 10

/* One of each: done, moved, added, noted, heard, facts, draft, person, person gone, status. */
static void
make_change (UiFixture *fixture, AmendsCase *case_, guint which)
{
  AmendsSession *session = fixture->session;
  AmendsInstant now = amends_session_now (session);
  g_auto (Result) result = { FALSE };
  g_autoptr (AmendsCheckpoint) added = amends_record_new (AMENDS_TYPE_CHECKPOINT);
  g_autoptr (AmendsEscalation) facts = amends_record_copy (case_->escalation);
  g_autoptr (AmendsStakeholder) person = amends_record_copy (get_first (case_->stakeholders, 0));
  AmendsDraft *draft = get_unsent (case_);
  AmendsCheckpoint *step = get_planned (case_->checkpoints);
  AmendsAction *action = get_planned (case_->actions);

  switch (which)
    {
    case 0:
      amends_session_set_step_async (session, case_, action->id, AMENDS_STEP_DONE, NULL, changed_cb,
                                     &result);
      break;
    case 1:
      amends_session_move_async (session, case_, step->id, step->at + AMENDS_DAY, NULL, changed_cb,
                                 &result);
      break;
    case 2:
      amends_record_set (added, "title", "A word with the team", "at", now + AMENDS_HOUR, NULL);
      amends_session_add_checkpoint_async (session, case_, added, NULL, changed_cb, &result);
      break;
    case 3:
      amends_session_add_event_async (session, case_, AMENDS_DIRECTION_INTERNAL,
                                      AMENDS_CHANNEL_UNKNOWN, now, "Looked at the queue", NULL,
                                      changed_cb, &result);
      break;
    case 4:
      amends_session_add_event_async (session, case_, AMENDS_DIRECTION_INBOUND,
                                      AMENDS_CHANNEL_E_MAIL, now, "Any news?", NULL, changed_cb,
                                      &result);
      break;
    case 5:
      amends_record_set (facts, "users-affected", 77, NULL);
      amends_session_edit_facts_async (session, case_, facts, NULL, changed_cb, &result);
      break;
    case 6:
      amends_session_save_draft_async (session, case_, draft->id, "Another subject",
                                       "Another text altogether.", NULL, changed_cb, &result);
      break;
    case 7:
      amends_record_set (person, "ask", "Decide by tonight", NULL);
      amends_session_save_stakeholder_async (session, case_, person, NULL, changed_cb, &result);
      break;
    case 8:
      amends_session_remove_stakeholder_async (session, case_, person->id, NULL, changed_cb,
                                               &result);
      break;
    default:
      amends_session_set_step_async (session, case_, step->id, AMENDS_STEP_DONE, NULL, changed_cb,
                                     &result);
    }
  g_assert_cmpuint (finish (&result), !=, 0);
}

static void
undo (UiFixture *fixture)
{
  g_auto (Result) result = { FALSE };

  amends_session_undo_async (fixture->session, 0, NULL, undone_cb, &result);
  finish (&result);
  g_assert_nonnull (result.step);
  g_assert_cmpstr (result.step->what, !=, "");
}

static void
redo (UiFixture *fixture)
{
  g_auto (Result) result = { FALSE };

  amends_session_redo_async (fixture->session, NULL, redone_cb, &result);
  finish (&result);
}

static void
test_ten_mixed (void)
{
  UiFixture fixture = { NULL };
  g_autofree char *states[N_CHANGES + 1] = { NULL };
  g_autoptr (AmendsCase) case_ = NULL;

  ui_fixture_set_up (&fixture, TRUE);
  case_ = get_case (&fixture);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      states[i] = dup_json (&fixture);
      make_change (&fixture, case_, i);
    }
  states[N_CHANGES] = dup_json (&fixture);
  /* A note stands in the log alone. */
  for (guint i = 0; i < N_CHANGES; i++)
    if (i != 3)
      g_assert_cmpstr (states[i], !=, states[i + 1]);

  /* Down to the beginning and up again, twice: each way station is as it was. */
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = N_CHANGES; i > 0; i--)
        {
          g_autofree char *now = NULL;

          undo (&fixture);
          now = dup_json (&fixture);
          g_assert_cmpstr (now, ==, states[i - 1]);
        }
      for (guint i = 0; i < N_CHANGES; i++)
        {
          g_autofree char *now = NULL;

          redo (&fixture);
          now = dup_json (&fixture);
          g_assert_cmpstr (now, ==, states[i + 1]);
        }
    }
  for (guint i = 0; i <= N_CHANGES; i++)
    g_free (g_steal_pointer (&states[i]));
  g_clear_object (&case_);
  ui_fixture_tear_down (&fixture);
}

static void
add_note (UiFixture *fixture, AmendsCase *case_, const char *text)
{
  g_auto (Result) result = { FALSE };

  amends_session_add_event_async (fixture->session, case_, AMENDS_DIRECTION_INTERNAL,
                                  AMENDS_CHANNEL_UNKNOWN, amends_session_now (fixture->session),
                                  text, NULL, changed_cb, &result);
  finish (&result);
}

static void
test_at_least_twenty (void)
{
  UiFixture fixture = { NULL };
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autoptr (AmendsCase) case_ = NULL;

  ui_fixture_set_up (&fixture, TRUE);
  case_ = get_case (&fixture);
  first = dup_json (&fixture);
  for (guint i = 0; i < 20; i++)
    add_note (&fixture, case_, "Once more");
  for (guint i = 0; i < 20; i++)
    undo (&fixture);
  last = dup_json (&fixture);
  g_assert_cmpstr (last, ==, first);
  g_clear_object (&case_);
  ui_fixture_tear_down (&fixture);
}

static void
test_new_change_ends_redo (void)
{
  UiFixture fixture = { NULL };
  g_auto (Result) result = { FALSE };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (AmendsUndoStep) step = NULL;

  ui_fixture_set_up (&fixture, TRUE);
  case_ = get_case (&fixture);
  add_note (&fixture, case_, "One");
  undo (&fixture);
  step = amends_session_dup_redo_step (fixture.session);
  g_assert_nonnull (step);
  g_assert_nonnull (strstr (step->what, "One"));
  g_clear_pointer (&step, amends_undo_step_free);
  add_note (&fixture, case_, "Other");
  g_assert_null (amends_session_dup_redo_step (fixture.session));
  amends_session_redo_async (fixture.session, NULL, redone_cb, &result);
  ui_wait (is_set, &result.done);
  g_assert_error (result.error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_TOO_LATE);
  g_clear_object (&case_);
  ui_fixture_tear_down (&fixture);
}

/* What is saved while somebody writes is one step; after a pause it is another. */
static void
test_writing_is_one_step (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  AmendsDraft *draft;

  ui_fixture_set_up (&fixture, TRUE);
  case_ = get_case (&fixture);
  draft = get_unsent (case_);
  first = dup_json (&fixture);
  for (guint i = 0; i < 6; i++)
    {
      g_auto (Result) result = { FALSE };
      g_autofree char *text = g_strdup_printf ("The words so far, %u.", i);

      if (i == 4)
        amends_time_source_set_fixed (amends_session_get_time_source (fixture.session),
                                      amends_session_now (fixture.session) + AMENDS_HOUR);
      amends_session_save_draft_async (fixture.session, case_, draft->id, draft->subject, text,
                                       NULL, changed_cb, &result);
      amends_session_join_undo (fixture.session, finish (&result));
    }
  steps = amends_session_list_undo (fixture.session);
  g_assert_cmpuint (steps->len, ==, 2);
  undo (&fixture);
  g_assert_cmpstr (draft->body, ==, "The words so far, 3.");
  undo (&fixture);
  last = dup_json (&fixture);
  g_assert_cmpstr (last, ==, first);
  /* A token that is not the last one changes nothing. */
  amends_session_join_undo (fixture.session, 99999);
  g_clear_object (&case_);
  ui_fixture_tear_down (&fixture);
}

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static gboolean
has_nothing_to_undo (gpointer data)
{
  return !amends_session_can_undo (((UiFixture *) data)->session);
}

static gboolean
has_something_to_undo (gpointer data)
{
  return amends_session_can_undo (((UiFixture *) data)->session);
}

static gboolean
has_something_to_redo (gpointer data)
{
  g_autoptr (AmendsUndoStep) step = amends_session_dup_redo_step (((UiFixture *) data)->session);

  return step != NULL;
}

static guint
count_timeline (AmendsCase *case_)
{
  g_autoptr (GPtrArray) items = amends_timeline_collect (case_);

  return items->len;
}

static void
test_in_the_window (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GVariant) label = NULL;
  guint shown;

  ui_fixture_set_up (&fixture, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-case", "(ss)", LIVE_CASE,
                              "timeline");
  ui_wait (shows_case, fixture.window);
  case_ = get_case (&fixture);
  amends_undo_fill_menu (menu, fixture.session);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 0);

  shown = count_timeline (case_);
  add_note (&fixture, case_, "under_score");
  g_assert_cmpuint (count_timeline (case_), ==, shown + 1);
  amends_undo_fill_menu (menu, fixture.session);
  label = g_menu_model_get_item_attribute_value (G_MENU_MODEL (menu), 0, G_MENU_ATTRIBUTE_LABEL,
                                                 G_VARIANT_TYPE_STRING);
  g_assert_cmpstr (g_variant_get_string (label, NULL), ==, "_Undo: note “under__score”");

  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.undo", NULL);
  ui_wait (has_nothing_to_undo, &fixture);
  ui_wait (has_something_to_redo, &fixture);
  g_assert_cmpuint (count_timeline (case_), ==, shown);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.redo", NULL);
  ui_wait (has_something_to_undo, &fixture);
  g_assert_cmpuint (count_timeline (case_), ==, shown + 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.undo-list", NULL);
  g_clear_object (&case_);
  ui_fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/undo/ten-mixed", test_ten_mixed);
  g_test_add_func ("/ui/undo/twenty", test_at_least_twenty);
  g_test_add_func ("/ui/undo/redo-ends", test_new_change_ends_redo);
  g_test_add_func ("/ui/undo/writing", test_writing_is_one_step);
  g_test_add_func ("/ui/undo/window", test_in_the_window);

  return g_test_run ();
}
