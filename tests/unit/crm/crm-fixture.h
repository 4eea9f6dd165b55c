/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

/* A stand-in server of tests/peers and a connector to it. The server ends with the test. */
typedef struct
{
  GSubprocess *process;
  char *type;
  gboolean polite; /* waits between searches as the map says, from the next connecting on */
  char *url;
  AmendsHttp *http;
  AmendsHttp *control; /* its own, so that what the connector's has learnt does not count */
  AmendsSecrets *secrets;
  AmendsTimeSource *time_source;
  AmendsFieldMap *map;
  AmendsConnector *connector;
} CrmFixture;

/* @changes: (nullable): of the field map */
CrmFixture *crm_fixture_new (const char *type, const char *changes);
void crm_fixture_free (CrmFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFixture, crm_fixture_free)

/* A new connector to the same server with other changes of the map. */
void crm_fixture_connect (CrmFixture *self, const char *changes);

/* Steers the server, see tests/peers/README.md. @verb: "seed"; @body: (nullable). (transfer full)
 */
JsonObject *
crm_fixture_steer (CrmFixture *self, const char *method, const char *verb, const char *body);
void crm_fixture_fault (CrmFixture *self, const char *body);
void crm_fixture_no_faults (CrmFixture *self);
/* Requests that arrived since the log was cleared. @path: (nullable): regular expression */
gint64 crm_fixture_count (CrmFixture *self, const char *method, const char *path);
void crm_fixture_clear_log (CrmFixture *self);
/* Records the server has. */
gint64 crm_fixture_records (CrmFixture *self, const char *entity);
/* (transfer full): member "id" of what was put. */
char *crm_fixture_put (CrmFixture *self, const char *body);

/* (transfer full): from text that is right. */
JsonObject *crm_fixture_object (const char *text);
/* (transfer full): rows by id, of a whole round from @cursor (in, out). Fails on an error. */
GHashTable *crm_fixture_pull (CrmFixture *self, AmendsRemoteKind kind, char **cursor);

G_END_DECLS
