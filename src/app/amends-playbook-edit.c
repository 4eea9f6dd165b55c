/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A playbook of the user's own while it is edited. */

#include "config.h"

#include "amends-playbook-edit.h"

#include "amends-input-error.h"
#include "amends-json-patch.h"
#include "amends-json.h"
#include "amends-paths.h"
#include "amends-playbook-files.h"
#include "amends-session-policy-private.h"
#include "amends-session-policy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_UNDO 200

/* One file before and after; NULL where it says nothing of its own. */
typedef struct
{
  char *path;
  char *before;
  char *after;
  char *tag;
} Step;

struct _AmendsPlaybookEdit
{
  GObject parent_instance;

  AmendsSession *session; /* (owned) */
  char *id;               /* (owned) */
  AmendsPlaybook *base;   /* (owned) (nullable): what it extends */
  GHashTable *files;      /* (owned) */
  int version;            /* as it was read */
  GPtrArray *undo;        /* (owned) (element-type Step) */
  GPtrArray *redo;        /* (owned) (element-type Step) */
  Step *saved;            /* (unowned) (nullable): the last step that is saved */
  gboolean dirty;         /* something was saved that undoing went behind */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsPlaybookEdit, amends_playbook_edit, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->path);
  g_free (step->before);
  g_free (step->after);
  g_free (step->tag);
  g_free (step);
}

static Step *
last_step (GPtrArray *steps)
{
  return steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
}

static void
emit (AmendsPlaybookEdit *self, const char *path)
{
  g_signal_emit (self, signals[CHANGED], 0, path);
}

static void
put_file (AmendsPlaybookEdit *self, const char *path, const char *text)
{
  if (text != NULL)
    g_hash_table_insert (self->files, g_strdup (path), g_strdup (text));
  else
    g_hash_table_remove (self->files, path);
}

static void
amends_playbook_edit_finalize (GObject *object)
{
  AmendsPlaybookEdit *self = AMENDS_PLAYBOOK_EDIT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->base);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self->id);

  G_OBJECT_CLASS (amends_playbook_edit_parent_class)->finalize (object);
}

static void
amends_playbook_edit_class_init (AmendsPlaybookEditClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_playbook_edit_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amends_playbook_edit_init (AmendsPlaybookEdit *self)
{
  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
}

/* --- Opening --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSession *session;
  char *id;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->session);
  g_free (opening->id);
  g_free (opening);
}

/* The head of a file table, as an object; (transfer full) (nullable). */
static JsonNode *
parse_file (GHashTable *files, const char *path, GError **error)
{
  const char *text = g_hash_table_lookup (files, path);

  return text ? amends_json_parse (text, strlen (text), path, error) : NULL;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  g_autoptr (AmendsPlaybookEdit) self = g_object_new (AMENDS_TYPE_PLAYBOOK_EDIT, NULL);
  g_auto (GStrv) folders = amends_paths_list_playbooks ();
  g_autofree char *place = g_build_filename (folders[0], opening->id, NULL);
  g_autoptr (JsonNode) head = NULL;
  const char *extends = NULL;
  GError *error = NULL;

  self->session = g_object_ref (opening->session);
  self->id = g_strdup (opening->id);
  self->files = amends_playbook_files_read (place, &error);
  if (self->files != NULL)
    head = parse_file (self->files, "playbook.json", &error);
  if (head != NULL && JSON_NODE_HOLDS_OBJECT (head))
    extends =
        json_object_get_string_member_with_default (json_node_get_object (head), "extends", NULL);
  if (extends != NULL)
    self->base = amends_playbook_load ((const char *const *) folders, extends, NULL, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->version = amends_playbook_files_get_version (self->files);
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
amends_playbook_edit_open_async (AmendsSession *session,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->session = g_object_ref (session);
  opening->id = g_strdup (id);
  g_task_set_task_data (task, opening, opening_free);
  amends_work_queue_push (session->worker, task, open_thread);
}

AmendsPlaybookEdit *
amends_playbook_edit_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
amends_playbook_edit_get_id (AmendsPlaybookEdit *self)
{
  return self->id;
}

char *
amends_playbook_edit_dup_name (AmendsPlaybookEdit *self)
{
  g_autoptr (JsonNode) head = amends_playbook_edit_dup_document (self, "playbook");
  JsonObject *names = NULL;
  const char *name = NULL;

  if (head != NULL && json_object_has_member (json_node_get_object (head), "name"))
    names = json_object_get_object_member (json_node_get_object (head), "name");
  if (names != NULL)
    name = json_object_get_string_member_with_default (
        names, amends_change_get_language (),
        json_object_get_string_member_with_default (names, "en", NULL));
  return g_strdup (name != NULL && *name != '\0' ? name : self->id);
}

char *
amends_playbook_edit_dup_base_name (AmendsPlaybookEdit *self)
{
  return self->base
             ? g_strdup (amends_playbook_get_name (self->base, amends_change_get_language ()))
             : NULL;
}

/* --- Documents ------------------------------------------------------------------------------- */

/* (transfer full): what the playbook that is extended says; an empty object when it says nothing,
 * so that all of a document is its own. */
static JsonNode *
dup_base (AmendsPlaybookEdit *self, const char *key)
{
  g_autoptr (AmendsJsonReader) reader =
      self->base ? amends_playbook_read (self->base, key, NULL) : NULL;
  JsonNode *node = reader ? amends_json_reader_peek (reader, NULL) : NULL;
  JsonNode *empty;

  /* Names and version are each playbook's own. */
  if (node != NULL && !g_str_equal (key, "playbook"))
    return json_node_ref (node);
  empty = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (empty, json_object_new ());
  return empty;
}

/* json_node_copy() shares what is inside. */
static JsonNode *
copy_deep (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

JsonNode *
amends_playbook_edit_dup_document (AmendsPlaybookEdit *self, const char *key)
{
  g_autofree char *path = g_strconcat (key, ".json", NULL);
  g_autoptr (JsonNode) base = dup_base (self, key);
  g_autoptr (JsonNode) own = parse_file (self->files, path, NULL);
  g_autoptr (JsonNode) merged = NULL;

  if (own == NULL)
    {
      gboolean nothing = json_object_get_size (json_node_get_object (base)) == 0;

      return nothing || g_hash_table_contains (self->files, path) ? NULL : copy_deep (base);
    }
  merged = amends_json_patch_apply (base, own);
  return copy_deep (merged);
}

/* Steps in a row that change the same are one. */
static gboolean
joins_last (AmendsPlaybookEdit *self, const char *path, const char *tag)
{
  Step *last = last_step (self->undo);

  return tag != NULL && last != NULL && last != self->saved && g_str_equal (last->path, path) &&
         g_strcmp0 (last->tag, tag) == 0;
}

/* What was saved can no longer be reached once its step is gone. */
static void
forget_step (AmendsPlaybookEdit *self, Step *step)
{
  if (self->saved == NULL || self->saved != step)
    return;
  self->saved = NULL;
  self->dirty = TRUE;
}

static void
forget_redo (AmendsPlaybookEdit *self)
{
  for (guint i = 0; i < self->redo->len; i++)
    forget_step (self, self->redo->pdata[i]);
  g_ptr_array_set_size (self->redo, 0);
}

static void
record (AmendsPlaybookEdit *self, const char *path, const char *text, const char *tag)
{
  const char *before = g_hash_table_lookup (self->files, path);
  Step *step;

  if (g_strcmp0 (before, text) == 0)
    return;
  if (joins_last (self, path, tag))
    {
      step = last_step (self->undo);
      g_free (step->after);
      step->after = g_strdup (text);
    }
  else
    {
      step = g_new0 (Step, 1);
      step->path = g_strdup (path);
      step->before = g_strdup (before);
      step->after = g_strdup (text);
      step->tag = g_strdup (tag);
      if (self->undo->len >= MAX_UNDO)
        {
          /* Undoing can no longer come back to the beginning either. */
          self->dirty = self->dirty || self->saved == NULL;
          forget_step (self, self->undo->pdata[0]);
          g_ptr_array_remove_index (self->undo, 0);
        }
      g_ptr_array_add (self->undo, step);
    }
  forget_redo (self);
  put_file (self, path, text);
  emit (self, path);
}

void
amends_playbook_edit_set_document (AmendsPlaybookEdit *self,
                                   const char *key,
                                   JsonNode *document,
                                   const char *tag)
{
  g_autofree char *path = g_strconcat (key, ".json", NULL);
  g_autoptr (JsonNode) base = dup_base (self, key);
  g_autoptr (JsonNode) patch = amends_json_patch_make (base, document);
  g_autofree char *pretty = patch ? amends_json_to_pretty (patch) : NULL;
  g_autofree char *text = pretty ? g_strconcat (pretty, "\n", NULL) : NULL;

  record (self, path, text, tag);
}

/* --- Templates ------------------------------------------------------------------------------- */

static char *
template_path (const char *language, const char *name)
{
  return g_strdup_printf ("templates/%s/%s.md", language, name);
}

const char *
amends_playbook_edit_get_base_template (AmendsPlaybookEdit *self,
                                        const char *language,
                                        const char *name)
{
  return self->base ? amends_playbook_get_template (self->base, language, name, NULL) : NULL;
}

const char *
amends_playbook_edit_get_template (AmendsPlaybookEdit *self, const char *language, const char *name)
{
  g_autofree char *path = template_path (language, name);
  const char *own = g_hash_table_lookup (self->files, path);

  return own ? own : amends_playbook_edit_get_base_template (self, language, name);
}

void
amends_playbook_edit_set_template (AmendsPlaybookEdit *self,
                                   const char *language,
                                   const char *name,
                                   const char *text)
{
  g_autofree char *path = template_path (language, name);
  const char *base = amends_playbook_edit_get_base_template (self, language, name);

  record (self, path, g_strcmp0 (text, base) == 0 ? NULL : text, "text");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
amends_playbook_edit_list_templates (AmendsPlaybookEdit *self, const char *language)
{
  GPtrArray *names = self->base ? amends_playbook_list_templates (self->base, language)
                                : g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = g_strdup_printf ("templates/%s/", language);
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (path, prefix))
        continue;
      name = g_strndup ((char *) path + strlen (prefix),
                        strlen (path) - strlen (prefix) - strlen (".md"));
      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

gboolean
amends_playbook_edit_is_own (AmendsPlaybookEdit *self, const char *path)
{
  return g_hash_table_contains (self->files, path);
}

void
amends_playbook_edit_reset (AmendsPlaybookEdit *self, const char *path)
{
  if (self->base != NULL && !g_str_equal (path, "playbook.json"))
    record (self, path, NULL, NULL);
}

/* --- Undo ------------------------------------------------------------------------------------ */

gboolean
amends_playbook_edit_is_dirty (AmendsPlaybookEdit *self)
{
  return self->dirty || last_step (self->undo) != self->saved;
}

gboolean
amends_playbook_edit_can_undo (AmendsPlaybookEdit *self)
{
  return self->undo->len > 0;
}

gboolean
amends_playbook_edit_can_redo (AmendsPlaybookEdit *self)
{
  return self->redo->len > 0;
}

void
amends_playbook_edit_undo (AmendsPlaybookEdit *self)
{
  Step *step = last_step (self->undo);
  g_autofree char *path = NULL;

  if (step == NULL)
    return;
  path = g_strdup (step->path);
  g_ptr_array_add (self->redo, g_ptr_array_steal_index (self->undo, self->undo->len - 1));
  put_file (self, step->path, step->before);
  emit (self, path);
  emit (self, NULL);
}

void
amends_playbook_edit_redo (AmendsPlaybookEdit *self)
{
  Step *step = last_step (self->redo);
  g_autofree char *path = NULL;

  if (step == NULL)
    return;
  path = g_strdup (step->path);
  g_ptr_array_add (self->undo, g_ptr_array_steal_index (self->redo, self->redo->len - 1));
  put_file (self, step->path, step->after);
  emit (self, path);
  emit (self, NULL);
}

/* --- Checking and saving --------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *zone;
  GHashTable *files;
  int version; /* that is on the disk */
  Step *last;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->id);
  g_free (work->zone);
  g_hash_table_unref (work->files);
  g_free (work);
}

static Work *
work_new (AmendsPlaybookEdit *self)
{
  Work *work = g_new0 (Work, 1);

  work->id = g_strdup (self->id);
  work->zone =
      g_strdup (amends_calendar_get_zone_name (amends_session_get_calendar (self->session)));
  work->files = amends_playbook_files_copy (self->files);
  work->version = self->version;
  work->last = last_step (self->undo);
  return work;
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  AmendsEngines *engines;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  engines = amends_playbook_files_check (work->id, work->files, work->zone, &error);
  if (engines != NULL)
    g_task_return_pointer (task, engines, (GDestroyNotify) amends_engines_unref);
  else
    g_task_return_error (task, error);
}

void
amends_playbook_edit_check_async (AmendsPlaybookEdit *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, work_new (self), work_free);
  amends_work_queue_push (self->session->worker, task, check_thread);
}

AmendsEngines *
amends_playbook_edit_check_finish (AmendsPlaybookEdit *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Somebody else may have saved it: what they did must not go. */
static gboolean
is_as_it_was_read (Work *work, GError **error)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *place = g_build_filename (folder, work->id, NULL);
  g_autoptr (GHashTable) there = amends_playbook_files_read (place, error);

  if (there == NULL)
    return FALSE;
  if (amends_playbook_files_get_version (there) == work->version)
    return TRUE;
  g_set_error (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, "%s",
               _ ("This playbook was saved in another window meanwhile. Close this one and open it "
                  "again to go on from there."));
  return FALSE;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (AmendsEngines) engines = NULL;
  GError *error = NULL;

  if (is_as_it_was_read (work, &error) &&
      amends_playbook_files_set_head (work->files, NULL, NULL, NULL, work->version + 1, &error) &&
      (engines = amends_playbook_files_check (work->id, work->files, work->zone, &error)) != NULL &&
      amends_playbook_files_install (work->id, work->files, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
used_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;

  if (amends_session_policy_finish (AMENDS_SESSION (source), result, &error))
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  AmendsPlaybookEdit *self = AMENDS_PLAYBOOK_EDIT (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  AmendsSession *session = self->session;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  self->version = work->version + 1;
  self->saved = work->last;
  self->dirty = FALSE;
  amends_playbook_files_set_head (self->files, NULL, NULL, NULL, self->version, NULL);
  emit (self, NULL);
  /* Also when the one in use only extends this one; unless the workspace was closed meanwhile. */
  if (session->database == NULL || amends_session_is_read_only (session))
    g_task_return_boolean (outer, TRUE);
  else
    amends_session_reload_playbook_async (session, NULL, used_cb, g_steal_pointer (&outer));
}

void
amends_playbook_edit_save_async (AmendsPlaybookEdit *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = g_task_new (self, cancellable, saved_cb, outer);

  g_task_set_task_data (task, work_new (self), work_free);
  amends_work_queue_push (self->session->worker, task, save_thread);
}

gboolean
amends_playbook_edit_save_finish (AmendsPlaybookEdit *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
