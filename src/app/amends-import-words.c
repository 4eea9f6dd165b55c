/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles of columns and words of cells. */

#include "config.h"

#include "amends-import-words.h"

#include "amends-input-error.h"
#include "amends-json-reader.h"
#include "amends-paths.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A usual title must be at least this share of a longer one. */
#define LEAST_SHARE 0.6

struct _AmendsImportWords
{
  gatomicrefcount references;
  GHashTable *titles; /* "accounts/name" → GPtrArray of folded titles, the most usual first */
  GHashTable *tables; /* "month" → GHashTable of folded word → value */
};

AmendsImportWords *
amends_import_words_ref (AmendsImportWords *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
amends_import_words_unref (AmendsImportWords *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->tables);
  g_free (self);
}

/* --- Comparing -------------------------------------------------------------------------------- */

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* (transfer full) */
static char *
fold_word (const char *text)
{
  g_autofree char *folded = is_ascii (text) ? g_ascii_strdown (text, -1) : amends_text_fold (text);
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *c = folded; *c != '\0'; c++)
    if (strchr ("_-/ \t\r\n", *c) == NULL)
      g_string_append_c (out, *c);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  /* A dash is a word too. */
  if (out->len == 0)
    g_string_append (out, g_strstrip (folded));
  return g_string_free (out, FALSE);
}

static gboolean
is_word_start (gunichar before, gunichar c)
{
  return g_unichar_islower (before) && g_unichar_isupper (c);
}

char *
amends_import_words_fold_title (const char *title)
{
  g_autoptr (GString) parted = g_string_new (NULL);
  g_autofree char *folded = NULL;
  GString *out = g_string_new (NULL);
  gunichar before = 0;
  gboolean gap = FALSE;

  for (const char *c = title; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar one = g_utf8_get_char (c);

      if (is_word_start (before, one))
        g_string_append_c (parted, ' ');
      g_string_append_unichar (parted, one);
      before = one;
    }
  /* A field that somebody has added has this ending in one of the CRMs. */
  if (g_str_has_suffix (parted->str, "__c"))
    g_string_truncate (parted, parted->len - 3);
  folded = amends_text_fold (parted->str);
  before = 0;
  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar one = g_utf8_get_char (c);

      if (!g_unichar_isalnum (one))
        {
          gap = TRUE;
          continue;
        }
      if (gap && before != 0 && !(amends_text_is_cjk (before) && amends_text_is_cjk (one)))
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_unichar (out, one);
      before = one;
    }
  return g_string_free (out, FALSE);
}

const char *
amends_import_words_find (AmendsImportWords *self, const char *table, const char *text)
{
  GHashTable *words = g_hash_table_lookup (self->tables, table);
  g_autofree char *folded = fold_word (text);

  return words != NULL ? g_hash_table_lookup (words, folded) : NULL;
}

/* What @title says beyond a usual title can make another thing of it. */
static gboolean
says_other (AmendsImportWords *self, const char *title, const char *part, gsize length)
{
  g_autofree char *rest = g_strdup_printf ("%.*s %s", (int) (part - title), title, part + length);
  g_auto (GStrv) words = g_strsplit (rest, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && amends_import_words_find (self, "title-part", words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether @part stands in @title as whole words; Chinese has no gaps between them. */
static gboolean
has_words (AmendsImportWords *self, const char *title, const char *part)
{
  const char *at = strstr (title, part);
  gsize length = strlen (part);

  for (; at != NULL; at = strstr (at + 1, part))
    {
      gboolean starts = at == title || at[-1] == ' ' || (guchar) *at >= 0x80;
      gboolean ends = at[length] == '\0' || at[length] == ' ' || (guchar) at[length] >= 0x80 ||
                      (guchar) at[length - 1] >= 0x80;

      if (starts && ends && !says_other (self, title, at, length))
        return TRUE;
    }
  return FALSE;
}

/* What stands behind it in brackets is a unit or a remark. (transfer full) (nullable) */
static char *
dup_without_brackets (const char *title)
{
  g_autofree char *normal = g_utf8_normalize (title, -1, G_NORMALIZE_NFKC);
  char *bracket = normal != NULL ? strpbrk (normal, "([") : NULL;

  if (bracket == NULL || bracket == normal)
    return NULL;
  *bracket = '\0';
  return amends_import_words_fold_title (normal);
}

static double
rate_title (AmendsImportWords *self, GPtrArray *titles, const char *title)
{
  double best = 0;

  if (*title == '\0')
    return 0;
  for (guint i = 0; i < titles->len; i++)
    {
      const char *usual = titles->pdata[i];
      double share = (double) strlen (usual) / (double) strlen (title);
      double rating = 0;

      /* Of two columns that are both titled as is usual, the more usual one. */
      if (g_str_equal (usual, title))
        rating = 1 - 0.001 * i;
      else if (share >= LEAST_SHARE && share < 1 && has_words (self, title, usual))
        rating = 0.8 * share;
      best = MAX (best, rating);
    }
  return best;
}

double
amends_import_words_rate (AmendsImportWords *self,
                          AmendsImportKind kind,
                          const char *field,
                          const char *title)
{
  g_autofree char *key = g_strconcat (amends_import_kind_to_string (kind), "/", field, NULL);
  g_autofree char *folded = amends_import_words_fold_title (title);
  g_autofree char *bare = dup_without_brackets (title);
  GPtrArray *titles = g_hash_table_lookup (self->titles, key);
  double whole;

  if (titles == NULL)
    return 0;
  whole = rate_title (self, titles, folded);
  return bare != NULL ? MAX (whole, 0.95 * rate_title (self, titles, bare)) : whole;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
read_titles (AmendsImportWords *self, AmendsJsonReader *reader, const char *kind)
{
  g_autoptr (GPtrArray) fields = NULL;

  if (!amends_json_reader_enter_object (reader, kind, AMENDS_JSON_REQUIRED))
    return;
  fields = amends_json_reader_list_members (reader);
  for (guint i = 0; i < fields->len; i++)
    {
      g_auto (GStrv) titles =
          amends_json_reader_dup_strv (reader, fields->pdata[i], AMENDS_JSON_REQUIRED);
      GPtrArray *folded = g_ptr_array_new_with_free_func (g_free);

      for (guint k = 0; titles != NULL && titles[k] != NULL; k++)
        g_ptr_array_add (folded, amends_import_words_fold_title (titles[k]));
      g_hash_table_insert (self->titles, g_strconcat (kind, "/", fields->pdata[i], NULL), folded);
    }
  amends_json_reader_leave (reader);
}

static void
read_table (AmendsImportWords *self, AmendsJsonReader *reader, const char *name)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) values = NULL;

  g_hash_table_insert (self->tables, g_strdup (name), table);
  if (!amends_json_reader_enter_object (reader, name, AMENDS_JSON_REQUIRED))
    return;
  values = amends_json_reader_list_members (reader);
  for (guint i = 0; i < values->len; i++)
    {
      g_auto (GStrv) words =
          amends_json_reader_dup_strv (reader, values->pdata[i], AMENDS_JSON_REQUIRED);

      for (guint k = 0; words != NULL && words[k] != NULL; k++)
        g_hash_table_insert (table, fold_word (words[k]), g_strdup (values->pdata[i]));
    }
  amends_json_reader_leave (reader);
}

static void
read_file (AmendsImportWords *self, AmendsJsonReader *reader)
{
  amends_json_reader_get_int (reader, "format", AMENDS_JSON_REQUIRED, 1, 1, 1);
  if (amends_json_reader_enter_object (reader, "titles", AMENDS_JSON_REQUIRED))
    {
      for (int kind = AMENDS_IMPORT_ACCOUNTS; kind <= AMENDS_IMPORT_USAGE; kind++)
        read_titles (self, reader, amends_import_kind_to_string ((AmendsImportKind) kind));
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "words", AMENDS_JSON_REQUIRED))
    {
      g_autoptr (GPtrArray) tables = amends_json_reader_list_members (reader);

      for (guint i = 0; i < tables->len; i++)
        read_table (self, reader, tables->pdata[i]);
      amends_json_reader_leave (reader);
    }
}

AmendsImportWords *
amends_import_words_new (const char *text, gsize length, const char *file, GError **error)
{
  g_autoptr (AmendsImportWords) self = g_new0 (AmendsImportWords, 1);
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, length, file, error);

  g_atomic_ref_count_init (&self->references);
  self->titles =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->tables =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  if (reader == NULL)
    return NULL;
  read_file (self, reader);
  return amends_json_reader_finish (reader, NULL, error) ? g_steal_pointer (&self) : NULL;
}

AmendsImportWords *
amends_import_words_load (GError **error)
{
  g_autofree char *data = amends_paths_dup_data ();
  g_autofree char *path = g_build_filename (data, "import", "columns.json", NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return amends_import_words_new (text, length, path, error);
}
