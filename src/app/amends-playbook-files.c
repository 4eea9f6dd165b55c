/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a playbook of the user's own: checked, swapped in whole, given to others. */

/* For renameat2(), which swaps two folders at once. */
#define _GNU_SOURCE

#include "config.h"

#include "amends-playbook-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "amends-account-rules.h"
#include "amends-engines-load.h"
#include "amends-goodwill-rules.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-paths.h"

#define HEAD "playbook.json"
#define BUNDLE_KIND "amends-playbook"
#define BUNDLE_FORMAT 1
#define MAX_FILES 2000
#define MAX_BYTES (32 * 1024 * 1024)

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

GHashTable *
amends_playbook_files_copy (GHashTable *files)
{
  GHashTable *copy = table_new ();
  GHashTableIter iter;
  gpointer path;
  gpointer text;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &text))
    g_hash_table_insert (copy, g_strdup (path), g_strdup (text));
  return copy;
}

char *
amends_playbook_files_dup_folder (void)
{
  g_auto (GStrv) folders = amends_paths_list_playbooks ();

  return g_strdup (folders[0]);
}

gboolean
amends_playbook_files_is_own (const char *id)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *head = g_build_filename (folder, id, HEAD, NULL);

  return g_file_test (head, G_FILE_TEST_IS_REGULAR);
}

/* --- Paths ----------------------------------------------------------------------------------- */

static gboolean
is_plain_name (const char *name)
{
  if (!g_ascii_isalnum (name[0]) || strlen (name) > 80)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      return FALSE;
  return TRUE;
}

/* Only the places in which the loader looks; nothing that leads elsewhere. */
static gboolean
is_place (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    if (!is_plain_name (parts[i]))
      return FALSE;
  if (n == 1)
    return g_str_has_suffix (path, ".json");
  if (n != 3)
    return FALSE;
  return (g_str_equal (parts[0], "phrases") && g_str_has_suffix (path, ".json")) ||
         (g_str_equal (parts[0], "templates") && g_str_has_suffix (path, ".md"));
}

/* --- Disk ------------------------------------------------------------------------------------ */

static gboolean
read_into (GHashTable *files, const char *root, const char *below, guint depth, GError **error)
{
  g_autofree char *folder = g_build_filename (root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = *below ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (root, path, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          if (depth < 2 && name[0] != '.' && !read_into (files, root, path, depth + 1, error))
            return FALSE;
        }
      else if (is_place (path))
        {
          if (!g_file_get_contents (full, &text, NULL, error))
            return FALSE;
          g_hash_table_insert (files, g_steal_pointer (&path), g_steal_pointer (&text));
        }
    }
  return TRUE;
}

GHashTable *
amends_playbook_files_read (const char *folder, GError **error)
{
  g_autoptr (GHashTable) files = table_new ();
  g_autoptr (GError) local = NULL;

  if (!read_into (files, folder, "", 0, &local))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, folder, 0, NULL,
                              /* Translators: %s is the system's own description. */
                              _ ("The folder cannot be read: %s"), local->message);
      return NULL;
    }
  if (!g_hash_table_contains (files, HEAD))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, folder, 0, NULL,
                              _ ("There is no playbook.json in it, so this is not a playbook."));
      return NULL;
    }
  return g_steal_pointer (&files);
}

static gboolean
fail_to_write (GError **error, const char *folder, int code)
{
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, folder, 0, NULL,
                          /* Translators: %s is the system's own description. */
                          _ ("Playbooks cannot be kept there: %s"), g_strerror (code));
  return FALSE;
}

static gboolean
write_files (const char *folder, GHashTable *files, GError **error)
{
  GHashTableIter iter;
  gpointer path;
  gpointer text;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &text))
    {
      g_autofree char *full = g_build_filename (folder, path, NULL);
      g_autofree char *below = g_path_get_dirname (full);

      if (g_mkdir_with_parents (below, 0700) != 0)
        return fail_to_write (error, below, errno);
      if (!g_file_set_contents_full (full, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return FALSE;
    }
  return TRUE;
}

/* Leftovers are harmless: folders that begin with a dot are no playbooks. */
static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* Afterwards @place is what @stage was, and @stage is rubbish. */
static gboolean
swap (const char *stage, const char *place)
{
  g_autofree char *aside = NULL;

  if (!g_file_test (place, G_FILE_TEST_EXISTS))
    return g_rename (stage, place) == 0;
  if (renameat2 (AT_FDCWD, stage, AT_FDCWD, place, RENAME_EXCHANGE) == 0)
    return TRUE;
  /* File systems that cannot exchange, such as those of some networks. */
  aside = g_strconcat (stage, "-old", NULL);
  if (g_rename (place, aside) != 0)
    return FALSE;
  if (g_rename (stage, place) != 0)
    {
      int code = errno;

      g_rename (aside, place);
      errno = code;
      return FALSE;
    }
  remove_tree (aside);
  return TRUE;
}

gboolean
amends_playbook_files_install (const char *id, GHashTable *files, GError **error)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *place = g_build_filename (folder, id, NULL);
  g_autofree char *stage = g_strdup_printf ("%s/.%s-XXXXXX", folder, id);
  gboolean done;

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_mkdtemp_full (stage, 0700) == NULL)
    return fail_to_write (error, folder, errno);
  done = write_files (stage, files, error);
  if (done && !swap (stage, place))
    done = fail_to_write (error, folder, errno);
  remove_tree (stage);
  return done;
}

GHashTable *
amends_playbook_files_remove (const char *id, GError **error)
{
  g_autofree char *folder = amends_playbook_files_dup_folder ();
  g_autofree char *place = g_build_filename (folder, id, NULL);
  g_autofree char *aside = g_strdup_printf ("%s/.%s-XXXXXX", folder, id);
  g_autoptr (GHashTable) files = amends_playbook_files_read (place, error);

  if (files == NULL)
    return NULL;
  if (g_mkdtemp_full (aside, 0700) == NULL || g_rename (place, aside) != 0)
    {
      fail_to_write (error, folder, errno);
      return NULL;
    }
  remove_tree (aside);
  return g_steal_pointer (&files);
}

/* --- Checking -------------------------------------------------------------------------------- */

/* The same error with the path inside the playbook instead of that on disk. */
static GError *
shorten_path (GError *error, const char *folder)
{
  const char *file = amends_input_error_get_file (error);
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  GError *shorter;

  if (file == NULL || !g_str_has_prefix (file, prefix))
    return error;
  shorter = amends_input_error_new (error->code, file + strlen (prefix),
                                    amends_input_error_get_line (error),
                                    amends_input_error_get_field (error), "%s",
                                    amends_input_error_get_text (error));
  g_error_free (error);
  return shorter;
}

/* What the session compiles only when it is asked for. */
static gboolean
check_rest (AmendsEngines *engines, GError **error)
{
  g_autoptr (AmendsGoodwillRules) goodwill =
      amends_goodwill_rules_new (engines->playbook, NULL, error);
  g_autoptr (AmendsAccountRules) accounts =
      goodwill ? amends_account_rules_new (engines->playbook, error) : NULL;

  return accounts != NULL && amends_engines_get_classifier (engines, error) != NULL;
}

AmendsEngines *
amends_playbook_files_check (const char *id,
                             GHashTable *files,
                             const char *zone_name,
                             GError **error)
{
  g_autofree char *root = g_dir_make_tmp ("amends-playbook-XXXXXX", error);
  g_auto (GStrv) known = amends_paths_list_playbooks ();
  g_autofree char *folder = NULL;
  g_autoptr (AmendsEngines) engines = NULL;
  g_autoptr (GError) local = NULL;
  const char *folders[3] = { root, known[0], known[1] };
  const char *const where[] = { folders[0], folders[1], folders[2], NULL };

  if (root == NULL)
    return NULL;
  folder = g_build_filename (root, id, NULL);
  if (write_files (folder, files, &local))
    engines = amends_engines_load_from (where, id, zone_name, NULL, &local);
  if (engines != NULL && !check_rest (engines, &local))
    g_clear_pointer (&engines, amends_engines_unref);
  remove_tree (root);
  if (engines == NULL)
    g_propagate_error (error, shorten_path (g_steal_pointer (&local), folder));
  return g_steal_pointer (&engines);
}

/* --- The head -------------------------------------------------------------------------------- */

gboolean
amends_playbook_files_set_head (GHashTable *files,
                                const char *id,
                                const char *extends,
                                const char *name,
                                int version,
                                GError **error)
{
  const char *text = g_hash_table_lookup (files, HEAD);
  g_autoptr (JsonNode) node = text ? amends_json_parse (text, strlen (text), HEAD, error) : NULL;
  JsonObject *head;

  if (text != NULL && node == NULL)
    return FALSE;
  if (node == NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TYPE, HEAD, 0, NULL,
                              _ ("A playbook.json is an object."));
      return FALSE;
    }
  head = json_node_get_object (node);
  if (id != NULL)
    json_object_set_string_member (head, "id", id);
  if (extends != NULL)
    json_object_set_string_member (head, "extends", extends);
  if (name != NULL)
    {
      JsonObject *names = json_object_new ();

      json_object_set_string_member (names, "en", name);
      json_object_set_object_member (head, "name", names);
    }
  if (version > 0)
    json_object_set_int_member (head, "version", version);
  if (!json_object_has_member (head, "format"))
    json_object_set_int_member (head, "format", 1);
  g_hash_table_insert (files, g_strdup (HEAD), amends_json_to_pretty (node));
  return TRUE;
}

int
amends_playbook_files_get_version (GHashTable *files)
{
  const char *text = g_hash_table_lookup (files, HEAD);
  g_autoptr (JsonNode) node = text ? amends_json_parse (text, strlen (text), HEAD, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  return (int) json_object_get_int_member_with_default (json_node_get_object (node), "version", 0);
}

char *
amends_playbook_files_make_id (const char *name, GPtrArray *taken)
{
  g_autofree char *ascii = g_str_to_ascii (name, "en");
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *id = NULL;

  for (const char *p = ascii; *p != '\0' && plain->len < 40; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (plain, g_ascii_tolower (*p));
      else if (plain->len > 0 && plain->str[plain->len - 1] != '-' && *p != '?')
        g_string_append_c (plain, '-');
    }
  while (plain->len > 0 && plain->str[plain->len - 1] == '-')
    g_string_truncate (plain, plain->len - 1);
  /* A name in another script. */
  if (plain->len == 0)
    g_string_append (plain, "team");
  id = g_strdup (plain->str);
  for (guint i = 2; g_ptr_array_find_with_equal_func (taken, id, g_str_equal, NULL); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", plain->str, i);
    }
  return g_steal_pointer (&id);
}

/* --- Giving it to others --------------------------------------------------------------------- */

char *
amends_playbook_files_to_bundle (const char *id, GHashTable *files)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (files), (GCompareFunc) strcmp);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, BUNDLE_KIND);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, BUNDLE_FORMAT);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, id);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_object (builder);
  for (GList *l = paths; l != NULL; l = l->next)
    {
      json_builder_set_member_name (builder, l->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (files, l->data));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = amends_json_to_pretty (root);
  return g_strconcat (text, "\n", NULL);
}

/* The members of "files", each checked. */
static gboolean
read_bundle_files (AmendsJsonReader *reader, GHashTable *files)
{
  g_autoptr (GPtrArray) paths = NULL;
  gsize total = 0;

  if (!amends_json_reader_enter_object (reader, "files", AMENDS_JSON_REQUIRED))
    return FALSE;
  paths = amends_json_reader_list_members (reader);
  for (guint i = 0; i < paths->len && !amends_json_reader_failed (reader); i++)
    {
      const char *path = paths->pdata[i];
      char *text = amends_json_reader_dup_string (reader, path, AMENDS_JSON_REQUIRED);

      total += text ? strlen (text) : 0;
      if (!is_place (path))
        amends_json_reader_fail (reader, path, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("A playbook has no file of this name."));
      else if (i >= MAX_FILES || total > MAX_BYTES)
        amends_json_reader_fail (reader, path, AMENDS_INPUT_ERROR_TOO_LARGE,
                                 _ ("The file is too large for a playbook."));
      g_hash_table_insert (files, g_strdup (path), text ? text : g_strdup (""));
    }
  amends_json_reader_leave (reader);
  return TRUE;
}

GHashTable *
amends_playbook_files_from_bundle (const char *text,
                                   gsize length,
                                   const char *name,
                                   char **id,
                                   GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, length, name, error);
  g_autoptr (GHashTable) files = table_new ();
  g_autofree char *kind = NULL;
  g_autofree char *own = NULL;

  if (reader == NULL)
    return NULL;
  kind = amends_json_reader_dup_string (reader, "kind", AMENDS_JSON_OPTIONAL);
  if (g_strcmp0 (kind, BUNDLE_KIND) != 0)
    amends_json_reader_fail (reader, "kind", AMENDS_INPUT_ERROR_VALUE,
                             _ ("This file is not a playbook that Amends has exported."));
  amends_json_reader_get_int (reader, "format", AMENDS_JSON_REQUIRED, 1, BUNDLE_FORMAT, 1);
  own = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
  read_bundle_files (reader, files);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  if (!g_hash_table_contains (files, HEAD))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, name, 0, "files",
                              _ ("There is no playbook.json in it, so this is not a playbook."));
      return NULL;
    }
  *id = g_steal_pointer (&own);
  return g_steal_pointer (&files);
}
