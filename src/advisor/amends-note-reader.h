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
 * Every heading, list item, table row, line or paragraph that begins with a time, or with a name or
 * label and a time, becomes an entry: the instant, and the words that belong to it on one line,
 * markup taken off, cut at a sentence if they are long. So does the head of a pasted mail. Unless
 * three or more of these make a log, the sentences of prose are searched, too: each clause with a
 * time is an entry; what is planned, asked, or of every day is none. English and Chinese.
 * A date and a zone carry over to what follows; "All times in CET" sets the zone of the rest, and
 * "T+15min" counts from the entry before. Of a range the beginning counts; a day without an hour is
 * its first moment, "Tuesday morning" an hour of it. Fenced or indented code is read only if
 * nothing else has a time. Linear in the length of @text; any thread.
 *
 * Returns: (transfer full) (element-type AmendsLogEntry): at, text; in the order of the text, empty
 *   if it tells no time
 */
GPtrArray *amends_note_reader_read (const char *text, AmendsInstant reference, GTimeZone *zone);

G_END_DECLS
