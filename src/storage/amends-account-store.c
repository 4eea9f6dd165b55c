/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and their contacts. */

#include "config.h"

#include "amends-account-store.h"

#include "amends-record-table.h"
#include "amends-statement.h"
#include "amends-text.h"

static char *
fold (const char *text)
{
  return amends_text_fold (text ? text : "");
}

/* Lists of escalations hold the name, and the search index with them. */
static gboolean
spread_account_name (AmendsConnection *connection,
                     AmendsAccount *account,
                     const char *folded,
                     GError **error)
{
  g_autoptr (AmendsStatement) own = amends_statement_new (
      connection, "UPDATE account SET fold = ?2 WHERE id = ?1 AND fold <> ?2", error);
  g_autoptr (AmendsStatement) cases = NULL;

  if (own == NULL)
    return FALSE;
  amends_statement_bind_text (own, 1, account->id);
  amends_statement_bind_text (own, 2, folded);
  if (!amends_statement_run (own, error))
    return FALSE;
  cases = amends_statement_new (connection,
                                "UPDATE escalation SET account_name = ?2, account_fold = ?3"
                                " WHERE account_id = ?1 AND account_name IS NOT ?2",
                                error);
  if (cases == NULL)
    return FALSE;
  amends_statement_bind_text (cases, 1, account->id);
  amends_statement_bind_text (cases, 2, account->name);
  amends_statement_bind_text (cases, 3, folded);
  return amends_statement_run (cases, error);
}

gboolean
amends_account_store_save (AmendsConnection *connection, AmendsAccount *account, GError **error)
{
  g_autofree char *folded = fold (account->name);

  return amends_record_table_put (&amends_account_table, connection, account, 0, error) &&
         spread_account_name (connection, account, folded, error);
}

AmendsAccount *
amends_account_store_get (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_get (&amends_account_table, connection, id, error);
}

AmendsAccount *
amends_account_store_find (AmendsConnection *connection, const char *name, GError **error)
{
  g_autofree char *folded = fold (name);
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT body FROM account WHERE fold = ?1 ORDER BY rid LIMIT 1", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, folded);
  return amends_record_table_read_first (&amends_account_table, statement, error);
}

gboolean
amends_account_store_remove (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_remove (&amends_account_table, connection, id, error);
}

GPtrArray *
amends_account_store_list (AmendsConnection *connection,
                           const char *prefix,
                           AmendsAccount *after,
                           guint limit,
                           GError **error)
{
  g_autofree char *folded = fold (prefix);
  /* Behind every name that begins with the prefix: no character is above U+10FFFF. */
  g_autofree char *end = g_strconcat (folded, "\xf4\x8f\xbf\xbf", NULL);
  g_autofree char *after_fold = after ? fold (after->name) : NULL;
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT body FROM account WHERE fold >= ?1 AND fold < ?2"
                            " AND (fold, id) > (?3, ?4) ORDER BY fold, id LIMIT ?5",
                            error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, folded);
  amends_statement_bind_text (statement, 2, end);
  amends_statement_bind_text (statement, 3, after ? after_fold : "");
  amends_statement_bind_text (statement, 4, after ? after->id : "");
  amends_statement_bind_int (statement, 5, limit > 0 ? (gint64) limit : -1);
  return amends_record_table_read_all (&amends_account_table, statement, error);
}

char *
amends_contact_dup_shown_name (AmendsContact *contact)
{
  if (contact->title && *contact->title)
    return g_strdup_printf ("%s, %s", contact->name ? contact->name : "", contact->title);
  return g_strdup (contact->name);
}

static gboolean
spread_contact_name (AmendsConnection *connection, AmendsContact *contact, GError **error)
{
  g_autofree char *folded = fold (contact->name);
  g_autofree char *email = fold (contact->email);
  g_autofree char *shown = amends_contact_dup_shown_name (contact);
  g_autoptr (AmendsStatement) own = amends_statement_new (
      connection, "UPDATE contact SET fold = ?2, email_fold = ?3 WHERE id = ?1", error);
  g_autoptr (AmendsStatement) cases = NULL;

  if (own == NULL)
    return FALSE;
  amends_statement_bind_text (own, 1, contact->id);
  amends_statement_bind_text (own, 2, folded);
  amends_statement_bind_text (own, 3, email);
  if (!amends_statement_run (own, error))
    return FALSE;
  cases = amends_statement_new (connection,
                                "UPDATE escalation SET contact_name = ?2"
                                " WHERE contact_id = ?1 AND contact_name IS NOT ?2",
                                error);
  if (cases == NULL)
    return FALSE;
  amends_statement_bind_text (cases, 1, contact->id);
  amends_statement_bind_text (cases, 2, shown);
  return amends_statement_run (cases, error);
}

gboolean
amends_contact_store_save (AmendsConnection *connection, AmendsContact *contact, GError **error)
{
  return amends_record_table_put (&amends_contact_table, connection, contact, 0, error) &&
         spread_contact_name (connection, contact, error);
}

AmendsContact *
amends_contact_store_get (AmendsConnection *connection, const char *id, GError **error)
{
  return amends_record_table_get (&amends_contact_table, connection, id, error);
}

AmendsContact *
amends_contact_store_find (AmendsConnection *connection, const char *email, GError **error)
{
  g_autofree char *folded = fold (email);
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT body FROM contact WHERE email_fold = ?1 AND email_fold <> '' ORDER BY rid LIMIT 1",
      error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, folded);
  return amends_record_table_read_first (&amends_contact_table, statement, error);
}

AmendsContact *
amends_contact_store_find_named (AmendsConnection *connection,
                                 const char *account_id,
                                 const char *name,
                                 GError **error)
{
  g_autofree char *folded = fold (name);
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      "SELECT body FROM contact WHERE account_id = ?1 AND fold = ?2 ORDER BY rid LIMIT 1", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, account_id);
  amends_statement_bind_text (statement, 2, folded);
  return amends_record_table_read_first (&amends_contact_table, statement, error);
}

GPtrArray *
amends_contact_store_list (AmendsConnection *connection, const char *account_id, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      account_id ? "SELECT body FROM contact WHERE account_id = ?1 ORDER BY fold, rid"
                 : "SELECT body FROM contact ORDER BY fold, rid",
      error);

  if (statement == NULL)
    return NULL;
  if (account_id)
    amends_statement_bind_text (statement, 1, account_id);
  return amends_record_table_read_all (&amends_contact_table, statement, error);
}

gboolean
amends_contact_store_remove (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "UPDATE escalation SET contact_id = NULL, contact_name = NULL,"
                            " body = json_remove (body, '$.contact_id') WHERE contact_id = ?1",
                            error);
  g_autoptr (AmendsStatement) interactions =
      amends_statement_new (connection,
                            "UPDATE interaction SET contact_id = NULL,"
                            " body = json_remove (body, '$.contact_id') WHERE contact_id = ?1",
                            error);

  if (statement == NULL || interactions == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, id);
  amends_statement_bind_text (interactions, 1, id);
  return amends_statement_run (statement, error) && amends_statement_run (interactions, error) &&
         amends_record_table_remove (&amends_contact_table, connection, id, error);
}
