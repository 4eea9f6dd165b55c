/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How texts are compared: the policy, and which of their terms count. */

#include "config.h"

#include "amends-similar-private.h"

#include "amends-input-error.h"

struct _AmendsSimilar
{
  GObject parent_instance;

  AmendsSimilarPolicy policy;
  GHashTable *stop_words; /* (owned): set of folded words */
};

G_DEFINE_FINAL_TYPE (AmendsSimilar, amends_similar, G_TYPE_OBJECT)

static void
amends_similar_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_SIMILAR (object)->stop_words);
  G_OBJECT_CLASS (amends_similar_parent_class)->finalize (object);
}

static void
amends_similar_class_init (AmendsSimilarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_similar_finalize;
}

static void
amends_similar_init (AmendsSimilar *self)
{
  self->stop_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- Policy --- */

static double
read_number (AmendsJsonReader *reader, const char *member, double minimum, double maximum)
{
  return amends_json_reader_get_double (reader, member, AMENDS_JSON_REQUIRED, minimum, maximum,
                                        minimum);
}

static guint
read_count (AmendsJsonReader *reader, const char *member, gint64 minimum, gint64 maximum)
{
  return (guint) amends_json_reader_get_int (reader, member, AMENDS_JSON_REQUIRED, minimum, maximum,
                                             minimum);
}

static void
read_parts (AmendsJsonReader *reader, AmendsSimilarPolicy *policy)
{
  if (amends_json_reader_enter_object (reader, "fields", AMENDS_JSON_REQUIRED))
    {
      policy->field_title = read_number (reader, "title", 0, 1);
      /* Without it, texts that have no titles would have nothing to be compared by. */
      policy->field_whole = read_number (reader, "whole", 0.01, 1);
      policy->field_across = read_number (reader, "across", 0, 1);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "boilerplate", AMENDS_JSON_REQUIRED))
    {
      policy->boilerplate_words = read_count (reader, "words", 2, 8);
      policy->boilerplate_share = read_number (reader, "share_of_documents", 0, 1);
      policy->boilerplate_documents = read_count (reader, "documents", 2, 1000000);
      policy->boilerplate_weight = read_number (reader, "weight", 0, 1);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "candidates", AMENDS_JSON_REQUIRED))
    {
      policy->reach.terms = read_count (reader, "terms", 1, 1000);
      policy->reach.cases_per_term = read_count (reader, "cases_per_term", 16, 100000);
      policy->reach.cases = read_count (reader, "cases", 16, 10000000);
      policy->reach.compared = read_count (reader, "compared", 1, 10000);
      amends_json_reader_leave (reader);
    }
}

static gboolean
load_policy (AmendsSimilar *self, AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "memory", error);
  AmendsSimilarPolicy *policy = &self->policy;

  if (reader == NULL)
    return FALSE;
  if (amends_json_reader_enter_object (reader, "similar", AMENDS_JSON_REQUIRED))
    {
      policy->title_weight = read_number (reader, "title_weight", 0.1, 100);
      policy->early_words = read_number (reader, "early_words", 1, 1000000);
      policy->saturation = read_number (reader, "saturation", 0.01, 100);
      policy->length_share = read_number (reader, "length_share", 0, 1);
      policy->number_weight = read_number (reader, "number_weight", 0, 1);
      policy->shared_words = read_count (reader, "shared_words", 1, 100);
      policy->most_words = read_count (reader, "most_words", 100, 1000000);
      read_parts (reader, policy);
      amends_json_reader_leave (reader);
    }
  return amends_json_reader_finish (reader, NULL, error);
}

static void
add_stop_word_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  g_hash_table_add (data, g_strdup (word));
}

static gboolean
load_stop_words (AmendsSimilar *self,
                 AmendsPlaybook *playbook,
                 const char *language,
                 GError **error)
{
  g_autofree char *name = g_strdup_printf ("phrases/%s/memory", language);
  g_autoptr (GError) missing = NULL;
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, name, &missing);
  g_auto (GStrv) words = NULL;

  /* A language somebody has added may have templates alone. */
  if (reader == NULL && g_error_matches (missing, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND))
    return TRUE;
  if (reader == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  words = amends_json_reader_dup_strv (reader, "stop_words", AMENDS_JSON_REQUIRED);
  for (guint i = 0; words && words[i]; i++)
    amends_terms_foreach (words[i], -1, add_stop_word_cb, self->stop_words);
  return amends_json_reader_finish (reader, NULL, error);
}

AmendsSimilar *
amends_similar_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsSimilar) self = g_object_new (AMENDS_TYPE_SIMILAR, NULL);
  const char *const *languages = amends_playbook_get_languages (playbook);

  if (!load_policy (self, playbook, error))
    return NULL;
  for (guint i = 0; languages[i]; i++)
    if (!load_stop_words (self, playbook, languages[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

const AmendsSimilarPolicy *
amends_similar_get_policy (AmendsSimilar *self)
{
  return &self->policy;
}

const AmendsSimilarReach *
amends_similar_get_reach (AmendsSimilar *self)
{
  return &self->policy.reach;
}

/* --- Terms that count --- */

gboolean
amends_similar_is_stop_word (AmendsSimilar *self, const char *word)
{
  return g_hash_table_contains (self->stop_words, word);
}

typedef struct
{
  AmendsSimilar *self;
  GHashTable *ignored;
  AmendsTermFunc func;
  gpointer data;
  guint left;
} Reading;

static void
read_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  Reading *reading = data;

  if (reading->left == 0)
    return;
  reading->left--;
  /* A digit or a letter alone tells nothing. */
  if (kind != AMENDS_TERM_PAIR && word[0] != '\0' && word[1] == '\0')
    return;
  if (g_hash_table_contains (reading->self->stop_words, word) ||
      (reading->ignored && g_hash_table_contains (reading->ignored, word)))
    return;
  reading->func (term, word, kind, reading->data);
}

void
amends_similar_read (AmendsSimilar *self,
                     const char *text,
                     GHashTable *ignored,
                     AmendsTermFunc func,
                     gpointer data)
{
  Reading reading = { self, ignored, func, data, self->policy.most_words };

  if (text)
    amends_terms_foreach (text, -1, read_cb, &reading);
}

GHashTable *
amends_similar_make_ignored (const char *text)
{
  GHashTable *ignored;

  if (text == NULL)
    return NULL;
  ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  amends_terms_foreach (text, -1, add_stop_word_cb, ignored);
  return ignored;
}

typedef struct
{
  char *term;
  guint count;
  guint order;
  gboolean in_title;
} Counted;

typedef struct
{
  GHashTable *by_term; /* term → Counted, which the array owns */
  GPtrArray *all;
  gboolean in_title;
} Counting;

static void
counted_free (gpointer data)
{
  Counted *counted = data;

  g_free (counted->term);
  g_free (counted);
}

static void
count_cb (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  Counting *counting = data;
  Counted *counted = g_hash_table_lookup (counting->by_term, term);

  if (counted == NULL)
    {
      counted = g_new0 (Counted, 1);
      counted->term = g_strdup (term);
      counted->order = counting->all->len;
      counted->in_title = counting->in_title;
      g_ptr_array_add (counting->all, counted);
      g_hash_table_insert (counting->by_term, counted->term, counted);
    }
  counted->count++;
}

static int
compare_counted (gconstpointer one, gconstpointer two)
{
  const Counted *a = *(const Counted *const *) one, *b = *(const Counted *const *) two;

  if (a->in_title != b->in_title)
    return a->in_title ? -1 : 1;
  if (a->count != b->count)
    return a->count > b->count ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

char **
amends_similar_list_terms (AmendsSimilar *self,
                           const char *title,
                           const char *text,
                           const char *ignored)
{
  g_autoptr (GHashTable) by_term = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (counted_free);
  g_autoptr (GHashTable) left_out = amends_similar_make_ignored (ignored);
  Counting counting = { by_term, all, TRUE };
  g_autoptr (GStrvBuilder) terms = g_strv_builder_new ();

  amends_similar_read (self, title, left_out, count_cb, &counting);
  counting.in_title = FALSE;
  amends_similar_read (self, text, left_out, count_cb, &counting);
  g_ptr_array_sort (all, compare_counted);
  for (guint i = 0; i < MIN (all->len, self->policy.reach.terms); i++)
    g_strv_builder_add (terms, ((Counted *) g_ptr_array_index (all, i))->term);
  return g_strv_builder_end (terms);
}
