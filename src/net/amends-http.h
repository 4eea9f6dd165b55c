/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-net-error.h"
#include "amends-time-source.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AmendsHttpRequest:
 * What is asked of a server. Headers marked secret go only to the origin of the URL and are never
 * logged.
 */
typedef struct _AmendsHttpRequest AmendsHttpRequest;

/* @method: a constant; @url: absolute, without user and password. (transfer full) */
AmendsHttpRequest *amends_http_request_new (const char *method, const char *url);
void amends_http_request_free (AmendsHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHttpRequest, amends_http_request_free)

void amends_http_request_add_header (AmendsHttpRequest *self, const char *name, const char *value);
void amends_http_request_add_secret_header (AmendsHttpRequest *self,
                                            const char *name,
                                            const char *value);
/* Appends "name=value", both escaped, to the query. Never for a secret. */
void amends_http_request_add_query (AmendsHttpRequest *self, const char *name, const char *value);
/* @body: (transfer none) */
void amends_http_request_set_json (AmendsHttpRequest *self, JsonNode *body);
void amends_http_request_set_body (AmendsHttpRequest *self, const char *type, GBytes *body);
/* application/x-www-form-urlencoded: NULL-terminated pairs of name and value. */
void amends_http_request_set_form (AmendsHttpRequest *self, const char *const *pairs);
/* Doing it twice is as good as once, so it may be tried again: GET and HEAD are, others must say.
 */
void amends_http_request_set_idempotent (AmendsHttpRequest *self, gboolean idempotent);
/* Most bytes of the decoded answer; the default is 32 MiB. */
void amends_http_request_set_limit (AmendsHttpRequest *self, gsize bytes);

/**
 * AmendsHttpResponse:
 * The whole answer, whatever its status.
 */
typedef struct _AmendsHttpResponse AmendsHttpResponse;

void amends_http_response_free (AmendsHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHttpResponse, amends_http_response_free)

guint amends_http_response_get_status (AmendsHttpResponse *self);
/* By name in any case; several are joined by ", ". (transfer none) (nullable) */
const char *amends_http_response_get_header (AmendsHttpResponse *self, const char *name);
/* Without parameters, lower case; "" if the server did not say. */
const char *amends_http_response_get_type (AmendsHttpResponse *self);
/* (transfer none) */
GBytes *amends_http_response_get_body (AmendsHttpResponse *self);
/* From the header Date; AMENDS_INSTANT_NONE if there is none. */
AmendsInstant amends_http_response_get_date (AmendsHttpResponse *self);
/* Of Retry-After (seconds or a date, against the server's own Date), else AMENDS_INSTANT_NONE. */
AmendsInstant amends_http_response_get_retry_at (AmendsHttpResponse *self, AmendsInstant now);

/**
 * amends_http_response_get_json:
 * Returns: (transfer none): the root, scanned before it was parsed, or NULL with
 *   AMENDS_NET_ERROR_PROTOCOL for another content type, an empty body or damaged JSON
 */
JsonNode *amends_http_response_get_json (AmendsHttpResponse *self, GError **error);

/**
 * AmendsHttp:
 * Talks to servers: certificates verified, plain http to this machine alone, redirects judged here,
 * answers capped, times limited, polite to a host that asks to wait. Blocking, so on a worker
 * thread only; one thread at a time.
 */
#define AMENDS_TYPE_HTTP (amends_http_get_type ())
G_DECLARE_FINAL_TYPE (AmendsHttp, amends_http, AMENDS, HTTP, GObject)

AmendsHttp *amends_http_new (AmendsTimeSource *time_source);

/* Seconds without a byte, and for the whole of one try; 30 and 120 unless told. Who has let one of
 * them pass is not tried again. For tests and preferences. */
void amends_http_set_timeouts (AmendsHttp *self, guint idle, guint whole);
/* How often a request that may be repeated is tried at most, and the longest wait in between in
 * milliseconds; a server that asks for more gets RATE_LIMITED with its time. */
void amends_http_set_patience (AmendsHttp *self, guint tries, guint longest_wait);
/* The authorities to trust instead of the system's, for tests and for a company's own. There is no
 * way to trust none. */
void amends_http_set_tls_database (AmendsHttp *self, GTlsDatabase *database);

/**
 * amends_http_send:
 *
 * Redirects of GET and HEAD are followed, five at most, never to plain http and, with a secret
 * header, never to another origin. A write is not sent on: 303 is returned as the answer (it was
 * done), the others are REDIRECT (it was not).
 *
 * What may not be repeated is sent once at most, and whatever is wrong with an answer to it is
 * UNKNOWN: also one that is too large or no HTTP. Such a request that is cancelled may have been
 * done, too.
 *
 * Returns: (transfer full): the answer whatever its status, once it is complete; NULL with
 *   AMENDS_NET_ERROR or G_IO_ERROR_CANCELLED. 429 and 502-504 are tried again within the patience
 *   if the request may be; the last answer is returned if it stays so, or RATE_LIMITED if the
 *   server wants more patience than there is. Until a time that a host has named (Retry-After)
 *   nothing is sent to it: RATE_LIMITED at once.
 */
AmendsHttpResponse *amends_http_send (AmendsHttp *self,
                                      AmendsHttpRequest *request,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * AmendsHttpChunkFunc:
 * Returns: FALSE with @error to stop reading
 */
typedef gboolean (*AmendsHttpChunkFunc) (const char *data,
                                         gsize size,
                                         gpointer user_data,
                                         GError **error);

/* As above, but a 2xx answer's decoded body goes to @func as it comes and is not kept. Never tried
 * again once a byte was delivered. */
AmendsHttpResponse *amends_http_stream (AmendsHttp *self,
                                        AmendsHttpRequest *request,
                                        AmendsHttpChunkFunc func,
                                        gpointer user_data,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
