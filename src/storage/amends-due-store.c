/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is due, across all cases. */

#include "config.h"

#include "amends-due-store.h"

#include "amends-enum-types.h"
#include "amends-statement.h"

#define CASE_COLUMNS                                                                               \
  "e.id, e.number, e.account_id, e.account_name, e.contact_name, e.severity, e.track, e.status, "  \
  "e.title, e.owner, e.sample"
#define OWNED " AND (?3 IS NULL OR e.owner = ?3) "
#define KEPT " AND e.status NOT IN ('duplicate', 'withdrawn') "

static const char due_sql[] =
    "SELECT 'clock', k.id, NULL, k.due AS due, k.started, k.kind,"
    " k.kind = 'resolve' AND EXISTS (SELECT 1 FROM pause p"
    "   WHERE p.escalation_id = e.id AND p.\"end\" IS NULL),"
    " NULL, NULL, NULL, " CASE_COLUMNS " FROM clock k JOIN escalation e ON e.id = k.escalation_id"
    " WHERE k.closed = 0 AND k.due >= ?1 AND k.due < ?2 AND e.live = 1" OWNED "UNION ALL "
    "SELECT 'checkpoint', c.id, json_extract (c.body, '$.title'), c.at, NULL, NULL, 0,"
    " json_extract (c.body, '$.draft_kind'), json_extract (c.body, '$.audience'),"
    " json_extract (c.body, '$.channel'), " CASE_COLUMNS
    " FROM checkpoint c JOIN escalation e ON e.id = c.escalation_id"
    " WHERE c.step = 'planned' AND c.at >= ?1 AND c.at < ?2" KEPT OWNED "UNION ALL "
    "SELECT 'action', a.id, json_extract (a.body, '$.text'), a.due, NULL, NULL, 0,"
    " NULL, NULL, NULL, " CASE_COLUMNS " FROM action a JOIN escalation e ON e.id = a.escalation_id"
    " WHERE a.step = 'planned' AND a.due >= ?1 AND a.due < ?2 AND e.live = 1" OWNED "UNION ALL "
    "SELECT 'commitment', m.id, json_extract (m.body, '$.text'), m.due, NULL, NULL, 0,"
    " NULL, NULL, NULL, " CASE_COLUMNS
    " FROM commitment m JOIN escalation e ON e.id = m.escalation_id"
    " WHERE m.state = 'open' AND m.due >= ?1 AND m.due < ?2" KEPT OWNED "UNION ALL "
    "SELECT 'debrief', e.id, NULL, e.resolved_at, NULL, NULL, 0, NULL, NULL, NULL, " CASE_COLUMNS
    " FROM escalation e"
    " WHERE e.status = 'resolved' AND e.severity IN ('critical', 'high')"
    " AND e.resolved_at >= ?1 AND e.resolved_at < ?2"
    " AND NOT EXISTS (SELECT 1 FROM debrief d WHERE d.escalation_id = e.id)" OWNED
    "ORDER BY due, 2 LIMIT ?4";

enum
{
  COLUMN_KIND,
  COLUMN_ID,
  COLUMN_TITLE,
  COLUMN_DUE,
  COLUMN_STARTED,
  COLUMN_CLOCK,
  COLUMN_PAUSED,
  COLUMN_DRAFT_KIND,
  COLUMN_AUDIENCE,
  COLUMN_CHANNEL,
  COLUMN_CASE,
  COLUMN_NUMBER,
  COLUMN_ACCOUNT_ID,
  COLUMN_ACCOUNT,
  COLUMN_CONTACT,
  COLUMN_SEVERITY,
  COLUMN_TRACK,
  COLUMN_STATUS,
  COLUMN_CASE_TITLE,
  COLUMN_OWNER,
  COLUMN_SAMPLE,
};

static AmendsDueRow *
read_row (AmendsStatement *s)
{
  AmendsDueRow *row = g_object_new (AMENDS_TYPE_DUE_ROW, NULL);

  row->kind = amends_statement_get_enum (s, COLUMN_KIND, AMENDS_TYPE_DUE_KIND, 0);
  row->id = amends_statement_dup_text (s, COLUMN_ID);
  row->title = amends_statement_dup_text (s, COLUMN_TITLE);
  row->due = amends_statement_get_instant (s, COLUMN_DUE);
  row->started = amends_statement_get_instant (s, COLUMN_STARTED);
  row->clock_kind = amends_statement_get_enum (s, COLUMN_CLOCK, AMENDS_TYPE_CLOCK_KIND, 0);
  row->paused = amends_statement_get_int (s, COLUMN_PAUSED) != 0;
  row->draft_kind = amends_statement_dup_text (s, COLUMN_DRAFT_KIND);
  row->audience = amends_statement_get_enum (s, COLUMN_AUDIENCE, AMENDS_TYPE_AUDIENCE, 0);
  row->channel = amends_statement_get_enum (s, COLUMN_CHANNEL, AMENDS_TYPE_CHANNEL, 0);
  row->escalation_id = amends_statement_dup_text (s, COLUMN_CASE);
  row->number = (int) amends_statement_get_int (s, COLUMN_NUMBER);
  row->account_id = amends_statement_dup_text (s, COLUMN_ACCOUNT_ID);
  row->account = amends_statement_dup_text (s, COLUMN_ACCOUNT);
  row->contact = amends_statement_dup_text (s, COLUMN_CONTACT);
  row->severity = amends_statement_get_enum (s, COLUMN_SEVERITY, AMENDS_TYPE_SEVERITY, 0);
  row->track = amends_statement_get_enum (s, COLUMN_TRACK, AMENDS_TYPE_TRACK, 0);
  row->status = amends_statement_get_enum (s, COLUMN_STATUS, AMENDS_TYPE_STATUS, 0);
  row->case_title = amends_statement_dup_text (s, COLUMN_CASE_TITLE);
  row->owner = amends_statement_dup_text (s, COLUMN_OWNER);
  row->sample = amends_statement_get_int (s, COLUMN_SAMPLE) != 0;
  return row;
}

GPtrArray *
amends_due_store_list (AmendsConnection *connection,
                       AmendsInstant from,
                       AmendsInstant until,
                       const char *owner,
                       guint limit,
                       GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, due_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, from);
  amends_statement_bind_int (statement, 2, until != AMENDS_INSTANT_NONE ? until : G_MAXINT64);
  amends_statement_bind_text (statement, 3, owner);
  amends_statement_bind_int (statement, 4, limit > 0 ? (gint64) limit : -1);
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }
}
