/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

/* The bookkeeping of sync. Kinds are identifiers such as "case". All within a read or write; lists
 * are (transfer full), NULL with @error. */

/* Which record here is which there, and what both last agreed on. */
typedef struct
{
  char *kind;
  char *remote_id;
  char *local_id;
  char *base;    /* JSON object of neutral fields */
  char *version; /* (nullable) */
  AmendsInstant modified;
  gint64 sweep;
} AmendsCrmLink;

void amends_crm_link_free (AmendsCrmLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCrmLink, amends_crm_link_free)

gboolean amends_crm_store_save_link (AmendsConnection *connection,
                                     const AmendsCrmLink *link,
                                     GError **error);
/* (nullable): NULL without @error if there is none. */
AmendsCrmLink *amends_crm_store_find_remote (AmendsConnection *connection,
                                             const char *kind,
                                             const char *remote_id,
                                             GError **error);
AmendsCrmLink *amends_crm_store_find_local (AmendsConnection *connection,
                                            const char *kind,
                                            const char *local_id,
                                            GError **error);
gboolean amends_crm_store_remove_link (AmendsConnection *connection,
                                       const char *kind,
                                       const char *remote_id,
                                       GError **error);
/* Notes that a sweep has seen the record; nothing if there is no such link. */
gboolean amends_crm_store_mark_swept (AmendsConnection *connection,
                                      const char *kind,
                                      const char *remote_id,
                                      gint64 sweep,
                                      GError **error);
/* (element-type AmendsCrmLink): those of @kind that sweep @sweep has not seen. */
GPtrArray *amends_crm_store_list_unswept (AmendsConnection *connection,
                                          const char *kind,
                                          gint64 sweep,
                                          GError **error);
/* -1 with @error. */
gint64
amends_crm_store_count_links (AmendsConnection *connection, const char *kind, GError **error);

/* @cursor: (out) (transfer full) (nullable): NULL when there is none yet */
gboolean amends_crm_store_get_cursor (AmendsConnection *connection,
                                      const char *kind,
                                      char **cursor,
                                      GError **error);
/* @cursor NULL forgets it. */
gboolean amends_crm_store_set_cursor (AmendsConnection *connection,
                                      const char *kind,
                                      const char *cursor,
                                      AmendsInstant at,
                                      GError **error);

typedef enum
{
  AMENDS_CONFLICT_OPEN,
  AMENDS_CONFLICT_OURS,
  AMENDS_CONFLICT_THEIRS,
} AmendsConflictChoice;

/* A field that both sides have changed. Values are JSON; (nullable): empty there. */
typedef struct
{
  char *id;
  char *kind;
  char *local_id;
  char *field;
  char *base;
  char *ours;
  char *theirs;
  char *ours_by;
  AmendsInstant ours_at;
  char *theirs_by;
  AmendsInstant theirs_at;
  AmendsInstant found;
  AmendsConflictChoice choice;
} AmendsConflict;

void amends_conflict_free (AmendsConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsConflict, amends_conflict_free)

/* An open one of the same field keeps its id and what was ours, and takes the newer rest. */
gboolean amends_crm_store_save_conflict (AmendsConnection *connection,
                                         const AmendsConflict *conflict,
                                         GError **error);
/* (nullable) */
AmendsConflict *
amends_crm_store_find_conflict (AmendsConnection *connection, const char *id, GError **error);
/* (element-type AmendsConflict): open ones, or with @local_id (nullable) all of that record. */
GPtrArray *amends_crm_store_list_conflicts (AmendsConnection *connection,
                                            const char *local_id,
                                            GError **error);

typedef struct
{
  gint64 id;
  AmendsInstant started;
  AmendsInstant ended; /* AMENDS_INSTANT_NONE: it runs, or the program ended in it */
  char *outcome;       /* (nullable): "done", "stopped", "failed" */
  char *problem;       /* (nullable): for people */
  char *counts;        /* (nullable): JSON */
} AmendsCrmRun;

void amends_crm_run_free (AmendsCrmRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCrmRun, amends_crm_run_free)

/* @run: id 0 is new and gets one */
gboolean
amends_crm_store_save_run (AmendsConnection *connection, AmendsCrmRun *run, GError **error);
/* (element-type AmendsCrmRun): the latest first; @limit 0 for all. Old ones beyond 100 are gone. */
GPtrArray *amends_crm_store_list_runs (AmendsConnection *connection, guint limit, GError **error);

/**
 * amends_crm_store_forget_record:
 * @local_id: a record that is being removed here for good
 *
 * Its link stays, emptied of all that was said, so that sync knows what the record in the CRM was
 * and does not bring it back; its conflicts and its rows of the outbox are gone.
 */
gboolean
amends_crm_store_forget_record (AmendsConnection *connection, const char *local_id, GError **error);

/* Forgets links, cursors, conflicts and runs: another CRM, or none. The outbox is left alone. */
gboolean amends_crm_store_forget (AmendsConnection *connection, GError **error);

G_END_DECLS
