/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said with accounts outside the cases, and how much they use the product. */

#include "config.h"

#include "amends-interaction-store.h"

#include "amends-enum-types.h"
#include "amends-json.h"
#include "amends-record-table.h"
#include "amends-statement.h"

static gboolean
is_known (AmendsConnection *connection, const char *id, gboolean *known, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT 1 FROM interaction WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, id);
  return amends_statement_step (statement, known, error);
}

static void
bind_text (AmendsStatement *statement, int index, const char *text)
{
  amends_statement_bind_text (statement, index, text != NULL && *text != '\0' ? text : NULL);
}

static gboolean
insert (AmendsConnection *connection, AmendsInteraction *interaction, GError **error)
{
  g_autofree char *body = amends_record_to_text (interaction);
  g_autoptr (AmendsStatement) row =
      amends_statement_new (connection,
                            "INSERT INTO interaction (id, account_id, contact_id, kind, at,"
                            " subject, source, reference, sample, body)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                            error);

  if (row == NULL)
    return FALSE;
  amends_statement_bind_text (row, 1, interaction->id);
  amends_statement_bind_text (row, 2, interaction->account_id);
  bind_text (row, 3, interaction->contact_id);
  amends_statement_bind_enum (row, 4, AMENDS_TYPE_INTERACTION_KIND, (int) interaction->kind);
  amends_statement_bind_instant (row, 5, interaction->at);
  bind_text (row, 6, interaction->subject);
  bind_text (row, 7, interaction->source);
  bind_text (row, 8, interaction->reference);
  amends_statement_bind_int (row, 9, interaction->sample != FALSE);
  amends_statement_bind_text (row, 10, body);
  return amends_statement_run (row, error);
}

/* The rows after @last enter the index. With a trigger, or an insert that may become an update,
 * each row would have a savepoint, and with each FTS5 writes out what it has gathered. */
static gboolean
index_after (AmendsConnection *connection, gint64 last, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO search_interaction (rowid, subject, text)"
                            " SELECT rid, subject, text FROM interaction WHERE rid > ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, last);
  return amends_statement_run (statement, error);
}

static gboolean
add_new (AmendsConnection *connection, AmendsInteraction *interaction, GError **error)
{
  g_autoptr (AmendsStatement) words = NULL;

  if (!insert (connection, interaction, error))
    return FALSE;
  words = amends_statement_new (
      connection, "INSERT INTO search_interaction (rowid, subject, text) VALUES (?1, ?2, ?3)",
      error);
  if (words == NULL)
    return FALSE;
  amends_statement_bind_int (words, 1, amends_connection_get_last_row (connection));
  bind_text (words, 2, interaction->subject);
  bind_text (words, 3, interaction->text);
  return amends_statement_run (words, error);
}

gboolean
amends_interaction_store_save (AmendsConnection *connection,
                               AmendsInteraction *interaction,
                               GError **error)
{
  gboolean known = FALSE;

  if (!is_known (connection, interaction->id, &known, error))
    return FALSE;
  return known ? amends_record_table_put (&amends_interaction_table, connection, interaction, 0,
                                          error)
               : add_new (connection, interaction, error);
}

/* {"at": milliseconds, "body": the record} */
static JsonNode *
make_row (AmendsInteraction *interaction)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "at", interaction->at);
  json_object_set_member (object, "body", amends_record_to_json (interaction));
  json_node_take_object (node, object);
  return node;
}

gboolean
amends_interaction_store_add (AmendsConnection *connection, GPtrArray *interactions, GError **error)
{
  g_autoptr (JsonNode) rows = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;
  g_autoptr (AmendsStatement) statement = NULL;
  gint64 last = 0;

  if (!amends_connection_query_int (connection, "SELECT max (rid) FROM interaction", &last, error))
    return FALSE;
  json_node_take_array (rows, json_array_sized_new (interactions->len));
  for (guint i = 0; i < interactions->len; i++)
    json_array_add_element (json_node_get_array (rows), make_row (interactions->pdata[i]));
  text = amends_json_to_canonical (rows);
  statement = amends_statement_new (
      connection,
      "INSERT INTO interaction (id, account_id, contact_id, kind, at, subject, source, reference,"
      " sample, body)"
      " SELECT value ->> '$.body.id', value ->> '$.body.account_id',"
      "  value ->> '$.body.contact_id', ifnull (value ->> '$.body.kind', 'unknown'),"
      "  nullif (value ->> '$.at', 0), value ->> '$.body.subject', value ->> '$.body.source',"
      "  value ->> '$.body.reference', ifnull (value ->> '$.body.sample', 0), value -> '$.body'"
      " FROM json_each (?1)",
      error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, text);
  return amends_statement_run (statement, error) && index_after (connection, last, error);
}

AmendsInteraction *
amends_interaction_store_find (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT body FROM interaction WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  return amends_record_table_read_first (&amends_interaction_table, statement, error);
}

AmendsInteraction *
amends_interaction_store_find_reference (AmendsConnection *connection,
                                         const char *source,
                                         const char *reference,
                                         GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT body FROM interaction WHERE source IS ?1 AND reference = ?2 ORDER BY rid LIMIT 1",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, source && *source ? source : NULL);
  amends_statement_bind_text (statement, 2, reference);
  return amends_record_table_read_first (&amends_interaction_table, statement, error);
}

gboolean
amends_interaction_store_remove (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_remove (&amends_interaction_table, connection, id, error);
}

GPtrArray *
amends_interaction_store_list (AmendsConnection *connection,
                               const char *account_id,
                               AmendsInstant since,
                               AmendsInstant until,
                               guint limit,
                               GError **error)
{
  /* Only the conditions that there are, so that an index serves each. */
  g_autofree char *sql =
      g_strconcat ("SELECT body FROM interaction WHERE 1", account_id ? " AND account_id = ?1" : "",
                   since != AMENDS_INSTANT_NONE ? " AND at >= ?2" : "",
                   until != AMENDS_INSTANT_NONE ? " AND at < ?3" : "",
                   " ORDER BY at DESC, rid DESC LIMIT ?4", NULL);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);

  if (statement == NULL)
    return NULL;
  if (account_id)
    amends_statement_bind_text (statement, 1, account_id);
  if (since != AMENDS_INSTANT_NONE)
    amends_statement_bind_int (statement, 2, since);
  if (until != AMENDS_INSTANT_NONE)
    amends_statement_bind_int (statement, 3, until);
  amends_statement_bind_int (statement, 4, limit > 0 ? (gint64) limit : -1);
  return amends_record_table_read_all (&amends_interaction_table, statement, error);
}

/* --- Usage ----------------------------------------------------------------------------------- */

gboolean
amends_usage_store_save (AmendsConnection *connection, AmendsUsageSample *sample, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO usage_sample (account_id, metric, day, value)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (account_id, metric, day)"
                            " DO UPDATE SET value = excluded.value",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, sample->account_id);
  amends_statement_bind_text (statement, 2, sample->metric);
  amends_statement_bind_text (statement, 3, sample->day);
  amends_statement_bind_double (statement, 4, sample->value);
  return amends_statement_run (statement, error);
}

gboolean
amends_usage_store_remove (AmendsConnection *connection,
                           const char *account_id,
                           const char *metric,
                           const char *day,
                           GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "DELETE FROM usage_sample WHERE account_id = ?1 AND metric = ?2 AND day = ?3",
      error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_text (statement, 2, metric);
  amends_statement_bind_text (statement, 3, day);
  return amends_statement_run (statement, error);
}

GPtrArray *
amends_usage_store_list (AmendsConnection *connection,
                         const char *account_id,
                         const char *since,
                         GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT account_id, metric, day, value FROM usage_sample WHERE 1",
                   account_id ? " AND account_id = ?1" : "", since ? " AND day >= ?2" : "",
                   " ORDER BY account_id, metric, day", NULL);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (account_id)
    amends_statement_bind_text (statement, 1, account_id);
  if (since)
    amends_statement_bind_text (statement, 2, since);
  while (TRUE)
    {
      AmendsUsageSample *sample;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&samples);
      sample = g_object_new (AMENDS_TYPE_USAGE_SAMPLE, NULL);
      sample->account_id = amends_statement_dup_text (statement, 0);
      sample->metric = amends_statement_dup_text (statement, 1);
      sample->day = amends_statement_dup_text (statement, 2);
      sample->value = amends_statement_get_double (statement, 3);
      g_ptr_array_add (samples, sample);
    }
}
