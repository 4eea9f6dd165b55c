/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector-private.h"
#include "amends-salesforce.h"

G_BEGIN_DECLS

/* The half of AmendsSalesforce that speaks: requests, what its errors mean, what objects it has. */

struct _AmendsSalesforce
{
  AmendsConnector parent_instance;

  GHashTable *objects; /* (owned): name → AmendsSalesforceObject, as far as asked for */
  char *version;       /* (owned): of the API, "v60.0" */
  GTimeZone *zone;     /* (owned) (nullable): the user's over there, once it was asked for */
  gint64 skew;         /* of the last answer: the server's clock less ours, milliseconds */
  gint64 calls_made;   /* of the 24 hours, as the last answer said */
  gint64 calls_allowed;
};

/* What one of Salesforce's objects is made of, for the user who is signed in. */
typedef struct
{
  JsonNode *answer;      /* (owned) */
  GHashTable *fields;    /* (owned): name → JsonObject of the answer */
  GHashTable *relations; /* (owned): set of relationship names */
  gboolean createable;
} AmendsSalesforceObject;

void amends_salesforce_object_free (AmendsSalesforceObject *self);

/* One request below /services/data/vNN.N. */
typedef struct
{
  const char *method;
  const char *path[4];            /* segments, escaped by the callee; ended by NULL if fewer */
  const char *query;              /* (nullable): SOQL */
  JsonObject *body;               /* (nullable) */
  AmendsInstant unmodified_since; /* AMENDS_INSTANT_NONE: whatever it is now */
  AmendsCall call;
  gboolean idempotent; /* a second time does no harm */
  AmendsRemoteKind kind;
  AmendsFieldMap *map; /* for the names in errors */
} AmendsSalesforceCall;

/**
 * amends_salesforce_call:
 * @status: (out) (optional)
 *
 * Returns: (transfer full): the answer, a null node if it has no content; NULL with @error
 */
JsonNode *amends_salesforce_call (AmendsSalesforce *self,
                                  const AmendsSalesforceCall *call,
                                  guint *status,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * amends_salesforce_query:
 * @all: also what lies in the recycle bin
 * @done: (out) (optional): whether these are all; what follows is asked for by key, never through
 *   nextRecordsUrl, which would end with the server's cursor
 *
 * Returns: (transfer full): the records, objects all of them; NULL with @error
 */
JsonArray *amends_salesforce_query (AmendsSalesforce *self,
                                    AmendsFieldMap *map,
                                    AmendsRemoteKind kind,
                                    const char *soql,
                                    gboolean all,
                                    gboolean *done,
                                    GCancellable *cancellable,
                                    GError **error);

/* (transfer none): asked for once; NULL with @error. */
AmendsSalesforceObject *amends_salesforce_describe (AmendsSalesforce *self,
                                                    AmendsFieldMap *map,
                                                    AmendsRemoteKind kind,
                                                    GCancellable *cancellable,
                                                    GError **error);

/* Whether @path, such as "Name" or "Owner.Name", can be read. */
gboolean amends_salesforce_object_has (AmendsSalesforceObject *self, const char *path);

/* (transfer none) (nullable): the field of our key, if the map names one and the object has it. */
const char *amends_salesforce_get_key_field (AmendsFieldMap *map,
                                             AmendsRemoteKind kind,
                                             AmendsSalesforceObject *object);
/* The neutral field whose text carries the mark where there is no field for the key. */
const char *amends_salesforce_get_text_field (AmendsRemoteKind kind);
/* Whether a record can be told to be ours: by a field, or by the mark in a text that is read. What
 * cannot is not made, since it might be made twice. FALSE with SETUP. */
gboolean amends_salesforce_check_recognisable (AmendsFieldMap *map,
                                               AmendsRemoteKind kind,
                                               AmendsSalesforceObject *object,
                                               GError **error);

/**
 * amends_salesforce_identify:
 * @user_id: (out) (optional) (transfer full)
 * @name: (out) (optional) (transfer full)
 *
 * Who is signed in, and their time zone: from the last part of the identity address, which is never
 * gone to, since it may be on another host.
 */
gboolean amends_salesforce_identify (AmendsSalesforce *self,
                                     char **user_id,
                                     char **name,
                                     GCancellable *cancellable,
                                     GError **error);

/* Of the class; see AmendsConnectorClass. */
AmendsProbe *
amends_salesforce_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error);
GPtrArray *amends_salesforce_list_fields (AmendsConnector *connector,
                                          AmendsRemoteKind kind,
                                          GCancellable *cancellable,
                                          GError **error);
AmendsRemoteRow *amends_salesforce_get (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemoteRow *amends_salesforce_create (AmendsConnector *connector,
                                           AmendsRemoteKind kind,
                                           JsonObject *fields,
                                           const char *client_key,
                                           GCancellable *cancellable,
                                           GError **error);
AmendsRemoteRow *amends_salesforce_update (AmendsConnector *connector,
                                           AmendsRemoteKind kind,
                                           const char *id,
                                           JsonObject *changed,
                                           const char *version,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
