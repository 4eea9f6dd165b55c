/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a call to the CRM ended when it did not end well. */

#include "config.h"

#include "amends-crm-error.h"

#include "amends-net-error.h"

static void
amends_crm_error_private_init (AmendsCrmErrorPrivate *priv)
{
  priv->until = AMENDS_INSTANT_NONE;
}

static void
amends_crm_error_private_copy (const AmendsCrmErrorPrivate *source, AmendsCrmErrorPrivate *target)
{
  target->until = source->until;
  target->remote = source->remote != NULL ? amends_remote_row_ref (source->remote) : NULL;
  target->field = g_strdup (source->field);
}

static void
amends_crm_error_private_clear (AmendsCrmErrorPrivate *priv)
{
  g_clear_pointer (&priv->remote, amends_remote_row_unref);
  g_clear_pointer (&priv->field, g_free);
}

G_DEFINE_EXTENDED_ERROR (AmendsCrmError, amends_crm_error)

AmendsInstant
amends_crm_error_get_until (const GError *error)
{
  return error->domain == AMENDS_CRM_ERROR ? amends_crm_error_get_private (error)->until
                                           : AMENDS_INSTANT_NONE;
}

AmendsRemoteRow *
amends_crm_error_get_remote (const GError *error)
{
  return error->domain == AMENDS_CRM_ERROR ? amends_crm_error_get_private (error)->remote : NULL;
}

const char *
amends_crm_error_get_field (const GError *error)
{
  return error->domain == AMENDS_CRM_ERROR ? amends_crm_error_get_private (error)->field : NULL;
}

void
amends_crm_error_set (GError **error,
                      AmendsCrmError code,
                      AmendsInstant until,
                      AmendsRemoteRow *remote,
                      const char *field,
                      const char *message,
                      ...)
{
  AmendsCrmErrorPrivate *priv;
  GError *made;
  va_list args;

  va_start (args, message);
  made = g_error_new_valist (AMENDS_CRM_ERROR, code, message, args);
  va_end (args);
  priv = amends_crm_error_get_private (made);
  priv->until = until;
  priv->remote = remote != NULL ? amends_remote_row_ref (remote) : NULL;
  priv->field = g_strdup (field);
  g_propagate_error (error, made);
}

static AmendsCrmError
translate (int code)
{
  switch ((AmendsNetError) code)
    {
    case AMENDS_NET_ERROR_NOT_SENT:
      return AMENDS_CRM_ERROR_NOT_SENT;
    case AMENDS_NET_ERROR_RATE_LIMITED:
      return AMENDS_CRM_ERROR_RATE_LIMITED;
    case AMENDS_NET_ERROR_AUTH:
    case AMENDS_NET_ERROR_KEYRING:
      return AMENDS_CRM_ERROR_AUTH_EXPIRED;
    case AMENDS_NET_ERROR_TLS:
    case AMENDS_NET_ERROR_REFUSED:
      return AMENDS_CRM_ERROR_SETUP;
    case AMENDS_NET_ERROR_UNKNOWN:
    case AMENDS_NET_ERROR_REDIRECT:
    case AMENDS_NET_ERROR_TOO_LARGE:
    case AMENDS_NET_ERROR_PROTOCOL:
    default:
      /* Whatever came back, the request had gone out. */
      return AMENDS_CRM_ERROR_UNKNOWN;
    }
}

GError *
amends_crm_error_from_net (GError *error)
{
  g_autoptr (GError) taken = error;
  GError *made = NULL;

  if (taken->domain != AMENDS_NET_ERROR)
    return g_steal_pointer (&taken);
  amends_crm_error_set (&made, translate (taken->code), amends_net_error_get_until (taken), NULL,
                        NULL, "%s", taken->message);
  return made;
}
