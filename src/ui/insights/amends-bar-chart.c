/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws numbers stretch by stretch as bars. */

#include "config.h"

#include "amends-bar-chart.h"

#include "amends-draw.h"

#include <adwaita.h>
#include <math.h>

#define LEAST_WIDTH 200
#define USUAL_WIDTH 380
#define USUAL_HEIGHT 190
/* Between the axis and what is written beside it. */
#define GAP 6.0
/* Between the bars of a stretch. */
#define BAR_GAP 4.0
#define WIDEST_BAR 44.0
#define RADIUS 3.0
#define LIGHT_ALPHA 0.3
#define GRID_LINES 3

/* What one bar shows. */
typedef struct
{
  double value; /* NAN: a gap */
  char *text;   /* (owned): what is written on it */
} Bar;

struct _AmendsBarChart
{
  GtkWidget parent_instance;

  GArray *bars;     /* (owned) (element-type Bar): stretch by stretch, the series side by side */
  GPtrArray *names; /* (owned) (element-type utf8): of the stretches */
  GPtrArray *marks; /* (owned) (element-type utf8): at the lines, from zero up */
  guint n_series;
  double top; /* value of the highest line */
  double target;
};

/* Where things stand, in pixels of the widget. */
typedef struct
{
  double left;
  double right;
  double top;
  double bottom;
  double step;  /* width of a stretch */
  double width; /* of a bar */
  gboolean mirrored;
} Plot;

G_DEFINE_FINAL_TYPE (AmendsBarChart, amends_bar_chart, GTK_TYPE_WIDGET)

static void
clear_bar (gpointer data)
{
  g_free (((Bar *) data)->text);
}

/* The distance of the lines for numbers up to @most: 1, 2, 2.5 or 5 times a power of ten; of
 * minutes such that they are whole minutes, hours or days. */
static double
find_step (double most, AmendsMetricUnit unit)
{
  static const double spans[] = { 1,   2,   5,    10,   20,   30,   60,    120,   180,
                                  360, 720, 1440, 2880, 4320, 7200, 14400, 28800, 43200 };
  static const double steps[] = { 1, 2, 2.5, 5, 10 };
  double wanted = most / GRID_LINES;
  double power;

  if (!(wanted > 0))
    return 1;
  if (unit == AMENDS_METRIC_MINUTES && wanted <= spans[G_N_ELEMENTS (spans) - 1])
    {
      for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
        if (spans[i] >= wanted)
          return spans[i];
    }
  power = pow (10, floor (log10 (wanted)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= wanted &&
        (unit != AMENDS_METRIC_COUNT || steps[i] * power == floor (steps[i] * power)))
      return steps[i] * power;
  return 10 * power;
}

void
amends_bar_chart_get_color (GtkWidget *widget, guint at, GdkRGBA *color)
{
  amends_draw_lookup (widget, "accent_bg_color", color);
  if (at > 0)
    color->alpha *= LIGHT_ALPHA;
}

/* --- Text ------------------------------------------------------------------------------------- */

static PangoLayout *
create_text (AmendsBarChart *self, const char *text, int *width, int *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static void
draw_text (AmendsBarChart *self, cairo_t *cr, const char *text, double x, double y)
{
  g_autoptr (PangoLayout) layout = create_text (self, text, NULL, NULL);

  cairo_move_to (cr, floor (x), floor (y));
  pango_cairo_show_layout (cr, layout);
}

static int
measure_widest (AmendsBarChart *self, GPtrArray *texts)
{
  int widest = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      int width;
      g_autoptr (PangoLayout) layout = create_text (self, texts->pdata[i], &width, NULL);

      widest = MAX (widest, width);
    }
  return widest;
}

static int
get_line_height (AmendsBarChart *self)
{
  int height;
  g_autoptr (PangoLayout) layout = create_text (self, "0", NULL, &height);

  return height;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static void
lay_out (AmendsBarChart *self, Plot *plot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int line = get_line_height (self);
  double beside = measure_widest (self, self->marks) + GAP;

  plot->mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  plot->left = plot->mirrored ? 0 : beside;
  plot->right = gtk_widget_get_width (widget) - (plot->mirrored ? beside : 0);
  /* Half a line stands out above the highest one; a number may stand above a short bar. */
  plot->top = line + 2;
  plot->bottom = gtk_widget_get_height (widget) - line - GAP;
  plot->step = (plot->right - plot->left) / MAX (1, self->names->len);
  plot->width = CLAMP ((plot->step * 0.84 - BAR_GAP * (self->n_series - 1)) / self->n_series, 3.0,
                       WIDEST_BAR);
}

static double
get_y (AmendsBarChart *self, const Plot *plot, double value)
{
  return plot->bottom - CLAMP (value / self->top, 0, 1) * (plot->bottom - plot->top);
}

static double
get_middle (AmendsBarChart *self, const Plot *plot, guint stretch)
{
  guint at = plot->mirrored ? self->names->len - 1 - stretch : stretch;

  return plot->left + (at + 0.5) * plot->step;
}

static void
draw_lines (AmendsBarChart *self, cairo_t *cr, const Plot *plot)
{
  GdkRGBA faint;
  GdkRGBA words;
  int line = get_line_height (self);

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.15, &faint);
  amends_draw_lookup_faint (GTK_WIDGET (self), 0.7, &words);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->marks->len; i++)
    {
      double value = self->top * i / (self->marks->len - 1);
      double y = floor (get_y (self, plot, value)) + 0.5;
      int width;
      g_autoptr (PangoLayout) layout = create_text (self, self->marks->pdata[i], &width, NULL);

      gdk_cairo_set_source_rgba (cr, i == 0 ? &words : &faint);
      cairo_move_to (cr, plot->left, y);
      cairo_line_to (cr, plot->right, y);
      cairo_stroke (cr);
      gdk_cairo_set_source_rgba (cr, &words);
      draw_text (self, cr, self->marks->pdata[i],
                 plot->mirrored ? plot->right + GAP : plot->left - GAP - width, y - line / 2.0);
    }
}

static void
trace_bar (cairo_t *cr, double x, double y, double width, double bottom)
{
  double radius = MIN (RADIUS, MIN (width / 2, bottom - y));

  cairo_new_sub_path (cr);
  cairo_move_to (cr, x, bottom);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_arc (cr, x + width - radius, y + radius, radius, -0.5 * G_PI, 0);
  cairo_line_to (cr, x + width, bottom);
  cairo_close_path (cr);
}

/* Where the text of a bar stands: its middle is given, this is its top. */
static double
find_text_top (AmendsBarChart *self, const Plot *plot, double y, double height, gboolean inside)
{
  double top = inside ? y + 3 : y - height - 1;
  double goal = isnan (self->target) ? NAN : get_y (self, plot, self->target);

  /* Not across the goal. */
  if (!(goal > top - 1 && goal < top + height + 1))
    return top;
  if (!inside)
    return goal - height - 2;
  if (goal + 2 + height < plot->bottom)
    return goal + 2;
  return top;
}

/* Within the bar where there is room for it, else above; upright where the bar is slender. */
static void
draw_value (AmendsBarChart *self,
            cairo_t *cr,
            const Plot *plot,
            const Bar *bar,
            double middle,
            guint series)
{
  double y = isnan (bar->value) ? plot->bottom : get_y (self, plot, bar->value);
  int width;
  int height;
  g_autoptr (PangoLayout) layout = create_text (self, bar->text, &width, &height);
  gboolean upright = width > plot->width + BAR_GAP;
  double across = upright ? height : width;
  double along = upright ? width : height;
  gboolean inside = across <= plot->width + 2 && plot->bottom - y >= along + 5;
  double top = find_text_top (self, plot, y, along, inside);
  GdkRGBA color;

  /* What would run into its neighbour or out of sight is left to description and tooltip. */
  if (across > plot->width + BAR_GAP + 2 || top < 0)
    return;
  if (inside && series == 0)
    amends_draw_lookup (GTK_WIDGET (self), "accent_fg_color", &color);
  else
    amends_draw_lookup_faint (GTK_WIDGET (self), isnan (bar->value) ? 0.7 : 1.0, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_save (cr);
  cairo_move_to (cr, floor (middle - across / 2.0), floor (top + (upright ? along : 0)));
  if (upright)
    cairo_rotate (cr, -G_PI / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/* A tint alone is too faint for those who asked for strong contrast. Ends the path. */
static void
outline (cairo_t *cr, const GdkRGBA *color)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    {
      cairo_set_source_rgb (cr, color->red, color->green, color->blue);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

/* Where the first bar of a stretch begins. */
static double
get_begin (AmendsBarChart *self, const Plot *plot, guint stretch)
{
  double all = self->n_series * plot->width + (self->n_series - 1) * BAR_GAP;

  return get_middle (self, plot, stretch) - all / 2;
}

static void
draw_bars (AmendsBarChart *self, cairo_t *cr, const Plot *plot, guint stretch)
{
  double x = get_begin (self, plot, stretch);

  for (guint i = 0; i < self->n_series; i++)
    {
      guint series = plot->mirrored ? self->n_series - 1 - i : i;
      const Bar *bar = &g_array_index (self->bars, Bar, stretch * self->n_series + series);
      GdkRGBA color;

      if (!isnan (bar->value) && bar->value > 0)
        {
          amends_bar_chart_get_color (GTK_WIDGET (self), series, &color);
          gdk_cairo_set_source_rgba (cr, &color);
          trace_bar (cr, x, get_y (self, plot, bar->value), plot->width, plot->bottom);
          cairo_fill_preserve (cr);
          outline (cr, &color);
        }
      x += plot->width + BAR_GAP;
    }
}

static void
draw_values (AmendsBarChart *self, cairo_t *cr, const Plot *plot, guint stretch)
{
  double x = get_begin (self, plot, stretch) + plot->width / 2;

  for (guint i = 0; i < self->n_series; i++)
    {
      guint series = plot->mirrored ? self->n_series - 1 - i : i;

      draw_value (self, cr, plot,
                  &g_array_index (self->bars, Bar, stretch * self->n_series + series), x, series);
      x += plot->width + BAR_GAP;
    }
}

/* Names that do not fit side by side are left out evenly, the last one stays. */
static void
draw_names (AmendsBarChart *self, cairo_t *cr, const Plot *plot)
{
  double wanted = measure_widest (self, self->names) + GAP;
  guint every = MAX (1, (guint) ceil (wanted / plot->step));
  GdkRGBA color;

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.7, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  for (guint i = 0; i < self->names->len; i++)
    {
      int width;
      g_autoptr (PangoLayout) layout = create_text (self, self->names->pdata[i], &width, NULL);
      double x = get_middle (self, plot, i) - width / 2.0;

      if ((self->names->len - 1 - i) % every != 0)
        continue;
      x = CLAMP (x, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - width));
      draw_text (self, cr, self->names->pdata[i], x, plot->bottom + GAP);
    }
}

static void
draw_target (AmendsBarChart *self, cairo_t *cr, const Plot *plot)
{
  static const double dashes[] = { 4, 4 };
  double y;
  GdkRGBA color;

  if (isnan (self->target))
    return;
  y = floor (get_y (self, plot, self->target)) + 0.5;
  amends_draw_lookup_faint (GTK_WIDGET (self), 0.7, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, plot->left, y);
  cairo_line_to (cr, plot->right, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
amends_bar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsBarChart *self = AMENDS_BAR_CHART (widget);
  Plot plot;
  cairo_t *cr;

  if (self->names->len == 0)
    return;
  lay_out (self, &plot);
  if (plot.bottom <= plot.top || plot.right <= plot.left)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  draw_lines (self, cr, &plot);
  for (guint i = 0; i < self->names->len; i++)
    draw_bars (self, cr, &plot, i);
  draw_target (self, cr, &plot);
  /* Over the goal, so that it crosses no number more than it must. */
  for (guint i = 0; i < self->names->len; i++)
    draw_values (self, cr, &plot, i);
  draw_names (self, cr, &plot);
  cairo_destroy (cr);
}

/* --- Widget ----------------------------------------------------------------------------------- */

static gboolean
query_tooltip_cb (AmendsBarChart *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint stretch;
  Plot plot;

  if (keyboard || self->names->len == 0)
    return FALSE;
  lay_out (self, &plot);
  if (x < plot.left || x >= plot.right)
    return FALSE;
  stretch = MIN ((guint) ((x - plot.left) / plot.step), self->names->len - 1);
  if (plot.mirrored)
    stretch = self->names->len - 1 - stretch;
  g_string_append (text, self->names->pdata[stretch]);
  for (guint i = 0; i < self->n_series; i++)
    g_string_append_printf (text, "  %s",
                            g_array_index (self->bars, Bar, stretch * self->n_series + i).text);
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

static void
amends_bar_chart_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  double scale = amends_draw_get_text_scale (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
  else
    *minimum = *natural = (int) (USUAL_HEIGHT * scale);
}

static void
amends_bar_chart_finalize (GObject *object)
{
  AmendsBarChart *self = AMENDS_BAR_CHART (object);

  g_array_unref (self->bars);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->marks);

  G_OBJECT_CLASS (amends_bar_chart_parent_class)->finalize (object);
}

static void
amends_bar_chart_class_init (AmendsBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_bar_chart_finalize;
  widget_class->measure = amends_bar_chart_measure;
  widget_class->snapshot = amends_bar_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_bar_chart_init (AmendsBarChart *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_ptr_array_new_with_free_func (g_free);
  self->target = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  amends_draw_follow_style (GTK_WIDGET (self));
}

GtkWidget *
amends_bar_chart_new (void)
{
  return g_object_new (AMENDS_TYPE_BAR_CHART, NULL);
}

static void
set_marks (AmendsBarChart *self, const AmendsMetric *metric, double most)
{
  double step = find_step (most, metric->unit);
  guint lines = MAX (1, (guint) ceil (most / step));

  if (metric->unit == AMENDS_METRIC_PERCENT && step * lines > 100)
    {
      step = 50;
      lines = 2;
    }
  self->top = step * lines;
  g_ptr_array_set_size (self->marks, 0);
  for (guint i = 0; i <= lines; i++)
    g_ptr_array_add (self->marks, amends_metric_format_value (metric, step * i));
}

void
amends_bar_chart_set (AmendsBarChart *self,
                      const AmendsMetric *const *series,
                      guint n_series,
                      double target,
                      const char *description)
{
  guint n;
  double most;

  g_return_if_fail (AMENDS_IS_BAR_CHART (self));
  g_return_if_fail (n_series > 0);

  n = series[0]->trend->len;
  for (guint j = 1; j < n_series; j++)
    n = MIN (n, series[j]->trend->len);
  most = isnan (target) ? 0 : target;
  g_array_set_size (self->bars, 0);
  g_ptr_array_set_size (self->names, 0);
  self->n_series = n_series;
  self->target = target;
  for (guint i = 0; i < n; i++)
    {
      const AmendsMetricPoint *first = series[0]->trend->pdata[i];

      g_ptr_array_add (self->names, g_strdup (first->label));
      for (guint j = 0; j < n_series; j++)
        {
          const AmendsMetricPoint *point = series[j]->trend->pdata[i];
          Bar bar = { point->value, g_strdup (point->text) };

          if (!isnan (point->value))
            most = MAX (most, point->value);
          g_array_append_val (self->bars, bar);
        }
    }
  set_marks (self, series[0], most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
