/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a workspace: first what its first frame shows, then what judging words needs. */

#include "config.h"

#include "amends-session-private.h"

#include "amends-account-store.h"
#include "amends-backup.h"
#include "amends-case-store.h"
#include "amends-escalation-store.h"
#include "amends-person-store.h"
#include "amends-session-data.h"
#include "amends-session-policy-private.h"
#include "amends-session-settle.h"
#include "amends-session-warnings.h"
#include "amends-setting-store.h"

#include <glib/gi18n-lib.h>

/* --- Opening --- */

/* What a worker reads of the workspace before the window shows, or reads again. */
typedef struct
{
  char *folder;
  char *as_email;
  char *problem; /* (nullable): the policy in use is not what was chosen */
  AmendsDatabase *database;
  AmendsEngines *engines;
  AmendsPerson *me;
  gboolean with_customers; /* accounts and contacts too */
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
  g_free (opening->problem);
  g_clear_object (&opening->database);
  g_clear_pointer (&opening->engines, amends_engines_unref);
  g_clear_object (&opening->me);
  g_clear_pointer (&opening->people, g_ptr_array_unref);
  g_clear_pointer (&opening->accounts, g_ptr_array_unref);
  g_clear_pointer (&opening->contacts, g_ptr_array_unref);
  g_clear_pointer (&opening->settings, g_hash_table_unref);
  g_free (opening);
}

static gboolean
read_customers (Opening *opening, AmendsConnection *connection, GError **error)
{
  opening->accounts = amends_account_store_list (connection, NULL, NULL, 0, error);
  opening->contacts =
      opening->accounts ? amends_contact_store_list (connection, NULL, error) : NULL;
  return opening->contacts != NULL;
}

/* Whether there is neither a case nor an account yet. */
static gboolean
look_for_content (Opening *opening, AmendsConnection *connection, GError **error)
{
  AmendsEscalationFilter filter = { 0 };
  int cases = amends_escalation_store_count (connection, &filter, error);
  g_autoptr (GPtrArray) first = NULL;

  if (cases < 0)
    return FALSE;
  first = amends_account_store_list (connection, NULL, NULL, 1, error);
  opening->is_empty = first && cases == 0 && first->len == 0;
  return first != NULL;
}

static gboolean
read_lists (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Opening *opening = data;

  return amends_sample_exists (connection, &opening->has_sample, error) &&
         (opening->people = amends_person_store_list (connection, error)) != NULL &&
         (opening->settings = amends_setting_store_list (connection, "", error)) != NULL &&
         look_for_content (opening, connection, error) &&
         (!opening->with_customers || read_customers (opening, connection, error));
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

  opening->engines = amends_policy_load (opening->settings, &opening->problem, &error);
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
  if (opening->with_customers)
    {
      amends_record_list_merge (self->accounts, opening->accounts);
      amends_record_list_merge (self->contacts, opening->contacts);
    }
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

/* A fixed clock is a test or a look into another day; its date must not rotate real backups. */
static gboolean
needs_backup (AmendsSession *self)
{
  return !self->backed_up && !amends_session_is_read_only (self) &&
         !amends_time_source_is_fixed (self->time_source);
}

static gboolean
back_up (AmendsSession *self, AmendsDatabase *database, GCancellable *cancellable, GError **error)
{
  AmendsInstant now = amends_time_source_now (self->time_source);

  return !amends_database_try_lead (database) ||
         amends_backup_run_daily (database, now, NULL, cancellable, error);
}

static void
daily_backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (back_up (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
daily_backup_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    amends_session_emit_problem (AMENDS_SESSION (source), error);
}

/* Behind the first frame and what is read after it. */
static void
start_daily_backup (AmendsSession *self)
{
  g_autoptr (GTask) task = NULL;

  if (!needs_backup (self))
    return;
  self->backed_up = TRUE;
  task = g_task_new (self, NULL, daily_backup_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->database), g_object_unref);
  amends_work_queue_push (self->worker, task, daily_backup_thread);
}

static void
old_removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  g_autoptr (GError) error = NULL;

  amends_session_count_finish (self, result, &error);
  if (error != NULL)
    amends_session_emit_problem (self, error);
}

/* What is kept for so many months only goes when its time has come; a look into another day must
 * not take it away. */
static void
remove_old (AmendsSession *self)
{
  if (amends_session_get_keep_months (self) > 0 && !amends_session_is_read_only (self) &&
      !amends_time_source_is_fixed (self->time_source))
    amends_session_remove_old_async (self, NULL, old_removed_cb, NULL);
}

void
amends_session_settle (AmendsSession *self)
{
  g_return_if_fail (AMENDS_IS_SESSION (self));

  if (self->settled || self->database == NULL)
    return;
  self->settled = TRUE;
  start_daily_backup (self);
  remove_old (self);
  amends_session_start_sync (self);
  amends_session_start_watching (self);
}

/* Programs that end before that, such as a command, keep their backup for the end. */
void
amends_session_back_up_at_end (AmendsSession *self)
{
  g_autoptr (GError) error = NULL;

  if (!needs_backup (self))
    return;
  self->backed_up = TRUE;
  if (!back_up (self, self->database, NULL, &error))
    g_message ("%s", error->message);
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
  amends_session_took_policy (self, g_steal_pointer (&opening->problem));

  zone = amends_zone_dup_local_name ();
  self->zone = amends_zone_load (zone, NULL);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->bus = amends_workspace_bus_new (self->folder);
  g_signal_connect_object (self->bus, "changed", G_CALLBACK (committed_elsewhere_cb), self, 0);
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
      amends_session_follow_policy (self);
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
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Opening *opening;

  if (!amends_session_can_read (self, task))
    return;
  opening = g_new0 (Opening, 1);
  /* Customers that are being read at this moment may be read too early. */
  opening->with_customers = self->prepared || self->preparing->len > 0;
  self->outdated = !self->prepared && self->preparing->len > 0;
  g_task_set_task_data (task, opening, opening_free);
  amends_database_read_async (self->database, read_lists, opening, NULL, NULL, reload_cb,
                              g_steal_pointer (&task));
}

/* --- What only judging words needs --- */

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;

  if (amends_engines_get_classifier (opening->engines, &error) != NULL &&
      (opening->database == NULL ||
       amends_database_read (opening->database, read_lists, opening, cancellable, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AmendsSession *self = AMENDS_SESSION (source);
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->preparing);
  g_autoptr (GError) error = NULL;

  self->preparing = g_ptr_array_new_with_free_func (g_object_unref);
  self->prepared = g_task_propagate_boolean (G_TASK (result), &error);
  if (self->prepared && self->database)
    {
      take_lists (self, opening);
      if (self->outdated)
        amends_session_reload_async (self, NULL, NULL);
      else
        amends_session_emit_changed (self, NULL); /* pages may show more now */
    }
  for (guint i = 0; i < waiting->len; i++)
    if (self->prepared)
      g_task_return_boolean (waiting->pdata[i], TRUE);
    else
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
  if (self->database)
    amends_session_settle (self);
}

gboolean
amends_session_is_prepared (AmendsSession *self)
{
  return self->prepared;
}

void
amends_session_prepare_async (AmendsSession *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Opening *opening;

  if (self->prepared)
    {
      g_task_return_boolean (outer, TRUE);
      g_object_unref (outer);
      return;
    }
  g_ptr_array_add (self->preparing, outer);
  if (self->preparing->len > 1)
    return;
  opening = g_new0 (Opening, 1);
  opening->engines = amends_engines_ref (self->engines);
  opening->database = self->database ? g_object_ref (self->database) : NULL;
  opening->with_customers = TRUE;
  self->outdated = FALSE;
  inner = g_task_new (self, NULL, prepared_cb, NULL);
  g_task_set_task_data (inner, opening, opening_free);
  amends_work_queue_push (self->worker, inner, prepare_thread);
}

gboolean
amends_session_prepare_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
