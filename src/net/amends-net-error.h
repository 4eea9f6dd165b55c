/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What can go wrong between this machine and a server. The question that decides everything after
 * it is whether the server may have acted: NOT_SENT is certain that it has not, UNKNOWN is not.
 * Cancelling is G_IO_ERROR_CANCELLED and nothing else.
 */

#define AMENDS_NET_ERROR (amends_net_error_quark ())

typedef enum
{
  AMENDS_NET_ERROR_NOT_SENT, /* no connection, or it ended before the request was out */
  AMENDS_NET_ERROR_UNKNOWN,  /* the request went out, no whole answer came back */
  AMENDS_NET_ERROR_TLS,      /* the server is not who it says it is; nothing was sent */
  AMENDS_NET_ERROR_REFUSED,  /* the address may not be used: plain http beyond this machine */
  AMENDS_NET_ERROR_REDIRECT, /* to a place that may not be followed to, or too many */
  AMENDS_NET_ERROR_TOO_LARGE,
  AMENDS_NET_ERROR_PROTOCOL, /* an answer that is not what was asked for */
  AMENDS_NET_ERROR_RATE_LIMITED,
  AMENDS_NET_ERROR_AUTH,    /* sign-in failed, was denied or has ended */
  AMENDS_NET_ERROR_KEYRING, /* the secret service refused or is locked */
} AmendsNetError;

typedef struct
{
  AmendsInstant until; /* of RATE_LIMITED: when to come again; AMENDS_INSTANT_NONE if unsaid */
} AmendsNetErrorPrivate;

GQuark amends_net_error_quark (void);

/* The error with its time to come again; (transfer full). */
GError *amends_net_error_new_rate_limited (AmendsInstant until, const char *host);
/* AMENDS_INSTANT_NONE for every other error. */
AmendsInstant amends_net_error_get_until (const GError *error);

G_END_DECLS
