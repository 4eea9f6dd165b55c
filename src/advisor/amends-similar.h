/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook.h"

G_BEGIN_DECLS

/**
 * AmendsSimilar:
 * How texts are compared: words by how rare they are, titles above the rest, what stands early
 * above what stands late, forms that many texts share hardly at all. Compiled from "similar" of
 * memory.json and the stop words of phrases/LANGUAGE/memory.json. Immutable; any thread.
 */
#define AMENDS_TYPE_SIMILAR (amends_similar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSimilar, amends_similar, AMENDS, SIMILAR, GObject)

/* Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR (file, line, field). */
AmendsSimilar *amends_similar_new (AmendsPlaybook *playbook, GError **error);

/* How far a search for candidates in a large store may go. */
typedef struct
{
  guint terms;          /* of the text, that are looked up */
  guint cases_per_term; /* looked at for how common a term is */
  guint cases;          /* looked at in all */
  guint compared;       /* that are compared in full */
} AmendsSimilarReach;

const AmendsSimilarReach *amends_similar_get_reach (AmendsSimilar *self);

/**
 * amends_similar_list_terms:
 * @title, @text: (nullable)
 * @ignored: (nullable): text whose words do not count, such as the name of the account
 *
 * The terms by which candidates are looked for: those of the title first, then by how often they
 * occur; at most as many as the reach has.
 *
 * Returns: (transfer full) (array zero-terminated=1)
 */
char **amends_similar_list_terms (AmendsSimilar *self,
                                  const char *title,
                                  const char *text,
                                  const char *ignored);

/* One text that is like another. */
typedef struct
{
  char *id;
  double score;  /* 0 to 1; equal texts have 1 */
  char **shared; /* words that stand in both, the most telling first; never NULL */
} AmendsSimilarMatch;

void amends_similar_match_free (AmendsSimilarMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSimilarMatch, amends_similar_match_free)

/**
 * AmendsSimilarIndex:
 * Texts that can be asked for those most like another one. What it answers does not depend on the
 * order in which they were added. One thread at a time.
 */
typedef struct _AmendsSimilarIndex AmendsSimilarIndex;

/* (transfer full): empty. */
AmendsSimilarIndex *amends_similar_index_new (AmendsSimilar *similar);
void amends_similar_index_free (AmendsSimilarIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSimilarIndex, amends_similar_index_free)

/* @title, @text: (nullable). FALSE if @id is there already: the first stays. */
gboolean amends_similar_index_add (AmendsSimilarIndex *self,
                                   const char *id,
                                   const char *title,
                                   const char *text);

guint amends_similar_index_get_size (AmendsSimilarIndex *self);

/**
 * amends_similar_index_set_background:
 * @n_documents: in the store from which the texts were taken
 * @documents: (element-type utf8 guint): term → how many of those have it; a term not in it is as
 *   rare as can be
 *
 * For an index of candidates alone, in which every word of the query is common. To be called before
 * texts are added.
 */
void amends_similar_index_set_background (AmendsSimilarIndex *self,
                                          guint n_documents,
                                          GHashTable *documents);

/**
 * amends_similar_index_find:
 * @id: (nullable): of the query; a text never matches itself
 * @title, @text: (nullable)
 * @ignored: (nullable): as above
 * @limit: most matches
 *
 * Returns: (transfer full) (element-type AmendsSimilarMatch): the most similar first; only such as
 *   share a word
 */
GPtrArray *amends_similar_index_find (AmendsSimilarIndex *self,
                                      const char *id,
                                      const char *title,
                                      const char *text,
                                      const char *ignored,
                                      guint limit);

G_END_DECLS
