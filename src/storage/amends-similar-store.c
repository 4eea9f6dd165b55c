/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Past cases that may be like a text: by the rarest of its terms. */

#include "config.h"

#include "amends-similar-store.h"

#include "amends-enum-types.h"
#include "amends-statement.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How much a case was heard of. */
typedef struct
{
  gint64 rid;
  double weight;
} Heard;

typedef struct
{
  const char *term;
  guint order;    /* in which it was asked for */
  GArray *rows;   /* (owned) (element-type gint64): newest first */
  double n;       /* cases that have it, counted or estimated */
  gboolean whole; /* all of them are in @rows */
} Lookup;

typedef struct
{
  AmendsConnection *connection;
  const AmendsSimilarBounds *bounds;
  GPtrArray *lookups; /* (owned) (element-type Lookup) */
  gint64 n_cases;
  gint64 last_row;
} Search;

void
amends_similar_candidates_clear (AmendsSimilarCandidates *self)
{
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_hash_table_unref);
}

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_array_unref (lookup->rows);
  g_free (lookup);
}

/* --- Terms ----------------------------------------------------------------------------------- */

/* A quoted string is never syntax; a quote within is doubled. */
static char *
quote (const char *term)
{
  g_auto (GStrv) parts = g_strsplit (term, "\"", -1);
  g_autofree char *inner = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", inner, "\"", NULL);
}

/* Reads up to @limit rows of the term beyond those that are there. */
static gboolean
read_rows (Search *self, Lookup *lookup, guint limit, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (self->connection,
                            "SELECT rowid FROM similar_escalation WHERE similar_escalation MATCH ?1"
                            " AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3",
                            error);
  g_autofree char *match = quote (lookup->term);
  gint64 before = lookup->rows->len > 0
                      ? g_array_index (lookup->rows, gint64, lookup->rows->len - 1)
                      : G_MAXINT64;
  guint first = lookup->rows->len;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, match);
  amends_statement_bind_int (statement, 2, before);
  amends_statement_bind_int (statement, 3, limit);
  while (TRUE)
    {
      gint64 rid;

      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      rid = amends_statement_get_int (statement, 0);
      g_array_append_val (lookup->rows, rid);
    }
  lookup->whole = lookup->rows->len - first < limit;
  return TRUE;
}

/* The newest cases with the term lie so close together; further back it will be much the same. */
static void
estimate (Search *self, Lookup *lookup)
{
  double span;

  lookup->n = lookup->rows->len;
  if (lookup->whole || lookup->rows->len == 0)
    return;
  span =
      (double) (self->last_row - g_array_index (lookup->rows, gint64, lookup->rows->len - 1) + 1);
  lookup->n = MAX (lookup->n, lookup->rows->len * (double) self->last_row / MAX (span, 1));
  lookup->n = MIN (lookup->n, (double) self->n_cases);
}

static int
compare_lookups (gconstpointer one, gconstpointer two)
{
  const Lookup *a = *(const Lookup *const *) one, *b = *(const Lookup *const *) two;

  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

static gboolean
look_up (Search *self, const char *const *terms, GHashTable *documents, GError **error)
{
  for (guint i = 0; terms[i]; i++)
    {
      Lookup *lookup = g_new0 (Lookup, 1);

      lookup->term = terms[i];
      lookup->order = i;
      lookup->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_ptr_array_add (self->lookups, lookup);
      if (!read_rows (self, lookup, self->bounds->per_term, error))
        return FALSE;
      estimate (self, lookup);
      g_hash_table_insert (documents, g_strdup (terms[i]),
                           GUINT_TO_POINTER ((guint) ceil (lookup->n)));
    }
  g_ptr_array_sort (self->lookups, compare_lookups);
  return TRUE;
}

/* --- Candidates ------------------------------------------------------------------------------ */

static void
hear (Search *self, GArray *heard, const Lookup *lookup)
{
  double rarity = log ((double) (self->n_cases + 1) / (lookup->n + 0.5));

  for (guint i = 0; i < lookup->rows->len; i++)
    {
      Heard one = { g_array_index (lookup->rows, gint64, i), rarity * rarity };

      g_array_append_val (heard, one);
    }
}

static int
compare_rows (gconstpointer one, gconstpointer two)
{
  const Heard *a = one, *b = two;

  return (a->rid > b->rid) - (a->rid < b->rid);
}

static int
compare_heard (gconstpointer one, gconstpointer two)
{
  const Heard *a = one, *b = two;

  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  return (b->rid > a->rid) - (b->rid < a->rid);
}

/* One entry for each case, the best first. */
static void
add_up (GArray *heard)
{
  guint n = 0;

  g_array_sort (heard, compare_rows);
  for (guint i = 0; i < heard->len; i++)
    {
      Heard one = g_array_index (heard, Heard, i);

      if (n > 0 && g_array_index (heard, Heard, n - 1).rid == one.rid)
        g_array_index (heard, Heard, n - 1).weight += one.weight;
      else
        g_array_index (heard, Heard, n++) = one;
    }
  g_array_set_size (heard, n);
  g_array_sort (heard, compare_heard);
}

/* The rarest terms are read on while there is room: what they find counts most. */
static gboolean
collect (Search *self, GArray *heard, GError **error)
{
  guint room = self->bounds->cases;

  for (guint i = 0; i < self->lookups->len; i++)
    {
      Lookup *lookup = g_ptr_array_index (self->lookups, i);

      if (!lookup->whole && room > lookup->rows->len &&
          !read_rows (self, lookup, room - lookup->rows->len, error))
        return FALSE;
      hear (self, heard, lookup);
      room -= MIN (room, lookup->rows->len);
    }
  add_up (heard);
  return TRUE;
}

#define PAST_COLUMNS                                                                               \
  "id, number, account_id, account_name, title, json_extract (body, '$.subject'), compared, "      \
  "json_extract (body, '$.affected_feature'), json_extract (body, '$.topic'), category, "          \
  "json_extract (body, '$.reason'), severity, status, received, resolved_at, "                     \
  "ifnull (json_extract (body, '$.cycle'), 1), json_extract (body, '$.relationship'), "            \
  "json_extract (body, '$.satisfaction'), json_extract (body, '$.satisfaction_scale'), "           \
  "json_extract (body, '$.classification.sentiment'), json_extract (body, '$.fix_text')"

/* What is compared without the lines of title, subject and feature, which come by themselves. */
static char *
dup_rest (const char *compared)
{
  /* A title or a subject is one line; the words would only count twice if it were not. */
  for (guint i = 0; i < 3 && compared; i++)
    {
      const char *line = strchr (compared, '\n');

      compared = line ? line + 1 : NULL;
    }
  return g_strdup (compared);
}

static int
get_int (AmendsStatement *s, int column)
{
  return amends_statement_is_null (s, column) ? AMENDS_UNKNOWN
                                              : (int) amends_statement_get_int (s, column);
}

static AmendsPastCase *
read_past (AmendsStatement *s)
{
  AmendsPastCase *past = g_object_new (AMENDS_TYPE_PAST_CASE, NULL);

  past->id = amends_statement_dup_text (s, 0);
  past->number = (int) amends_statement_get_int (s, 1);
  past->account_id = amends_statement_dup_text (s, 2);
  past->account = amends_statement_dup_text (s, 3);
  past->title = amends_statement_dup_text (s, 4);
  past->subject = amends_statement_dup_text (s, 5);
  past->text = dup_rest (amends_statement_get_text (s, 6));
  past->feature = amends_statement_dup_text (s, 7);
  past->topic = amends_statement_dup_text (s, 8);
  past->category = amends_statement_get_enum (s, 9, AMENDS_TYPE_CATEGORY, 0);
  past->reason = amends_statement_get_enum (s, 10, AMENDS_TYPE_REASON, 0);
  past->severity = amends_statement_get_enum (s, 11, AMENDS_TYPE_SEVERITY, 0);
  past->status = amends_statement_get_enum (s, 12, AMENDS_TYPE_STATUS, 0);
  past->received = amends_statement_get_instant (s, 13);
  past->resolved_at = amends_statement_get_instant (s, 14);
  past->cycle = (int) amends_statement_get_int (s, 15);
  past->relationship = amends_statement_get_enum (s, 16, AMENDS_TYPE_RELATIONSHIP, 0);
  past->satisfaction = get_int (s, 17);
  past->satisfaction_scale = get_int (s, 18);
  past->has_sentiment = !amends_statement_is_null (s, 19);
  past->sentiment = amends_statement_get_double (s, 19);
  past->fix = amends_statement_dup_text (s, 20);
  return past;
}

/* Adds the case of the statement's one row, if there is one. */
static gboolean
add_row (AmendsStatement *statement, GPtrArray *cases, GError **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (cases, read_past (statement));
    }
  return TRUE;
}

static gboolean
load_best (Search *self, GArray *heard, const char *id, GPtrArray *cases, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      self->connection, "SELECT " PAST_COLUMNS " FROM escalation WHERE rid = ?1 AND id IS NOT ?2",
      error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < heard->len && cases->len < self->bounds->candidates; i++)
    {
      amends_statement_reset (statement);
      amends_statement_bind_int (statement, 1, g_array_index (heard, Heard, i).rid);
      amends_statement_bind_text (statement, 2, id);
      if (!add_row (statement, cases, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amends_similar_store_find (AmendsConnection *connection,
                           const char *const *terms,
                           const char *id,
                           const AmendsSimilarBounds *bounds,
                           AmendsSimilarCandidates *found,
                           GError **error)
{
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (Heard));
  g_autoptr (GPtrArray) lookups = g_ptr_array_new_with_free_func (lookup_free);
  Search self = { connection, bounds, lookups, 0, 0 };

  found->cases = g_ptr_array_new_with_free_func (g_object_unref);
  found->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!amends_connection_query_int (connection, "SELECT count (*) FROM escalation", &self.n_cases,
                                    error) ||
      !amends_connection_query_int (connection, "SELECT max (rid) FROM escalation", &self.last_row,
                                    error))
    return FALSE;
  found->n_documents = (guint) self.n_cases;
  return look_up (&self, terms, found->documents, error) && collect (&self, heard, error) &&
         load_best (&self, heard, id, found->cases, error);
}

static gboolean
has_case (GPtrArray *cases, const char *id)
{
  for (guint i = 0; i < cases->len; i++)
    if (g_strcmp0 (((AmendsPastCase *) g_ptr_array_index (cases, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
amends_similar_store_add_account (AmendsConnection *connection,
                                  const char *account_id,
                                  AmendsInstant since,
                                  const char *id,
                                  guint limit,
                                  AmendsSimilarCandidates *found,
                                  GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT " PAST_COLUMNS " FROM escalation WHERE account_id = ?1"
                            " AND received_order >= ?2 AND id IS NOT ?3"
                            " ORDER BY received_order DESC, number DESC LIMIT ?4",
                            error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_int (statement, 2, since);
  amends_statement_bind_text (statement, 3, id);
  amends_statement_bind_int (statement, 4, limit);
  if (!add_row (statement, cases, error))
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    {
      AmendsPastCase *past = g_ptr_array_index (cases, i);

      if (!has_case (found->cases, past->id))
        g_ptr_array_add (found->cases, g_object_ref (past));
    }
  return TRUE;
}

AmendsPastCase *
amends_similar_store_get (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT " PAST_COLUMNS " FROM escalation WHERE id = ?1", error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  if (!add_row (statement, cases, error))
    return NULL;
  if (cases->len == 0)
    {
      g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                           _ ("This escalation does not exist any more. It may have been removed "
                              "in another window."));
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (cases, 0));
}

/* --- What was tried, and what came of it ----------------------------------------------------- */

static gboolean
read_traces (AmendsConnection *connection, AmendsPastCase *past, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT 'goodwill:' || json_extract (body, '$.kind') FROM goodwill"
      "  WHERE escalation_id = ?1 AND state = 'approved'"
      " UNION SELECT 'draft:' || kind FROM draft"
      "  WHERE escalation_id = ?1 AND sent_at IS NOT NULL"
      " UNION SELECT 'channel:' || json_extract (body, '$.channel') FROM message"
      "  WHERE escalation_id = ?1"
      " UNION SELECT 'action:' || json_extract (body, '$.horizon') FROM action"
      "  WHERE escalation_id = ?1 AND step = 'done'"
      " ORDER BY 1",
      error);
  g_autoptr (GStrvBuilder) traces = g_strv_builder_new ();
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, past->id);
  while (row)
    {
      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (row && !amends_statement_is_null (statement, 0))
        g_strv_builder_add (traces, amends_statement_get_text (statement, 0));
    }
  g_strfreev (past->traces);
  past->traces = g_strv_builder_end (traces);
  return TRUE;
}

static gboolean
read_end (AmendsConnection *connection, AmendsPastCase *past, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT json_extract (d.body, '$.relationship'), json_extract (d.body, '$.arr_lost'),"
      " (SELECT text FROM message WHERE escalation_id = e.id AND direction = 'inbound'"
      "    AND text IS NOT e.statement ORDER BY at DESC, position DESC LIMIT 1)"
      " FROM escalation e LEFT JOIN debrief d ON d.escalation_id = e.id WHERE e.id = ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, past->id);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  past->relationship_after = amends_statement_get_enum (statement, 0, AMENDS_TYPE_RELATIONSHIP, 0);
  if (!amends_statement_is_null (statement, 1))
    past->arr_lost = amends_statement_get_int (statement, 1);
  g_free (past->last_words);
  past->last_words = amends_statement_dup_text (statement, 2);
  return TRUE;
}

gboolean
amends_similar_store_complete (AmendsConnection *connection, AmendsPastCase *past, GError **error)
{
  return read_traces (connection, past, error) && read_end (connection, past, error);
}
