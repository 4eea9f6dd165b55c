/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/**
 * amends_json_writer_write:
 * The tree as it is: title, subtitle, author, language, audience, created and "blocks", each with
 * its "type". Any thread.
 *
 * Returns: (transfer full): UTF-8; never NULL
 */
GBytes *amends_json_writer_write (AmendsDocument *document, GError **error);

G_END_DECLS
