/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities and digests of records. */
#include "config.h"

#include "amends-id.h"

char *
amends_id_new (void)
{
  return g_uuid_string_random ();
}

gboolean
amends_id_is_valid (const char *id)
{
  return id != NULL && g_uuid_string_is_valid (id);
}

char *
amends_digest (const char *text, gssize length)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
}
