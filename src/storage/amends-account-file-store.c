/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts with what has happened there, and erasing them. */

#include "config.h"

#include "amends-account-file-store.h"

#include "amends-case-store.h"
#include "amends-crm-store.h"
#include "amends-enum-types.h"
#include "amends-statement.h"
#include "amends-storage-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* --- Lists ----------------------------------------------------------------------------------- */

enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_SEGMENT,
  COLUMN_ARR,
  COLUMN_CURRENCY,
  COLUMN_RENEWAL,
  COLUMN_HEALTH,
  COLUMN_STRATEGIC,
  COLUMN_CSM,
  COLUMN_SAMPLE,
  COLUMN_OPEN,
  COLUMN_ESCALATIONS,
  COLUMN_LAST_CONTACT,
  COLUMN_WORDS,
};

/* In touch is who wrote, was written to or was spoken with; and what was noted with the contact. */
static const char list_sql[] =
    "SELECT a.id, a.name, a.segment, json_extract (a.body, '$.arr'),"
    " json_extract (a.body, '$.currency'), a.renewal, json_extract (a.body, '$.health'),"
    " json_extract (a.body, '$.strategic'), json_extract (a.body, '$.csm'), a.sample,"
    " ifnull (e.open, 0), ifnull (e.n, 0),"
    " nullif (max (ifnull (e.received, 0), ifnull (m.at, 0), ifnull (c.at, 0)), 0),"
    " a.name || ' ' || ifnull (json_extract (a.body, '$.csm'), '') || ' ' ||"
    " ifnull (json_extract (a.body, '$.account_manager'), '') || ' ' ||"
    " ifnull (json_extract (a.body, '$.products'), '') || ' ' || ifnull (c.names, '')"
    " FROM account a"
    " LEFT JOIN (SELECT account_id, count (*) AS n, sum (live) AS open, max (received) AS received"
    "            FROM escalation GROUP BY account_id) e ON e.account_id = a.id"
    " LEFT JOIN (SELECT k.account_id, max (s.at) AS at FROM message s"
    "            JOIN escalation k ON k.id = s.escalation_id"
    "            WHERE s.direction <> 'internal' GROUP BY k.account_id) m ON m.account_id = a.id"
    " LEFT JOIN (SELECT account_id, group_concat (name || ' ' || ifnull (email, ''), ' ') AS names,"
    "            max (strftime ('%s', json_extract (body, '$.last_contact')) * 1000) AS at"
    "            FROM contact GROUP BY account_id) c ON c.account_id = a.id"
    " ORDER BY a.fold, a.id";

static int
get_int (AmendsStatement *s, int column)
{
  return amends_statement_is_null (s, column) ? AMENDS_UNKNOWN
                                              : (int) amends_statement_get_int (s, column);
}

static AmendsAccountRow *
read_row (AmendsStatement *s)
{
  AmendsAccountRow *row = g_object_new (AMENDS_TYPE_ACCOUNT_ROW, NULL);

  row->id = amends_statement_dup_text (s, COLUMN_ID);
  row->name = amends_statement_dup_text (s, COLUMN_NAME);
  row->segment =
      amends_statement_get_enum (s, COLUMN_SEGMENT, AMENDS_TYPE_SEGMENT, AMENDS_SEGMENT_UNKNOWN);
  row->arr = amends_statement_is_null (s, COLUMN_ARR) ? AMENDS_MONEY_UNKNOWN
                                                      : amends_statement_get_int (s, COLUMN_ARR);
  row->currency = amends_statement_dup_text (s, COLUMN_CURRENCY);
  row->renewal = amends_statement_dup_text (s, COLUMN_RENEWAL);
  row->health = get_int (s, COLUMN_HEALTH);
  row->strategic = amends_statement_get_int (s, COLUMN_STRATEGIC) != 0;
  row->csm = amends_statement_dup_text (s, COLUMN_CSM);
  row->sample = amends_statement_get_int (s, COLUMN_SAMPLE) != 0;
  row->open = (int) amends_statement_get_int (s, COLUMN_OPEN);
  row->escalations = (int) amends_statement_get_int (s, COLUMN_ESCALATIONS);
  row->last_contact = amends_statement_get_instant (s, COLUMN_LAST_CONTACT);
  row->words = amends_text_fold (amends_statement_get_text (s, COLUMN_WORDS));
  return row;
}

GPtrArray *
amends_account_file_store_list (AmendsConnection *connection, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, list_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }
}

#define PARTS(table, order)                                                                        \
  "SELECT p.body FROM " table " p JOIN escalation e ON e.id = p.escalation_id"                     \
  " WHERE e.account_id = ?1 ORDER BY " order " LIMIT ?2"

static const struct
{
  const AmendsRecordTable *table;
  const char *sql;
} parts[] = {
  { &amends_message_table, PARTS ("message", "p.at DESC, p.rid DESC") },
  { &amends_commitment_table, PARTS ("commitment", "p.due DESC, p.rid DESC") },
  { &amends_goodwill_table, PARTS ("goodwill", "p.requested_at DESC, p.rid DESC") },
};

GPtrArray *
amends_account_file_store_list_parts (AmendsConnection *connection,
                                      const AmendsRecordTable *table,
                                      const char *account_id,
                                      guint limit,
                                      GError **error)
{
  g_autoptr (AmendsStatement) statement = NULL;
  const char *sql = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].table == table)
      sql = parts[i].sql;
  g_return_val_if_fail (sql != NULL, NULL);
  statement = amends_statement_new (connection, sql, error);
  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_int (statement, 2, limit > 0 ? (gint64) limit : -1);
  return amends_record_table_read_all (table, statement, error);
}

/* --- The cases of a contact ------------------------------------------------------------------ */

/* (transfer full): the first column of all rows; NULL with @error. */
static char **
read_texts (AmendsStatement *statement, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean row;

  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_strv_builder_end (builder);
      g_strv_builder_add (builder, amends_statement_get_text (statement, 0));
    }
}

static char **
list_texts (AmendsConnection *connection, const char *sql, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  return read_texts (statement, error);
}

char **
amends_contact_list_cases (AmendsConnection *connection, const char *id, GError **error)
{
  return list_texts (connection,
                     "SELECT id FROM escalation WHERE contact_id = ?1"
                     " UNION ALL SELECT id FROM interaction WHERE contact_id = ?1",
                     id, error);
}

gboolean
amends_contact_attach_cases (AmendsConnection *connection,
                             AmendsContact *contact,
                             char **cases,
                             GError **error)
{
  g_autofree char *shown = amends_contact_dup_shown_name (contact);
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "UPDATE escalation SET contact_id = ?2, contact_name = ?3,"
                            " body = json_set (body, '$.contact_id', ?2)"
                            " WHERE id = ?1 AND contact_id IS NULL",
                            error);
  g_autoptr (AmendsStatement) interaction =
      amends_statement_new (connection,
                            "UPDATE interaction SET contact_id = ?2,"
                            " body = json_set (body, '$.contact_id', ?2)"
                            " WHERE id = ?1 AND contact_id IS NULL",
                            error);

  if (statement == NULL || interaction == NULL)
    return FALSE;
  for (guint i = 0; cases != NULL && cases[i] != NULL; i++)
    {
      amends_statement_bind_text (statement, 1, cases[i]);
      amends_statement_bind_text (statement, 2, contact->id);
      amends_statement_bind_text (statement, 3, shown);
      amends_statement_bind_text (interaction, 1, cases[i]);
      amends_statement_bind_text (interaction, 2, contact->id);
      if (!amends_statement_run (statement, error) || !amends_statement_run (interaction, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Erasing --------------------------------------------------------------------------------- */

/* Each is run with the values in order. */
static gboolean
run (AmendsConnection *connection, GError **error, const char *sql, ...)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  const char *value;
  va_list values;
  int i = 1;

  if (statement == NULL)
    return FALSE;
  va_start (values, sql);
  while ((value = va_arg (values, const char *)) != NULL)
    amends_statement_bind_text (statement, i++, value);
  va_end (values);
  return amends_statement_run (statement, error);
}

#define ERASE_EVENTS                                                                               \
  "UPDATE event SET payload = NULL, summary = NULL, erased = 1 WHERE erased = 0 AND "

/* Ids of what hangs on account ?1, and its own. */
#define ON_ACCOUNT                                                                                 \
  "(SELECT ?1 UNION ALL SELECT id FROM escalation WHERE account_id = ?1"                           \
  " UNION ALL SELECT id FROM contact WHERE account_id = ?1"                                        \
  " UNION ALL SELECT id FROM interaction WHERE account_id = ?1)"

/* The bookkeeping of import and sync; the records themselves go with the account. A row of usage
 * begins with the id of the account. */
static const char *const forget_account[] = {
  "DELETE FROM import_row WHERE record_id IN " ON_ACCOUNT,
  "DELETE FROM import_row WHERE record_id > ?1 AND record_id < ?1 || char (1114111)",
  "UPDATE crm_link SET base = '{}', version = NULL, modified = NULL WHERE local_id IN " ON_ACCOUNT,
  "DELETE FROM crm_conflict WHERE local_id IN " ON_ACCOUNT,
  "DELETE FROM outbox WHERE record_id IN " ON_ACCOUNT,
};

gboolean
amends_account_erase (AmendsConnection *connection, const char *id, GError **error)
{
  g_auto (GStrv) cases =
      list_texts (connection, "SELECT id FROM escalation WHERE account_id = ?1", id, error);

  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (forget_account); i++)
    if (!run (connection, error, forget_account[i], id, NULL))
      return FALSE;
  for (guint i = 0; cases[i] != NULL; i++)
    if (!amends_case_store_remove (connection, cases[i], error))
      return FALSE;
  return run (connection, error,
              ERASE_EVENTS "escalation_id IS NULL AND json_extract (payload, '$.account') = ?1", id,
              NULL) &&
         amends_account_store_remove (connection, id, error);
}

/* A record whose member is the person, by name or address, or in a form such as "Ann <a@b.c>". */
#define IS_PERSON(member)                                                                          \
  "(json_extract (body, '$." member "') = ?2"                                                      \
  " OR (?3 <> '' AND instr (lower (json_extract (body, '$." member "')), lower (?3)) > 0))"
#define OF_ACCOUNT "escalation_id IN (SELECT id FROM escalation WHERE account_id = ?1)"
#define FORGET(table, member)                                                                      \
  "UPDATE " table " SET body = json_remove (body, '$." member "') WHERE " OF_ACCOUNT               \
  " AND " IS_PERSON (member)

/* A name in a list, whole, also within "Ann Lee (CTO)" or "Ann Lee, Acme"; or with the address. */
#define PUNCTUATED "replace (replace (replace (value, ',', ' '), '(', ' '), '<', ' ')"
#define NAMES_PERSON                                                                               \
  "(instr (' ' || lower (" PUNCTUATED ") || ' ', ' ' || lower (?2) || ' ') > 0"                    \
  " OR (?3 <> '' AND instr (lower (value), lower (?3)) > 0))"
#define OF_PEOPLE "FROM json_each (interaction.body, '$.people') WHERE "

/* Whether a column holds the person's name or address. */
#define HOLDS_IN(column)                                                                           \
  "(instr (ifnull (" column ", ''), ?2) > 0"                                                       \
  " OR (?3 <> '' AND instr (ifnull (" column ", ''), ?3) > 0))"

/* Members of a JSON object as they are: values that are no text come out of json_each as text. */
#define MEMBER                                                                                     \
  "CASE type WHEN 'object' THEN json (value) WHEN 'array' THEN json (value)"                       \
  " WHEN 'true' THEN json ('true') WHEN 'false' THEN json ('false') ELSE value END"

static const char *const forget_person[] = {
  "UPDATE interaction SET body = json_set (body, '$.people',"
  " (SELECT json_group_array (value) " OF_PEOPLE "NOT " NAMES_PERSON "))"
  " WHERE account_id = ?1 AND EXISTS (SELECT 1 " OF_PEOPLE NAMES_PERSON ")",
  /* What cannot be shown any more cannot be taken back either. */
  "DELETE FROM import_row WHERE record_id IN " ON_ACCOUNT " AND " HOLDS_IN ("before"),
  "DELETE FROM crm_conflict WHERE local_id IN " ON_ACCOUNT
  " AND (" HOLDS_IN ("base") " OR " HOLDS_IN ("ours") " OR " HOLDS_IN ("theirs") " OR " HOLDS_IN (
      "ours_by") " OR " HOLDS_IN ("theirs_by") ")",
  "UPDATE crm_link SET base ="
  " (SELECT json_group_object (key, " MEMBER ") FROM json_each (crm_link.base)"
  "  WHERE NOT " HOLDS_IN ("value") ")"
                                    " WHERE local_id IN " ON_ACCOUNT " AND " HOLDS_IN ("base"),
  "DELETE FROM stakeholder WHERE " OF_ACCOUNT
  " AND (" IS_PERSON ("name") " OR " IS_PERSON ("contact") ")",
  FORGET ("message", "sender"),
  FORGET ("message", "recipient"),
  FORGET ("draft", "recipient"),
  FORGET ("goodwill", "recipient"),
  ERASE_EVENTS OF_ACCOUNT
  " AND (instr (ifnull (summary, ''), ?2) > 0 OR instr (ifnull (payload, ''), ?2) > 0"
  " OR (?3 <> '' AND (instr (ifnull (summary, ''), ?3) > 0"
  " OR instr (ifnull (payload, ''), ?3) > 0)))",
};

#define HOLDS HOLDS_IN ("body")
#define COUNT(table) "(SELECT count (*) FROM " table " WHERE " OF_ACCOUNT " AND " HOLDS ")"

static gboolean
count_mentions (AmendsConnection *connection,
                AmendsContact *contact,
                guint *mentions,
                GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT (SELECT count (*) FROM escalation WHERE account_id = ?1 AND " HOLDS
      ") + " COUNT ("message") " + " COUNT ("draft") " + " COUNT ("debrief") " + " COUNT (
          "plan") " + (SELECT count (*) FROM interaction WHERE account_id = ?1 AND " HOLDS ")"
                  " + (SELECT count (*) FROM warning WHERE account_id = ?1 AND " HOLDS ")"
                  " + (SELECT count (*) FROM outbox WHERE record_id IN " ON_ACCOUNT
                  " AND " HOLDS_IN ("payload") ")",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, contact->account_id);
  amends_statement_bind_text (statement, 2, contact->name);
  amends_statement_bind_text (statement, 3, contact->email != NULL ? contact->email : "");
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  *mentions = row ? (guint) amends_statement_get_int (statement, 0) : 0;
  return TRUE;
}

gboolean
amends_contact_erase (AmendsConnection *connection,
                      AmendsContact *contact,
                      guint *mentions,
                      GError **error)
{
  const char *email = contact->email != NULL ? contact->email : "";
  const char *name = contact->name;

  /* Nothing can be looked for by a name that is not there. */
  if (name == NULL || *name == '\0')
    name = contact->id;
  for (guint i = 0; i < G_N_ELEMENTS (forget_person); i++)
    if (!run (connection, error, forget_person[i], contact->account_id, name, email, NULL))
      return FALSE;
  if (!run (connection, error,
            ERASE_EVENTS "escalation_id IS NULL AND json_extract (payload, '$.contact') = ?1",
            contact->id, NULL) ||
      !run (connection, error, "DELETE FROM import_row WHERE record_id = ?1", contact->id, NULL) ||
      !amends_crm_store_forget_record (connection, contact->id, error) ||
      !amends_contact_store_remove (connection, contact->id, error))
    return FALSE;
  return count_mentions (connection, contact, mentions, error);
}
