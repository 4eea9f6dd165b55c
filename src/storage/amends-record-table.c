/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in tables: JSON in `body`, and the fields that queries need as columns. */

#include "config.h"

#include "amends-record-table.h"

#include "amends-account.h"
#include "amends-action.h"
#include "amends-checkpoint.h"
#include "amends-clock.h"
#include "amends-commitment.h"
#include "amends-contact.h"
#include "amends-debrief.h"
#include "amends-draft.h"
#include "amends-escalation.h"
#include "amends-goodwill.h"
#include "amends-interaction.h"
#include "amends-message.h"
#include "amends-pause.h"
#include "amends-person.h"
#include "amends-plan.h"
#include "amends-stakeholder.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-warning.h"

#include <glib/gi18n-lib.h>

#define TABLE(name, ordered, ...)                                                                  \
  static const char *const name##_columns[] = { __VA_ARGS__, NULL };                               \
  const AmendsRecordTable amends_##name##_table = { #name, amends_##name##_get_type,               \
                                                    name##_columns, ordered };

TABLE (account, FALSE, "name", "segment", "renewal", "sample")
TABLE (contact, FALSE, "account-id", "name", "email", "sample")
TABLE (person, FALSE, "name", "role", "me", "sample")
TABLE (escalation,
       FALSE,
       "number",
       "account-id",
       "contact-id",
       "title",
       "status",
       "severity",
       "track",
       "category",
       "owner",
       "received",
       "updated",
       "resolved-at",
       "language",
       "sample")
TABLE (clock, TRUE, "escalation-id", "kind", "started", "due", "met-at", "closed", "sample")
TABLE (pause, TRUE, "escalation-id", "start", "end")
TABLE (draft, TRUE, "escalation-id", "kind", "subject", "due", "updated", "sent-at", "sample")
TABLE (checkpoint, TRUE, "escalation-id", "at", "step", "sample")
TABLE (action, TRUE, "escalation-id", "due", "step", "sample")
TABLE (message, TRUE, "escalation-id", "direction", "at", "subject", "sample")
TABLE (commitment, TRUE, "escalation-id", "due", "state", "sample")
TABLE (stakeholder, TRUE, "escalation-id", "deadline", "sample")
TABLE (goodwill, TRUE, "escalation-id", "state", "requested-at", "expires", "sample")
TABLE (plan, FALSE, "escalation-id", "sample")
TABLE (debrief, FALSE, "escalation-id", "change-due", "sample")
TABLE (interaction,
       FALSE,
       "account-id",
       "contact-id",
       "kind",
       "at",
       "subject",
       "source",
       "reference",
       "sample")
TABLE (warning, FALSE, "account-id", "at", "state", "score", "sample")

/* A column's name: that of the field with '_' for '-', quoted, since "end" is a word of SQL. */
static void
append_column (GString *sql, const char *field)
{
  g_string_append_c (sql, '"');
  for (const char *c = field; *c; c++)
    g_string_append_c (sql, *c == '-' ? '_' : *c);
  g_string_append_c (sql, '"');
}

/* INSERT … ON CONFLICT (id) DO UPDATE, all of names known here. */
static char *
make_put_sql (const AmendsRecordTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");
  g_autoptr (GString) values = g_string_new ("?1, ?2");
  g_autoptr (GString) changes = g_string_new ("body = excluded.body");
  guint parameter = 3;

  g_string_append_printf (sql, "%s (id, body", table->name);
  for (guint i = 0; table->columns[i]; i++)
    {
      g_string_append (sql, ", ");
      append_column (sql, table->columns[i]);
      g_string_append_printf (values, ", ?%u", parameter++);
      g_string_append (changes, ", ");
      append_column (changes, table->columns[i]);
      g_string_append (changes, " = excluded.");
      append_column (changes, table->columns[i]);
    }
  if (table->ordered)
    {
      g_string_append (sql, ", position");
      g_string_append_printf (values, ", ?%u", parameter);
      g_string_append (changes, ", position = excluded.position");
    }
  g_string_append_printf (sql, ") VALUES (%s) ON CONFLICT (id) DO UPDATE SET %s", values->str,
                          changes->str);
  return g_string_free (sql, FALSE);
}

static void
bind_field (AmendsStatement *statement, int index, gpointer record, const AmendsField *field)
{
  gpointer at = G_STRUCT_MEMBER_P (record, field->offset);

  switch (field->type)
    {
    case AMENDS_FIELD_STRING:
    case AMENDS_FIELD_DATE:
      {
        const char *text = *(char **) at;

        amends_statement_bind_text (statement, index, text && *text ? text : NULL);
        break;
      }
    case AMENDS_FIELD_INT:
      if (*(int *) at == AMENDS_UNKNOWN)
        amends_statement_bind_null (statement, index);
      else
        amends_statement_bind_int (statement, index, *(int *) at);
      break;
    case AMENDS_FIELD_BOOLEAN:
      amends_statement_bind_int (statement, index, *(gboolean *) at != FALSE);
      break;
    case AMENDS_FIELD_INT64:
      amends_statement_bind_int (statement, index, *(gint64 *) at);
      break;
    case AMENDS_FIELD_MONEY:
      if (*(gint64 *) at == AMENDS_MONEY_UNKNOWN)
        amends_statement_bind_null (statement, index);
      else
        amends_statement_bind_int (statement, index, *(gint64 *) at);
      break;
    case AMENDS_FIELD_DOUBLE:
      amends_statement_bind_double (statement, index, *(double *) at);
      break;
    case AMENDS_FIELD_INSTANT:
      amends_statement_bind_instant (statement, index, *(AmendsInstant *) at);
      break;
    case AMENDS_FIELD_ENUM:
      amends_statement_bind_enum (statement, index, field->of (), *(int *) at);
      break;
    case AMENDS_FIELD_STRV:
    case AMENDS_FIELD_RECORD:
    case AMENDS_FIELD_RECORDS:
      /* Only in the body. */
      g_assert_not_reached ();
    }
}

gboolean
amends_record_table_put (const AmendsRecordTable *table,
                         AmendsConnection *connection,
                         gpointer record,
                         guint position,
                         GError **error)
{
  g_autofree char *sql = make_put_sql (table);
  g_autofree char *body = amends_record_to_text (record);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  int index = 3;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, amends_record_get_id (record));
  amends_statement_bind_text (statement, 2, body);
  for (guint i = 0; table->columns[i]; i++)
    {
      const AmendsField *field = amends_record_find_field (record, table->columns[i]);

      g_assert (field != NULL);
      bind_field (statement, index++, record, field);
    }
  if (table->ordered)
    amends_statement_bind_int (statement, index, position);
  return amends_statement_run (statement, error);
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                       _ ("This record does not exist any more. It may have been removed in "
                          "another window."));
}

gboolean
amends_record_table_remove (const AmendsRecordTable *table,
                            AmendsConnection *connection,
                            const char *id,
                            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", table->name);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, id);
  if (!amends_statement_run (statement, error))
    return FALSE;
  if (amends_connection_get_changes (connection) == 0)
    {
      set_not_found (error);
      return FALSE;
    }
  return TRUE;
}

gpointer
amends_record_table_get (const AmendsRecordTable *table,
                         AmendsConnection *connection,
                         const char *id,
                         GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT body FROM %s WHERE id = ?1", table->name);
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  if (!amends_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      set_not_found (error);
      return NULL;
    }
  return amends_record_from_text (table->type (), amends_statement_get_text (statement, 0),
                                  table->name, error);
}

gpointer
amends_record_table_read_first (const AmendsRecordTable *table,
                                AmendsStatement *statement,
                                GError **error)
{
  gboolean row;

  if (!amends_statement_step (statement, &row, error) || !row)
    return NULL;
  return amends_record_from_text (table->type (), amends_statement_get_text (statement, 0),
                                  table->name, error);
}

GPtrArray *
amends_record_table_read_all (const AmendsRecordTable *table,
                              AmendsStatement *statement,
                              GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GError *fault = NULL;
  gpointer record;

  while ((record = amends_record_table_read_first (table, statement, &fault)))
    g_ptr_array_add (records, record);
  if (fault)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  return g_steal_pointer (&records);
}

GPtrArray *
amends_record_table_list (const AmendsRecordTable *table,
                          AmendsConnection *connection,
                          const char *column,
                          const char *value,
                          GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT body FROM ");
  g_autoptr (AmendsStatement) statement = NULL;

  g_string_append (sql, table->name);
  if (column)
    g_string_append_printf (sql, " WHERE %s = ?1", column);
  g_string_append (sql, table->ordered ? " ORDER BY position, rid" : " ORDER BY rid");
  statement = amends_statement_new (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (column)
    amends_statement_bind_text (statement, 1, value);
  return amends_record_table_read_all (table, statement, error);
}

gboolean
amends_record_table_sync (const AmendsRecordTable *table,
                          AmendsConnection *connection,
                          GListModel *before,
                          GListModel *after,
                          GError **error)
{
  /* Ids of what is stored → place + 1. */
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;
  guint n = before ? g_list_model_get_n_items (before) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (before, i);

      g_hash_table_insert (stored, g_strdup (amends_record_get_id (record)),
                           GUINT_TO_POINTER (i + 1));
    }

  n = g_list_model_get_n_items (after);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (after, i);
      const char *record_id = amends_record_get_id (record);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (stored, record_id));
      g_autoptr (GObject) old = place > 0 ? g_list_model_get_item (before, place - 1) : NULL;

      g_hash_table_remove (stored, record_id);
      if (place == i + 1 && amends_record_equal (old, record))
        continue;
      if (!amends_record_table_put (table, connection, record, i, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, stored);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!amends_record_table_remove (table, connection, id, error))
      return FALSE;
  return TRUE;
}
