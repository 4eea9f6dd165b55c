/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-match.h"

G_BEGIN_DECLS

/*
 * How the words of a search stand out in what it found: bold and underlined, so never by colour
 * alone. Everything returned is (transfer full) Pango markup, with the text itself escaped.
 */

/* @text with each of @words (nullable) marked: where a word begins with it, else wherever it
 * stands. Case and accents do not count. */
char *amends_marks_words (const char *text, const char *words);

/* A passage of #AmendsMatch or #AmendsCaseRow, on one line. */
char *amends_marks_passage (const char *snippet);

/* (transfer none): "in the customer’s message"; "" for a place that is plain to see. */
const char *amends_marks_place (AmendsMatchPlace place);

G_END_DECLS
