/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-crm-error.h"
#include "amends-field-map.h"
#include "amends-http.h"
#include "amends-oauth.h"

G_BEGIN_DECLS

/* What a CRM of this kind, and this user of it, can do. */
typedef enum
{
  AMENDS_CONNECTOR_CLIENT_KEYS = 1 << 0,   /* cases carry our key: a create can be looked up */
  AMENDS_CONNECTOR_VERSIONS = 1 << 1,      /* the server itself refuses a stale change */
  AMENDS_CONNECTOR_TELLS_DELETED = 1 << 2, /* else only a sweep shows what has gone */
  AMENDS_CONNECTOR_SURVEYS = 1 << 3,
  AMENDS_CONNECTOR_WRITES = 1 << 4, /* this user may create cases */
} AmendsConnectorAbilities;

/**
 * AmendsProbe:
 * @skew: server's clock less ours, milliseconds
 * @missing: (element-type utf8): sentences on what the CRM lacks for us, such as the field for the
 *   client key, and what then works less well
 */
typedef struct
{
  char *product; /* "EspoCRM 8.4.1" */
  char *user;    /* who we are there: name or e-mail */
  char *user_id;
  gint64 skew;
  AmendsConnectorAbilities abilities;
  GPtrArray *missing;
} AmendsProbe;

void amends_probe_free (AmendsProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsProbe, amends_probe_free)

/* A field the CRM has, for the editor of the map. */
typedef struct
{
  char *name;
  char *label;
  char *type;     /* as the CRM calls it */
  char **options; /* (nullable): of a choice: identifiers */
  gboolean custom;
  gboolean writable;
} AmendsRemoteField;

void amends_remote_field_free (AmendsRemoteField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRemoteField, amends_remote_field_free)

/**
 * AmendsRemotePage:
 * @rows: (element-type AmendsRemoteRow)
 * @ids: (element-type utf8): instead of rows, of a sweep
 * @cursor: where to go on: opaque, valid for as long as the server's data are; to be stored in the
 *   transaction that stores the rows
 * @more: whether there is more right now
 */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *ids;
  char *cursor;
  gboolean more;
} AmendsRemotePage;

void amends_remote_page_free (AmendsRemotePage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRemotePage, amends_remote_page_free)

/**
 * AmendsConnector:
 * One CRM, spoken to by its own rules and shown in neutral terms. Every call blocks: they are made
 * from the sync thread alone, one at a time, and stop soon after @cancellable. Errors are
 * AMENDS_CRM_ERROR.
 */
#define AMENDS_TYPE_CONNECTOR (amends_connector_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsConnector, amends_connector, AMENDS, CONNECTOR, GObject)

struct _AmendsConnectorClass
{
  GObjectClass parent_class;

  AmendsProbe *(*probe) (AmendsConnector *self, GCancellable *cancellable, GError **error);
  GPtrArray *(*list_fields) (AmendsConnector *self,
                             AmendsRemoteKind kind,
                             GCancellable *cancellable,
                             GError **error);
  AmendsRemotePage *(*list_changes) (AmendsConnector *self,
                                     AmendsRemoteKind kind,
                                     const char *cursor,
                                     GCancellable *cancellable,
                                     GError **error);
  AmendsRemotePage *(*sweep) (AmendsConnector *self,
                              AmendsRemoteKind kind,
                              const char *cursor,
                              GCancellable *cancellable,
                              GError **error);
  AmendsRemoteRow *(*get) (AmendsConnector *self,
                           AmendsRemoteKind kind,
                           const char *id,
                           GCancellable *cancellable,
                           GError **error);
  AmendsRemoteRow *(*find) (AmendsConnector *self,
                            AmendsRemoteKind kind,
                            const char *client_key,
                            JsonObject *fields,
                            GCancellable *cancellable,
                            GError **error);
  AmendsRemoteRow *(*create) (AmendsConnector *self,
                              AmendsRemoteKind kind,
                              JsonObject *fields,
                              const char *client_key,
                              GCancellable *cancellable,
                              GError **error);
  AmendsRemoteRow *(*update) (AmendsConnector *self,
                              AmendsRemoteKind kind,
                              const char *id,
                              JsonObject *changed,
                              const char *version,
                              GCancellable *cancellable,
                              GError **error);
};

/**
 * AmendsConnectorSettings:
 * @type: "espocrm", "hubspot", "salesforce", "odoo"
 * @secret_name: of the API key, token or password in the secrets
 * @oauth: (nullable): instead of it
 */
typedef struct
{
  char *type;
  char *url;      /* of the server, with its path if it has one */
  char *user;     /* (nullable): Odoo's login */
  char *database; /* (nullable): Odoo's */
  char *version;  /* (nullable): of the API, "v60.0"; NULL: the field map's */
  char *secret_name;
  AmendsOAuthSettings *oauth;
} AmendsConnectorSettings;

/**
 * amends_connector_new:
 * @map: (transfer none): from neutral to the CRM's fields
 *
 * Returns: (transfer full): NULL with SETUP for an unknown type or an address that cannot be used
 */
AmendsConnector *amends_connector_new (const AmendsConnectorSettings *settings,
                                       AmendsFieldMap *map,
                                       AmendsHttp *http,
                                       AmendsSecrets *secrets,
                                       AmendsTimeSource *time_source,
                                       GError **error);

/* (transfer full): see the struct; NULL with @error. */
AmendsProbe *
amends_connector_probe (AmendsConnector *self, GCancellable *cancellable, GError **error);
/* (transfer full) (element-type AmendsRemoteField): NULL with @error. */
GPtrArray *amends_connector_list_fields (AmendsConnector *self,
                                         AmendsRemoteKind kind,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * amends_connector_list_changes:
 * @cursor: (nullable): of the page before; NULL from the beginning
 *
 * What was made or changed since, oldest first. Rows may come more than once (the watermark steps
 * back by an overlap); none is missed, also with ties in time and while others write. An empty
 * page keeps the cursor. A kind this CRM does not have gives an empty page.
 *
 * Returns: (transfer full): NULL with @error
 */
AmendsRemotePage *amends_connector_list_changes (AmendsConnector *self,
                                                 AmendsRemoteKind kind,
                                                 const char *cursor,
                                                 GCancellable *cancellable,
                                                 GError **error);

/* All ids there are, page by page, by key: a record that stays is never left out because others
 * come or go. (transfer full): NULL with @error. */
AmendsRemotePage *amends_connector_sweep (AmendsConnector *self,
                                          AmendsRemoteKind kind,
                                          const char *cursor,
                                          GCancellable *cancellable,
                                          GError **error);

/* (transfer full): NULL with GONE or another error. */
AmendsRemoteRow *amends_connector_get (AmendsConnector *self,
                                       AmendsRemoteKind kind,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * amends_connector_find:
 * @fields: what was sent, for CRMs whose kind has no field for a key: the parent and the text,
 * which holds the key as a visible reference
 *
 * Returns: (transfer full) (nullable): what a create with this key has made; NULL without @error
 *   when there is certainly nothing; where the server's index lags, it waits or asks another way
 */
AmendsRemoteRow *amends_connector_find (AmendsConnector *self,
                                        AmendsRemoteKind kind,
                                        const char *client_key,
                                        JsonObject *fields,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * amends_connector_create:
 * @fields: neutral; "account", "contact", "case" are remote ids
 * @client_key: UUID
 *
 * Sent once. Returns: (transfer full): the record as the server has it now
 */
AmendsRemoteRow *amends_connector_create (AmendsConnector *self,
                                          AmendsRemoteKind kind,
                                          JsonObject *fields,
                                          const char *client_key,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * amends_connector_update:
 * @changed: only what differs; null empties a field
 * @version: (nullable): of the row the change is based on
 *
 * Returns: (transfer full): the record as the server has it now; NULL with CONFLICT if it has
 *   changed since @version, and nothing was written
 */
AmendsRemoteRow *amends_connector_update (AmendsConnector *self,
                                          AmendsRemoteKind kind,
                                          const char *id,
                                          JsonObject *changed,
                                          const char *version,
                                          GCancellable *cancellable,
                                          GError **error);

/* For the types in this folder. */
AmendsFieldMap *amends_connector_get_map (AmendsConnector *self);
AmendsHttp *amends_connector_get_http (AmendsConnector *self);
AmendsTimeSource *amends_connector_get_time_source (AmendsConnector *self);
const AmendsConnectorSettings *amends_connector_get_settings (AmendsConnector *self);

/**
 * amends_connector_send:
 * Sends with the credentials this connector has: a key's header is added by @self's class before;
 * with OAuth the token is added here and, on 401, refreshed once.
 */
AmendsHttpResponse *amends_connector_send (AmendsConnector *self,
                                           AmendsHttpRequest *request,
                                           GCancellable *cancellable,
                                           GError **error);
/* (transfer full): the key or password; NULL with SETUP or AUTH_EXPIRED. */
char *
amends_connector_dup_secret (AmendsConnector *self, GCancellable *cancellable, GError **error);

G_END_DECLS
