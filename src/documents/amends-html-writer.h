/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/**
 * amends_html_writer_write:
 * One complete file with its own style sheet, no script and nothing loaded from elsewhere. Any
 * thread.
 *
 * Returns: (transfer full): UTF-8; never NULL
 */
GBytes *amends_html_writer_write (AmendsDocument *document, GError **error);

G_END_DECLS
