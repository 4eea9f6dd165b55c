/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for words in everything that has a page of its own. */

#include "config.h"

#include "amends-finder.h"

#include "amends-enum-types.h"
#include "amends-case.h"
#include "amends-search-terms.h"
#include "amends-search.h"
#include "amends-statement.h"
#include "amends-text.h"

/* Several hits may be of one case, of which one is shown. */
#define SPARE 4

#define SNIPPET(table) "snippet (" table ", -1, char (1), char (2), '…', 14)"
#define CASE "e.id, e.number, e.title, e.account_id, e.account_name, e.severity, e.status"
#define HAS(column) "instr (highlight (search_escalation, " column ", char (1), ''), char (1)) > 0"

/* Newest first by row: FTS5 stops at the limit instead of ranking all hits. What is joined to them
 * comes after they are chosen. */
static const char cases_sql[] =
    "SELECT e.id, h.place, e.received, h.snippet, NULL, " CASE " FROM (SELECT rowid, " SNIPPET (
        "search_escalation") " AS snippet,"
                             "   CASE WHEN " HAS ("1") " THEN 2 WHEN " HAS (
                                 "3") " THEN 3 WHEN " HAS ("4") " THEN 4"
                                                                "        WHEN " HAS (
                                                                    "2") " THEN 5 ELSE 1 END AS "
                                                                         "place"
                                                                         "   FROM "
                                                                         "search_escalation WHERE "
                                                                         "search_escalation MATCH "
                                                                         "?1 ORDER BY rowid DESC "
                                                                         "LIMIT ?2) h"
                                                                         " JOIN escalation e ON "
                                                                         "e.rid = h.rowid ORDER BY "
                                                                         "h.rowid DESC";

static const char number_sql[] =
    "SELECT e.id, 1, e.received, NULL, NULL, " CASE " FROM escalation e WHERE number = ?1";

static const char messages_sql[] =
    "SELECT m.id, CASE m.direction WHEN 'inbound' THEN 6 WHEN 'internal' THEN 8 ELSE 7 END, m.at,"
    " h.snippet, m.subject, " CASE " FROM (SELECT rowid, " SNIPPET (
        "search_message") " AS snippet"
                          "   FROM search_message WHERE search_message MATCH ?1 ORDER BY rowid "
                          "DESC LIMIT ?2) h"
                          " JOIN message m ON m.rid = h.rowid JOIN escalation e ON e.id = "
                          "m.escalation_id"
                          " ORDER BY h.rowid DESC";

static const char drafts_sql[] =
    "SELECT d.id, 9, d.updated, h.snippet, d.subject, " CASE
    " FROM (SELECT rowid, " SNIPPET ("search_draft") " AS snippet"
                                                     "   FROM search_draft WHERE search_draft "
                                                     "MATCH ?1 ORDER BY rowid DESC LIMIT ?2) h"
                                                     " JOIN draft d ON d.rid = h.rowid JOIN "
                                                     "escalation e ON e.id = d.escalation_id"
                                                     " ORDER BY h.rowid DESC";

/* That a case was logged only repeats its title. */
static const char events_sql[] =
    "SELECT v.id, CASE v.kind WHEN 'note' THEN 10 ELSE 11 END, v.at, h.snippet, NULL, " CASE
    " FROM (SELECT rowid, " SNIPPET (
        "search_event") " AS snippet"
                        "   FROM search_event WHERE search_event MATCH ?1 ORDER BY rowid DESC "
                        "LIMIT ?2) h"
                        " JOIN event v ON v.seq = h.rowid JOIN escalation e ON e.id = "
                        "v.escalation_id"
                        " WHERE v.kind <> 'escalation-created' ORDER BY h.rowid DESC";

/* They belong to an account alone. */
static const char interactions_sql[] =
    "SELECT i.id, 12, i.at, h.snippet, i.subject, NULL, 0, NULL, a.id, a.name, NULL, NULL"
    " FROM (SELECT rowid, " SNIPPET (
        "search_interaction") " AS snippet FROM search_interaction WHERE search_interaction"
                              " MATCH ?1 ORDER BY rowid DESC LIMIT ?2) h"
                              " JOIN interaction i ON i.rid = h.rowid"
                              " JOIN account a ON a.id = i.account_id ORDER BY h.rowid DESC";

static AmendsMatch *
read_found (AmendsStatement *s, AmendsMatchKind kind)
{
  AmendsMatch *found = g_object_new (AMENDS_TYPE_MATCH, NULL);

  found->kind = kind;
  found->id = amends_statement_dup_text (s, 0);
  found->place = (int) amends_statement_get_int (s, 1);
  found->at = amends_statement_get_instant (s, 2);
  /* A title is shown whole anyway. */
  if (found->place >= AMENDS_MATCH_IN_STATEMENT)
    found->snippet = amends_statement_dup_text (s, 3);
  found->name = amends_statement_dup_text (s, 4);
  found->escalation_id = amends_statement_dup_text (s, 5);
  found->number = (int) amends_statement_get_int (s, 6);
  found->title = amends_statement_dup_text (s, 7);
  found->account_id = amends_statement_dup_text (s, 8);
  found->account = amends_statement_dup_text (s, 9);
  found->severity = amends_statement_get_enum (s, 10, AMENDS_TYPE_SEVERITY, 0);
  found->status = amends_statement_get_enum (s, 11, AMENDS_TYPE_STATUS, 0);
  return found;
}

static gboolean
has_case (GPtrArray *found, guint from, const char *escalation_id)
{
  for (guint i = from; escalation_id != NULL && i < found->len; i++)
    if (g_strcmp0 (AMENDS_MATCH (found->pdata[i])->escalation_id, escalation_id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
collect (AmendsStatement *statement,
         AmendsMatchKind kind,
         guint from,
         guint limit,
         GPtrArray *all,
         GError **error)
{
  gboolean row = TRUE;

  while (row && all->len < from + limit)
    {
      g_autoptr (AmendsMatch) found = NULL;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      found = read_found (statement, kind);
      if (!has_case (all, from, found->escalation_id))
        g_ptr_array_add (all, g_steal_pointer (&found));
    }
  return TRUE;
}

static const struct
{
  AmendsMatchKind kind;
  AmendsSearchIndex index;
  const char *sql;
} passages[] = {
  { AMENDS_MATCH_CASE, AMENDS_SEARCH_CASES, cases_sql },
  { AMENDS_MATCH_MESSAGE, AMENDS_SEARCH_MESSAGES, messages_sql },
  { AMENDS_MATCH_INTERACTION, AMENDS_SEARCH_INTERACTIONS, interactions_sql },
  { AMENDS_MATCH_DRAFT, AMENDS_SEARCH_DRAFTS, drafts_sql },
  { AMENDS_MATCH_EVENT, AMENDS_SEARCH_EVENTS, events_sql },
};

static gboolean
find_words (AmendsConnection *connection,
            guint passage,
            const char *text,
            guint limit,
            GPtrArray *all,
            GError **error)
{
  AmendsMatchKind kind = passages[passage].kind;
  /* The case that a number names comes first, and only once. */
  guint from = kind == AMENDS_MATCH_CASE ? 0 : all->len;
  g_autoptr (AmendsStatement) statement = NULL;
  g_autofree char *match = NULL;

  if (!amends_search_build_query_for (connection, passages[passage].index, text, &match, error))
    return FALSE;
  statement = amends_statement_new (connection, passages[passage].sql, error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, match);
  amends_statement_bind_int (statement, 2, kind == AMENDS_MATCH_CASE ? limit + 1 : limit * SPARE);
  return collect (statement, kind, from, limit, all, error);
}

/* --- Names ---------------------------------------------------------------------------------------
 */

/* The words as names are kept, at most as many as one name has. */
static GPtrArray *
fold_words (const char *text)
{
  g_autofree char *clean = amends_text_clean (text, -1);
  g_autofree char *folded = amends_text_fold (clean);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL && kept->len < 6; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, g_strdup (words[i]));
  return kept;
}

/*
 * Names are short and few beside everything that is said: they are looked through, so that the
 * middle of a name is found as well. @where has a "?" for each place of a word; each word is bound
 * to the parameter of its number, and the limit to the one after them.
 */
static char *
build_names_query (const char *from, const char *where, const char *order, guint n_words)
{
  g_autoptr (GString) sql = g_string_new (from);

  for (guint i = 1; i <= n_words; i++)
    {
      g_auto (GStrv) parts = g_strsplit (where, "?", -1);
      g_autofree char *parameter = g_strdup_printf ("?%u", i);
      g_autofree char *condition = g_strjoinv (parameter, parts);

      g_string_append_printf (sql, " AND (%s)", condition);
    }
  g_string_append_printf (sql, "%s LIMIT ?%u", order, n_words + 1);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static AmendsStatement *
prepare_names (AmendsConnection *connection,
               const char *sql,
               GPtrArray *words,
               guint limit,
               GError **error)
{
  AmendsStatement *statement = amends_statement_new (connection, sql, error);

  for (guint i = 0; statement != NULL && i < words->len; i++)
    amends_statement_bind_text (statement, (int) i + 1, words->pdata[i]);
  if (statement != NULL)
    amends_statement_bind_int (statement, (int) words->len + 1, limit);
  return statement;
}

static gboolean
has_account (GPtrArray *found, const char *id)
{
  for (guint i = 0; i < found->len; i++)
    {
      AmendsMatch *one = found->pdata[i];

      if (one->kind == AMENDS_MATCH_ACCOUNT && g_strcmp0 (one->id, id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_accounts (AmendsStatement *s, GPtrArray *all, guint most, GError **error)
{
  gboolean row = TRUE;

  while (all->len < most)
    {
      AmendsMatch *found;

      if (!amends_statement_step (s, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (has_account (all, amends_statement_get_text (s, 0)))
        continue;
      found = g_object_new (AMENDS_TYPE_MATCH, NULL);
      found->kind = AMENDS_MATCH_ACCOUNT;
      found->place = AMENDS_MATCH_IN_ACCOUNT_NAME;
      found->id = amends_statement_dup_text (s, 0);
      found->account_id = g_strdup (found->id);
      found->account = amends_statement_dup_text (s, 1);
      found->open = (int) amends_statement_get_int (s, 2);
      g_ptr_array_add (all, found);
    }
  return TRUE;
}

/* The names that begin with the first word, which an index has in order, then the others. */
static gboolean
find_accounts (AmendsConnection *connection,
               GPtrArray *words,
               guint limit,
               GPtrArray *all,
               GError **error)
{
  static const char *const ranges[] = { " AND fold >= ?1 AND fold < ?1 || char (1114111)", "" };
  guint most = all->len + limit;

  for (guint i = 0; i < G_N_ELEMENTS (ranges) && all->len < most; i++)
    {
      g_autofree char *from = g_strconcat (
          "SELECT id, name, (SELECT count (*) FROM escalation e WHERE e.account_id = a.id"
          " AND e.live = 1) FROM account a WHERE id IN (SELECT id FROM account WHERE 1",
          ranges[i], NULL);
      g_autofree char *sql =
          build_names_query (from, "instr (fold, ?) > 0", " ORDER BY fold", words->len);
      g_autofree char *whole = g_strconcat (sql, ") ORDER BY fold", NULL);
      /* Those that begin with it come again among all. */
      g_autoptr (AmendsStatement) s =
          prepare_names (connection, whole, words, i == 0 ? limit : limit * 2, error);

      if (s == NULL || !read_accounts (s, all, most, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_contacts (AmendsConnection *connection,
               GPtrArray *words,
               guint limit,
               GPtrArray *all,
               GError **error)
{
  g_autofree char *names =
      build_names_query ("SELECT rid FROM contact WHERE 1",
                         "instr (fold, ?) > 0 OR instr (email_fold, ?) > 0", "", words->len);
  g_autofree char *sql = g_strdup_printf (
      "SELECT c.id, c.name, json_extract (c.body, '$.title'), a.id, a.name, c.email FROM contact c"
      " JOIN account a ON a.id = c.account_id WHERE c.rid IN (%s)"
      " ORDER BY instr (c.fold, ?1) <> 1, c.fold",
      names);
  g_autoptr (AmendsStatement) s = prepare_names (connection, sql, words, limit, error);
  gboolean row;

  if (s == NULL)
    return FALSE;
  while (TRUE)
    {
      AmendsMatch *found;

      if (!amends_statement_step (s, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      found = g_object_new (AMENDS_TYPE_MATCH, NULL);
      found->kind = AMENDS_MATCH_CONTACT;
      found->place = AMENDS_MATCH_IN_CONTACT_NAME;
      found->id = amends_statement_dup_text (s, 0);
      found->name = amends_statement_dup_text (s, 1);
      found->title = amends_statement_dup_text (s, 2);
      found->account_id = amends_statement_dup_text (s, 3);
      found->account = amends_statement_dup_text (s, 4);
      found->snippet = amends_statement_dup_text (s, 5);
      g_ptr_array_add (all, found);
    }
}

static gboolean
find_number (AmendsConnection *connection, const char *text, GPtrArray *all, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  int number = amends_escalation_parse_number (trimmed);
  g_autoptr (AmendsStatement) statement = NULL;

  if (number <= 0)
    return TRUE;
  statement = amends_statement_new (connection, number_sql, error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, number);
  return collect (statement, AMENDS_MATCH_CASE, 0, 1, all, error);
}

GPtrArray *
amends_finder_run (AmendsConnection *connection, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *match = amends_search_build_query (text);
  g_autoptr (GPtrArray) words = NULL;

  if (match == NULL)
    return g_steal_pointer (&all);
  words = fold_words (text);
  if (!find_number (connection, text, all, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (passages); i++)
    {
      if (!find_words (connection, i, text, limit, all, error))
        return NULL;
      /* Names stand between the cases and what is said in them. */
      if (i == 0 && words->len > 0 &&
          (!find_accounts (connection, words, limit, all, error) ||
           !find_contacts (connection, words, limit, all, error)))
        return NULL;
    }
  return g_steal_pointer (&all);
}
