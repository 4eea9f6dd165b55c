/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses may be spoken to, and where a redirect may lead. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-http-private.h"

static gboolean
is_http (GUri *address)
{
  return strcmp (g_uri_get_scheme (address), "http") == 0;
}

static int
get_port (GUri *address)
{
  int port = g_uri_get_port (address);

  if (port > 0)
    return port;
  return is_http (address) ? 80 : 443;
}

gboolean
amends_http_address_is_loopback (GUri *address)
{
  const char *host = g_uri_get_host (address);
  g_autoptr (GInetAddress) number = g_inet_address_new_from_string (host);

  if (number != NULL)
    return g_inet_address_get_is_loopback (number);
  /* GLib answers for this name itself and does not ask the network. */
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* The messages name the host alone: the rest of an address may hold a secret. */
static gboolean
check (GUri *address, int code, GError **error)
{
  const char *scheme = g_uri_get_scheme (address);
  const char *host = g_uri_get_host (address);

  if (strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)
    {
      /* Translators: %s is the beginning of an address, such as "ftp". */
      g_set_error (error, AMENDS_NET_ERROR, code,
                   _ ("An address must begin with https://, not with %s:"), scheme);
      return FALSE;
    }
  if (host == NULL || host[0] == '\0')
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, code, _ ("The address names no server"));
      return FALSE;
    }
  if (g_uri_get_userinfo (address) != NULL)
    {
      /* Translators: %s is the name of a server. */
      g_set_error (error, AMENDS_NET_ERROR, code,
                   _ ("The address of %s holds a user or a password; they do not belong there"),
                   host);
      return FALSE;
    }
  if (is_http (address) && !amends_http_address_is_loopback (address))
    {
      /* Translators: %s is the name of a server. */
      g_set_error (error, AMENDS_NET_ERROR, code,
                   _ ("%s would be spoken to without encryption; the address must begin with "
                      "https://"),
                   host);
      return FALSE;
    }
  return TRUE;
}

GUri *
amends_http_address_parse (const char *url, GError **error)
{
  g_autoptr (GUri) address = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (address == NULL)
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REFUSED,
                           _ ("This is not the address of a server; it must look like "
                              "https://crm.example.com"));
      return NULL;
    }
  if (!check (address, AMENDS_NET_ERROR_REFUSED, error))
    return NULL;
  return g_steal_pointer (&address);
}

gboolean
amends_http_address_is_same_origin (GUri *a, GUri *b)
{
  return strcmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         get_port (a) == get_port (b);
}

char *
amends_http_address_dup_authority (GUri *address)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (address), -1);

  return g_strdup_printf ("%s:%d", host, get_port (address));
}

GUri *
amends_http_address_follow (GUri *address,
                            const char *location,
                            gboolean has_secret,
                            GError **error)
{
  g_autoptr (GUri) target = g_uri_parse_relative (address, location, SOUP_HTTP_URI_FLAGS, NULL);

  if (target == NULL)
    {
      /* Translators: %s is the name of a server. */
      g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT,
                   _ ("%s sends us on to something that is not an address"),
                   g_uri_get_host (address));
      return NULL;
    }
  if (!check (target, AMENDS_NET_ERROR_REDIRECT, error))
    return NULL;
  if (!is_http (address) && is_http (target))
    {
      /* Translators: %s is the name of a server. */
      g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT,
                   _ ("%s sends us on to an address without encryption"), g_uri_get_host (address));
      return NULL;
    }
  /* Leaving the secret out would give an answer to somebody nobody has signed in as. */
  if (has_secret && !amends_http_address_is_same_origin (address, target))
    {
      /* Translators: both %s are names of servers. */
      g_set_error (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT,
                   _ ("%s sends us on to %s, which must not see the key. If that is the new "
                      "address, enter it in the settings"),
                   g_uri_get_host (address), g_uri_get_host (target));
      return NULL;
    }
  return g_steal_pointer (&target);
}
