/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the warnings would have been worth: one's own history, walked day by day. */

#include "config.h"

#include "amends-risk-backtest.h"

#include "amends-account-risk-private.h"

#include <math.h>
#include <string.h>

#define N_SCORES 101
#define NOT_JUDGED (-1)
#define DAYS_OF_MONTH 30.44
/* 95 %. */
#define INTERVAL_Z 1.96
/* From so rarely on, labels dealt at random do not explain it. */
#define CHANCE_LIMIT 0.05

static const int extra_thresholds[] = { 30, 40, 50 };

typedef struct
{
  const char *id;
  const char *title;
  AmendsInstant at;
} Label;

/* One account, walked through. */
typedef struct
{
  const AmendsAccountHistory *history;
  AmendsInstant first; /* noon of the first day */
  GArray *scores;      /* (owned) (element-type int) */
  GArray *labels;      /* (owned) (element-type Label): by time, one for each trouble */
  GByteArray *calm;    /* (owned): 1: a day that belongs to no escalation */
} Walk;

typedef struct
{
  AmendsRiskRules *rules;
  const double *weights;
  GTimeZone *zone;
  AmendsInstant now;
  GPtrArray *walks; /* (owned) (element-type Walk) */
  double least;     /* hours */
  double most;
  AmendsInstant aftermath;
  AmendsBacktest *result;
} Run;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_array_unref (walk->scores);
  g_array_unref (walk->labels);
  g_byte_array_unref (walk->calm);
  g_free (walk);
}

static void
case_free (gpointer data)
{
  AmendsBacktestCase *one = data;

  g_free (one->account_id);
  g_free (one->account);
  g_free (one->title);
  g_free (one);
}

void
amends_backtest_free (AmendsBacktest *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->cases);
  g_free (self->text);
  g_free (self);
}

/* --- Walking ------------------------------------------------------------------------------------
 */

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const Label *one = a;
  const Label *two = b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return g_strcmp0 (one->id, two->id);
}

/* Cases and interactions that are escalations; what follows within the aftermath is the same
 * trouble. */
static void
find_labels (Run *run, Walk *walk)
{
  guint kept = 0;

  for (guint i = 0; i < walk->history->cases->len; i++)
    {
      const AmendsPastEscalation *past = walk->history->cases->pdata[i];
      Label label = { past->id, past->title, past->at };

      if (past->at != AMENDS_INSTANT_NONE && past->at <= run->now)
        g_array_append_val (walk->labels, label);
    }
  for (guint i = 0; i < walk->history->readings->len; i++)
    {
      const AmendsReading *reading = walk->history->readings->pdata[i];
      Label label = { reading->id, reading->gist, reading->at };

      if (reading->kind == AMENDS_INTERACTION_ESCALATION && reading->at <= run->now)
        g_array_append_val (walk->labels, label);
    }
  g_array_sort (walk->labels, compare_labels);
  for (guint i = 0; i < walk->labels->len; i++)
    {
      Label label = g_array_index (walk->labels, Label, i);

      if (kept > 0 && label.at - g_array_index (walk->labels, Label, kept - 1).at < run->aftermath)
        continue;
      g_array_index (walk->labels, Label, kept++) = label;
    }
  g_array_set_size (walk->labels, kept);
}

/* When anything was first known of the account. */
static AmendsInstant
begin_of (const AmendsAccountHistory *history)
{
  AmendsInstant first =
      history->readings->len > 0 ? ((AmendsReading *) history->readings->pdata[0])->at : G_MAXINT64;

  for (guint i = 0; i < history->usage->len; i++)
    {
      const AmendsUsageLine *line = history->usage->pdata[i];

      if (line->points->len > 0)
        first = MIN (first, g_array_index (line->points, AmendsUsagePoint, 0).day * AMENDS_DAY);
    }
  return first;
}

/* Noon in the zone of the team on the day of @instant. */
static AmendsInstant
noon_of (AmendsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = amends_instant_to_date_time (instant, zone);
  g_autoptr (GDateTime) noon =
      g_date_time_new (zone, g_date_time_get_year (time), g_date_time_get_month (time),
                       g_date_time_get_day_of_month (time), 12, 0, 0);

  return amends_instant_from_date_time (noon);
}

static int
judge (Run *run, const Walk *walk, AmendsInstant at)
{
  const AmendsSignsView view = { at, run->zone, TRUE };
  g_auto (AmendsSigns) signs = { 0 };
  AmendsRiskSum sum;

  amends_account_signs_find (walk->history, run->rules, &view, &signs);
  amends_risk_sum (&signs, run->rules, run->weights, walk->history->tier, &sum);
  return sum.score == AMENDS_UNKNOWN ? NOT_JUDGED : sum.score;
}

static AmendsInstant
day_at (const Walk *walk, guint index)
{
  return walk->first + index * AMENDS_DAY;
}

/* Days up to an escalation are its own; those after it are about what has been done. */
static gboolean
is_calm (Run *run, const Walk *walk, AmendsInstant at)
{
  for (guint i = 0; i < walk->labels->len; i++)
    {
      AmendsInstant label = g_array_index (walk->labels, Label, i).at;

      if (at > label - (AmendsInstant) (run->most * AMENDS_HOUR) && at < label + run->aftermath)
        return FALSE;
    }
  return TRUE;
}

static Walk *
walk_account (Run *run, const AmendsAccountHistory *history)
{
  Walk *walk = g_new0 (Walk, 1);
  AmendsInstant begin = begin_of (history);
  AmendsInstant warm =
      (AmendsInstant) (amends_risk_rules_get_number (run->rules, "backtest_warm_days") *
                       AMENDS_DAY);

  walk->history = history;
  walk->scores = g_array_new (FALSE, FALSE, sizeof (int));
  walk->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  walk->calm = g_byte_array_new ();
  find_labels (run, walk);
  if (begin == G_MAXINT64 || begin + warm > run->now)
    return walk;
  walk->first = noon_of (begin + warm, run->zone);
  for (AmendsInstant at = walk->first; at <= run->now; at += AMENDS_DAY)
    {
      int score = judge (run, walk, at);
      guint8 calm = score != NOT_JUDGED && is_calm (run, walk, at);

      g_array_append_val (walk->scores, score);
      g_byte_array_append (walk->calm, &calm, 1);
    }
  return walk;
}

/* --- Counting -----------------------------------------------------------------------------------
 */

/* The highest score of the days from @most to @least hours before @at; NOT_JUDGED if there are
 * none.
 */
static int
highest_before (const Walk *walk, AmendsInstant at, double least, double most)
{
  int highest = NOT_JUDGED;

  for (guint i = 0; i < walk->scores->len; i++)
    {
      double hours = (double) (at - day_at (walk, i)) / AMENDS_HOUR;

      if (hours >= least && hours <= most)
        highest = MAX (highest, g_array_index (walk->scores, int, i));
    }
  return highest;
}

/* How early the threshold was reached within the hours that count; NAN: not at all. */
static double
hours_before (const Walk *walk, AmendsInstant at, int threshold, double most)
{
  for (guint i = 0; i < walk->scores->len; i++)
    {
      double hours = (double) (at - day_at (walk, i)) / AMENDS_HOUR;

      if (hours >= 0 && hours <= most && g_array_index (walk->scores, int, i) >= threshold)
        return hours;
    }
  return NAN;
}

/* Wilson's interval for a share. */
static void
set_interval (AmendsBacktestRow *row, guint n)
{
  double z = INTERVAL_Z, p = row->share, under, middle, half;

  row->low = row->high = NAN;
  if (n == 0)
    return;
  under = 1 + z * z / n;
  middle = (p + z * z / (2 * n)) / under;
  half = z * sqrt (p * (1 - p) / n + z * z / (4.0 * n * n)) / under;
  row->low = MAX (0, middle - half);
  row->high = MIN (1, middle + half);
}

static gboolean
comes_true (const Walk *walk, AmendsInstant from, AmendsInstant until)
{
  for (guint i = 0; i < walk->labels->len; i++)
    {
      AmendsInstant at = g_array_index (walk->labels, Label, i).at;

      if (at >= from && at <= until)
        return TRUE;
    }
  return FALSE;
}

/* Alarms that begin on a calm day and after which nothing comes. */
static guint
count_false (Run *run, const Walk *walk, int threshold)
{
  double margin = amends_risk_rules_get_number (run->rules, "warning_margin");
  AmendsInstant fresh =
      (AmendsInstant) (amends_risk_rules_get_number (run->rules, "backtest_fresh_days") *
                       AMENDS_DAY);
  guint n = 0;

  for (guint i = 0; i < walk->scores->len; i++)
    {
      AmendsInstant from = day_at (walk, i);
      gboolean calm = walk->calm->data[i];

      if (g_array_index (walk->scores, int, i) < threshold)
        continue;
      while (i + 1 < walk->scores->len &&
             g_array_index (walk->scores, int, i + 1) >= threshold - margin)
        i++;
      /* What is still fresh may yet come true. */
      n += calm && day_at (walk, i) + fresh <= run->now &&
           !comes_true (walk, from, day_at (walk, i) + fresh);
    }
  return n;
}

static void
count_row (Run *run, int threshold)
{
  AmendsBacktestRow *row = g_new0 (AmendsBacktestRow, 1);
  guint n = run->result->escalations;
  double months = run->result->days / DAYS_OF_MONTH;

  row->threshold = threshold;
  for (guint i = 0; i < run->walks->len; i++)
    {
      const Walk *walk = run->walks->pdata[i];

      row->false_alarms += count_false (run, walk, threshold);
      for (guint j = 0; j < walk->labels->len; j++)
        {
          AmendsInstant at = g_array_index (walk->labels, Label, j).at;
          int early = highest_before (walk, at, run->least, run->most);

          if (early == NOT_JUDGED)
            continue;
          if (early >= threshold)
            row->early++;
          else if (highest_before (walk, at, 0, run->least) >= threshold)
            row->late++;
          else
            row->missed++;
        }
    }
  row->share = n > 0 ? (double) row->early / n : NAN;
  row->alarms = months > 0 ? row->false_alarms / months : NAN;
  set_interval (row, n);
  g_ptr_array_add (run->result->rows, row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return (*(const AmendsBacktestRow *const *) a)->threshold -
         (*(const AmendsBacktestRow *const *) b)->threshold;
}

static void
count_rows (Run *run)
{
  for (guint i = 0; i < G_N_ELEMENTS (extra_thresholds); i++)
    if (extra_thresholds[i] < run->result->threshold)
      count_row (run, extra_thresholds[i]);
  for (guint i = 0; i < amends_risk_rules_get_n_thresholds (run->rules); i++)
    count_row (run, amends_risk_rules_get_threshold (run->rules, i)->from);
  g_ptr_array_sort (run->result->rows, compare_rows);
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const AmendsBacktestCase *one = *(const AmendsBacktestCase *const *) a;
  const AmendsBacktestCase *two = *(const AmendsBacktestCase *const *) b;

  return one->at > two->at ? -1 : one->at < two->at ? 1 : 0;
}

static void
list_cases (Run *run)
{
  AmendsBacktest *result = run->result;

  result->from = G_MAXINT64;
  result->until = run->now;
  for (guint i = 0; i < run->walks->len; i++)
    {
      const Walk *walk = run->walks->pdata[i];
      guint judged = 0;

      for (guint j = 0; j < walk->scores->len; j++)
        judged += g_array_index (walk->scores, int, j) != NOT_JUDGED;
      result->accounts += judged > 0;
      result->days += judged;
      if (judged > 0)
        result->from = MIN (result->from, walk->first);
      for (guint j = 0; j < walk->labels->len; j++)
        {
          const Label *label = &g_array_index (walk->labels, Label, j);
          int score = highest_before (walk, label->at, run->least, run->most);
          AmendsBacktestCase *one;

          if (score == NOT_JUDGED)
            continue;
          one = g_new0 (AmendsBacktestCase, 1);
          one->account_id = g_strdup (walk->history->account->id);
          one->account = g_strdup (walk->history->account->name);
          one->title = g_strdup (label->title);
          one->at = label->at;
          one->score = score;
          one->hours = hours_before (walk, label->at, result->threshold, run->most);
          g_ptr_array_add (result->cases, one);
        }
    }
  if (result->from == G_MAXINT64)
    result->from = run->now;
  result->escalations = result->cases->len;
  g_ptr_array_sort (result->cases, compare_cases);
}

/* --- Skill --------------------------------------------------------------------------------------
 */

/* Share of pairs in which the day before an escalation has the higher score; ties are half. */
static double
rank (const guint *before, const guint *calm)
{
  double pairs = 0, wins = 0, n_before = 0, below = 0;

  for (guint i = 0; i < N_SCORES; i++)
    {
      wins += before[i] * (below + calm[i] / 2.0);
      below += calm[i];
      n_before += before[i];
    }
  pairs = n_before * below;
  return pairs > 0 ? wins / pairs : NAN;
}

static void
count_scores (Run *run, guint *before, guint *calm, guint *n_before)
{
  for (guint i = 0; i < run->walks->len; i++)
    {
      const Walk *walk = run->walks->pdata[i];

      for (guint j = 0; j < walk->scores->len; j++)
        if (walk->calm->data[j])
          calm[g_array_index (walk->scores, int, j)]++;
      for (guint j = 0; j < walk->labels->len; j++)
        {
          int score = highest_before (walk, g_array_index (walk->labels, Label, j).at, run->least,
                                      run->most);

          if (score == NOT_JUDGED)
            continue;
          before[score]++;
          (*n_before)++;
        }
    }
}

/* Two calm days in a row, as an escalation that never was would have had before it. */
static gboolean
deal (Run *run, GRand *random, guint *before)
{
  for (guint tries = 0; tries < 64; tries++)
    {
      const Walk *walk = run->walks->pdata[g_rand_int_range (random, 0, (gint32) run->walks->len)];
      guint at;

      if (walk->scores->len < 2)
        continue;
      at = (guint) g_rand_int_range (random, 1, (gint32) walk->scores->len);
      if (!walk->calm->data[at] || !walk->calm->data[at - 1])
        continue;
      before[MAX (g_array_index (walk->scores, int, at),
                  g_array_index (walk->scores, int, at - 1))]++;
      return TRUE;
    }
  return FALSE;
}

/* Against labels dealt at random. The days themselves are taken in pairs too, so that the higher of
 * two is compared with the higher of two. */
static void
measure_skill (Run *run, guint seed)
{
  guint before[N_SCORES] = { 0 }, calm[N_SCORES] = { 0 }, pairs[N_SCORES] = { 0 };
  guint n_before = 0, at_least = 0, dealt = 0;
  guint shuffles = (guint) amends_risk_rules_get_number (run->rules, "backtest_shuffles");
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double observed;

  run->result->skill = run->result->chance = NAN;
  count_scores (run, before, calm, &n_before);
  for (guint i = 0; i < run->walks->len; i++)
    {
      const Walk *walk = run->walks->pdata[i];

      for (guint j = 1; j < walk->scores->len; j++)
        if (walk->calm->data[j] && walk->calm->data[j - 1])
          pairs[MAX (g_array_index (walk->scores, int, j),
                     g_array_index (walk->scores, int, j - 1))]++;
    }
  observed = rank (before, pairs);
  if (n_before == 0 || isnan (observed) || run->walks->len == 0)
    return;
  for (guint i = 0; i < shuffles; i++)
    {
      guint random_before[N_SCORES] = { 0 };

      for (guint j = 0; j < n_before; j++)
        if (!deal (run, random, random_before))
          return;
      at_least += rank (random_before, pairs) >= observed;
      dealt++;
    }
  run->result->skill = 2 * observed - 1;
  run->result->chance = (1.0 + at_least) / (1.0 + dealt);
}

/* --- Words --------------------------------------------------------------------------------------
 */

static const AmendsBacktestRow *
find_row (const AmendsBacktest *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((AmendsBacktestRow *) self->rows->pdata[i])->threshold == self->threshold)
      return self->rows->pdata[i];
  return self->rows->pdata[0];
}

static void
word (Run *run, const char *language)
{
  AmendsBacktest *self = run->result;
  AmendsRiskRules *rules = run->rules;
  const AmendsBacktestRow *row = find_row (self);
  g_autofree char *n = g_strdup_printf ("%u", self->escalations);
  g_autofree char *was =
      g_strdup_printf ("%.0f", amends_risk_rules_get_number (rules, "backtest_least"));
  g_autofree char *threshold = g_strdup_printf ("%d", self->threshold);
  g_autofree char *early = g_strdup_printf ("%u", row->early);
  g_autofree char *least = g_strdup_printf ("%.0f", run->least);
  g_autofree char *most = g_strdup_printf ("%.0f", run->most);
  g_autofree char *percent = g_strdup_printf ("%.0f", isnan (row->share) ? 0 : row->share * 100);
  g_autofree char *alarms = g_strdup_printf ("%.2f", isnan (row->alarms) ? 0 : row->alarms);
  GString *text = g_string_new (NULL);
  const char *gap = g_strcmp0 (language, "zh-CN") == 0 ? "" : " ";
  g_autofree char *first = amends_risk_rules_fill (
      amends_risk_rules_get_text (rules, self->too_few ? "backtest.few" : "backtest.done",
                                  language),
      "n", n, "was", was, "threshold", threshold, "early", early, "least", least, "most", most,
      "percent", percent, "alarms", alarms, NULL);

  g_string_append (text, first);
  if (!self->too_few && !(self->chance <= CHANCE_LIMIT))
    g_string_append_printf (text, "%s%s", gap,
                            amends_risk_rules_get_text (rules, "backtest.no-skill", language));
  g_string_append_printf (text, "%s%s", gap,
                          amends_risk_rules_get_text (rules, "backtest.left-out", language));
  self->text = g_string_free (text, FALSE);
}

AmendsBacktest *
amends_backtest_run (AmendsRiskRules *rules,
                     const double *weights,
                     GPtrArray *histories,
                     GTimeZone *zone,
                     AmendsInstant now,
                     const char *language,
                     guint seed,
                     AmendsBacktestProgress progress,
                     gpointer data)
{
  AmendsBacktest *self = g_new0 (AmendsBacktest, 1);
  g_autoptr (GPtrArray) walks = g_ptr_array_new_with_free_func (walk_free);
  Run run = {
    .rules = rules,
    .weights = weights,
    .zone = zone,
    .now = now,
    .walks = walks,
    .least = amends_risk_rules_get_number (rules, "backtest_hours_least"),
    .most = amends_risk_rules_get_number (rules, "backtest_hours_most"),
    .aftermath = (AmendsInstant) (amends_risk_rules_get_number (rules, "backtest_aftermath_days") *
                                  AMENDS_DAY),
    .result = self,
  };

  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->cases = g_ptr_array_new_with_free_func (case_free);
  self->threshold = amends_risk_rules_get_threshold (rules, 0)->from;
  self->hours_least = run.least;
  self->hours_most = run.most;
  self->goal = amends_risk_rules_get_number (rules, "backtest_goal");
  for (guint i = 0; i < histories->len; i++)
    {
      g_ptr_array_add (walks, walk_account (&run, histories->pdata[i]));
      if (progress != NULL && !progress ((i + 1.0) / histories->len, data))
        {
          amends_backtest_free (self);
          return NULL;
        }
    }
  list_cases (&run);
  count_rows (&run);
  measure_skill (&run, seed);
  self->too_few = self->escalations < amends_risk_rules_get_number (rules, "backtest_least");
  word (&run, language);
  return self;
}

/* --- JSON ---------------------------------------------------------------------------------------
 */

static void
put_number (JsonObject *object, const char *member, double value)
{
  if (isnan (value))
    json_object_set_null_member (object, member);
  else
    json_object_set_double_member (object, member, round (value * 1000) / 1000);
}

static JsonObject *
row_to_json (const AmendsBacktestRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "threshold", row->threshold);
  json_object_set_int_member (object, "early", row->early);
  json_object_set_int_member (object, "late", row->late);
  json_object_set_int_member (object, "missed", row->missed);
  json_object_set_int_member (object, "false_alarms", row->false_alarms);
  put_number (object, "share", row->share);
  put_number (object, "low", row->low);
  put_number (object, "high", row->high);
  put_number (object, "alarms_per_account_month", row->alarms);
  return object;
}

static JsonObject *
case_to_json (const AmendsBacktestCase *one)
{
  JsonObject *object = json_object_new ();
  g_autofree char *at = amends_instant_format_utc (one->at);

  json_object_set_string_member (object, "account", one->account_id);
  json_object_set_string_member (object, "name", one->account != NULL ? one->account : "");
  json_object_set_string_member (object, "title", one->title != NULL ? one->title : "");
  json_object_set_string_member (object, "at", at);
  json_object_set_int_member (object, "score", one->score);
  put_number (object, "hours", one->hours);
  return object;
}

JsonNode *
amends_backtest_to_json (AmendsBacktest *self, GTimeZone *zone)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new (), *cases = json_array_new ();
  g_autofree char *from = amends_instant_format_rfc3339 (self->from, zone);
  g_autofree char *until = amends_instant_format_rfc3339 (self->until, zone);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "from", from);
  json_object_set_string_member (object, "until", until);
  json_object_set_int_member (object, "accounts", self->accounts);
  json_object_set_int_member (object, "escalations", self->escalations);
  json_object_set_int_member (object, "account_days", self->days);
  json_object_set_int_member (object, "threshold", self->threshold);
  put_number (object, "hours_least", self->hours_least);
  put_number (object, "hours_most", self->hours_most);
  put_number (object, "goal", self->goal);
  json_object_set_boolean_member (object, "too_few", self->too_few);
  put_number (object, "skill", self->skill);
  put_number (object, "chance", self->chance);
  for (guint i = 0; i < self->rows->len; i++)
    json_array_add_object_element (rows, row_to_json (self->rows->pdata[i]));
  json_object_set_array_member (object, "thresholds", rows);
  for (guint i = 0; i < self->cases->len; i++)
    json_array_add_object_element (cases, case_to_json (self->cases->pdata[i]));
  json_object_set_array_member (object, "escalation_list", cases);
  json_object_set_string_member (object, "text", self->text);
  return node;
}
