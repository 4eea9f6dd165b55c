/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the workspace. */

#include "config.h"

#include "amends-setting-store.h"

#include "amends-statement.h"

#include <string.h>

gboolean
amends_setting_store_get (AmendsConnection *connection,
                          const char *key,
                          char **value,
                          GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT value FROM setting WHERE key = ?1", error);
  gboolean row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, key);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *value = amends_statement_dup_text (statement, 0);
  return TRUE;
}

gboolean
amends_setting_store_set (AmendsConnection *connection,
                          const char *key,
                          const char *value,
                          GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            value ? "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                  : "DELETE FROM setting WHERE key = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, key);
  if (value)
    amends_statement_bind_text (statement, 2, value);
  return amends_statement_run (statement, error);
}

GHashTable *
amends_setting_store_list (AmendsConnection *connection, const char *prefix, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "SELECT key, value FROM setting WHERE substr (key, 1, ?2) = ?1", error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, prefix);
  amends_statement_bind_int (statement, 2, g_utf8_strlen (prefix, -1));
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&settings);
      g_hash_table_insert (settings, amends_statement_dup_text (statement, 0),
                           amends_statement_dup_text (statement, 1));
    }
}
