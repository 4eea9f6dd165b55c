/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Bodies of drafts: light Markdown as people write it in mail: paragraphs, **bold**, *emphasis*,
 * lists, links. Everything here may be called from any thread.
 */

/**
 * amends_rich_text_to_html:
 * A fragment for the clipboard or a mail. Line ends stay line ends. Raw HTML in @body is shown as
 * text; pictures become their description; links with schemes a mail must not carry lose their
 * target.
 *
 * Returns: (transfer full): HTML without html, head and body elements
 */
char *amends_rich_text_to_html (const char *body);

/**
 * amends_rich_text_to_plain:
 * The same without marks of emphasis, for the plain half of a mail. Lists keep "- " and "1. ", a
 * link is followed by its address.
 *
 * Returns: (transfer full): text without a newline at the end
 */
char *amends_rich_text_to_plain (const char *body);

G_END_DECLS
