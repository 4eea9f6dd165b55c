/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The encodings of CSV files, and their bytes as UTF-8. Any thread. */

/**
 * amends_csv_encoding_guess:
 * @data: the beginning of a file, or a part of it in which there are bytes beyond ASCII
 * @length: bytes
 * @at_start: @data is the beginning, where a byte order mark can be
 *
 * By evidence, in this order: a byte order mark; line ends and commas that stand beside NUL bytes
 * (UTF-16); sequences that are valid UTF-8, of which there must be ten for each that is not. What
 * is left is GB18030 or Windows-1252. Every GB18030 text can be read as the other, so it is the
 * frequency that decides: in Chinese three of five pairs at least are of the first level of GB 2312
 * or its punctuation, while in a European word a letter with an accent mostly stands before an
 * ASCII one and makes a rare pair or none. Capitals with accents side by side ("ÄÖ") and nothing
 * else can be taken for Chinese; the user can say better.
 *
 * Returns: (transfer none): "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030" or
 *   "windows-1252"; static
 */
const char *amends_csv_encoding_guess (const guint8 *data, gsize length, gboolean at_start);

/* (transfer none) (nullable): the encoding that @name means ("gbk", "latin1"); static. */
const char *amends_csv_encoding_find (const char *name);

/* A byte that does not belong where it stands. */
typedef struct
{
  gsize offset; /* in the decoded text: where a U+FFFD holds its place */
  guint byte;
} AmendsCsvFault;

typedef struct _AmendsCsvDecoder AmendsCsvDecoder;

/* @encoding: one of those above */
AmendsCsvDecoder *amends_csv_decoder_new (const char *encoding);
void amends_csv_decoder_free (AmendsCsvDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCsvDecoder, amends_csv_decoder_free)

/**
 * amends_csv_decoder_feed:
 * @at_end: nothing follows; what is begun is at fault
 * @out: what was decoded is appended: UTF-8 without NUL and without the byte order mark
 * @faults: (element-type AmendsCsvFault): appended in order
 */
void amends_csv_decoder_feed (AmendsCsvDecoder *self,
                              const guint8 *data,
                              gsize length,
                              gboolean at_end,
                              GString *out,
                              GArray *faults);

G_END_DECLS
