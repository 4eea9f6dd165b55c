/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking after the workspace: search, verification, restoring. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-backup.h"
#include "amends-event-log.h"
#include "amends-paths.h"
#include "amends-search.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

/* --- Search --------------------------------------------------------------------------------------
 */

typedef struct
{
  char *text;
  guint limit;
  GPtrArray *hits;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->text);
  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_free (search);
}

static AmendsHit *
make_hit (AmendsSearchHit *found)
{
  static const char *const kinds[] = { "escalation", "message", "draft", "event" };

  return g_object_new (AMENDS_TYPE_HIT, "kind", kinds[found->kind], "ref-id", found->ref_id,
                       "escalation-id", found->escalation_id, "number", found->number, "title",
                       found->title, "account", found->account, "at", found->at, "snippet",
                       found->snippet, NULL);
}

static gboolean
run_search (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (GPtrArray) found = amends_search_run (connection, search->text, search->limit, error);

  if (found == NULL)
    return FALSE;
  search->hits = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (search->hits, make_hit (g_ptr_array_index (found, i)));
  return TRUE;
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&search->hits),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
amends_session_search_async (AmendsSession *self,
                             const char *text,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->text = g_strdup (text);
  search->limit = limit;
  g_task_set_task_data (task, search, search_free);
  if (!amends_session_can_read (self, task))
    return;
  amends_database_read_async (self->database, run_search, search, NULL, cancellable, search_cb,
                              g_steal_pointer (&task));
}

GPtrArray *
amends_session_search_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Verification --- */

void
amends_verification_clear (AmendsVerification *self)
{
  g_clear_pointer (&self->problem, g_free);
}

typedef struct
{
  AmendsDatabase *database;
  AmendsVerification found;
} Verify;

static void
verify_free (gpointer data)
{
  Verify *verify = data;

  g_object_unref (verify->database);
  amends_verification_clear (&verify->found);
  g_free (verify);
}

static gboolean
verify_chain (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  AmendsVerification *found = data;
  g_auto (AmendsEventReport) report = { 0 };

  if (!amends_event_log_verify (connection, &report, error))
    return FALSE;
  found->entries = report.ok;
  found->erased = report.erased;
  found->broken_at = report.first_broken;
  found->problem = g_steal_pointer (&report.reason);
  return TRUE;
}

static void
verify_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Verify *verify = data;
  GError *error = NULL;

  if (!amends_database_check (verify->database, cancellable, &error))
    {
      if (!g_error_matches (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_CORRUPT))
        {
          g_task_return_error (task, error);
          return;
        }
      verify->found.problem = g_strdup (error->message);
      g_clear_error (&error);
    }
  else if (!amends_database_read (verify->database, verify_chain, &verify->found, cancellable,
                                  &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

void
amends_session_verify_async (AmendsSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Verify *verify;

  if (!amends_session_can_read (self, task))
    return;
  verify = g_new0 (Verify, 1);
  verify->database = g_object_ref (self->database);
  g_task_set_task_data (task, verify, verify_free);
  amends_work_queue_push (self->worker, task, verify_thread);
}

gboolean
amends_session_verify_finish (AmendsSession *self,
                              GAsyncResult *result,
                              AmendsVerification *found,
                              GError **error)
{
  Verify *verify = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *found = verify->found;
  verify->found.problem = NULL;
  return TRUE;
}

/* --- Restoring --- */

typedef struct
{
  char *folder, *path, *aside;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->folder);
  g_free (restore->path);
  g_free (restore->aside);
  g_free (restore);
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restore *restore = data;
  GError *error = NULL;

  if (amends_backup_restore (restore->folder, restore->path, &restore->aside, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_workspace_restore_async (const char *folder,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Restore *restore = g_new0 (Restore, 1);

  restore->folder = folder ? g_canonicalize_filename (folder, NULL) : amends_paths_dup_workspace ();
  restore->path = g_canonicalize_filename (path, NULL);
  g_task_set_task_data (task, restore, restore_free);
  g_task_run_in_thread (task, restore_thread);
}

gboolean
amends_workspace_restore_finish (GAsyncResult *result, char **aside, GError **error)
{
  Restore *restore = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (aside)
    *aside = g_steal_pointer (&restore->aside);
  return TRUE;
}

gboolean
amends_workspace_set_aside (const char *folder, char **aside, GError **error)
{
  g_autofree char *where =
      folder ? g_canonicalize_filename (folder, NULL) : amends_paths_dup_workspace ();

  return amends_database_set_aside (where, aside, error);
}
