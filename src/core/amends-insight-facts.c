/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the metrics count: accounts, cases and warnings, in the order they are asked for. */

#include "config.h"

#include "amends-insight-facts.h"

G_DEFINE_FINAL_TYPE (AmendsInsightFacts, amends_insight_facts, G_TYPE_OBJECT)

static void
amends_insight_facts_finalize (GObject *object)
{
  AmendsInsightFacts *self = AMENDS_INSIGHT_FACTS (object);

  g_array_unref (self->accounts);
  g_array_unref (self->cases);
  g_array_unref (self->warnings);
  g_array_unref (self->by_resolved);
  g_ptr_array_unref (self->of_account);
  g_ptr_array_unref (self->warnings_of);
  g_hash_table_unref (self->by_account);
  g_clear_pointer (&self->by_case, g_hash_table_unref);
  g_string_chunk_free (self->strings);
  G_OBJECT_CLASS (amends_insight_facts_parent_class)->finalize (object);
}

static void
amends_insight_facts_class_init (AmendsInsightFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_insight_facts_finalize;
}

static void
amends_insight_facts_init (AmendsInsightFacts *self)
{
  self->accounts = g_array_new (FALSE, TRUE, sizeof (AmendsInsightAccount));
  self->cases = g_array_new (FALSE, TRUE, sizeof (AmendsInsightCase));
  self->warnings = g_array_new (FALSE, TRUE, sizeof (AmendsInsightWarning));
  self->by_resolved = g_array_new (FALSE, FALSE, sizeof (guint));
  self->of_account = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->warnings_of = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->by_account = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_case = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_string_chunk_new (64 * 1024);
}

AmendsInsightFacts *
amends_insight_facts_new (void)
{
  return g_object_new (AMENDS_TYPE_INSIGHT_FACTS, NULL);
}

const char *
amends_insight_facts_keep (AmendsInsightFacts *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

void
amends_insight_facts_add_account (AmendsInsightFacts *self, const AmendsInsightAccount *account)
{
  g_array_append_vals (self->accounts, account, 1);
  g_ptr_array_add (self->of_account, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_ptr_array_add (self->warnings_of, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_hash_table_insert (self->by_account, (gpointer) account->id,
                       GUINT_TO_POINTER (self->accounts->len));
}

void
amends_insight_facts_add_case (AmendsInsightFacts *self, const AmendsInsightCase *case_)
{
  g_return_if_fail (self->by_case != NULL && case_->account < self->accounts->len);

  g_array_append_vals (self->cases, case_, 1);
  g_hash_table_insert (self->by_case, (gpointer) case_->id, GUINT_TO_POINTER (self->cases->len));
}

void
amends_insight_facts_add_warning (AmendsInsightFacts *self, const AmendsInsightWarning *warning)
{
  g_return_if_fail (warning->account < self->accounts->len);

  g_array_append_vals (self->warnings, warning, 1);
}

gboolean
amends_insight_facts_find_account (AmendsInsightFacts *self, const char *id, guint *index)
{
  guint found = id ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_account, id)) : 0;

  if (found > 0)
    *index = found - 1;
  return found > 0;
}

AmendsInsightCase *
amends_insight_facts_find_case (AmendsInsightFacts *self, const char *id)
{
  guint found = id ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_case, id)) : 0;

  return found > 0 ? &g_array_index (self->cases, AmendsInsightCase, found - 1) : NULL;
}

/* --- Sealing --- */

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const AmendsInsightCase *left = a, *right = b;

  if (left->received != right->received)
    return left->received < right->received ? -1 : 1;
  return (left->number > right->number) - (left->number < right->number);
}

static int
compare_warnings (gconstpointer a, gconstpointer b)
{
  const AmendsInsightWarning *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static int
compare_resolved (gconstpointer a, gconstpointer b, gpointer data)
{
  AmendsInsightFacts *self = data;
  guint left = *(const guint *) a, right = *(const guint *) b;
  AmendsInstant earlier = amends_insight_facts_get_case (self, left)->resolved;
  AmendsInstant later = amends_insight_facts_get_case (self, right)->resolved;

  if (earlier != later)
    return earlier < later ? -1 : 1;
  return (left > right) - (left < right);
}

void
amends_insight_facts_seal (AmendsInsightFacts *self)
{
  g_return_if_fail (self->by_case != NULL);

  g_clear_pointer (&self->by_case, g_hash_table_unref);
  g_array_sort (self->cases, compare_cases);
  g_array_sort (self->warnings, compare_warnings);
  for (guint i = 0; i < self->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (self, i);

      g_array_append_val ((GArray *) self->of_account->pdata[one->account], i);
      if (one->resolved != AMENDS_INSTANT_NONE)
        g_array_append_val (self->by_resolved, i);
    }
  g_array_sort_with_data (self->by_resolved, compare_resolved, self);
  for (guint i = 0; i < self->warnings->len; i++)
    {
      guint account = g_array_index (self->warnings, AmendsInsightWarning, i).account;

      g_array_append_val ((GArray *) self->warnings_of->pdata[account], i);
    }
}

const AmendsInsightAccount *
amends_insight_facts_get_account (AmendsInsightFacts *self, guint index)
{
  return &g_array_index (self->accounts, AmendsInsightAccount, index);
}

const AmendsInsightCase *
amends_insight_facts_get_case (AmendsInsightFacts *self, guint index)
{
  return &g_array_index (self->cases, AmendsInsightCase, index);
}
