/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else there is to do, across all cases, than what has a due time of its own. */

#include "config.h"

#include "amends-task-store.h"

#include "amends-enum-types.h"
#include "amends-statement.h"

GHashTable *
amends_task_store_list_rules (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) s = amends_statement_new (
      connection, "SELECT id, json_extract (body, '$.rule') FROM clock WHERE closed = 0", error);
  g_autoptr (GHashTable) rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row;

  if (s == NULL)
    return NULL;
  while (TRUE)
    {
      if (!amends_statement_step (s, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rules);
      g_hash_table_insert (rules, amends_statement_dup_text (s, 0),
                           amends_statement_dup_text (s, 1));
    }
}

GPtrArray *
amends_task_store_list_offers (AmendsConnection *connection, AmendsInstant until, GError **error)
{
  g_autoptr (AmendsStatement) s = amends_statement_new (
      connection,
      "SELECT g.id, json_extract (g.body, '$.text'), g.expires, e.id, e.number, e.account_id,"
      " e.account_name, e.contact_name, e.severity, e.status, e.title, e.owner, e.sample"
      " FROM goodwill g JOIN escalation e ON e.id = g.escalation_id"
      " WHERE g.state = 'approved' AND g.expires > 0 AND g.expires < ?1"
      " AND e.status NOT IN ('closed', 'duplicate', 'withdrawn') ORDER BY g.expires, g.id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (s == NULL)
    return NULL;
  amends_statement_bind_int (s, 1, until);
  while (TRUE)
    {
      AmendsDueRow *due;

      if (!amends_statement_step (s, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      due = g_object_new (AMENDS_TYPE_DUE_ROW, NULL);
      due->kind = AMENDS_DUE_ACTION;
      due->id = amends_statement_dup_text (s, 0);
      due->title = amends_statement_dup_text (s, 1);
      due->due = amends_statement_get_instant (s, 2);
      due->escalation_id = amends_statement_dup_text (s, 3);
      due->number = (int) amends_statement_get_int (s, 4);
      due->account_id = amends_statement_dup_text (s, 5);
      due->account = amends_statement_dup_text (s, 6);
      due->contact = amends_statement_dup_text (s, 7);
      due->severity = amends_statement_get_enum (s, 8, AMENDS_TYPE_SEVERITY, 0);
      due->status = amends_statement_get_enum (s, 9, AMENDS_TYPE_STATUS, 0);
      due->case_title = amends_statement_dup_text (s, 10);
      due->owner = amends_statement_dup_text (s, 11);
      due->sample = amends_statement_get_int (s, 12) != 0;
      g_ptr_array_add (rows, due);
    }
}

static AmendsCase *
read_case (AmendsStatement *s)
{
  g_autoptr (AmendsEscalation) escalation = g_object_new (AMENDS_TYPE_ESCALATION, NULL);
  g_autoptr (AmendsAccount) account = g_object_new (AMENDS_TYPE_ACCOUNT, NULL);

  escalation->id = amends_statement_dup_text (s, 0);
  escalation->number = (int) amends_statement_get_int (s, 1);
  escalation->title = amends_statement_dup_text (s, 2);
  escalation->status = amends_statement_get_enum (s, 3, AMENDS_TYPE_STATUS, 0);
  escalation->severity = amends_statement_get_enum (s, 4, AMENDS_TYPE_SEVERITY, 0);
  escalation->owner = amends_statement_dup_text (s, 5);
  escalation->received = amends_statement_get_instant (s, 6);
  escalation->sample = amends_statement_get_int (s, 7) != 0;
  account->id = amends_statement_dup_text (s, 8);
  account->name = amends_statement_dup_text (s, 9);
  return amends_case_new (escalation, account, NULL);
}

GPtrArray *
amends_task_store_list_paths (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) s = amends_statement_new (
      connection,
      "SELECT e.id, e.number, e.title, e.status, e.severity, e.owner, e.received, e.sample,"
      " e.account_id, e.account_name, json_extract (s.body, '$.role'),"
      " json_extract (s.body, '$.notified_at') IS NOT NULL, e.rid"
      " FROM escalation e LEFT JOIN stakeholder s ON s.escalation_id = e.id"
      " WHERE e.live = 1 ORDER BY e.due_order, e.number",
      error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 last = -1;
  gboolean row;

  if (s == NULL)
    return NULL;
  while (TRUE)
    {
      g_autoptr (AmendsStakeholder) one = NULL;

      if (!amends_statement_step (s, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&cases);
      if (amends_statement_get_int (s, 12) != last)
        g_ptr_array_add (cases, read_case (s));
      last = amends_statement_get_int (s, 12);
      if (amends_statement_is_null (s, 10))
        continue;
      one = g_object_new (AMENDS_TYPE_STAKEHOLDER, NULL);
      one->role = amends_statement_get_enum (s, 10, AMENDS_TYPE_ROLE, AMENDS_ROLE_CUSTOMER);
      /* That somebody was told counts here, not when. */
      one->notified_at = amends_statement_get_int (s, 11) ? 1 : AMENDS_INSTANT_NONE;
      g_list_store_append (AMENDS_CASE (cases->pdata[cases->len - 1])->stakeholders, one);
    }
}
