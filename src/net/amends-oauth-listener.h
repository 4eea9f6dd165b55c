/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-net-error.h"

G_BEGIN_DECLS

/**
 * AmendsOAuthListener:
 * Waits on 127.0.0.1 for the one request with which a browser brings the answer of a sign-in
 * (RFC 8252, 7.3). Any other request is told that nothing is here and does not end the wait. Used
 * in one thread, which it blocks.
 */
typedef struct _AmendsOAuthListener AmendsOAuthListener;

/* Listens on a free port from now on; NULL with AUTH if there is none. */
AmendsOAuthListener *amends_oauth_listener_new (GError **error);
void amends_oauth_listener_free (AmendsOAuthListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsOAuthListener, amends_oauth_listener_free)

/* (transfer full): the redirect_uri for the server. */
char *amends_oauth_listener_dup_address (AmendsOAuthListener *self);

/**
 * amends_oauth_listener_wait:
 * @state: what the request must bring
 * @seconds: how long at most
 *
 * Returns: (transfer full): the code; wipe with amends_secrets_free_value(). NULL with AUTH for
 *   another state, a refusal, or when the time is over
 */
char *amends_oauth_listener_wait (AmendsOAuthListener *self,
                                  const char *state,
                                  guint seconds,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
