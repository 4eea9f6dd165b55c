/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector-private.h"
#include "amends-espocrm.h"

G_BEGIN_DECLS

/* Within the connector of EspoCRM. */

struct _AmendsEspocrm
{
  AmendsConnector parent_instance;

  GHashTable *schemas; /* (owned): entity to JsonObject; its definition, empty if not shown to us */
  JsonObject *identity;  /* (owned) (nullable): what App/user says */
  AmendsInstant seen_at; /* the server's clock when it said so */
};

/**
 * AmendsEspocrmPart:
 * One entity of a kind: what is read from it and how.
 *
 * @map: (owned): picked for the entity
 * @prefix: (owned): of ids, "Call:" where a kind has several entities, else ""
 * @key_field: (nullable): where our key is, if the entity has such a field
 * @fields: (nullable): the entity's, if we may see them
 */
typedef struct
{
  AmendsRemoteKind kind;
  AmendsFieldMap *map;
  const char *entity;
  char *prefix;
  const char *key_field;
  const char *text; /* our field that carries the mark where there is no field for the key */
  JsonObject *fields;
  gboolean versions; /* the server refuses stale changes of it */
} AmendsEspocrmPart;

void amends_espocrm_part_free (AmendsEspocrmPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsEspocrmPart, amends_espocrm_part_free)

/* (transfer full): entity @index of @kind; NULL with @error. */
AmendsEspocrmPart *amends_espocrm_get_part (AmendsEspocrm *self,
                                            AmendsRemoteKind kind,
                                            guint index,
                                            GCancellable *cancellable,
                                            GError **error);

/* (transfer full): with the key in its header; segments as amends_connector_build_url() takes
 * them. NULL with @error. */
AmendsHttpRequest *amends_espocrm_request (AmendsEspocrm *self,
                                           GCancellable *cancellable,
                                           GError **error,
                                           const char *method,
                                           ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): an answer of 2xx; NULL with what another means. Takes @request. */
AmendsHttpResponse *amends_espocrm_call (AmendsEspocrm *self,
                                         AmendsHttpRequest *request,
                                         AmendsEspocrmPart *part,
                                         AmendsCall call,
                                         GCancellable *cancellable,
                                         GError **error);

/* (transfer full): the object of a 2xx answer; NULL with @error. Takes @request. */
JsonObject *amends_espocrm_fetch (AmendsEspocrm *self,
                                  AmendsHttpRequest *request,
                                  AmendsEspocrmPart *part,
                                  AmendsCall call,
                                  GCancellable *cancellable,
                                  GError **error);
/* (transfer none): what the server says of the user; NULL with @error. */
JsonObject *
amends_espocrm_get_identity (AmendsEspocrm *self, GCancellable *cancellable, GError **error);
/* Whether the user may read the entity at all. */
gboolean amends_espocrm_may_read (JsonObject *identity, const char *entity);
/* (transfer full): the part that @id belongs to, and the CRM's own id. */
AmendsEspocrmPart *amends_espocrm_part_of_id (AmendsEspocrm *self,
                                              AmendsRemoteKind kind,
                                              const char *id,
                                              const char **bare,
                                              GCancellable *cancellable,
                                              GError **error);
/* (transfer full): one record, by the CRM's own id; NULL with @error. */
AmendsRemoteRow *amends_espocrm_get_row (AmendsEspocrm *self,
                                         AmendsEspocrmPart *part,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GError **error);
/* (transfer full): of an answer to a write or a read of one record; NULL with @error. */
AmendsRemoteRow *amends_espocrm_read_single (AmendsEspocrmPart *part,
                                             JsonObject *record,
                                             AmendsCall call,
                                             GError **error);

/* (transfer full): NULL if @record has no id. @problems: (element-type utf8) (nullable) */
AmendsRemoteRow *
amends_espocrm_read_row (AmendsEspocrmPart *part, JsonObject *record, GPtrArray *problems);

/* Names what is to be read of each record, where we know what there is. */
void amends_espocrm_add_select (AmendsHttpRequest *request, AmendsEspocrmPart *part);

AmendsRemoteRow *amends_espocrm_create (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        JsonObject *fields,
                                        const char *client_key,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemoteRow *amends_espocrm_update (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        const char *id,
                                        JsonObject *changed,
                                        const char *version,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemotePage *amends_espocrm_list_changes (AmendsConnector *connector,
                                               AmendsRemoteKind kind,
                                               const char *cursor,
                                               GCancellable *cancellable,
                                               GError **error);
AmendsRemotePage *amends_espocrm_sweep (AmendsConnector *connector,
                                        AmendsRemoteKind kind,
                                        const char *cursor,
                                        GCancellable *cancellable,
                                        GError **error);
AmendsRemoteRow *amends_espocrm_find (AmendsConnector *connector,
                                      AmendsRemoteKind kind,
                                      const char *client_key,
                                      JsonObject *fields,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
