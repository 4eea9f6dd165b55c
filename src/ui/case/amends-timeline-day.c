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
  gboolean selecting;     /* by the program */
};

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTimelineDay, amends_timeline_day, ADW_TYPE_BIN)

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  return amends_timeline_entry_new (AMENDS_TIMELINE_DAY (user_data)->session, item);
}

static void
row_selected_cb (AmendsTimelineDay *self, GtkListBoxRow *row)
{
  g_autoptr (GObject) item = NULL;

  if (row == NULL || self->selecting)
    return;
  item =
      g_list_model_get_item (G_LIST_MODEL (self->items), (guint) gtk_list_box_row_get_index (row));
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, item);
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

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-timeline-day.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineDay, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsTimelineDay, list);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
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

gboolean
amends_timeline_day_select (AmendsTimelineDay *self, GObject *item, gboolean focus)
{
  GtkListBoxRow *row = NULL;
  guint position;

  g_return_val_if_fail (AMENDS_IS_TIMELINE_DAY (self), FALSE);

  if (item != NULL && g_list_store_find (self->items, item, &position))
    row = gtk_list_box_get_row_at_index (self->list, (int) position);
  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->selecting = FALSE;
  if (row != NULL && focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return row != NULL;
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
