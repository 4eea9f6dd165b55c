/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The track of a case as a tag. */

#include "config.h"

#include "amends-track-tag.h"

#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsTrackTag
{
  AdwBin parent_instance;

  GtkLabel *label; /* (unowned) */
  AmendsTrack track;
};

enum
{
  PROP_0,
  PROP_TRACK,
  PROP_FILLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsTrackTag, amends_track_tag, ADW_TYPE_BIN)

static void
amends_track_tag_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsTrackTag *self = AMENDS_TRACK_TAG (object);

  switch (id)
    {
    case PROP_TRACK:
      g_value_set_enum (value, self->track);
      break;
    case PROP_FILLED:
      g_value_set_boolean (value, gtk_widget_has_css_class (GTK_WIDGET (self->label), "filled"));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_track_tag_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsTrackTag *self = AMENDS_TRACK_TAG (object);

  switch (id)
    {
    case PROP_TRACK:
      amends_track_tag_set_track (self, g_value_get_enum (value));
      break;
    case PROP_FILLED:
      if (g_value_get_boolean (value))
        gtk_widget_add_css_class (GTK_WIDGET (self->label), "filled");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->label), "filled");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amends_track_tag_class_init (AmendsTrackTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_track_tag_get_property;
  object_class->set_property = amends_track_tag_set_property;

  properties[PROP_TRACK] =
      g_param_spec_enum ("track", NULL, NULL, AMENDS_TYPE_TRACK, AMENDS_TRACK_UNKNOWN,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
amends_track_tag_init (AmendsTrackTag *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "tag");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

GtkWidget *
amends_track_tag_new (AmendsTrack track)
{
  return g_object_new (AMENDS_TYPE_TRACK_TAG, "track", track, NULL);
}

void
amends_track_tag_set_track (AmendsTrackTag *self, AmendsTrack track)
{
  g_return_if_fail (AMENDS_IS_TRACK_TAG (self));

  if (self->track == track)
    return;
  self->track = track;
  gtk_label_set_label (self->label, amends_format_track (track));
  gtk_widget_set_visible (GTK_WIDGET (self), track != AMENDS_TRACK_UNKNOWN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  amends_enum_get_label (AMENDS_TYPE_TRACK, track), -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACK]);
}
