/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where "now" comes from: the system's clock, or a clock that stands still. */
#include "config.h"

#include "amends-time-source.h"

struct _AmendsTimeSource
{
  GObject parent_instance;

  gboolean fixed; /* constant after construction */
  GMutex lock;
  AmendsInstant instant; /* protected by lock; only if fixed */
};

enum
{
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsTimeSource, amends_time_source, G_TYPE_OBJECT)

static void
amends_time_source_finalize (GObject *object)
{
  AmendsTimeSource *self = AMENDS_TIME_SOURCE (object);

  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (amends_time_source_parent_class)->finalize (object);
}

static void
amends_time_source_class_init (AmendsTimeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_time_source_finalize;

  /**
   * AmendsTimeSource::moved:
   * A fixed source was set to another instant.
   */
  signals[SIGNAL_MOVED] = g_signal_new ("moved", AMENDS_TYPE_TIME_SOURCE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_time_source_init (AmendsTimeSource *self)
{
  g_mutex_init (&self->lock);
}

AmendsTimeSource *
amends_time_source_new_system (void)
{
  return g_object_new (AMENDS_TYPE_TIME_SOURCE, NULL);
}

AmendsTimeSource *
amends_time_source_new_fixed (AmendsInstant instant)
{
  AmendsTimeSource *self = g_object_new (AMENDS_TYPE_TIME_SOURCE, NULL);

  self->fixed = TRUE;
  self->instant = instant;
  return self;
}

AmendsInstant
amends_time_source_now (AmendsTimeSource *self)
{
  AmendsInstant instant;

  g_return_val_if_fail (AMENDS_IS_TIME_SOURCE (self), AMENDS_INSTANT_NONE);

  if (!self->fixed)
    return g_get_real_time () / 1000;

  g_mutex_lock (&self->lock);
  instant = self->instant;
  g_mutex_unlock (&self->lock);

  return instant;
}

gboolean
amends_time_source_is_fixed (AmendsTimeSource *self)
{
  g_return_val_if_fail (AMENDS_IS_TIME_SOURCE (self), FALSE);

  return self->fixed;
}

void
amends_time_source_set_fixed (AmendsTimeSource *self, AmendsInstant instant)
{
  gboolean moved;

  g_return_if_fail (AMENDS_IS_TIME_SOURCE (self));
  g_return_if_fail (self->fixed);

  g_mutex_lock (&self->lock);
  moved = self->instant != instant;
  self->instant = instant;
  g_mutex_unlock (&self->lock);

  if (moved)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}
