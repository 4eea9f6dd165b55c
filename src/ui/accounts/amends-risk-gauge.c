/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a risk score on a half circle. */

#include "config.h"

#include "amends-risk-gauge.h"

#include "amends-draw.h"

#include <math.h>

#define LEAST_WIDTH 220
#define USUAL_WIDTH 288
/* Of the half circle; the rest of the width is for the figures around it. */
#define MOST_RADIUS 108.0
#define AROUND 30.0
#define BELOW 6.0
#define BAND 16.0
#define NUMBER_SIZE 30.0
#define MARK_SIZE 8.5

struct _AmendsRiskGauge
{
  GtkWidget parent_instance;

  int score;
  AmendsTone tone;
  int *thresholds; /* (owned) */
  guint n_thresholds;
  char *words; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsRiskGauge, amends_risk_gauge, GTK_TYPE_WIDGET)

static double
get_radius (double width)
{
  return MIN (MOST_RADIUS, width / 2 - AROUND);
}

/* Where @score lies, as cairo counts angles: 0 at the left end, 100 at the right. */
static double
get_angle (double score)
{
  return G_PI + G_PI * score / 100;
}

static void
draw_band (cairo_t *cr, double x, double y, double radius, double from, double to)
{
  cairo_arc (cr, x, y, radius - BAND / 2, get_angle (from), get_angle (to));
  cairo_set_line_width (cr, BAND);
  cairo_stroke (cr);
}

/* A line across the band. */
static void
draw_line (cairo_t *cr, double x, double y, double radius, double score, double over, double width)
{
  double angle = get_angle (score);
  double inner = radius - BAND - over;
  double outer = radius + over;

  cairo_move_to (cr, x + inner * cos (angle), y + inner * sin (angle));
  cairo_line_to (cr, x + outer * cos (angle), y + outer * sin (angle));
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* @x, @y: of the middle of the text */
static void
draw_number (AmendsRiskGauge *self, cairo_t *cr, int number, double size, double x, double y)
{
  g_autofree char *text = g_strdup_printf ("%d", number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  int width;
  int height;

  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  pango_font_description_set_weight (font,
                                     size > MARK_SIZE ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_marks (AmendsRiskGauge *self, cairo_t *cr, double x, double y, double radius)
{
  GdkRGBA faint;
  GdkRGBA gap;

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.7, &faint);
  amends_draw_lookup (GTK_WIDGET (self), "card_bg_color", &gap);
  for (guint i = 0; i < self->n_thresholds; i++)
    {
      double angle = get_angle (self->thresholds[i]);
      double away = radius + 16;

      gdk_cairo_set_source_rgba (cr, &gap);
      draw_line (cr, x, y, radius, self->thresholds[i], 0, 2);
      gdk_cairo_set_source_rgba (cr, &faint);
      draw_number (self, cr, self->thresholds[i], MARK_SIZE, x + away * cos (angle),
                   y + away * sin (angle));
    }
}

static const char *
get_color (AmendsTone tone)
{
  return tone == AMENDS_TONE_ERROR     ? "error_bg_color"
         : tone == AMENDS_TONE_WARNING ? "warning_bg_color"
                                       : "accent_bg_color";
}

static void
amends_risk_gauge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsRiskGauge *self = AMENDS_RISK_GAUGE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double radius = get_radius (width);
  double x = width / 2;
  double y = height - BELOW;
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  GdkRGBA color;

  amends_draw_lookup_faint (widget, 0.12, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  draw_band (cr, x, y, radius, 0, 100);
  amends_draw_lookup (widget, get_color (self->tone), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  draw_band (cr, x, y, radius, 0, self->score);
  draw_marks (self, cr, x, y, radius);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  draw_line (cr, x, y, radius, self->score, 3, 3);
  draw_number (self, cr, self->score, NUMBER_SIZE, x, y - 24);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
amends_risk_gauge_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
amends_risk_gauge_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
  else
    *minimum = *natural =
        (int) (get_radius (for_size > 0 ? for_size : USUAL_WIDTH) + AROUND + BELOW);
}

static void
amends_risk_gauge_finalize (GObject *object)
{
  AmendsRiskGauge *self = AMENDS_RISK_GAUGE (object);

  g_free (self->thresholds);
  g_free (self->words);

  G_OBJECT_CLASS (amends_risk_gauge_parent_class)->finalize (object);
}

static void
amends_risk_gauge_class_init (AmendsRiskGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_risk_gauge_finalize;
  widget_class->snapshot = amends_risk_gauge_snapshot;
  widget_class->measure = amends_risk_gauge_measure;
  widget_class->get_request_mode = amends_risk_gauge_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "riskgauge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_risk_gauge_init (AmendsRiskGauge *self)
{
  amends_draw_follow_style (GTK_WIDGET (self));
}

void
amends_risk_gauge_set (AmendsRiskGauge *self,
                       int score,
                       AmendsTone tone,
                       const int *thresholds,
                       guint n_thresholds,
                       const char *words)
{
  g_return_if_fail (AMENDS_IS_RISK_GAUGE (self));

  self->score = CLAMP (score, 0, 100);
  self->tone = tone;
  g_free (self->thresholds);
  self->thresholds = g_memdup2 (thresholds, n_thresholds * sizeof (int));
  self->n_thresholds = n_thresholds;
  g_free (self->words);
  self->words = g_strdup (words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
amends_risk_gauge_get_words (AmendsRiskGauge *self)
{
  g_return_val_if_fail (AMENDS_IS_RISK_GAUGE (self), "");

  return self->words != NULL ? self->words : "";
}
