/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-text.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_DIFF_SAME,
  AMENDS_DIFF_REMOVED,
  AMENDS_DIFF_ADDED,
} AmendsDiffKind;

/* A stretch of text: bytes of the older text when it was removed, else of the newer one. */
typedef struct
{
  AmendsDiffKind kind;
  AmendsSpan span;
} AmendsDiffRun;

/**
 * amends_diff_words:
 *
 * What makes @after of @before, word by word; a Chinese character is a word. The shortest way in
 * Myers' sense (An O(ND) Difference Algorithm, 1986), found first among lines and then among the
 * words of those that differ. Changes with nothing but blanks between them become one. Where texts
 * have next to nothing in common, a passage is replaced as a whole.
 *
 * Returns: (transfer full) (element-type AmendsDiffRun): in reading order, without gaps; what was
 *   removed stands before what came in its place. Empty when both are
 */
GArray *amends_diff_words (const char *before, const char *after);

G_END_DECLS
