/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a share as a ring. Colours are looked up by name at each draw, so that dark style and high
 * contrast follow. */

#include "config.h"

#include "amends-percent-ring.h"

#include <glib/gi18n-lib.h>

#include "amends-draw.h"

struct _AmendsPercentRing
{
  GtkWidget parent_instance;

  int percent;
};

enum
{
  PROP_0,
  PROP_PERCENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsPercentRing, amends_percent_ring, GTK_TYPE_WIDGET)

#define SIZE 50
#define RING_WIDTH 5.5

static char *
dup_words (AmendsPercentRing *self)
{
  /* TRANSLATORS: a share: "62 %" */
  return g_strdup_printf (_ ("%d %%"), self->percent);
}

static void
draw_ring (AmendsPercentRing *self, cairo_t *cr, double side)
{
  double radius = (side - RING_WIDTH) / 2;
  GdkRGBA color;

  cairo_set_line_width (cr, RING_WIDTH);
  amends_draw_lookup_faint (GTK_WIDGET (self), 0.15, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, side / 2, side / 2, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  if (self->percent <= 0)
    return;
  amends_draw_lookup (GTK_WIDGET (self), self->percent >= 100 ? "success_color" : "accent_color",
                      &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, side / 2, side / 2, radius, -G_PI / 2, -G_PI / 2 + 2 * G_PI * self->percent / 100);
  cairo_stroke (cr);
}

static void
amends_percent_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsPercentRing *self = AMENDS_PERCENT_RING (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double side = MIN (width, height);
  g_autofree char *words = dup_words (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, words);
  PangoRectangle extents;
  GdkRGBA color;
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, (width - side) / 2, (height - side) / 2);
  draw_ring (self, cr, side);
  amends_draw_lookup (widget, "window_fg_color", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  cairo_move_to (cr, side / 2 - extents.x - extents.width / 2.0,
                 side / 2 - extents.y - extents.height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

static void
amends_percent_ring_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  g_autofree char *words = dup_words (AMENDS_PERCENT_RING (widget));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, words);
  int width;

  /* Larger text takes a larger ring. */
  pango_layout_get_pixel_size (layout, &width, NULL);
  *minimum = *natural = MAX (SIZE, width + (int) (3 * RING_WIDTH));
}

static void
amends_percent_ring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PERCENT)
    g_value_set_int (value, AMENDS_PERCENT_RING (object)->percent);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_percent_ring_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PERCENT)
    amends_percent_ring_set_percent (AMENDS_PERCENT_RING (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
update_name (AmendsPercentRing *self)
{
  g_autofree char *words = dup_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_percent_ring_class_init (AmendsPercentRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_percent_ring_get_property;
  object_class->set_property = amends_percent_ring_set_property;
  widget_class->snapshot = amends_percent_ring_snapshot;
  widget_class->measure = amends_percent_ring_measure;

  properties[PROP_PERCENT] =
      g_param_spec_int ("percent", NULL, NULL, 0, 100, 0,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "percentring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_percent_ring_init (AmendsPercentRing *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  amends_draw_follow_style (GTK_WIDGET (self));
  update_name (self);
}

void
amends_percent_ring_set_percent (AmendsPercentRing *self, int percent)
{
  g_return_if_fail (AMENDS_IS_PERCENT_RING (self));

  percent = CLAMP (percent, 0, 100);
  if (self->percent == percent)
    return;
  self->percent = percent;
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERCENT]);
}
