/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AMENDS_TERM_WORD,
  AMENDS_TERM_CODE,   /* an identifier, a path, a version as a whole: "io.net.readTimeout" */
  AMENDS_TERM_NUMBER, /* digits; a long hexadecimal number */
  AMENDS_TERM_PAIR,   /* two neighbouring characters of Chinese, Japanese or Korean */
} AmendsTermKind;

/**
 * AmendsTermFunc:
 * @term: what texts are compared by: folded, without accents, a word without its ending
 * @word: how it stands in the text, folded
 */
typedef void (*AmendsTermFunc) (const char *term,
                                const char *word,
                                AmendsTermKind kind,
                                gpointer data);

/**
 * amends_terms_foreach:
 * @text: any bytes; what is no UTF-8 separates words
 * @length: bytes, or -1
 *
 * The one way in which texts are taken apart to be compared, here and in the index of past cases:
 * "exports", "exported" and "Exporting" are one term; "readTimeout" and "read_timeout" are
 * themselves as well as "read" and "timeout"; a run of Chinese is each pair of neighbours. Terms
 * come in the order of the text, an identifier before its parts. A change of this function needs a
 * migration that builds the index anew. Linear in the text; any thread.
 */
void amends_terms_foreach (const char *text, gssize length, AmendsTermFunc func, gpointer data);

G_END_DECLS
