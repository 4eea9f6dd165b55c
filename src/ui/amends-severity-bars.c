/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a severity as four rising bars. */

#include "config.h"

#include "amends-severity-bars.h"

#include "amends-draw.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

struct _AmendsSeverityBars
{
  GtkWidget parent_instance;

  AmendsSeverity severity;
};

enum
{
  PROP_0,
  PROP_SEVERITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsSeverityBars, amends_severity_bars, GTK_TYPE_WIDGET)

#define SIZE 16
#define N_BARS 4

static void
update_words (AmendsSeverityBars *self)
{
  /* TRANSLATORS: %s is a severity such as "Critical" */
  g_autofree char *words = g_strdup_printf (
      _ ("Severity: %s"), amends_enum_get_label (AMENDS_TYPE_SEVERITY, self->severity));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
amends_severity_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AmendsSeverityBars *self = AMENDS_SEVERITY_BARS (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float top = (gtk_widget_get_height (widget) - SIZE) / 2;
  float left = (gtk_widget_get_width (widget) - SIZE) / 2;
  GdkRGBA on;
  GdkRGBA off;

  amends_draw_lookup_faint (widget, 0.2, &off);
  if (self->severity == AMENDS_SEVERITY_CRITICAL)
    amends_draw_lookup (widget, "error_color", &on);
  else if (self->severity == AMENDS_SEVERITY_HIGH)
    amends_draw_lookup (widget, "warning_color", &on);
  else
    amends_draw_lookup_faint (widget, 0.75, &on);

  for (int i = 0; i < N_BARS; i++)
    {
      float height = 5 + 3 * i;
      float x = left + 0.5 + 4 * (mirrored ? N_BARS - 1 - i : i);

      gtk_snapshot_append_color (snapshot, i < (int) self->severity ? &on : &off,
                                 &GRAPHENE_RECT_INIT (x, top + SIZE - 1 - height, 3, height));
    }
}

static void
amends_severity_bars_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
amends_severity_bars_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SEVERITY)
    g_value_set_enum (value, AMENDS_SEVERITY_BARS (object)->severity);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_severity_bars_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_SEVERITY)
    amends_severity_bars_set_severity (AMENDS_SEVERITY_BARS (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_severity_bars_class_init (AmendsSeverityBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_severity_bars_get_property;
  object_class->set_property = amends_severity_bars_set_property;
  widget_class->snapshot = amends_severity_bars_snapshot;
  widget_class->measure = amends_severity_bars_measure;

  properties[PROP_SEVERITY] =
      g_param_spec_enum ("severity", NULL, NULL, AMENDS_TYPE_SEVERITY, AMENDS_SEVERITY_UNKNOWN,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "severitybars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_severity_bars_init (AmendsSeverityBars *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  amends_draw_follow_style (GTK_WIDGET (self));
  update_words (self);
}

GtkWidget *
amends_severity_bars_new (AmendsSeverity severity)
{
  return g_object_new (AMENDS_TYPE_SEVERITY_BARS, "severity", severity, NULL);
}

void
amends_severity_bars_set_severity (AmendsSeverityBars *self, AmendsSeverity severity)
{
  g_return_if_fail (AMENDS_IS_SEVERITY_BARS (self));

  if (self->severity == severity)
    return;
  self->severity = severity;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITY]);
}

void
amends_severity_style (GtkWidget *widget, AmendsSeverity severity)
{
  if (severity == AMENDS_SEVERITY_CRITICAL)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
  if (severity == AMENDS_SEVERITY_HIGH)
    gtk_widget_add_css_class (widget, "warning");
  else
    gtk_widget_remove_css_class (widget, "warning");
}
