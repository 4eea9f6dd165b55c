/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has happened on one day. */

#include "config.h"

#include "amends-timeline-day.h"

#include "amends-case-tools.h"
#include "amends-timeline-entry.h"

struct _AmendsTimelineDay
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkListBox *list;

  AmendsSession *session; /* (owned) */
  GListStore *items;      /* (owned): as shown */
};

G_DEFINE_FINAL_TYPE (AmendsTimelineDay, amends_timeline_day, ADW_TYPE_BIN)

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  return amends_timeline_entry_new (AMENDS_TIMELINE_DAY (user_data)->session, item);
}

static void
amends_timeline_day_dispose (GObject *object)
{
  AmendsTimelineDay *self = AMENDS_TIMELINE_DAY (object);

  g_clear_object (&self->session);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (amends_timeline_day_parent_class)->dispose (object);
}

static void
amends_timeline_day_class_init (AmendsTimelineDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_timeline_day_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-day.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineDay, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineDay, list);
}

static void
amends_timeline_day_init (AmendsTimelineDay *self)
{
  self->items = g_list_store_new (AMENDS_TYPE_RECORD);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->items), create_row_cb, self, NULL);
}

GtkWidget *
amends_timeline_day_new (AmendsSession *session)
{
  AmendsTimelineDay *self = g_object_new (AMENDS_TYPE_TIMELINE_DAY, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
amends_timeline_day_set_items (AmendsTimelineDay *self, const char *heading, GPtrArray *items)
{
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_TIMELINE_DAY (self));

  gtk_label_set_text (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  amends_case_sync_list (self->items, items);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    amends_timeline_entry_update (AMENDS_TIMELINE_ENTRY (row));
}
