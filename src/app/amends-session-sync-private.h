/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-private.h"
#include "amends-session-sync.h"
#include "amends-sync-policy.h"
#include "amends-sync-side.h"
#include "amends-sync.h"
#include "amends-wake.h"

G_BEGIN_DECLS

/* Settings of the workspace. Whether one is connected is AMENDS_SETTING_CRM_CONNECTED. */
#define AMENDS_SETTING_CRM_WORKSPACE "crm.workspace" /* id under which the secrets are kept */
#define AMENDS_SETTING_CRM_TYPE "crm.type"
#define AMENDS_SETTING_CRM_URL "crm.url"
#define AMENDS_SETTING_CRM_USER "crm.user"
#define AMENDS_SETTING_CRM_DATABASE "crm.database"
#define AMENDS_SETTING_CRM_VERSION "crm.version"
#define AMENDS_SETTING_CRM_CLIENT_ID "crm.client-id"
#define AMENDS_SETTING_CRM_INTERVAL "crm.interval"
#define AMENDS_SETTING_CRM_MAP "crm.map"
#define AMENDS_SETTING_CRM_SIGNED_IN "crm.signed-in" /* by OAuth: the address signed in to */
#define AMENDS_SETTING_CRM_LAST "crm.last-connected" /* what the links and the queue are of */

/* Names in the secrets. */
#define AMENDS_SECRET_CRM "crm.key"
#define AMENDS_SECRET_CRM_OAUTH "crm"

/*
 * What the session has of sync beside its state: the thread in which servers are spoken to. Main
 * thread, but for what says otherwise.
 */
struct _AmendsSessionSync
{
  AmendsSession *session; /* (unowned) */
  AmendsWorkQueue *queue;
  AmendsSecrets *secrets; /* (owned) (nullable) until first needed */
  AmendsHttp *http;       /* (owned) (nullable): of the sync thread alone */
  AmendsWake *wake;       /* (owned) (nullable): only where somebody waits for it */
  GCancellable *stopping; /* of everything in the queue */
  AmendsSyncState state;
  gboolean counting; /* counts are being read */
  gboolean recount;  /* and have changed since */
  gulong changed_id;

  GMutex lock; /* protects what follows */
  AmendsRemoteKind kind;
  gboolean pushing;
  guint done;
  guint total;
  gboolean told; /* the main loop will look */
};

/* (transfer none): made when first needed. */
AmendsSessionSync *amends_session_sync_get (AmendsSession *self);
/* Reads how much is queued and in conflict, and tells. */
void amends_session_sync_count (AmendsSession *self);
/* Says when the next sync is, and waits for it if this process does. */
void amends_session_sync_plan (AmendsSession *self, AmendsInstant retry_at);

/* Records here follow what has come in: @cases (nullable) (element-type utf8) have changed, and
 * @customers whether accounts or contacts have. */
void amends_session_follow_sync (AmendsSession *self, GPtrArray *cases, gboolean customers);

/* What a piece of work in the sync thread needs; nothing in it is of another thread. */
typedef struct
{
  AmendsSessionSync *sync; /* (unowned): outlives the queue */
  AmendsDatabase *database;
  AmendsTimeSource *time_source;
  AmendsSecrets *secrets;
  AmendsEngines *engines;
  AmendsPerson *me;
  GListModel *people;
  AmendsCrmConnection *connection;
  char *map;          /* (nullable): the user's changes of the field map */
  gboolean signed_in; /* by OAuth */
} AmendsCrmWork;

/* @connection: (nullable): the one that is connected. (transfer full) */
AmendsCrmWork *amends_crm_work_new (AmendsSession *self, const AmendsCrmConnection *connection);
void amends_crm_work_free (AmendsCrmWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCrmWork, amends_crm_work_free)

/* Sync thread. (transfer full): NULL with @error. */
AmendsSyncPolicy *amends_crm_work_load_policy (AmendsCrmWork *self, GError **error);
AmendsFieldMap *amends_crm_work_load_map (AmendsCrmWork *self, GError **error);
/* (transfer full) (nullable): NULL when this kind of CRM has none. */
AmendsOAuthSettings *amends_crm_work_dup_oauth (AmendsCrmWork *self, AmendsSyncPolicy *policy);
void amends_crm_work_free_oauth (AmendsOAuthSettings *settings);
AmendsHttp *amends_crm_work_get_http (AmendsCrmWork *self);
AmendsConnector *amends_crm_work_connect (AmendsCrmWork *self, GError **error);
/* (transfer full): for reading alone, on behalf of the user. */
AmendsSyncSide *amends_crm_work_new_side (AmendsCrmWork *self);

/* Whether it can be done at all; otherwise @task has been told. */
gboolean amends_session_needs_crm (AmendsSession *self, GTask *task);

/* (transfer full): @error in the user's words, with a way on. */
char *amends_crm_describe (const GError *error);
/* Takes @error and gives one with the words above in its place; cancelling stays what it is.
 * (transfer full) */
GError *amends_crm_explain (GError *error);

/* (transfer full): the record that a row of the queue or a conflict is about, in a read: what it
 * is called, and where it belongs. Each (nullable). */
typedef struct
{
  char *name;
  char *where;
  char *case_id;
} AmendsCrmSubject;

void amends_crm_subject_clear (AmendsCrmSubject *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsCrmSubject, amends_crm_subject_clear)
gboolean amends_crm_subject_read (AmendsCrmSubject *self,
                                  AmendsConnection *connection,
                                  AmendsRemoteKind kind,
                                  const char *local_id,
                                  GError **error);

/* What people call a kind, and a field of it. Static. */
const char *amends_crm_kind_label (AmendsRemoteKind kind);
const char *amends_crm_kinds_label (AmendsRemoteKind kind);
const char *amends_crm_field_label (const char *field);

G_END_DECLS
