/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A playbook in memory: merged documents and templates. Reading from disk is next door, in
 * amends-playbook-loader.c. */

#include "config.h"

#include "amends-playbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-playbook-private.h"

/* One JSON file of the playbook with those of the same name that it is laid over. */
typedef struct
{
  JsonNode *merged; /* (owned) (nullable): NULL for phrases, which are parsed by who reads them */
  GPtrArray *files; /* (owned) (element-type AmendsPlaybookFile): the playbook's own first */
} Document;

struct _AmendsPlaybook
{
  GObject parent_instance;

  char *id; /* (owned) */
  int version;
  AmendsTranslations *name; /* (owned) */
  GHashTable *documents;    /* (owned) (element-type utf8 Document) */
  GHashTable *templates;    /* (owned) (element-type utf8 AmendsPlaybookFile) */
  char **languages;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsPlaybook, amends_playbook, G_TYPE_OBJECT)

AmendsPlaybookFile *
amends_playbook_file_new (const char *path, char *text, gsize length)
{
  AmendsPlaybookFile *file = g_new0 (AmendsPlaybookFile, 1);

  file->path = g_strdup (path);
  file->text = text;
  file->length = length;
  return file;
}

JsonNode *
amends_playbook_file_parse (const AmendsPlaybookFile *file, GError **error)
{
  g_autoptr (JsonNode) root = amends_json_parse (file->text, file->length, file->path, error);

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TYPE, file->path, 1, NULL,
                              _ ("A file of a playbook is an object in braces."));
      return NULL;
    }
  return g_steal_pointer (&root);
}

void
amends_playbook_file_free (AmendsPlaybookFile *file)
{
  g_free (file->path);
  g_free (file->text);
  g_clear_pointer (&file->root, json_node_unref);
  g_free (file);
}

static void
document_free (gpointer data)
{
  Document *document = data;

  g_clear_pointer (&document->merged, json_node_unref);
  g_ptr_array_unref (document->files);
  g_free (document);
}

static void
amends_playbook_finalize (GObject *object)
{
  AmendsPlaybook *self = AMENDS_PLAYBOOK (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, amends_translations_free);
  g_clear_pointer (&self->documents, g_hash_table_unref);
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->languages, g_strfreev);

  G_OBJECT_CLASS (amends_playbook_parent_class)->finalize (object);
}

static void
amends_playbook_class_init (AmendsPlaybookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_playbook_finalize;
}

static void
amends_playbook_init (AmendsPlaybook *self)
{
}

/* RFC 7396. @target is (nullable); neither is altered. The nesting is bounded by the scan that
 * every file has passed. */
static JsonNode *
merge_patch (JsonNode *target, JsonNode *patch)
{
  g_autoptr (JsonObject) merged = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return json_node_copy (patch);

  merged = json_object_new ();
  if (target != NULL && JSON_NODE_HOLDS_OBJECT (target))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (target));
      while (json_object_iter_next_ordered (&iter, &member, &value))
        json_object_set_member (merged, member, json_node_copy (value));
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (patch));
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      if (JSON_NODE_HOLDS_NULL (value))
        {
          if (json_object_has_member (merged, member))
            json_object_remove_member (merged, member);
        }
      else
        json_object_set_member (merged, member,
                                merge_patch (json_object_get_member (merged, member), value));
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&merged));
  return node;
}

/* (transfer full): what the files say together, or NULL with the fault of one. */
static JsonNode *
merge_files (const GPtrArray *files, GError **error)
{
  g_autoptr (JsonNode) merged = NULL;

  for (guint i = files->len; i > 0; i--)
    {
      const AmendsPlaybookFile *file = files->pdata[i - 1];
      g_autoptr (JsonNode) root =
          file->root ? json_node_ref (file->root) : amends_playbook_file_parse (file, error);
      JsonNode *both;

      if (root == NULL)
        return NULL;
      both = merge_patch (merged, root);
      g_clear_pointer (&merged, json_node_unref);
      merged = both;
    }
  /* Readers in several threads may look at it from now on. */
  json_node_seal (merged);
  return g_steal_pointer (&merged);
}

static Document *
document_new (GPtrArray *files)
{
  Document *document = g_new0 (Document, 1);

  document->files = g_ptr_array_ref (files);
  if (((AmendsPlaybookFile *) files->pdata[0])->root != NULL)
    document->merged = merge_files (files, NULL);
  return document;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
collect_languages (GHashTable *templates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) languages = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, templates);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *slash = strchr (key, '/');

      g_hash_table_add (seen, g_strndup (key, (gsize) (slash - (const char *) key)));
    }
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (languages, g_strdup (key));
  g_ptr_array_sort (languages, compare_strings);
  g_ptr_array_add (languages, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&languages), FALSE);
}

AmendsPlaybook *
amends_playbook_new (const char *id,
                     int version,
                     AmendsTranslations *name,
                     GHashTable *documents,
                     GHashTable *templates)
{
  AmendsPlaybook *self = g_object_new (AMENDS_TYPE_PLAYBOOK, NULL);
  GHashTableIter iter;
  gpointer key, value;

  self->id = g_strdup (id);
  self->version = version;
  self->name = name;
  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, document_free);
  g_hash_table_iter_init (&iter, documents);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->documents, g_strdup (key), document_new (value));
  g_hash_table_unref (documents);
  self->templates = templates;
  self->languages = collect_languages (templates);
  return self;
}

const char *
amends_playbook_get_id (AmendsPlaybook *self)
{
  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), NULL);

  return self->id;
}

int
amends_playbook_get_version (AmendsPlaybook *self)
{
  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), 0);

  return self->version;
}

const char *
amends_playbook_get_name (AmendsPlaybook *self, const char *language)
{
  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), NULL);

  return amends_translations_get (self->name, language);
}

const char *const *
amends_playbook_get_languages (AmendsPlaybook *self)
{
  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), NULL);

  return (const char *const *) self->languages;
}

typedef struct
{
  AmendsPlaybook *playbook; /* (owned): keeps the document */
  const Document *document;
} LocatorData;

static void
locator_data_free (gpointer data)
{
  LocatorData *locator = data;

  g_object_unref (locator->playbook);
  g_free (locator);
}

/* The file that says what stands at @pointer: the playbook's own before those it extends. */
static guint
locate_cb (const char *pointer, const char **path, gpointer data)
{
  const GPtrArray *files = ((LocatorData *) data)->document->files;

  for (guint i = 0; i < files->len; i++)
    {
      const AmendsPlaybookFile *file = files->pdata[i];
      guint line = amends_json_locate (file->text, file->length, pointer);

      if (line > 0)
        {
          *path = file->path;
          return line;
        }
    }
  return 0;
}

AmendsJsonReader *
amends_playbook_read (AmendsPlaybook *self, const char *file, GError **error)
{
  AmendsJsonReader *reader;
  Document *document;
  LocatorData *locator;
  g_autoptr (JsonNode) merged = NULL;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  document = g_hash_table_lookup (self->documents, file);
  if (document == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                              /* Translators: first the playbook, such as standard, then the name
                               * of a file in it. */
                              _ ("The playbook “%s” has no file “%s.json”."), self->id, file);
      return NULL;
    }

  merged =
      document->merged ? json_node_ref (document->merged) : merge_files (document->files, error);
  if (merged == NULL)
    return NULL;
  reader = amends_json_reader_new_for_node (
      merged, ((AmendsPlaybookFile *) document->files->pdata[0])->path);
  locator = g_new0 (LocatorData, 1);
  locator->playbook = g_object_ref (self);
  locator->document = document;
  amends_json_reader_set_locator (reader, locate_cb, locator, locator_data_free);
  return reader;
}

const char *
amends_playbook_get_template (AmendsPlaybook *self,
                              const char *language,
                              const char *name,
                              const char **path)
{
  g_autofree char *key = NULL;
  const AmendsPlaybookFile *file;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), NULL);
  g_return_val_if_fail (language != NULL && name != NULL, NULL);

  key = g_strdup_printf ("%s/%s", language, name);
  file = g_hash_table_lookup (self->templates, key);
  if (path != NULL)
    *path = file != NULL ? file->path : NULL;
  return file != NULL ? file->text : NULL;
}

GPtrArray *
amends_playbook_list_templates (AmendsPlaybook *self, const char *language)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (self), names);
  g_return_val_if_fail (language != NULL, names);

  prefix = g_strconcat (language, "/", NULL);
  g_hash_table_iter_init (&iter, self->templates);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_str_has_prefix (key, prefix))
        g_ptr_array_add (names, g_strdup ((const char *) key + strlen (prefix)));
    }
  g_ptr_array_sort (names, compare_strings);
  return names;
}
