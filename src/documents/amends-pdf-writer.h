/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/**
 * amends_pdf_writer_write:
 * A4, with embedded fonts, outline, links and page numbers. Equal documents give equal bytes as
 * long as the fonts are the same; a document without a created time is dated 2000-01-01. Needs no
 * display. Blocking, some milliseconds a page: not on the main loop. Any thread, one document at a
 * time per thread.
 *
 * Returns: (transfer full): the file, or NULL with AMENDS_DOCUMENT_ERROR_RENDER
 */
GBytes *amends_pdf_writer_write (AmendsDocument *document, GError **error);

G_END_DECLS
