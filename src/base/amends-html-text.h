/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amends_html_to_text:
 * The words of an HTML mail or note: tags dropped, block elements and <br> as line breaks, script,
 * style and head left out, entities decoded, quoted blocks (<blockquote>) marked with "> ". Not a
 * browser: what a person would read, good enough to classify and to keep.
 *
 * Returns: (transfer full): UTF-8
 */
char *amends_html_to_text (const char *html);

/* (transfer full): @text as HTML that shows it as it is; nothing in it is markup. */
char *amends_html_from_text (const char *text);

G_END_DECLS
