/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The playbooks there are: listed, copied, brought in, given away. */

#include "config.h"

#include "amends-session-playbooks.h"

#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-paths.h"
#include "amends-playbook-files.h"
#include "amends-session-policy-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BUNDLE (64 * 1024 * 1024)

void
amends_playbook_entry_free (AmendsPlaybookEntry *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->summary);
  g_free (self->extends);
  g_free (self->problem);
  g_free (self);
}

/* One piece of work on a playbook. */
typedef struct
{
  char *id;
  char *name;
  GFile *file;
  char *zone;        /* of the team */
  GHashTable *files; /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->id);
  g_free (work->name);
  g_free (work->zone);
  g_clear_object (&work->file);
  g_clear_pointer (&work->files, g_hash_table_unref);
  g_free (work);
}

static void
start (AmendsSession *self,
       GTask *task,
       const char *id,
       const char *name,
       GFile *file,
       GHashTable *files,
       GTaskThreadFunc func)
{
  g_autoptr (GTask) owned = task;
  Work *work = g_new0 (Work, 1);

  work->id = g_strdup (id);
  work->name = g_strdup (name);
  work->file = file ? g_object_ref (file) : NULL;
  work->files = files ? g_hash_table_ref (files) : NULL;
  work->zone = g_strdup (amends_calendar_get_zone_name (self->engines->calendar));
  g_task_set_task_data (owned, work, work_free);
  amends_work_queue_push (self->worker, owned, func);
}

/* --- The list -------------------------------------------------------------------------------- */

/* The word for the language of the interface; of a copy, which has one name, that. */
static char *
pick_words (JsonObject *head, const char *member)
{
  JsonNode *node = json_object_get_member (head, member);
  JsonObject *words;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup ("");
  words = json_node_get_object (node);
  return g_strdup (json_object_get_string_member_with_default (
      words, amends_change_get_language (),
      json_object_get_string_member_with_default (words, "en", "")));
}

static void
describe (AmendsPlaybookEntry *entry, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, entry->id, "playbook.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &text, &length, NULL))
    node = amends_json_parse (text, length, path, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *head = json_node_get_object (node);

      entry->name = pick_words (head, "name");
      entry->summary = pick_words (head, "summary");
      entry->extends =
          g_strdup (json_object_get_string_member_with_default (head, "extends", NULL));
      entry->version = (int) json_object_get_int_member_with_default (head, "version", 0);
    }
  if (entry->name == NULL || *entry->name == '\0')
    {
      g_free (entry->name);
      entry->name = g_strdup (entry->id);
    }
  if (entry->summary == NULL)
    entry->summary = g_strdup ("");
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AmendsPlaybookEntry *one = *(AmendsPlaybookEntry *const *) a;
  const AmendsPlaybookEntry *other = *(AmendsPlaybookEntry *const *) b;

  if (one->own != other->own)
    return one->own ? 1 : -1;
  if (!one->own)
    return strcmp (one->id, other->id);
  return g_utf8_collate (one->name, other->name);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autoptr (GPtrArray) ids = amends_playbook_list ((const char *const *) folders);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_playbook_entry_free);

  for (guint i = 0; i < ids->len; i++)
    {
      AmendsPlaybookEntry *entry = g_new0 (AmendsPlaybookEntry, 1);
      g_autoptr (AmendsPlaybook) playbook = NULL;
      g_autoptr (GError) error = NULL;

      entry->id = g_strdup (ids->pdata[i]);
      entry->own = amends_playbook_files_is_own (entry->id);
      describe (entry, folders[entry->own ? 0 : 1]);
      playbook = amends_playbook_load ((const char *const *) folders, entry->id, NULL, &error);
      if (playbook == NULL)
        entry->problem = g_strdup (error->message);
      g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_entries);
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

void
amends_session_list_playbooks_async (AmendsSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), NULL, NULL, NULL, NULL,
         list_thread);
}

GPtrArray *
amends_session_list_playbooks_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- New ones -------------------------------------------------------------------------------- */

static GPtrArray *
list_taken (void)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();

  return amends_playbook_list ((const char *const *) folders);
}

static void
check_and_install (GTask *task, const char *id, Work *work)
{
  g_autoptr (AmendsEngines) engines = NULL;
  GError *error = NULL;

  engines = amends_playbook_files_check (id, work->files, work->zone, &error);
  if (engines != NULL && amends_playbook_files_install (id, work->files, &error))
    g_task_return_pointer (task, g_strdup (id), g_free);
  else
    g_task_return_error (task, error);
}

static void
copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GPtrArray) taken = list_taken ();
  g_autofree char *id = amends_playbook_files_make_id (work->name, taken);
  gboolean own = amends_playbook_files_is_own (work->id);
  GError *error = NULL;

  if (own)
    {
      g_autofree char *folder = amends_playbook_files_dup_folder ();
      g_autofree char *place = g_build_filename (folder, work->id, NULL);

      work->files = amends_playbook_files_read (place, &error);
    }
  else
    {
      work->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  if (work->files == NULL || !amends_playbook_files_set_head (
                                 work->files, id, own ? NULL : work->id, work->name, 1, &error))
    g_task_return_error (task, error);
  else
    check_and_install (task, id, work);
}

void
amends_session_copy_playbook_async (AmendsSession *self,
                                    const char *id,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), id, name, NULL, NULL,
         copy_thread);
}

/* The files of what is to be brought in, and what they call themselves. */
static gboolean
read_import (Work *work, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (work->file);
  g_autofree char *base = g_file_get_basename (work->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (path != NULL && g_str_equal (base, "playbook.json"))
    {
      g_free (path);
      path = g_path_get_dirname (g_file_peek_path (work->file));
      g_free (base);
      base = g_path_get_basename (path);
    }
  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      work->files = amends_playbook_files_read (path, error);
      work->id = g_strdup (base);
      return work->files != NULL;
    }
  if (!g_file_load_contents (work->file, cancellable, &text, &length, NULL, error))
    return FALSE;
  if (length > MAX_BUNDLE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, name, 0, NULL,
                              _ ("The file is too large for a playbook."));
      return FALSE;
    }
  work->files = amends_playbook_files_from_bundle (text, length, name, &work->id, error);
  return work->files != NULL;
}

static void
import_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GPtrArray) taken = list_taken ();
  g_autofree char *id = NULL;
  GError *error = NULL;

  if (!read_import (work, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  id = amends_playbook_files_make_id (work->id, taken);
  if (amends_playbook_files_set_head (work->files, id, NULL, NULL, 0, &error))
    check_and_install (task, id, work);
  else
    g_task_return_error (task, error);
}

void
amends_session_import_playbook_async (AmendsSession *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), NULL, NULL, file, NULL,
         import_thread);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  check_and_install (task, work->id, work);
}

void
amends_session_keep_playbook_async (AmendsSession *self,
                                    const char *id,
                                    GHashTable *files,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), id, NULL, NULL, files,
         keep_thread);
}

char *
amends_session_new_playbook_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Removing and giving away ---------------------------------------------------------------- */

/* (transfer full) (nullable): the name of one that could not do without @id. */
static char *
find_dependent (const char *id)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autoptr (GPtrArray) all = list_taken ();

  for (guint i = 0; i < all->len; i++)
    {
      AmendsPlaybookEntry entry = { .id = all->pdata[i] };
      char *found = NULL;

      if (!amends_playbook_files_is_own (entry.id))
        continue;
      describe (&entry, folder);
      if (g_strcmp0 (entry.extends, id) == 0)
        found = g_steal_pointer (&entry.name);
      g_free (entry.name);
      g_free (entry.summary);
      g_free (entry.extends);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
remove_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autofree char *dependent = find_dependent (work->id);
  GHashTable *files;
  g_autoptr (GError) error = NULL;

  if (dependent != NULL)
    {
      g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                               /* Translators: %s is the name of a playbook. */
                               _ ("“%s” extends this playbook and could not be used without it."),
                               dependent);
      return;
    }
  files = amends_playbook_files_remove (work->id, &error);
  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
amends_session_remove_playbook_async (AmendsSession *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (g_str_equal (id, amends_playbook_get_id (self->engines->playbook)))
    g_task_return_new_error (task, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED,
                             _ ("This playbook is in use. Choose another one first."));
  else
    start (self, g_steal_pointer (&task), id, NULL, NULL, NULL, remove_thread);
}

GHashTable *
amends_session_remove_playbook_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *place = g_build_filename (folder, work->id, NULL);
  g_autoptr (GHashTable) files = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  files = amends_playbook_files_read (place, &error);
  text = files ? amends_playbook_files_to_bundle (work->id, files) : NULL;
  if (text != NULL &&
      g_file_replace_contents (work->file, text, strlen (text), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
amends_session_export_playbook_async (AmendsSession *self,
                                      const char *id,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  start (self, g_task_new (self, cancellable, callback, user_data), id, NULL, file, NULL,
         export_thread);
}

/* --- Trying a template ----------------------------------------------------------------------- */

char *
amends_session_try_template (AmendsSession *self,
                             AmendsEngines *engines,
                             AmendsCase *case_,
                             const char *kind,
                             const char *language,
                             char **subject,
                             GError **error)
{
  g_autoptr (AmendsCase) copy = amends_case_copy (case_);
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (engines, copy);
  g_autoptr (AmendsPerson) me = amends_session_copy_me (self);
  g_autoptr (GListModel) people = amends_session_copy_people (self);
  g_autoptr (AmendsDraft) draft = NULL;
  g_autoptr (AmendsStakeholder) somebody = NULL;
  AmendsPlannerContext context;
  AmendsChange change = {
    .engines = engines, .case_ = copy, .me = me, .people = people, .now = amends_session_now (self)
  };

  amends_change_get_planner_context (&change, zone, &context);
  if (g_str_equal (kind, "briefing"))
    {
      somebody = g_list_model_get_item (G_LIST_MODEL (copy->stakeholders), 0);
      if (somebody != NULL)
        draft = amends_planner_write_briefing (engines->planner, copy, somebody, &context, error);
    }
  if (somebody == NULL)
    draft = amends_planner_write_draft (engines->planner, copy, kind, language, &context, error);
  if (draft == NULL)
    return NULL;
  if (subject)
    *subject = g_strdup (draft->subject);
  return g_strdup (draft->body);
}
