/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things stand on a time axis. */

#include "config.h"

#include "amends-axis-layout.h"

#include <math.h>

double
amends_axis_view_get_x (const AmendsAxisView *self, AmendsInstant at)
{
  double x = (double) (at - self->start) / (double) self->span * self->width;

  return self->mirrored ? self->width - x : x;
}

AmendsInstant
amends_axis_view_get_at (const AmendsAxisView *self, double x)
{
  double along = self->mirrored ? self->width - x : x;

  return self->start + (gint64) llround (along / MAX (self->width, 1) * (double) self->span);
}

void
amends_axis_view_zoom (AmendsAxisView *self, double factor, double x)
{
  AmendsInstant kept = amends_axis_view_get_at (self, x);
  double share = (double) (kept - self->start) / (double) self->span;

  self->span = CLAMP ((gint64) ((double) self->span / factor), AMENDS_AXIS_LEAST, AMENDS_AXIS_MOST);
  self->start = kept - (gint64) llround (share * (double) self->span);
}

void
amends_axis_view_pull (AmendsAxisView *self, double pixels)
{
  double by = pixels / MAX (self->width, 1) * (double) self->span;

  self->start += (gint64) llround (self->mirrored ? by : -by);
}

gboolean
amends_axis_view_reveal (AmendsAxisView *self, AmendsInstant at, double margin)
{
  gint64 around =
      (gint64) (MIN (margin, self->width / 3) / MAX (self->width, 1) * (double) self->span);

  if (at < self->start + around)
    self->start = at - around;
  else if (at > self->start + self->span - around)
    self->start = at + around - self->span;
  else
    return FALSE;
  return TRUE;
}

/* --- Times on the wall --------------------------------------------------------------------------
 */

/* FALSE when the wall has no such time on that day. */
static gboolean
find_wall_time (GTimeZone *zone, GDateTime *day, int minutes, AmendsInstant *at)
{
  g_autoptr (GDateTime) moment =
      g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                       g_date_time_get_day_of_month (day), minutes / 60, minutes % 60, 0);

  if (moment == NULL)
    return FALSE;
  *at = amends_instant_from_date_time (moment);
  return g_date_time_get_hour (moment) == minutes / 60 &&
         g_date_time_get_minute (moment) == minutes % 60;
}

AmendsInstant
amends_axis_snap (AmendsInstant at, int minutes, GTimeZone *zone)
{
  g_autoptr (GDateTime) moment = amends_instant_to_date_time (at, zone);
  gint64 offset = g_date_time_get_utc_offset (moment) / 1000;
  gint64 step = minutes * AMENDS_MINUTE;
  gint64 wall = at + offset + step / 2;

  return wall - wall % step - offset;
}

AmendsInstant
amends_axis_add_days (AmendsInstant at, int days, GTimeZone *zone)
{
  g_autoptr (GDateTime) then = amends_instant_to_date_time (at, zone);
  g_autoptr (GDateTime) moved = g_date_time_add_days (then, days);

  return amends_instant_from_date_time (moved);
}

/* Minutes; from a day on, whole days. */
static int
choose_step (const AmendsAxisView *view, double gap)
{
  static const int steps[] = { 5,   15,   30,       60,       120,       180,      360,
                               720, 1440, 2 * 1440, 7 * 1440, 14 * 1440, 28 * 1440 };
  double per_minute = view->width / ((double) view->span / AMENDS_MINUTE);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * per_minute >= gap)
      return steps[i];
  return steps[G_N_ELEMENTS (steps) - 1];
}

/* Steps of several days stand on the same days wherever the view begins. */
static gboolean
has_line (GDateTime *day, int step)
{
  GDate date;

  if (step <= 1440)
    return TRUE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (day),
                  (GDateMonth) g_date_time_get_month (day), (GDateYear) g_date_time_get_year (day));
  /* Day 1 of the count was a Monday. */
  return (g_date_get_julian (&date) - 1) % (guint32) (step / 1440) == 0;
}

static void
add_ticks_of_day (GArray *ticks,
                  const AmendsAxisView *view,
                  GTimeZone *zone,
                  GDateTime *day,
                  int step)
{
  for (int minutes = 0; minutes < 1440; minutes += MIN (step, 1440))
    {
      AmendsAxisTick tick = { .is_day = minutes == 0 };

      if (!find_wall_time (zone, day, minutes, &tick.at) && minutes > 0)
        continue;
      if (tick.at < view->start || tick.at > view->start + view->span)
        continue;
      tick.x = amends_axis_view_get_x (view, tick.at);
      g_array_append_val (ticks, tick);
    }
}

GArray *
amends_axis_make_ticks (const AmendsAxisView *view, GTimeZone *zone, double gap)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (AmendsAxisTick));
  int step = choose_step (view, gap);
  g_autoptr (GDateTime) first = amends_instant_to_date_time (view->start, zone);
  int days = (int) (view->span / AMENDS_DAY) + 2;

  for (int i = 0; i <= days; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (first, i);

      if (has_line (day, step))
        add_ticks_of_day (ticks, view, zone, day, step);
    }
  return ticks;
}

/* --- Labels -------------------------------------------------------------------------------------
 */

void
amends_axis_label_clear (gpointer self)
{
  g_clear_pointer (&((AmendsAxisLabel *) self)->text, g_free);
}

typedef struct
{
  const double *xs;
  double width;
  AmendsAxisNameFunc name;
  AmendsAxisMeasureFunc measure;
  gpointer data;
} Placing;

static void
place (const Placing *placing, AmendsAxisLabel *label)
{
  double middle = (placing->xs[label->first] + placing->xs[label->first + label->n - 1]) / 2;

  g_free (label->text);
  label->text = placing->name (label->first, label->n, placing->data);
  label->width = placing->measure (label->text, placing->data);
  label->x = middle - label->width / 2;
  label->x = MAX (0, MIN (label->x, placing->width - label->width));
}

GArray *
amends_axis_place_labels (const double *xs,
                          guint n,
                          double width,
                          double gap,
                          AmendsAxisNameFunc name,
                          AmendsAxisMeasureFunc measure,
                          gpointer data)
{
  GArray *labels = g_array_new (FALSE, TRUE, sizeof (AmendsAxisLabel));
  Placing placing = { xs, width, name, measure, data };

  g_array_set_clear_func (labels, amends_axis_label_clear);
  for (guint i = 0; i < n; i++)
    {
      AmendsAxisLabel label = { .first = i, .n = 1 };

      place (&placing, &label);
      /* One that had to merge may now reach the one before it. */
      while (labels->len > 0)
        {
          AmendsAxisLabel *before = &g_array_index (labels, AmendsAxisLabel, labels->len - 1);

          if (before->x + before->width + gap <= label.x)
            break;
          label.first = before->first;
          label.n += before->n;
          g_array_set_size (labels, labels->len - 1);
          place (&placing, &label);
        }
      g_array_append_val (labels, label);
    }
  return labels;
}
