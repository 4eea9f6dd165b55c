/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue keeps order, cancels, drains, and ends from any thread. */
#include "config.h"

#include "amends-work-queue.h"

#define N_TASKS 1000

static void
append_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GArray *order = g_object_get_data (source, "order");
  guint n = GPOINTER_TO_UINT (data);

  g_array_append_val (order, n);
  g_task_return_int (task, n);
}

static void
quit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_main_loop_quit (data);
}

static void
test_order (void)
{
  AmendsWorkQueue *queue = amends_work_queue_new ("test-order");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (source, "order", order);
  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr (GTask) task = g_task_new (source, NULL, NULL, NULL);

      g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
      amends_work_queue_push (queue, task, append_func);
    }
  amends_work_queue_drain (queue);
  g_assert_cmpuint (order->len, ==, N_TASKS);
  for (guint i = 0; i < N_TASKS; i++)
    g_assert_cmpuint (g_array_index (order, guint, i), ==, i);
  g_assert_finalize_object (queue);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), NULL), ==, 7);
  g_main_loop_quit (data);
}

static void
test_callback (void)
{
  g_autoptr (AmendsWorkQueue) queue = amends_work_queue_new ("test-callback");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTask) task = g_task_new (source, NULL, result_cb, loop);

  g_object_set_data (source, "order", order);
  g_task_set_task_data (task, GUINT_TO_POINTER (7), NULL);
  amends_work_queue_push (queue, task, append_func);
  g_main_loop_run (loop);
  g_assert_cmpuint (order->len, ==, 1);
}

static void
never_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_assert_not_reached ();
}

static void
test_cancelled (void)
{
  g_autoptr (AmendsWorkQueue) queue = amends_work_queue_new ("test-cancelled");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, quit_cb, loop);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  amends_work_queue_push (queue, task, never_func);
  g_main_loop_run (loop);
  g_assert_false (g_task_propagate_boolean (task, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  AmendsWorkQueue *queue;
  gboolean current;
  GMutex lock;
  GCond gone;
  gboolean finalized;
} LastReference;

static void
finalized_cb (gpointer data, GObject *where)
{
  LastReference *last = data;

  g_mutex_lock (&last->lock);
  last->finalized = TRUE;
  g_cond_signal (&last->gone);
  g_mutex_unlock (&last->lock);
}

static void
drop_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LastReference *last = data;

  /* Only go on when the main thread has let go. */
  g_mutex_lock (&last->lock);
  g_mutex_unlock (&last->lock);
  last->current = amends_work_queue_is_current (last->queue);
  g_task_return_boolean (task, TRUE);
  g_object_unref (last->queue);
}

static void
test_last_reference_in_thread (void)
{
  LastReference last = { 0 };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  AmendsWorkQueue *queue = amends_work_queue_new ("test-last");

  g_mutex_init (&last.lock);
  g_cond_init (&last.gone);
  last.queue = g_object_ref (queue);
  g_object_weak_ref (G_OBJECT (queue), finalized_cb, &last);
  g_assert_false (amends_work_queue_is_current (queue));

  g_mutex_lock (&last.lock);
  g_task_set_task_data (task, &last, NULL);
  amends_work_queue_push (queue, task, drop_func);
  g_object_unref (queue);
  while (!last.finalized)
    g_cond_wait (&last.gone, &last.lock);
  g_mutex_unlock (&last.lock);
  g_assert_true (last.current);
}

static void
test_pending_run_at_end (void)
{
  AmendsWorkQueue *queue = amends_work_queue_new ("test-pending");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (source, "order", order);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GTask) task = g_task_new (source, NULL, NULL, NULL);

      amends_work_queue_push (queue, task, append_func);
    }
  g_assert_finalize_object (queue);
  g_assert_cmpuint (order->len, ==, 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work-queue/order", test_order);
  g_test_add_func ("/work-queue/callback", test_callback);
  g_test_add_func ("/work-queue/cancelled", test_cancelled);
  g_test_add_func ("/work-queue/last-reference-in-thread", test_last_reference_in_thread);
  g_test_add_func ("/work-queue/pending-run-at-end", test_pending_run_at_end);
  return g_test_run ();
}
