/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on metrics as documents and tables. */

#include "config.h"

#include "amends-insight-document.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DASH "–"

static AmendsDocument *
begin (AmendsInsights *insights, const char *title, const AmendsInsightContext *context)
{
  AmendsDocument *document = amends_document_new (title, context->language);

  amends_document_set_subtitle (document, amends_insights_get_title (insights));
  amends_document_set_author (document, context->author);
  amends_document_set_audience (document, "internal");
  amends_document_set_created (document, context->now, context->zone);
  return document;
}

static AmendsDocument *
end (AmendsDocument *document)
{
  amends_document_seal (document);
  return document;
}

/* --- Metrics --- */

static gboolean
is_silent (const AmendsMetric *metric)
{
  return metric->state == AMENDS_METRIC_TOO_FEW || metric->state == AMENDS_METRIC_NOT_RECORDED;
}

/* @group: (nullable): one group alone; @silent: with those that say nothing. */
static void
add_table (AmendsDocument *document, AmendsInsights *insights, const char *group, gboolean headline)
{
  GPtrArray *metrics = amends_insights_get_metrics (insights);

  amends_document_begin_table (document);
  amends_document_add_column (document, _ ("Metric"), 3, AMENDS_ALIGN_START);
  amends_document_add_column (document, _ ("Value"), 2, AMENDS_ALIGN_END);
  amends_document_add_column (document, _ ("Verdict"), 3, AMENDS_ALIGN_START);
  amends_document_add_column (document, _ ("Rests on"), 3, AMENDS_ALIGN_START);
  amends_document_add_column (document, _ ("Time before"), 2, AMENDS_ALIGN_END);
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *metric = metrics->pdata[i];
      g_autofree char *before = isnan (metric->number_before) || metric->before == NULL
                                    ? g_strdup (DASH)
                                    : amends_metric_format_value (metric, metric->number_before);

      if ((group == NULL || g_str_equal (metric->group, group)) && (!headline || metric->headline))
        amends_document_add_row (document, metric->title, metric->value, metric->verdict,
                                 metric->basis, before, NULL);
    }
  amends_document_end_table (document);
}

static void
add_trend (AmendsDocument *document, const AmendsMetric *metric)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < metric->trend->len; i++)
    {
      const AmendsMetricPoint *point = metric->trend->pdata[i];
      g_autofree char *part = g_strdup_printf ("%s %s", point->label, point->text);

      g_strv_builder_add (parts, part);
    }
  all = g_strv_builder_end (parts);
  joined = g_strjoinv (" · ", all);
  if (*joined != '\0')
    amends_document_add_key_value (document, _ ("Trend"), joined);
}

static void
add_definition (AmendsDocument *document, const AmendsMetric *metric)
{
  amends_document_add_heading (document, 3, metric->title);
  amends_document_add_key_value (document, _ ("Value"), metric->value);
  amends_document_add_key_value (document, _ ("Verdict"), metric->verdict);
  amends_document_add_key_value (document, _ ("Rests on"), metric->basis);
  if (!is_silent (metric))
    add_trend (document, metric);
  amends_document_add_key_value (document, _ ("Definition"), metric->definition);
  if (metric->claim != NULL)
    amends_document_add_key_value (document, _ ("Claimed elsewhere"), metric->claim);
  if (metric->state == AMENDS_METRIC_NOT_RECORDED && metric->record != NULL)
    amends_document_add_key_value (document, _ ("Where to record it"), metric->record);
}

static void
add_bars (AmendsDocument *document, const char *title, const char *value, GPtrArray *bars)
{
  if (bars->len == 0)
    return;
  amends_document_add_heading (document, 2, title);
  amends_document_begin_table (document);
  amends_document_add_column (document, "", 3, AMENDS_ALIGN_START);
  amends_document_add_column (document, value, 2, AMENDS_ALIGN_END);
  amends_document_add_column (document, "", 3, AMENDS_ALIGN_START);
  for (guint i = 0; i < bars->len; i++)
    {
      const AmendsMetricBar *bar = bars->pdata[i];

      amends_document_add_row (document, bar->title, bar->value, bar->note, NULL);
    }
  amends_document_end_table (document);
}

AmendsDocument *
amends_insight_document_build_metrics (AmendsInsights *insights,
                                       const AmendsInsightContext *context)
{
  AmendsDocument *document = begin (insights, _ ("Metrics of escalations"), context);
  GPtrArray *metrics = amends_insights_get_metrics (insights);
  const char *last = NULL;

  amends_document_add_paragraph (document, amends_insights_get_summary (insights));
  if (amends_insights_get_too_few (insights) != NULL)
    amends_document_add_callout (document, AMENDS_CALLOUT_INFO,
                                 amends_insights_get_too_few (insights));
  amends_document_add_heading (document, 2, _ ("At a glance"));
  add_table (document, insights, NULL, TRUE);
  add_bars (document, _ ("ARR at risk by segment"), _ ("ARR"),
            amends_insights_get_arr_at_risk (insights));
  add_bars (document, _ ("What keeps coming back"), _ ("Cases"),
            amends_insights_get_recurring (insights));
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *first = metrics->pdata[i];
      gboolean done = FALSE;

      for (guint j = 0; j < i; j++)
        done = done || ((AmendsMetric *) metrics->pdata[j])->group == first->group;
      if (done)
        continue;
      last = first->group;
      amends_document_add_heading (document, 2, amends_insights_get_group_title (insights, last));
      for (guint j = i; j < metrics->len; j++)
        if (((AmendsMetric *) metrics->pdata[j])->group == last)
          add_definition (document, metrics->pdata[j]);
    }
  return end (document);
}

/* --- The week of the VIP accounts --- */

static guint
count_open (AmendsInsightFacts *facts, guint account)
{
  GArray *cases = facts->of_account->pdata[account];
  guint open = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      AmendsStatus status =
          amends_insight_facts_get_case (facts, g_array_index (cases, guint, i))->status;

      open += status == AMENDS_STATUS_OPEN || status == AMENDS_STATUS_IN_PROGRESS ||
                      status == AMENDS_STATUS_WAITING
                  ? 1
                  : 0;
    }
  return open;
}

static char *
dup_score (AmendsAccountRisk *risk)
{
  if (risk->score == AMENDS_UNKNOWN)
    return g_strdup (DASH);
  if (risk->change == AMENDS_UNKNOWN || risk->change == 0)
    return g_strdup_printf ("%d", risk->score);
  return g_strdup_printf ("%d (%+d)", risk->score, risk->change);
}

static char *
dup_renewal (AmendsAccountRisk *risk)
{
  if (risk->renewal_days == AMENDS_UNKNOWN)
    return g_strdup (DASH);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %d day", "in %d days",
                                       (gulong) ABS (risk->renewal_days)),
                          risk->renewal_days);
}

static void
add_account_row (AmendsDocument *document,
                 AmendsInsightFacts *facts,
                 AmendsAccountRisk *risk,
                 const char *language)
{
  AmendsAccount *account = risk->account;
  guint index = 0;
  gboolean found = amends_insight_facts_find_account (facts, account->id, &index);
  g_autofree char *score = dup_score (risk);
  g_autofree char *renewal = risk->renewal_days != AMENDS_UNKNOWN && risk->renewal_days < 0
                                 ? g_strdup (_ ("date has passed"))
                                 : dup_renewal (risk);
  g_autofree char *open = found ? g_strdup_printf ("%u", count_open (facts, index)) : NULL;
  g_autofree char *arr =
      account->arr != AMENDS_MONEY_UNKNOWN && amends_currency_is_valid (account->currency)
          ? amends_money_format (account->arr, account->currency, language)
          : g_strdup (DASH);

  amends_document_add_row (document, account->name ? account->name : DASH, arr, score,
                           open ? open : DASH, renewal, risk->reason ? risk->reason : "", NULL);
}

static GPtrArray *
list_vips (GPtrArray *risks)
{
  GPtrArray *vips = g_ptr_array_new ();

  for (guint i = 0; i < risks->len; i++)
    if (((AmendsAccountRisk *) risks->pdata[i])->tier == 1)
      g_ptr_array_add (vips, risks->pdata[i]);
  return vips;
}

static void
add_accounts (AmendsDocument *document,
              AmendsInsightFacts *facts,
              GPtrArray *vips,
              const char *language)
{
  amends_document_add_heading (document, 2, _ ("Accounts"));
  amends_document_add_paragraph (document,
                                 _ ("Risk goes from 0 to 100; in brackets, the change in a week."));
  amends_document_begin_table (document);
  amends_document_add_column (document, _ ("Account"), 3, AMENDS_ALIGN_START);
  amends_document_add_column (document, _ ("ARR"), 2, AMENDS_ALIGN_END);
  amends_document_add_column (document, _ ("Risk"), 2, AMENDS_ALIGN_END);
  amends_document_add_column (document, _ ("Open cases"), 1, AMENDS_ALIGN_END);
  amends_document_add_column (document, _ ("Renewal"), 2, AMENDS_ALIGN_START);
  amends_document_add_column (document, _ ("Why"), 5, AMENDS_ALIGN_START);
  for (guint i = 0; i < vips->len; i++)
    add_account_row (document, facts, vips->pdata[i], language);
  amends_document_end_table (document);
}

static void
add_actions (AmendsDocument *document, GPtrArray *vips)
{
  gboolean any = FALSE;

  amends_document_add_heading (document, 2, _ ("What to do this week"));
  for (guint i = 0; i < vips->len; i++)
    {
      AmendsAccountRisk *risk = vips->pdata[i];

      if (risk->actions->len == 0)
        continue;
      any = TRUE;
      amends_document_begin_bullet (document, 0);
      amends_document_add_run (document, AMENDS_RUN_STRONG, risk->account->name);
      /* Translators: between the name of an account and what to do there. */
      amends_document_add_run (document, AMENDS_RUN_PLAIN, _ (": "));
      amends_document_add_run (document, AMENDS_RUN_PLAIN,
                               ((AmendsRiskAction *) risk->actions->pdata[0])->title);
      amends_document_end_runs (document);
    }
  if (!any)
    amends_document_add_paragraph (
        document, _ ("No VIP account asks for action by its risk. Keep the usual contact."));
}

/* What came in, and what became of the warnings. */
static void
add_week (AmendsDocument *document, AmendsInsights *insights, AmendsInsightFacts *facts)
{
  AmendsInstant from = amends_insights_get_from (insights);
  AmendsInstant until = amends_insights_get_until (insights);
  guint cases = 0, raised = 0, accepted = 0, wrong = 0;
  g_autofree char *came = NULL;
  g_autofree char *warned = NULL;

  for (guint i = 0; i < facts->cases->len; i++)
    {
      const AmendsInsightCase *one = amends_insight_facts_get_case (facts, i);

      if (one->received >= from && one->received < until &&
          amends_insight_facts_get_account (facts, one->account)->vip)
        cases++;
    }
  for (guint i = 0; i < facts->warnings->len; i++)
    {
      const AmendsInsightWarning *one = &g_array_index (facts->warnings, AmendsInsightWarning, i);

      if (!amends_insight_facts_get_account (facts, one->account)->vip)
        continue;
      raised += one->at >= from && one->at < until ? 1 : 0;
      if (one->decided >= from && one->decided < until)
        {
          accepted += one->state == AMENDS_WARNING_ACCEPTED ? 1 : 0;
          wrong += one->state == AMENDS_WARNING_FALSE_ALARM ? 1 : 0;
        }
    }
  amends_document_add_heading (document, 2, _ ("The week in numbers"));
  came = g_strdup_printf ("%u", cases);
  amends_document_add_key_value (document, _ ("Escalations of VIP accounts"), came);
  /* Translators: early warnings. */
  warned = g_strdup_printf (_ ("%1$u raised, %2$u accepted, %3$u false alarms"), raised, accepted,
                            wrong);
  amends_document_add_key_value (document, _ ("Early warnings"), warned);
}

AmendsDocument *
amends_insight_document_build_weekly (AmendsInsights *insights,
                                      AmendsInsightFacts *facts,
                                      GPtrArray *risks,
                                      const AmendsInsightContext *context)
{
  AmendsDocument *document = begin (insights, _ ("VIP health, weekly"), context);
  g_autoptr (GPtrArray) vips = risks ? list_vips (risks) : NULL;

  add_week (document, insights, facts);
  if (vips == NULL)
    amends_document_add_callout (document, AMENDS_CALLOUT_WARNING,
                                 _ ("The rules for risk cannot be used; accounts are left out."));
  else if (vips->len == 0)
    amends_document_add_paragraph (document, _ ("No account belongs to the first tier."));
  else
    {
      add_actions (document, vips);
      add_accounts (document, facts, vips, context->language);
    }
  amends_document_add_heading (document, 2, _ ("Measures"));
  add_table (document, insights, "vip", FALSE);
  return end (document);
}

/* --- The quarter --- */

static char *
dup_rise (const AmendsSystemicRise *rise)
{
  if (isnan (rise->percent))
    /* Translators: cases of a kind, of which there were none in the time before. */
    return g_strdup_printf (_ ("%1$s “%2$s”: %3$u cases, none in the time before"), rise->kind,
                            rise->title, rise->now);
  /* Translators: a kind of cases; how many there are, how many there were, and the difference. */
  return g_strdup_printf (_ ("%1$s “%2$s”: %3$u cases, was %4$u, up %5$.0f %%"), rise->kind,
                          rise->title, rise->now, rise->before, rise->percent);
}

static void
add_rise (AmendsDocument *document, const AmendsSystemicRise *rise)
{
  g_autofree char *title = dup_rise (rise);
  g_autofree char *cases = NULL;
  g_autofree char *evidence = NULL;

  amends_document_add_heading (document, 3, title);
  for (guint i = 0; i < rise->common->len; i++)
    {
      const AmendsSystemicCommon *common = rise->common->pdata[i];
      /* Translators: what cases have in common, and in how many of how many: "Segment:
       * Enterprise, 14 of 18". */
      g_autofree char *text =
          g_strdup_printf (_ ("%1$s, %2$u of %3$u"), common->title, common->n, rise->now);

      amends_document_add_bullet (document, 0, text);
    }
  if (rise->common->len == 0)
    amends_document_add_paragraph (document,
                                   _ ("The cases have nothing in common that most of them share."));
  cases = g_strjoinv (", ", rise->cases);
  if (rise->advice != NULL)
    amends_document_add_callout (document, AMENDS_CALLOUT_INFO, rise->advice);
  amends_document_add_key_value (document, _ ("Cases"), cases);
}

AmendsDocument *
amends_insight_document_build_quarterly (AmendsInsights *insights,
                                         AmendsSystemic *systemic,
                                         const AmendsInsightContext *context)
{
  AmendsDocument *document = begin (insights, _ ("What rose, quarterly"), context);
  g_autofree char *counts = NULL;

  /* Translators: how many escalations, and how many in the equally long time before. */
  counts = g_strdup_printf (_ ("%1$u escalations; %2$u in the equally long time before."),
                            systemic->now, systemic->before);
  amends_document_add_paragraph (document, counts);
  amends_document_add_heading (document, 2, _ ("What rose"));
  if (systemic->silent)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Too few cases to say: %u are needed in each of the two stretches."),
                           systemic->needed);

      amends_document_add_callout (document, AMENDS_CALLOUT_INFO, text);
    }
  else if (systemic->rises->len == 0)
    amends_document_add_paragraph (document,
                                   _ ("Nothing rose by as much as the playbook asks for."));
  for (guint i = 0; i < systemic->rises->len; i++)
    add_rise (document, systemic->rises->pdata[i]);
  add_bars (document, _ ("What keeps coming back"), _ ("Cases"),
            amends_insights_get_recurring (insights));
  amends_document_add_heading (document, 2, _ ("Measures"));
  add_table (document, insights, NULL, TRUE);
  return end (document);
}

/* --- Tables --- */

/* A cell that a spreadsheet would compute is made plain text. */
static void
add_cell (GString *csv, const char *text, gboolean last)
{
  gboolean formula = text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
  char *stop = NULL;

  if (formula && g_ascii_strtod (text, &stop) != 0 && stop != NULL && *stop == '\0')
    formula = FALSE;
  g_string_append_c (csv, '"');
  if (formula)
    g_string_append_c (csv, '\'');
  for (const char *c = text ? text : ""; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

static void
add_cells (GString *csv, const char *const *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    add_cell (csv, cells[i], i + 1 == n);
}

static char *
dup_plain (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan (value) ? g_strdup ("")
                       : g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.4f", value));
}

GBytes *
amends_insight_write_csv (AmendsInsights *insights)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");
  GPtrArray *metrics = amends_insights_get_metrics (insights);
  const char *const heading[] = { "metric", "title",  "value",   "text",  "verdict",
                                  "target", "counts", "counted", "basis", "before" };

  add_cells (csv, heading, G_N_ELEMENTS (heading));
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *metric = metrics->pdata[i];
      g_autofree char *value = dup_plain (metric->number);
      g_autofree char *target = dup_plain (metric->target);
      g_autofree char *before = dup_plain (metric->number_before);
      g_autofree char *hits = g_strdup_printf ("%u", metric->hits);
      g_autofree char *n = g_strdup_printf ("%u", metric->n);
      const char *const cells[] = { metric->id,      metric->title, value, metric->value,
                                    metric->verdict, target,        hits,  n,
                                    metric->basis,   before };

      add_cells (csv, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free_to_bytes (csv);
}

GBytes *
amends_insight_write_cases_csv (AmendsInsights *insights, const char *metric, GTimeZone *zone)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");
  g_autoptr (GPtrArray) rows = amends_insights_list_cases (insights, metric, FALSE, 0);
  const char *const heading[] = { "case", "account", "title",  "severity",
                                  "at",   "counts",  "detail", "outcome" };

  add_cells (csv, heading, G_N_ELEMENTS (heading));
  for (guint i = 0; i < rows->len; i++)
    {
      const AmendsMetricCase *row = rows->pdata[i];
      g_autofree char *at = amends_instant_format_rfc3339 (row->at, zone);
      const char *const cells[] = {
        row->number,
        row->account,
        row->title,
        row->severity ? amends_enum_get_nick (AMENDS_TYPE_SEVERITY, (int) row->severity) : "",
        at,
        row->hit ? "yes" : "no",
        row->detail,
        row->outcome,
      };

      add_cells (csv, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free_to_bytes (csv);
}
