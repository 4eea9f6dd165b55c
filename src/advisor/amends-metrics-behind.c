/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is behind a number: its cases, its parts, and all of it as JSON. */

#include "config.h"

#include "amends-metrics-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
row_free (gpointer data)
{
  AmendsMetricCase *row = data;

  g_free (row->escalation_id);
  g_free (row->account_id);
  g_free (row->number);
  g_free (row->account);
  g_free (row->title);
  g_free (row->detail);
  g_free (row->outcome);
  g_free (row);
}

/* --- Behind a number --- */

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const AmendsMetricMember *left = a, *right = b;

  if (left->hit != right->hit)
    return left->hit ? -1 : 1;
  if (left->at != right->at)
    return left->at > right->at ? -1 : 1;
  return (left->index < right->index) - (left->index > right->index);
}

static AmendsMetricCase *
make_row (AmendsInsights *self, const AmendsMetricRule *rule, const AmendsMetricMember *member)
{
  AmendsMetricCase *row = g_new0 (AmendsMetricCase, 1);
  const AmendsInsightCase *one =
      member->is_case ? amends_insight_facts_get_case (self->facts, member->index) : NULL;
  const AmendsInsightAccount *account =
      amends_insight_facts_get_account (self->facts, one ? one->account : member->index);

  row->account_id = g_strdup (account->id);
  row->account = g_strdup (account->name ? account->name : "");
  row->escalation_id = g_strdup (one ? one->id : NULL);
  row->number = one ? g_strdup_printf ("ESC-%04d", one->number) : g_strdup ("");
  row->title = g_strdup (one && one->title ? one->title : "");
  row->severity = one ? one->severity : AMENDS_SEVERITY_UNKNOWN;
  row->at = member->at;
  row->hit = member->hit;
  amends_metric_describe_member (row, rule, one, account, member, self->language);
  return row;
}

GPtrArray *
amends_insights_list_cases (AmendsInsights *self,
                            const char *metric,
                            gboolean only_hits,
                            guint limit)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  const AmendsMetricRule *rule = amends_insights_find_rule (self, metric);
  g_auto (AmendsMetricTally) tally = { 0 };

  if (rule == NULL)
    return rows;
  amends_metric_count (&self->scope, rule, self->window.from, self->window.until, &tally);
  g_array_sort (tally.members, compare_members);
  for (guint i = 0; i < tally.members->len && (limit == 0 || rows->len < limit); i++)
    {
      const AmendsMetricMember *member = &g_array_index (tally.members, AmendsMetricMember, i);

      if (member->hit || !only_hits)
        g_ptr_array_add (rows, make_row (self, rule, member));
    }
  return rows;
}

static void
add_split (AmendsInsights *self,
           GPtrArray *bars,
           const AmendsMetricRule *rule,
           const AmendsMetricScope *scope,
           AmendsMetricBar *bar)
{
  g_auto (AmendsMetricTally) tally = { 0 };

  amends_metric_count (scope, rule, self->window.from, self->window.until, &tally);
  bar->n = tally.n;
  bar->state = amends_insights_judge (self, rule, &tally);
  bar->number = amends_metric_state_is_known (bar->state) ? tally.value : NAN;
  bar->value = amends_metric_state_is_known (bar->state) &&
                       amends_measure_get_unit (rule->measure) == AMENDS_METRIC_MONEY
                   ? amends_metric_format_purses (tally.purses, FALSE, self->language)
                   : amends_metric_format (amends_measure_get_unit (rule->measure), bar->number);
  /* Translators: how many things a number was counted over: "of 61". */
  bar->note = g_strdup_printf (_ ("of %u"), tally.n);
  if (tally.n > 0)
    g_ptr_array_add (bars, bar);
  else
    amends_metric_bar_free (bar);
}

static void
split_by_enum (AmendsInsights *self,
               GPtrArray *bars,
               const AmendsMetricRule *rule,
               GType type,
               gsize offset)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  for (guint i = 0; i < klass->n_values; i++)
    {
      int value = klass->values[i].value;
      AmendsMetricScope scope = self->scope;
      guint *bits = (guint *) (gpointer) ((char *) &scope + offset);

      if (*bits != 0 && (*bits & (1u << value)) == 0)
        continue;
      *bits = 1u << value;
      add_split (self, bars, rule, &scope,
                 amends_metric_bar_new (klass->values[i].value_nick,
                                        amends_enum_get_label (type, value)));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
split_by_owner (AmendsInsights *self, GPtrArray *bars, const AmendsMetricRule *rule)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = NULL;
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < self->facts->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (self->facts, i);

      if (one->owner != NULL && amends_metric_scope_has (&self->scope, one))
        g_hash_table_add (owners, (gpointer) one->owner);
    }
  names = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, owners);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      AmendsMetricScope scope = self->scope;

      scope.owner = names->pdata[i];
      add_split (self, bars, rule, &scope,
                 amends_metric_bar_new (names->pdata[i], names->pdata[i]));
    }
}

GPtrArray *
amends_insights_split (AmendsInsights *self, const char *metric, AmendsMetricDimension dimension)
{
  GPtrArray *bars = g_ptr_array_new_with_free_func (amends_metric_bar_free);
  const AmendsMetricRule *rule = amends_insights_find_rule (self, metric);

  if (rule == NULL ||
      (amends_measure_is_of_accounts (rule->measure) && dimension != AMENDS_METRIC_BY_SEGMENT))
    return bars;
  switch (dimension)
    {
    case AMENDS_METRIC_BY_SEGMENT:
      split_by_enum (self, bars, rule, AMENDS_TYPE_SEGMENT,
                     G_STRUCT_OFFSET (AmendsMetricScope, segments));
      break;
    case AMENDS_METRIC_BY_SEVERITY:
      split_by_enum (self, bars, rule, AMENDS_TYPE_SEVERITY,
                     G_STRUCT_OFFSET (AmendsMetricScope, severities));
      break;
    case AMENDS_METRIC_BY_CATEGORY:
      split_by_enum (self, bars, rule, AMENDS_TYPE_CATEGORY,
                     G_STRUCT_OFFSET (AmendsMetricScope, categories));
      break;
    case AMENDS_METRIC_BY_OWNER:
      split_by_owner (self, bars, rule);
      break;
    }
  return bars;
}

/* --- JSON --- */

static const char *const state_names[] = { "on-target", "off-target", "no-target", "too-few",
                                           "not-recorded" };
static const char *const unit_names[] = { "minutes", "percent", "count", "rate", "score", "money" };

static void
put_double (JsonObject *object, const char *member, double value)
{
  if (isnan (value))
    json_object_set_null_member (object, member);
  else
    json_object_set_double_member (object, member, value);
}

static void
put_instant (JsonObject *object, const char *member, AmendsInstant instant)
{
  g_autofree char *text = amends_instant_format_utc (instant);

  json_object_set_string_member (object, member, text);
}

static JsonArray *
trend_to_json (GPtrArray *trend)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < trend->len; i++)
    {
      const AmendsMetricPoint *point = trend->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "label", point->label);
      put_instant (object, "from", point->from);
      put_instant (object, "until", point->until);
      put_double (object, "value", point->value);
      json_object_set_int_member (object, "n", point->n);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
purses_to_json (GArray *purses)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < purses->len; i++)
    {
      const AmendsMetricPurse *purse = &g_array_index (purses, AmendsMetricPurse, i);
      JsonObject *object = json_object_new ();
      int factor = amends_currency_get_factor (purse->currency);

      json_object_set_string_member (object, "currency", purse->currency);
      json_object_set_double_member (object, "amount", purse->hit / factor);
      json_object_set_double_member (object, "of", purse->all / factor);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
metric_to_json (AmendsInsights *self, const AmendsMetric *metric)
{
  JsonObject *object = json_object_new ();
  JsonArray *cases = json_array_new ();
  g_auto (AmendsMetricTally) tally = { 0 };

  amends_metric_count (&self->scope, amends_insights_find_rule (self, metric->id),
                       self->window.from, self->window.until, &tally);
  json_object_set_string_member (object, "id", metric->id);
  json_object_set_string_member (object, "group", metric->group);
  json_object_set_string_member (object, "title", metric->title);
  json_object_set_string_member (object, "definition", metric->definition);
  json_object_set_string_member (object, "unit", unit_names[metric->unit]);
  json_object_set_string_member (object, "state", state_names[metric->state]);
  put_double (object, "value", metric->number);
  json_object_set_string_member (object, "text", metric->value);
  json_object_set_string_member (object, "verdict", metric->verdict);
  json_object_set_string_member (object, "basis", metric->basis);
  put_double (object, "target", metric->target);
  json_object_set_string_member (object, "better", metric->lower_is_better ? "lower" : "higher");
  json_object_set_int_member (object, "n", metric->n);
  json_object_set_int_member (object, "hits", metric->hits);
  json_object_set_int_member (object, "at_least", metric->least);
  put_double (object, "before", metric->number_before);
  json_object_set_int_member (object, "n_before", metric->n_before);
  if (metric->claim != NULL)
    json_object_set_string_member (object, "claim", metric->claim);
  if (metric->unit == AMENDS_METRIC_MONEY || tally.purses->len > 0)
    json_object_set_array_member (object, "amounts", purses_to_json (tally.purses));
  json_object_set_array_member (object, "trend", trend_to_json (metric->trend));
  for (guint i = 0; i < tally.members->len; i++)
    {
      const AmendsMetricMember *member = &g_array_index (tally.members, AmendsMetricMember, i);

      if (member->hit && member->is_case)
        json_array_add_int_element (
            cases, amends_insight_facts_get_case (self->facts, member->index)->number);
    }
  json_object_set_array_member (object, "cases", cases);
  return object;
}

static JsonArray *
bars_to_json (GPtrArray *bars)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < bars->len; i++)
    {
      const AmendsMetricBar *bar = bars->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", bar->id);
      json_object_set_string_member (object, "title", bar->title);
      put_double (object, "value", bar->number);
      json_object_set_string_member (object, "text", bar->value);
      json_object_set_int_member (object, "n", bar->n);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonNode *
amends_insights_to_json (AmendsInsights *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *metrics = json_array_new ();

  put_instant (object, "from", self->window.from);
  put_instant (object, "until", self->window.until);
  json_object_set_string_member (object, "title", self->title);
  json_object_set_int_member (object, "escalations", self->n_cases);
  json_object_set_int_member (object, "accounts", self->n_accounts);
  for (guint i = 0; i < self->metrics->len; i++)
    json_array_add_object_element (metrics, metric_to_json (self, self->metrics->pdata[i]));
  json_object_set_array_member (object, "metrics", metrics);
  json_object_set_array_member (object, "arr_at_risk", bars_to_json (self->arr));
  json_object_set_array_member (object, "recurring", bars_to_json (self->recurring));
  json_node_take_object (node, object);
  return node;
}
