/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread that does one thing after the other. */
#include "config.h"

#include "amends-work-queue.h"

typedef struct
{
  GMutex lock;
  GCond reached;
  gboolean done; /* protected by lock */
} Marker;

/* What the thread is told; neither a task nor a marker means that it shall end. */
typedef struct
{
  GTask *task; /* (owned) (nullable) */
  GTaskThreadFunc func;
  Marker *marker; /* (unowned) (nullable): of a thread that waits */
} Item;

struct _AmendsWorkQueue
{
  GObject parent_instance;

  GThread *thread;    /* (owned) */
  GAsyncQueue *items; /* (owned); the thread has a reference of its own */
};

G_DEFINE_FINAL_TYPE (AmendsWorkQueue, amends_work_queue, G_TYPE_OBJECT)

static void
run_task (GTask *task, GTaskThreadFunc func)
{
  if (g_task_return_error_if_cancelled (task))
    return;
  func (task, g_task_get_source_object (task), g_task_get_task_data (task),
        g_task_get_cancellable (task));
}

static void
reach_marker (Marker *marker)
{
  g_mutex_lock (&marker->lock);
  marker->done = TRUE;
  g_cond_signal (&marker->reached);
  g_mutex_unlock (&marker->lock);
}

/* Holds no reference on the queue object: its last one may go while this runs, even in here. */
static gpointer
thread_func (gpointer data)
{
  g_autoptr (GAsyncQueue) items = data;

  for (;;)
    {
      g_autofree Item *item = g_async_queue_pop (items);

      if (item->marker != NULL)
        reach_marker (item->marker);
      else if (item->task != NULL)
        {
          run_task (item->task, item->func);
          g_object_unref (item->task);
        }
      else
        return NULL;
    }
}

static void
push_item (AmendsWorkQueue *self, GTask *task, GTaskThreadFunc func, Marker *marker)
{
  Item *item = g_new0 (Item, 1);

  item->task = task;
  item->func = func;
  item->marker = marker;
  g_async_queue_push (self->items, item);
}

static void
amends_work_queue_finalize (GObject *object)
{
  AmendsWorkQueue *self = AMENDS_WORK_QUEUE (object);

  push_item (self, NULL, NULL, NULL);
  /* The last task may hold the last reference; a thread cannot wait for itself. */
  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  g_async_queue_unref (self->items);

  G_OBJECT_CLASS (amends_work_queue_parent_class)->finalize (object);
}

static void
amends_work_queue_class_init (AmendsWorkQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_work_queue_finalize;
}

static void
amends_work_queue_init (AmendsWorkQueue *self)
{
  self->items = g_async_queue_new ();
}

AmendsWorkQueue *
amends_work_queue_new (const char *name)
{
  AmendsWorkQueue *self = g_object_new (AMENDS_TYPE_WORK_QUEUE, NULL);

  self->thread = g_thread_new (name, thread_func, g_async_queue_ref (self->items));
  return self;
}

void
amends_work_queue_push (AmendsWorkQueue *self, GTask *task, GTaskThreadFunc func)
{
  g_return_if_fail (AMENDS_IS_WORK_QUEUE (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  push_item (self, g_object_ref (task), func, NULL);
}

void
amends_work_queue_drain (AmendsWorkQueue *self)
{
  Marker marker = { 0 };

  g_return_if_fail (AMENDS_IS_WORK_QUEUE (self));
  g_return_if_fail (!amends_work_queue_is_current (self));

  g_mutex_init (&marker.lock);
  g_cond_init (&marker.reached);
  push_item (self, NULL, NULL, &marker);

  g_mutex_lock (&marker.lock);
  while (!marker.done)
    g_cond_wait (&marker.reached, &marker.lock);
  g_mutex_unlock (&marker.lock);

  g_cond_clear (&marker.reached);
  g_mutex_clear (&marker.lock);
}

gboolean
amends_work_queue_is_current (AmendsWorkQueue *self)
{
  g_return_val_if_fail (AMENDS_IS_WORK_QUEUE (self), FALSE);

  return g_thread_self () == self->thread;
}
