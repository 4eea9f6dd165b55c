/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

/* What the connectors share. Nothing here is for anybody outside this folder. */

/* What an answer that did not come, or cannot be read, leaves open. */
typedef enum
{
  AMENDS_CALL_READ,  /* nothing: ask again */
  AMENDS_CALL_WRITE, /* whether it was done */
} AmendsCall;

/* (transfer full): a connector of @type with its construct properties set. */
AmendsConnector *amends_connector_construct (GType type,
                                             const AmendsConnectorSettings *settings,
                                             AmendsFieldMap *map,
                                             AmendsHttp *http,
                                             AmendsSecrets *secrets,
                                             AmendsTimeSource *time_source);

/* (transfer full): of the server. @path: relative, as it is; then segments to be escaped ("%2F"
 * for a slash in an id), ended by NULL. */
char *
amends_connector_build_url (AmendsConnector *self, const char *path, ...) G_GNUC_NULL_TERMINATED;

/**
 * amends_connector_ask:
 * As amends_connector_send(), but with errors that fit what was asked: for a read, an answer that
 * is lost is SERVER and one that is too large or goes elsewhere is PROTOCOL; for a write both are
 * UNKNOWN.
 *
 * Returns: (transfer full): the answer whatever its status
 */
AmendsHttpResponse *amends_connector_ask (AmendsConnector *self,
                                          AmendsHttpRequest *request,
                                          AmendsCall call,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * amends_connector_judge:
 * @said: (nullable): the reason as the server gave it, shown to people after ours
 * @field: (nullable): what the server finds fault with
 *
 * The usual meaning of a status: 400 and the like INVALID, 401 AUTH_EXPIRED, 403 FORBIDDEN, 404 and
 * 410 GONE, 409 and 412 CONFLICT, 429 RATE_LIMITED, 5xx SERVER or, after a write, UNKNOWN: a proxy
 * that lost patience does not know what the server behind it has done. A connector looks for what
 * its CRM means otherwise first.
 *
 * Returns: TRUE for 2xx
 */
gboolean amends_connector_judge (AmendsConnector *self,
                                 AmendsHttpResponse *response,
                                 AmendsCall call,
                                 const char *said,
                                 const char *field,
                                 GError **error);

/**
 * amends_connector_read_json:
 * Of a 2xx answer that should be JSON.
 *
 * Returns: (transfer none): the root; NULL with PROTOCOL, or UNKNOWN after a write
 */
JsonNode *
amends_connector_read_json (AmendsHttpResponse *response, AmendsCall call, GError **error);
/* (transfer none): the same, and it must be an object. */
JsonObject *
amends_connector_read_object (AmendsHttpResponse *response, AmendsCall call, GError **error);
/* Sets PROTOCOL, or UNKNOWN after a write: an answer that is JSON and yet not what it should be. */
void amends_connector_set_unreadable (AmendsCall call, GError **error);

/* Checked getters: NULL or the fallback if it is absent or of another type. */
const char *amends_json_peek_string (JsonObject *object, const char *member);
JsonObject *amends_json_peek_object (JsonObject *object, const char *member);
JsonArray *amends_json_peek_array (JsonObject *object, const char *member);
gint64 amends_json_peek_int (JsonObject *object, const char *member, gint64 fallback);
gboolean amends_json_peek_boolean (JsonObject *object, const char *member, gboolean fallback);
/* (transfer none) (nullable): NULL unless the element is an object. */
JsonObject *amends_json_peek_element (JsonArray *array, guint index);

/* Instants as CRMs write them: RFC 3339 with or without a colon in the offset, "2026-03-10
 * 07:52:00" (in @zone, NULL: UTC), milliseconds as text. FALSE if it is none. */
gboolean amends_remote_instant_parse (const char *text, GTimeZone *zone, AmendsInstant *instant);
/* (transfer full): "2026-03-10 07:52:00" in UTC, cut to the second. */
char *amends_remote_instant_format_plain (AmendsInstant instant);

/*
 * A record in a CRM that has no field for our key carries it as the last line of its text, where a
 * person can read it: "Amends 0b6c4e0e-…".
 */
/* (transfer full): @text (nullable) with the line. */
char *amends_mark_add (const char *text, const char *client_key);
/* (transfer full) (nullable): the key in @text (nullable), NULL if there is none. */
char *amends_mark_dup_key (const char *text);
/* (transfer full): @text without the line. */
char *amends_mark_strip (const char *text);
/* Takes the mark out of member @field of @row and puts its key into the row if that has none. */
void amends_mark_take (AmendsRemoteRow *row, const char *field);

/* (transfer full): a page without rows that keeps @cursor. */
AmendsRemotePage *amends_remote_page_new (const char *cursor);

G_END_DECLS
