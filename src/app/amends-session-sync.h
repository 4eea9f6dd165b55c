/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/*
 * The CRM, for window and command line. Everything asynchronous is done by the sync queue; records
 * and live cases follow on the main thread. Signal AmendsSession::sync-changed (no arguments) says
 * that the state, the queue or the conflicts are different.
 */

/* Which CRM, and how it is reached; never with a secret. Empty strings are unset. */
typedef struct
{
  char *type; /* "espocrm", "hubspot", "salesforce", "odoo"; NULL: none is connected */
  char *url;
  char *user;
  char *database;
  char *version;
  char *client_id; /* of OAuth */
  guint interval;  /* minutes between syncs; 0: only by hand */
} AmendsCrmConnection;

void amends_crm_connection_free (AmendsCrmConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCrmConnection, amends_crm_connection_free)

/* (transfer full): as it is now; type NULL when there is none. Main thread. */
AmendsCrmConnection *amends_session_get_crm (AmendsSession *self);

/* What a test of a connection found, for people. */
typedef struct
{
  char *product;
  char *user;
  char *clock;      /* (nullable): a sentence when the server's clock is wrong */
  char **reads;     /* what will be read, a line each with how many there are where known */
  char **writes;    /* what will be written */
  char **missing;   /* what the CRM lacks, and what then works less well */
  gboolean lasting; /* the secret outlives the program */
} AmendsCrmCheck;

void amends_crm_check_free (AmendsCrmCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCrmCheck, amends_crm_check_free)

/**
 * amends_session_test_crm_async:
 * @secret: (nullable): API key, token or password; NULL: the one that is stored, or OAuth
 *
 * Nothing is stored. Finishes with the check, or an error in the user's words with a way on.
 */
void amends_session_test_crm_async (AmendsSession *self,
                                    const AmendsCrmConnection *connection,
                                    const char *secret,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AmendsCrmCheck *
amends_session_test_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_sign_in_crm_async:
 * @open: opens the address in a browser; called on the main thread
 *
 * OAuth, for a CRM that wants it.
 */
typedef void (*AmendsOpenFunc) (const char *url, gpointer user_data);
void amends_session_sign_in_crm_async (AmendsSession *self,
                                       const AmendsCrmConnection *connection,
                                       AmendsOpenFunc open,
                                       gpointer open_data,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
amends_session_sign_in_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_connect_crm_async:
 * @first_push: whether the cases that are open now go to the CRM too
 *
 * Stores secret and connection. Another CRM or another address than before forgets the links.
 */
void amends_session_connect_crm_async (AmendsSession *self,
                                       const AmendsCrmConnection *connection,
                                       const char *secret,
                                       gboolean first_push,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
amends_session_connect_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* For a machine without a keyring: the key of the connection there is, for this process alone.
 * Before what needs it. */
void amends_session_use_crm_key (AmendsSession *self, const char *secret);

/* What is queued is kept and waits for the next connection to the same CRM. */
void amends_session_disconnect_crm_async (AmendsSession *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
amends_session_disconnect_crm_finish (AmendsSession *self, GAsyncResult *result, GError **error);

typedef struct
{
  gboolean connected;
  gboolean running;
  gboolean offline;      /* the last try could not reach the server */
  AmendsInstant last;    /* the last complete sync; AMENDS_INSTANT_NONE */
  AmendsInstant next;    /* the next one planned; AMENDS_INSTANT_NONE */
  guint queued;          /* changes that wait */
  guint refused;         /* changes the CRM has refused: the user decides */
  guint conflicts;       /* open ones */
  guint asks_removal;    /* records that have gone from the CRM at once and need a word */
  char *line;            /* one line for the window: "Synced 12:40" */
  char *problem;         /* (nullable): a sentence, and what to do */
  AmendsInstant started; /* of the run that is going on */
  char *progress;        /* (nullable): "Accounts, 1,200" */
  double fraction;       /* -1: not known */
} AmendsSyncState;

void amends_sync_state_free (AmendsSyncState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSyncState, amends_sync_state_free)

/* (transfer full): as known now; costs nothing. Main thread. */
AmendsSyncState *amends_session_get_sync_state (AmendsSession *self);

typedef enum
{
  AMENDS_SYNC_NOW = 0,
  AMENDS_SYNC_TRIAL = 1 << 0,      /* dry run */
  AMENDS_SYNC_LET_GO = 1 << 1,     /* the user agrees that many records go */
  AMENDS_SYNC_EVERYTHING = 1 << 2, /* sweep too */
} AmendsSyncWish;

/**
 * amends_session_sync_async:
 * Finishes with the report as JSON (schema sync.json: counts per kind, conflicts, problems). Fails
 * with AMENDS_SESSION_ERROR when another process is syncing. A sync that was cancelled goes on
 * from there the next time.
 */
void amends_session_sync_async (AmendsSession *self,
                                AmendsSyncWish wish,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
JsonNode *amends_session_sync_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* A change on its way to the CRM, in people's words. */
typedef struct
{
  gint64 seq;
  char *title;   /* "Task: Call Pieter van Dalen" */
  char *where;   /* "ESC-0012, Northway Freight" */
  char *case_id; /* (nullable) */
  char *state;   /* "Waits", "Waits until 13:10", "Refused", "Outcome unknown: will be looked up" */
  char *problem; /* (nullable): what the CRM said, and the way on */
  AmendsInstant since;
  gboolean refused;
} AmendsQueueRow;

void amends_queue_row_free (AmendsQueueRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsQueueRow, amends_queue_row_free)

/* Finishes with (transfer full) (element-type AmendsQueueRow), oldest first. */
void amends_session_list_queue_async (AmendsSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
amends_session_list_queue_finish (AmendsSession *self, GAsyncResult *result, GError **error);
/* @retry FALSE discards: the change stays here and never goes to the CRM. */
void amends_session_settle_queue_async (AmendsSession *self,
                                        gint64 seq,
                                        gboolean retry,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
amends_session_settle_queue_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* A field both sides have changed, in people's words. */
typedef struct
{
  char *id;
  char *record;  /* "Northway Freight" */
  char *case_id; /* (nullable) */
  char *field;   /* "Renewal" */
  char *base;    /* (nullable): before both, as people read it */
  char *ours;
  char *ours_by;
  AmendsInstant ours_at;
  char *theirs;
  char *theirs_by; /* (nullable) */
  AmendsInstant theirs_at;
} AmendsConflictRow;

void amends_conflict_row_free (AmendsConflictRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsConflictRow, amends_conflict_row_free)

/* Finishes with (transfer full) (element-type AmendsConflictRow). */
void amends_session_list_conflicts_async (AmendsSession *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
amends_session_list_conflicts_finish (AmendsSession *self, GAsyncResult *result, GError **error);
void amends_session_settle_conflict_async (AmendsSession *self,
                                           const char *id,
                                           gboolean ours,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
amends_session_settle_conflict_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* A row of the editor of the field map. */
typedef struct
{
  char *kind;    /* "account" */
  char *neutral; /* "arr" */
  char *label;   /* "ARR" */
  char *remote;  /* (nullable): the CRM's field */
  char *example; /* (nullable): what it holds in one record there */
} AmendsMapRow;

void amends_map_row_free (AmendsMapRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsMapRow, amends_map_row_free)

/* Finishes with (transfer full) (element-type AmendsMapRow), with an example from the CRM if it can
 * be reached; @choices: (out) (transfer full): kind → GPtrArray of "name\tlabel". */
void amends_session_list_map_async (AmendsSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *amends_session_list_map_finish (AmendsSession *self,
                                           GAsyncResult *result,
                                           GHashTable **choices,
                                           GError **error);
/* @remote: (nullable): not mapped */
void amends_session_set_map_async (AmendsSession *self,
                                   const char *kind,
                                   const char *neutral,
                                   const char *remote,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean amends_session_set_map_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
