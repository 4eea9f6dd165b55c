/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of a case: axis and list, keys, filters, and what a jump of the clock does. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-axis-marks.h"
#include "amends-axis-scene.h"
#include "amends-case-page.h"
#include "amends-clock-glyph.h"
#include "amends-ledger-popover.h"
#include "amends-minute.h"
#include "amends-time-axis.h"
#include "amends-timeline-entry.h"
#include "amends-timeline-filter.h"
#include "amends-timeline-items.h"
#include "amends-timeline-page.h"
#include "amends-timeline-step.h"

#define LIVE_CASE "ESC-0007"

typedef struct
{
  UiFixture fixture;
  GtkWidget *page;
  AmendsTimeAxis *axis;
  AmendsCase *case_;
} Timeline;

static gboolean
shows_axis (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_TIME_AXIS) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_TIME_AXIS));
}

static void
open_timeline (Timeline *self, int width)
{
  ui_fixture_set_up (&self->fixture, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->fixture.window), width, 800);
  gtk_widget_activate_action (GTK_WIDGET (self->fixture.window), "win.open-case", "(ss)", LIVE_CASE,
                              "timeline");
  ui_wait (shows_axis, self->fixture.window);
  self->page = ui_find (self->fixture.window, AMENDS_TYPE_TIMELINE_PAGE);
  self->axis = AMENDS_TIME_AXIS (ui_find (self->page, AMENDS_TYPE_TIME_AXIS));
  self->case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self->page));
  ui_settle (self->page);
}

static void
press (Timeline *self, const char *action, const char *format, int target)
{
  if (format != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->axis), action, format, target);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->axis), action, NULL);
  ui_settle (self->page);
}

/* Selects one step after another until a planned one comes. */
static AmendsCheckpoint *
select_planned (Timeline *self)
{
  for (guint i = 0; i < 100; i++)
    {
      GObject *selected;

      press (self, "axis.select", "i", 1);
      selected = amends_time_axis_get_selected (self->axis);
      g_assert_nonnull (selected);
      if (AMENDS_IS_CHECKPOINT (selected) &&
          AMENDS_CHECKPOINT (selected)->at > amends_session_now (self->fixture.session))
        return AMENDS_CHECKPOINT (selected);
    }
  g_assert_not_reached ();
}

static GtkWidget *
find_row (GtkWidget *root, gpointer item)
{
  if (AMENDS_IS_TIMELINE_STEP (root) &&
      amends_timeline_step_get_checkpoint (AMENDS_TIMELINE_STEP (root)) == item)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, item);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_selection_is_shared (void)
{
  Timeline self = { 0 };
  AmendsCheckpoint *step;
  GtkWidget *row;
  g_autofree char *words = NULL;
  g_autofree char *expected = NULL;

  open_timeline (&self, 1200);
  step = select_planned (&self);
  row = find_row (self.page, step);
  g_assert_nonnull (row);
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
  words = amends_axis_dup_words (self.fixture.session, self.case_, step);
  g_assert_nonnull (strstr (words, step->title));
  expected = g_strdup_printf ("Time axis: %s", words);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self.axis), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       expected);
  /* And from the list to the axis. */
  row = ui_find (self.page, AMENDS_TYPE_TIMELINE_ENTRY);
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  ui_settle (self.page);
  g_assert_true (amends_time_axis_get_selected (self.axis) != (GObject *) step);
  g_assert_nonnull (amends_time_axis_get_selected (self.axis));
  ui_assert_names (self.page);
  ui_fixture_tear_down (&self.fixture);
}

typedef struct
{
  AmendsCheckpoint *step;
  AmendsInstant at;
} Place;

static gboolean
is_at (gpointer data)
{
  return ((Place *) data)->step->at == ((Place *) data)->at;
}

static void
test_keys_move (void)
{
  Timeline self = { 0 };
  Place place;

  open_timeline (&self, 1200);
  place.step = select_planned (&self);
  place.at = place.step->at + 30 * AMENDS_MINUTE;
  press (&self, "axis.move-minutes", "i", 15);
  press (&self, "axis.move-minutes", "i", 15);
  ui_wait (is_at, &place);
  g_assert_true (amends_time_axis_get_selected (self.axis) == (GObject *) place.step);
  place.at -= 30 * AMENDS_MINUTE;
  gtk_widget_activate_action (GTK_WIDGET (self.fixture.window), "win.undo", NULL);
  ui_wait (is_at, &place);
  ui_fixture_tear_down (&self.fixture);
}

static void
test_no_step_into_the_past (void)
{
  Timeline self = { 0 };
  AmendsCheckpoint *step;
  AmendsInstant was;

  open_timeline (&self, 1200);
  step = select_planned (&self);
  was = step->at;
  for (guint i = 0; i < 30; i++)
    press (&self, "axis.move-days", "i", -1);
  g_assert_cmpint (amends_timeline_step_nudge (AMENDS_TIMELINE_STEP (find_row (self.page, step)), 0,
                                               -400),
                   >, amends_session_now (self.fixture.session));
  g_assert_cmpint (step->at, ==, was);
  ui_fixture_tear_down (&self.fixture);
}

static void
count_refused_cb (AmendsTimeAxis *axis, const char *why, guint *refused)
{
  g_assert_cmpstr (why, !=, "");
  (*refused)++;
}

static void
test_what_has_happened_stays (void)
{
  Timeline self = { 0 };
  guint refused = 0;
  GObject *selected;

  open_timeline (&self, 1200);
  g_signal_connect (self.axis, "refused", G_CALLBACK (count_refused_cb), &refused);
  do
    {
      press (&self, "axis.select", "i", -1);
      selected = amends_time_axis_get_selected (self.axis);
      g_assert_nonnull (selected);
    }
  while (!AMENDS_IS_MESSAGE (selected));
  press (&self, "axis.move-minutes", "i", 15);
  g_assert_cmpuint (refused, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (self.axis), "axis.command", "s", "done");
  g_assert_cmpuint (refused, ==, 2);
  ui_fixture_tear_down (&self.fixture);
}

static void
test_zoom (void)
{
  Timeline self = { 0 };
  gint64 span;
  AmendsInstant start;

  open_timeline (&self, 1200);
  span = amends_time_axis_get_span (self.axis);
  press (&self, "axis.zoom", "i", 1);
  g_assert_cmpint (amends_time_axis_get_span (self.axis), <, span);
  for (guint i = 0; i < 40; i++)
    press (&self, "axis.zoom", "i", -1);
  g_assert_cmpint (amends_time_axis_get_span (self.axis), ==, AMENDS_AXIS_MOST);
  press (&self, "axis.now", NULL, 0);
  start = amends_time_axis_get_start (self.axis);
  g_assert_cmpint (start, <, amends_session_now (self.fixture.session));
  g_assert_cmpint (start + AMENDS_AXIS_MOST, >, amends_session_now (self.fixture.session));
  ui_fixture_tear_down (&self.fixture);
}

static guint
count_shown (GtkWidget *root, GType type)
{
  guint count = gtk_widget_get_mapped (root) && g_type_is_a (G_OBJECT_TYPE (root), type);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_shown (child, type);
  return count;
}

static void
test_filter (void)
{
  Timeline self = { 0 };
  guint entries;
  guint steps;
  GtkWidget *chips;

  open_timeline (&self, 1200);
  entries = count_shown (self.page, AMENDS_TYPE_TIMELINE_ENTRY);
  steps = count_shown (self.page, AMENDS_TYPE_TIMELINE_STEP);
  g_assert_cmpuint (entries, >, 1);
  g_assert_cmpuint (steps, >, 0);
  chips = ui_find (self.page, AMENDS_TYPE_TIMELINE_FILTER);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (chips, "Messages")), TRUE);
  ui_settle (self.page);
  g_assert_cmpuint (count_shown (self.page, AMENDS_TYPE_TIMELINE_STEP), ==, 0);
  g_assert_cmpuint (count_shown (self.page, AMENDS_TYPE_TIMELINE_ENTRY), <, entries);
  g_assert_cmpuint (count_shown (self.page, AMENDS_TYPE_TIMELINE_ENTRY), >, 0);
  gtk_widget_activate_action (self.page, "timeline.show-all", NULL);
  ui_settle (self.page);
  g_assert_cmpuint (count_shown (self.page, AMENDS_TYPE_TIMELINE_ENTRY), ==, entries);
  g_assert_cmpuint (count_shown (self.page, AMENDS_TYPE_TIMELINE_STEP), ==, steps);
  ui_fixture_tear_down (&self.fixture);
}

static void
test_clock_opens_its_ledger (void)
{
  Timeline self = { 0 };

  open_timeline (&self, 1200);
  do
    press (&self, "axis.select", "i", -1);
  while (!AMENDS_IS_CLOCK (amends_time_axis_get_selected (self.axis)));
  press (&self, "axis.open", NULL, 0);
  g_assert_cmpuint (ui_count (self.axis, AMENDS_TYPE_LEDGER_POPOVER), ==, 1);
  gtk_popover_popdown (GTK_POPOVER (ui_find (self.axis, AMENDS_TYPE_LEDGER_POPOVER)));
  ui_settle (self.page);
  ui_fixture_tear_down (&self.fixture);
}

/* Every item that is in view can be found where it is drawn, in any width and direction. */
static void
test_picking (void)
{
  const int widths[] = { 240, 336, 559, 560, 900, 1600 };
  Timeline self = { 0 };
  g_autoptr (GPtrArray) items = NULL;

  open_timeline (&self, 1200);
  items = amends_timeline_collect (self.case_);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (widths); i++)
    {
      AmendsAxisInput input = {
        .widget = GTK_WIDGET (self.axis),
        .session = self.fixture.session,
        .case_ = self.case_,
        .items = items,
        .view = { amends_session_now (self.fixture.session) - 3 * AMENDS_DAY, 6 * AMENDS_DAY },
        .width = widths[i / 2],
      };
      g_autoptr (AmendsAxisScene) scene = NULL;
      GdkRectangle area;
      guint found = 0;

      gtk_widget_set_direction (GTK_WIDGET (self.axis),
                                i % 2 == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
      scene = amends_axis_scene_new (&input);
      for (guint j = 0; j < items->len; j++)
        if (amends_axis_scene_locate (scene, items->pdata[j], &area))
          {
            g_assert_cmpint (area.x, >=, -10);
            g_assert_cmpint (area.x + area.width, <=, widths[i / 2] + 10);
            g_assert_nonnull (amends_axis_scene_pick (scene, area.x + area.width / 2.0,
                                                      area.y + area.height / 2.0, NULL));
            found++;
          }
      g_assert_cmpuint (found, >, 0);
      g_assert_null (amends_axis_scene_pick (scene, 1, 1, NULL));
    }
  ui_fixture_tear_down (&self.fixture);
}

static void
test_narrow (void)
{
  Timeline self = { 0 };
  int minimum;

  open_timeline (&self, 360);
  gtk_widget_measure (self.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  ui_assert_names (self.page);
  ui_fixture_tear_down (&self.fixture);
}

static void
count_minute_cb (GtkWidget *widget)
{
  guint *count = g_object_get_data (G_OBJECT (widget), "count");

  (*count)++;
}

static gboolean
is_positive (gpointer data)
{
  return *(guint *) data > 0;
}

/* The clock was set, or the machine slept: what shows times hears of it at once. */
static void
test_clock_jumps (void)
{
  UiFixture fixture = { NULL };
  GtkWidget *window = gtk_window_new ();
  guint count = 0;

  ui_fixture_set_up (&fixture, FALSE);
  g_object_set_data (G_OBJECT (window), "count", &count);
  amends_minute_follow (window, count_minute_cb);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle (window);
  count = 0;
  amends_minute_jumped ();
  ui_wait (is_positive, &count);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_tear_down (&fixture);
}

/* Rows and axis are right after it. */
static void
test_after_a_jump (void)
{
  Timeline self = { 0 };
  AmendsCheckpoint *step;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *expected = NULL;

  open_timeline (&self, 1200);
  step = select_planned (&self);
  before = amends_axis_dup_words (self.fixture.session, self.case_, step);
  g_assert_cmpint (amends_axis_get_mark (step, amends_session_now (self.fixture.session)), ==,
                   AMENDS_AXIS_PLANNED);
  amends_time_source_set_fixed (amends_session_get_time_source (self.fixture.session),
                                step->at + AMENDS_HOUR);
  amends_minute_jumped ();
  ui_settle (self.page);
  after = amends_axis_dup_words (self.fixture.session, self.case_, step);
  g_assert_cmpstr (before, !=, after);
  expected = g_strdup_printf ("Time axis: %s", after);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self.axis), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       expected);
  ui_fixture_tear_down (&self.fixture);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/timeline/selection", test_selection_is_shared);
  g_test_add_func ("/ui/timeline/keys", test_keys_move);
  g_test_add_func ("/ui/timeline/past", test_no_step_into_the_past);
  g_test_add_func ("/ui/timeline/happened", test_what_has_happened_stays);
  g_test_add_func ("/ui/timeline/zoom", test_zoom);
  g_test_add_func ("/ui/timeline/filter", test_filter);
  g_test_add_func ("/ui/timeline/ledger", test_clock_opens_its_ledger);
  g_test_add_func ("/ui/timeline/picking", test_picking);
  g_test_add_func ("/ui/timeline/narrow", test_narrow);
  g_test_add_func ("/ui/timeline/jumps", test_clock_jumps);
  g_test_add_func ("/ui/timeline/after-a-jump", test_after_a_jump);

  return g_test_run ();
}
