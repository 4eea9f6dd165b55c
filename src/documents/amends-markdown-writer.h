/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/**
 * amends_markdown_writer_write:
 * CommonMark with GFM tables and check boxes. Every character of the document that could be markup
 * is escaped, so that a reader sees the text as it is. Any thread.
 *
 * Returns: (transfer full): UTF-8; never NULL
 */
GBytes *amends_markdown_writer_write (AmendsDocument *document, GError **error);

G_END_DECLS
