/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things stand on the time axis; needs no display. */

#include "config.h"

#include "amends-axis-layout.h"

#include <string.h>

static AmendsInstant
parse (const char *text)
{
  AmendsInstant at;

  g_assert_true (amends_instant_parse (text, &at, NULL));
  return at;
}

static GTimeZone *
load_zone (const char *name)
{
  g_autoptr (GError) error = NULL;
  GTimeZone *zone = amends_zone_load (name, &error);

  g_assert_no_error (error);
  return zone;
}

static void
test_view (void)
{
  AmendsInstant start = parse ("2026-03-10T06:00:00Z");
  AmendsAxisView view = { start, 10 * AMENDS_HOUR, 1000, FALSE };

  g_assert_cmpfloat (amends_axis_view_get_x (&view, start + 5 * AMENDS_HOUR), ==, 500);
  g_assert_cmpint (amends_axis_view_get_at (&view, 500), ==, start + 5 * AMENDS_HOUR);
  view.mirrored = TRUE;
  g_assert_cmpfloat (amends_axis_view_get_x (&view, start + 2 * AMENDS_HOUR), ==, 800);
  g_assert_cmpint (amends_axis_view_get_at (&view, 800), ==, start + 2 * AMENDS_HOUR);

  /* What is under the pointer stays there, on either side. */
  amends_axis_view_zoom (&view, 2, 800);
  g_assert_cmpint (view.span, ==, 5 * AMENDS_HOUR);
  g_assert_cmpint (amends_axis_view_get_at (&view, 800), ==, start + 2 * AMENDS_HOUR);
  for (guint i = 0; i < 50; i++)
    amends_axis_view_zoom (&view, 2, 100);
  g_assert_cmpint (view.span, ==, AMENDS_AXIS_LEAST);
  for (guint i = 0; i < 50; i++)
    amends_axis_view_zoom (&view, 0.5, 100);
  g_assert_cmpint (view.span, ==, AMENDS_AXIS_MOST);

  view = (AmendsAxisView){ start, 10 * AMENDS_HOUR, 1000, FALSE };
  amends_axis_view_pull (&view, 100);
  g_assert_cmpint (view.start, ==, start - AMENDS_HOUR);
  view.mirrored = TRUE;
  amends_axis_view_pull (&view, 100);
  g_assert_cmpint (view.start, ==, start);
}

static void
test_reveal (void)
{
  AmendsInstant start = parse ("2026-03-10T06:00:00Z");
  AmendsAxisView view = { start, 10 * AMENDS_HOUR, 1000, FALSE };

  g_assert_false (amends_axis_view_reveal (&view, start + 5 * AMENDS_HOUR, 50));
  g_assert_cmpint (view.start, ==, start);
  g_assert_true (amends_axis_view_reveal (&view, start + 30 * AMENDS_DAY, 50));
  g_assert_cmpfloat (amends_axis_view_get_x (&view, start + 30 * AMENDS_DAY), ==, 950);
  /* No width yet, as before the first allocation. */
  view.width = 0;
  amends_axis_view_reveal (&view, start, 50);
  g_assert_cmpint (view.start, ==, start);
}

static void
test_snap (void)
{
  g_autoptr (GTimeZone) delhi = load_zone ("Asia/Kolkata");
  g_autoptr (GTimeZone) amsterdam = load_zone ("Europe/Amsterdam");

  g_assert_cmpint (amends_axis_snap (parse ("2026-03-10T12:52:00+01:00"), 15, amsterdam), ==,
                   parse ("2026-03-10T12:45:00+01:00"));
  g_assert_cmpint (amends_axis_snap (parse ("2026-03-10T12:53:00+01:00"), 15, amsterdam), ==,
                   parse ("2026-03-10T13:00:00+01:00"));
  /* On the wall there, not in UTC. */
  g_assert_cmpint (amends_axis_snap (parse ("2026-03-10T12:20:00+05:30"), 60, delhi), ==,
                   parse ("2026-03-10T12:00:00+05:30"));
  /* A day keeps the time on the wall over the change of the clocks. */
  g_assert_cmpint (amends_axis_add_days (parse ("2026-03-28T10:00:00+01:00"), 1, amsterdam), ==,
                   parse ("2026-03-29T10:00:00+02:00"));
}

static void
assert_ticks (const char *from, gint64 span, GTimeZone *zone, guint expected)
{
  AmendsAxisView view = { parse (from), span, 1200, FALSE };
  g_autoptr (GArray) ticks = amends_axis_make_ticks (&view, zone, 40);

  g_assert_cmpuint (ticks->len, ==, expected);
  for (guint i = 1; i < ticks->len; i++)
    {
      AmendsAxisTick *one = &g_array_index (ticks, AmendsAxisTick, i - 1);
      AmendsAxisTick *other = &g_array_index (ticks, AmendsAxisTick, i);

      g_assert_cmpint (one->at, <, other->at);
      g_assert_cmpfloat (other->x - one->x, >=, 36); /* a day may lack an hour */
    }
}

static void
test_ticks (void)
{
  g_autoptr (GTimeZone) amsterdam = load_zone ("Europe/Amsterdam");

  /* Every hour of a common day, of the one that lacks an hour, and of the one that has one twice:
   * there the line stands once. */
  assert_ticks ("2026-03-10T00:00:00+01:00", AMENDS_DAY, amsterdam, 25);
  assert_ticks ("2026-03-29T00:00:00+01:00", 23 * AMENDS_HOUR, amsterdam, 24);
  assert_ticks ("2026-10-25T00:00:00+02:00", 25 * AMENDS_HOUR, amsterdam, 25);
  /* Half days over the change of the clocks still begin at midnight and at noon. */
  assert_ticks ("2026-03-22T00:00:00+01:00", 14 * AMENDS_DAY, amsterdam, 29);
}

static void
test_ticks_are_midnights (void)
{
  g_autoptr (GTimeZone) zone = load_zone ("America/New_York");
  AmendsAxisView view = { parse ("2026-02-20T11:13:00Z"), AMENDS_AXIS_MOST, 900, TRUE };
  g_autoptr (GArray) ticks = amends_axis_make_ticks (&view, zone, 60);

  g_assert_cmpuint (ticks->len, >, 4);
  for (guint i = 0; i < ticks->len; i++)
    {
      AmendsAxisTick *tick = &g_array_index (ticks, AmendsAxisTick, i);
      g_autofree char *time = amends_instant_format (tick->at, zone, "%H:%M %u");

      g_assert_true (tick->is_day);
      g_assert_cmpstr (time, ==, "00:00 1");
    }
}

/* Ten pixels a letter. */
static double
measure (const char *text, gpointer data)
{
  return 10.0 * (double) strlen (text);
}

static char *
name (guint first, guint n, gpointer data)
{
  return n == 1 ? g_strdup_printf ("mark %u", first) : g_strdup_printf ("%u marks", n);
}

static void
assert_labels (const double *xs, guint n, double width)
{
  g_autoptr (GArray) labels = amends_axis_place_labels (xs, n, width, 8, name, measure, NULL);
  guint next = 0;
  double end = -8;

  for (guint i = 0; i < labels->len; i++)
    {
      AmendsAxisLabel *label = &g_array_index (labels, AmendsAxisLabel, i);

      g_assert_cmpuint (label->first, ==, next);
      g_assert_cmpfloat (label->x, >=, end + 8);
      g_assert_cmpfloat (label->x, >=, 0);
      if (label->width <= width)
        g_assert_cmpfloat (label->x + label->width, <=, width + 0.01);
      next += label->n;
      end = label->x + label->width;
    }
  g_assert_cmpuint (next, ==, n);
}

static void
test_labels (void)
{
  const double apart[] = { 100, 300, 500 };
  const double near[] = { 100, 110, 500 };
  g_autoptr (GArray) labels = amends_axis_place_labels (apart, 3, 600, 8, name, measure, NULL);
  g_autoptr (GArray) merged = amends_axis_place_labels (near, 3, 600, 8, name, measure, NULL);
  g_autoptr (GArray) none = amends_axis_place_labels (NULL, 0, 600, 8, name, measure, NULL);

  g_assert_cmpuint (labels->len, ==, 3);
  g_assert_cmpfloat (g_array_index (labels, AmendsAxisLabel, 0).x, ==, 70);
  g_assert_cmpuint (merged->len, ==, 2);
  g_assert_cmpstr (g_array_index (merged, AmendsAxisLabel, 0).text, ==, "2 marks");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_labels_never_overlap (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      double width = g_rand_double_range (rand, 20, 900);
      guint n = (guint) g_rand_int_range (rand, 1, 60);
      g_autofree double *xs = g_new (double, n);

      for (guint i = 0; i < n; i++)
        xs[i] = (i > 0 ? xs[i - 1] : 0) + g_rand_double_range (rand, 0, 2 * width / n);
      for (guint i = 0; i < n; i++)
        xs[i] = MIN (xs[i], width);
      assert_labels (xs, n, width);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/axis-layout/view", test_view);
  g_test_add_func ("/ui/axis-layout/reveal", test_reveal);
  g_test_add_func ("/ui/axis-layout/snap", test_snap);
  g_test_add_func ("/ui/axis-layout/ticks", test_ticks);
  g_test_add_func ("/ui/axis-layout/midnights", test_ticks_are_midnights);
  g_test_add_func ("/ui/axis-layout/labels", test_labels);
  g_test_add_func ("/ui/axis-layout/never-overlap", test_labels_never_overlap);

  return g_test_run ();
}
