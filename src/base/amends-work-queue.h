/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsWorkQueue:
 * One thread that does one thing after the other. Used where order matters (the database writer)
 * or where work must leave the main loop but not multiply (parsing, sync).
 */
#define AMENDS_TYPE_WORK_QUEUE (amends_work_queue_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWorkQueue, amends_work_queue, AMENDS, WORK_QUEUE, GObject)

/* @name: of the thread, at most 15 bytes. The thread ends when the last reference goes. */
AmendsWorkQueue *amends_work_queue_new (const char *name);

/**
 * amends_work_queue_push:
 * @task: (transfer none): referenced until done; @func must return through it
 * @func: called in the queue's thread as for g_task_run_in_thread(). A task whose cancellable is
 *   already cancelled is returned as cancelled without calling @func.
 *
 * Thread-safe.
 */
void amends_work_queue_push (AmendsWorkQueue *self, GTask *task, GTaskThreadFunc func);

/* Blocks until everything pushed so far is done. Not from the queue's own thread. For shutdown. */
void amends_work_queue_drain (AmendsWorkQueue *self);

gboolean amends_work_queue_is_current (AmendsWorkQueue *self);

G_END_DECLS
