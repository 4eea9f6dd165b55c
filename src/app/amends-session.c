/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open workspace: opening, what is kept in memory, and telling who listens. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-account-store.h"
#include "amends-backup.h"
#include "amends-case-store.h"
#include "amends-enum-types.h"
#include "amends-escalation-store.h"
#include "amends-paths.h"
#include "amends-person-store.h"
#include "amends-setting-store.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (amends_session_error, amends_session_error)
G_DEFINE_FINAL_TYPE (AmendsSession, amends_session, G_TYPE_OBJECT)

enum
{
  CHANGED,
  PROBLEM,
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

/* A live case that is being freed takes itself out of the table. */
static void
forget_case_cb (gpointer data, GObject *where_it_was)
{
  GHashTable *live = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == where_it_was)
      g_hash_table_iter_remove (&iter);
}

static void
amends_session_finalize (GObject *object)
{
  AmendsSession *self = AMENDS_SESSION (object);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_object_weak_unref (value, forget_case_cb, self->live);
  g_hash_table_unref (self->live);
  g_hash_table_unref (self->settings);
  g_ptr_array_unref (self->undo);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->folder);
  g_free (self->as_email);

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
}

static void
amends_session_init (AmendsSession *self)
{
  self->people = g_list_store_new (AMENDS_TYPE_PERSON);
  self->accounts = g_list_store_new (AMENDS_TYPE_ACCOUNT);
  self->contacts = g_list_store_new (AMENDS_TYPE_CONTACT);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->undo = amends_session_new_undo_stack ();
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

/* --- Opening --- */

/* What a worker reads of the workspace before the window shows. */
typedef struct
{
  char *folder;
  char *as_email;
  char *zone; /* of the team */
  AmendsDatabase *database;
  AmendsEngines *engines;
  AmendsPerson *me;
  GPtrArray *people, *accounts, *contacts;
  GHashTable *settings;
  gboolean has_sample, is_empty;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->folder);
  g_free (opening->as_email);
  g_free (opening->zone);
  g_clear_object (&opening->database);
  g_clear_pointer (&opening->engines, amends_engines_unref);
  g_clear_object (&opening->me);
  g_clear_pointer (&opening->people, g_ptr_array_unref);
  g_clear_pointer (&opening->accounts, g_ptr_array_unref);
  g_clear_pointer (&opening->contacts, g_ptr_array_unref);
  g_clear_pointer (&opening->settings, g_hash_table_unref);
  g_free (opening);
}

static GPtrArray *
list_all_contacts (AmendsConnection *connection, GPtrArray *accounts, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < accounts->len; i++)
    {
      AmendsAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr (GPtrArray) contacts = amends_contact_store_list (connection, account->id, error);

      if (contacts == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&contacts));
    }
  return g_steal_pointer (&all);
}

static gboolean
read_lists (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Opening *opening = data;
  AmendsEscalationFilter filter = { 0 };
  int cases;

  if (!amends_sample_exists (connection, &opening->has_sample, error) ||
      (opening->people = amends_person_store_list (connection, error)) == NULL ||
      (opening->accounts = amends_account_store_list (connection, NULL, NULL, 0, error)) == NULL ||
      (opening->settings = amends_setting_store_list (connection, "", error)) == NULL ||
      (opening->contacts = list_all_contacts (connection, opening->accounts, error)) == NULL)
    return FALSE;

  cases = amends_escalation_store_count (connection, &filter, error);
  if (cases < 0)
    return FALSE;
  opening->is_empty = cases == 0 && opening->accounts->len == 0;
  return TRUE;
}

static AmendsPerson *
find_me (Opening *opening)
{
  AmendsPerson *marked = NULL;

  for (guint i = 0; i < opening->people->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (opening->people, i);

      for (guint j = 0; opening->as_email && person->emails && person->emails[j]; j++)
        if (g_ascii_strcasecmp (person->emails[j], opening->as_email) == 0)
          return person;
      if (person->me)
        marked = person;
    }
  return opening->as_email ? NULL : marked;
}

/* The login's name until the user says who they are. It is not stored before that. */
static AmendsPerson *
make_me (void)
{
  AmendsPerson *me = amends_record_new (AMENDS_TYPE_PERSON);
  const char *name = g_get_real_name ();

  me->name = g_strdup (name && *name && !g_str_equal (name, "Unknown") ? name : g_get_user_name ());
  me->role = AMENDS_ROLE_CSM;
  me->me = TRUE;
  return me;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  const char *playbook, *zone;
  AmendsPerson *me;
  GError *error = NULL;

  opening->database = amends_database_open (opening->folder, AMENDS_DATABASE_NONE, &error);
  if (opening->database == NULL ||
      !amends_database_read (opening->database, read_lists, opening, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  me = find_me (opening);
  if (opening->as_email && me == NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_NOT_FOUND,
                               /* Translators: %s is an e-mail address. */
                               _ ("Nobody of the team has the address %s."), opening->as_email);
      return;
    }
  opening->me = me ? g_object_ref (me) : make_me ();

  playbook = g_hash_table_lookup (opening->settings, "playbook");
  zone = g_hash_table_lookup (opening->settings, "team.time-zone");
  opening->zone = zone ? g_strdup (zone) : amends_zone_dup_local_name ();
  opening->engines =
      amends_engines_load (playbook ? playbook : AMENDS_DEFAULT_PLAYBOOK, opening->zone, &error);
  if (opening->engines == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static void
take_lists (AmendsSession *self, Opening *opening)
{
  amends_record_list_merge (self->people, opening->people);
  amends_record_list_merge (self->accounts, opening->accounts);
  amends_record_list_merge (self->contacts, opening->contacts);
  g_hash_table_unref (self->settings);
  self->settings = g_steal_pointer (&opening->settings);
  for (guint i = 0; i < opening->people->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (opening->people, i);

      /* The command line's word for who this is outlives what others mark. */
      if (person->me && self->me && self->as_email == NULL)
        g_set_object (&self->me, person);
    }
  self->has_sample = opening->has_sample;
  self->is_empty = opening->is_empty;
}

static void
committed_elsewhere_cb (AmendsWorkspaceBus *bus, const char *id, AmendsSession *self)
{
  if (id)
    amends_session_refresh (self, id);
  amends_session_reload_async (self, NULL, NULL);
}

static void
daily_backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AmendsDatabase *database = data;
  AmendsInstant now = amends_time_source_now (AMENDS_SESSION (source)->time_source);
  GError *error = NULL;

  if (amends_database_try_lead (database) &&
      !amends_backup_run_daily (database, now, NULL, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
daily_backup_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    amends_session_emit_problem (AMENDS_SESSION (source), error);
}

/* Not part of opening: the first frame does not wait for it. A fixed clock is a test or a look
 * into another day; its date must not rotate real backups. */
static void
start_daily_backup (AmendsSession *self)
{
  g_autoptr (GTask) task = NULL;

  if (amends_session_is_read_only (self) || amends_time_source_is_fixed (self->time_source))
    return;
  task = g_task_new (self, NULL, daily_backup_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->database), g_object_unref);
  amends_work_queue_push (self->worker, task, daily_backup_thread);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsSession *self = AMENDS_SESSION (source);
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autofree char *zone = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  self->database = g_steal_pointer (&opening->database);
  self->engines = g_steal_pointer (&opening->engines);
  self->me = g_steal_pointer (&opening->me);
  take_lists (self, opening);

  zone = amends_zone_dup_local_name ();
  self->zone = amends_zone_load (zone, NULL);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->bus = amends_workspace_bus_new (self->folder);
  g_signal_connect_object (self->bus, "changed", G_CALLBACK (committed_elsewhere_cb), self, 0);
  start_daily_backup (self);
  g_task_return_boolean (outer, TRUE);
}

void
amends_session_open_async (AmendsSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = g_task_new (self, cancellable, open_cb, outer);
  Opening *opening = g_new0 (Opening, 1);

  opening->folder = g_strdup (self->folder);
  opening->as_email = g_strdup (self->as_email);
  g_task_set_task_data (inner, opening, opening_free);
  amends_work_queue_push (self->worker, inner, open_thread);
}

gboolean
amends_session_open_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
amends_session_close (AmendsSession *self)
{
  if (self->bus)
    amends_workspace_bus_flush (self->bus);
  g_clear_object (&self->bus);
  /* The last reference may be that of a task which has just failed in the worker itself. */
  if (self->worker && !amends_work_queue_is_current (self->worker))
    amends_work_queue_drain (self->worker);
  if (self->database)
    amends_database_close (self->database);
  g_clear_object (&self->database);
}

/* --- Reading the lists again --- */

static void
reload_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    {
      take_lists (self, opening);
      amends_session_emit_changed (self, NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      amends_session_emit_problem (self, error);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

void
amends_session_reload_async (AmendsSession *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_task_data (task, g_new0 (Opening, 1), opening_free);
  amends_database_read_async (self->database, read_lists, g_task_get_task_data (task), NULL, NULL,
                              reload_cb, task);
}

/* --- Live cases --- */

AmendsCase *
amends_session_adopt (AmendsSession *self, AmendsCase *fresh)
{
  const char *id = fresh->escalation->id;
  AmendsCase *known = g_hash_table_lookup (self->live, id);

  if (known)
    {
      amends_case_merge (known, fresh);
      return g_object_ref (known);
    }
  g_hash_table_insert (self->live, g_strdup (id), fresh);
  g_object_weak_ref (G_OBJECT (fresh), forget_case_cb, self->live);
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
  if (g_hash_table_contains (self->live, id))
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

gboolean
amends_session_can_write (AmendsSession *self, GTask *task)
{
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
  return amends_database_is_read_only (self->database);
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
