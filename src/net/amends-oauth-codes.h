/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * amends_oauth_make_secret:
 * 256 bits from the kernel. g_uuid_string_random() would not do: its 122 bits come from GRand, a
 * Mersenne Twister whose next values follow from those seen, and which was never meant to be
 * unforeseeable.
 *
 * Returns: (transfer full): 43 characters of base64url; wipe with amends_secrets_free_value().
 *   NULL with AMENDS_NET_ERROR_AUTH if the kernel has none
 */
char *amends_oauth_make_secret (GError **error);

/* (transfer full): the code challenge of @verifier by S256 (RFC 7636, 4.2). */
char *amends_oauth_make_challenge (const char *verifier);

G_END_DECLS
