/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector-private.h"
#include "amends-hubspot.h"

G_BEGIN_DECLS

/* Within the connector of HubSpot. */

struct _AmendsHubspot
{
  AmendsConnector parent_instance;

  GHashTable *schemas; /* (owned): object type to JsonObject of its properties by name */
  GHashTable *owners;  /* (owned) (nullable): id to name */
  GHashTable *stages;  /* (owned) (nullable): id of a pipeline's stage to "OPEN" or "CLOSED" */
  gint64 last_search;  /* monotonic, microseconds */
};

/**
 * AmendsHubspotPart:
 * One object type of a kind: what is read from it and how.
 *
 * @key_property: (nullable): where our key is, if there is such a property and it is unique
 * @properties: (nullable): the type's, if we may see them
 */
typedef struct
{
  AmendsRemoteKind kind;
  AmendsFieldMap *map;
  const char *type;
  char *prefix;
  const char *key_property;
  const char *text;
  JsonObject *properties;
} AmendsHubspotPart;

void amends_hubspot_part_free (AmendsHubspotPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHubspotPart, amends_hubspot_part_free)

/* (transfer full): NULL with @error. */
AmendsHubspotPart *amends_hubspot_get_part (AmendsHubspot *self,
                                            AmendsRemoteKind kind,
                                            guint index,
                                            GCancellable *cancellable,
                                            GError **error);
/* (transfer full): the part that @id belongs to, and the CRM's own id. */
AmendsHubspotPart *amends_hubspot_part_of_id (AmendsHubspot *self,
                                              AmendsRemoteKind kind,
                                              const char *id,
                                              const char **bare,
                                              GCancellable *cancellable,
                                              GError **error);

/* (transfer full): below the path that setting @setting of the field map names; then segments,
 * ended by NULL. NULL with @error. */
AmendsHttpRequest *amends_hubspot_request (AmendsHubspot *self,
                                           GCancellable *cancellable,
                                           GError **error,
                                           const char *method,
                                           const char *setting,
                                           ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): the object of a 2xx answer, or NULL with what another means. Takes @request.
 * @part: (nullable): for the names of fields; @date: (out) (optional): the server's clock */
JsonObject *amends_hubspot_call (AmendsHubspot *self,
                                 AmendsHttpRequest *request,
                                 AmendsHubspotPart *part,
                                 AmendsCall call,
                                 AmendsInstant *date,
                                 GCancellable *cancellable,
                                 GError **error);

/* (transfer full) (element-type utf8): the properties to ask for. */
GPtrArray *amends_hubspot_list_properties (AmendsHubspotPart *part);
/* (transfer full): @body as the body of a request. Takes it. */
void amends_hubspot_set_body (AmendsHttpRequest *request, JsonObject *body);

/* (transfer full): NULL if @record is none. */
AmendsRemoteRow *amends_hubspot_read_row (AmendsHubspot *self,
                                          AmendsHubspotPart *part,
                                          JsonObject *record,
                                          GPtrArray *problems,
                                          GCancellable *cancellable,
                                          GError **error);
/* Puts account, contact and case of @rows (element-type AmendsRemoteRow) into their fields, as far
 * as links tell them. */
gboolean amends_hubspot_add_links (AmendsHubspot *self,
                                   AmendsHubspotPart *part,
                                   GPtrArray *rows,
                                   GCancellable *cancellable,
                                   GError **error);
/* (transfer full): with its links; NULL with @error. */
AmendsRemoteRow *amends_hubspot_get_row (AmendsHubspot *self,
                                         AmendsHubspotPart *part,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GError **error);

AmendsRemotePage *amends_hubspot_list_changes (AmendsConnector *connector,
                                               AmendsRemoteKind kind,
                                               const char *cursor,
                                               GCancellable *cancellable,
                                               GError **error);
AmendsRemotePage *amends_hubspot_sweep (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        const char *cursor,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemoteRow *amends_hubspot_find (AmendsConnector *connector,
                                      AmendsRemoteKind kind,
                                      const char *client_key,
                                      JsonObject *fields,
                                      GCancellable *cancellable,
                                      GError **error);
AmendsRemoteRow *amends_hubspot_create (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        JsonObject *fields,
                                        const char *client_key,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemoteRow *amends_hubspot_update (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        const char *id,
                                        JsonObject *changed,
                                        const char *version,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
