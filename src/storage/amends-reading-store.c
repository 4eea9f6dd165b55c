/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the advisor made of interactions: columns, because very many are read at once. */

#include "config.h"

#include "amends-reading-store.h"

#include "amends-enum-types.h"
#include "amends-record-table.h"
#include "amends-statement.h"

#include <math.h>

enum
{
  COLUMN_ROW,
  COLUMN_ID,
  COLUMN_ACCOUNT,
  COLUMN_CONTACT,
  COLUMN_KIND,
  COLUMN_AT,
  COLUMN_DIRECTION,
  COLUMN_PRIORITY,
  COLUMN_CLOSED,
  COLUMN_CSAT,
  COLUMN_NPS,
  COLUMN_LENGTH,
  COLUMN_DIGEST,
  COLUMN_SENTIMENT,
  COLUMN_NEGATIVE,
  COLUMN_ASKS,
  COLUMN_TEMPLATE,
  COLUMN_PEOPLE,
  COLUMN_GIST,
  COLUMN_HITS,
};

#define READING_COLUMNS                                                                            \
  "i.rid, i.id, i.account_id, i.contact_id, i.kind, i.at, r.direction, r.priority, r.closed_at, "  \
  "r.csat, r.nps, r.length, r.digest, r.sentiment, r.negative, r.asks, r.template, r.people, "     \
  "r.gist, r.hits"

static int
get_int_or (AmendsStatement *statement, int column, int fallback)
{
  return amends_statement_is_null (statement, column)
             ? fallback
             : (int) amends_statement_get_int (statement, column);
}

static AmendsReading *
read_row (AmendsStatement *statement)
{
  AmendsReading *reading = amends_reading_new ();

  reading->row = amends_statement_get_int (statement, COLUMN_ROW);
  reading->id = amends_statement_dup_text (statement, COLUMN_ID);
  reading->account_id = amends_statement_dup_text (statement, COLUMN_ACCOUNT);
  reading->contact_id = amends_statement_dup_text (statement, COLUMN_CONTACT);
  reading->kind = (AmendsInteractionKind) amends_statement_get_enum (
      statement, COLUMN_KIND, AMENDS_TYPE_INTERACTION_KIND, AMENDS_INTERACTION_UNKNOWN);
  reading->at = amends_statement_get_instant (statement, COLUMN_AT);
  reading->direction = (AmendsDirection) amends_statement_get_int (statement, COLUMN_DIRECTION);
  reading->priority = (AmendsPriority) amends_statement_get_int (statement, COLUMN_PRIORITY);
  reading->closed_at = amends_statement_get_instant (statement, COLUMN_CLOSED);
  reading->csat = get_int_or (statement, COLUMN_CSAT, AMENDS_UNKNOWN);
  reading->nps = get_int_or (statement, COLUMN_NPS, AMENDS_UNKNOWN);
  reading->length = (guint) amends_statement_get_int (statement, COLUMN_LENGTH);
  reading->digest = (guint64) amends_statement_get_int (statement, COLUMN_DIGEST);
  reading->sentiment = amends_statement_is_null (statement, COLUMN_SENTIMENT)
                           ? NAN
                           : amends_statement_get_double (statement, COLUMN_SENTIMENT);
  reading->negative = amends_statement_get_double (statement, COLUMN_NEGATIVE);
  reading->asks = amends_statement_get_int (statement, COLUMN_ASKS) != 0;
  reading->template_ = amends_statement_get_int (statement, COLUMN_TEMPLATE) != 0;
  reading->people = amends_statement_dup_text (statement, COLUMN_PEOPLE);
  reading->gist = amends_statement_dup_text (statement, COLUMN_GIST);
  amends_reading_parse_hits (reading, amends_statement_get_text (statement, COLUMN_HITS));
  return reading;
}

gboolean
amends_reading_store_foreach (AmendsConnection *connection,
                              const char *account_id,
                              const char *stamp,
                              AmendsReadingFunc func,
                              gpointer data,
                              GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      account_id != NULL
          ? "SELECT " READING_COLUMNS " FROM interaction i JOIN interaction_reading r USING (rid)"
            " WHERE i.account_id = ?2 AND r.stamp = ?1 ORDER BY i.at"
          : "SELECT " READING_COLUMNS " FROM interaction i JOIN interaction_reading r USING (rid)"
            " WHERE r.stamp = ?1",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, stamp);
  if (account_id != NULL)
    amends_statement_bind_text (statement, 2, account_id);
  while (amends_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      func (read_row (statement), data);
    }
  return FALSE;
}

GPtrArray *
amends_reading_store_list_missing (AmendsConnection *connection,
                                   const char *account_id,
                                   const char *stamp,
                                   guint limit,
                                   GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      account_id != NULL
          ? "SELECT body FROM interaction i WHERE account_id = ?2 AND NOT EXISTS (SELECT 1 FROM"
            " interaction_reading r WHERE r.rid = i.rid AND r.stamp = ?1) LIMIT ?3"
          : "SELECT body FROM interaction i WHERE NOT EXISTS (SELECT 1 FROM interaction_reading r"
            " WHERE r.rid = i.rid AND r.stamp = ?1) LIMIT ?3",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, stamp);
  if (account_id != NULL)
    amends_statement_bind_text (statement, 2, account_id);
  amends_statement_bind_int (statement, 3, limit > 0 ? (gint64) limit : -1);
  return amends_record_table_read_all (&amends_interaction_table, statement, error);
}

static void
bind_known (AmendsStatement *statement, int index, int value, int unknown)
{
  if (value == unknown)
    amends_statement_bind_null (statement, index);
  else
    amends_statement_bind_int (statement, index, value);
}

gboolean
amends_reading_store_save (AmendsConnection *connection,
                           const AmendsReading *reading,
                           const char *stamp,
                           GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "INSERT OR REPLACE INTO interaction_reading (rid, stamp, direction, priority, closed_at, "
      "csat,"
      " nps, length, digest, sentiment, negative, asks, template, people, gist, hits)"
      " SELECT rid, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16"
      " FROM interaction WHERE id = ?1 AND at IS ?17",
      error);
  g_autofree char *hits = amends_reading_dup_hits (reading);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, reading->id);
  amends_statement_bind_text (statement, 2, stamp);
  amends_statement_bind_int (statement, 3, reading->direction);
  amends_statement_bind_int (statement, 4, reading->priority);
  amends_statement_bind_instant (statement, 5, reading->closed_at);
  bind_known (statement, 6, reading->csat, AMENDS_UNKNOWN);
  bind_known (statement, 7, reading->nps, AMENDS_UNKNOWN);
  amends_statement_bind_int (statement, 8, reading->length);
  amends_statement_bind_int (statement, 9, (gint64) reading->digest);
  if (isnan (reading->sentiment))
    amends_statement_bind_null (statement, 10);
  else
    amends_statement_bind_double (statement, 10, reading->sentiment);
  amends_statement_bind_double (statement, 11, reading->negative);
  amends_statement_bind_int (statement, 12, reading->asks);
  amends_statement_bind_int (statement, 13, reading->template_);
  amends_statement_bind_text (statement, 14, reading->people);
  amends_statement_bind_text (statement, 15, reading->gist);
  amends_statement_bind_text (statement, 16, hits);
  amends_statement_bind_instant (statement, 17, reading->at);
  return amends_statement_run (statement, error);
}

gboolean
amends_usage_store_foreach (AmendsConnection *connection,
                            const char *account_id,
                            const char *since,
                            AmendsUsageFunc func,
                            gpointer data,
                            GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT account_id, metric, day, value FROM usage_sample WHERE 1",
                   account_id != NULL ? " AND account_id = ?1" : "",
                   since != NULL ? " AND day >= ?2" : "", " ORDER BY account_id, metric, day",
                   NULL);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (account_id != NULL)
    amends_statement_bind_text (statement, 1, account_id);
  if (since != NULL)
    amends_statement_bind_text (statement, 2, since);
  while (amends_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      func (amends_statement_get_text (statement, 0), amends_statement_get_text (statement, 1),
            amends_statement_get_text (statement, 2), amends_statement_get_double (statement, 3),
            data);
    }
  return FALSE;
}

gboolean
amends_trouble_foreach (AmendsConnection *connection,
                        const char *account_id,
                        AmendsTroubleFunc func,
                        gpointer data,
                        GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT account_id, id, title, received, resolved_at, severity FROM escalation"
                   " WHERE status NOT IN ('duplicate', 'withdrawn')",
                   account_id != NULL ? " AND account_id = ?1" : "", NULL);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (account_id != NULL)
    amends_statement_bind_text (statement, 1, account_id);
  while (amends_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      func (amends_statement_get_text (statement, 0), amends_statement_get_text (statement, 1),
            amends_statement_get_text (statement, 2), amends_statement_get_instant (statement, 3),
            amends_statement_get_instant (statement, 4),
            (AmendsSeverity) amends_statement_get_enum (statement, 5, AMENDS_TYPE_SEVERITY,
                                                        AMENDS_SEVERITY_UNKNOWN),
            data);
    }
  return FALSE;
}
