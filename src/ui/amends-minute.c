/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One wake-up a minute for what shows times, only while it can be seen. */

#include "config.h"

#include "amends-minute.h"

typedef struct
{
  GtkWidget *widget; /* (unowned): it owns this */
  void (*callback) (GtkWidget *widget);
  guint source;
} Minute;

static void schedule (Minute *self);

static gboolean
minute_cb (gpointer user_data)
{
  Minute *self = user_data;

  self->source = 0;
  schedule (self);
  self->callback (self->widget);
  return G_SOURCE_REMOVE;
}

static void
schedule (Minute *self)
{
  gint64 into = (g_get_real_time () / 1000) % 60000;

  /* Half a second late rather than just before the minute has turned. */
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (60000 - into + 500, minute_cb, self);
}

static void
map_cb (Minute *self)
{
  schedule (self);
  self->callback (self->widget);
}

static void
unmap_cb (Minute *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
minute_free (gpointer data)
{
  Minute *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

void
amends_minute_follow (GtkWidget *widget, void (*callback) (GtkWidget *widget))
{
  Minute *self = g_new0 (Minute, 1);

  self->widget = widget;
  self->callback = callback;
  g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), self);
  g_signal_connect_swapped (widget, "unmap", G_CALLBACK (unmap_cb), self);
  g_object_set_data_full (G_OBJECT (widget), "amends-minute", self, minute_free);
}
