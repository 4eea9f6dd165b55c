/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing a case over to a colleague, and taking one over. */

#include "config.h"

#include "amends-handover-file.h"
#include "amends-handover-merge.h"
#include "amends-session-private.h"

#include "amends-case-store.h"
#include "amends-draft-store.h"
#include "amends-input-error.h"
#include "amends-paths.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* A case of years with its mails is a few megabytes. */
#define LARGEST_FILE (64 * 1024 * 1024)

/* --- Out ----------------------------------------------------------------------------------------
 */

typedef struct
{
  char *id;
  char *path;
  AmendsPerson *me;
  GListModel *people;
  AmendsInstant now;
  AmendsHandoverFile *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->id);
  g_free (export->path);
  g_object_unref (export->me);
  g_object_unref (export->people);
  g_clear_pointer (&export->file, amends_handover_file_free);
  g_free (export);
}

static void
add_name (GHashTable *names, const char *name)
{
  if (name && *name)
    g_hash_table_add (names, g_strdup (name));
}

/* (transfer full): names of our side that the case speaks of. */
static GHashTable *
list_names (AmendsCase *case_)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  AmendsEscalation *escalation = case_->escalation;
  AmendsAccount *account = case_->account;

  add_name (names, escalation->owner);
  add_name (names, escalation->technical_owner);
  add_name (names, escalation->executive_owner);
  add_name (names, account->csm);
  add_name (names, account->account_manager);
  add_name (names, account->executive_sponsor);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->stakeholders)); i++)
    {
      g_autoptr (AmendsStakeholder) one =
          g_list_model_get_item (G_LIST_MODEL (case_->stakeholders), i);

      add_name (names, one->name);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->goodwill)); i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (G_LIST_MODEL (case_->goodwill), i);

      add_name (names, one->requested_by);
      add_name (names, one->decided_by);
    }
  return names;
}

static void
add_person (GPtrArray *people, AmendsPerson *person)
{
  if (!g_ptr_array_find (people, person, NULL))
    g_ptr_array_add (people, g_object_ref (person));
}

/* Those the case names, and the managers above them. */
static void
add_people (Export *export)
{
  g_autoptr (GHashTable) names = list_names (export->file->case_);
  GPtrArray *people = export->file->people;

  for (guint i = 0; i < g_list_model_get_n_items (export->people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (export->people, i);

      if (person->name && g_hash_table_contains (names, person->name))
        add_person (people, person);
    }
  /* The list grows while it is walked: a manager may have a manager. */
  for (guint i = 0; i < people->len; i++)
    {
      AmendsPerson *person = g_ptr_array_index (people, i);
      AmendsPerson *manager =
          person->manager_id ? amends_record_list_find (export->people, person->manager_id) : NULL;

      if (manager)
        add_person (people, manager);
    }
}

static gboolean
add_versions (AmendsConnection *connection, AmendsHandoverFile *file, GError **error)
{
  GListModel *drafts = G_LIST_MODEL (file->case_->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      g_autoptr (GPtrArray) versions =
          amends_draft_store_list_versions (connection, draft->id, error);

      if (versions == NULL)
        return FALSE;
      for (guint k = versions->len; k > 0; k--)
        {
          AmendsDraftVersion *version = g_ptr_array_index (versions, k - 1);

          g_ptr_array_add (file->versions,
                           g_object_new (AMENDS_TYPE_DRAFT, "id", version->draft_id, "version",
                                         version->version, "updated", version->at, "subject",
                                         version->subject, "body", version->body, NULL));
        }
    }
  return TRUE;
}

static gboolean
read_export (AmendsConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  g_clear_pointer (&export->file, amends_handover_file_free);
  export->file = amends_handover_file_new ();
  export->file->exported = export->now;
  export->file->from_name = g_strdup (export->me->name);
  export->file->from_email = export->me->emails ? g_strdup (export->me->emails[0]) : NULL;
  export->file->case_ = amends_case_store_load (connection, export->id, error);
  if (export->file->case_ == NULL)
    return FALSE;
  add_people (export);
  return add_versions (connection, export->file, error);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GBytes) bytes = amends_handover_file_write (export->file);
  GError *error = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  /* Customer data: for its owner only, and complete or not there at all. */
  if (g_file_set_contents_full (export->path, text, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
export_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (amends_database_read_finish (AMENDS_DATABASE (source), result, &error))
    amends_work_queue_push (self->worker, task, export_thread);
  else
    g_task_return_error (task, error);
}

void
amends_session_export_case_async (AmendsSession *self,
                                  AmendsCase *case_,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  g_task_set_source_tag (task, amends_session_export_case_async);
  export->id = g_strdup (case_->escalation->id);
  export->path = g_strdup (path);
  export->me = amends_session_copy_me (self);
  export->people = amends_session_copy_people (self);
  export->now = amends_session_now (self);
  g_task_set_task_data (task, export, export_free);
  if (!amends_session_can_read (self, task))
    return;
  amends_database_read_async (self->database, read_export, export, NULL, cancellable,
                              export_read_cb, g_steal_pointer (&task));
}

/* --- In -----------------------------------------------------------------------------------------
 */

typedef struct
{
  char *path;
  AmendsHandoverFile *file;
  AmendsEngines *engines;
  AmendsPerson *me;
  AmendsInstant now;
  AmendsHandoverMerge merge;
  GPtrArray *warnings;
  GPtrArray *playbooks; /* ids of those we have */
  char *playbook;       /* the file's */
  int playbook_version;
  int number;
  AmendsCase *live;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_free (import->path);
  g_free (import->playbook);
  g_clear_pointer (&import->file, amends_handover_file_free);
  g_clear_pointer (&import->engines, amends_engines_unref);
  g_clear_object (&import->me);
  g_clear_object (&import->live);
  g_clear_pointer (&import->warnings, g_ptr_array_unref);
  g_clear_pointer (&import->playbooks, g_ptr_array_unref);
  amends_handover_merge_clear (&import->merge);
  g_free (import);
}

static GBytes *
load_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > LARGEST_FILE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, path, 0, NULL,
                              _ ("The file is larger than %d MB and was not read."),
                              LARGEST_FILE / (1024 * 1024));
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
import_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  GError *error = NULL;
  g_autoptr (GBytes) bytes = load_file (import->path, cancellable, &error);

  if (bytes)
    import->file =
        amends_handover_file_read (bytes, import->path, import->now, &import->warnings, &error);
  if (import->file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  import->playbook = g_strdup (import->file->case_->escalation->playbook);
  import->playbook_version = import->file->case_->escalation->playbook_version;
  import->number = import->file->case_->escalation->number;
  import->playbooks = amends_playbook_list ((const char *const *) folders);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_import (AmendsConnection *connection,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Import *import = data;

  import->merge.connection = connection;
  return amends_engines_complete (import->engines, error) &&
         amends_handover_merge_run (&import->merge, error);
}

static void
import_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  if (!amends_database_write_finish (AMENDS_DATABASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  import->live = amends_session_adopt (self, import->merge.case_);
  if (!import->merge.unchanged)
    {
      if (self->bus)
        amends_workspace_bus_tell (self->bus, import->live->escalation->id);
      amends_session_emit_changed (self, import->live->escalation->id);
      /* People, an account or a contact may have come. */
      amends_session_reload_async (self, NULL, NULL);
    }
  g_task_return_boolean (task, TRUE);
}

static void
import_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  AmendsSession *self = AMENDS_SESSION (source);
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!amends_session_can_write (self, task))
    return;
  import->merge.engines = import->engines;
  import->merge.file = import->file;
  import->merge.me = import->me;
  import->merge.now = import->now;
  amends_database_write_async (self->database, write_import, import, NULL,
                               g_task_get_cancellable (task), import_written_cb,
                               g_object_ref (task));
}

void
amends_session_import_case_async (AmendsSession *self,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) reading = NULL;
  Import *import;

  g_task_set_source_tag (task, amends_session_import_case_async);
  if (!amends_session_can_write (self, task))
    {
      g_object_unref (task);
      return;
    }
  import = g_new0 (Import, 1);
  import->path = g_strdup (path);
  import->engines = amends_engines_ref (self->engines);
  import->me = amends_session_copy_me (self);
  import->now = amends_session_now (self);
  g_task_set_task_data (task, import, import_free);
  /* The outer task owns what the inner one fills. */
  reading = g_task_new (self, cancellable, import_read_cb, task);
  g_task_set_task_data (reading, import, NULL);
  amends_work_queue_push (self->worker, reading, import_thread);
}

static char *
describe_playbook (AmendsSession *self, Import *import)
{
  AmendsPlaybook *ours = self->engines->playbook;

  if (import->playbook == NULL || *import->playbook == '\0')
    return NULL;
  if (!g_ptr_array_find_with_equal_func (import->playbooks, import->playbook, g_str_equal, NULL))
    return g_strdup_printf (
        /* Translators: %s are names of playbooks. */
        _ ("The case follows the playbook “%s”, which is not here. What is written anew follows "
           "“%s”."),
        import->playbook, amends_playbook_get_id (ours));
  if (g_str_equal (import->playbook, amends_playbook_get_id (ours)) &&
      import->playbook_version > amends_playbook_get_version (ours))
    return g_strdup_printf (
        /* Translators: the name of a playbook, and two versions of it. */
        _ ("The case follows version %2$d of the playbook “%1$s”; version %3$d is here."),
        import->playbook, import->playbook_version, amends_playbook_get_version (ours));
  return NULL;
}

gboolean
amends_session_import_case_finish (AmendsSession *self,
                                   GAsyncResult *result,
                                   AmendsHandover *handover,
                                   GError **error)
{
  Import *import = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *handover = (AmendsHandover){
    .case_ = g_object_ref (import->live),
    .is_new = import->merge.is_new,
    .unchanged = import->merge.unchanged,
    .number_there = import->number,
    .from = g_strdup (import->file->from_name),
    .events = import->merge.events,
    .kept = import->merge.kept,
    .added = g_steal_pointer (&import->merge.added),
    .playbook_notice = describe_playbook (self, import),
    .warnings = g_steal_pointer (&import->warnings),
  };
  return TRUE;
}

void
amends_handover_clear (AmendsHandover *handover)
{
  g_clear_object (&handover->case_);
  g_clear_pointer (&handover->from, g_free);
  g_clear_pointer (&handover->playbook_notice, g_free);
  g_clear_pointer (&handover->added, g_ptr_array_unref);
  g_clear_pointer (&handover->warnings, g_ptr_array_unref);
}
