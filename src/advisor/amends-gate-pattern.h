/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-gate-tokens.h"

G_BEGIN_DECLS

/**
 * AmendsGatePatterns:
 * Many phrases, matched together in one pass over the tokens of a text.
 *
 * A phrase is words in lower case, Chinese without spaces, and:
 *   (a|b c)   one of these         [a|b]   one of these or nothing
 *   ..        up to four tokens    ...     up to eight tokens, of the same sentence
 *   <time>    a date, time or duration     <number>   digits
 *   <ing>     a word in -ing               <word>     any word or Chinese character
 *   <name>    a word with a capital, but not all capitals
 * It matches whole words, within a sentence, outside quotations; the longest match at a place
 * counts. Immutable once sealed, then safe in any thread.
 */
typedef struct _AmendsGatePatterns AmendsGatePatterns;

/* A span of tokens that can stand for a class: a time phrase. */
typedef struct
{
  guint first; /* token */
  guint last;  /* token, included */
} AmendsGateTokenSpan;

typedef struct
{
  guint list;    /* as given to add() */
  guint pattern; /* number of the phrase, in the order of adding */
  guint first;   /* token */
  guint last;    /* token, included */
} AmendsGateHit;

AmendsGatePatterns *amends_gate_patterns_new (void);
void amends_gate_patterns_free (AmendsGatePatterns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsGatePatterns, amends_gate_patterns_free)

/**
 * amends_gate_patterns_add:
 * @list: whatever the caller groups phrases by
 *
 * Returns: the number of the phrase, or -1 with what is wrong in @message (transfer full)
 */
int
amends_gate_patterns_add (AmendsGatePatterns *self, guint list, const char *phrase, char **message);

GHashTable *amends_gate_patterns_get_vocabulary (AmendsGatePatterns *self);

/**
 * amends_gate_patterns_match:
 * @times: (element-type AmendsGateTokenSpan): what <time> stands for, in order
 *
 * Returns: (transfer full) (element-type AmendsGateHit): in order of their first token
 */
GArray *amends_gate_patterns_match (AmendsGatePatterns *self,
                                    const AmendsGateTokens *tokens,
                                    const GArray *times);

G_END_DECLS
