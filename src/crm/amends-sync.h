/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"
#include "amends-crm-store.h"
#include "amends-database.h"
#include "amends-sync-policy.h"

G_BEGIN_DECLS

/**
 * AmendsSyncSide:
 * This side of the sync: how neutral fields become records here and the other way round. The engine
 * knows links, bases, order and conflicts; what a case is, it asks here. Called inside a write or
 * read of the database, in its thread.
 */
#define AMENDS_TYPE_SYNC_SIDE (amends_sync_side_get_type ())
G_DECLARE_INTERFACE (AmendsSyncSide, amends_sync_side, AMENDS, SYNC_SIDE, GObject)

struct _AmendsSyncSideInterface
{
  GTypeInterface parent_interface;

  gboolean (*read) (AmendsSyncSide *self,
                    AmendsConnection *connection,
                    AmendsRemoteKind kind,
                    const char *local_id,
                    JsonObject **fields,
                    GError **error);
  gboolean (*apply) (AmendsSyncSide *self,
                     AmendsConnection *connection,
                     AmendsRemoteRow *row,
                     JsonObject *changed,
                     const char *local_id,
                     char **applied_id,
                     GError **error);
  gboolean (*remove) (AmendsSyncSide *self,
                      AmendsConnection *connection,
                      AmendsRemoteKind kind,
                      const char *local_id,
                      GError **error);
  gboolean (*match) (AmendsSyncSide *self,
                     AmendsConnection *connection,
                     AmendsRemoteRow *row,
                     JsonObject *fields,
                     char **local_id,
                     GError **error);
  gboolean (*flush) (AmendsSyncSide *self, AmendsConnection *connection, GError **error);
};

/**
 * amends_sync_side_read:
 * @fields: (out) (transfer full) (nullable): as they are here now, references as LOCAL ids; NULL if
 *   the record is no longer there
 */
gboolean amends_sync_side_read (AmendsSyncSide *self,
                                AmendsConnection *connection,
                                AmendsRemoteKind kind,
                                const char *local_id,
                                JsonObject **fields,
                                GError **error);

/**
 * amends_sync_side_apply:
 * @changed: the fields to take over, references as LOCAL ids
 * @local_id: (nullable): NULL for a record that is new here
 * @applied_id: (out) (transfer full) (nullable): the record's id here; NULL if this side has no use
 *   for it (a contact without an account, an escalation somebody logged in the CRM alone)
 *
 * Never writes to the outbox: what came from there does not go back.
 */
gboolean amends_sync_side_apply (AmendsSyncSide *self,
                                 AmendsConnection *connection,
                                 AmendsRemoteRow *row,
                                 JsonObject *changed,
                                 const char *local_id,
                                 char **applied_id,
                                 GError **error);

/* The CRM has it no longer. What is the user's own work stays; only its link goes. */
gboolean amends_sync_side_remove (AmendsSyncSide *self,
                                  AmendsConnection *connection,
                                  AmendsRemoteKind kind,
                                  const char *local_id,
                                  GError **error);

/**
 * amends_sync_side_match:
 * @fields: of @row, references as LOCAL ids
 * @local_id: (out) (transfer full) (nullable): the record here that is the same thing and has no
 *   link yet: our own with this key, an account of this name, a contact with this address
 *
 * Asked for a row that has no link. Such a record is merged, not made again.
 */
gboolean amends_sync_side_match (AmendsSyncSide *self,
                                 AmendsConnection *connection,
                                 AmendsRemoteRow *row,
                                 JsonObject *fields,
                                 char **local_id,
                                 GError **error);

/**
 * amends_sync_side_flush:
 * @connection: (nullable): NULL forgets instead: the transaction is begun anew
 *
 * The end of a page: what was put off to be written at once is written.
 */
gboolean
amends_sync_side_flush (AmendsSyncSide *self, AmendsConnection *connection, GError **error);

/* What one kind came to. */
typedef struct
{
  guint pulled;    /* new here */
  guint updated;   /* changed here */
  guint unchanged; /* came again */
  guint removed;
  guint pushed;  /* made there */
  guint sent;    /* changed there */
  guint found;   /* an unknown outcome that had succeeded */
  guint waiting; /* of the queue, for later */
  guint refused; /* of the queue, for the user */
  guint conflicts;
  guint problems; /* rows that could not be taken over */
} AmendsSyncCounts;

/**
 * AmendsSyncReport:
 * @problems: (element-type utf8): sentences for people, the first 100
 * @ask_removal: how many records have gone from the CRM at once: more than the policy lets go
 *   without asking, so none was removed
 */
typedef struct
{
  AmendsSyncCounts counts[AMENDS_REMOTE_N_KINDS];
  GPtrArray *problems;
  guint ask_removal;
  AmendsInstant retry_at; /* AMENDS_INSTANT_NONE, or when to come again */
  gboolean dry_run;
  gboolean swept;    /* a whole look for what has gone was completed */
  gboolean restored; /* the CRM knows older facts than it has told before */
} AmendsSyncReport;

AmendsSyncReport *amends_sync_report_copy (const AmendsSyncReport *self);
void amends_sync_report_free (AmendsSyncReport *self);
/* (transfer full): an object; counts of the kinds that have any. */
JsonNode *amends_sync_report_to_json (const AmendsSyncReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSyncReport, amends_sync_report_free)

typedef enum
{
  AMENDS_SYNC_NONE = 0,
  AMENDS_SYNC_DRY_RUN = 1 << 0,       /* says what it would do, writes nothing anywhere */
  AMENDS_SYNC_SWEEP = 1 << 1,         /* also looks for what has gone */
  AMENDS_SYNC_ALLOW_REMOVAL = 1 << 2, /* the user has agreed to let many go */
} AmendsSyncFlags;

/* @done, @total: records of @kind; @total 0: not known. Called in the sync thread. */
typedef void (*AmendsSyncProgressFunc) (AmendsRemoteKind kind,
                                        gboolean pushing,
                                        guint done,
                                        guint total,
                                        gpointer data);

/**
 * amends_sync_run:
 * One pass: unknown outcomes are looked up, changes of the CRM come in (cursor and rows of a page
 * in one transaction), the queue goes out in order, and with SWEEP what has gone is found. It may
 * be stopped or killed at any point and goes on from there the next time. Blocking: sync thread.
 *
 * Returns: (transfer full): what was done; NULL with AMENDS_CRM_ERROR or AMENDS_STORAGE_ERROR when
 * it could not go on, with @partial telling what was done by then
 */
AmendsSyncReport *amends_sync_run (AmendsDatabase *database,
                                   AmendsConnector *connector,
                                   AmendsSyncSide *side,
                                   AmendsTimeSource *time_source,
                                   const AmendsSyncPolicy *policy,
                                   AmendsSyncFlags flags,
                                   AmendsSyncProgressFunc progress,
                                   gpointer data,
                                   AmendsSyncReport **partial,
                                   GCancellable *cancellable,
                                   GError **error);

/* What a row of the queue is about: "case.push" is AMENDS_REMOTE_CASE. FALSE if it is no such. */
gboolean amends_sync_kind_from_row (const char *text, AmendsRemoteKind *kind);

/**
 * amends_sync_settle_conflict:
 * @ours: whether the value that is held becomes the record's, and goes to the CRM
 *
 * Within a write.
 */
gboolean amends_sync_settle_conflict (AmendsConnection *connection,
                                      AmendsSyncSide *side,
                                      const char *conflict_id,
                                      gboolean ours,
                                      AmendsInstant now,
                                      GError **error);

G_END_DECLS
