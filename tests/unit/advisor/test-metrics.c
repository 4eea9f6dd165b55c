/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted, and when a number says nothing. */

#include "config.h"

#include "amends-input-error.h"
#include "amends-metrics.h"
#include "amends-money.h"
#include "amends-record.h"
#include "amends-systemic.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define NOW ((AmendsInstant) 1773129120000)

static AmendsMetricRules *rules;

static AmendsMetricRules *
load (const char *folder, const char *id, GError **error)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder ? folder : shipped, shipped, NULL };
  g_autoptr (AmendsPlaybook) playbook = amends_playbook_load (folders, id, NULL, error);

  return playbook ? amends_metric_rules_new (playbook, error) : NULL;
}

/* --- Facts --- */

static void
add_account (AmendsInsightFacts *facts, const char *id, AmendsSegment segment, const char *currency)
{
  AmendsInsightAccount account = {
    .id = amends_insight_facts_keep (facts, id),
    .name = amends_insight_facts_keep (facts, id),
    .segment = segment,
    .arr = 10000000,
    .currency = amends_insight_facts_keep (facts, currency),
    .vip = segment == AMENDS_SEGMENT_ENTERPRISE,
  };

  amends_insight_facts_add_account (facts, &account);
}

/* A critical case, resolved after @hours; one of its two clocks missed if @missed. */
static AmendsInsightCase
make_case (AmendsInsightFacts *facts,
           int number,
           guint account,
           int days_ago,
           int hours,
           gboolean missed)
{
  g_autofree char *id = g_strdup_printf ("case-%d", number);

  return (AmendsInsightCase){
    .id = amends_insight_facts_keep (facts, id),
    .number = number,
    .account = account,
    .subject = amends_insight_facts_keep (facts, "export"),
    .subject_title = amends_insight_facts_keep (facts, "Export"),
    .severity = AMENDS_SEVERITY_CRITICAL,
    .category = AMENDS_CATEGORY_TECHNICAL,
    .status = AMENDS_STATUS_CLOSED,
    .received = NOW - days_ago * AMENDS_DAY,
    .resolved = NOW - days_ago * AMENDS_DAY + hours * AMENDS_HOUR,
    .answered = NOW - days_ago * AMENDS_DAY + hours * AMENDS_MINUTE,
    .cycle = 1,
    .clocks = 2,
    .missed = missed ? 1 : 0,
    .late = missed ? 2 * AMENDS_HOUR : 0,
    .worst = AMENDS_CLOCK_RESOLVE,
    .worst_minutes = 24 * 60,
    .satisfaction = AMENDS_UNKNOWN,
    .scale = AMENDS_UNKNOWN,
    .stress = AMENDS_UNKNOWN,
  };
}

static void
add_case (AmendsInsightFacts *facts,
          int number,
          guint account,
          int days_ago,
          int hours,
          gboolean missed)
{
  AmendsInsightCase one = make_case (facts, number, account, days_ago, hours, missed);

  amends_insight_facts_add_case (facts, &one);
}

static AmendsInsights *
look_from (AmendsInsightFacts *facts, AmendsInstant from)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  AmendsInsightWindow window = {
    .from = from, .until = NOW, .now = NOW, .zone = zone, .language = "en"
  };

  return amends_insights_new (facts, rules, &window);
}

static AmendsInsights *
look (AmendsInsightFacts *facts)
{
  amends_insight_facts_seal (facts);
  return look_from (facts, NOW - 90 * AMENDS_DAY);
}

/* --- Tests --- */

static void
test_empty (void)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (AmendsInsights) insights = look (facts);
  GPtrArray *metrics = amends_insights_get_metrics (insights);

  g_assert_cmpuint (metrics->len, >, 20);
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *metric = metrics->pdata[i];
      g_autoptr (GPtrArray) rows = amends_insights_list_cases (insights, metric->id, FALSE, 0);

      g_assert_true (isnan (metric->number));
      g_assert_cmpstr (metric->value, ==, "–");
      g_assert_cmpuint (rows->len, ==, 0);
      g_assert_null (metric->before);
    }
  g_assert_nonnull (amends_insights_get_too_few (insights));
}

static void
test_median (void)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (AmendsInsights) insights = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const AmendsMetric *metric;

  add_account (facts, "a", AMENDS_SEGMENT_SMB, "USD");
  /* One that was resolved before it came is a slip, and left out. */
  add_case (facts, 1, 0, 10, -5, FALSE);
  add_case (facts, 2, 0, 10, 10, FALSE);
  add_case (facts, 3, 0, 11, 20, FALSE);
  add_case (facts, 4, 0, 12, 30, TRUE);
  add_case (facts, 5, 0, 13, 100, FALSE);
  insights = look (facts);
  metric = amends_insights_find_metric (insights, "resolve-critical");
  g_assert_cmpuint (metric->n, ==, 4);
  g_assert_cmpfloat (metric->number, ==, 25 * 60);
  g_assert_cmpstr (metric->value, ==, "25 h");
  g_assert_cmpint (metric->state, ==, AMENDS_METRIC_OFF_TARGET);
  metric = amends_insights_find_metric (insights, "sla-kept");
  g_assert_cmpfloat (metric->number, ==, 80);
  rows = amends_insights_list_cases (insights, "sla-kept", TRUE, 0);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((AmendsMetricCase *) rows->pdata[0])->number, ==, "ESC-0004");
  g_assert_cmpstr (((AmendsMetricCase *) rows->pdata[0])->outcome, ==, "2 h late");
}

static void
test_silence (void)
{
  for (int n = 1; n <= 4; n++)
    {
      g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
      g_autoptr (AmendsInsights) insights = NULL;
      const AmendsMetric *metric;

      add_account (facts, "a", AMENDS_SEGMENT_SMB, "USD");
      for (int i = 0; i < n; i++)
        add_case (facts, i + 1, 0, 10 + i, 10, FALSE);
      insights = look (facts);
      metric = amends_insights_find_metric (insights, "sla-kept");
      g_assert_cmpuint (metric->least, ==, 5);
      g_assert_cmpint (metric->state, ==, AMENDS_METRIC_TOO_FEW);
      g_assert_true (isnan (metric->number));
      g_assert_cmpstr (metric->value, ==, "–");
      metric = amends_insights_find_metric (insights, "churn-after");
      g_assert_cmpint (metric->state, ==, AMENDS_METRIC_NOT_RECORDED);
    }
}

/* The order in which facts come changes nothing. */
static void
test_order (void)
{
  g_autofree char *first = NULL;

  for (int turn = 0; turn < 3; turn++)
    {
      g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
      g_autoptr (AmendsInsights) insights = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;

      add_account (facts, "a", AMENDS_SEGMENT_ENTERPRISE, "USD");
      add_account (facts, "b", AMENDS_SEGMENT_SMB, "EUR");
      for (int i = 0; i < 60; i++)
        {
          int number = (i * (turn == 0 ? 1 : turn == 1 ? 7 : 13)) % 60 + 1;

          add_case (facts, number, (guint) number % 2, number % 40 + 1, number % 17,
                    number % 5 == 0);
        }
      insights = look (facts);
      node = amends_insights_to_json (insights);
      text = json_to_string (node, FALSE);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, first);
    }
}

/* More missed clocks never raise the share kept, and shares stay shares. */
static void
test_worse_is_worse (void)
{
  double last = 101;

  for (int missed = 0; missed <= 20; missed++)
    {
      g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
      g_autoptr (AmendsInsights) insights = NULL;
      double kept;

      add_account (facts, "a", AMENDS_SEGMENT_SMB, "USD");
      for (int i = 0; i < 20; i++)
        add_case (facts, i + 1, 0, i + 2, 5, i < missed);
      insights = look (facts);
      kept = amends_insights_find_metric (insights, "sla-kept")->number;
      g_assert_cmpfloat (kept, <, last);
      g_assert_cmpfloat (kept, >=, 0);
      last = kept;
    }
}

static void
test_currencies (void)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (AmendsInsights) insights = NULL;
  const AmendsMetric *metric;

  add_account (facts, "a", AMENDS_SEGMENT_ENTERPRISE, "USD");
  add_account (facts, "b", AMENDS_SEGMENT_SMB, "EUR");
  add_account (facts, "c", AMENDS_SEGMENT_SMB, NULL);
  facts->has_risk = TRUE;
  for (guint i = 0; i < facts->accounts->len; i++)
    g_array_index (facts->accounts, AmendsInsightAccount, i).at_risk = TRUE;
  insights = look (facts);
  metric = amends_insights_find_metric (insights, "arr-at-risk");
  g_assert_cmpuint (metric->hits, ==, 3);
  g_assert_true (isnan (metric->number));
  g_assert_cmpstr (metric->value, ==, "€100,000, $100,000");
  g_assert_cmpuint (amends_insights_get_arr_at_risk (insights)->len, ==, 2);
  g_assert_cmpuint (metric->trend->len, ==, 0);
}

static void
test_split (void)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (AmendsInsights) insights = NULL;
  g_autoptr (GPtrArray) bars = NULL;
  g_autoptr (GPtrArray) none = NULL;
  guint n = 0;

  add_account (facts, "a", AMENDS_SEGMENT_ENTERPRISE, "USD");
  add_account (facts, "b", AMENDS_SEGMENT_SMB, "USD");
  for (int i = 0; i < 12; i++)
    add_case (facts, i + 1, i < 9 ? 0 : 1, i + 2, 5, i < 3);
  insights = look (facts);
  bars = amends_insights_split (insights, "sla-kept", AMENDS_METRIC_BY_SEGMENT);
  g_assert_cmpuint (bars->len, ==, 2);
  for (guint i = 0; i < bars->len; i++)
    n += ((AmendsMetricBar *) bars->pdata[i])->n;
  g_assert_cmpuint (n, ==, amends_insights_find_metric (insights, "sla-kept")->n);
  g_assert_cmpstr (((AmendsMetricBar *) bars->pdata[0])->id, ==, "enterprise");
  g_assert_cmpstr (((AmendsMetricBar *) bars->pdata[1])->value, ==, "–");
  none = amends_insights_split (insights, "prevented", AMENDS_METRIC_BY_OWNER);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_systemic (void)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  AmendsInsightWindow window = {
    .from = NOW - 90 * AMENDS_DAY, .until = NOW, .now = NOW, .zone = zone, .language = "en"
  };
  g_autoptr (AmendsSystemic) found = NULL;
  const AmendsSystemicRise *rise;

  add_account (facts, "a", AMENDS_SEGMENT_ENTERPRISE, "USD");
  for (int i = 0; i < 10; i++)
    add_case (facts, i + 1, 0, 100 + i, 5, FALSE);
  for (int i = 0; i < 15; i++)
    add_case (facts, i + 11, 0, 10 + i, 5, FALSE);
  amends_insight_facts_seal (facts);
  found = amends_systemic_find (facts, rules, &window);
  g_assert_false (found->silent);
  g_assert_cmpuint (found->rises->len, >=, 1);
  rise = found->rises->pdata[0];
  g_assert_cmpuint (rise->now, ==, 15);
  g_assert_cmpuint (rise->before, ==, 10);
  g_assert_cmpfloat (rise->percent, ==, 50);
  g_assert_nonnull (rise->advice);
  window.from = NOW - 10 * AMENDS_DAY;
  g_clear_pointer (&found, amends_systemic_free);
  found = amends_systemic_find (facts, rules, &window);
  g_assert_true (found->silent);
  g_assert_cmpuint (found->rises->len, ==, 0);
}

/* --- The file --- */

static const char *const faults[][2] = {
  { "\"measure\": \"sla\"", "\"measure\": \"luck\"" },
  { "\"better\": \"higher\"", "\"better\": \"sideways\"" },
  { "\"id\": \"reopened\"", "\"id\": \"sla-kept\"" },
  { "\"group\": \"vip\",", "\"group\": \"nowhere\"," },
  { "\"went_well\",", "\"went_sideways\"," },
  { "\"churn_days\": 180", "\"churn_days\": 0" },
  { "\"at_least\": 5", "\"at_least\": -1" },
};

static void
test_bad_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("amends-metrics-XXXXXX", NULL);
  g_autofree char *mine = g_build_filename (folder, "mine", NULL);
  g_autofree char *about = g_build_filename (mine, "playbook.json", NULL);
  g_autofree char *path = g_build_filename (mine, "metrics.json", NULL);
  g_autofree char *shipped = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks",
                                               "standard", "metrics.json", NULL);
  g_autofree char *good = NULL;

  g_assert_cmpint (g_mkdir (mine, 0700), ==, 0);
  g_assert_true (g_file_set_contents (about,
                                      "{\"format\":1,\"id\":\"mine\",\"version\":1,\"extends\":"
                                      "\"standard\",\"name\":{\"en\":\"Mine\"}}",
                                      -1, NULL));
  g_assert_true (g_file_get_contents (shipped, &good, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsMetricRules) bad = NULL;
      g_auto (GStrv) parts = g_strsplit (good, faults[i][0], 2);
      g_autofree char *text = g_strjoinv (faults[i][1], parts);

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      bad = load (folder, "mine", &error);
      g_test_message ("%s: %s", faults[i][1], error ? error->message : "accepted");
      g_assert_null (bad);
      g_assert_cmpint (error->domain, ==, AMENDS_INPUT_ERROR);
    }
  g_remove (path);
  g_remove (about);
  g_rmdir (mine);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int failed;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  rules = load (NULL, "standard", &error);
  g_assert_no_error (error);
  g_test_add_func ("/metrics/empty", test_empty);
  g_test_add_func ("/metrics/median", test_median);
  g_test_add_func ("/metrics/silence", test_silence);
  g_test_add_func ("/metrics/order", test_order);
  g_test_add_func ("/metrics/worse-is-worse", test_worse_is_worse);
  g_test_add_func ("/metrics/currencies", test_currencies);
  g_test_add_func ("/metrics/split", test_split);
  g_test_add_func ("/metrics/systemic", test_systemic);
  g_test_add_func ("/metrics/bad-file", test_bad_file);
  failed = g_test_run ();
  g_clear_object (&rules);
  return failed;
}
