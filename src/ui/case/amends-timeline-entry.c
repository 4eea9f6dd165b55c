/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that has happened. */

#include "config.h"

#include "amends-timeline-entry.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-format.h"
#include "amends-timeline-items.h"

struct _AmendsTimelineEntry
{
  GtkListBoxRow parent_instance;

  GtkLabel *time;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *ago;

  AmendsSession *session; /* (owned) */
  GObject *item;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsTimelineEntry, amends_timeline_entry, GTK_TYPE_LIST_BOX_ROW)

static void
amends_timeline_entry_dispose (GObject *object)
{
  AmendsTimelineEntry *self = AMENDS_TIMELINE_ENTRY (object);

  g_clear_object (&self->session);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (amends_timeline_entry_parent_class)->dispose (object);
}

static void
amends_timeline_entry_class_init (AmendsTimelineEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_timeline_entry_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-entry.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineEntry, time);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineEntry, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineEntry, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineEntry, details);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineEntry, ago);
}

static void
amends_timeline_entry_init (AmendsTimelineEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_timeline_entry_new (AmendsSession *session, gpointer item)
{
  AmendsTimelineEntry *self = g_object_new (AMENDS_TYPE_TIMELINE_ENTRY, NULL);

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  amends_timeline_entry_update (self);
  return GTK_WIDGET (self);
}

void
amends_timeline_entry_update (AmendsTimelineEntry *self)
{
  AmendsInstant at;
  AmendsInstant now;
  g_autofree char *time = NULL;
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_TIMELINE_ENTRY (self));

  at = amends_timeline_get_at (self->item);
  now = amends_session_now (self->session);
  time = amends_format_time (at, amends_session_get_zone (self->session));
  title = amends_timeline_dup_title (self->item);
  details = amends_timeline_dup_details (self->item);
  ago = amends_format_ago (at, now);
  gtk_label_set_text (self->time, time);
  gtk_image_set_from_icon_name (self->icon, amends_timeline_get_icon (self->item));
  gtk_label_set_text (self->title, title);
  amends_case_set_text (self->details, details);
  /* Of another day, its heading and the time say more. */
  amends_case_set_text (self->ago, now - at < AMENDS_DAY ? ago : NULL);

  /* TRANSLATORS: of a row, for a screen reader: time, what happened, who, how long ago */
  spoken = g_strdup_printf (_ ("%1$s, %2$s, %3$s, %4$s"), time, title, details, ago);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
