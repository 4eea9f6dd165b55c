/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One wake-up a minute for what shows times, only while it can be seen. */

#include "config.h"

#include "amends-minute.h"

#include <errno.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/timerfd.h>
#endif

#include <glib-unix.h>

typedef struct
{
  GtkWidget *widget; /* (unowned): it owns this */
  void (*callback) (GtkWidget *widget);
  guint source;
} Minute;

/* Of Minute: those that are in view. */
static GPtrArray *followers;

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

void
amends_minute_jumped (void)
{
  g_autoptr (GPtrArray) widgets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; followers != NULL && i < followers->len; i++)
    g_ptr_array_add (widgets, g_object_ref (((Minute *) followers->pdata[i])->widget));
  for (guint i = 0; i < widgets->len; i++)
    {
      Minute *self = g_object_get_data (widgets->pdata[i], "amends-minute");

      /* One may take another out of view. */
      if (self == NULL || !gtk_widget_get_mapped (self->widget))
        continue;
      schedule (self);
      self->callback (self->widget);
    }
}

#ifdef __linux__

/* A timer that never ends, and ends at once when the clock is set, as it is after a sleep. */
static gboolean
arm (int descriptor)
{
  const struct itimerspec never = { .it_value.tv_sec = G_GINT64_CONSTANT (8000000000) };

  return timerfd_settime (descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) ==
         0;
}

static gboolean
clock_set_cb (int descriptor, GIOCondition condition, gpointer user_data)
{
  guint64 expired;
  gboolean set = read (descriptor, &expired, sizeof expired) < 0 && errno == ECANCELED;

  if (set)
    amends_minute_jumped ();
  return arm (descriptor) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
watch_clock (void)
{
  int descriptor = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);

  if (descriptor < 0)
    return;
  if (arm (descriptor))
    g_unix_fd_add (descriptor, G_IO_IN, clock_set_cb, NULL);
  else
    close (descriptor);
}

#else

/* Elsewhere the next minute brings it right. */
static void
watch_clock (void)
{
}

#endif

static void
map_cb (Minute *self)
{
  if (!g_ptr_array_find (followers, self, NULL))
    g_ptr_array_add (followers, self);
  schedule (self);
  self->callback (self->widget);
}

static void
unmap_cb (Minute *self)
{
  g_ptr_array_remove (followers, self);
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
minute_free (gpointer data)
{
  Minute *self = data;

  g_ptr_array_remove (followers, self);
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

void
amends_minute_follow (GtkWidget *widget, void (*callback) (GtkWidget *widget))
{
  Minute *self = g_new0 (Minute, 1);

  if (followers == NULL)
    {
      followers = g_ptr_array_new ();
      watch_clock ();
    }
  self->widget = widget;
  self->callback = callback;
  g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), self);
  g_signal_connect_swapped (widget, "unmap", G_CALLBACK (unmap_cb), self);
  g_object_set_data_full (G_OBJECT (widget), "amends-minute", self, minute_free);
}
