/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Half-open range; the unit (bytes or code points) is said where it is used. */
typedef struct
{
  guint start;
  guint end;
} AmendsSpan;

/* Han, Hiragana, Katakana, Hangul, CJK punctuation and full-width forms. */
gboolean amends_text_is_cjk (gunichar c);
/* Share 0..1 of CJK among the characters that are not space. */
double amends_text_cjk_share (const char *text);
/* 30 % or more CJK: limits then count characters, not words. */
gboolean amends_text_counts_characters (const char *text);
/* Runs between white space; for such a CJK text, characters without white space. */
guint amends_text_count_words (const char *text);

/**
 * amends_text_split_sentences:
 * The one splitter of generator and gate. English by . ! ? with abbreviations ("e.g.", "Dr.",
 * "St.", initials, decimals, times, ellipses, version numbers, domain names), Chinese by 。！？；
 * closing quotes and brackets belong to the sentence; a blank line, a list item or a heading ends
 * one even without a stop.
 *
 * Returns: (transfer full) (element-type AmendsSpan): byte ranges in order, without outer space
 */
GArray *amends_text_split_sentences (const char *text);

/**
 * amends_text_clean:
 * @length: bytes, or -1
 *
 * Makes text from outside storable without altering what a person reads: invalid UTF-8 becomes
 * U+FFFD, NUL and C0/C1 controls except tab and newline are dropped, CR LF and CR become LF.
 * Bidirectional overrides (U+202A-202E, U+2066-2069) are dropped: they can make a sentence read as
 * its opposite.
 *
 * Returns: (transfer full)
 */
char *amends_text_clean (const char *text, gssize length);

/* (transfer full): one line: white space runs become one space, ends trimmed, cut with "…" after
 * @max characters at a word where there is one. */
char *amends_text_one_line (const char *text, guint max);

/* (transfer full): NFKC, case-folded, for comparing and searching. */
char *amends_text_fold (const char *text);

G_END_DECLS
