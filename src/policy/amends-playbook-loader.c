/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playbooks from disk: finds the folder, follows what it extends, reads and checks every file. */

#include "config.h"

#include "amends-playbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-playbook-private.h"

#define MAX_CHAIN 16
#define MAX_FILE (8 * 1024 * 1024)
#define HEAD "playbook.json"

/* What playbook.json says, and where. */
typedef struct
{
  char *folder;             /* (owned) */
  AmendsPlaybookFile *file; /* (owned) (nullable): playbook.json until it is handed on */
  char *id;                 /* (owned) */
  int version;
  AmendsTranslations *name; /* (owned) (nullable) */
  char *extends;            /* (owned) (nullable) */
} Head;

typedef struct
{
  const char *const *folders;
  GPtrArray *heads;      /* (owned) (element-type Head): the playbook, then what it extends */
  GHashTable *documents; /* (owned) (element-type utf8 GPtrArray) */
  GHashTable *templates; /* (owned) (element-type utf8 AmendsPlaybookFile) */
  GPtrArray *warnings;   /* (owned) (element-type utf8) */
} Loader;

static void
head_free (gpointer data)
{
  Head *head = data;

  g_free (head->folder);
  g_clear_pointer (&head->file, amends_playbook_file_free);
  g_free (head->id);
  g_clear_pointer (&head->name, amends_translations_free);
  g_free (head->extends);
  g_free (head);
}

/* An identifier is also the name of a folder: nothing in it may lead elsewhere. */
static gboolean
id_is_plain (const char *id)
{
  if (!g_ascii_isalnum (id[0]) || strlen (id) > 64)
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
        return FALSE;
    }
  return TRUE;
}

static AmendsPlaybookFile *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, path, 0, NULL,
                              /* Translators: %s is the system's own description. */
                              _ ("The file cannot be read: %s"), local->message);
      return NULL;
    }
  if (length > MAX_FILE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, path, 0, NULL,
                              _ ("The file is too large for a playbook."));
      return NULL;
    }
  return amends_playbook_file_new (path, g_steal_pointer (&text), length);
}

static AmendsPlaybookFile *
read_json (const char *path, GError **error)
{
  AmendsPlaybookFile *file = read_file (path, error);

  if (file == NULL)
    return NULL;
  file->root = amends_playbook_file_parse (file, error);
  if (file->root == NULL)
    g_clear_pointer (&file, amends_playbook_file_free);
  return file;
}

static AmendsPlaybookFile *
read_template (const char *path, GError **error)
{
  AmendsPlaybookFile *file = read_file (path, error);
  const char *end;

  guint line = 1;

  if (file == NULL || g_utf8_validate (file->text, (gssize) file->length, &end))
    return file;
  for (const char *p = file->text; p < end; p++)
    line += *p == '\n';
  amends_input_error_set (error, AMENDS_INPUT_ERROR_ENCODING, path, line, NULL,
                          _ ("The text is not UTF-8."));
  amends_playbook_file_free (file);
  return NULL;
}

/* (transfer full) (nullable) */
static char *
find_folder (const char *const *folders, const char *id)
{
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (folders[i], id, NULL);
      g_autofree char *head = g_build_filename (folder, HEAD, NULL);

      if (g_file_test (head, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

static void
take_warnings (Loader *loader, const char *path, GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    g_ptr_array_add (loader->warnings,
                     g_strdup_printf ("%s: %s", path, (const char *) warnings->pdata[i]));
}

static void
check_format (AmendsJsonReader *reader)
{
  gint64 format = amends_json_reader_get_int (reader, "format", AMENDS_JSON_REQUIRED, 1, G_MAXINT,
                                              AMENDS_PLAYBOOK_FORMAT);

  if (format != AMENDS_PLAYBOOK_FORMAT)
    amends_json_reader_fail (reader, "format", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: the numbers are versions of the form of files. */
                             _ ("This playbook is in format %d, and this version of Amends reads "
                                "format %d. It needs a newer Amends."),
                             (int) format, AMENDS_PLAYBOOK_FORMAT);
}

static void
read_head_members (AmendsJsonReader *reader, Head *head, const char *id)
{
  g_autoptr (AmendsTranslations) summary = NULL;

  check_format (reader);
  head->id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
  if (head->id != NULL && !g_str_equal (head->id, id))
    amends_json_reader_fail (reader, "id", AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: both are names such as support-led. */
                             _ ("The playbook calls itself “%s”, but its folder is “%s”. "
                                "Both must be the same."),
                             head->id, id);
  head->version =
      (int) amends_json_reader_get_int (reader, "version", AMENDS_JSON_REQUIRED, 1, G_MAXINT, 1);
  head->name = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
  summary = amends_translations_read (reader, "summary", AMENDS_JSON_OPTIONAL);
  /* The team's hours until it says otherwise: who needs them reads them from the merged file. */
  amends_json_reader_peek (reader, "calendar");
  head->extends = amends_json_reader_dup_string (reader, "extends", AMENDS_JSON_OPTIONAL);
  if (head->extends != NULL && !id_is_plain (head->extends))
    amends_json_reader_fail (reader, "extends", AMENDS_INPUT_ERROR_VALUE,
                             _ ("This is not the name of a playbook. Names have lower-case "
                                "letters, digits and hyphens."));
}

static Head *
read_head (Loader *loader, char *folder, const char *id, GError **error)
{
  g_autofree char *path = g_build_filename (folder, HEAD, NULL);
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  Head *head = g_new0 (Head, 1);

  head->folder = folder;
  head->file = read_json (path, error);
  if (head->file == NULL)
    {
      head_free (head);
      return NULL;
    }
  reader = amends_json_reader_new (head->file->text, head->file->length, path, error);
  if (reader == NULL)
    {
      head_free (head);
      return NULL;
    }
  read_head_members (reader, head, id);
  if (!amends_json_reader_finish (reader, &warnings, error))
    {
      head_free (head);
      return NULL;
    }
  take_warnings (loader, path, warnings);
  return head;
}

static void
set_not_found (GError **error, const char *const *folders, const char *id)
{
  g_autoptr (GPtrArray) known = amends_playbook_list (folders);
  g_autofree char *list = NULL;

  g_ptr_array_add (known, NULL);
  list = g_strjoinv (", ", (char **) known->pdata);
  if (known->len > 1)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                            /* Translators: first the name asked for, then those there are. */
                            _ ("There is no playbook “%s”. There are: %s."), id, list);
  else
    amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                            /* Translators: %s is the name of a playbook. */
                            _ ("There is no playbook “%s”, nor any other."), id);
}

/* Sets @error at the member "extends" of @head. */
static void
set_extends_error (GError **error, const Head *head, AmendsInputError code, const char *format)
{
  guint line = amends_json_locate (head->file->text, head->file->length, "/extends");

  amends_input_error_set (error, code, head->file->path, line, "extends", format, head->extends);
}

static gboolean
chain_has (Loader *loader, const char *id)
{
  for (guint i = 0; i < loader->heads->len; i++)
    {
      if (g_str_equal (((Head *) loader->heads->pdata[i])->id, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_heads (Loader *loader, const char *id, GError **error)
{
  const Head *child = NULL;

  while (id != NULL)
    {
      char *folder = id_is_plain (id) ? find_folder (loader->folders, id) : NULL;
      Head *head;

      if (folder == NULL && child == NULL)
        {
          set_not_found (error, loader->folders, id);
          return FALSE;
        }
      if (folder == NULL)
        {
          set_extends_error (error, child, AMENDS_INPUT_ERROR_NOT_FOUND,
                             /* Translators: %s is the name of a playbook. */
                             _ ("It extends “%s”, and there is no such playbook."));
          return FALSE;
        }
      head = read_head (loader, folder, id, error);
      if (head == NULL)
        return FALSE;
      g_ptr_array_add (loader->heads, head);
      if (head->extends != NULL &&
          (chain_has (loader, head->extends) || loader->heads->len >= MAX_CHAIN))
        {
          set_extends_error (error, head, AMENDS_INPUT_ERROR_VALUE,
                             /* Translators: %s is the name of a playbook. */
                             _ ("It extends “%s”, and so in the end itself."));
          return FALSE;
        }
      child = head;
      id = head->extends;
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): names in @folder, sorted, hidden and backup files left out; empty if there is
 * no such folder. */
static GPtrArray *
list_folder (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (name[0] != '.' && !g_str_has_suffix (name, "~"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
warn_unused (Loader *loader, const char *path)
{
  g_ptr_array_add (loader->warnings,
                   /* Translators: %s is the path of a file. */
                   g_strdup_printf (_ ("%s: This file is not used."), path));
}

static gboolean
add_document (Loader *loader, const char *path, const char *key, GError **error)
{
  /* Phrases are by far the most, and most programs end without reading one. */
  AmendsPlaybookFile *file = strchr (key, '/') ? read_file (path, error) : read_json (path, error);
  GPtrArray *files;

  if (file == NULL)
    return FALSE;
  files = g_hash_table_lookup (loader->documents, key);
  if (files == NULL)
    {
      files = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_playbook_file_free);
      g_hash_table_insert (loader->documents, g_strdup (key), files);
    }
  g_ptr_array_add (files, file);
  return TRUE;
}

static gboolean
add_template (Loader *loader, const char *path, const char *key, GError **error)
{
  AmendsPlaybookFile *file;

  if (g_hash_table_contains (loader->templates, key))
    return TRUE;
  file = read_template (path, error);
  if (file == NULL)
    return FALSE;
  g_hash_table_insert (loader->templates, g_strdup (key), file);
  return TRUE;
}

typedef gboolean (*AddFunc) (Loader *loader, const char *path, const char *key, GError **error);

/* Adds the files of @folder that end in @suffix, each under @prefix and its name. */
static gboolean
add_files (Loader *loader,
           const char *folder,
           const char *suffix,
           const char *prefix,
           AddFunc add,
           GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (folder);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *key = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      if (!g_str_has_suffix (name, suffix))
        {
          warn_unused (loader, path);
          continue;
        }
      key = g_strdup_printf ("%s%.*s", prefix, (int) (strlen (name) - strlen (suffix)), name);
      if (!add (loader, path, key, error))
        return FALSE;
    }
  return TRUE;
}

/* As add_files() for each language under @folder. */
static gboolean
add_languages (Loader *loader,
               const char *folder,
               const char *suffix,
               const char *prefix,
               AddFunc add,
               GError **error)
{
  g_autoptr (GPtrArray) languages = list_folder (folder);

  for (guint i = 0; i < languages->len; i++)
    {
      const char *language = languages->pdata[i];
      g_autofree char *path = g_build_filename (folder, language, NULL);
      g_autofree char *key = g_strdup_printf ("%s%s/", prefix, language);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          warn_unused (loader, path);
          continue;
        }
      if (!add_files (loader, path, suffix, key, add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_folder (Loader *loader, const Head *head, GError **error)
{
  g_autofree char *phrases = g_build_filename (head->folder, "phrases", NULL);
  g_autofree char *templates = g_build_filename (head->folder, "templates", NULL);

  return add_files (loader, head->folder, ".json", "", add_document, error) &&
         add_languages (loader, phrases, ".json", "phrases/", add_document, error) &&
         add_languages (loader, templates, ".md", "", add_template, error);
}

/* A file that a playbook adds to those it extends, such as "slaa.json", is most often a slip:
 * nothing would read it, and the policy meant would not hold. */
static void
warn_stray_documents (Loader *loader)
{
  const Head *root = loader->heads->pdata[loader->heads->len - 1];
  g_autofree char *root_prefix = g_strconcat (root->folder, G_DIR_SEPARATOR_S, NULL);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, loader->documents);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const GPtrArray *files = value;
      const AmendsPlaybookFile *last = files->pdata[files->len - 1];

      if (strchr (key, '/') == NULL && !g_str_has_prefix (last->path, root_prefix))
        warn_unused (loader, last->path);
    }
}

static void
loader_clear (Loader *loader)
{
  g_clear_pointer (&loader->heads, g_ptr_array_unref);
  g_clear_pointer (&loader->documents, g_hash_table_unref);
  g_clear_pointer (&loader->templates, g_hash_table_unref);
  g_clear_pointer (&loader->warnings, g_ptr_array_unref);
}

AmendsPlaybook *
amends_playbook_load (const char *const *folders,
                      const char *id,
                      GPtrArray **warnings,
                      GError **error)
{
  AmendsPlaybook *playbook = NULL;
  gboolean done;
  Loader loader = { .folders = folders };

  g_return_val_if_fail (folders != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  loader.heads = g_ptr_array_new_with_free_func (head_free);
  loader.documents =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  loader.templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) amends_playbook_file_free);
  loader.warnings = g_ptr_array_new_with_free_func (g_free);

  done = read_heads (&loader, id, error);
  for (guint i = 0; done && i < loader.heads->len; i++)
    done = read_folder (&loader, loader.heads->pdata[i], error);
  if (done)
    {
      Head *head = loader.heads->pdata[0];

      warn_stray_documents (&loader);
      playbook = amends_playbook_new (head->id, head->version, g_steal_pointer (&head->name),
                                      g_steal_pointer (&loader.documents),
                                      g_steal_pointer (&loader.templates));
      if (warnings != NULL)
        *warnings = g_steal_pointer (&loader.warnings);
    }
  loader_clear (&loader);
  return playbook;
}

GPtrArray *
amends_playbook_list (const char *const *folders)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (folders != NULL, ids);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) names = list_folder (folders[i]);

      for (guint j = 0; j < names->len; j++)
        {
          const char *const one[] = { folders[i], NULL };
          g_autofree char *folder =
              id_is_plain (names->pdata[j]) ? find_folder (one, names->pdata[j]) : NULL;

          if (folder != NULL &&
              !g_ptr_array_find_with_equal_func (ids, names->pdata[j], g_str_equal, NULL))
            g_ptr_array_add (ids, g_strdup (names->pdata[j]));
        }
    }
  g_ptr_array_sort (ids, compare_names);
  return ids;
}
