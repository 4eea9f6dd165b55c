/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for words in everything. */

#include "config.h"

#include "amends-session-find.h"

#include "amends-finder.h"
#include "amends-session-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *text;
  guint limit;
  GPtrArray *found;
} Find;

static void
find_free (gpointer data)
{
  Find *find = data;

  g_free (find->text);
  g_clear_pointer (&find->found, g_ptr_array_unref);
  g_free (find);
}

static gboolean
run_find (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Find *find = data;

  find->found = amends_finder_run (connection, find->text, find->limit, error);
  return find->found != NULL;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Find *find = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&find->found),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_find_async (AmendsSession *self,
                           const char *text,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Find *find;

  g_return_if_fail (AMENDS_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  g_task_set_source_tag (task, amends_session_find_async);
  if (!amends_session_can_read (self, task))
    return;
  find = g_new0 (Find, 1);
  find->text = g_strdup (text);
  find->limit = limit;
  g_task_set_task_data (task, find, find_free);
  amends_database_read_async (self->database, run_find, find, NULL, cancellable, found_cb,
                              g_steal_pointer (&task));
}

GPtrArray *
amends_session_find_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
