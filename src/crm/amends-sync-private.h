/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-crm-error.h"
#include "amends-enums.h"
#include "amends-outbox.h"
#include "amends-sync.h"

G_BEGIN_DECLS

/* One pass of the sync engine; of the sync thread. Everything is (unowned) but what says so. */
typedef struct
{
  AmendsDatabase *database;
  AmendsConnector *connector;
  AmendsSyncSide *side;
  AmendsTimeSource *time_source;
  const AmendsSyncPolicy *policy;
  AmendsFieldMap *map;
  AmendsSyncFlags flags;
  AmendsSyncProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;           /* (nullable) */
  AmendsSyncReport *report;            /* (owned) */
  GChecksum *digest;                   /* (owned): of what was taken over */
  guint taken;                         /* records in it */
  guint failures;                      /* of the server, one after the other */
  gint64 sweep[AMENDS_REMOTE_N_KINDS]; /* what new links are marked with */
  GHashTable *known;                   /* (owned): see amends_sync_localise(); of one page */
} AmendsSyncRun;

AmendsInstant amends_sync_run_now (AmendsSyncRun *self);
void amends_sync_run_tell (AmendsSyncRun *self,
                           AmendsRemoteKind kind,
                           gboolean pushing,
                           guint done,
                           guint total);
/* @text: (transfer full): a sentence for people */
void amends_sync_run_add_problem (AmendsSyncRun *self, char *text);
/* Runs @func in a transaction; in a dry run everything it wrote is taken back. Bookkeeping is done
 * even when the run has been cancelled. */
gboolean amends_sync_run_write (AmendsSyncRun *self,
                                AmendsWriteFunc func,
                                gpointer data,
                                gboolean bookkeeping,
                                GError **error);

/* --- Values: see amends-sync-values.c --- */

/* What both sides last agreed on. What a server has made of a value, or cannot hold, stands beside
 * what it is here, so that neither looks like a change. */
typedef struct
{
  JsonObject *theirs; /* (owned) */
  JsonObject *ours;   /* (owned): where it is another value here */
} AmendsSyncBase;

/* @text: (nullable) */
void amends_sync_base_init (AmendsSyncBase *self, const char *text);
void amends_sync_base_clear (AmendsSyncBase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsSyncBase, amends_sync_base_clear)
/* (transfer full) */
char *amends_sync_base_to_text (const AmendsSyncBase *self);
/* (transfer none) (nullable): NULL for a field nobody has agreed on. */
JsonNode *amends_sync_base_get_ours (const AmendsSyncBase *self, const char *field);
/* @ours NULL: the same as @theirs. */
void
amends_sync_base_set (AmendsSyncBase *self, const char *field, JsonNode *theirs, JsonNode *ours);

/* (transfer none): a null node for NULL. */
JsonNode *amends_sync_value_or_null (JsonNode *node);
gboolean amends_sync_value_is_empty (JsonNode *node);
/* Whether two values say the same, however each side writes it down. @map: (nullable) */
gboolean amends_sync_values_match (AmendsFieldMap *map,
                                   AmendsRemoteKind kind,
                                   const char *field,
                                   JsonNode *a,
                                   JsonNode *b);
/* Whether it is bookkeeping and no fact. */
gboolean amends_sync_is_internal (const char *field);
/* (transfer full): canonical text. */
char *amends_sync_object_to_text (JsonObject *object);
/* (transfer full) (nullable): NULL for text that is no object. */
JsonObject *amends_sync_object_from_text (const char *text);
/* (transfer full) */
JsonObject *amends_sync_object_copy (JsonObject *object);

/* References between records: remote ids become local ones, or the other way round; one without a
 * link becomes null. In place. @known: (nullable): "kind\nremote id" → local id, of what was found
 * before; filled. */
gboolean amends_sync_localise (AmendsConnection *connection,
                               GHashTable *known,
                               JsonObject *fields,
                               GError **error);
gboolean amends_sync_delocalise (AmendsConnection *connection, JsonObject *fields, GError **error);
/* FALSE if @field is no reference. */
gboolean amends_sync_get_reference (const char *field, AmendsRemoteKind *kind);

/* --- Merging: see amends-sync-merge.c --- */

typedef enum
{
  AMENDS_MERGE_PULLED,   /* it came by itself */
  AMENDS_MERGE_ANSWER,   /* the server's answer to what was sent */
  AMENDS_MERGE_FOUND,    /* looked up after an answer that never came */
  AMENDS_MERGE_RESTORED, /* older than what we know: the server has lost its memory */
} AmendsMergeMode;

typedef enum
{
  AMENDS_MERGED_UNCHANGED,
  AMENDS_MERGED_NEW,
  AMENDS_MERGED_CHANGED,
  AMENDS_MERGED_NO_USE,
  AMENDS_MERGED_OLDER, /* nothing done: ask the server once more, then RESTORED */
} AmendsMerged;

/**
 * amends_sync_merge:
 * @sent: (nullable): what we have written, or may have
 * @local_id: (nullable): the record here, if known without a link
 *
 * Takes over what they have changed, holds what both have, and notes what is agreed now. Within a
 * write. The counts of conflicts follow.
 */
gboolean amends_sync_merge (AmendsSyncRun *self,
                            AmendsConnection *connection,
                            AmendsRemoteRow *row,
                            AmendsMergeMode mode,
                            JsonObject *sent,
                            const char *local_id,
                            AmendsMerged *merged,
                            GError **error);

/* An entry in the log, of a case if @local_id is one. */
gboolean amends_sync_log (AmendsConnection *connection,
                          AmendsEventKind event_kind,
                          AmendsRemoteKind kind,
                          const char *local_id,
                          AmendsInstant now,
                          const char *actor,
                          JsonObject *payload,
                          const char *summary,
                          GError **error);

/* --- The parts of a run --- */

gboolean amends_sync_pull (AmendsSyncRun *self, GError **error);
gboolean amends_sync_push (AmendsSyncRun *self, gboolean only_unknown, GError **error);
gboolean amends_sync_sweep (AmendsSyncRun *self, GError **error);

/* @links: (element-type AmendsCrmLink): lets them go if the policy does, else asks. @all: how many
 * links of the kind there were. */
gboolean amends_sync_let_go (AmendsSyncRun *self,
                             AmendsRemoteKind kind,
                             GPtrArray *links,
                             guint all,
                             GError **error);

G_END_DECLS
