/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-http.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What the parts of the HTTP client share. */

typedef struct
{
  char *name;
  char *value;
  gboolean secret;
} AmendsHttpHeader;

struct _AmendsHttpRequest
{
  const char *method; /* interned */
  GString *url;
  GPtrArray *headers; /* (element-type AmendsHttpHeader) */
  char *body_type;    /* (nullable) */
  GBytes *body;       /* (nullable) */
  gboolean idempotent;
  gsize limit;
};

gboolean amends_http_request_has_secret (AmendsHttpRequest *self);
/* TRUE for GET and HEAD, whose redirects may be followed. */
gboolean amends_http_request_is_reading (AmendsHttpRequest *self);
/* FALSE with REFUSED if a header would break the request; its value is not in the message. */
gboolean amends_http_request_check (AmendsHttpRequest *self, GError **error);

struct _AmendsHttpResponse
{
  guint status;
  GHashTable *headers; /* name in lower case to value */
  char *type;
  GBytes *body;
  JsonNode *json; /* (nullable): once it was asked for */
};

/* Takes status and headers of @message; (transfer full). */
AmendsHttpResponse *amends_http_response_new (SoupMessage *message);

/**
 * amends_http_address_parse:
 * Returns: (transfer full): the address, or NULL with REFUSED if it is none of http and https,
 *   names a user, or is plain http to another machine
 */
GUri *amends_http_address_parse (const char *url, GError **error);
/* Scheme, host and port. */
gboolean amends_http_address_is_same_origin (GUri *a, GUri *b);
gboolean amends_http_address_is_loopback (GUri *address);
/* "host:port", by which a server is remembered; (transfer full). */
char *amends_http_address_dup_authority (GUri *address);

/**
 * amends_http_address_follow:
 * Returns: (transfer full): where @location leads from @address; NULL with REDIRECT if it must not
 *   be followed: a downgrade, or another origin while @has_secret
 */
GUri *amends_http_address_follow (GUri *address,
                                  const char *location,
                                  gboolean has_secret,
                                  GError **error);

/**
 * AmendsHttpExchange:
 * One try: one request sent at most once, one answer read.
 */
typedef struct
{
  SoupSession *session;
  GMainContext *context; /* the thread default one */
  AmendsHttpRequest *request;
  GUri *address;
  gboolean reuse; /* the connection is fresh enough for what must not be sent twice */
  guint idle;     /* seconds */
  guint whole;
  AmendsHttpChunkFunc func; /* (nullable) */
  gpointer func_data;
  gboolean delivered; /* out: @func was called */
  gboolean retriable; /* out: a try soon after may fare better */
} AmendsHttpExchange;

/* Returns: (transfer full): the whole answer, or NULL as amends_http_send() does. */
AmendsHttpResponse *
amends_http_exchange_run (AmendsHttpExchange *self, GCancellable *cancellable, GError **error);

/**
 * AmendsHttpBody:
 * Takes the bytes of an answer as they come, undoes gzip, and stops at a number of decoded bytes.
 */
typedef struct _AmendsHttpBody AmendsHttpBody;

/* @headers: of the answer; NULL with PROTOCOL for an encoding that was not offered. */
AmendsHttpBody *amends_http_body_new (SoupMessageHeaders *headers, gsize limit, GError **error);
void amends_http_body_free (AmendsHttpBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsHttpBody, amends_http_body_free)

/* What is decoded goes to @func and is not kept. */
void amends_http_body_set_func (AmendsHttpBody *self, AmendsHttpChunkFunc func, gpointer user_data);
/* FALSE with TOO_LARGE, PROTOCOL or what the function said. */
gboolean amends_http_body_take (AmendsHttpBody *self, const char *data, gsize size, GError **error);
/* (transfer full): NULL with UNKNOWN if the answer ended before its length or its packing says. */
GBytes *amends_http_body_finish (AmendsHttpBody *self, GError **error);

G_END_DECLS
