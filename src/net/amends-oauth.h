/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-http.h"
#include "amends-secrets.h"

G_BEGIN_DECLS

/**
 * AmendsOAuth:
 * Sign-in with OAuth 2.0: authorization code with PKCE (RFC 7636, S256) and a redirect to a
 * listener on 127.0.0.1 (RFC 8252), and the refreshing of tokens: one at a time, and the new ones
 * stored before they are used, since the old refresh token may have ended with the answer.
 * Thread-safe; blocking.
 */
#define AMENDS_TYPE_OAUTH (amends_oauth_get_type ())
G_DECLARE_FINAL_TYPE (AmendsOAuth, amends_oauth, AMENDS, OAUTH, GObject)

/**
 * AmendsOAuthSettings:
 * @client_secret_name: (nullable): name in the secrets of a client secret, where a server wants one
 * @name: prefix of the names in the secrets ("crm.access-token", "crm.refresh-token")
 */
typedef struct
{
  char *authorization_url;
  char *token_url;
  char *client_id;
  char *client_secret_name;
  char *scope;
  char *name;
} AmendsOAuthSettings;

/* @settings: copied */
AmendsOAuth *amends_oauth_new (const AmendsOAuthSettings *settings,
                               AmendsHttp *http,
                               AmendsSecrets *secrets,
                               AmendsTimeSource *time_source);

/* How long a sign-in may take; the default is five minutes. For tests. */
void amends_oauth_set_patience (AmendsOAuth *self, guint seconds);

/**
 * AmendsOAuthOpenFunc:
 * Is given the address to open in the browser; called in the thread of sign_in.
 */
typedef void (*AmendsOAuthOpenFunc) (const char *url, gpointer user_data);

/**
 * amends_oauth_sign_in:
 * Listens on a free loopback port, has the browser opened, waits at most five minutes for the one
 * request with the right state, answers it with a page that says the window can be closed, and
 * exchanges the code.
 *
 * Returns: (transfer full): the token answer's members beyond the tokens (Salesforce's
 *   instance_url), or NULL with AMENDS_NET_ERROR_AUTH and what the server said
 */
JsonNode *amends_oauth_sign_in (AmendsOAuth *self,
                                AmendsOAuthOpenFunc open,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/* (transfer full): a token that has not ended, refreshed if need be; NULL with AUTH when one must
 * sign in again. Free with amends_secrets_free_value(). */
char *amends_oauth_dup_token (AmendsOAuth *self, GCancellable *cancellable, GError **error);

/**
 * amends_oauth_refresh:
 * @stale: the token the server has just refused; if another thread has refreshed it meanwhile,
 *   nothing is asked; NULL renews in any case
 *
 * Who is cancelled stops waiting; the renewal goes on and its tokens are stored.
 */
gboolean amends_oauth_refresh (AmendsOAuth *self,
                               const char *stale,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
