/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a metric says in words. */

#include "config.h"

#include "amends-metrics-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-record.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DASH "–"
#define HOUR 60.0
#define DAY (24 * HOUR)

/* One decimal, left out when it is zero; three figures need none. */
static char *
format_number (double value)
{
  double tenths = round (value * 10) / 10;

  return fabs (tenths) >= 100 || tenths == floor (tenths) ? g_strdup_printf ("%.0f", value)
                                                          : g_strdup_printf ("%.1f", value);
}

char *
amends_metric_format_duration (double minutes)
{
  g_autofree char *number = NULL;

  if (minutes < HOUR)
    /* Translators: a short duration in minutes, with a space that does not break. */
    return g_strdup_printf (_ ("%.0f min"), minutes);
  number = format_number (minutes < 2 * DAY ? minutes / HOUR : minutes / DAY);
  return minutes < 2 * DAY
             ?
             /* Translators: a duration in hours, such as 1.5, with a space that does not break. */
             g_strdup_printf (_ ("%s h"), number)
             :
             /* Translators: a duration in days, such as 4.2, with a space that does not break. */
             g_strdup_printf (_ ("%s d"), number);
}

char *
amends_metric_format (AmendsMetricUnit unit, double value)
{
  g_autofree char *number = NULL;

  if (isnan (value))
    return g_strdup (DASH);
  if (unit == AMENDS_METRIC_MINUTES)
    return amends_metric_format_duration (value);
  number = format_number (value);
  if (unit == AMENDS_METRIC_PERCENT)
    /* Translators: a share, such as 93.4, with a space that does not break. */
    return g_strdup_printf (_ ("%s %%"), number);
  return g_steal_pointer (&number);
}

char *
amends_metric_format_value (const AmendsMetric *metric, double value)
{
  return amends_metric_format (metric->unit, value);
}

char *
amends_metric_format_purses (GArray *purses, gboolean share, const char *language)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < purses->len; i++)
    {
      AmendsMetricPurse *purse = &g_array_index (purses, AmendsMetricPurse, i);
      g_autofree char *part = NULL;

      if (share && purse->all > 0)
        {
          g_autofree char *percent = amends_metric_format (
              AMENDS_METRIC_PERCENT, 100 * (purse->all - purse->hit) / purse->all);

          part = purses->len > 1 ? g_strdup_printf ("%s %s", purse->currency, percent)
                                 : g_steal_pointer (&percent);
        }
      else if (!share)
        part = amends_money_format ((gint64) purse->hit, purse->currency, language);
      if (part != NULL)
        g_strv_builder_add (parts, part);
    }
  all = g_strv_builder_end (parts);
  /* Translators: between the amounts of several currencies. */
  return all[0] != NULL ? g_strjoinv (_ (", "), all) : g_strdup (DASH);
}

/* --- The metric --- */

static char *
dup_basis_of_share (const AmendsMetricRule *rule, guint hits, guint n)
{
  switch (rule->measure)
    {
    case AMENDS_MEASURE_SLA:
      /* Translators: cases in which a clock was missed, of how many: "4 of 61 missed". */
      return g_strdup_printf (_ ("%1$u of %2$u missed"), hits, n);
    case AMENDS_MEASURE_RETAINED:
    case AMENDS_MEASURE_RETAINED_ARR:
      /* Translators: accounts. */
      return g_strdup_printf (_ ("%1$u of %2$u accounts left"), hits, n);
    case AMENDS_MEASURE_ARR_AT_RISK:
    case AMENDS_MEASURE_SAVED:
    case AMENDS_MEASURE_SAVED_ARR:
    case AMENDS_MEASURE_CHURN_SUPPORT:
    case AMENDS_MEASURE_RENEWALS:
      return g_strdup_printf (_ ("%1$u of %2$u accounts"), hits, n);
    case AMENDS_MEASURE_PREVENTED:
      return g_strdup_printf (_ ("%1$u of %2$u warnings"), hits, n);
    default:
      /* Translators: so many of so many cases. */
      return g_strdup_printf (_ ("%1$u of %2$u"), hits, n);
    }
}

static char *
dup_basis (const AmendsMetricRule *rule, const AmendsMetricTally *tally)
{
  guint n = tally->n;

  if (n == 0)
    return g_strdup (_ ("nothing to count"));
  switch (rule->measure)
    {
    case AMENDS_MEASURE_RESOLVE:
    case AMENDS_MEASURE_RESPONSE:
    case AMENDS_MEASURE_SUBSTANTIVE:
      {
        g_autofree char *mean = amends_metric_format_duration (tally->mean);

        /* Translators: what a typical time rests on; %s is the mean. */
        return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "median of %1$u case, mean %2$s",
                                             "median of %1$u cases, mean %2$s", n),
                                n, mean);
      }
    case AMENDS_MEASURE_SATISFACTION:
    case AMENDS_MEASURE_SATISFACTION_SHARE:
    case AMENDS_MEASURE_STRESS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u answer", "%u answers", n), n);
    case AMENDS_MEASURE_DOCUMENTATION:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u resolved case", "%u resolved cases", n), n);
    case AMENDS_MEASURE_PER_ACCOUNTS:
      /* Translators: how many cases in how many accounts. */
      return g_strdup_printf (_ ("%1$u cases, %2$u accounts"), tally->hits, n);
    default:
      return dup_basis_of_share (rule, tally->hits, n);
    }
}

static char *
dup_goal (AmendsMetric *metric)
{
  g_autofree char *target = NULL;

  if (isnan (metric->target))
    return NULL;
  target = amends_metric_format (metric->unit, metric->target);
  return metric->lower_is_better ?
                                 /* Translators: a goal: under 24 h. */
             g_strdup_printf (_ ("under %s"), target)
                                 :
                                 /* Translators: a goal: over 95 %. */
             g_strdup_printf (_ ("over %s"), target);
}

static char *
dup_verdict (AmendsMetric *metric)
{
  switch (metric->state)
    {
    case AMENDS_METRIC_ON_TARGET:
      /* Translators: %s is the goal: "under 24 h". */
      return g_strdup_printf (_ ("On target, goal %s"), metric->goal);
    case AMENDS_METRIC_OFF_TARGET:
      return g_strdup_printf (_ ("Off target, goal %s"), metric->goal);
    case AMENDS_METRIC_NO_TARGET:
      return g_strdup (_ ("No goal set"));
    case AMENDS_METRIC_TOO_FEW:
      /* Translators: how many facts a number needs and how many there are. */
      return g_strdup_printf (_ ("Too few to say: %1$u needed, %2$u so far"), metric->least,
                              metric->n);
    case AMENDS_METRIC_NOT_RECORDED:
      return g_strdup (_ ("Not recorded yet"));
    }
  g_return_val_if_reached (NULL);
}

static gboolean
is_silent (AmendsMetric *metric)
{
  return metric->state == AMENDS_METRIC_TOO_FEW || metric->state == AMENDS_METRIC_NOT_RECORDED;
}

static char *
dup_value (AmendsMetric *metric,
           const AmendsMetricRule *rule,
           const AmendsMetricTally *tally,
           const char *language)
{
  if (metric->unit == AMENDS_METRIC_MONEY)
    return amends_metric_format_purses (tally->purses, FALSE, language);
  if (rule->measure == AMENDS_MEASURE_RETAINED_ARR)
    return amends_metric_format_purses (tally->purses, TRUE, language);
  return amends_metric_format (metric->unit, tally->value);
}

void
amends_metric_put_in_words (AmendsMetric *metric,
                            const AmendsMetricRule *rule,
                            const AmendsMetricTally *now,
                            const AmendsMetricTally *before,
                            const char *against,
                            const char *language)
{
  g_autofree char *basis = dup_basis (rule, now);

  metric->goal = dup_goal (metric);
  metric->value = is_silent (metric) ? g_strdup (DASH) : dup_value (metric, rule, now, language);
  metric->verdict = dup_verdict (metric);
  /* Translators: what a number rests on, and the number of all it is compared with. */
  metric->basis = against != NULL && !is_silent (metric)
                      ? g_strdup_printf (_ ("%1$s; overall %2$s"), basis, against)
                      : g_steal_pointer (&basis);
  if (before != NULL && before->n >= metric->least)
    {
      g_autofree char *value = dup_value (metric, rule, before, language);

      /* Translators: a number of the equally long time before. */
      metric->before = g_strdup_printf (_ ("%s in the time before"), value);
    }
}

/* --- A case behind it --- */

static void
describe_clock (AmendsMetricCase *row, const AmendsInsightCase *one)
{
  g_autofree char *late = NULL;
  g_autofree char *goal = NULL;

  if (one->missed == 0)
    {
      row->detail = g_strdup (_ ("Every clock kept"));
      return;
    }
  late = amends_metric_format_duration ((double) one->late / (double) AMENDS_MINUTE);
  goal = amends_metric_format_duration (one->worst_minutes);
  row->detail =
      one->worst_minutes > 0
          /* Translators: the clock that was missed, and its time. */
          ? g_strdup_printf (_ ("%1$s, goal %2$s"),
                             amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) one->worst), goal)
          : g_strdup (amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, (int) one->worst));
  /* Translators: how late: "2 h late". */
  row->outcome = g_strdup_printf (_ ("%s late"), late);
  row->tone = AMENDS_TONE_WARNING;
}

static void
set_outcome (AmendsMetricCase *row, gboolean bad, const char *text)
{
  row->outcome = g_strdup (text);
  row->tone = bad ? AMENDS_TONE_WARNING : AMENDS_TONE_PLAIN;
}

static void
describe_case (AmendsMetricCase *row,
               const AmendsMetricRule *rule,
               const AmendsInsightCase *one,
               const AmendsMetricMember *member)
{
  g_autofree char *value =
      amends_metric_format (amends_measure_get_unit (rule->measure), member->value);

  switch (rule->measure)
    {
    case AMENDS_MEASURE_SLA:
      describe_clock (row, one);
      break;
    case AMENDS_MEASURE_RESOLVE:
      row->detail = g_strdup_printf (_ ("Resolved in %s"), value);
      break;
    case AMENDS_MEASURE_RESPONSE:
    case AMENDS_MEASURE_SUBSTANTIVE:
      row->detail = g_strdup_printf (_ ("Answered in %s"), value);
      break;
    case AMENDS_MEASURE_SATISFACTION:
    case AMENDS_MEASURE_SATISFACTION_SHARE:
      /* Translators: how satisfied a customer was, on which scale: "4 of 5". */
      row->detail = g_strdup_printf (_ ("%1$d of %2$d"), one->satisfaction, one->scale);
      break;
    case AMENDS_MEASURE_DOCUMENTATION:
      /* Translators: %s is a share. */
      row->detail = g_strdup_printf (_ ("%s written"), value);
      break;
    case AMENDS_MEASURE_STRESS:
      row->detail = g_strdup_printf (_ ("%1$d of %2$d"), one->stress, 5);
      break;
    default:
      row->detail = g_strdup (one->subject_title ? one->subject_title : "");
      break;
    }
}

static void
describe_hit (AmendsMetricCase *row, const AmendsMetricRule *rule, gboolean hit)
{
  switch (rule->measure)
    {
    case AMENDS_MEASURE_REOPENED:
      set_outcome (row, TRUE, hit ? _ ("Reopened") : NULL);
      break;
    case AMENDS_MEASURE_RECURRENCE:
      set_outcome (row, TRUE, hit ? _ ("Came back") : NULL);
      break;
    case AMENDS_MEASURE_CHURN_AFTER:
    case AMENDS_MEASURE_RETAINED:
    case AMENDS_MEASURE_RETAINED_ARR:
    case AMENDS_MEASURE_CHURN_SUPPORT:
      set_outcome (row, hit, hit ? _ ("Left") : _ ("Stayed"));
      break;
    case AMENDS_MEASURE_RENEWALS:
      set_outcome (row, !hit, hit ? _ ("Renewed") : _ ("Left"));
      break;
    case AMENDS_MEASURE_PREVENTED:
    case AMENDS_MEASURE_SAVED:
    case AMENDS_MEASURE_SAVED_ARR:
      set_outcome (row, FALSE, hit ? _ ("No escalation followed") : _ ("Not, or not yet"));
      break;
    case AMENDS_MEASURE_PROACTIVE:
      set_outcome (row, FALSE, hit ? _ ("We came first") : _ ("The customer came first"));
      break;
    case AMENDS_MEASURE_ARR_AT_RISK:
      set_outcome (row, hit, hit ? _ ("At risk") : NULL);
      break;
    default:
      break;
    }
}

void
amends_metric_describe_member (AmendsMetricCase *row,
                               const AmendsMetricRule *rule,
                               const AmendsInsightCase *one,
                               const AmendsInsightAccount *account,
                               const AmendsMetricMember *member,
                               const char *language)
{
  row->tone = AMENDS_TONE_PLAIN;
  if (one != NULL)
    describe_case (row, rule, one, member);
  else if (account->arr != AMENDS_MONEY_UNKNOWN && amends_currency_is_valid (account->currency))
    row->detail = amends_money_format (account->arr, account->currency, language);
  if (row->detail == NULL)
    row->detail = g_strdup ("");
  if (row->outcome == NULL)
    describe_hit (row, rule, member->hit);
}
