/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words stand in both of two texts: what explains a score. */

#include "config.h"

#include "amends-similar-private.h"

#include "amends-text.h"

#include <string.h>

/* Ways of writing one term that are kept of a text. */
#define MAX_FORMS 8

typedef struct
{
  GPtrArray *forms; /* (owned) (element-type utf8): distinct, in the order of the text */
  AmendsTermKind kind;
  guint order;
} Entry;

struct _AmendsSimilarWords
{
  AmendsSimilar *similar; /* (owned) */
  GHashTable *entries;    /* (owned): term → Entry */
  char *folded;           /* (owned): the text itself, title first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->forms);
  g_free (entry);
}

static void
add_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  AmendsSimilarWords *self = data;
  Entry *entry = g_hash_table_lookup (self->entries, term);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->forms = g_ptr_array_new_with_free_func (g_free);
      entry->kind = kind;
      entry->order = g_hash_table_size (self->entries);
      g_hash_table_insert (self->entries, g_strdup (term), entry);
    }
  if (entry->forms->len < MAX_FORMS &&
      !g_ptr_array_find_with_equal_func (entry->forms, word, g_str_equal, NULL))
    g_ptr_array_add (entry->forms, g_strdup (word));
}

AmendsSimilarWords *
amends_similar_words_new (AmendsSimilar *similar,
                          const char *title,
                          const char *text,
                          GHashTable *ignored)
{
  AmendsSimilarWords *self = g_new0 (AmendsSimilarWords, 1);
  g_autofree char *both = g_strconcat (title ? title : "", "\n", text ? text : "", NULL);
  g_autofree char *valid = g_utf8_make_valid (both, -1);

  self->similar = g_object_ref (similar);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->folded = amends_text_fold (valid);
  amends_similar_read (similar, title, ignored, add_cb, self);
  amends_similar_read (similar, text, ignored, add_cb, self);
  return self;
}

void
amends_similar_words_free (AmendsSimilarWords *self)
{
  g_object_unref (self->similar);
  g_hash_table_unref (self->entries);
  g_free (self->folded);
  g_free (self);
}

/* (transfer full) (nullable): a form that stands in both; else the shorter of two of which one
 * contains the other ("export" in "exports"). */
static char *
common_form (const Entry *a, const Entry *b)
{
  for (guint i = 0; i < a->forms->len; i++)
    if (g_ptr_array_find_with_equal_func (b->forms, a->forms->pdata[i], g_str_equal, NULL))
      return g_strdup (a->forms->pdata[i]);
  for (guint i = 0; i < a->forms->len; i++)
    for (guint j = 0; j < b->forms->len; j++)
      {
        const char *one = a->forms->pdata[i], *two = b->forms->pdata[j];

        if (strstr (one, two))
          return g_strdup (two);
        if (strstr (two, one))
          return g_strdup (one);
      }
  return NULL;
}

/* (transfer full): the beginning that the first forms have in common. */
static char *
common_start (const Entry *a, const Entry *b)
{
  const char *one = a->forms->pdata[0], *two = b->forms->pdata[0];
  const char *p = one, *q = two;

  while (*p && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }
  return g_strndup (one, p - one);
}

/* A letter of a run that says something: a run ends at words such as 的. */
static gboolean
is_run_letter (const AmendsSimilarWords *self, const char *p)
{
  g_autofree char *letter = g_strndup (p, g_utf8_next_char (p) - p);
  gunichar c = g_utf8_get_char (p);

  return amends_text_is_cjk (c) && g_unichar_isalnum (c) &&
         !amends_similar_is_stop_word (self->similar, letter);
}

static gboolean
has_part (const AmendsSimilarWords *self, const char *start, const char *end)
{
  g_autofree char *part = g_strndup (start, end - start);

  return strstr (self->folded, part) != NULL;
}

/* (transfer full): @pair with as much around it as stands in both texts: "发票" becomes "发票错误"
 * where both have that. */
static char *
widen (const AmendsSimilarWords *a, const AmendsSimilarWords *b, const char *pair)
{
  const char *start = strstr (a->folded, pair);
  const char *end;

  if (start == NULL)
    return g_strdup (pair);
  end = start + strlen (pair);
  while (*end && is_run_letter (a, end) && has_part (b, start, g_utf8_next_char (end)))
    end = g_utf8_next_char (end);
  while (start > a->folded && is_run_letter (a, g_utf8_prev_char (start)) &&
         has_part (b, g_utf8_prev_char (start), end))
    start = g_utf8_prev_char (start);
  return g_strndup (start, end - start);
}

/* Whether @word is told already, by itself or as part of a longer run of Chinese. */
static gboolean
is_told (GPtrArray *shared, const char *word, AmendsTermKind kind)
{
  for (guint i = 0; i < shared->len; i++)
    {
      const char *told = g_ptr_array_index (shared, i);

      if (g_str_equal (told, word) || (kind == AMENDS_TERM_PAIR && strstr (told, word)))
        return TRUE;
    }
  return FALSE;
}

char **
amends_similar_words_share (AmendsSimilarWords *a,
                            AmendsSimilarWords *b,
                            GPtrArray *terms,
                            guint limit)
{
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *start = NULL;

  for (guint i = 0; i < terms->len && shared->len < limit; i++)
    {
      const char *term = g_ptr_array_index (terms, i);
      const Entry *one = g_hash_table_lookup (a->entries, term);
      const Entry *two = g_hash_table_lookup (b->entries, term);
      g_autofree char *word = NULL;

      if (one == NULL || two == NULL)
        continue;
      word = common_form (one, two);
      if (word == NULL && start == NULL)
        start = common_start (one, two);
      if (word && one->kind == AMENDS_TERM_PAIR)
        {
          g_autofree char *pair = g_steal_pointer (&word);

          word = widen (a, b, pair);
        }
      if (word && !is_told (shared, word, one->kind))
        g_ptr_array_add (shared, g_steal_pointer (&word));
    }
  /* Only inflected forms are shared, "crashed" and "crashing": what they have in common is. */
  if (shared->len == 0 && start && *start)
    g_ptr_array_add (shared, g_steal_pointer (&start));
  g_ptr_array_add (shared, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&shared), FALSE);
}
