/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timer for one moment of wall time. */

#include "config.h"

#include "amends-wake.h"

#include <errno.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/timerfd.h>
#endif

#include <glib-unix.h>

struct _AmendsWake
{
  void (*callback) (gpointer data);
  gpointer data;
  int descriptor; /* -1: the system has no such timer */
  guint watch;
  guint timeout; /* instead of it */
};

/* Where a timer of the system cannot be had, one that does not see a sleep looks this often. */
#define LONGEST_TIMEOUT (60 * 60 * 1000)

static gboolean
timeout_cb (gpointer user_data)
{
  AmendsWake *self = user_data;

  self->timeout = 0;
  self->callback (self->data);
  return G_SOURCE_REMOVE;
}

#ifdef __linux__

static gboolean
ready_cb (int descriptor, GIOCondition condition, gpointer user_data)
{
  AmendsWake *self = user_data;
  guint64 expired;

  /* Either way there is something to look at; a clock that was set has also disarmed it. */
  if (read (descriptor, &expired, sizeof expired) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  self->callback (self->data);
  return G_SOURCE_CONTINUE;
}

static int
open_timer (AmendsWake *self)
{
  int descriptor = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);

  if (descriptor >= 0)
    self->watch = g_unix_fd_add (descriptor, G_IO_IN, ready_cb, self);
  return descriptor;
}

static gboolean
arm (AmendsWake *self, AmendsInstant at)
{
  /* Zero would disarm it. */
  AmendsInstant moment = MAX (at, 1);
  struct itimerspec spec = { 0 };

  spec.it_value.tv_sec = moment / 1000;
  spec.it_value.tv_nsec = moment % 1000 * 1000000;
  return self->descriptor >= 0 &&
         timerfd_settime (self->descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec,
                          NULL) == 0;
}

#else

static int
open_timer (AmendsWake *self)
{
  return -1;
}

static gboolean
arm (AmendsWake *self, AmendsInstant at)
{
  return FALSE;
}

#endif

AmendsWake *
amends_wake_new (void (*callback) (gpointer data), gpointer data)
{
  AmendsWake *self = g_new0 (AmendsWake, 1);

  self->callback = callback;
  self->data = data;
  self->descriptor = open_timer (self);
  return self;
}

void
amends_wake_free (AmendsWake *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}

void
amends_wake_set (AmendsWake *self, AmendsInstant at)
{
  gint64 left = at - g_get_real_time () / 1000;

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (!arm (self, at))
    self->timeout = g_timeout_add ((guint) CLAMP (left, 0, LONGEST_TIMEOUT), timeout_cb, self);
}
