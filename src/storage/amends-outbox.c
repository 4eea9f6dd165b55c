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
  g_free (self);
}

static gboolean
update_waiting (AmendsConnection *connection,
                const char *kind,
                const char *record_id,
                const char *payload,
                AmendsInstant not_before,
                GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "UPDATE outbox SET payload = ?3, not_before = ?4"
                            " WHERE kind = ?1 AND record_id = ?2 AND failed = 0 AND attempts = 0",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, record_id);
  amends_statement_bind_text (statement, 3, payload);
  amends_statement_bind_int (statement, 4, not_before);
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
  g_autofree char *connected = NULL;
  g_autofree char *key = NULL;
  g_autoptr (AmendsStatement) statement = NULL;

  if (!amends_setting_store_get (connection, AMENDS_SETTING_CRM_CONNECTED, &connected, error))
    return FALSE;
  if (g_strcmp0 (connected, "1") != 0)
    return TRUE;
  if (!update_waiting (connection, kind, record_id, payload, not_before, error))
    return FALSE;
  if (amends_connection_get_changes (connection) > 0)
    return TRUE;

  statement = amends_statement_new (connection,
                                    "INSERT INTO outbox (key, kind, record_id, payload, not_before)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5)",
                                    error);
  if (statement == NULL)
    return FALSE;
  key = amends_id_new ();
  amends_statement_bind_text (statement, 1, key);
  amends_statement_bind_text (statement, 2, kind);
  amends_statement_bind_text (statement, 3, record_id);
  amends_statement_bind_text (statement, 4, payload);
  amends_statement_bind_int (statement, 5, not_before);
  return amends_statement_run (statement, error);
}

gboolean
amends_outbox_cancel (AmendsConnection *connection,
                      const char *kind,
                      const char *record_id,
                      GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "DELETE FROM outbox WHERE kind = ?1 AND record_id = ?2"
                            " AND failed = 0 AND attempts = 0",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, record_id);
  return amends_statement_run (statement, error);
}

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
  return row;
}

GPtrArray *
amends_outbox_list (AmendsConnection *connection, AmendsInstant now, guint limit, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT seq, key, kind, record_id, payload, not_before, attempts,"
                            " last_error, failed, look_up FROM outbox"
                            " WHERE failed = 0 AND not_before <= ?1 ORDER BY seq LIMIT ?2",
                            error);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_outbox_row_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, now);
  amends_statement_bind_int (statement, 2, limit);
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }
}

gboolean
amends_outbox_settle (AmendsConnection *connection, gint64 seq, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "DELETE FROM outbox WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, seq);
  return amends_statement_run (statement, error);
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
                            "UPDATE outbox SET attempts = attempts + 1, last_error = ?2,"
                            " not_before = ?3, failed = ?3 = 0 WHERE seq = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_int (statement, 1, seq);
  amends_statement_bind_text (statement, 2, failure);
  amends_statement_bind_int (statement, 3, retry_at);
  return amends_statement_run (statement, error);
}

int
amends_outbox_count (AmendsConnection *connection, GError **error)
{
  gint64 count;

  return amends_connection_query_int (connection, "SELECT count (*) FROM outbox", &count, error)
             ? (int) count
             : -1;
}
