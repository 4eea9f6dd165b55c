/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

/* A CRM in memory, for the sync engine alone: everything it does is decided by the test. */

typedef struct
{
  char *id;
  char *client_key;
  char *by;
  int version;
  AmendsInstant modified;
  gboolean deleted;
  JsonObject *fields;
} FakeRecord;

/* The server: what several clients share. */
typedef struct
{
  GPtrArray *records[AMENDS_REMOTE_N_KINDS]; /* FakeRecord */
  AmendsInstant clock;                       /* its own; steps with each change */
  gint64 step;                               /* milliseconds; 0: everything has the same time */
  guint last_id;
  guint page;          /* rows of a page */
  gboolean normalises; /* trims text and keeps it in its own way */
  guint creates;       /* requests that made a record */
} FakeServer;

FakeServer *fake_server_new (AmendsInstant clock);
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* (transfer none): NULL-terminated pairs of field and text. */
FakeRecord *fake_server_add (FakeServer *self, AmendsRemoteKind kind, ...) G_GNUC_NULL_TERMINATED;
/* A colleague changes a field in the CRM itself. */
void fake_server_edit (FakeServer *self,
                       FakeRecord *record,
                       const char *field,
                       const char *value,
                       const char *by);
void fake_server_delete (FakeServer *self, AmendsRemoteKind kind, FakeRecord *record);
FakeRecord *fake_server_find_key (FakeServer *self, AmendsRemoteKind kind, const char *key);
guint fake_server_count (FakeServer *self, AmendsRemoteKind kind);
const char *fake_record_get (FakeRecord *record, const char *field);
/* (transfer full): a copy of everything, as a backup is. */
FakeServer *fake_server_copy (FakeServer *self);

/* What happens to a call. */
typedef enum
{
  FAKE_FINE,
  FAKE_BEFORE, /* the error comes and nothing was done */
  FAKE_AFTER,  /* it was done, and the error comes all the same */
} FakeWhen;

/* @call: "list", "sweep", "get", "find", "create", "update"; @n: how many calls there were before.
 * Returns what happens; sets @code if something does. */
typedef FakeWhen (*FakeFaultFunc) (const char *call, guint n, int *code, gpointer data);

#define FAKE_TYPE_CRM (fake_crm_get_type ())
G_DECLARE_FINAL_TYPE (FakeCrm, fake_crm, FAKE, CRM, AmendsConnector)

FakeCrm *fake_crm_new (FakeServer *server);
void fake_crm_set_fault (FakeCrm *self, FakeFaultFunc func, gpointer data);
/* Called before each page is read: others work meanwhile. */
void fake_crm_set_between (FakeCrm *self, void (*func) (gpointer data), gpointer data);
/* Cancels @cancellable at the @n-th call from now. */
void fake_crm_cancel_at (FakeCrm *self, GCancellable *cancellable, guint n);
guint fake_crm_get_calls (FakeCrm *self);

/* No code of AMENDS_CRM_ERROR: the process ended there. */
#define FAKE_KILLED 1000

G_END_DECLS
