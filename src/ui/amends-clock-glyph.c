/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the state of a clock. Colours are looked up by name at each draw, so that dark style and
 * high contrast follow. */

#include "config.h"

#include "amends-clock-glyph.h"

#include "amends-draw.h"
#include "amends-enum-types.h"

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _AmendsClockGlyph
{
  GtkWidget parent_instance;

  AmendsClockState state;
  double fraction;
  gboolean planned;
  int size;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_FRACTION,
  PROP_PLANNED,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsClockGlyph, amends_clock_glyph, GTK_TYPE_WIDGET)

/* All shapes are drawn in a square of 20 units. */
#define UNITS 20.0
#define RING_RADIUS 8.5
#define RING_WIDTH 2.4

static const char *
get_words (AmendsClockGlyph *self)
{
  if (self->planned)
    return _ ("Planned");
  switch (self->state)
    {
    case AMENDS_CLOCK_PAUSED:
      return _ ("Clock paused");
    case AMENDS_CLOCK_DUE_SOON:
      return _ ("Clock due soon");
    case AMENDS_CLOCK_BREACHED:
      return _ ("Clock late");
    case AMENDS_CLOCK_MET:
      return _ ("Clock met");
    case AMENDS_CLOCK_RUNNING:
    default:
      return _ ("Clock running");
    }
}

static void
update_words (AmendsClockGlyph *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_words (self), -1);
}

static void
draw_ring (cairo_t *cr, const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, UNITS / 2, UNITS / 2, RING_RADIUS, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
draw_arc (cairo_t *cr, const GdkRGBA *color, double fraction)
{
  if (fraction <= 0)
    return;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, UNITS / 2, UNITS / 2, RING_RADIUS, -G_PI / 2, -G_PI / 2 + 2 * G_PI * fraction);
  cairo_stroke (cr);
}

static void
draw_running (AmendsClockGlyph *self, cairo_t *cr)
{
  gboolean soon = self->state == AMENDS_CLOCK_DUE_SOON;
  GdkRGBA track;
  GdkRGBA color;

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.2, &track);
  amends_draw_lookup (GTK_WIDGET (self), soon ? "warning_color" : "accent_color", &color);
  draw_ring (cr, &track);
  /* A clock that has just begun still shows that it runs. */
  draw_arc (cr, &color, CLAMP (self->fraction, 0.03, 1.0));
  if (soon)
    {
      cairo_arc (cr, UNITS / 2, UNITS / 2, 3.2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
draw_breached (AmendsClockGlyph *self, cairo_t *cr)
{
  GdkRGBA color;
  GdkRGBA sign;

  amends_draw_lookup (GTK_WIDGET (self), "error_color", &color);
  amends_draw_lookup (GTK_WIDGET (self), "view_bg_color", &sign);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, UNITS / 2, UNITS / 2, RING_RADIUS + RING_WIDTH / 2, 0, 2 * G_PI);
  cairo_fill (cr);

  gdk_cairo_set_source_rgba (cr, &sign);
  cairo_set_line_width (cr, 2.4);
  cairo_move_to (cr, UNITS / 2, 5.6);
  cairo_line_to (cr, UNITS / 2, 10.8);
  cairo_stroke (cr);
  cairo_arc (cr, UNITS / 2, 14.3, 1.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_paused (AmendsClockGlyph *self, cairo_t *cr)
{
  GdkRGBA color;

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.55, &color);
  draw_ring (cr, &color);
  cairo_set_line_width (cr, 2.2);
  cairo_move_to (cr, 7.8, 6.8);
  cairo_line_to (cr, 7.8, 13.2);
  cairo_move_to (cr, 12.2, 6.8);
  cairo_line_to (cr, 12.2, 13.2);
  cairo_stroke (cr);
}

static void
draw_met (AmendsClockGlyph *self, cairo_t *cr)
{
  GdkRGBA color;

  amends_draw_lookup (GTK_WIDGET (self), "success_color", &color);
  draw_ring (cr, &color);
  cairo_set_line_width (cr, 2.2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, 6.4, 10.4);
  cairo_line_to (cr, 9.1, 13.0);
  cairo_line_to (cr, 13.7, 7.6);
  cairo_stroke (cr);
}

static void
draw_planned (AmendsClockGlyph *self, cairo_t *cr)
{
  /* Twelve dashes around the ring. */
  const double dash = 2 * G_PI * RING_RADIUS / 12;
  const double dashes[] = { dash * 0.62, dash * 0.38 };
  GdkRGBA color;

  amends_draw_lookup_faint (GTK_WIDGET (self), 0.5, &color);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, 2.0);
  draw_ring (cr, &color);
}

static void
amends_clock_glyph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsClockGlyph *self = AMENDS_CLOCK_GLYPH (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double side = MIN (width, height);
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, (width - side) / 2, (height - side) / 2);
  cairo_scale (cr, side / UNITS, side / UNITS);
  cairo_set_line_width (cr, RING_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  if (self->planned)
    draw_planned (self, cr);
  else if (self->state == AMENDS_CLOCK_PAUSED)
    draw_paused (self, cr);
  else if (self->state == AMENDS_CLOCK_BREACHED)
    draw_breached (self, cr);
  else if (self->state == AMENDS_CLOCK_MET)
    draw_met (self, cr);
  else
    draw_running (self, cr);

  cairo_destroy (cr);
}

static void
amends_clock_glyph_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = AMENDS_CLOCK_GLYPH (widget)->size;
}

static void
set_state (AmendsClockGlyph *self, AmendsClockState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_fraction (AmendsClockGlyph *self, double fraction)
{
  if (G_APPROX_VALUE (self->fraction, fraction, DBL_EPSILON))
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_planned (AmendsClockGlyph *self, gboolean planned)
{
  if (self->planned == planned)
    return;
  self->planned = planned;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLANNED]);
}

static void
amends_clock_glyph_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsClockGlyph *self = AMENDS_CLOCK_GLYPH (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_PLANNED:
      g_value_set_boolean (value, self->planned);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_clock_glyph_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsClockGlyph *self = AMENDS_CLOCK_GLYPH (object);

  switch (id)
    {
    case PROP_STATE:
      set_state (self, g_value_get_enum (value));
      break;
    case PROP_FRACTION:
      set_fraction (self, g_value_get_double (value));
      break;
    case PROP_PLANNED:
      set_planned (self, g_value_get_boolean (value));
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
amends_clock_glyph_class_init (AmendsClockGlyphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = amends_clock_glyph_get_property;
  object_class->set_property = amends_clock_glyph_set_property;
  widget_class->snapshot = amends_clock_glyph_snapshot;
  widget_class->measure = amends_clock_glyph_measure;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AMENDS_TYPE_CLOCK_STATE, AMENDS_CLOCK_RUNNING, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PLANNED] = g_param_spec_boolean ("planned", NULL, NULL, FALSE, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 128, 20, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "clockglyph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_clock_glyph_init (AmendsClockGlyph *self)
{
  self->size = 20;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  amends_draw_follow_style (GTK_WIDGET (self));
  update_words (self);
}

GtkWidget *
amends_clock_glyph_new (int size)
{
  return g_object_new (AMENDS_TYPE_CLOCK_GLYPH, "size", size, NULL);
}

void
amends_clock_glyph_set_clock (AmendsClockGlyph *self, AmendsClockState state, double fraction)
{
  g_return_if_fail (AMENDS_IS_CLOCK_GLYPH (self));

  set_planned (self, FALSE);
  set_state (self, state);
  set_fraction (self, CLAMP (fraction, 0.0, 1.0));
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
amends_clock_glyph_set_planned (AmendsClockGlyph *self)
{
  g_return_if_fail (AMENDS_IS_CLOCK_GLYPH (self));

  set_planned (self, TRUE);
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
amends_clock_state_get_css_class (AmendsClockState state)
{
  switch (state)
    {
    case AMENDS_CLOCK_DUE_SOON:
      return "warning";
    case AMENDS_CLOCK_BREACHED:
      return "error";
    case AMENDS_CLOCK_RUNNING:
    case AMENDS_CLOCK_PAUSED:
    case AMENDS_CLOCK_MET:
    default:
      return NULL;
    }
}

void
amends_clock_state_style (GtkWidget *widget, AmendsClockState state)
{
  const char *wanted = amends_clock_state_get_css_class (state);
  const char *const classes[] = { "warning", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (g_strcmp0 (wanted, classes[i]) == 0)
        gtk_widget_add_css_class (widget, classes[i]);
      else
        gtk_widget_remove_css_class (widget, classes[i]);
    }
  if (wanted == NULL)
    gtk_widget_add_css_class (widget, "dim-label");
  else
    gtk_widget_remove_css_class (widget, "dim-label");
}
