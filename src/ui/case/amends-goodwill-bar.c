/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what is used of a limit. */

#include "config.h"

#include "amends-goodwill-bar.h"

#include "amends-draw.h"

struct _AmendsGoodwillBar
{
  GtkWidget parent_instance;

  double given;
  double asked;
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillBar, amends_goodwill_bar, GTK_TYPE_WIDGET)

#define HEIGHT 8
#define LEAST_WIDTH 60

static void
fill (AmendsGoodwillBar *self, GtkSnapshot *snapshot, double from, double to, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget);
  double left = CLAMP (from, 0, 1) * width;
  double right = CLAMP (to, 0, 1) * width;

  if (right <= left)
    return;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      double other = width - right;

      right = width - left;
      left = other;
    }
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) left, 0, (float) (right - left), HEIGHT));
}

static void
amends_goodwill_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsGoodwillBar *self = AMENDS_GOODWILL_BAR (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), HEIGHT);
  double sum = self->given + self->asked;
  GskRoundedRect round;
  GdkRGBA color;

  gsk_rounded_rect_init_from_rect (&round, &bounds, HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  amends_draw_lookup_faint (widget, 0.15, &color);
  fill (self, snapshot, 0, 1, &color);
  amends_draw_lookup (widget, sum > 1 ? "error_color" : "accent_color", &color);
  fill (self, snapshot, self->given, sum, &color);
  amends_draw_lookup (widget, "accent_color", &color);
  color.alpha *= 0.5f;
  fill (self, snapshot, 0, self->given, &color);
  gtk_snapshot_pop (snapshot);
}

static void
amends_goodwill_bar_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : LEAST_WIDTH;
}

static void
amends_goodwill_bar_class_init (AmendsGoodwillBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = amends_goodwill_bar_snapshot;
  widget_class->measure = amends_goodwill_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "goodwillbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_goodwill_bar_init (AmendsGoodwillBar *self)
{
  amends_draw_follow_style (GTK_WIDGET (self));
}

void
amends_goodwill_bar_set (AmendsGoodwillBar *self, double given, double asked, const char *words)
{
  g_return_if_fail (AMENDS_IS_GOODWILL_BAR (self));

  self->given = MAX (given, 0);
  self->asked = MAX (asked, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
