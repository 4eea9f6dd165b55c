/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-text search in all that is stored. */

#include "config.h"

#include "amends-search.h"

#include "amends-case.h"
#include "amends-statement.h"
#include "amends-text.h"

#include <string.h>

/* More words than these only narrow what is already found. */
#define MAX_TERMS 12
#define MAX_TERM_BYTES 200

void
amends_search_hit_free (AmendsSearchHit *self)
{
  g_free (self->ref_id);
  g_free (self->escalation_id);
  g_free (self->title);
  g_free (self->account);
  g_free (self->snippet);
  g_free (self);
}

static gboolean
has_letter (const char *text)
{
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

/* One character of Chinese is not a word of the index, only the beginning of some. */
static gboolean
is_lone_cjk (const char *term)
{
  return g_utf8_strlen (term, -1) == 1 && amends_text_is_cjk (g_utf8_get_char (term));
}

/* A quoted string is never syntax; a quote within is doubled. */
static void
append_quoted (GString *query, const char *term)
{
  g_string_append_c (query, '"');
  for (const char *c = term; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, *c);
    }
  g_string_append_c (query, '"');
}

char *
amends_search_build_query (const char *text)
{
  g_autofree char *clean = amends_text_clean (text, -1);
  g_auto (GStrv) words = g_strsplit_set (clean, " \t\n\xc2\xa0", -1);
  g_autoptr (GPtrArray) terms = g_ptr_array_new ();
  GString *query;

  for (guint i = 0; words[i] && terms->len < MAX_TERMS; i++)
    if (has_letter (words[i]) && strlen (words[i]) <= MAX_TERM_BYTES)
      g_ptr_array_add (terms, words[i]);
  if (terms->len == 0)
    return NULL;

  query = g_string_new (NULL);
  for (guint i = 0; i < terms->len; i++)
    {
      const char *term = g_ptr_array_index (terms, i);

      if (i > 0)
        g_string_append (query, " AND ");
      append_quoted (query, term);
      if (i + 1 == terms->len || is_lone_cjk (term))
        g_string_append (query, " *");
    }
  return g_string_free (query, FALSE);
}

#define SNIPPET(table) "snippet (" table ", -1, char (1), char (2), '…', 16)"
#define CASE "e.id, e.number, e.title, e.account_name"

/* Newest first by row: FTS5 then stops at the limit instead of ranking all hits. The rows are
 * chosen before anything is joined to them. */
#define SEARCH(fts, ref, at, join)                                                                 \
  "SELECT " ref ", " at ", h.snippet, " CASE                                                       \
  " FROM (SELECT rowid, " SNIPPET (fts) " AS snippet"                                              \
                                        " FROM " fts " WHERE " fts                                 \
                                        " MATCH ?1 ORDER BY rowid DESC LIMIT ?2) h " join          \
                                        " ORDER BY h.rowid DESC"

static const struct
{
  AmendsHitKind kind;
  const char *sql;
} searches[] = {
  { AMENDS_HIT_ESCALATION,
    SEARCH ("search_escalation", "e.id", "e.received", "JOIN escalation e ON e.rid = h.rowid") },
  { AMENDS_HIT_MESSAGE,
    SEARCH ("search_message",
            "m.id",
            "m.at",
            "JOIN message m ON m.rid = h.rowid JOIN escalation e ON e.id = m.escalation_id") },
  { AMENDS_HIT_DRAFT,
    SEARCH ("search_draft",
            "d.id",
            "d.updated",
            "JOIN draft d ON d.rid = h.rowid JOIN escalation e ON e.id = d.escalation_id") },
  { AMENDS_HIT_EVENT,
    SEARCH ("search_event",
            "v.id",
            "v.at",
            "JOIN event v ON v.seq = h.rowid LEFT JOIN escalation e ON e.id = v.escalation_id") },
};

static AmendsSearchHit *
read_hit (AmendsStatement *statement, AmendsHitKind kind)
{
  AmendsSearchHit *hit = g_new0 (AmendsSearchHit, 1);

  hit->kind = kind;
  hit->ref_id = amends_statement_dup_text (statement, 0);
  hit->at = amends_statement_get_instant (statement, 1);
  hit->snippet = amends_statement_dup_text (statement, 2);
  hit->escalation_id = amends_statement_dup_text (statement, 3);
  hit->number = (int) amends_statement_get_int (statement, 4);
  hit->title = amends_statement_dup_text (statement, 5);
  hit->account = amends_statement_dup_text (statement, 6);
  return hit;
}

static gboolean
collect (AmendsStatement *statement,
         AmendsHitKind kind,
         guint limit,
         GPtrArray *hits,
         GError **error)
{
  gboolean row = TRUE;

  while (row && hits->len < limit)
    {
      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (hits, read_hit (statement, kind));
    }
  return TRUE;
}

/* A number names one case, which comes first whatever else has these digits. */
static gboolean
find_number (AmendsConnection *connection,
             const char *text,
             guint limit,
             GPtrArray *hits,
             GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  int number = amends_escalation_parse_number (trimmed);
  g_autoptr (AmendsStatement) statement = NULL;

  if (number <= 0)
    return TRUE;
  statement = amends_statement_new (connection,
                                    "SELECT e.id, e.received, ifnull (e.title, ''), " CASE
                                    " FROM escalation e WHERE number = ?1",
                                    error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, number);
  return collect (statement, AMENDS_HIT_ESCALATION, limit, hits, error);
}

static void
drop_double (GPtrArray *hits, gboolean numbered)
{
  AmendsSearchHit *first = numbered ? g_ptr_array_index (hits, 0) : NULL;

  for (guint i = 1; first && i < hits->len; i++)
    {
      AmendsSearchHit *hit = g_ptr_array_index (hits, i);

      if (hit->kind == first->kind && g_strcmp0 (hit->ref_id, first->ref_id) == 0)
        {
          g_ptr_array_remove_index (hits, i);
          return;
        }
    }
}

GPtrArray *
amends_search_run (AmendsConnection *connection, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_search_hit_free);
  g_autofree char *match = amends_search_build_query (text);
  gboolean numbered;

  if (match == NULL)
    return g_steal_pointer (&hits);
  if (!find_number (connection, text, limit, hits, error))
    return NULL;
  numbered = hits->len > 0;
  for (guint i = 0; i < G_N_ELEMENTS (searches) && hits->len < limit; i++)
    {
      g_autoptr (AmendsStatement) statement =
          amends_statement_new (connection, searches[i].sql, error);

      if (statement == NULL)
        return NULL;
      amends_statement_bind_text (statement, 1, match);
      amends_statement_bind_int (statement, 2, limit);
      if (!collect (statement, searches[i].kind, limit, hits, error))
        return NULL;
    }
  drop_double (hits, numbered);
  return g_steal_pointer (&hits);
}
