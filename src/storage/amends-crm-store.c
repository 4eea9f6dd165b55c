/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sync remembers between one run and the next. */

#include "config.h"

#include "amends-crm-store.h"

#include "amends-statement.h"

/* Runs that are kept. */
#define MAX_RUNS "100"

typedef gpointer (*ReadFunc) (AmendsStatement *statement);

/* (transfer full): all rows, each made by @read; NULL with @error. */
static GPtrArray *
read_all (AmendsStatement *statement, ReadFunc read, GDestroyNotify destroy, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (destroy);
  gboolean row;

  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read (statement));
    }
}

/* --- Links ----------------------------------------------------------------------------------- */

#define LINK "SELECT kind, remote_id, local_id, base, version, modified, sweep FROM crm_link"

void
amends_crm_link_free (AmendsCrmLink *self)
{
  g_free (self->kind);
  g_free (self->remote_id);
  g_free (self->local_id);
  g_free (self->base);
  g_free (self->version);
  g_free (self);
}

static gpointer
read_link (AmendsStatement *s)
{
  AmendsCrmLink *link = g_new0 (AmendsCrmLink, 1);

  link->kind = amends_statement_dup_text (s, 0);
  link->remote_id = amends_statement_dup_text (s, 1);
  link->local_id = amends_statement_dup_text (s, 2);
  link->base = amends_statement_dup_text (s, 3);
  link->version = amends_statement_dup_text (s, 4);
  link->modified = amends_statement_get_instant (s, 5);
  link->sweep = amends_statement_get_int (s, 6);
  return link;
}

gboolean
amends_crm_store_save_link (AmendsConnection *connection, const AmendsCrmLink *link, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO crm_link (kind, remote_id, local_id, base, version,"
                            " modified, sweep) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                            " ON CONFLICT (kind, remote_id) DO UPDATE SET"
                            " local_id = excluded.local_id, base = excluded.base,"
                            " version = excluded.version, modified = excluded.modified,"
                            " sweep = excluded.sweep",
                            error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, link->kind);
  amends_statement_bind_text (statement, 2, link->remote_id);
  amends_statement_bind_text (statement, 3, link->local_id);
  amends_statement_bind_text (statement, 4, link->base);
  amends_statement_bind_text (statement, 5, link->version);
  amends_statement_bind_instant (statement, 6, link->modified);
  amends_statement_bind_int (statement, 7, link->sweep);
  return amends_statement_run (statement, error);
}

static AmendsCrmLink *
find_link (AmendsConnection *connection,
           const char *sql,
           const char *kind,
           const char *id,
           GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, id);
  return amends_statement_step (statement, &row, error) && row ? read_link (statement) : NULL;
}

AmendsCrmLink *
amends_crm_store_find_remote (AmendsConnection *connection,
                              const char *kind,
                              const char *remote_id,
                              GError **error)
{
  return find_link (connection, LINK " WHERE kind = ?1 AND remote_id = ?2", kind, remote_id, error);
}

AmendsCrmLink *
amends_crm_store_find_local (AmendsConnection *connection,
                             const char *kind,
                             const char *local_id,
                             GError **error)
{
  return find_link (connection, LINK " WHERE kind = ?1 AND local_id = ?2", kind, local_id, error);
}

gboolean
amends_crm_store_remove_link (AmendsConnection *connection,
                              const char *kind,
                              const char *remote_id,
                              GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "DELETE FROM crm_link WHERE kind = ?1 AND remote_id = ?2", error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, remote_id);
  return amends_statement_run (statement, error);
}

gboolean
amends_crm_store_mark_swept (AmendsConnection *connection,
                             const char *kind,
                             const char *remote_id,
                             gint64 sweep,
                             GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, "UPDATE crm_link SET sweep = ?3 WHERE kind = ?1 AND remote_id = ?2", error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_text (statement, 2, remote_id);
  amends_statement_bind_int (statement, 3, sweep);
  return amends_statement_run (statement, error);
}

GPtrArray *
amends_crm_store_list_unswept (AmendsConnection *connection,
                               const char *kind,
                               gint64 sweep,
                               GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection, LINK " WHERE kind = ?1 AND sweep <> ?2 ORDER BY remote_id", error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, kind);
  amends_statement_bind_int (statement, 2, sweep);
  return read_all (statement, read_link, (GDestroyNotify) amends_crm_link_free, error);
}

gint64
amends_crm_store_count_links (AmendsConnection *connection, const char *kind, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT count (*) FROM crm_link WHERE kind = ?1", error);
  gboolean row;

  if (statement == NULL)
    return -1;
  amends_statement_bind_text (statement, 1, kind);
  if (!amends_statement_step (statement, &row, error))
    return -1;
  return row ? amends_statement_get_int (statement, 0) : 0;
}

/* --- Cursors --------------------------------------------------------------------------------- */

gboolean
amends_crm_store_get_cursor (AmendsConnection *connection,
                             const char *kind,
                             char **cursor,
                             GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, "SELECT cursor FROM crm_cursor WHERE kind = ?1", error);
  gboolean row;

  *cursor = NULL;
  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  if (!amends_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *cursor = amends_statement_dup_text (statement, 0);
  return TRUE;
}

gboolean
amends_crm_store_set_cursor (AmendsConnection *connection,
                             const char *kind,
                             const char *cursor,
                             AmendsInstant at,
                             GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (
      connection,
      cursor ? "INSERT INTO crm_cursor (kind, cursor, at) VALUES (?1, ?2, ?3)"
               " ON CONFLICT (kind) DO UPDATE SET cursor = excluded.cursor, at = excluded.at"
             : "DELETE FROM crm_cursor WHERE kind = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  amends_statement_bind_text (statement, 1, kind);
  if (cursor)
    {
      amends_statement_bind_text (statement, 2, cursor);
      amends_statement_bind_int (statement, 3, at);
    }
  return amends_statement_run (statement, error);
}

/* --- Conflicts ------------------------------------------------------------------------------- */

#define CONFLICT_COLUMNS                                                                           \
  "id, kind, local_id, field, base, ours, theirs, ours_by, ours_at, theirs_by, theirs_at, found, " \
  "chosen"
#define CONFLICT "SELECT " CONFLICT_COLUMNS " FROM crm_conflict"

/* By value of AmendsConflictChoice. */
static const char *const choices[] = { NULL, "ours", "theirs" };

void
amends_conflict_free (AmendsConflict *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->local_id);
  g_free (self->field);
  g_free (self->base);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->ours_by);
  g_free (self->theirs_by);
  g_free (self);
}

static gpointer
read_conflict (AmendsStatement *s)
{
  AmendsConflict *conflict = g_new0 (AmendsConflict, 1);
  const char *chosen = amends_statement_get_text (s, 12);

  conflict->id = amends_statement_dup_text (s, 0);
  conflict->kind = amends_statement_dup_text (s, 1);
  conflict->local_id = amends_statement_dup_text (s, 2);
  conflict->field = amends_statement_dup_text (s, 3);
  conflict->base = amends_statement_dup_text (s, 4);
  conflict->ours = amends_statement_dup_text (s, 5);
  conflict->theirs = amends_statement_dup_text (s, 6);
  conflict->ours_by = amends_statement_dup_text (s, 7);
  conflict->ours_at = amends_statement_get_instant (s, 8);
  conflict->theirs_by = amends_statement_dup_text (s, 9);
  conflict->theirs_at = amends_statement_get_instant (s, 10);
  conflict->found = amends_statement_get_instant (s, 11);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (chosen, choices[i]) == 0)
      conflict->choice = (AmendsConflictChoice) i;
  return conflict;
}

gboolean
amends_crm_store_save_conflict (AmendsConnection *connection,
                                const AmendsConflict *conflict,
                                GError **error)
{
  /* The same conflict again is written as it is given; another of a field that is open already is
   * that one. */
  g_autoptr (AmendsStatement) s = amends_statement_new (
      connection,
      "INSERT INTO crm_conflict (" CONFLICT_COLUMNS ")"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
      " ON CONFLICT (id) DO UPDATE SET base = excluded.base, ours = excluded.ours,"
      " theirs = excluded.theirs, ours_by = excluded.ours_by, ours_at = excluded.ours_at,"
      " theirs_by = excluded.theirs_by, theirs_at = excluded.theirs_at, found = excluded.found,"
      " chosen = excluded.chosen"
      " ON CONFLICT (kind, local_id, field) WHERE chosen IS NULL DO UPDATE SET"
      " base = excluded.base, theirs = excluded.theirs, theirs_by = excluded.theirs_by,"
      " theirs_at = excluded.theirs_at, found = excluded.found, chosen = excluded.chosen",
      error);

  g_return_val_if_fail ((guint) conflict->choice < G_N_ELEMENTS (choices), FALSE);
  if (s == NULL)
    return FALSE;
  amends_statement_bind_text (s, 1, conflict->id);
  amends_statement_bind_text (s, 2, conflict->kind);
  amends_statement_bind_text (s, 3, conflict->local_id);
  amends_statement_bind_text (s, 4, conflict->field);
  amends_statement_bind_text (s, 5, conflict->base);
  amends_statement_bind_text (s, 6, conflict->ours);
  amends_statement_bind_text (s, 7, conflict->theirs);
  amends_statement_bind_text (s, 8, conflict->ours_by);
  amends_statement_bind_instant (s, 9, conflict->ours_at);
  amends_statement_bind_text (s, 10, conflict->theirs_by);
  amends_statement_bind_instant (s, 11, conflict->theirs_at);
  amends_statement_bind_int (s, 12, conflict->found);
  amends_statement_bind_text (s, 13, choices[conflict->choice]);
  return amends_statement_run (s, error);
}

AmendsConflict *
amends_crm_store_find_conflict (AmendsConnection *connection, const char *id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection, CONFLICT " WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  amends_statement_bind_text (statement, 1, id);
  return amends_statement_step (statement, &row, error) && row ? read_conflict (statement) : NULL;
}

GPtrArray *
amends_crm_store_list_conflicts (AmendsConnection *connection, const char *local_id, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            local_id ? CONFLICT " WHERE local_id = ?1 ORDER BY found DESC, field"
                                     : CONFLICT
                                " WHERE chosen IS NULL ORDER BY found DESC, kind, local_id, field",
                            error);

  if (statement == NULL)
    return NULL;
  if (local_id)
    amends_statement_bind_text (statement, 1, local_id);
  return read_all (statement, read_conflict, (GDestroyNotify) amends_conflict_free, error);
}

/* --- Runs ------------------------------------------------------------------------------------ */

void
amends_crm_run_free (AmendsCrmRun *self)
{
  g_free (self->outcome);
  g_free (self->problem);
  g_free (self->counts);
  g_free (self);
}

static gpointer
read_run (AmendsStatement *s)
{
  AmendsCrmRun *run = g_new0 (AmendsCrmRun, 1);

  run->id = amends_statement_get_int (s, 0);
  run->started = amends_statement_get_instant (s, 1);
  run->ended = amends_statement_get_instant (s, 2);
  run->outcome = amends_statement_dup_text (s, 3);
  run->problem = amends_statement_dup_text (s, 4);
  run->counts = amends_statement_dup_text (s, 5);
  return run;
}

gboolean
amends_crm_store_save_run (AmendsConnection *connection, AmendsCrmRun *run, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "INSERT INTO crm_run (id, started, ended, outcome, problem, counts)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET"
                            " started = excluded.started, ended = excluded.ended,"
                            " outcome = excluded.outcome, problem = excluded.problem,"
                            " counts = excluded.counts",
                            error);

  if (statement == NULL)
    return FALSE;
  if (run->id > 0)
    amends_statement_bind_int (statement, 1, run->id);
  else
    amends_statement_bind_null (statement, 1);
  amends_statement_bind_int (statement, 2, run->started);
  amends_statement_bind_instant (statement, 3, run->ended);
  amends_statement_bind_text (statement, 4, run->outcome);
  amends_statement_bind_text (statement, 5, run->problem);
  amends_statement_bind_text (statement, 6, run->counts);
  if (!amends_statement_run (statement, error))
    return FALSE;
  if (run->id > 0)
    return TRUE;
  run->id = amends_connection_get_last_row (connection);
  return amends_connection_execute (connection,
                                    "DELETE FROM crm_run WHERE id NOT IN"
                                    " (SELECT id FROM crm_run ORDER BY id DESC LIMIT " MAX_RUNS ")",
                                    error);
}

GPtrArray *
amends_crm_store_list_runs (AmendsConnection *connection, guint limit, GError **error)
{
  g_autoptr (AmendsStatement) statement =
      amends_statement_new (connection,
                            "SELECT id, started, ended, outcome, problem, counts FROM crm_run"
                            " ORDER BY id DESC LIMIT ?1",
                            error);

  if (statement == NULL)
    return NULL;
  amends_statement_bind_int (statement, 1, limit > 0 ? (gint64) limit : -1);
  return read_all (statement, read_run, (GDestroyNotify) amends_crm_run_free, error);
}

gboolean
amends_crm_store_forget_record (AmendsConnection *connection, const char *local_id, GError **error)
{
  static const char *const changes[] = {
    "UPDATE crm_link SET base = '{}', version = NULL, modified = NULL WHERE local_id = ?1",
    "DELETE FROM crm_conflict WHERE local_id = ?1",
    "DELETE FROM outbox WHERE record_id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (AmendsStatement) statement = amends_statement_new (connection, changes[i], error);

      if (statement == NULL)
        return FALSE;
      amends_statement_bind_text (statement, 1, local_id);
      if (!amends_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amends_crm_store_forget (AmendsConnection *connection, GError **error)
{
  return amends_connection_execute (connection,
                                    "DELETE FROM crm_link; DELETE FROM crm_cursor;"
                                    "DELETE FROM crm_conflict; DELETE FROM crm_run",
                                    error);
}
