/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every metric of a range, with its trend and what is behind it. */

#include "config.h"

#include "amends-metrics-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-record.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A trend has at least so many stretches, the older ones before the range, and at most so many. */
#define LEAST_MONTHS 6
#define LEAST_QUARTERS 4
#define MOST_STEPS 24
/* A range this long is drawn by quarters. */
#define LONG_RANGE (180 * AMENDS_DAY)

G_DEFINE_FINAL_TYPE (AmendsInsights, amends_insights, G_TYPE_OBJECT)

static void
point_free (gpointer data)
{
  AmendsMetricPoint *point = data;

  g_free (point->label);
  g_free (point->text);
  g_free (point);
}

static void
metric_free (gpointer data)
{
  AmendsMetric *metric = data;

  g_free (metric->title);
  g_free (metric->definition);
  g_free (metric->value);
  g_free (metric->verdict);
  g_free (metric->goal);
  g_free (metric->basis);
  g_free (metric->before);
  g_free (metric->claim);
  g_free (metric->record);
  g_ptr_array_unref (metric->trend);
  g_free (metric);
}

void
amends_metric_bar_free (gpointer data)
{
  AmendsMetricBar *bar = data;

  g_free (bar->id);
  g_free (bar->title);
  g_free (bar->value);
  g_free (bar->note);
  g_free (bar);
}

static void
chart_free (gpointer data)
{
  AmendsMetricChart *chart = data;

  g_free (chart->title);
  g_free (chart->note);
  g_free (chart->description);
  g_free (chart->target_title);
  g_ptr_array_unref (chart->series);
  g_strfreev (chart->names);
  g_free (chart);
}

static void
amends_insights_finalize (GObject *object)
{
  AmendsInsights *self = AMENDS_INSIGHTS (object);

  g_clear_object (&self->facts);
  g_clear_object (&self->rules);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->language);
  g_free (self->owner);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->too_few);
  g_free (self->arr_total);
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->metrics);
  g_ptr_array_unref (self->arr);
  g_ptr_array_unref (self->recurring);
  G_OBJECT_CLASS (amends_insights_parent_class)->finalize (object);
}

static void
amends_insights_class_init (AmendsInsightsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_insights_finalize;
}

static void
amends_insights_init (AmendsInsights *self)
{
  self->metrics = g_ptr_array_new_with_free_func (metric_free);
  self->charts = g_ptr_array_new_with_free_func (chart_free);
  self->arr = g_ptr_array_new_with_free_func (amends_metric_bar_free);
  self->recurring = g_ptr_array_new_with_free_func (amends_metric_bar_free);
}

/* --- Stretches of the trend --- */

static AmendsMetricStep
get_step (AmendsInsights *self)
{
  if (self->window.step != AMENDS_METRIC_STEP_AUTO)
    return self->window.step;
  return self->window.until - self->window.from >= LONG_RANGE ? AMENDS_METRIC_STEP_QUARTER
                                                              : AMENDS_METRIC_STEP_MONTH;
}

/* The beginning of the month or quarter of @instant, @back of them earlier. */
static GDateTime *
dup_beginning (AmendsInsights *self, AmendsInstant instant, int months, int back)
{
  g_autoptr (GDateTime) local = amends_instant_to_date_time (instant, self->zone);
  int month = g_date_time_get_year (local) * 12 + g_date_time_get_month (local) - 1;

  month = month - month % months - back * months;
  return g_date_time_new (self->zone, month / 12, month % 12 + 1, 1, 0, 0, 0);
}

static char *
dup_label (GDateTime *beginning, AmendsMetricStep step)
{
  if (step == AMENDS_METRIC_STEP_QUARTER)
    /* Translators: a quarter and its year. */
    return g_strdup_printf (_ ("Q%1$d %2$d"), (g_date_time_get_month (beginning) - 1) / 3 + 1,
                            g_date_time_get_year (beginning));
  /* Translators: a month and its year, for g_date_time_format(). */
  return g_date_time_format (beginning, _ ("%b %Y"));
}

/* (element-type AmendsMetricPoint): without numbers. */
static GPtrArray *
list_stretches (AmendsInsights *self)
{
  AmendsMetricStep step = get_step (self);
  int months = step == AMENDS_METRIC_STEP_QUARTER ? 3 : 1;
  int least = step == AMENDS_METRIC_STEP_QUARTER ? LEAST_QUARTERS : LEAST_MONTHS;
  GPtrArray *points = g_ptr_array_new_with_free_func (point_free);
  AmendsInstant end = self->window.until;

  for (int i = 0; i < MOST_STEPS; i++)
    {
      g_autoptr (GDateTime) beginning = dup_beginning (self, self->window.until - 1, months, i);
      AmendsMetricPoint *point;

      if (i >= least && end <= self->window.from)
        break;
      point = g_new0 (AmendsMetricPoint, 1);
      point->from = amends_instant_from_date_time (beginning);
      point->until = end;
      point->label = dup_label (beginning, step);
      end = point->from;
      g_ptr_array_insert (points, 0, point);
    }
  return points;
}

static GPtrArray *
make_trend (AmendsInsights *self, const AmendsMetricRule *rule)
{
  GPtrArray *points;

  if (amends_measure_is_present (rule->measure))
    return g_ptr_array_new_with_free_func (point_free);
  points = list_stretches (self);
  for (guint i = 0; i < points->len; i++)
    {
      AmendsMetricPoint *point = points->pdata[i];
      g_auto (AmendsMetricTally) tally = { 0 };

      amends_metric_count (&self->scope, rule, point->from, point->until, &tally);
      point->n = tally.n;
      point->value = amends_metric_state_is_known (amends_insights_judge (self, rule, &tally))
                         ? tally.value
                         : NAN;
      point->text = amends_metric_format (amends_measure_get_unit (rule->measure), point->value);
    }
  return points;
}

/* --- A metric --- */

/* Whether anybody has ever recorded a renewal or a departure. */
static gboolean
has_outcomes (AmendsInsights *self)
{
  for (guint i = 0; i < self->facts->accounts->len; i++)
    {
      const AmendsInsightAccount *account = amends_insight_facts_get_account (self->facts, i);

      if (account->renewed != AMENDS_INSTANT_NONE || account->churned != AMENDS_INSTANT_NONE)
        return TRUE;
    }
  return FALSE;
}

AmendsMetricState
amends_insights_judge (AmendsInsights *self,
                       const AmendsMetricRule *rule,
                       const AmendsMetricTally *tally)
{
  if (amends_measure_needs_outcomes (rule->measure) && !has_outcomes (self))
    return AMENDS_METRIC_NOT_RECORDED;
  if (tally->n == 0 && (rule->record != NULL || amends_measure_is_present (rule->measure)))
    return AMENDS_METRIC_NOT_RECORDED;
  if (tally->n < (guint) rule->least || (isnan (tally->value) && tally->purses->len == 0))
    return AMENDS_METRIC_TOO_FEW;
  if (isnan (rule->target) || isnan (tally->value))
    return AMENDS_METRIC_NO_TARGET;
  if (rule->lower ? tally->value < rule->target : tally->value > rule->target)
    return AMENDS_METRIC_ON_TARGET;
  return AMENDS_METRIC_OFF_TARGET;
}

gboolean
amends_metric_state_is_known (AmendsMetricState state)
{
  return state != AMENDS_METRIC_TOO_FEW && state != AMENDS_METRIC_NOT_RECORDED;
}

const AmendsMetricRule *
amends_insights_find_rule (AmendsInsights *self, const char *id)
{
  for (guint i = 0; id != NULL && i < amends_metric_rules_get_n (self->rules); i++)
    if (g_str_equal (amends_metric_rules_get (self->rules, i)->id, id))
      return amends_metric_rules_get (self->rules, i);
  return NULL;
}

/* (transfer full) (nullable): the number that @rule is shown against. */
static char *
dup_against (AmendsInsights *self, const AmendsMetricRule *rule)
{
  const AmendsMetricRule *other = amends_insights_find_rule (self, rule->against);
  g_auto (AmendsMetricTally) tally = { 0 };

  if (other == NULL)
    return NULL;
  amends_metric_count (&self->scope, other, self->window.from, self->window.until, &tally);
  return tally.n >= (guint) other->least
             ? amends_metric_format (amends_measure_get_unit (other->measure), tally.value)
             : NULL;
}

static char *
dup_translated (AmendsInsights *self, const AmendsTranslations *text)
{
  return text != NULL ? g_strdup (amends_translations_get (text, self->language)) : NULL;
}

static AmendsMetric *
make_metric (AmendsInsights *self, const AmendsMetricRule *rule)
{
  AmendsMetric *metric = g_new0 (AmendsMetric, 1);
  g_auto (AmendsMetricTally) now = { 0 };
  g_auto (AmendsMetricTally) before = { 0 };
  AmendsInstant length = self->window.until - self->window.from;
  gboolean present = amends_measure_is_present (rule->measure);
  g_autofree char *against = dup_against (self, rule);

  amends_metric_count (&self->scope, rule, self->window.from, self->window.until, &now);
  amends_metric_count (&self->scope, rule, self->window.from - length, self->window.from, &before);
  metric->id = rule->id;
  metric->group = rule->group;
  metric->headline = rule->headline;
  metric->title = dup_translated (self, rule->title);
  metric->definition = dup_translated (self, rule->definition);
  metric->claim = dup_translated (self, rule->claim);
  metric->record = dup_translated (self, rule->record);
  metric->unit = amends_measure_get_unit (rule->measure);
  metric->state = amends_insights_judge (self, rule, &now);
  metric->tone =
      metric->state == AMENDS_METRIC_OFF_TARGET ? AMENDS_TONE_WARNING : AMENDS_TONE_PLAIN;
  metric->target = rule->target;
  metric->lower_is_better = rule->lower;
  metric->least = (guint) rule->least;
  metric->n = now.n;
  metric->hits = now.hits;
  metric->number = amends_metric_state_is_known (metric->state) ? now.value : NAN;
  metric->n_before = present ? 0 : before.n;
  metric->number_before =
      !present && amends_metric_state_is_known (amends_insights_judge (self, rule, &before))
          ? before.value
          : NAN;
  metric->trend = make_trend (self, rule);
  amends_metric_put_in_words (metric, rule, &now, isnan (metric->number_before) ? NULL : &before,
                              against, self->language);
  return metric;
}

/* A scale nobody is asked on is left out, unless none is. */
static void
leave_out_scales (AmendsInsights *self)
{
  gboolean kept = FALSE;
  guint answers = 0;

  for (guint i = 0; i < self->metrics->len; i++)
    {
      AmendsMetric *metric = self->metrics->pdata[i];

      if (amends_insights_find_rule (self, metric->id)->scale != 0)
        answers += metric->n;
    }
  for (guint i = 0; i < self->metrics->len;)
    {
      AmendsMetric *metric = self->metrics->pdata[i];
      gboolean scaled = amends_insights_find_rule (self, metric->id)->scale != 0;
      gboolean keep = !scaled || metric->n > 0 || (answers == 0 && !kept);

      kept = kept || (scaled && keep);
      if (keep)
        i++;
      else
        g_ptr_array_remove_index (self->metrics, i);
    }
}

static void
make_metrics (AmendsInsights *self)
{
  for (guint headline = 0; headline < 2; headline++)
    for (guint i = 0; i < amends_metric_rules_get_n (self->rules); i++)
      {
        const AmendsMetricRule *rule = amends_metric_rules_get (self->rules, i);

        if (rule->headline == (headline == 0))
          g_ptr_array_add (self->metrics, make_metric (self, rule));
      }
  leave_out_scales (self);
}

/* --- Bars --- */

AmendsMetricBar *
amends_metric_bar_new (const char *id, const char *title)
{
  AmendsMetricBar *bar = g_new0 (AmendsMetricBar, 1);

  bar->id = g_strdup (id);
  bar->title = g_strdup (title);
  bar->number = NAN;
  bar->state = AMENDS_METRIC_NO_TARGET;
  return bar;
}

static const AmendsMetricRule *
find_measure (AmendsInsights *self, AmendsMeasure measure)
{
  for (guint i = 0; i < amends_metric_rules_get_n (self->rules); i++)
    if (amends_metric_rules_get (self->rules, i)->measure == measure)
      return amends_metric_rules_get (self->rules, i);
  return NULL;
}

static void
add_purse_bar (AmendsInsights *self, int segment, const AmendsMetricPurse *purse, gboolean several)
{
  const char *name = amends_enum_get_label (AMENDS_TYPE_SEGMENT, segment);
  /* Translators: a segment and a currency. */
  g_autofree char *title =
      several ? g_strdup_printf (_ ("%1$s, %2$s"), name, purse->currency) : g_strdup (name);
  AmendsMetricBar *bar =
      amends_metric_bar_new (amends_enum_get_nick (AMENDS_TYPE_SEGMENT, segment), title);

  bar->value = amends_money_format ((gint64) purse->hit, purse->currency, self->language);
  bar->number = purse->hit / amends_currency_get_factor (purse->currency);
  bar->n = purse->n;
  bar->note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u account", "%u accounts", purse->n),
                               purse->n);
  g_ptr_array_add (self->arr, bar);
}

static char *
dup_arr_total (AmendsInsights *self, GArray *purses)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < purses->len; i++)
    {
      AmendsMetricPurse *purse = &g_array_index (purses, AmendsMetricPurse, i);
      g_autofree char *risk =
          amends_money_format ((gint64) purse->hit, purse->currency, self->language);
      g_autofree char *whole =
          amends_money_format ((gint64) purse->all, purse->currency, self->language);
      /* Translators: ARR at risk of all ARR. */
      g_autofree char *part = g_strdup_printf (_ ("%1$s of %2$s"), risk, whole);

      g_strv_builder_add (parts, part);
    }
  all = g_strv_builder_end (parts);
  return g_strjoinv (_ (", "), all);
}

static void
make_arr (AmendsInsights *self)
{
  const AmendsMetricRule *rule = find_measure (self, AMENDS_MEASURE_ARR_AT_RISK);
  g_auto (AmendsMetricTally) whole = { 0 };

  self->arr_total = g_strdup ("");
  if (rule == NULL || !self->facts->has_risk)
    return;
  amends_metric_count (&self->scope, rule, self->window.from, self->window.until, &whole);
  g_free (self->arr_total);
  self->arr_total = dup_arr_total (self, whole.purses);
  for (int segment = AMENDS_SEGMENT_ENTERPRISE; segment <= AMENDS_SEGMENT_SMB; segment++)
    {
      g_auto (AmendsMetricTally) tally = { 0 };
      AmendsMetricScope scope = self->scope;

      if (scope.segments != 0 && (scope.segments & (1u << segment)) == 0)
        continue;
      scope.segments = 1u << segment;
      amends_metric_count (&scope, rule, self->window.from, self->window.until, &tally);
      for (guint i = 0; i < tally.purses->len; i++)
        {
          const AmendsMetricPurse *purse = &g_array_index (tally.purses, AmendsMetricPurse, i);

          /* With one currency every segment has its bar; with more only those that say something.
           */
          if (whole.purses->len == 1 || purse->hit > 0)
            add_purse_bar (self, segment, purse, whole.purses->len > 1);
        }
    }
}

/* --- What keeps coming back --- */

typedef struct
{
  const char *subject;
  const char *title;
  guint now, before;
} Subject;

static void
count_subjects (AmendsInsights *self,
                GHashTable *subjects,
                AmendsInstant from,
                AmendsInstant until,
                gboolean before)
{
  AmendsInsightFacts *facts = self->facts;

  for (guint i = amends_metric_find_received (facts, from); i < facts->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (facts, i);
      Subject *subject;

      if (one->received >= until)
        break;
      if (one->subject == NULL || !amends_metric_scope_has (&self->scope, one))
        continue;
      subject = g_hash_table_lookup (subjects, one->subject);
      if (subject == NULL)
        {
          subject = g_new0 (Subject, 1);
          subject->subject = one->subject;
          g_hash_table_insert (subjects, (gpointer) one->subject, subject);
        }
      subject->title = one->subject_title;
      subject->now += before ? 0 : 1;
      subject->before += before ? 1 : 0;
    }
}

static int
compare_subjects (gconstpointer a, gconstpointer b)
{
  const Subject *left = *(Subject *const *) a, *right = *(Subject *const *) b;

  if (left->now != right->now)
    return left->now > right->now ? -1 : 1;
  return g_strcmp0 (left->subject, right->subject);
}

static char *
dup_change (const Subject *subject)
{
  int change = (int) subject->now - (int) subject->before;

  if (subject->before == 0)
    /* Translators: of something that did not happen in the time before. */
    return g_strdup (_ ("new"));
  if (change == 0)
    return g_strdup (_ ("no change"));
  /* Translators: how many more or fewer than in the time before: "+4". */
  return g_strdup_printf (_ ("%+d on the time before"), change);
}

static void
make_recurring (AmendsInsights *self)
{
  g_autoptr (GHashTable) subjects = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) all = NULL;
  GHashTableIter iter;
  gpointer value;
  AmendsInstant length = self->window.until - self->window.from;
  guint shown = (guint) amends_metric_rules_get_number (self->rules, AMENDS_METRIC_SHOWN);
  guint least = (guint) amends_metric_rules_get_number (self->rules, AMENDS_METRIC_RECURRING_LEAST);

  count_subjects (self, subjects, self->window.from - length, self->window.from, TRUE);
  count_subjects (self, subjects, self->window.from, self->window.until, FALSE);
  all = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, subjects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_subjects);
  for (guint i = 0; i < all->len && i < shown; i++)
    {
      Subject *subject = all->pdata[i];
      AmendsMetricBar *bar;

      if (subject->now < least)
        break;
      bar = amends_metric_bar_new (subject->subject, subject->title);
      bar->n = subject->now;
      bar->number = subject->now;
      bar->value = g_strdup_printf ("%u", subject->now);
      bar->note = dup_change (subject);
      g_ptr_array_add (self->recurring, bar);
    }
}

/* --- Charts --- */

static char *
dup_description (AmendsMetricChart *chart)
{
  g_autoptr (GString) text = g_string_new (chart->title);

  for (guint i = 0; i < chart->series->len; i++)
    {
      const AmendsMetric *metric = chart->series->pdata[i];

      g_string_append_printf (text, "\n%s: ", chart->names[i]);
      for (guint j = 0; j < metric->trend->len; j++)
        {
          const AmendsMetricPoint *point = metric->trend->pdata[j];

          g_string_append_printf (text, "%s%s %s", j > 0 ? _ (", ") : "", point->label,
                                  point->text);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* From where to where the first series went. */
static char *
dup_note (AmendsMetricChart *chart)
{
  const AmendsMetric *metric = chart->series->pdata[0];
  const AmendsMetricPoint *first = NULL, *last = NULL;

  for (guint i = 0; i < metric->trend->len; i++)
    {
      const AmendsMetricPoint *point = metric->trend->pdata[i];

      if (isnan (point->value))
        continue;
      first = first != NULL ? first : point;
      last = point;
    }
  if (first == last || g_str_equal (first->text, last->text))
    return g_strdup (_ ("Median of resolved cases. A gap means too few cases."));
  /* Translators: a severity, and its time to resolve at first and at last. */
  return g_strdup_printf (_ ("Median of resolved cases. %1$s went from %2$s to %3$s."),
                          chart->names[0], first->text, last->text);
}

static void
make_charts (AmendsInsights *self)
{
  AmendsMetricChart *chart = g_new0 (AmendsMetricChart, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  chart->id = "resolve";
  chart->unit = AMENDS_METRIC_MINUTES;
  chart->target = NAN;
  chart->series = g_ptr_array_new ();
  g_ptr_array_add (self->charts, chart);
  for (guint i = 0; i < self->metrics->len && chart->series->len < 2; i++)
    {
      AmendsMetric *metric = self->metrics->pdata[i];
      const AmendsMetricRule *rule = amends_insights_find_rule (self, metric->id);

      if (rule->measure != AMENDS_MEASURE_RESOLVE || rule->severity == AMENDS_SEVERITY_UNKNOWN)
        continue;
      g_ptr_array_add (chart->series, metric);
      g_strv_builder_add (names,
                          amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) rule->severity));
    }
  chart->names = g_strv_builder_end (names);
  if (chart->series->len == 0)
    {
      g_ptr_array_set_size (self->charts, 0);
      return;
    }
  chart->title =
      g_strdup (get_step (self) == AMENDS_METRIC_STEP_QUARTER ? _ ("Time to resolve by quarter")
                                                              : _ ("Time to resolve by month"));
  chart->target = ((AmendsMetric *) chart->series->pdata[0])->target;
  if (!isnan (chart->target))
    /* Translators: %s is a severity. */
    chart->target_title = g_strdup_printf (_ ("Goal, %s"), chart->names[0]);
  chart->note = dup_note (chart);
  chart->description = dup_description (chart);
}

/* --- The whole --- */

static char *
dup_title (AmendsInsights *self)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  /* Translators: day, month and year, or month and year, for g_date_time_format(). */
  const char *day = _ ("%-d %B %Y"), *month = _ ("%B %Y");
  const char *format = self->window.until - self->window.from >= LONG_RANGE ? month : day;

  from = amends_instant_format (self->window.from, self->zone, format);
  until = amends_instant_format (self->window.until - 1, self->zone, format);
  if (g_str_equal (from, until))
    return g_steal_pointer (&from);
  /* Translators: a range of time. */
  return g_strdup_printf (_ ("%1$s to %2$s"), from, until);
}

static void
count_all (AmendsInsights *self)
{
  guint closed = 0, needed;
  g_autofree char *cases = NULL;
  g_autofree char *accounts = NULL;

  for (guint i = 0; i < self->facts->accounts->len; i++)
    {
      int segment = (int) amends_insight_facts_get_account (self->facts, i)->segment;

      self->n_accounts +=
          self->scope.segments == 0 || (self->scope.segments & (1u << segment)) != 0 ? 1 : 0;
    }
  for (guint i = amends_metric_find_received (self->facts, self->window.from);
       i < self->facts->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (self->facts, i);

      if (one->received >= self->window.until)
        break;
      if (!amends_metric_scope_has (&self->scope, one))
        continue;
      self->n_cases++;
      closed += one->resolved != AMENDS_INSTANT_NONE ? 1 : 0;
    }
  cases = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u escalation", "%u escalations",
                                        self->n_cases),
                           self->n_cases);
  accounts =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u account", "%u accounts", self->n_accounts),
                       self->n_accounts);
  /* Translators: "61 escalations", "88 accounts". */
  self->summary = g_strdup_printf (_ ("%1$s in %2$s."), cases, accounts);
  needed = (guint) amends_metric_rules_get_number (self->rules, AMENDS_METRIC_NEEDED_CASES);
  if (closed < needed)
    self->too_few =
        g_strdup_printf (_ ("%1$u closed cases are needed; you have %2$u."), needed, closed);
}

AmendsInsights *
amends_insights_new (AmendsInsightFacts *facts,
                     AmendsMetricRules *rules,
                     const AmendsInsightWindow *window)
{
  AmendsInsights *self = g_object_new (AMENDS_TYPE_INSIGHTS, NULL);

  self->facts = g_object_ref (facts);
  self->rules = g_object_ref (rules);
  self->zone = g_time_zone_ref (window->zone);
  self->language = g_strdup (window->language);
  self->owner = g_strdup (window->owner);
  self->window = *window;
  self->window.owner = self->owner;
  self->scope = (AmendsMetricScope){ .facts = facts,
                                     .rules = rules,
                                     .now = window->now,
                                     .segments = window->segments,
                                     .severities = window->severities,
                                     .categories = window->categories,
                                     .owner = self->owner };
  self->title = dup_title (self);
  count_all (self);
  make_metrics (self);
  make_charts (self);
  make_arr (self);
  make_recurring (self);
  return self;
}

const char *
amends_insights_get_title (AmendsInsights *self)
{
  return self->title;
}

const char *
amends_insights_get_summary (AmendsInsights *self)
{
  return self->summary;
}

AmendsInstant
amends_insights_get_from (AmendsInsights *self)
{
  return self->window.from;
}

AmendsInstant
amends_insights_get_until (AmendsInsights *self)
{
  return self->window.until;
}

guint
amends_insights_get_n_cases (AmendsInsights *self)
{
  return self->n_cases;
}

guint
amends_insights_get_n_accounts (AmendsInsights *self)
{
  return self->n_accounts;
}

const char *
amends_insights_get_too_few (AmendsInsights *self)
{
  return self->too_few;
}

GPtrArray *
amends_insights_get_metrics (AmendsInsights *self)
{
  return self->metrics;
}

const AmendsMetric *
amends_insights_find_metric (AmendsInsights *self, const char *id)
{
  for (guint i = 0; i < self->metrics->len; i++)
    if (g_strcmp0 (((AmendsMetric *) self->metrics->pdata[i])->id, id) == 0)
      return self->metrics->pdata[i];
  return NULL;
}

const char *
amends_insights_get_group_title (AmendsInsights *self, const char *group)
{
  return amends_metric_rules_get_group_title (self->rules, group, self->language);
}

GPtrArray *
amends_insights_get_charts (AmendsInsights *self)
{
  return self->charts;
}

GPtrArray *
amends_insights_get_arr_at_risk (AmendsInsights *self)
{
  return self->arr;
}

const char *
amends_insights_get_arr_total (AmendsInsights *self)
{
  return self->arr_total;
}

GPtrArray *
amends_insights_get_recurring (AmendsInsights *self)
{
  return self->recurring;
}
