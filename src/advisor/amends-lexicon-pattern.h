/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-lexicon-text.h"

G_BEGIN_DECLS

/**
 * AmendsPatternTree:
 * Phrases as a tree of tokens, walked once from each token of a text.
 *
 * A phrase is written in lower case, Chinese without spaces, with
 *   (a|b c)  one of these        [a|b]  one of these or nothing
 *   verb~    its regular forms: cancel, cancels, cancelled, canceled, cancelling, canceling
 *   noun+    with its plural
 *   ..       up to four words or six Chinese characters of the same clause
 *   #        a number, in digits or words
 * Filled by one thread, then only read.
 */
typedef struct _AmendsPatternTree AmendsPatternTree;

typedef struct
{
  guint first; /* token */
  guint last;  /* token, included */
  guint value; /* as given to amends_pattern_tree_add() */
} AmendsPatternHit;

AmendsPatternTree *amends_pattern_tree_new (void);
void amends_pattern_tree_free (AmendsPatternTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPatternTree, amends_pattern_tree_free)

/**
 * amends_pattern_tree_add:
 * Adds all that @phrase stands for.
 *
 * Returns: TRUE, or FALSE with what is wrong with it in @message, a translated sentence
 */
gboolean amends_pattern_tree_add (AmendsPatternTree *self,
                                  AmendsVocabulary *vocabulary,
                                  const char *phrase,
                                  guint value,
                                  char **message);

/**
 * amends_pattern_tree_match:
 * @hits: (element-type AmendsPatternHit): gets what is found, by first token, longer ones first
 * @limit: no more than this many hits are kept
 */
void amends_pattern_tree_match (const AmendsPatternTree *self,
                                const AmendsLexiconText *text,
                                const AmendsVocabulary *vocabulary,
                                GArray *hits,
                                guint limit);

G_END_DECLS
