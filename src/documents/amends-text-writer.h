/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/**
 * amends_text_writer_write:
 * Plain UTF-8 text, wrapped at 80 columns; wide (CJK) characters count two. Any thread.
 *
 * Returns: (transfer full): the text, ending with a newline; never NULL
 */
GBytes *amends_text_writer_write (AmendsDocument *document, GError **error);

G_END_DECLS
