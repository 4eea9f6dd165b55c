/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date and a time of day to fill in. */

#include "config.h"

#include "amends-moment-entry.h"

#include <stdio.h>

#include "amends-case-tools.h"

struct _AmendsMomentEntry
{
  AdwBin parent_instance;

  GtkEditable *date;
  GtkEditable *time;
  GTimeZone *zone; /* (owned) (nullable) before the first time is set */
  gboolean valid;
};

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsMomentEntry, amends_moment_entry, ADW_TYPE_BIN)

static gboolean
read_time (const char *text, int *hour, int *minute)
{
  char rest;

  return sscanf (text, " %2d : %2d %c", hour, minute, &rest) == 2 && *hour >= 0 && *hour < 24 &&
         *minute >= 0 && *minute < 60;
}

static void
mark (GtkEditable *entry, gboolean valid)
{
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
changed_cb (AmendsMomentEntry *self)
{
  GDate date;
  int hour;
  int minute;
  gboolean date_valid = amends_date_parse (gtk_editable_get_text (self->date), &date, NULL);
  gboolean time_valid = read_time (gtk_editable_get_text (self->time), &hour, &minute);
  gboolean valid = date_valid && time_valid;

  mark (self->date, date_valid);
  mark (self->time, time_valid);
  if (self->valid == valid)
    return;
  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
amends_moment_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALID)
    g_value_set_boolean (value, AMENDS_MOMENT_ENTRY (object)->valid);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_moment_entry_finalize (GObject *object)
{
  g_clear_pointer (&AMENDS_MOMENT_ENTRY (object)->zone, g_time_zone_unref);

  G_OBJECT_CLASS (amends_moment_entry_parent_class)->finalize (object);
}

static void
amends_moment_entry_class_init (AmendsMomentEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_moment_entry_get_property;
  object_class->finalize = amends_moment_entry_finalize;

  properties[PROP_VALID] =
      g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-moment-entry.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsMomentEntry, date);
  gtk_widget_class_bind_template_child (widget_class, AmendsMomentEntry, time);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
amends_moment_entry_init (AmendsMomentEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_moment_entry_set (AmendsMomentEntry *self, AmendsInstant instant, GTimeZone *zone)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  g_return_if_fail (AMENDS_IS_MOMENT_ENTRY (self));
  g_return_if_fail (zone != NULL);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  date = amends_instant_format (instant, zone, "%Y-%m-%d");
  time = amends_instant_format (instant, zone, "%H:%M");
  gtk_editable_set_text (self->date, date);
  gtk_editable_set_text (self->time, time);
}

AmendsInstant
amends_moment_entry_get (AmendsMomentEntry *self)
{
  g_autoptr (GDateTime) moment = NULL;
  GDate date;
  int hour;
  int minute;

  g_return_val_if_fail (AMENDS_IS_MOMENT_ENTRY (self), AMENDS_INSTANT_NONE);

  if (self->zone == NULL || !read_time (gtk_editable_get_text (self->time), &hour, &minute) ||
      !amends_date_parse (gtk_editable_get_text (self->date), &date, NULL))
    return AMENDS_INSTANT_NONE;
  moment = g_date_time_new (self->zone, g_date_get_year (&date), (int) g_date_get_month (&date),
                            g_date_get_day (&date), hour, minute, 0);
  return moment != NULL ? amends_instant_from_date_time (moment) : AMENDS_INSTANT_NONE;
}
