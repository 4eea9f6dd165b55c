/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-http.h"

G_BEGIN_DECLS

/**
 * AmendsOAuthTokens:
 * What a token endpoint gave (RFC 6749, 5.1).
 */
typedef struct
{
  char *access;
  char *refresh;   /* (nullable): then the old one still holds */
  gint64 lifetime; /* seconds; 0 if unsaid */
  JsonNode *rest;  /* an object of what is no token */
} AmendsOAuthTokens;

void amends_oauth_tokens_free (AmendsOAuthTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsOAuthTokens, amends_oauth_tokens_free)

/**
 * amends_oauth_tokens_read:
 * @sent: NULL-terminated: secrets of the request, which a server may quote in its refusal; they do
 *   not get into the message
 *
 * Returns: (transfer full): NULL with AUTH for a refusal, RATE_LIMITED, UNKNOWN for a server in
 *   trouble, or PROTOCOL
 */
AmendsOAuthTokens *amends_oauth_tokens_read (AmendsHttpResponse *response,
                                             const char *const *sent,
                                             AmendsInstant now,
                                             GError **error);

G_END_DECLS
