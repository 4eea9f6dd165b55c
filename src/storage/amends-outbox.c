/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must still reach the CRM. */

#include "config.h"

#include "amends-outbox.h"

#include "amends-id.h"
#include "amends-setting-store.h"
#include "amends-statement.h"

void
amends_outbox_row_free (AmendsOutboxRow *self)
{
  g_free (self->key);
  g_free (self->kind);
  g_free (self->record_id);
  g_free (self->payload);
  g_free (self->last_error);
  g_free (self->depends);
  g_free (self);
}

/* Rows of ?1 and ?2 that may still be changed or taken back: the CRM cannot know them. */
#define NEVER_TRIED                                                                                \
  " WHERE kind = ?1 AND record_id = ?2 AND failed = 0 AND attempts = 0 AND look_up = 0"

static gboolean
update_waiting (AmendsConnection *connection,
                const char *kind,
                const char *record_id,
                const char *depends,
                const char *payload,
                AmendsInstant not_before,
                GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "UPDATE outbox SET payload = ?3, not_before = ?4,"
                            " depends = ifnull (?5, depends)" NEVER_TRIED,
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, record_id);
  amends_statement_bind_text (statement, 3, payload);
  amends_statement_bind_int (statement, 4, not_before);
  amends_statement_bind_text (statement, 5, depends);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_add_full (AmendsConnection *connection,
                        const char *kind,
                        const char *record_id,
                        const char *depends,
                        const char *payload,
                        AmendsInstant created,
                        AmendsInstant not_before,
                        GError **error)
{
  g_autofree char *connected = NULL;
  g_autofree char *key = NULL;
  g_autoptr (AmendsStatement) statement = NULL;

  if (!amends_setting_store_get (connection, AMENDS_SETTING_CRM_CONNECTED, &connected, error))
    return FALSE;
  if (g_strcmp0 (connected, "1") != 0)
    return TRUE;
  if (payload == NULL)
    payload = "{}";
  if (!update_waiting (connection, kind, record_id, depends, payload, not_before, error))
    return FALSE;
  if (amends_connection_get_changes (connection) > 0)
    return TRUE;

  statement = amends_statement_new (connection,
                                    "INSERT INTO outbox (key, kind, record_id, payload, not_before,"
                                    " depends, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                    error);
  if (statement == NULL)
    return FALSE;
  key = amends_id_new ();
  amends_statement_bind_text (statement, 1, key);
  amends_statement_bind_text (statement, 2, kind);
  amends_statement_bind_text (statement, 3, record_id);
  amends_statement_bind_text (statement, 4, payload);
  amends_statement_bind_int (statement, 5, not_before);
  amends_statement_bind_text (statement, 6, depends);
  amends_statement_bind_int (statement, 7, created);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_add (AmendsConnection *connection,
                   const char *kind,
                   const char *record_id,
                   const char *payload,
                   AmendsInstant not_before,
                   GError **error)
{
  return amends_outbox_add_full (connection, kind, record_id, NULL, payload, AMENDS_INSTANT_NONE,
                                 not_before, error);
}

gboolean
amends_outbox_cancel (AmendsConnection *connection,
                      const char *kind,
                      const char *record_id,
                      GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "DELETE FROM outbox" NEVER_TRIED, error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, record_id);
  return amends_statement_run (statement, error);
}

#define ROW                                                                                        \
  "SELECT seq, key, kind, record_id, payload, not_before, attempts, last_error, failed, look_up,"  \
  " depends, created FROM outbox o"

static AmendsOutboxRow *
read_row (AmendsStatement *statement)
{
  AmendsOutboxRow *row = g_new0 (AmendsOutboxRow, 1);

  row->seq = amends_statement_get_int (statement, 0);
  row->key = amends_statement_dup_text (statement, 1);
  row->kind = amends_statement_dup_text (statement, 2);
  row->record_id = amends_statement_dup_text (statement, 3);
  row->payload = amends_statement_dup_text (statement, 4);
  row->not_before = amends_statement_get_instant (statement, 5);
  row->attempts = (int) amends_statement_get_int (statement, 6);
  row->last_error = amends_statement_dup_text (statement, 7);
  row->state =
      amends_statement_get_int (statement, 8) ? AMENDS_OUTBOX_FAILED : AMENDS_OUTBOX_WAITING;
  row->look_up = amends_statement_get_int (statement, 9) != 0;
  row->depends = amends_statement_dup_text (statement, 10);
  row->created = amends_statement_get_instant (statement, 11);
  return row;
}

static GPtrArray *
read_rows (AmendsStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_outbox_row_free);
  gboolean row;

  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }
}

GPtrArray *
amends_outbox_list (AmendsConnection *connection, AmendsInstant now, guint limit, GError **error)
{
  /* Only what came earlier holds a row back: rows cannot wait for each other in a ring. */
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      ROW " WHERE failed = 0 AND not_before <= ?1"
          " AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.record_id = o.record_id"
          "                 AND p.seq < o.seq)"
          " AND NOT EXISTS (SELECT 1 FROM outbox d WHERE d.record_id = o.depends AND d.seq < o.seq)"
          " ORDER BY seq LIMIT ?2",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, now);
  amends_statement_bind_int (statement, 2, limit > 0 ? (gint64) limit : -1);
  return read_rows (statement, error);
}

GPtrArray *
amends_outbox_list_all (AmendsConnection *connection, gint64 after, guint limit, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, ROW " WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, after);
  amends_statement_bind_int (statement, 2, limit > 0 ? (gint64) limit : -1);
  return read_rows (statement, error);
}

AmendsOutboxRow *
amends_outbox_find_record (AmendsConnection *connection,
                           const char *kind,
                           const char *record_id,
                           GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, ROW " WHERE record_id = ?1 AND kind = ifnull (?2, kind) ORDER BY seq LIMIT 1",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, record_id);
  amends_statement_bind_text (statement, 2, kind);
  return amends_statement_step (statement, &row, error) && row ? read_row (statement) : NULL;
}

/* Runs a change of the row ?1. */
static gboolean
change_row (AmendsConnection *connection, const char *sql, gint64 seq, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, seq);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_mark_sending (AmendsConnection *connection, gint64 seq, GError **error)
{
  return change_row (connection,
                     "UPDATE outbox SET attempts = attempts + 1, look_up = 1 WHERE seq = ?1", seq,
                     error);
}

gboolean
amends_outbox_clear_look_up (AmendsConnection *connection, gint64 seq, GError **error)
{
  return change_row (connection, "UPDATE outbox SET look_up = 0 WHERE seq = ?1", seq, error);
}

gboolean
amends_outbox_settle (AmendsConnection *connection, gint64 seq, GError **error)
{
  return change_row (connection, "DELETE FROM outbox WHERE seq = ?1", seq, error);
}

gboolean
amends_outbox_postpone (AmendsConnection *connection,
                        gint64 seq,
                        const char *failure,
                        AmendsInstant retry_at,
                        GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "UPDATE outbox SET last_error = ?2, not_before = ?3, failed = ?3 = 0"
                            " WHERE seq = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, seq);
  amends_statement_bind_text (statement, 2, failure);
  amends_statement_bind_int (statement, 3, retry_at);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_rewrite_payload (AmendsConnection *connection,
                               gint64 seq,
                               const char *payload,
                               GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "UPDATE outbox SET payload = ?2 WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, seq);
  amends_statement_bind_text (statement, 2, payload);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_retry (AmendsConnection *connection, gint64 seq, GError **error)
{
  return change_row (connection, "UPDATE outbox SET failed = 0, not_before = 0 WHERE seq = ?1", seq,
                     error);
}

gboolean
amends_outbox_discard (AmendsConnection *connection, gint64 seq, GError **error)
{
  return amends_outbox_settle (connection, seq, error);
}

int
amends_outbox_count (AmendsConnection *connection, GError **error)
{
  gint64 count;

  return amends_connection_query_int (connection, "SELECT count (*) FROM outbox", &count, error)
             ? (int) count
             : -1;
}
