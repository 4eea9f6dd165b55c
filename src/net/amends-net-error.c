/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong between this machine and a server. */

#include "config.h"

#include "amends-net-error.h"

#include <glib/gi18n-lib.h>

static void
amends_net_error_private_init (AmendsNetErrorPrivate *priv)
{
  priv->until = AMENDS_INSTANT_NONE;
}

static void
amends_net_error_private_copy (const AmendsNetErrorPrivate *source, AmendsNetErrorPrivate *target)
{
  *target = *source;
}

static void
amends_net_error_private_clear (AmendsNetErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (AmendsNetError, amends_net_error)

GError *
amends_net_error_new_rate_limited (AmendsInstant until, const char *host)
{
  /* Translators: %s is the name of a server. */
  GError *error = g_error_new (AMENDS_NET_ERROR, AMENDS_NET_ERROR_RATE_LIMITED,
                               _ ("%s asks us to come again later"), host);

  amends_net_error_get_private (error)->until = until;
  return error;
}

AmendsInstant
amends_net_error_get_until (const GError *error)
{
  return error->domain == AMENDS_NET_ERROR ? amends_net_error_get_private (error)->until
                                           : AMENDS_INSTANT_NONE;
}
