/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts by their terms, and those most like another. Each text is two vectors, its title and the
 * whole of it, of weights by how rare a term is and how often and how early it stands there. The
 * score is the cosine of titles, of wholes, and of the one with the other. */

#include "config.h"

#include "amends-similar-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint term;
  double title; /* count, then weight in a vector of length 1 */
  double whole;
} Weight;

typedef struct
{
  char *id;
  char *title;
  char *text;
  GArray *title_terms; /* of guint, in order */
  GArray *text_terms;
  GArray *weights; /* of Weight, in the order of first appearance */
} Document;

typedef struct
{
  guint document;
  float title;
  float whole;
} Posting;

typedef struct
{
  char *term;
  guint documents; /* of this index that have it */
  guint last;      /* document that had it last, plus 1 */
  double rarity;
  gboolean number;
  GArray *postings; /* of Posting */
} Term;

struct _AmendsSimilarIndex
{
  AmendsSimilar *similar;
  const AmendsSimilarPolicy *policy;
  GPtrArray *documents;
  GHashTable *by_id;    /* set of ids, which the documents own */
  GPtrArray *terms;     /* of Term */
  GHashTable *by_term;  /* term → its index, plus 1 */
  GHashTable *shingles; /* digest of neighbouring terms → in how many documents */
  GHashTable *background;
  guint n_background;
  double average_title;
  double average_whole;
  gboolean ready; /* vectors and postings are up to date */
};

void
amends_similar_match_free (AmendsSimilarMatch *self)
{
  g_free (self->id);
  g_strfreev (self->shared);
  g_free (self);
}

static void
document_free (gpointer data)
{
  Document *document = data;

  g_free (document->id);
  g_free (document->title);
  g_free (document->text);
  g_array_unref (document->title_terms);
  g_array_unref (document->text_terms);
  g_clear_pointer (&document->weights, g_array_unref);
  g_free (document);
}

static void
term_free (gpointer data)
{
  Term *term = data;

  g_free (term->term);
  g_array_unref (term->postings);
  g_free (term);
}

AmendsSimilarIndex *
amends_similar_index_new (AmendsSimilar *similar)
{
  AmendsSimilarIndex *self = g_new0 (AmendsSimilarIndex, 1);

  self->similar = g_object_ref (similar);
  self->policy = amends_similar_get_policy (similar);
  self->documents = g_ptr_array_new_with_free_func (document_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->terms = g_ptr_array_new_with_free_func (term_free);
  self->by_term = g_hash_table_new (g_str_hash, g_str_equal);
  self->shingles = g_hash_table_new (g_direct_hash, g_direct_equal);
  return self;
}

void
amends_similar_index_free (AmendsSimilarIndex *self)
{
  g_object_unref (self->similar);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_term);
  g_hash_table_unref (self->shingles);
  g_clear_pointer (&self->background, g_hash_table_unref);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->terms);
  g_free (self);
}

guint
amends_similar_index_get_size (AmendsSimilarIndex *self)
{
  return self->documents->len;
}

void
amends_similar_index_set_background (AmendsSimilarIndex *self,
                                     guint n_documents,
                                     GHashTable *documents)
{
  g_clear_pointer (&self->background, g_hash_table_unref);
  self->background = g_hash_table_ref (documents);
  self->n_background = n_documents;
  self->ready = FALSE;
}

/* --- Reading texts --------------------------------------------------------------------------- */

typedef struct
{
  AmendsSimilarIndex *self;
  GArray *ids;
  GHashTable *unknown; /* (nullable): of a query: term → its index behind those known, plus 1 */
} Reading;

static guint
add_term (AmendsSimilarIndex *self, const char *text, gboolean number)
{
  Term *term = g_new0 (Term, 1);

  term->term = g_strdup (text);
  term->number = number;
  term->postings = g_array_new (FALSE, FALSE, sizeof (Posting));
  g_ptr_array_add (self->terms, term);
  g_hash_table_insert (self->by_term, term->term, GUINT_TO_POINTER (self->terms->len));
  return self->terms->len - 1;
}

static void
read_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  Reading *reading = data;
  AmendsSimilarIndex *self = reading->self;
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_term, term));

  if (id > 0)
    id--;
  else if (reading->unknown == NULL)
    id = add_term (self, term, kind == AMENDS_TERM_NUMBER);
  else
    {
      id = GPOINTER_TO_UINT (g_hash_table_lookup (reading->unknown, term));
      if (id == 0)
        {
          id = g_hash_table_size (reading->unknown) + 1;
          g_hash_table_insert (reading->unknown, g_strdup (term), GUINT_TO_POINTER (id));
        }
      id += self->terms->len - 1;
    }
  g_array_append_val (reading->ids, id);
}

static GArray *
read_terms (AmendsSimilarIndex *self, const char *text, GHashTable *ignored, GHashTable *unknown)
{
  Reading reading = { self, g_array_new (FALSE, FALSE, sizeof (guint)), unknown };

  amends_similar_read (self->similar, text, ignored, read_cb, &reading);
  return reading.ids;
}

/* Neighbouring terms as one key: equal neighbours give equal keys, and others hardly ever. */
static gpointer
make_shingle (const GArray *terms, guint at, guint n)
{
  guint64 digest = G_GUINT64_CONSTANT (14695981039346656037);

  for (guint i = at; i < at + n; i++)
    {
      digest = (digest ^ g_array_index (terms, guint, i)) * G_GUINT64_CONSTANT (1099511628211);
      digest ^= digest >> 29;
    }
  return GSIZE_TO_POINTER ((gsize) digest);
}

static void
count_shingles (AmendsSimilarIndex *self, const GArray *terms, GHashTable *seen)
{
  guint n = self->policy->boilerplate_words;

  for (guint i = 0; i + n <= terms->len; i++)
    {
      gpointer key = make_shingle (terms, i, n);
      guint count;

      if (!g_hash_table_add (seen, key))
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (self->shingles, key));
      g_hash_table_insert (self->shingles, key, GUINT_TO_POINTER (count + 1));
    }
}

static void
count_documents (AmendsSimilarIndex *self, const GArray *terms, guint mark)
{
  for (guint i = 0; i < terms->len; i++)
    {
      Term *term = g_ptr_array_index (self->terms, g_array_index (terms, guint, i));

      if (term->last == mark)
        continue;
      term->last = mark;
      term->documents++;
    }
}

gboolean
amends_similar_index_add (AmendsSimilarIndex *self,
                          const char *id,
                          const char *title,
                          const char *text)
{
  g_autoptr (GHashTable) seen = NULL;
  Document *document;

  g_return_val_if_fail (id != NULL, FALSE);

  if (g_hash_table_contains (self->by_id, id))
    return FALSE;
  document = g_new0 (Document, 1);
  document->id = g_strdup (id);
  document->title = g_strdup (title);
  document->text = g_strdup (text);
  document->title_terms = read_terms (self, title, NULL, NULL);
  document->text_terms = read_terms (self, text, NULL, NULL);
  g_ptr_array_add (self->documents, document);
  g_hash_table_add (self->by_id, document->id);
  count_documents (self, document->title_terms, self->documents->len);
  count_documents (self, document->text_terms, self->documents->len);
  if (self->background == NULL)
    {
      seen = g_hash_table_new (g_direct_hash, g_direct_equal);
      count_shingles (self, document->title_terms, seen);
      count_shingles (self, document->text_terms, seen);
    }
  self->ready = FALSE;
  return TRUE;
}

/* --- Vectors --------------------------------------------------------------------------------- */

/* (transfer full): how much each place of @terms counts: less in forms that many texts share. */
static double *
weigh_places (AmendsSimilarIndex *self, const GArray *terms)
{
  const AmendsSimilarPolicy *policy = self->policy;
  guint n = policy->boilerplate_words;
  double limit =
      MAX (policy->boilerplate_documents, policy->boilerplate_share * self->documents->len);
  double *places = g_new (double, MAX (terms->len, 1));

  for (guint i = 0; i < terms->len; i++)
    places[i] = 1;
  /* Among candidates that were chosen for what they share, sharing it says nothing. */
  for (guint i = 0; self->background == NULL && i + n <= terms->len; i++)
    if (GPOINTER_TO_UINT (g_hash_table_lookup (self->shingles, make_shingle (terms, i, n))) > limit)
      for (guint j = i; j < i + n; j++)
        places[j] = policy->boilerplate_weight;
  return places;
}

static Weight *
find_weight (GArray *weights, GHashTable *slots, guint term)
{
  guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (slots, GUINT_TO_POINTER (term + 1)));

  if (slot == 0)
    {
      Weight weight = { term, 0, 0 };

      g_array_append_val (weights, weight);
      slot = weights->len;
      g_hash_table_insert (slots, GUINT_TO_POINTER (term + 1), GUINT_TO_POINTER (slot));
    }
  return &g_array_index (weights, Weight, slot - 1);
}

/* (transfer full): how often each term stands in title and whole, places weighed. */
static GArray *
count_terms (AmendsSimilarIndex *self, const GArray *title, const GArray *text)
{
  GArray *weights = g_array_new (FALSE, FALSE, sizeof (Weight));
  g_autoptr (GHashTable) slots = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autofree double *title_places = weigh_places (self, title);
  g_autofree double *text_places = weigh_places (self, text);
  double before = 0;

  for (guint i = 0; i < title->len; i++)
    {
      Weight *weight = find_weight (weights, slots, g_array_index (title, guint, i));

      weight->title += title_places[i];
      weight->whole += title_places[i] * self->policy->title_weight;
    }
  for (guint i = 0; i < text->len; i++)
    {
      Weight *weight = find_weight (weights, slots, g_array_index (text, guint, i));

      weight->whole += text_places[i] / (1 + before / self->policy->early_words);
      before += text_places[i];
    }
  return weights;
}

static void
sum_counts (const GArray *weights, double *title, double *whole)
{
  *title = *whole = 0;
  for (guint i = 0; i < weights->len; i++)
    {
      const Weight *weight = &g_array_index (weights, Weight, i);

      *title += weight->title;
      *whole += weight->whole;
    }
}

static double
get_rarity (AmendsSimilarIndex *self, guint id)
{
  guint n = self->background ? self->n_background : self->documents->len;

  /* A term of the query that no text has. */
  if (id >= self->terms->len)
    return log ((n + 1) / 0.5);
  return ((Term *) g_ptr_array_index (self->terms, id))->rarity;
}

static double
saturate (AmendsSimilarIndex *self, double count, double length, double average)
{
  double share = self->policy->length_share;
  double norm = average > 0 ? 1 - share + share * length / average : 1;

  return count > 0 ? count / (self->policy->saturation * norm + count) : 0;
}

/* Counts become weights, and the vectors get length 1. */
static void
make_vector (AmendsSimilarIndex *self, GArray *weights)
{
  double title_length, whole_length, title = 0, whole = 0;

  sum_counts (weights, &title_length, &whole_length);
  for (guint i = 0; i < weights->len; i++)
    {
      Weight *weight = &g_array_index (weights, Weight, i);
      double rarity = get_rarity (self, weight->term);

      weight->title = rarity * saturate (self, weight->title, title_length, self->average_title);
      weight->whole = rarity * saturate (self, weight->whole, whole_length, self->average_whole);
      title += weight->title * weight->title;
      whole += weight->whole * weight->whole;
    }
  for (guint i = 0; i < weights->len; i++)
    {
      Weight *weight = &g_array_index (weights, Weight, i);

      weight->title = title > 0 ? weight->title / sqrt (title) : 0;
      weight->whole = whole > 0 ? weight->whole / sqrt (whole) : 0;
    }
}

static void
rate_terms (AmendsSimilarIndex *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      Term *term = g_ptr_array_index (self->terms, i);
      guint n = self->background ? self->n_background : self->documents->len;
      guint documents = term->documents;

      if (self->background)
        documents = GPOINTER_TO_UINT (g_hash_table_lookup (self->background, term->term));
      /* The store may have grown since the count. */
      term->rarity = log ((n + 1) / (MIN (documents, n) + 0.5));
      if (term->number)
        term->rarity *= self->policy->number_weight;
      g_array_set_size (term->postings, 0);
    }
}

static void
post (AmendsSimilarIndex *self, guint number)
{
  const Document *document = g_ptr_array_index (self->documents, number);

  for (guint i = 0; i < document->weights->len; i++)
    {
      const Weight *weight = &g_array_index (document->weights, Weight, i);
      Term *term = g_ptr_array_index (self->terms, weight->term);
      Posting posting = { number, (float) weight->title, (float) weight->whole };

      g_array_append_val (term->postings, posting);
    }
}

/* Everything that depends on all texts, once they are there. */
static void
prepare (AmendsSimilarIndex *self)
{
  if (self->ready)
    return;
  rate_terms (self);
  self->average_title = self->average_whole = 0;
  for (guint i = 0; i < self->documents->len; i++)
    {
      Document *document = g_ptr_array_index (self->documents, i);
      double title, whole;

      g_clear_pointer (&document->weights, g_array_unref);
      document->weights = count_terms (self, document->title_terms, document->text_terms);
      sum_counts (document->weights, &title, &whole);
      self->average_title += title / self->documents->len;
      self->average_whole += whole / self->documents->len;
    }
  for (guint i = 0; i < self->documents->len; i++)
    {
      Document *document = g_ptr_array_index (self->documents, i);

      make_vector (self, document->weights);
      post (self, i);
    }
  self->ready = TRUE;
}

/* --- Answers --------------------------------------------------------------------------------- */

typedef struct
{
  const char *id;
  guint document;
  double score;
} Candidate;

static double
multiply (const AmendsSimilarPolicy *policy, const Weight *query, double title, double whole)
{
  return policy->field_title * query->title * title + policy->field_whole * query->whole * whole +
         policy->field_across * (query->title * whole + query->whole * title);
}

/* (transfer full): the score of every document. */
static double *
score_all (AmendsSimilarIndex *self, const GArray *query)
{
  const AmendsSimilarPolicy *policy = self->policy;
  double *scores = g_new0 (double, MAX (self->documents->len, 1));
  double most = 0; /* what the query scores with itself */

  for (guint i = 0; i < query->len; i++)
    {
      const Weight *weight = &g_array_index (query, Weight, i);
      const Term *term;

      most += multiply (policy, weight, weight->title, weight->whole);
      if (weight->term >= self->terms->len)
        continue;
      term = g_ptr_array_index (self->terms, weight->term);
      for (guint j = 0; j < term->postings->len; j++)
        {
          const Posting *posting = &g_array_index (term->postings, Posting, j);

          scores[posting->document] += multiply (policy, weight, posting->title, posting->whole);
        }
    }
  /* Rounded, so that the order in which weights were summed up cannot decide between equals. */
  for (guint i = 0; most > 0 && i < self->documents->len; i++)
    scores[i] = MIN (1, round (scores[i] / most * 1e4) / 1e4);
  return scores;
}

static gboolean
is_better (const Candidate *a, const Candidate *b)
{
  return a->score > b->score || (a->score == b->score && strcmp (a->id, b->id) < 0);
}

/* (transfer full) (element-type Candidate): the @limit best, in order. */
static GArray *
choose (AmendsSimilarIndex *self, const double *scores, const char *id, guint limit)
{
  GArray *best = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < self->documents->len; i++)
    {
      const Document *document = g_ptr_array_index (self->documents, i);
      Candidate candidate = { document->id, i, scores[i] };
      guint at = best->len;

      if (scores[i] <= 0 || g_strcmp0 (document->id, id) == 0)
        continue;
      while (at > 0 && is_better (&candidate, &g_array_index (best, Candidate, at - 1)))
        at--;
      if (at >= limit)
        continue;
      g_array_insert_val (best, at, candidate);
      if (best->len > limit)
        g_array_set_size (best, limit);
    }
  return best;
}

typedef struct
{
  const char *term;
  double part; /* of the score */
} Share;

static int
compare_shares (gconstpointer one, gconstpointer two)
{
  const Share *a = one, *b = two;

  if (a->part != b->part)
    return a->part > b->part ? -1 : 1;
  return strcmp (a->term, b->term);
}

/* (transfer full) (element-type utf8): terms that both have, by what they add to the score. */
static GPtrArray *
list_shared_terms (AmendsSimilarIndex *self, const GArray *query, const Document *document)
{
  g_autoptr (GHashTable) by_term = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  GPtrArray *terms = g_ptr_array_new ();

  for (guint i = 0; i < query->len; i++)
    {
      Weight *weight = &g_array_index (query, Weight, i);

      g_hash_table_insert (by_term, GUINT_TO_POINTER (weight->term + 1), weight);
    }
  for (guint i = 0; i < document->weights->len; i++)
    {
      const Weight *theirs = &g_array_index (document->weights, Weight, i);
      const Weight *ours = g_hash_table_lookup (by_term, GUINT_TO_POINTER (theirs->term + 1));
      const Term *term = g_ptr_array_index (self->terms, theirs->term);

      if (ours)
        {
          Share share = { term->term, multiply (self->policy, ours, theirs->title, theirs->whole) };

          g_array_append_val (shares, share);
        }
    }
  g_array_sort (shares, compare_shares);
  for (guint i = 0; i < shares->len; i++)
    g_ptr_array_add (terms, (gpointer) g_array_index (shares, Share, i).term);
  return terms;
}

static AmendsSimilarMatch *
make_match (AmendsSimilarIndex *self,
            const Candidate *candidate,
            const GArray *query,
            AmendsSimilarWords *words,
            GHashTable *ignored)
{
  const Document *document = g_ptr_array_index (self->documents, candidate->document);
  g_autoptr (GPtrArray) terms = list_shared_terms (self, query, document);
  g_autoptr (AmendsSimilarWords) theirs =
      amends_similar_words_new (self->similar, document->title, document->text, ignored);
  AmendsSimilarMatch *match = g_new0 (AmendsSimilarMatch, 1);

  match->id = g_strdup (document->id);
  match->score = candidate->score;
  match->shared = amends_similar_words_share (words, theirs, terms, self->policy->shared_words);
  return match;
}

GPtrArray *
amends_similar_index_find (AmendsSimilarIndex *self,
                           const char *id,
                           const char *title,
                           const char *text,
                           const char *ignored,
                           guint limit)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_similar_match_free);
  g_autoptr (GHashTable) left_out = amends_similar_make_ignored (ignored);
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) title_terms = read_terms (self, title, left_out, unknown);
  g_autoptr (GArray) text_terms = read_terms (self, text, left_out, unknown);
  g_autoptr (GArray) query = NULL;
  g_autoptr (GArray) best = NULL;
  g_autoptr (AmendsSimilarWords) words = NULL;
  g_autofree double *scores = NULL;

  prepare (self);
  query = count_terms (self, title_terms, text_terms);
  make_vector (self, query);
  scores = score_all (self, query);
  best = choose (self, scores, id, limit);
  if (best->len > 0)
    words = amends_similar_words_new (self->similar, title, text, left_out);
  for (guint i = 0; i < best->len; i++)
    g_ptr_array_add (matches, make_match (self, &g_array_index (best, Candidate, i), query, words,
                                          left_out));
  return matches;
}
