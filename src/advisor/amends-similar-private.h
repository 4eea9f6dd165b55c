/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-similar.h"
#include "amends-terms.h"

G_BEGIN_DECLS

/* What memory.json says of comparing; every weight is explained in its schema. */
typedef struct
{
  double title_weight;
  double early_words;
  double saturation;
  double length_share;
  double number_weight;
  double field_title;
  double field_whole;
  double field_across;
  guint boilerplate_words;
  double boilerplate_share;
  guint boilerplate_documents;
  double boilerplate_weight;
  guint shared_words;
  guint most_words;
  AmendsSimilarReach reach;
} AmendsSimilarPolicy;

const AmendsSimilarPolicy *amends_similar_get_policy (AmendsSimilar *self);

/* @word is folded. */
gboolean amends_similar_is_stop_word (AmendsSimilar *self, const char *word);

/* (transfer full): set of the words of @text, folded; NULL for NULL. */
GHashTable *amends_similar_make_ignored (const char *text);

/**
 * amends_similar_read:
 * @func: called for each term that counts, in the order of @text, for at most as many words as
 *   the policy allows
 */
void amends_similar_read (AmendsSimilar *self,
                          const char *text,
                          GHashTable *ignored,
                          AmendsTermFunc func,
                          gpointer data);

/* Words of one text, by term: to say which stand in both of two texts. */
typedef struct _AmendsSimilarWords AmendsSimilarWords;

AmendsSimilarWords *amends_similar_words_new (AmendsSimilar *similar,
                                              const char *title,
                                              const char *text,
                                              GHashTable *ignored);
void amends_similar_words_free (AmendsSimilarWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSimilarWords, amends_similar_words_free)

/* (transfer full): at most @limit words that stand in both, for @terms (element-type utf8) in
 * their order. */
char **amends_similar_words_share (AmendsSimilarWords *a,
                                   AmendsSimilarWords *b,
                                   GPtrArray *terms,
                                   guint limit);

G_END_DECLS
