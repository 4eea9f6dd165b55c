/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of escalations: pages by keyset, filters, counts. */

#include "config.h"

#include "amends-escalation-store.h"

#include "amends-enum-types.h"
#include "amends-escalation.h"
#include "amends-record-table.h"
#include "amends-search-terms.h"
#include "amends-search.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Of drafts and messages that have the words, how many of the newest are looked at. */
#define MAX_TEXT_HITS 2000

#define SUMMARY_COLUMNS                                                                            \
  "id, number, account_id, account_name, contact_name, title, severity, track, status, category, " \
  "owner, received, updated, next_clock, next_due, next_started, paused, last_met, last_due, "     \
  "language, sample, rid"

enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_ACCOUNT_ID,
  COLUMN_ACCOUNT,
  COLUMN_CONTACT,
  COLUMN_TITLE,
  COLUMN_SEVERITY,
  COLUMN_TRACK,
  COLUMN_STATUS,
  COLUMN_CATEGORY,
  COLUMN_OWNER,
  COLUMN_RECEIVED,
  COLUMN_UPDATED,
  COLUMN_NEXT_CLOCK,
  COLUMN_NEXT_DUE,
  COLUMN_NEXT_STARTED,
  COLUMN_PAUSED,
  COLUMN_LAST_MET,
  COLUMN_LAST_DUE,
  COLUMN_LANGUAGE,
  COLUMN_SAMPLE,
  COLUMN_RID,
};

/* Each order ends in the number, which is unique, so that a page begins at one place. */
static const struct
{
  const char *column;
  gboolean descending;
} sorts[] = {
  [AMENDS_SORT_DUE] = { "due_order", FALSE },
  [AMENDS_SORT_UPDATED] = { "updated_order", TRUE },
  [AMENDS_SORT_RECEIVED] = { "received_order", TRUE },
  [AMENDS_SORT_NUMBER] = { "number", TRUE },
  [AMENDS_SORT_SEVERITY] = { "severity_order", TRUE },
  [AMENDS_SORT_ACCOUNT] = { "account_fold", FALSE },
  [AMENDS_SORT_ARR] = { "(SELECT ifnull (json_extract (a.body, '$.arr'), -1) FROM account a"
                        " WHERE a.id = account_id)",
                        TRUE },
};

/* A text of SQL with the values for its numbered parameters. */
typedef struct
{
  GString *sql;      /* (owned) */
  GPtrArray *values; /* (owned): of Value */
} Query;

typedef struct
{
  char *text; /* (nullable): then it is the number */
  gint64 number;
} Value;

static void
value_free (Value *value)
{
  g_free (value->text);
  g_free (value);
}

static void
query_init (Query *query, const char *sql)
{
  query->sql = g_string_new (sql);
  query->values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
}

static void
query_clear (Query *query)
{
  g_string_free (query->sql, TRUE);
  g_ptr_array_unref (query->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* Number of the parameter that now stands for the value. */
static guint
add_text (Query *query, const char *text)
{
  Value *value = g_new0 (Value, 1);

  value->text = g_strdup (text);
  g_ptr_array_add (query->values, value);
  return query->values->len;
}

static guint
add_number (Query *query, gint64 number)
{
  Value *value = g_new0 (Value, 1);

  value->number = number;
  g_ptr_array_add (query->values, value);
  return query->values->len;
}

static AmendsStatement *
query_prepare (Query *query, AmendsConnection *connection, GError **error)
{
  AmendsStatement *statement = amends_statement_new (connection, query->sql->str, error);

  for (guint i = 0; statement && i < query->values->len; i++)
    {
      Value *value = g_ptr_array_index (query->values, i);

      if (value->text)
        amends_statement_bind_text (statement, i + 1, value->text);
      else
        amends_statement_bind_int (statement, i + 1, value->number);
    }
  return statement;
}

static void
add_mask (Query *query, const char *column, GType type, guint mask)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const char *separator = "";

  if (mask == 0)
    return;
  g_string_append_printf (query->sql, " AND %s IN (", column);
  for (guint i = 0; i < klass->n_values; i++)
    if (mask & AMENDS_MASK (klass->values[i].value))
      {
        g_string_append_printf (query->sql, "%s?%u", separator,
                                add_text (query, klass->values[i].value_nick));
        separator = ", ";
      }
  g_string_append_c (query->sql, ')');
}

static void
add_choice (Query *query, const char *column, const char *const *values)
{
  const char *separator = "";

  if (values == NULL || values[0] == NULL)
    return;
  g_string_append_printf (query->sql, " AND %s IN (", column);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_string_append_printf (query->sql, "%s?%u", separator, add_text (query, values[i]));
      separator = ", ";
    }
  g_string_append_c (query->sql, ')');
}

static void
add_text_condition (Query *query, const char *text)
{
  g_autofree char *match = amends_search_build_query (text);
  guint n;

  if (match == NULL)
    return;
  n = add_text (query, match);
  g_string_append_printf (
      query->sql,
      " AND rid IN (SELECT rowid FROM search_escalation WHERE search_escalation MATCH ?%u"
      " UNION SELECT e.rid FROM (SELECT rowid FROM search_message"
      "   WHERE search_message MATCH ?%u ORDER BY rowid DESC LIMIT %d) h"
      "   JOIN message m ON m.rid = h.rowid JOIN escalation e ON e.id = m.escalation_id"
      " UNION SELECT e.rid FROM (SELECT rowid FROM search_draft"
      "   WHERE search_draft MATCH ?%u ORDER BY rowid DESC LIMIT %d) h"
      "   JOIN draft d ON d.rid = h.rowid JOIN escalation e ON e.id = d.escalation_id)",
      n, n, MAX_TEXT_HITS, n, MAX_TEXT_HITS);
}

static void
add_conditions (Query *query, const AmendsEscalationFilter *filter)
{
  g_string_append (query->sql, " WHERE 1");
  if (filter->statuses == AMENDS_MASK_LIVE)
    g_string_append (query->sql, " AND live = 1");
  else
    add_mask (query, "status", AMENDS_TYPE_STATUS, filter->statuses);
  add_mask (query, "severity", AMENDS_TYPE_SEVERITY, filter->severities);
  add_mask (query, "track", AMENDS_TYPE_TRACK, filter->tracks);
  add_mask (query, "category", AMENDS_TYPE_CATEGORY, filter->categories);
  add_choice (query, "owner", filter->owners);
  add_choice (query, "account_id", filter->account_ids);
  if (filter->owner)
    g_string_append_printf (query->sql, " AND owner = ?%u", add_text (query, filter->owner));
  if (filter->account_id)
    g_string_append_printf (query->sql, " AND account_id = ?%u",
                            add_text (query, filter->account_id));
  if (filter->received_from)
    g_string_append_printf (query->sql, " AND received >= ?%u",
                            add_number (query, filter->received_from));
  if (filter->received_until)
    g_string_append_printf (query->sql, " AND received < ?%u",
                            add_number (query, filter->received_until));
  if (filter->text)
    add_text_condition (query, filter->text);
}

/* Where the last row of the page before stands in the order. */
static guint
add_key (Query *query, AmendsSort sort, AmendsSummary *after)
{
  g_autofree char *folded = NULL;

  switch (sort)
    {
    case AMENDS_SORT_DUE:
      return add_number (query, after->next_due ? after->next_due : G_MAXINT64);
    case AMENDS_SORT_UPDATED:
      return add_number (query, after->updated);
    case AMENDS_SORT_RECEIVED:
      return add_number (query, after->received);
    case AMENDS_SORT_NUMBER:
      return add_number (query, after->number);
    case AMENDS_SORT_SEVERITY:
      return add_number (query, after->severity);
    case AMENDS_SORT_ACCOUNT:
      folded = amends_text_fold (after->account ? after->account : "");
      return add_text (query, folded);
    case AMENDS_SORT_ARR:
      break;
    }
  g_assert_not_reached ();
}

static void
add_order (Query *query, const AmendsEscalationFilter *filter)
{
  const char *column = sorts[filter->sort].column;
  gboolean descending = sorts[filter->sort].descending != (filter->reversed != FALSE);
  const char *direction = descending ? "DESC" : "ASC";

  if (filter->after)
    {
      guint key = add_key (query, filter->sort, filter->after);

      g_string_append_printf (query->sql, " AND (%s, number) %c (?%u, ?%u)", column,
                              descending ? '<' : '>', key,
                              add_number (query, filter->after->number));
    }
  g_string_append_printf (query->sql, " ORDER BY %s %s, number %s", column, direction, direction);
  if (filter->limit > 0)
    g_string_append_printf (query->sql, " LIMIT ?%u", add_number (query, filter->limit));
}

static AmendsSummary *
read_summary (AmendsStatement *s)
{
  AmendsSummary *row = g_object_new (AMENDS_TYPE_SUMMARY, NULL);

  row->id = amends_statement_dup_text (s, COLUMN_ID);
  row->number = (int) amends_statement_get_int (s, COLUMN_NUMBER);
  row->account_id = amends_statement_dup_text (s, COLUMN_ACCOUNT_ID);
  row->account = amends_statement_dup_text (s, COLUMN_ACCOUNT);
  row->contact = amends_statement_dup_text (s, COLUMN_CONTACT);
  row->title = amends_statement_dup_text (s, COLUMN_TITLE);
  row->severity = amends_statement_get_enum (s, COLUMN_SEVERITY, AMENDS_TYPE_SEVERITY, 0);
  row->track = amends_statement_get_enum (s, COLUMN_TRACK, AMENDS_TYPE_TRACK, 0);
  row->status = amends_statement_get_enum (s, COLUMN_STATUS, AMENDS_TYPE_STATUS, 0);
  row->category = amends_statement_get_enum (s, COLUMN_CATEGORY, AMENDS_TYPE_CATEGORY, 0);
  row->owner = amends_statement_dup_text (s, COLUMN_OWNER);
  row->received = amends_statement_get_instant (s, COLUMN_RECEIVED);
  row->updated = amends_statement_get_instant (s, COLUMN_UPDATED);
  row->next_clock = amends_statement_get_enum (s, COLUMN_NEXT_CLOCK, AMENDS_TYPE_CLOCK_KIND, 0);
  row->next_due = amends_statement_get_instant (s, COLUMN_NEXT_DUE);
  row->next_started = amends_statement_get_instant (s, COLUMN_NEXT_STARTED);
  row->paused = amends_statement_get_int (s, COLUMN_PAUSED) != 0;
  row->last_met = amends_statement_get_instant (s, COLUMN_LAST_MET);
  row->last_due = amends_statement_get_instant (s, COLUMN_LAST_DUE);
  row->language = amends_statement_dup_text (s, COLUMN_LANGUAGE);
  row->sample = amends_statement_get_int (s, COLUMN_SAMPLE) != 0;
  return row;
}

/* NULL without an error when the words stand elsewhere, in a draft or a message. */
static gboolean
read_snippet (AmendsConnection *connection,
              const char *match,
              gint64 rid,
              char **snippet,
              GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT snippet (search_escalation, -1, char (1), char (2), '…', 16) FROM search_escalation"
      " WHERE search_escalation MATCH ?1 AND rowid = ?2",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, match);
  amends_statement_bind_int (statement, 2, rid);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *snippet = amends_statement_dup_text (statement, 0);
  return TRUE;
}

GPtrArray *
amends_escalation_store_list (AmendsConnection *connection,
                              const AmendsEscalationFilter *filter,
                              GError **error)
{
  g_auto (Query) query;
  g_autoptr (AmendsStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *match = filter->text ? amends_search_build_query (filter->text) : NULL;
  gboolean row;

  query_init (&query, "SELECT " SUMMARY_COLUMNS " FROM escalation");
  add_conditions (&query, filter);
  add_order (&query, filter);
  statement = query_prepare (&query, connection, error);
  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      AmendsSummary *summary;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      summary = read_summary (statement);
      g_ptr_array_add (rows, summary);
      if (match &&
          !read_snippet (connection, match, amends_statement_get_int (statement, COLUMN_RID),
                         &summary->snippet, error))
        return NULL;
    }
}

/* --- Rows that are read when they are shown ------------------------------------------------------
 */

static AmendsSearchIndex
get_index (AmendsMatchKind source)
{
  switch (source)
    {
    case AMENDS_MATCH_MESSAGE:
      return AMENDS_SEARCH_MESSAGES;
    case AMENDS_MATCH_DRAFT:
      return AMENDS_SEARCH_DRAFTS;
    case AMENDS_MATCH_EVENT:
      return AMENDS_SEARCH_EVENTS;
    default:
      return AMENDS_SEARCH_CASES;
    }
}

/* Where the words of a search were found, by row of the case. */
typedef struct
{
  GHashTable *passages; /* (owned): of those found elsewhere than in the case: gint64 → Passage */
  GByteArray *cases;    /* (owned): one byte for each row found in the case itself */
} Found;

typedef struct
{
  gint64 row; /* of the case */
  AmendsMatchKind source;
  gint64 passage;
} Passage;

static void
found_clear (Found *found)
{
  g_hash_table_unref (found->passages);
  g_byte_array_unref (found->cases);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
find_in_cases (AmendsConnection *connection, const char *text, Found *found, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT rowid FROM search_escalation WHERE search_escalation MATCH ?1", error);
  g_autofree char *match = NULL;
  gboolean row = TRUE;

  if (statement == NULL ||
      !amends_search_build_query_for (connection, AMENDS_SEARCH_CASES, text, &match, error))
    return FALSE;
  amends_statement_bind_text (statement, 1, match);
  while (amends_statement_step (statement, &row, error))
    {
      gint64 at = row ? amends_statement_get_int (statement, 0) : 0;
      guint length = found->cases->len;

      if (!row)
        return TRUE;
      if (at >= length)
        {
          g_byte_array_set_size (found->cases, (guint) at * 2 + 1024);
          memset (found->cases->data + length, 0, found->cases->len - length);
        }
      found->cases->data[at] = 1;
    }
  return FALSE;
}

static gboolean
find_in_passages (AmendsConnection *connection,
                  const char *sql,
                  AmendsMatchKind source,
                  const char *text,
                  Found *found,
                  GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  g_autofree char *match = NULL;
  gboolean row = TRUE;

  if (statement == NULL ||
      !amends_search_build_query_for (connection, get_index (source), text, &match, error))
    return FALSE;
  amends_statement_bind_text (statement, 1, match);
  amends_statement_bind_int (statement, 2, MAX_TEXT_HITS);
  while (amends_statement_step (statement, &row, error))
    {
      Passage *passage;

      if (!row)
        return TRUE;
      passage = g_new0 (Passage, 1);
      passage->row = amends_statement_get_int (statement, 0);
      passage->source = source;
      passage->passage = amends_statement_get_int (statement, 1);
      if (g_hash_table_contains (found->passages, &passage->row))
        g_free (passage);
      else
        g_hash_table_insert (found->passages, &passage->row, passage);
    }
  return FALSE;
}

#define PASSAGES(fts, join)                                                                        \
  "SELECT e.rid, h.rowid FROM (SELECT rowid FROM " fts " WHERE " fts                               \
  " MATCH ?1 ORDER BY rowid DESC LIMIT ?2) h " join " ORDER BY h.rowid DESC"

static gboolean
find_text (AmendsConnection *connection, const char *text, Found *found, GError **error)
{
  return find_in_cases (connection, text, found, error) &&
         find_in_passages (connection,
                           PASSAGES ("search_message",
                                     "JOIN message m ON m.rid = h.rowid"
                                     " JOIN escalation e ON e.id = m.escalation_id"),
                           AMENDS_MATCH_MESSAGE, text, found, error) &&
         find_in_passages (connection,
                           PASSAGES ("search_draft",
                                     "JOIN draft d ON d.rid = h.rowid"
                                     " JOIN escalation e ON e.id = d.escalation_id"),
                           AMENDS_MATCH_DRAFT, text, found, error) &&
         find_in_passages (connection,
                           PASSAGES ("search_event",
                                     "JOIN event v ON v.seq = h.rowid AND v.kind = 'note'"
                                     " JOIN escalation e ON e.id = v.escalation_id"),
                           AMENDS_MATCH_EVENT, text, found, error);
}

/* FALSE when the words are nowhere in the case. */
static gboolean
locate (const Found *found, AmendsCaseKey *key)
{
  const Passage *passage;

  key->source = AMENDS_MATCH_CASE;
  if (key->row < found->cases->len && found->cases->data[key->row])
    return TRUE;
  passage = g_hash_table_lookup (found->passages, &key->row);
  if (passage == NULL)
    return FALSE;
  key->source = passage->source;
  key->passage = passage->passage;
  return TRUE;
}

GArray *
amends_escalation_store_list_keys (AmendsConnection *connection,
                                   const AmendsEscalationFilter *filter,
                                   GError **error)
{
  AmendsEscalationFilter plain = *filter;
  g_autofree char *match = filter->text ? amends_search_build_query (filter->text) : NULL;
  g_auto (Found) found = { g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free),
                           g_byte_array_new () };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AmendsCaseKey));
  g_autoptr (AmendsStatement) statement = NULL;
  g_auto (Query) query;
  gboolean row;

  plain.text = NULL;
  plain.after = NULL;
  plain.limit = 0;
  query_init (&query, "SELECT rid FROM escalation");
  add_conditions (&query, &plain);
  add_order (&query, &plain);
  if (match && !find_text (connection, filter->text, &found, error))
    return NULL;
  statement = query_prepare (&query, connection, error);
  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      AmendsCaseKey key = { 0 };

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&keys);
      key.row = amends_statement_get_int (statement, 0);
      if (match == NULL || locate (&found, &key))
        g_array_append_val (keys, key);
    }
}

/* (transfer full): the numbers of the rows, or passages of one source, as a JSON array. */
static char *
list_numbers (const AmendsCaseKey *keys, guint n_keys, gboolean passages, AmendsMatchKind source)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; i < n_keys; i++)
    if (!passages || keys[i].source == source)
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 1 ? "," : "",
                              source == AMENDS_MATCH_CASE ? keys[i].row : keys[i].passage);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

#define IN_LIST "IN (SELECT value FROM json_each (?1))"

static gboolean
read_summaries (AmendsConnection *connection, const char *list, GHashTable *rows, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT " SUMMARY_COLUMNS ", (SELECT json_extract (a.body, '$.arr') FROM account a"
      "   WHERE a.id = account_id), (SELECT json_extract (a.body, '$.currency') FROM account a"
      "   WHERE a.id = account_id) FROM escalation WHERE rid " IN_LIST,
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, list);
  while (TRUE)
    {
      AmendsCaseRow *one;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      one = g_object_new (AMENDS_TYPE_CASE_ROW, NULL);
      one->key = amends_statement_get_int (statement, COLUMN_RID);
      one->summary = read_summary (statement);
      if (!amends_statement_is_null (statement, COLUMN_RID + 1))
        one->arr = amends_statement_get_int (statement, COLUMN_RID + 1);
      one->currency = amends_statement_dup_text (statement, COLUMN_RID + 2);
      g_hash_table_insert (rows, &one->key, one);
    }
}

#define HAS(column) "instr (highlight (search_escalation, " column ", char (1), ''), char (1)) > 0"
#define PASSAGE(fts, place, join)                                                                  \
  "SELECT e.rid, " place ", h.snippet FROM (SELECT rowid, snippet (" fts                           \
  ", -1, char (1), char (2), '…', 14) AS snippet FROM " fts " WHERE " fts                          \
  " MATCH ?2 AND +rowid " IN_LIST ") h " join

/* By source; the numbers are those of AmendsMatchPlace. */
static const char *const passage_sql[AMENDS_N_MATCH_KINDS] = {
  [AMENDS_MATCH_CASE] =
      "SELECT rowid, CASE WHEN " HAS ("1") " THEN 2 WHEN " HAS ("3") " THEN 3 WHEN " HAS (
          "4") " THEN 4"
               " WHEN " HAS ("2") " THEN 5 ELSE 1 END,"
                                  " snippet (search_escalation, -1, char (1), char (2), '…', 14)"
                                  " FROM search_escalation WHERE search_escalation MATCH ?2"
                                  " AND +rowid " IN_LIST,
  [AMENDS_MATCH_MESSAGE] =
      PASSAGE ("search_message",
               "CASE m.direction WHEN 'inbound' THEN 6 WHEN 'internal' THEN 8 ELSE 7 END",
               "JOIN message m ON m.rid = h.rowid JOIN escalation e ON e.id = m.escalation_id"),
  [AMENDS_MATCH_DRAFT] =
      PASSAGE ("search_draft",
               "9",
               "JOIN draft d ON d.rid = h.rowid JOIN escalation e ON e.id = d.escalation_id"),
  [AMENDS_MATCH_EVENT] =
      PASSAGE ("search_event",
               "10",
               "JOIN event v ON v.seq = h.rowid JOIN escalation e ON e.id = v.escalation_id"),
};

/* One pass over what matches is faster than one search for each row. */
static gboolean
read_passages (AmendsConnection *connection,
               AmendsMatchKind source,
               const char *list,
               const char *text,
               GHashTable *rows,
               GError **error)
{
  g_autoptr (AmendsStatement) statement = NULL;
  g_autofree char *match = NULL;
  gboolean row;

  if (g_str_equal (list, "[]") || passage_sql[source] == NULL)
    return TRUE;
  if (!amends_search_build_query_for (connection, get_index (source), text, &match, error))
    return FALSE;
  statement = amends_statement_new (connection, passage_sql[source], error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, list);
  amends_statement_bind_text (statement, 2, match);
  while (TRUE)
    {
      AmendsCaseRow *one;
      gint64 key;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      key = amends_statement_get_int (statement, 0);
      one = g_hash_table_lookup (rows, &key);
      if (one == NULL)
        continue;
      one->place = (int) amends_statement_get_int (statement, 1);
      /* A name or a title is shown whole anyway. */
      if (one->place >= AMENDS_MATCH_IN_STATEMENT)
        one->snippet = amends_statement_dup_text (statement, 2);
    }
}

GPtrArray *
amends_escalation_store_read_rows (AmendsConnection *connection,
                                   const AmendsCaseKey *keys,
                                   guint n_keys,
                                   const char *text,
                                   GError **error)
{
  g_autofree char *match = text ? amends_search_build_query (text) : NULL;
  g_autofree char *all = list_numbers (keys, n_keys, FALSE, AMENDS_MATCH_CASE);
  g_autoptr (GHashTable) rows =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  GPtrArray *list;
  GHashTableIter iter;
  gpointer one;

  if (!read_summaries (connection, all, rows, error))
    return NULL;
  for (guint i = 0; match && i < AMENDS_N_MATCH_KINDS; i++)
    {
      g_autofree char *numbers = list_numbers (keys, n_keys, TRUE, (AmendsMatchKind) i);

      if (!read_passages (connection, (AmendsMatchKind) i, numbers, text, rows, error))
        return NULL;
    }
  list = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &one))
    g_ptr_array_add (list, g_object_ref (one));
  return list;
}

/* --- Counts --------------------------------------------------------------------------------------
 */

int
amends_escalation_store_count (AmendsConnection *connection,
                               const AmendsEscalationFilter *filter,
                               GError **error)
{
  g_auto (Query) query;
  g_autoptr (AmendsStatement) statement = NULL;
  gboolean row;

  query_init (&query, "SELECT count (*) FROM escalation");
  add_conditions (&query, filter);
  statement = query_prepare (&query, connection, error);
  if (statement == NULL || !amends_statement_step (statement, &row, error))
    return -1;
  return (int) amends_statement_get_int (statement, 0);
}

gboolean
amends_escalation_store_get_counts (AmendsConnection *connection,
                                    AmendsInstant now,
                                    AmendsEscalationCounts *counts,
                                    GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT live, severity, status, count (*), sum (due_order < ?1)"
                            " FROM escalation GROUP BY live, severity, status",
                            error);
  gboolean row;

  *counts = (AmendsEscalationCounts){ 0 };
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, now);
  while (TRUE)
    {
      gboolean live;
      int severity, status, n;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      live = amends_statement_get_int (statement, 0) != 0;
      severity = amends_statement_get_enum (statement, 1, AMENDS_TYPE_SEVERITY, 0);
      status = amends_statement_get_enum (statement, 2, AMENDS_TYPE_STATUS, 0);
      n = (int) amends_statement_get_int (statement, 3);
      counts->all += n;
      counts->by_status[status] += n;
      if (!live)
        continue;
      counts->live += n;
      counts->live_by_severity[severity] += n;
      counts->overdue += (int) amends_statement_get_int (statement, 4);
    }
}

AmendsSummary *
amends_escalation_store_get (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT " SUMMARY_COLUMNS " FROM escalation WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  if (!amends_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                           _ ("This escalation does not exist any more. It may have been removed "
                              "in another window."));
      return NULL;
    }
  return read_summary (statement);
}

char **
amends_escalation_store_list_owners (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT DISTINCT owner FROM escalation WHERE owner IS NOT NULL ORDER BY owner",
      error);
  g_autoptr (GStrvBuilder) owners = g_strv_builder_new ();
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_strv_builder_end (owners);
      g_strv_builder_add (owners, amends_statement_get_text (statement, 0));
    }
}

GPtrArray *
amends_escalation_store_list_settled (AmendsConnection *connection, guint limit, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT body FROM escalation WHERE status IN ('resolved', 'closed')"
                            " ORDER BY resolved_at DESC, number DESC LIMIT ?1",
                            error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, limit > 0 ? (gint64) limit : -1);
  while (TRUE)
    {
      gpointer record;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      record = amends_record_from_text (
          AMENDS_TYPE_ESCALATION, amends_statement_get_text (statement, 0), "escalation", error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
}
