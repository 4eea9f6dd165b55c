/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open workspace: what is kept in memory, and telling who listens. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-paths.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (amends_session_error, amends_session_error)
G_DEFINE_FINAL_TYPE (AmendsSession, amends_session, G_TYPE_OBJECT)

enum
{
  CHANGED,
  PROBLEM,
  SYNC_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
amends_session_dispose (GObject *object)
{
  AmendsSession *self = AMENDS_SESSION (object);

  amends_session_close (self);
  g_clear_object (&self->time_source);
  g_clear_object (&self->worker);
  g_clear_object (&self->me);
  g_clear_object (&self->people);
  g_clear_object (&self->accounts);
  g_clear_object (&self->contacts);
  g_clear_pointer (&self->engines, amends_engines_unref);

  G_OBJECT_CLASS (amends_session_parent_class)->dispose (object);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
amends_session_finalize (GObject *object)
{
  AmendsSession *self = AMENDS_SESSION (object);

  g_hash_table_unref (self->live);
  g_hash_table_unref (self->settings);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_ptr_array_unref (self->preparing);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->folder);
  g_free (self->as_email);
  g_free (self->policy_key);
  g_free (self->policy_problem);

  G_OBJECT_CLASS (amends_session_parent_class)->finalize (object);
}

static void
amends_session_class_init (AmendsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_session_dispose;
  object_class->finalize = amends_session_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PROBLEM] = g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SYNC_CHANGED] = g_signal_new ("sync-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_session_init (AmendsSession *self)
{
  self->people = g_list_store_new (AMENDS_TYPE_PERSON);
  self->accounts = g_list_store_new (AMENDS_TYPE_ACCOUNT);
  self->contacts = g_list_store_new (AMENDS_TYPE_CONTACT);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, weak_ref_free);
  self->undo = amends_session_new_undo_stack ();
  self->redo = amends_session_new_undo_stack ();
  self->preparing = g_ptr_array_new_with_free_func (g_object_unref);
  self->worker = amends_work_queue_new ("amends-work");
}

AmendsSession *
amends_session_new (const char *folder, AmendsTimeSource *time_source)
{
  AmendsSession *self = g_object_new (AMENDS_TYPE_SESSION, NULL);

  self->folder = folder ? g_canonicalize_filename (folder, NULL) : amends_paths_dup_workspace ();
  self->time_source = g_object_ref (time_source);
  return self;
}

AmendsSession *
amends_session_new_for_engines (AmendsEngines *engines, AmendsTimeSource *time_source)
{
  AmendsSession *self = g_object_new (AMENDS_TYPE_SESSION, NULL);
  g_autofree char *zone = amends_zone_dup_local_name ();

  self->engines = amends_engines_ref (engines);
  self->time_source = g_object_ref (time_source);
  self->zone = amends_zone_load (zone, NULL);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return self;
}

void
amends_session_set_as (AmendsSession *self, const char *email)
{
  g_free (self->as_email);
  self->as_email = g_strdup (email);
}

void
amends_session_close (AmendsSession *self)
{
  amends_session_stop_sync (self);
  if (self->bus)
    amends_workspace_bus_flush (self->bus);
  g_clear_object (&self->bus);
  /* The last reference may be that of a task which has just failed in the worker itself. */
  if (self->worker && !amends_work_queue_is_current (self->worker))
    amends_work_queue_drain (self->worker);
  if (self->database)
    amends_session_back_up_at_end (self);
  if (self->database)
    amends_database_close (self->database);
  g_clear_object (&self->database);
}

/* --- Live cases --- */

AmendsCase *
amends_session_dup_live (AmendsSession *self, const char *id)
{
  GWeakRef *place = g_hash_table_lookup (self->live, id);

  return place ? g_weak_ref_get (place) : NULL;
}

static gboolean
is_gone (gpointer id, gpointer place, gpointer data)
{
  g_autoptr (GObject) case_ = g_weak_ref_get (place);

  return case_ == NULL;
}

AmendsCase *
amends_session_adopt (AmendsSession *self, AmendsCase *fresh)
{
  const char *id = fresh->escalation->id;
  g_autoptr (AmendsCase) known = amends_session_dup_live (self, id);
  GWeakRef *place;

  if (known)
    {
      amends_case_merge (known, fresh);
      return g_steal_pointer (&known);
    }
  g_hash_table_foreach_remove (self->live, is_gone, NULL);
  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, fresh);
  g_hash_table_insert (self->live, g_strdup (id), place);
  return g_object_ref (fresh);
}

static void
refresh_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsCase) case_ = amends_session_get_case_finish (self, result, &error);

  if (case_)
    amends_session_emit_changed (self, case_->escalation->id);
  else
    amends_session_emit_problem (self, error);
}

void
amends_session_refresh (AmendsSession *self, const char *id)
{
  g_autoptr (AmendsCase) live = amends_session_dup_live (self, id);

  if (live)
    amends_session_get_case_async (self, id, NULL, refresh_cb, NULL);
}

void
amends_session_emit_changed (AmendsSession *self, const char *id)
{
  g_signal_emit (self, signals[CHANGED], 0, id);
}

void
amends_session_emit_problem (AmendsSession *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_INTERRUPTED))
    return;
  g_message ("%s", error->message);
  g_signal_emit (self, signals[PROBLEM], 0, error->message);
}

void
amends_session_emit_sync_changed (AmendsSession *self)
{
  g_signal_emit (self, signals[SYNC_CHANGED], 0);
}

gboolean
amends_session_can_read (AmendsSession *self, GTask *task)
{
  if (self->database != NULL)
    return TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The workspace was closed before this was done."));
  return FALSE;
}

gboolean
amends_session_can_write (AmendsSession *self, GTask *task)
{
  if (!amends_session_can_read (self, task))
    return FALSE;
  if (!amends_session_is_read_only (self))
    return TRUE;
  g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_READ_ONLY,
                           _ ("This workspace can only be read, so nothing was changed."));
  return FALSE;
}

AmendsPerson *
amends_session_copy_me (AmendsSession *self)
{
  return amends_record_copy (self->me);
}

GListModel *
amends_session_copy_people (AmendsSession *self)
{
  GListStore *copy = g_list_store_new (AMENDS_TYPE_PERSON);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      g_autoptr (GObject) twin = amends_record_copy (person);

      g_list_store_append (copy, twin);
    }
  return G_LIST_MODEL (copy);
}

/* --- Plain questions --- */

const char *
amends_session_get_folder (AmendsSession *self)
{
  return self->folder;
}

gboolean
amends_session_is_read_only (AmendsSession *self)
{
  return self->database == NULL || amends_database_is_read_only (self->database);
}

AmendsTimeSource *
amends_session_get_time_source (AmendsSession *self)
{
  return self->time_source;
}

AmendsInstant
amends_session_now (AmendsSession *self)
{
  return amends_time_source_now (self->time_source);
}

AmendsPlaybook *
amends_session_get_playbook (AmendsSession *self)
{
  return self->engines->playbook;
}

AmendsPerson *
amends_session_get_me (AmendsSession *self)
{
  return self->me;
}

GListModel *
amends_session_get_people (AmendsSession *self)
{
  return G_LIST_MODEL (self->people);
}

GListModel *
amends_session_get_accounts (AmendsSession *self)
{
  return G_LIST_MODEL (self->accounts);
}

GListModel *
amends_session_get_contacts (AmendsSession *self)
{
  return G_LIST_MODEL (self->contacts);
}

GTimeZone *
amends_session_get_zone (AmendsSession *self)
{
  return self->zone;
}

GTimeZone *
amends_session_dup_case_zone (AmendsSession *self, AmendsCase *case_)
{
  return amends_change_dup_zone (self->engines, case_);
}

gboolean
amends_session_has_sample (AmendsSession *self)
{
  return self->has_sample;
}

gboolean
amends_session_is_empty (AmendsSession *self)
{
  return self->is_empty;
}
