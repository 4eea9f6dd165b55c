/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an index that begin with what was typed. */

#include "config.h"

#include "amends-search-terms.h"

#include "amends-search.h"
#include "amends-statement.h"
#include "amends-text.h"

#include <string.h>

/* Beginnings up to this length have an index of their own. */
#define INDEXED 3
/* More words than these are rare ones, which FTS5 collects fast. */
#define MOST_WORDS 24

#define VOCABULARY(name)                                                                           \
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary_" name                                       \
  " USING fts5vocab (main, search_" name ", instance)"
#define NEXT(name) "SELECT term FROM temp.vocabulary_" name " WHERE term >= ?1 LIMIT 1"

static const struct
{
  const char *create;
  const char *next;
} vocabularies[] = {
  [AMENDS_SEARCH_CASES] = { VOCABULARY ("escalation"), NEXT ("escalation") },
  [AMENDS_SEARCH_MESSAGES] = { VOCABULARY ("message"), NEXT ("message") },
  [AMENDS_SEARCH_DRAFTS] = { VOCABULARY ("draft"), NEXT ("draft") },
  [AMENDS_SEARCH_EVENTS] = { VOCABULARY ("event"), NEXT ("event") },
  [AMENDS_SEARCH_INTERACTIONS] = { VOCABULARY ("interaction"), NEXT ("interaction") },
};

/* (transfer full) (nullable): the last word as the index has it; NULL when it is short, or one that
 * the tokenizer would take apart. */
static char *
fold_last_word (const char *text)
{
  g_autofree char *clean = g_strchomp (amends_text_clean (text, -1));
  const char *space = clean;
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isspace (g_utf8_get_char (at)))
      space = g_utf8_next_char (at);
  for (const char *at = space; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) || amends_text_is_cjk (c))
        return NULL;
      if (g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 0)
        c = base[0];
      g_string_append_unichar (word, g_unichar_tolower (c));
    }
  if (g_utf8_strlen (word->str, -1) <= INDEXED)
    return NULL;
  return g_string_free (g_steal_pointer (&word), FALSE);
}

/* Words that begin with @prefix. One more than the most stands for many. */
static gboolean
list_words (AmendsConnection *connection,
            AmendsSearchIndex index,
            const char *prefix,
            GPtrArray *words,
            GError **error)
{
  g_autoptr (AmendsStatement) statement = NULL;
  g_autofree char *from = g_strdup (prefix);

  if (!amends_connection_execute (connection, vocabularies[index].create, error))
    return FALSE;
  statement = amends_statement_new (connection, vocabularies[index].next, error);
  if (statement == NULL)
    return FALSE;
  while (words->len <= MOST_WORDS)
    {
      gboolean row;
      char *word;

      amends_statement_bind_text (statement, 1, from);
      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row || !g_str_has_prefix (amends_statement_get_text (statement, 0), prefix))
        return TRUE;
      word = amends_statement_dup_text (statement, 0);
      g_ptr_array_add (words, word);
      /* The first that can come after this one. */
      g_free (from);
      from = g_strconcat (word, "\001", NULL);
      amends_statement_reset (statement);
    }
  return TRUE;
}

/* @query ends in the quoted last word and " *". */
static char *
name_words (const char *query, GPtrArray *words)
{
  const char *and = g_strrstr (query, " AND ");
  GString *named = g_string_new_len (query, and != NULL ? and+strlen (" AND ") - query : 0);

  g_string_append_c (named, '(');
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (named, "%s\"%s\"", i > 0 ? " OR " : "", (const char *) words->pdata[i]);
  g_string_append_c (named, ')');
  return g_string_free (named, FALSE);
}

gboolean
amends_search_build_query_for (AmendsConnection *connection,
                               AmendsSearchIndex index,
                               const char *text,
                               char **query,
                               GError **error)
{
  g_autofree char *plain = amends_search_build_query (text);
  g_autofree char *prefix = plain != NULL ? fold_last_word (text) : NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  *query = NULL;
  if (prefix != NULL && !list_words (connection, index, prefix, words, error))
    return FALSE;
  if (words->len > 0 && words->len <= MOST_WORDS)
    *query = name_words (plain, words);
  else
    *query = g_steal_pointer (&plain);
  return TRUE;
}
