/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of numbers: what it shows is what the session counted, and leads to the cases. */

#include "config.h"

#include "ui-fixture.h"

#include "amends-bar-chart.h"
#include "amends-case-page.h"
#include "amends-insights-page.h"
#include "amends-metric-card.h"
#include "amends-metric-detail.h"
#include "amends-range-dialog.h"
#include "amends-session-insights.h"

#include <math.h>

#define METRIC "sla-kept"

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
set_cb (gboolean *set)
{
  *set = TRUE;
}

/* Changes something and waits for the numbers that come of it. */
static void
wait_listed (GtkWidget *page, void (*change) (GtkWidget *page))
{
  gboolean listed = FALSE;
  gulong handler = g_signal_connect_swapped (page, "listed", G_CALLBACK (set_cb), &listed);

  change (page);
  ui_wait (is_set, &listed);
  g_signal_handler_disconnect (page, handler);
}

static void
do_nothing (GtkWidget *page)
{
}

static GtkWidget *
open_page (UiFixture *fixture)
{
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.place", "s", "insights");
  page = ui_find (fixture->window, AMENDS_TYPE_INSIGHTS_PAGE);
  wait_listed (page, do_nothing);
  ui_settle (page);
  return page;
}

static void
show_few (GtkWidget *page)
{
  g_signal_emit_by_name (ui_find_button (page, "Show what there is"), "clicked");
  ui_settle (page);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(AmendsInsights **) user_data =
      amends_session_insights_finish (AMENDS_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* (transfer full): what the session says of the last year. */
static AmendsInsights *
count (UiFixture *fixture)
{
  AmendsInsightsQuery query = { 0 };
  AmendsInsights *insights = NULL;

  amends_session_get_range (fixture->session, AMENDS_RANGE_YEAR, &query.from, &query.until);
  amends_session_insights_async (fixture->session, &query, NULL, counted_cb, &insights);
  ui_wait (is_there, &insights);
  return insights;
}

static void
collect_cards (GtkWidget *widget, GHashTable *cards)
{
  if (AMENDS_IS_METRIC_CARD (widget))
    g_hash_table_insert (
        cards, (gpointer) amends_metric_card_get_metric (AMENDS_METRIC_CARD (widget))->id, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_cards (child, cards);
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static guint
count_rows (GtkWidget *page)
{
  return ui_count (ui_find (ui_find (page, AMENDS_TYPE_METRIC_DETAIL), GTK_TYPE_LIST_BOX),
                   GTK_TYPE_LIST_BOX_ROW);
}

static void
test_cards (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsInsights) insights = NULL;
  g_autoptr (GHashTable) cards = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *metrics;
  GtkWidget *page;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_page (&fixture);
  insights = count (&fixture);
  /* The sample has few closed cases: the page says so first. */
  g_assert_nonnull (amends_insights_get_too_few (insights));
  g_assert_true (shows (page, amends_insights_get_too_few (insights)));
  show_few (page);

  metrics = amends_insights_get_metrics (insights);
  collect_cards (page, cards);
  g_assert_cmpuint (metrics->len, >, 10);
  g_assert_cmpuint (g_hash_table_size (cards), ==, metrics->len);
  for (guint i = 0; i < metrics->len; i++)
    {
      const AmendsMetric *metric = metrics->pdata[i];
      GtkWidget *card = g_hash_table_lookup (cards, metric->id);

      g_assert_nonnull (card);
      g_assert_true (shows (card, metric->title));
      g_assert_true (shows (card, metric->value));
      g_assert_true (shows (card, metric->verdict));
    }
  ui_assert_names (page);
  ui_fixture_tear_down (&fixture);
}

static gboolean
shows_case (gpointer data)
{
  return ui_count (data, AMENDS_TYPE_CASE_PAGE) > 0 &&
         gtk_widget_get_mapped (ui_find (data, AMENDS_TYPE_CASE_PAGE));
}

static void
test_cases (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsInsights) insights = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  const AmendsMetricCase *first;
  GtkWidget *page;
  GtkListBox *list;
  AmendsCase *opened;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_page (&fixture);
  show_few (page);
  insights = count (&fixture);
  g_assert_false (amends_insights_page_select (AMENDS_INSIGHTS_PAGE (page), "no such number"));
  g_assert_true (amends_insights_page_select (AMENDS_INSIGHTS_PAGE (page), METRIC));
  ui_settle (page);
  cases = amends_insights_list_cases (insights, METRIC, FALSE, 0);
  g_assert_cmpuint (cases->len, >, 0);
  g_assert_cmpuint (count_rows (page), ==, cases->len);
  g_assert_true (shows (ui_find (page, AMENDS_TYPE_METRIC_DETAIL),
                        amends_insights_find_metric (insights, METRIC)->definition));

  /* Another number takes its place. */
  g_assert_true (amends_insights_page_select (AMENDS_INSIGHTS_PAGE (page), "first-response"));
  g_assert_cmpstr (amends_metric_detail_get_id (
                       AMENDS_METRIC_DETAIL (ui_find (page, AMENDS_TYPE_METRIC_DETAIL))),
                   ==, "first-response");
  g_assert_true (amends_insights_page_select (AMENDS_INSIGHTS_PAGE (page), METRIC));
  ui_settle (page);

  first = cases->pdata[0];
  list = GTK_LIST_BOX (ui_find (ui_find (page, AMENDS_TYPE_METRIC_DETAIL), GTK_TYPE_LIST_BOX));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  ui_wait (shows_case, fixture.window);
  opened = amends_case_page_get_case (
      AMENDS_CASE_PAGE (ui_find (fixture.window, AMENDS_TYPE_CASE_PAGE)));
  g_assert_cmpstr (opened->escalation->id, ==, first->escalation_id);
  ui_fixture_tear_down (&fixture);
}

static void
choose_month (GtkWidget *page)
{
  gtk_widget_activate_action (page, "numbers.range", "s", "month");
}

/* Long before the first case. */
static void
choose_past (GtkWidget *page)
{
  GDate first;
  GDate last;

  g_date_set_dmy (&first, 1, G_DATE_JANUARY, 2001);
  g_date_set_dmy (&last, 31, G_DATE_JANUARY, 2001);
  amends_insights_page_set_days (AMENDS_INSIGHTS_PAGE (page), &first, &last);
}

static void
test_range (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsInsights) year = NULL;
  GtkWidget *page;

  ui_fixture_set_up (&fixture, TRUE);
  page = open_page (&fixture);
  show_few (page);
  year = count (&fixture);
  g_assert_true (shows (page, amends_insights_get_title (year)));
  amends_insights_page_select (AMENDS_INSIGHTS_PAGE (page), METRIC);
  g_assert_cmpuint (count_rows (page), >, 0);
  wait_listed (page, choose_month);
  g_assert_false (shows (page, amends_insights_get_title (year)));
  wait_listed (page, choose_past);
  /* The number stays selected; nothing is behind it any more. */
  g_assert_cmpstr (amends_metric_detail_get_id (
                       AMENDS_METRIC_DETAIL (ui_find (page, AMENDS_TYPE_METRIC_DETAIL))),
                   ==, METRIC);
  g_assert_true (shows (page, "No case stands behind this number."));
  ui_fixture_tear_down (&fixture);
}

static void
write_days (AmendsRangeDialog *dialog, const char *first, const char *last)
{
  GtkWidget *entry = ui_find (dialog, ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), first);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (entry)), last);
}

static void
test_bad_range (void)
{
  static const char *const bad[][2] = {
    { "", "2026-03-01" },           { "2026-02-30", "2026-03-01" }, { "yesterday", "2026-03-01" },
    { "2026-03-02", "2026-03-01" }, { "2026-03-01", "9999-01-01" },
  };
  UiFixture fixture = { NULL };
  AmendsRangeDialog *dialog;
  GtkWidget *apply;
  GDate first;
  GDate last;

  ui_fixture_set_up (&fixture, FALSE);
  dialog = amends_range_dialog_present (GTK_WIDGET (fixture.window), "2026-01-01", "2026-03-10");
  apply = ui_find_button (dialog, "_Show");
  g_assert_true (gtk_widget_get_sensitive (apply));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      write_days (dialog, bad[i][0], bad[i][1]);
      g_assert_false (gtk_widget_get_sensitive (apply));
      g_assert_false (amends_range_dialog_get (dialog, &first, &last));
    }
  g_assert_true (
      shows (GTK_WIDGET (dialog), "“9999-01-01” is not between the years 1900 and 2200."));
  write_days (dialog, " 2026-03-01 ", "2026-03-01");
  g_assert_true (gtk_widget_get_sensitive (apply));
  g_assert_true (amends_range_dialog_get (dialog, &first, &last));
  g_assert_cmpint (g_date_compare (&first, &last), ==, 0);
  ui_assert_names (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_tear_down (&fixture);
}

static void
test_empty (void)
{
  UiFixture fixture = { NULL };
  g_autoptr (AmendsInsights) insights = NULL;
  g_autoptr (GHashTable) cards = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  GtkWidget *page;
  gpointer card;
  int least;

  ui_fixture_set_up (&fixture, FALSE);
  page = open_page (&fixture);
  insights = count (&fixture);
  g_assert_true (shows (page, amends_insights_get_too_few (insights)));
  show_few (page);
  /* A number nobody has the facts for is a dash, never 0. */
  collect_cards (page, cards);
  g_hash_table_iter_init (&iter, cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      const AmendsMetric *metric = amends_metric_card_get_metric (card);

      if (metric->state == AMENDS_METRIC_TOO_FEW || metric->state == AMENDS_METRIC_NOT_RECORDED)
        g_assert_true (isnan (metric->number));
    }
  g_object_set (page, "narrow", TRUE, NULL);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  ui_fixture_tear_down (&fixture);
}

/* --- The chart by itself ---------------------------------------------------------------------- */

static void
point_free (gpointer data)
{
  AmendsMetricPoint *point = data;

  g_free (point->label);
  g_free (point->text);
  g_free (point);
}

static GPtrArray *
create_trend (const double *values, guint n)
{
  GPtrArray *trend = g_ptr_array_new_with_free_func (point_free);

  for (guint i = 0; i < n; i++)
    {
      AmendsMetricPoint *point = g_new0 (AmendsMetricPoint, 1);

      point->label = g_strdup_printf ("Q%u 2026", i + 1);
      point->value = values[i];
      point->text = isnan (values[i]) ? g_strdup ("–") : g_strdup_printf ("%g", values[i]);
      g_ptr_array_add (trend, point);
    }
  return trend;
}

/* Gaps, zeros, one stretch, no height: whatever comes is drawn. */
static void
test_chart (void)
{
  const double values[][4] = {
    { 1860, 1560, NAN, 1140 }, { NAN, NAN, NAN, NAN }, { 0, 0, 0, 0 }, { 1e12, 1e-9, 3, NAN }
  };
  static const AmendsMetricUnit units[] = { AMENDS_METRIC_MINUTES, AMENDS_METRIC_PERCENT,
                                            AMENDS_METRIC_COUNT, AMENDS_METRIC_MONEY };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = amends_bar_chart_new ();

  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint n = 0; n <= 4; n += 2)
      {
        AmendsMetric one = { .id = "one", .unit = units[i], .trend = create_trend (values[i], n) };
        AmendsMetric two = { .id = "two", .unit = units[i], .trend = create_trend (values[0], n) };
        const AmendsMetric *series[] = { &one, &two };

        amends_bar_chart_set (AMENDS_BAR_CHART (chart), series, 1 + i % 2, i == 1 ? NAN : 24,
                              "What it shows");
        ui_settle (window);
        g_ptr_array_unref (one.trend);
        g_ptr_array_unref (two.trend);
      }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ui_follow_log ();
  g_test_add_func ("/ui/insights/chart", test_chart);
  g_test_add_func ("/ui/insights/cards", test_cards);
  g_test_add_func ("/ui/insights/cases", test_cases);
  g_test_add_func ("/ui/insights/range", test_range);
  g_test_add_func ("/ui/insights/bad-range", test_bad_range);
  g_test_add_func ("/ui/insights/empty", test_empty);
  return g_test_run ();
}
