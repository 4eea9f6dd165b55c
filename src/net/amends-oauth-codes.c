/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sign-in makes up: the state and the PKCE pair. */

#include "config.h"

#include "amends-oauth-codes.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "amends-net-error.h"

#define SECRET_BYTES 32

/* (transfer full): RFC 4648, 5, without padding. */
static char *
encode (const guchar *bytes, gsize size)
{
  char *text = g_base64_encode (bytes, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
amends_oauth_make_secret (GError **error)
{
  guchar bytes[SECRET_BYTES];
  gssize size;
  char *text;

  do
    size = getrandom (bytes, sizeof bytes, 0);
  while (size < 0 && errno == EINTR);
  if (size != sizeof bytes)
    {
      g_set_error_literal (error, AMENDS_NET_ERROR, AMENDS_NET_ERROR_AUTH,
                           _ ("The system gives no random numbers, so no sign-in is safe"));
      return NULL;
    }
  text = encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return text;
}

char *
amends_oauth_make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize size = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &size);
  return encode (digest, size);
}
