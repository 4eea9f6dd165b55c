/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of drafts. */

#include "config.h"

#include "amends-draft-store.h"

#include "amends-statement.h"
#include "amends-storage-error.h"

#include <glib/gi18n-lib.h>

void
amends_draft_version_free (AmendsDraftVersion *self)
{
  g_free (self->draft_id);
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}

static AmendsDraftVersion *
read_version (AmendsStatement *statement)
{
  AmendsDraftVersion *version = g_new0 (AmendsDraftVersion, 1);

  version->draft_id = amends_statement_dup_text (statement, 0);
  version->version = (int) amends_statement_get_int (statement, 1);
  version->at = amends_statement_get_instant (statement, 2);
  version->subject = amends_statement_dup_text (statement, 3);
  version->body = amends_statement_dup_text (statement, 4);
  return version;
}

GPtrArray *
amends_draft_store_list_versions (AmendsConnection *connection,
                                  const char *draft_id,
                                  GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT draft_id, version, at, subject, body FROM draft_version"
                            " WHERE draft_id = ?1 ORDER BY version DESC",
                            error);
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_draft_version_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, draft_id);
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&versions);
      g_ptr_array_add (versions, read_version (statement));
    }
}

AmendsDraftVersion *
amends_draft_store_get_version (AmendsConnection *connection,
                                const char *draft_id,
                                int version,
                                GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT draft_id, version, at, subject, body FROM draft_version"
                            " WHERE draft_id = ?1 AND version = ?2",
                            error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, draft_id);
  amends_statement_bind_int (statement, 2, version);
  if (!amends_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, AMENDS_STORAGE_ERROR, AMENDS_STORAGE_ERROR_NOT_FOUND,
                           _ ("This version of the draft is not kept any more."));
      return NULL;
    }
  return read_version (statement);
}

/* @latest 0 when there is no version yet; @same whether it has this text. */
static gboolean
look_at_latest (AmendsConnection *connection,
                const char *draft_id,
                const char *subject,
                const char *body,
                int *latest,
                AmendsInstant *latest_at,
                gboolean *same,
                GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT version, subject = ?2 AND body = ?3, at FROM draft_version"
                            " WHERE draft_id = ?1 ORDER BY version DESC LIMIT 1",
                            error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, draft_id);
  amends_statement_bind_text (statement, 2, subject);
  amends_statement_bind_text (statement, 3, body);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  *latest = row ? (int) amends_statement_get_int (statement, 0) : 0;
  *same = row && amends_statement_get_int (statement, 1) != 0;
  *latest_at = row ? amends_statement_get_instant (statement, 2) : AMENDS_INSTANT_NONE;
  return TRUE;
}

/* The first, which was generated, always stays. */
static gboolean
drop_oldest (AmendsConnection *connection, const char *draft_id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "DELETE FROM draft_version WHERE draft_id = ?1 AND version > 1"
                            " AND version NOT IN (SELECT version FROM draft_version"
                            "   WHERE draft_id = ?1 ORDER BY version DESC LIMIT ?2)",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, draft_id);
  amends_statement_bind_int (statement, 2, AMENDS_DRAFT_VERSIONS - 1);
  return amends_statement_run (statement, error);
}

/* Autosaves a few seconds apart are one version, or twenty would last a minute. What was first
 * generated is never written over. */
static gboolean
is_same_sitting (int latest, AmendsInstant latest_at, AmendsInstant at)
{
  return latest > 1 && at != AMENDS_INSTANT_NONE && latest_at != AMENDS_INSTANT_NONE &&
         at - latest_at < AMENDS_DRAFT_SITTING;
}

static gboolean
keep (AmendsConnection *connection,
      const char *draft_id,
      AmendsInstant at,
      const char *subject,
      const char *body,
      gboolean anew,
      int *version,
      GError **error)
{
  g_autoptr (AmendsStatement) statement = NULL;
  AmendsInstant latest_at;
  gboolean same, goes_on;
  int latest;

  subject = subject ? subject : "";
  body = body ? body : "";
  if (!look_at_latest (connection, draft_id, subject, body, &latest, &latest_at, &same, error))
    return FALSE;
  goes_on = !anew && is_same_sitting (latest, latest_at, at);
  if (version)
    *version = same || goes_on ? latest : latest + 1;
  if (same)
    return TRUE;

  statement = amends_statement_new (
      connection, "INSERT OR REPLACE INTO draft_version VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, draft_id);
  amends_statement_bind_int (statement, 2, goes_on ? latest : latest + 1);
  amends_statement_bind_instant (statement, 3, goes_on ? latest_at : at);
  amends_statement_bind_text (statement, 4, subject);
  amends_statement_bind_text (statement, 5, body);
  return amends_statement_run (statement, error) && drop_oldest (connection, draft_id, error);
}

gboolean
amends_draft_store_keep_version (AmendsConnection *connection,
                                 const char *draft_id,
                                 AmendsInstant at,
                                 const char *subject,
                                 const char *body,
                                 int *version,
                                 GError **error)
{
  return keep (connection, draft_id, at, subject, body, FALSE, version, error);
}

gboolean
amends_draft_store_keep_new_version (AmendsConnection *connection,
                                     const char *draft_id,
                                     AmendsInstant at,
                                     const char *subject,
                                     const char *body,
                                     int *version,
                                     GError **error)
{
  return keep (connection, draft_id, at, subject, body, TRUE, version, error);
}
