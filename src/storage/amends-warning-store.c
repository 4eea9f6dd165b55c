/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings, and the course of the risk of each account. */

#include "config.h"

#include "amends-warning-store.h"

#include "amends-record-table.h"
#include "amends-statement.h"

gboolean
amends_warning_store_save (AmendsConnection *connection, AmendsWarning *warning, GError **error)
{
  return amends_record_table_put (&amends_warning_table, connection, warning, 0, error);
}

AmendsWarning *
amends_warning_store_find (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT body FROM warning WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  return amends_record_table_read_first (&amends_warning_table, statement, error);
}

GPtrArray *
amends_warning_store_list (AmendsConnection *connection, const char *account_id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      account_id ? "SELECT body FROM warning WHERE account_id = ?1 ORDER BY at DESC, rid DESC"
                 : "SELECT body FROM warning ORDER BY at DESC, rid DESC",
      error);

  if (statement == NULL)
    return NULL;
  if (account_id)
    amends_statement_bind_text (statement, 1, account_id);
  return amends_record_table_read_all (&amends_warning_table, statement, error);
}

void
amends_risk_point_free (AmendsRiskPoint *self)
{
  g_free (self->day);
  g_free (self->factors);
  g_free (self);
}

gboolean
amends_risk_store_save (AmendsConnection *connection,
                        const char *account_id,
                        const char *day,
                        int score,
                        const char *factors,
                        GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO risk_history (account_id, day, score, factors)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (account_id, day)"
                            " DO UPDATE SET score = excluded.score, factors = excluded.factors",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_text (statement, 2, day);
  amends_statement_bind_int (statement, 3, score);
  amends_statement_bind_text (statement, 4, factors);
  return amends_statement_run (statement, error);
}

GPtrArray *
amends_risk_store_list (AmendsConnection *connection,
                        const char *account_id,
                        const char *since,
                        GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT day, score, factors FROM risk_history"
                            " WHERE account_id = ?1 AND day >= ?2 ORDER BY day",
                            error);
  g_autoptr (GPtrArray) points =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_point_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_text (statement, 2, since ? since : "");
  while (TRUE)
    {
      AmendsRiskPoint *point;

      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&points);
      point = g_new0 (AmendsRiskPoint, 1);
      point->day = amends_statement_dup_text (statement, 0);
      point->score = (int) amends_statement_get_int (statement, 1);
      point->factors = amends_statement_dup_text (statement, 2);
      g_ptr_array_add (points, point);
    }
}
