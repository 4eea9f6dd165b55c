/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws figures over time as a line. */

#include "config.h"

#include "amends-sparkline.h"

#include "amends-draw.h"

#include <math.h>

#define LEAST_WIDTH 120
#define USUAL_WIDTH 300
#define HEIGHT 66
/* Of the line, and of the dot at its end. */
#define STROKE 2.0
#define DOT 3.5
#define FILL_ALPHA 0.12
#define GAP_ALPHA 0.6

struct _AmendsSparkline
{
  GtkWidget parent_instance;

  double *x; /* (owned) */
  double *y; /* (owned) */
  guint n;
  double low;
  double high;
};

G_DEFINE_FINAL_TYPE (AmendsSparkline, amends_sparkline, GTK_TYPE_WIDGET)

static void
get_point (AmendsSparkline *self, guint at, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * DOT;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * DOT;
  double span = self->n > 1 ? self->x[self->n - 1] - self->x[0] : 0;
  double share = span > 0 ? (self->x[at] - self->x[0]) / span : 1;
  double range = self->high - self->low;
  double level = range > 0 ? CLAMP ((self->y[at] - self->low) / range, 0, 1) : 0.5;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    share = 1 - share;
  *x = DOT + share * width;
  *y = DOT + (1 - level) * height;
}

/* The figures without a gap from @from on. Returns: where they end. */
static guint
find_end (AmendsSparkline *self, guint from)
{
  while (from < self->n && !isnan (self->y[from]))
    from++;
  return from;
}

static void
draw_piece (AmendsSparkline *self, cairo_t *cr, guint from, guint end, const GdkRGBA *color)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double first;
  double x;
  double y;

  get_point (self, from, &first, &y);
  cairo_move_to (cr, first, y);
  for (guint i = from + 1; i < end; i++)
    {
      get_point (self, i, &x, &y);
      cairo_line_to (cr, x, y);
    }
  if (end - from < 2)
    {
      cairo_new_path (cr);
      cairo_arc (cr, first, y, STROKE, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, color);
      cairo_fill (cr);
      return;
    }
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, STROKE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, x, height);
  cairo_line_to (cr, first, height);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * FILL_ALPHA);
  cairo_fill (cr);
}

/* From the last figure before a gap to the first after it: faint and dashed. */
static void
draw_gap (AmendsSparkline *self, cairo_t *cr, guint from, guint to, const GdkRGBA *color)
{
  static const double dashes[] = { 3, 3 };
  double x;
  double y;

  get_point (self, from, &x, &y);
  cairo_move_to (cr, x, y);
  get_point (self, to, &x, &y);
  cairo_line_to (cr, x, y);
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * GAP_ALPHA);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
amends_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsSparkline *self = AMENDS_SPARKLINE (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));
  guint last = G_MAXUINT;
  GdkRGBA color;
  cairo_t *cr;

  if (self->n == 0)
    return;
  amends_draw_lookup (widget, "accent_color", &color);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  for (guint from = 0; from < self->n;)
    {
      guint end = find_end (self, from);

      if (end > from && last != G_MAXUINT)
        draw_gap (self, cr, last, from, &color);
      if (end > from)
        {
          draw_piece (self, cr, from, end, &color);
          last = end - 1;
        }
      from = end + 1;
    }
  if (!isnan (self->y[self->n - 1]))
    {
      double x;
      double y;

      get_point (self, self->n - 1, &x, &y);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static void
amends_sparkline_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? USUAL_WIDTH : HEIGHT;
}

static void
amends_sparkline_finalize (GObject *object)
{
  AmendsSparkline *self = AMENDS_SPARKLINE (object);

  g_free (self->x);
  g_free (self->y);

  G_OBJECT_CLASS (amends_sparkline_parent_class)->finalize (object);
}

static void
amends_sparkline_class_init (AmendsSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_sparkline_finalize;
  widget_class->snapshot = amends_sparkline_snapshot;
  widget_class->measure = amends_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_sparkline_init (AmendsSparkline *self)
{
  amends_draw_follow_style (GTK_WIDGET (self));
}

GtkWidget *
amends_sparkline_new (void)
{
  return g_object_new (AMENDS_TYPE_SPARKLINE, NULL);
}

void
amends_sparkline_set (AmendsSparkline *self,
                      const double *x,
                      const double *y,
                      guint n,
                      double low,
                      double high,
                      const char *words)
{
  g_return_if_fail (AMENDS_IS_SPARKLINE (self));

  g_free (self->x);
  g_free (self->y);
  self->x = g_memdup2 (x, n * sizeof (double));
  self->y = g_memdup2 (y, n * sizeof (double));
  self->n = n;
  self->low = low;
  self->high = high;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
