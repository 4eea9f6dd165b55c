/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rose, and what those cases have in common. */

#include "config.h"

#include "amends-systemic.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-metrics-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* By what cases are grouped and compared. */
typedef enum
{
  TRAIT_CATEGORY,
  TRAIT_REASON,
  TRAIT_SUBJECT,
  TRAIT_SEGMENT,
  TRAIT_SEVERITY,
  TRAIT_ACCOUNT,
  N_TRAITS,
} Trait;

typedef struct
{
  AmendsInsightFacts *facts;
  AmendsMetricRules *rules;
  const AmendsInsightWindow *window;
  GArray *now;    /* of guint: cases */
  GArray *before; /* likewise */
  AmendsSystemic *found;
} Find;

static void
common_free (gpointer data)
{
  AmendsSystemicCommon *common = data;

  g_free (common->title);
  g_free (common);
}

static void
rise_free (gpointer data)
{
  AmendsSystemicRise *rise = data;

  g_free (rise->kind);
  g_free (rise->title);
  g_free (rise->advice);
  g_strfreev (rise->cases);
  g_ptr_array_unref (rise->common);
  g_free (rise);
}

void
amends_systemic_free (AmendsSystemic *self)
{
  g_ptr_array_unref (self->rises);
  g_free (self);
}

/* The identifier of what @one is by @trait: equal ones are the same string. NULL: not known. */
static const char *
get_trait (Find *find, Trait trait, const AmendsInsightCase *one)
{
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (find->facts, one->account);

  switch (trait)
    {
    case TRAIT_CATEGORY:
      return one->category ? amends_enum_get_nick (AMENDS_TYPE_CATEGORY, (int) one->category)
                           : NULL;
    case TRAIT_REASON:
      return one->reason ? amends_enum_get_nick (AMENDS_TYPE_REASON, (int) one->reason) : NULL;
    case TRAIT_SUBJECT:
      return one->subject;
    case TRAIT_SEGMENT:
      return account->segment ? amends_enum_get_nick (AMENDS_TYPE_SEGMENT, (int) account->segment)
                              : NULL;
    case TRAIT_SEVERITY:
      return one->severity ? amends_enum_get_nick (AMENDS_TYPE_SEVERITY, (int) one->severity)
                           : NULL;
    case TRAIT_ACCOUNT:
      return account->id;
    case N_TRAITS:
      break;
    }
  g_return_val_if_reached (NULL);
}

/* The words for it, as @one has it. */
static const char *
get_trait_title (Find *find, Trait trait, const AmendsInsightCase *one)
{
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (find->facts, one->account);

  switch (trait)
    {
    case TRAIT_CATEGORY:
      return amends_enum_get_label (AMENDS_TYPE_CATEGORY, (int) one->category);
    case TRAIT_REASON:
      return amends_enum_get_label (AMENDS_TYPE_REASON, (int) one->reason);
    case TRAIT_SUBJECT:
      return one->subject_title;
    case TRAIT_SEGMENT:
      return amends_enum_get_label (AMENDS_TYPE_SEGMENT, (int) account->segment);
    case TRAIT_SEVERITY:
      return amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) one->severity);
    case TRAIT_ACCOUNT:
      return account->name ? account->name : "";
    case N_TRAITS:
      break;
    }
  g_return_val_if_reached ("");
}

static const char *
get_kind (Trait trait)
{
  static const char *const kinds[N_TRAITS] = {
    [TRAIT_CATEGORY] = N_ ("Category"),
    [TRAIT_REASON] = N_ ("Reason"),
    /* Translators: what a case is about. */
    [TRAIT_SUBJECT] = N_ ("About"),
    [TRAIT_SEGMENT] = N_ ("Segment"),
    [TRAIT_SEVERITY] = N_ ("Severity"),
    [TRAIT_ACCOUNT] = N_ ("Account"),
  };

  return _ (kinds[trait]);
}

static GArray *
list_cases (Find *find, AmendsInstant from, AmendsInstant until)
{
  GArray *cases = g_array_new (FALSE, FALSE, sizeof (guint));
  AmendsMetricScope scope = { .facts = find->facts,
                              .rules = find->rules,
                              .now = find->window->now,
                              .segments = find->window->segments,
                              .severities = find->window->severities,
                              .categories = find->window->categories,
                              .owner = find->window->owner };

  for (guint i = amends_metric_find_received (find->facts, from); i < find->facts->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (find->facts, i);

      if (one->received >= until)
        break;
      if (amends_metric_scope_has (&scope, one))
        g_array_append_val (cases, i);
    }
  return cases;
}

/* (transfer full): trait → its cases, a GArray of guint. */
static GHashTable *
group (Find *find, GArray *cases, Trait trait)
{
  GHashTable *groups =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < cases->len; i++)
    {
      guint index = g_array_index (cases, guint, i);
      const char *id = get_trait (find, trait, amends_insight_facts_get_case (find->facts, index));
      GArray *members = id ? g_hash_table_lookup (groups, id) : NULL;

      if (id == NULL)
        continue;
      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (groups, (gpointer) id, members);
        }
      g_array_append_val (members, index);
    }
  return groups;
}

static int
compare_common (gconstpointer a, gconstpointer b)
{
  const AmendsSystemicCommon *left = *(AmendsSystemicCommon *const *) a;
  const AmendsSystemicCommon *right = *(AmendsSystemicCommon *const *) b;

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return g_strcmp0 (left->title, right->title);
}

/* A trait that most of the cases share. */
static void
add_common (Find *find, AmendsSystemicRise *rise, GArray *cases, Trait trait)
{
  g_autoptr (GHashTable) groups = group (find, cases, trait);
  GHashTableIter iter;
  gpointer members;
  guint share = (guint) amends_metric_rules_get_number (find->rules, AMENDS_METRIC_COMMON_PERCENT);

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &members))
    {
      guint n = ((GArray *) members)->len;
      const AmendsInsightCase *one = amends_insight_facts_get_case (
          find->facts, g_array_index ((GArray *) members, guint, n - 1));
      AmendsSystemicCommon *common;

      if (n < 2 || n * 100 < cases->len * share)
        continue;
      common = g_new0 (AmendsSystemicCommon, 1);
      common->n = n;
      /* Translators: what cases have in common: "Segment: Enterprise". */
      common->title =
          g_strdup_printf (_ ("%1$s: %2$s"), get_kind (trait), get_trait_title (find, trait, one));
      g_ptr_array_add (rise->common, common);
    }
}

static char **
list_numbers (Find *find, GArray *cases)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = cases->len; i > 0; i--)
    {
      g_autofree char *number = g_strdup_printf (
          "ESC-%04d",
          amends_insight_facts_get_case (find->facts, g_array_index (cases, guint, i - 1))->number);

      g_strv_builder_add (builder, number);
    }
  return g_strv_builder_end (builder);
}

static void
add_rise (Find *find, Trait trait, const char *id, GArray *cases, guint before)
{
  AmendsSystemicRise *rise = g_new0 (AmendsSystemicRise, 1);
  const AmendsInsightCase *last =
      amends_insight_facts_get_case (find->facts, g_array_index (cases, guint, cases->len - 1));
  const char *advice = amends_metric_rules_get_advice (find->rules, id, find->window->language);

  /* For a thing, what its kind of case asks for. */
  if (*advice == '\0' && last->category != AMENDS_CATEGORY_UNKNOWN)
    advice = amends_metric_rules_get_advice (
        find->rules, amends_enum_get_nick (AMENDS_TYPE_CATEGORY, (int) last->category),
        find->window->language);
  rise->kind = g_strdup (get_kind (trait));
  rise->title = g_strdup (get_trait_title (find, trait, last));
  rise->now = cases->len;
  rise->before = before;
  rise->percent = before > 0 ? 100.0 * ((double) cases->len - before) / before : NAN;
  rise->advice = *advice != '\0' ? g_strdup (advice) : NULL;
  rise->cases = list_numbers (find, cases);
  rise->common = g_ptr_array_new_with_free_func (common_free);
  for (Trait other = 0; other < N_TRAITS; other++)
    if (other != trait)
      add_common (find, rise, cases, other);
  g_ptr_array_sort (rise->common, compare_common);
  g_ptr_array_add (find->found->rises, rise);
}

static void
find_rises (Find *find, Trait trait)
{
  g_autoptr (GHashTable) now = group (find, find->now, trait);
  g_autoptr (GHashTable) before = group (find, find->before, trait);
  GHashTableIter iter;
  gpointer id, members;
  guint least = (guint) amends_metric_rules_get_number (find->rules, AMENDS_METRIC_RISE_LEAST);
  guint more = (guint) amends_metric_rules_get_number (find->rules, AMENDS_METRIC_RISE_CASES);
  guint percent = (guint) amends_metric_rules_get_number (find->rules, AMENDS_METRIC_RISE_PERCENT);

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &id, &members))
    {
      GArray *old = g_hash_table_lookup (before, id);
      guint n = ((GArray *) members)->len, was = old ? old->len : 0;

      if (n >= least && n >= was + more && (n - was) * 100 >= was * percent)
        add_rise (find, trait, id, members, was);
    }
}

static int
compare_rises (gconstpointer a, gconstpointer b)
{
  const AmendsSystemicRise *left = *(AmendsSystemicRise *const *) a;
  const AmendsSystemicRise *right = *(AmendsSystemicRise *const *) b;
  guint more = left->now - left->before, other = right->now - right->before;

  if (more != other)
    return more > other ? -1 : 1;
  return g_strcmp0 (left->title, right->title);
}

AmendsSystemic *
amends_systemic_find (AmendsInsightFacts *facts,
                      AmendsMetricRules *rules,
                      const AmendsInsightWindow *window)
{
  AmendsInstant length = window->until - window->from;
  Find find = { .facts = facts, .rules = rules, .window = window };
  AmendsSystemic *self = g_new0 (AmendsSystemic, 1);
  guint shown = (guint) amends_metric_rules_get_number (rules, AMENDS_METRIC_SHOWN);
  g_autoptr (GArray) now = list_cases (&find, window->from, window->until);
  g_autoptr (GArray) before = list_cases (&find, window->from - length, window->from);

  find.now = now;
  find.before = before;
  find.found = self;
  self->rises = g_ptr_array_new_with_free_func (rise_free);
  self->now = now->len;
  self->before = before->len;
  self->needed = (guint) amends_metric_rules_get_number (rules, AMENDS_METRIC_NEEDED_CASES);
  /* Against almost nothing everything has risen. */
  self->silent = now->len < self->needed || before->len < self->needed;
  if (self->silent)
    return self;
  find_rises (&find, TRAIT_CATEGORY);
  find_rises (&find, TRAIT_REASON);
  find_rises (&find, TRAIT_SUBJECT);
  g_ptr_array_sort (self->rises, compare_rises);
  if (self->rises->len > shown)
    g_ptr_array_set_size (self->rises, (int) shown);
  return self;
}
