/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector-private.h"
#include "amends-odoo.h"

G_BEGIN_DECLS

/* The half of AmendsOdoo that speaks: one call for both interfaces, and what models there are. */

struct _AmendsOdoo
{
  AmendsConnector parent_instance;

  GHashTable *models; /* (owned): name → JsonObject of fields_get; NULL: there is no such model */
  GHashTable *users;  /* (owned) (nullable): id as text → name */
  char *release;      /* (owned) (nullable): "17.0", once it is known */
  guint major;        /* 0: not known yet */
  gboolean signed_in;
  gint64 uid;
  GTimeZone *zone; /* (owned) (nullable): the user's over there */
  gint64 skew;     /* of the last answer: the server's clock less ours, milliseconds */
};

/**
 * amends_odoo_call:
 * @ids: (nullable): the records to call it on; NULL for a method of the model
 * @arguments: by name
 *
 * Calls @method of @model through the interface that this server has; signs in first if need be.
 *
 * Returns: (transfer full): what the method returned; NULL with @error
 */
JsonNode *amends_odoo_call (AmendsOdoo *self,
                            const char *model,
                            const char *method,
                            JsonArray *ids,
                            JsonObject *arguments,
                            AmendsCall call,
                            GCancellable *cancellable,
                            GError **error);

/* Finds out the release and who we are, once. */
gboolean amends_odoo_sign_in (AmendsOdoo *self, GCancellable *cancellable, GError **error);

/**
 * amends_odoo_get_fields:
 * @fields: (out) (transfer none) (nullable): of fields_get; NULL if there is no such model
 */
gboolean amends_odoo_get_fields (AmendsOdoo *self,
                                 const char *model,
                                 JsonObject **fields,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * amends_odoo_search:
 * @domain: (transfer none): conditions, all of which hold
 *
 * Archived records are among them. Returns: (transfer full): objects all of them; NULL with @error
 */
JsonArray *amends_odoo_search (AmendsOdoo *self,
                               const char *model,
                               JsonArray *domain,
                               JsonArray *fields,
                               const char *order,
                               guint limit,
                               GCancellable *cancellable,
                               GError **error);

/* Adds [field, operator, value] to @domain. @value: (transfer full) */
void amends_odoo_add_condition (JsonArray *domain,
                                const char *field,
                                const char *
                                operator,
                                JsonNode * value);

/* The first id of what create, message_post and their like return: 7, [7], "mail.activity(7,)";
 * 0 if there is none. */
gint64 amends_odoo_read_id (JsonNode *result);

/* (transfer full) */
JsonNode *amends_odoo_node_int (gint64 number);
JsonNode *amends_odoo_node_string (const char *text);
JsonNode *amends_odoo_node_boolean (gboolean truth);

/* One of our kinds as this Odoo has it. */
typedef struct
{
  AmendsRemoteKind kind;
  AmendsFieldMap *map; /* (owned): picked */
  guint index;
  const char *model;
  JsonObject *fields; /* (unowned) (nullable): of fields_get; NULL: there is no such model */
} AmendsOdooList;

void amends_odoo_list_clear (AmendsOdooList *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsOdooList, amends_odoo_list_clear)

gboolean amends_odoo_list_init (AmendsOdooList *self,
                                AmendsOdoo *odoo,
                                AmendsRemoteKind kind,
                                guint index,
                                GCancellable *cancellable,
                                GError **error);

/* (nullable): the field of our key, if the map names one and the model has it. */
const char *amends_odoo_list_get_key_field (const AmendsOdooList *self);
/* Messages carry our key as their Message-ID, activities in their note. */
gboolean amends_odoo_list_is_messages (const AmendsOdooList *self);
gboolean amends_odoo_list_is_activities (const AmendsOdooList *self);
/* The neutral field whose text carries the mark. */
const char *amends_odoo_list_get_text_field (const AmendsOdooList *self);
/* (transfer full): of the Message-ID with @client_key. */
char *amends_odoo_build_message_id (const char *client_key);

/* The number in a row's id: "12", or "mail.message,12" of a further list of a kind; 0 if it is none
 * of @list. */
gint64 amends_odoo_list_read_id (const AmendsOdooList *self, const char *id);

/**
 * amends_odoo_look_up:
 * @domain: (transfer none)
 *
 * Returns: (transfer full) (nullable): the first record, archived or not; NULL without @error if
 *   there is none
 */
AmendsRemoteRow *amends_odoo_look_up (AmendsOdoo *self,
                                      const AmendsOdooList *list,
                                      JsonArray *domain,
                                      GCancellable *cancellable,
                                      GError **error);

/* Of the class; see AmendsConnectorClass. */
AmendsProbe *
amends_odoo_probe (AmendsConnector *connector, GCancellable *cancellable, GError **error);
GPtrArray *amends_odoo_list_fields (AmendsConnector *connector,
                                    AmendsRemoteKind kind,
                                    GCancellable *cancellable,
                                    GError **error);
AmendsRemoteRow *amends_odoo_get (AmendsConnector *connector,
                                  AmendsRemoteKind kind,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GError **error);
AmendsRemoteRow *amends_odoo_find (AmendsConnector *connector,
                                   AmendsRemoteKind kind,
                                   const char *client_key,
                                   JsonObject *fields,
                                   GCancellable *cancellable,
                                   GError **error);
AmendsRemoteRow *amends_odoo_create (AmendsConnector *connector,
                                     AmendsRemoteKind kind,
                                     JsonObject *fields,
                                     const char *client_key,
                                     GCancellable *cancellable,
                                     GError **error);
AmendsRemoteRow *amends_odoo_update (AmendsConnector *connector,
                                     AmendsRemoteKind kind,
                                     const char *id,
                                     JsonObject *changed,
                                     const char *version,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
