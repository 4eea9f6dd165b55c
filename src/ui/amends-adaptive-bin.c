/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells its child when the layout should be narrow. */

#include "config.h"

#include "amends-adaptive-bin.h"

#include "amends-draw.h"

struct _AmendsAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) (nullable) */
  gboolean narrow;
  gboolean scrolls;
  int threshold;
  guint change; /* source that changes the layout after this allocation */
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_NARROW,
  PROP_THRESHOLD,
  PROP_SCROLLS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void amends_adaptive_bin_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmendsAdaptiveBin,
                               amends_adaptive_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      amends_adaptive_bin_buildable_init))

/* As narrow as a phone; the child may ask for more while its wide layout is shown. */
#define SMALLEST 360

static GtkBuildableIface *parent_buildable;

static void
set_child (AmendsAdaptiveBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/* The threshold is for text of the usual size; with larger text the same width holds less. */
static gboolean
is_narrow (AmendsAdaptiveBin *self, int width)
{
  return width < self->threshold * amends_draw_get_text_scale (GTK_WIDGET (self));
}

static gboolean
change_cb (gpointer user_data)
{
  AmendsAdaptiveBin *self = user_data;
  gboolean narrow = is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->change = 0;
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

static void
amends_adaptive_bin_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  AmendsAdaptiveBin *self = AMENDS_ADAPTIVE_BIN (widget);
  int least;

  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
      *minimum = MIN (*minimum, SMALLEST);
      return;
    }
  if (self->scrolls)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (for_size >= 0)
    for_size = MAX (for_size, least);
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
amends_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmendsAdaptiveBin *self = AMENDS_ADAPTIVE_BIN (widget);
  int least_width;
  int least_height;

  if (is_narrow (self, width) != self->narrow && self->change == 0)
    /* The layout must not change while it is being allocated; before the next draw it may. */
    self->change = g_idle_add_full (GDK_PRIORITY_REDRAW - 5, change_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->child, width, MAX (height, least_height), baseline, NULL);
}

static void
amends_adaptive_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsAdaptiveBin *self = AMENDS_ADAPTIVE_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_SCROLLS:
      g_value_set_boolean (value, self->scrolls);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsAdaptiveBin *self = AMENDS_ADAPTIVE_BIN (object);

  switch (id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case PROP_SCROLLS:
      self->scrolls = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_adaptive_bin_add_child (GtkBuildable *buildable,
                               GtkBuilder *builder,
                               GObject *child,
                               const char *type)
{
  if (GTK_IS_WIDGET (child))
    set_child (AMENDS_ADAPTIVE_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
amends_adaptive_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = amends_adaptive_bin_add_child;
}

static void
amends_adaptive_bin_dispose (GObject *object)
{
  AmendsAdaptiveBin *self = AMENDS_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->change, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (amends_adaptive_bin_parent_class)->dispose (object);
}

static void
amends_adaptive_bin_class_init (AmendsAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_adaptive_bin_dispose;
  object_class->get_property = amends_adaptive_bin_get_property;
  object_class->set_property = amends_adaptive_bin_set_property;
  widget_class->measure = amends_adaptive_bin_measure;
  widget_class->size_allocate = amends_adaptive_bin_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 860,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCROLLS] = g_param_spec_boolean ("scrolls", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_adaptive_bin_init (AmendsAdaptiveBin *self)
{
  self->threshold = 860;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
amends_adaptive_bin_get_narrow (AmendsAdaptiveBin *self)
{
  g_return_val_if_fail (AMENDS_IS_ADAPTIVE_BIN (self), FALSE);

  return self->narrow;
}
