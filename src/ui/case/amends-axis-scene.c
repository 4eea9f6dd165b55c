/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One picture of a time axis. */

#include "config.h"

#include "amends-axis-scene.h"

#include <glib/gi18n-lib.h>

#include "amends-axis-marks.h"
#include "amends-draw.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-session-hours.h"
#include "amends-timeline-items.h"

/* Below this width the names stand above what they name. */
#define NARROW 560
#define PAD 12.0
#define GUTTER_GAP 12.0
#define LONGEST_GUTTER 150.0
#define MARK 18.0
#define LABEL_GAP 10.0
#define STRIP_DAYS 14
#define STRIP_HEIGHT 28.0
/* A click this far from a mark still means it. */
#define REACH 11.0
/* With less on a day, shading its nights would be noise. */
#define SHADED_DAYS 45
/* What lies over the axis in its upper corner. */
#define BUTTONS 160.0
#define BAR_HEIGHT 48.0

typedef struct
{
  GObject *item; /* (unowned) */
  double x;
  double y;
  AmendsAxisMarkKind kind;
} Mark;

typedef struct
{
  double top, height;
  double mark_y, label_y;
  GArray *marks;  /* of Mark, by x */
  GArray *labels; /* of AmendsAxisLabel */
} Lane;

typedef struct
{
  AmendsClock *clock; /* (unowned): the latest of its kind */
  double top, height, bar_y;
} ClockRow;

struct _AmendsAxisScene
{
  AmendsAxisInput input;
  AmendsInstant now;
  GTimeZone *zone; /* (unowned) */
  AmendsAxisView view;
  double left; /* of the view in the widget */
  double line; /* height of a line of text */
  gboolean narrow;
  double scale; /* of the text; 1.0 is the usual */
  gboolean mirrored;
  GPtrArray *clocks; /* (owned) */
  GArray *rows;      /* of ClockRow */
  Lane lanes[AMENDS_AXIS_N_LANES];
  double legend_bottom, body_top, body_bottom, strip_top, bottom;
  AmendsInstant strip_start;
};

/* --- Texts --------------------------------------------------------------------------------------
 */

static PangoLayout *
create_text (AmendsAxisScene *self, const char *text, double width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->input.widget, text);

  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

static double
measure (const char *text, gpointer data)
{
  g_autoptr (PangoLayout) layout = create_text (data, text, 0);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static double
measure_line (AmendsAxisScene *self)
{
  g_autoptr (PangoLayout) layout = create_text (self, "Äg中", 0);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* @x: its left edge. */
static void
draw_text (AmendsAxisScene *self, cairo_t *cr, const char *text, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = create_text (self, text, width);

  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
use_faint (AmendsAxisScene *self, cairo_t *cr, double alpha)
{
  GdkRGBA color;

  amends_draw_lookup_faint (self->input.widget, alpha, &color);
  gdk_cairo_set_source_rgba (cr, &color);
}

static void
use_color (AmendsAxisScene *self, cairo_t *cr, const char *name)
{
  GdkRGBA color;

  amends_draw_lookup (self->input.widget, name, &color);
  gdk_cairo_set_source_rgba (cr, &color);
}

static double
get_x (AmendsAxisScene *self, AmendsInstant at)
{
  return self->left + amends_axis_view_get_x (&self->view, at);
}

static double
clamp_x (AmendsAxisScene *self, AmendsInstant at)
{
  return CLAMP (get_x (self, at), self->left - 2, self->left + self->view.width + 2);
}

/* --- What stands where --------------------------------------------------------------------------
 */

AmendsInstant
amends_axis_get_at (gpointer item)
{
  if (AMENDS_IS_CLOCK (item))
    return AMENDS_CLOCK (item)->due;
  if (AMENDS_IS_CHECKPOINT (item))
    return AMENDS_CHECKPOINT (item)->at;
  return amends_timeline_get_at (item);
}

static int
compare_clocks (gconstpointer a, gconstpointer b)
{
  const AmendsClock *one = *(AmendsClock *const *) a;
  const AmendsClock *other = *(AmendsClock *const *) b;

  return (int) one->kind - (int) other->kind;
}

GPtrArray *
amends_axis_collect_clocks (AmendsCase *case_)
{
  GPtrArray *clocks = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (case_->clocks), i);
      gboolean later = FALSE;

      for (guint j = 0; j < clocks->len; j++)
        {
          AmendsClock *other = clocks->pdata[j];

          if (other->kind != clock->kind)
            continue;
          later = TRUE;
          /* Of two that began together the stricter one decides. */
          if (clock->started > other->started ||
              (clock->started == other->started && clock->due < other->due))
            {
              g_object_unref (other);
              clocks->pdata[j] = g_object_ref (clock);
            }
        }
      if (!later)
        g_ptr_array_add (clocks, g_steal_pointer (&clock));
    }
  g_ptr_array_sort (clocks, compare_clocks);
  return clocks;
}

static double
find_gutter (AmendsAxisScene *self)
{
  double widest = 0;

  if (self->narrow)
    return PAD;
  for (guint i = 0; i < self->clocks->len; i++)
    widest = MAX (
        widest, measure (amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND,
                                                (int) AMENDS_CLOCK (self->clocks->pdata[i])->kind),
                         self));
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    widest = MAX (widest, measure (amends_axis_get_lane_title (i), self));
  return PAD + MIN (widest, LONGEST_GUTTER) + GUTTER_GAP;
}

static AmendsInstant
get_item_at (AmendsAxisScene *self, gpointer item)
{
  return item == self->input.moving ? self->input.moved : amends_axis_get_at (item);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *one = a;
  const Mark *other = b;

  return one->x < other->x ? -1 : one->x > other->x;
}

static void
collect_marks (AmendsAxisScene *self)
{
  for (guint i = 0; i < self->input.items->len; i++)
    {
      gpointer item = self->input.items->pdata[i];
      Lane *lane = &self->lanes[amends_axis_get_lane (self->input.case_, item)];
      Mark mark = { .item = item, .x = get_x (self, get_item_at (self, item)) };

      mark.kind = amends_axis_get_mark (item, self->now);
      if (mark.x < self->left - 1 || mark.x > self->left + self->view.width + 1)
        continue;
      g_array_append_val (lane->marks, mark);
    }
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    g_array_sort (self->lanes[i].marks, compare_marks);
}

typedef struct
{
  AmendsAxisScene *scene;
  Lane *lane;
} Naming;

static char *
name_marks (guint first, guint n, gpointer data)
{
  Naming *naming = data;
  AmendsAxisScene *self = naming->scene;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (items, g_array_index (naming->lane->marks, Mark, i).item);
  return n == 1 ? amends_axis_dup_label (items->pdata[0], self->now, self->zone)
                : amends_axis_dup_merged_label (items->pdata, n, self->now);
}

static double
measure_mark (const char *text, gpointer data)
{
  return measure (text, ((Naming *) data)->scene);
}

static void
name_lane (AmendsAxisScene *self, Lane *lane)
{
  g_autofree double *xs = g_new (double, lane->marks->len + 1);
  Naming naming = { self, lane };

  for (guint i = 0; i < lane->marks->len; i++)
    xs[i] = g_array_index (lane->marks, Mark, i).x - self->left;
  lane->labels = amends_axis_place_labels (xs, lane->marks->len, self->view.width, LABEL_GAP,
                                           name_marks, measure_mark, &naming);
}

/* A case that no CRM knows has no row for it. */
static gboolean
has_lane (AmendsAxisScene *self, AmendsAxisLane lane)
{
  if (lane == AMENDS_AXIS_CLOCKS)
    return FALSE;
  if (lane != AMENDS_AXIS_CRM)
    return TRUE;
  for (guint i = 0; i < self->input.items->len; i++)
    if (amends_axis_get_lane (self->input.case_, self->input.items->pdata[i]) == lane)
      return TRUE;
  return FALSE;
}

static double
stack_clocks (AmendsAxisScene *self, double y)
{
  for (guint i = 0; i < self->clocks->len; i++)
    {
      ClockRow row = { .clock = self->clocks->pdata[i], .top = y };

      row.height = self->narrow ? self->line + 22 : self->line + 14;
      row.bar_y = self->narrow ? y + self->line + 10 : y + row.height / 2;
      g_array_append_val (self->rows, row);
      y += row.height;
    }
  return self->clocks->len > 0 ? y + 6 : y;
}

static double
stack_lanes (AmendsAxisScene *self, double y)
{
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    {
      Lane *lane = &self->lanes[i];

      if (!has_lane (self, i))
        continue;
      lane->top = y;
      lane->mark_y = y + (self->narrow ? self->line + 4 : 0) + 6 + MARK / 2;
      lane->label_y = lane->mark_y + MARK / 2 + 3;
      y = lane->label_y + self->line + 6;
      lane->height = y - lane->top;
      for (guint j = 0; j < lane->marks->len; j++)
        g_array_index (lane->marks, Mark, j).y = lane->mark_y;
    }
  return y;
}

static const struct
{
  AmendsAxisMarkKind kind;
  const char *text;
} legend[] = {
  { AMENDS_AXIS_IN, NC_ ("time axis", "Customer wrote") },
  { AMENDS_AXIS_OUT, NC_ ("time axis", "We wrote") },
  { AMENDS_AXIS_DONE, NC_ ("time axis", "Done") },
  { AMENDS_AXIS_PLANNED, NC_ ("time axis", "Planned") },
};

/* What comes after the marks in the legend. */
#define LEGEND_PAUSE G_N_ELEMENTS (legend)
#define LEGEND_HOURS (G_N_ELEMENTS (legend) + 1)
#define LEGEND_ALL (G_N_ELEMENTS (legend) + 2)

static const char *
get_legend_text (guint i)
{
  if (i == LEGEND_PAUSE)
    return C_ ("time axis", "Clock paused");
  if (i == LEGEND_HOURS)
    return C_ ("time axis", "Outside working hours");
  return g_dpgettext2 (GETTEXT_PACKAGE, "time axis", legend[i].text);
}

static void
draw_legend_sign (AmendsAxisScene *self, cairo_t *cr, guint i, double x, double y)
{
  if (i == LEGEND_PAUSE)
    amends_axis_draw_pause (self->input.widget, cr, x - 7, x + 7, y);
  else if (i == LEGEND_HOURS)
    {
      use_faint (self, cr, 0.12);
      cairo_rectangle (cr, x - 6, y - 6, 12, 12);
      cairo_fill (cr);
    }
  else
    amends_axis_draw_mark (self->input.widget, cr, legend[i].kind, x, y, FALSE);
}

/* @cr: (nullable): only find out how high it is. Returns its bottom. */
static double
lay_legend (AmendsAxisScene *self, cairo_t *cr)
{
  double row = MAX (self->line, MARK - 2) + 4;
  /* Buttons stand in the upper corner; narrow, over the whole width. */
  double end = self->input.width - PAD - (self->narrow ? 0 : BUTTONS * self->scale);
  double x = PAD;
  double y = self->narrow ? BAR_HEIGHT * self->scale : 12;

  for (guint i = 0; i < LEGEND_ALL; i++)
    {
      const char *text = get_legend_text (i);
      double width = MIN (measure (text, self), self->input.width - 2 * PAD - 20);
      double sign;

      if (x > PAD && x + 20 + width > end)
        {
          x = PAD;
          y += row;
        }
      sign = self->mirrored ? self->input.width - x - 7 : x + 7;
      if (cr != NULL)
        {
          draw_legend_sign (self, cr, i, sign, y + row / 2);
          use_faint (self, cr, 0.8);
          draw_text (self, cr, text, self->mirrored ? sign - 13 - width : sign + 13,
                     y + (row - self->line) / 2, width);
        }
      x += 20 + width + 16;
    }
  return y + row;
}

static AmendsInstant
find_midnight (AmendsAxisScene *self, AmendsInstant at, int days)
{
  g_autoptr (GDateTime) moment = amends_instant_to_date_time (at, self->zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (moment, days);
  g_autoptr (GDateTime) midnight =
      g_date_time_new (self->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                       g_date_time_get_day_of_month (day), 0, 0, 0);

  return amends_instant_from_date_time (midnight);
}

/* From today, while what is shown lies in the fortnight; else around what is shown. */
static AmendsInstant
find_strip_start (AmendsAxisScene *self)
{
  AmendsInstant today = find_midnight (self, self->now, 0);
  AmendsInstant middle = self->view.start + self->view.span / 2;

  if (middle >= today && middle < today + STRIP_DAYS * AMENDS_DAY)
    return today;
  return find_midnight (self, middle, middle < today ? 1 - STRIP_DAYS / 2 : -STRIP_DAYS / 2);
}

AmendsAxisScene *
amends_axis_scene_new (const AmendsAxisInput *input)
{
  AmendsAxisScene *self = g_new0 (AmendsAxisScene, 1);
  double gutter;

  self->input = *input;
  self->now = amends_session_now (input->session);
  self->zone = amends_session_get_zone (input->session);
  self->scale = amends_draw_get_text_scale (input->widget);
  self->narrow = input->width < NARROW * self->scale;
  self->mirrored = gtk_widget_get_direction (input->widget) == GTK_TEXT_DIR_RTL;
  self->line = measure_line (self);
  self->clocks = amends_axis_collect_clocks (input->case_);
  self->rows = g_array_new (FALSE, FALSE, sizeof (ClockRow));
  gutter = find_gutter (self);
  self->view = input->view;
  self->view.mirrored = self->mirrored;
  self->view.width = MAX (input->width - gutter - PAD, 1);
  self->left = self->mirrored ? PAD : gutter;
  self->strip_start = find_strip_start (self);
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    self->lanes[i].marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  collect_marks (self);

  self->legend_bottom = lay_legend (self, NULL);
  self->body_top = self->legend_bottom + self->line + 12;
  self->body_bottom = stack_lanes (self, stack_clocks (self, self->body_top + 4));
  self->strip_top = self->body_bottom + self->line + 12;
  self->bottom =
      self->narrow ? self->strip_top - 2 : self->strip_top + STRIP_HEIGHT + self->line + 18;
  return self;
}

void
amends_axis_scene_free (AmendsAxisScene *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    {
      g_array_unref (self->lanes[i].marks);
      g_clear_pointer (&self->lanes[i].labels, g_array_unref);
    }
  g_array_unref (self->rows);
  g_ptr_array_unref (self->clocks);
  g_free (self);
}

int
amends_axis_scene_get_height (AmendsAxisScene *self)
{
  return (int) self->bottom + 1;
}

const AmendsAxisView *
amends_axis_scene_get_view (AmendsAxisScene *self)
{
  return &self->view;
}

double
amends_axis_scene_get_left (AmendsAxisScene *self)
{
  return self->left;
}

/* --- Finding ------------------------------------------------------------------------------------
 */

static void
set_area (GdkRectangle *area, double x, double y, double width, double height)
{
  if (area != NULL)
    *area = (GdkRectangle){ (int) x, (int) y, (int) MAX (width, 1), (int) MAX (height, 1) };
}

static void
set_mark_area (GdkRectangle *area, const Mark *mark)
{
  set_area (area, mark->x - MARK / 2, mark->y - MARK / 2, MARK, MARK);
}

GObject *
amends_axis_scene_pick (AmendsAxisScene *self, double x, double y, GdkRectangle *area)
{
  const Mark *best = NULL;

  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    for (guint j = 0; j < self->lanes[i].marks->len; j++)
      {
        const Mark *mark = &g_array_index (self->lanes[i].marks, Mark, j);

        if (ABS (mark->y - y) > REACH || ABS (mark->x - x) > REACH)
          continue;
        if (best == NULL || ABS (mark->x - x) < ABS (best->x - x))
          best = mark;
      }
  if (best != NULL)
    {
      set_mark_area (area, best);
      return best->item;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ClockRow *row = &g_array_index (self->rows, ClockRow, i);

      if (y < row->top || y >= row->top + row->height)
        continue;
      set_area (area, x - 4, row->bar_y - 6, 8, 12);
      return G_OBJECT (row->clock);
    }
  return NULL;
}

gboolean
amends_axis_scene_locate (AmendsAxisScene *self, GObject *item, GdkRectangle *area)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ClockRow *row = &g_array_index (self->rows, ClockRow, i);

      if (item == (GObject *) row->clock)
        {
          set_area (area, clamp_x (self, row->clock->due) - 4, row->bar_y - 6, 8, 12);
          return TRUE;
        }
    }
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    for (guint j = 0; j < self->lanes[i].marks->len; j++)
      {
        const Mark *mark = &g_array_index (self->lanes[i].marks, Mark, j);

        if (mark->item != item)
          continue;
        set_mark_area (area, mark);
        return TRUE;
      }
  return FALSE;
}

static double
get_strip_x (AmendsAxisScene *self, AmendsInstant at)
{
  double width = self->input.width - 2 * PAD;
  double x = (double) (at - self->strip_start) / (double) (STRIP_DAYS * AMENDS_DAY) * width;

  x = CLAMP (x, 0, width);
  return PAD + (self->mirrored ? width - x : x);
}

gboolean
amends_axis_scene_pick_day (AmendsAxisScene *self, double x, double y, AmendsInstant *at)
{
  double width = self->input.width - 2 * PAD;
  double along = self->mirrored ? width - (x - PAD) : x - PAD;

  if (self->narrow || y < self->strip_top || along < 0 || along > width)
    return FALSE;
  *at = self->strip_start + (gint64) (along / width * (double) (STRIP_DAYS * AMENDS_DAY));
  return TRUE;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void
fill_between (cairo_t *cr, double one, double other, double top, double bottom)
{
  double left = MIN (one, other);

  cairo_rectangle (cr, left, top, MAX (one, other) - left, bottom - top);
  cairo_fill (cr);
}

static void
draw_hours (AmendsAxisScene *self, cairo_t *cr)
{
  AmendsInstant from = self->view.start;
  AmendsInstant end = self->view.start + self->view.span;
  g_autoptr (GArray) hours = NULL;

  if (self->view.span > SHADED_DAYS * AMENDS_DAY)
    return;
  hours = amends_session_list_hours (self->input.session, self->input.case_, from, end);
  use_faint (self, cr, 0.06);
  for (guint i = 0; i < hours->len; i++)
    {
      const AmendsSpan *span = &g_array_index (hours, AmendsSpan, i);

      if (span->from > from)
        fill_between (cr, get_x (self, from), get_x (self, span->from), self->body_top,
                      self->body_bottom);
      from = span->to;
    }
  if (from < end)
    fill_between (cr, get_x (self, from), get_x (self, end), self->body_top, self->body_bottom);
}

static char *
format_tick (AmendsAxisScene *self, const AmendsAxisTick *tick)
{
  if (!tick->is_day)
    return amends_format_time (tick->at, self->zone);
  /* TRANSLATORS: a day on the time axis for g_date_time_format(), as in "Tue 10" */
  /* xgettext:no-c-format */
  return amends_instant_format (tick->at, self->zone, _ ("%a %-d"));
}

static void
draw_ticks (AmendsAxisScene *self, cairo_t *cr)
{
  double gap = MAX (measure ("00:00", self), measure ("Www 30", self)) + 18;
  g_autoptr (GArray) ticks = amends_axis_make_ticks (&self->view, self->zone, gap);

  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < ticks->len; i++)
    {
      const AmendsAxisTick *tick = &g_array_index (ticks, AmendsAxisTick, i);
      g_autofree char *text = format_tick (self, tick);
      double width = measure (text, self);
      double x = floor (self->left + tick->x) + 0.5;
      double left = CLAMP (x - width / 2, 4, self->input.width - width - 6);

      use_faint (self, cr, tick->is_day ? 0.3 : 0.12);
      cairo_move_to (cr, x, self->body_top);
      cairo_line_to (cr, x, self->body_bottom);
      cairo_stroke (cr);
      use_faint (self, cr, tick->is_day ? 0.9 : 0.7);
      draw_text (self, cr, text, left, self->body_bottom + 5, 0);
    }
}

static void
draw_rule (AmendsAxisScene *self, cairo_t *cr, double y)
{
  use_faint (self, cr, 0.15);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, floor (y) + 0.5);
  cairo_line_to (cr, self->input.width, floor (y) + 0.5);
  cairo_stroke (cr);
}

/* The words beside or, narrow, above a row. */
static void
draw_row_title (AmendsAxisScene *self, cairo_t *cr, const char *title, double y)
{
  double room = self->narrow ? self->input.width - 2 * PAD
                             : self->input.width - self->view.width - PAD - PAD - GUTTER_GAP;
  double width = MIN (measure (title, self), room);

  use_faint (self, cr, 0.8);
  draw_text (self, cr, title, self->mirrored ? self->input.width - PAD - width : PAD, y, width);
}

/* After the end of the bar, else before its beginning, else over it. */
static void
draw_clock_words (AmendsAxisScene *self,
                  cairo_t *cr,
                  const ClockRow *row,
                  const char *words,
                  double from,
                  double to)
{
  double left = MIN (from, to);
  double right = MAX (from, to);
  double width = measure (words, self);
  double y = row->bar_y - self->line / 2;
  double edge = self->left + self->view.width;
  double after = self->mirrored ? left - 8 - width : right + 8;
  double before = self->mirrored ? right + 8 : left - 8 - width;
  double x;

  if (self->narrow)
    {
      x = self->mirrored ? PAD : self->input.width - PAD - width;
      y = row->top + 2;
    }
  else if (after >= self->left && after + width <= edge)
    x = after;
  else if (before >= self->left && before + width <= edge)
    x = before;
  else
    {
      x = self->mirrored ? self->left + 6 : edge - width - 6;
      use_color (self, cr, "view_bg_color");
      cairo_rectangle (cr, x - 6, y, width + 12, self->line);
      cairo_fill (cr);
    }
  use_faint (self, cr, 0.85);
  draw_text (self, cr, words, x, y, 0);
}

static void
draw_pauses (AmendsAxisScene *self, cairo_t *cr, const ClockRow *row)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->input.case_->pauses));

  if (row->clock->kind != AMENDS_CLOCK_RESOLVE)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPause) pause =
          g_list_model_get_item (G_LIST_MODEL (self->input.case_->pauses), i);
      AmendsInstant end = pause->end != AMENDS_INSTANT_NONE ? pause->end : self->now;

      if (end > row->clock->started)
        amends_axis_draw_pause (self->input.widget, cr,
                                clamp_x (self, MAX (pause->start, row->clock->started)),
                                clamp_x (self, end), row->bar_y);
    }
}

static void
draw_clock_bar (AmendsAxisScene *self, cairo_t *cr, const ClockRow *row, AmendsClock *clock)
{
  AmendsAxisBar bar = { .from = clamp_x (self, clock->started), .y = row->bar_y };
  AmendsClockView view;
  AmendsInstant reached = self->now;

  amends_session_view_clock (self->input.session, self->input.case_, clock, &view);
  if (clock->met_at != AMENDS_INSTANT_NONE)
    reached = clock->met_at;
  else if (clock->closed)
    reached = MIN (reached, clock->due);
  /* Some rules have a grace, within which it is not late yet. */
  if (view.remaining >= 0 && view.state != AMENDS_CLOCK_BREACHED)
    reached = MIN (reached, MAX (clock->due, clock->started));
  bar.state = view.state;
  bar.is_past = clock != row->clock;
  bar.due = clamp_x (self, clock->due);
  bar.reached = clamp_x (self, reached);
  amends_axis_draw_bar (self->input.widget, cr, &bar);
}

/* With a tick, "13:41, 43 min left": the state is never only a colour. */
static char *
dup_state (AmendsAxisScene *self, AmendsClock *clock)
{
  AmendsClockView view;
  g_autofree char *state = NULL;
  g_autofree char *due = NULL;

  amends_session_view_clock (self->input.session, self->input.case_, clock, &view);
  state = amends_format_clock (view.state, view.remaining);
  if (view.state == AMENDS_CLOCK_MET)
    return g_strdup_printf ("✓ %s", state);
  due = amends_format_moment_short (clock->due, self->now, self->zone);
  /* TRANSLATORS: of a clock on the time axis: when it is due, its state, "13:41, 43 min left" */
  return g_strdup_printf (C_ ("time axis", "%1$s, %2$s"), due, state);
}

static void
draw_clocks (AmendsAxisScene *self, cairo_t *cr)
{
  GListModel *clocks = G_LIST_MODEL (self->input.case_->clocks);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const ClockRow *row = &g_array_index (self->rows, ClockRow, i);
      g_autofree char *words = dup_state (self, row->clock);
      AmendsInstant end = MAX (row->clock->due, row->clock->met_at);

      if (self->input.selected == (GObject *) row->clock)
        {
          use_faint (self, cr, 0.08);
          cairo_rectangle (cr, 2, row->top, self->input.width - 4, row->height);
          cairo_fill (cr);
        }
      for (guint j = 0; j < g_list_model_get_n_items (clocks); j++)
        {
          g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, j);

          if (clock->kind == row->clock->kind)
            draw_clock_bar (self, cr, row, clock);
        }
      draw_pauses (self, cr, row);
      if (!row->clock->closed && row->clock->due < self->now)
        end = self->now;
      draw_clock_words (self, cr, row, words, clamp_x (self, row->clock->started),
                        clamp_x (self, end));
      draw_row_title (self, cr,
                      amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) row->clock->kind),
                      self->narrow ? row->top + 2 : row->bar_y - self->line / 2);
    }
}

static void
draw_lane (AmendsAxisScene *self, cairo_t *cr, AmendsAxisLane which)
{
  Lane *lane = &self->lanes[which];

  if (lane->height <= 0)
    return;
  if (which != AMENDS_AXIS_CUSTOMER || self->rows->len > 0)
    draw_rule (self, cr, lane->top);
  draw_row_title (self, cr, amends_axis_get_lane_title (which),
                  self->narrow ? lane->top + 4 : lane->mark_y - self->line / 2);
  name_lane (self, lane);
  for (guint i = 0; i < lane->marks->len; i++)
    {
      const Mark *mark = &g_array_index (lane->marks, Mark, i);

      amends_axis_draw_mark (self->input.widget, cr, mark->kind, mark->x, mark->y,
                             mark->item == self->input.selected);
    }
  use_faint (self, cr, 0.85);
  for (guint i = 0; i < lane->labels->len; i++)
    {
      const AmendsAxisLabel *label = &g_array_index (lane->labels, AmendsAxisLabel, i);

      draw_text (self, cr, label->text, self->left + label->x, lane->label_y,
                 MIN (label->width, self->view.width) + 1);
    }
}

/* A time in a bubble that hangs on a line. */
static void
draw_bubble (AmendsAxisScene *self, cairo_t *cr, const char *text, double x, const char *color)
{
  double width = measure (text, self) + 14;
  double height = self->line + 6;
  double left = CLAMP (x - width / 2, 1, MAX (self->input.width - width - 1, 1));
  double top = self->body_top - height - 2;
  double r = height / 2;

  if (color != NULL)
    use_color (self, cr, color);
  else
    use_faint (self, cr, 0.9);
  cairo_new_sub_path (cr);
  cairo_arc (cr, left + width - r, top + r, r, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, left + r, top + r, r, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x, top + height);
  cairo_line_to (cr, x, self->body_bottom);
  cairo_stroke (cr);
  use_color (self, cr, color != NULL ? "accent_fg_color" : "view_bg_color");
  draw_text (self, cr, text, left + 7, top + 3, 0);
}

static void
draw_now (AmendsAxisScene *self, cairo_t *cr)
{
  double x = get_x (self, self->now);
  g_autofree char *time = amends_format_time (self->now, self->zone);
  /* TRANSLATORS: at the line of the present on the time axis; %s is a time of day */
  g_autofree char *text = g_strdup_printf (_ ("Now %s"), time);

  if (x >= self->left && x <= self->left + self->view.width)
    draw_bubble (self, cr, text, x, NULL);
}

static void
draw_moving (AmendsAxisScene *self, cairo_t *cr)
{
  g_autofree char *text = NULL;

  if (self->input.moving == NULL)
    return;
  text = amends_format_moment_short (self->input.moved, self->now, self->zone);
  draw_bubble (self, cr, text, clamp_x (self, self->input.moved), "accent_bg_color");
}

static void
draw_strip_day (AmendsAxisScene *self, cairo_t *cr, int day)
{
  AmendsInstant from = find_midnight (self, self->strip_start, day);
  AmendsInstant to = find_midnight (self, self->strip_start, day + 1);
  double one = get_strip_x (self, from);
  double other = get_strip_x (self, to);
  g_autoptr (GArray) hours =
      amends_session_list_hours (self->input.session, self->input.case_, from, to);
  /* xgettext:no-c-format */
  g_autofree char *text = amends_instant_format (from, self->zone, _ ("%a %-d"));
  double width = measure (text, self);

  if (hours->len == 0)
    {
      use_faint (self, cr, 0.08);
      fill_between (cr, one, other, self->strip_top + 6, self->strip_top + 6 + STRIP_HEIGHT);
    }
  use_faint (self, cr, 0.15);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (one) + 0.5, self->strip_top + 6);
  cairo_line_to (cr, floor (one) + 0.5, self->strip_top + 6 + STRIP_HEIGHT);
  cairo_stroke (cr);
  if (width + 4 > ABS (other - one) && day % 2 == 1)
    return;
  use_faint (self, cr, from <= self->now && self->now < to ? 1.0 : 0.65);
  draw_text (self, cr, text, (one + other) / 2 - width / 2, self->strip_top + STRIP_HEIGHT + 10, 0);
}

/* The fortnight in which the view lies. */
static void
draw_strip (AmendsAxisScene *self, cairo_t *cr)
{
  double y = self->strip_top + 6;
  double one = get_strip_x (self, self->view.start);
  double other = get_strip_x (self, self->view.start + self->view.span);
  AmendsInstant end = self->strip_start + STRIP_DAYS * AMENDS_DAY;

  if (self->narrow)
    return;
  draw_rule (self, cr, self->strip_top - 2);
  for (int day = 0; day < STRIP_DAYS; day++)
    draw_strip_day (self, cr, day);
  for (guint i = 0; i < self->input.items->len; i++)
    {
      gpointer item = self->input.items->pdata[i];
      AmendsInstant at = get_item_at (self, item);

      if (AMENDS_IS_CHECKPOINT (item) && at >= self->strip_start && at < end)
        {
          cairo_save (cr);
          cairo_translate (cr, get_strip_x (self, at), y + STRIP_HEIGHT / 2);
          cairo_scale (cr, 0.75, 0.75);
          amends_axis_draw_mark (self->input.widget, cr, amends_axis_get_mark (item, self->now), 0,
                                 0, FALSE);
          cairo_restore (cr);
        }
    }
  if (self->now >= self->strip_start && self->now < end)
    {
      use_faint (self, cr, 0.9);
      cairo_rectangle (cr, get_strip_x (self, self->now) - 1, y, 2, STRIP_HEIGHT);
      cairo_fill (cr);
    }
  use_color (self, cr, "accent_color");
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, MIN (one, other), y, MAX (ABS (other - one), 4), STRIP_HEIGHT);
  cairo_stroke (cr);
}

void
amends_axis_scene_draw (AmendsAxisScene *self, cairo_t *cr)
{
  lay_legend (self, cr);
  draw_rule (self, cr, self->body_top);
  draw_hours (self, cr);
  draw_ticks (self, cr);
  draw_rule (self, cr, self->body_bottom);

  draw_now (self, cr);
  draw_clocks (self, cr);
  for (guint i = 0; i < AMENDS_AXIS_N_LANES; i++)
    draw_lane (self, cr, i);
  draw_moving (self, cr);
  draw_strip (self, cr);
}
