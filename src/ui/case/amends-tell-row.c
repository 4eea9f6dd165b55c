/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the communication plan. */

#include "config.h"

#include "amends-tell-row.h"

#include <adwaita.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

struct _AmendsTellRow
{
  GtkListBoxRow parent_instance;

  GtkOrientable *box;
  AdwClamp *people;
  AdwClamp *way;
  AdwClamp *moment;
  GtkLabel *audience;
  GtkLabel *who;
  GtkLabel *message;
  GtkLabel *channel;
  GtkLabel *timing;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsTellRow, amends_tell_row, GTK_TYPE_LIST_BOX_ROW)

/* Wider than any row. */
#define FULL_WIDTH 4000

static void
set_width (AdwClamp *column, int width, gboolean narrow)
{
  adw_clamp_set_maximum_size (column, narrow ? FULL_WIDTH : width);
  adw_clamp_set_tightening_threshold (column, narrow ? FULL_WIDTH : width);
  gtk_widget_set_size_request (GTK_WIDGET (column), narrow ? -1 : width, -1);
}

/* Columns in pixels, the same in every row so that they stand below each other. */
static void
update_layout (AmendsTellRow *self)
{
  gtk_orientable_set_orientation (self->box, self->narrow ? GTK_ORIENTATION_VERTICAL
                                                          : GTK_ORIENTATION_HORIZONTAL);
  set_width (self->people, 124, self->narrow);
  set_width (self->way, 70, FALSE);
  set_width (self->moment, 130, self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->moment), self->narrow);
}

static void
amends_tell_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_TELL_ROW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_tell_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsTellRow *self = AMENDS_TELL_ROW (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  update_layout (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_tell_row_class_init (AmendsTellRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_tell_row_get_property;
  object_class->set_property = amends_tell_row_set_property;

  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-tell-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, box);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, people);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, way);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, audience);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, who);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, message);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, channel);
  gtk_widget_class_bind_template_child (widget_class, AmendsTellRow, timing);
}

static void
amends_tell_row_init (AmendsTellRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

void
amends_tell_row_set (AmendsTellRow *self, AmendsCommunication *communication)
{
  const char *audience;
  const char *channel;
  g_autofree char *people = NULL;
  g_autofree char *way = NULL;
  g_autofree char *what = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_TELL_ROW (self));
  g_return_if_fail (AMENDS_IS_COMMUNICATION (communication));

  audience = amends_enum_get_label (AMENDS_TYPE_AUDIENCE, (int) communication->audience);
  channel = amends_enum_get_label (AMENDS_TYPE_CHANNEL, (int) communication->channel);
  gtk_label_set_text (self->audience, audience);
  amends_case_set_text (self->who, communication->who);
  gtk_label_set_text (self->message, communication->message != NULL ? communication->message : "");
  gtk_label_set_text (self->channel, channel);
  gtk_label_set_text (self->timing, communication->timing != NULL ? communication->timing : "");
  people = amends_case_join (audience, communication->who);
  way = amends_case_join (channel, communication->timing);
  what = amends_case_join (communication->message, way);
  name = amends_case_join (people, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
