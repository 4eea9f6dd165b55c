/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-crm.h"
#include "fake-side.h"

G_BEGIN_DECLS

/* One client of the server: a workspace with a CRM connected. */
typedef struct
{
  char *folder;
  AmendsDatabase *database;
  FakeSide *side;
  FakeCrm *crm;
  AmendsTimeSource *time_source;
} SyncClient;

extern AmendsSyncPolicy *sync_policy;

/* Once per program. */
void sync_policy_load (void);
void sync_client_init (SyncClient *self, FakeServer *server);
void sync_client_clear (SyncClient *self);
/* As if it had just been made; for many cases one after the other. */
void sync_client_reset (SyncClient *self, FakeServer *server);

AmendsInstant sync_now (SyncClient *self);
void sync_edit (SyncClient *self,
                AmendsRemoteKind kind,
                const char *id,
                const char *field,
                const char *value);
/* (transfer full) (nullable): NULL when it failed with @code of AMENDS_CRM_ERROR, or FAKE_KILLED.
 */
AmendsSyncReport *
sync_try (SyncClient *self, AmendsSyncFlags flags, GCancellable *cancellable, int *code);
/* (transfer full): must not fail. */
AmendsSyncReport *sync_run (SyncClient *self, AmendsSyncFlags flags);
gint64 sync_query (SyncClient *self, const char *sql);
/* (transfer full) (element-type AmendsConflict): settled ones too. */
GPtrArray *sync_conflicts (SyncClient *self, const char *local_id);
void sync_settle (SyncClient *self, const char *conflict_id, gboolean ours);
/* What the user says of a row that was refused: once more. */
void sync_retry (SyncClient *self, gint64 seq);
void sync_assert_value (SyncClient *self,
                        AmendsRemoteKind kind,
                        const char *id,
                        const char *field,
                        const char *value);

G_END_DECLS
