/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"
#include "amends-log-entry.h"

G_BEGIN_DECLS

/**
 * amends_note_reader_read:
 * @text: pasted notes, a chat, an incident report; plain or light Markdown, any encoding fault is
 *   mended
 * @reference: the moment of reading; times without any date are the latest ones not after it
 * @zone: in which times are read that name none
 *
 * Every heading, list item, table row, line or paragraph that begins with a time becomes an entry:
 * the instant, and the words that belong to it on one line, markup taken off. English and Chinese.
 * A date and a zone carry over to what follows; "All times in CET" sets the zone of the rest. Of a
 * range the beginning counts; a day without an hour is its first moment. Fenced or indented code is
 * read only if nothing else has a time. Linear in the length of @text; any thread.
 *
 * Returns: (transfer full) (element-type AmendsLogEntry): at, text; in the order of the text, empty
 *   if no time stands at the beginning of anything
 */
GPtrArray *amends_note_reader_read (const char *text, AmendsInstant reference, GTimeZone *zone);

G_END_DECLS
