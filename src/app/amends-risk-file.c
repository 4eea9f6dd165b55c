/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of an account shows of its risk: courses, people, approach. */

#include "config.h"

#include "amends-session-risk-private.h"

#include "amends-enum-types.h"
#include "amends-interaction-store.h"
#include "amends-labels.h"
#include "amends-terms.h"
#include "amends-warning-store.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What a page holds. */
#define MOST_INTERACTIONS 500
/* Courses go back so far. */
#define COURSE_DAYS 84
#define WEEK 7
/* What recurs is looked for in so many days, and must come so often. */
#define PATTERN_DAYS 90
#define PATTERN_LEAST 3
#define MOST_PATTERNS 6
/* A sign below this says nothing of how to approach them. */
#define LEAST_APPROACH 0.25
#define MOST_APPROACHES 4

G_DEFINE_FINAL_TYPE (AmendsRiskFile, amends_risk_file, G_TYPE_OBJECT)

void
amends_risk_series_free (AmendsRiskSeries *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->latest);
  g_free (self->change);
  g_array_unref (self->points);
  g_free (self);
}

void
amends_engagement_free (AmendsEngagement *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->contact);
  g_free (self->text);
  g_free (self);
}

void
amends_approach_free (AmendsApproach *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->why);
  g_free (self);
}

static void
amends_risk_file_finalize (GObject *object)
{
  AmendsRiskFile *self = AMENDS_RISK_FILE (object);

  g_clear_object (&self->risk);
  g_clear_pointer (&self->history, amends_risk_series_free);
  g_clear_pointer (&self->sentiment, amends_risk_series_free);
  g_clear_pointer (&self->usage, g_ptr_array_unref);
  g_clear_pointer (&self->interactions, g_ptr_array_unref);
  g_clear_pointer (&self->signals, g_ptr_array_unref);
  g_clear_pointer (&self->engagement, g_ptr_array_unref);
  g_clear_pointer (&self->approach, g_ptr_array_unref);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self->handling);
  G_OBJECT_CLASS (amends_risk_file_parent_class)->finalize (object);
}

static void
amends_risk_file_class_init (AmendsRiskFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_risk_file_finalize;
}

static void
amends_risk_file_init (AmendsRiskFile *self)
{
}

/* --- Courses ------------------------------------------------------------------------------------
 */

static AmendsRiskSeries *
new_series (const char *id, const char *title)
{
  AmendsRiskSeries *series = g_new0 (AmendsRiskSeries, 1);

  series->id = g_strdup (id);
  series->title = g_strdup (title);
  series->points = g_array_new (FALSE, TRUE, sizeof (AmendsRiskPointView));
  return series;
}

static void
add_point (AmendsRiskSeries *series, const char *day, double value)
{
  AmendsRiskPointView point = { .value = value };

  g_strlcpy (point.day, day, sizeof point.day);
  g_array_append_val (series->points, point);
}

/* An axis from zero to a little above the highest. */
static void
fit_axis (AmendsRiskSeries *series)
{
  for (guint i = 0; i < series->points->len; i++)
    series->high =
        fmax (series->high, g_array_index (series->points, AmendsRiskPointView, i).value);
  if (series->high <= 0)
    series->high = 1;
}

/* (nullable): of the score, with today's figure at its end. */
static AmendsRiskSeries *
make_history (AmendsRiskJob *job,
              AmendsConnection *connection,
              AmendsAccountRisk *risk,
              GError **error)
{
  g_autofree char *since =
      amends_risk_dup_day (risk->at - COURSE_DAYS * AMENDS_DAY, job->world->zone);
  g_autofree char *today = amends_risk_dup_day (risk->at, job->world->zone);
  g_autoptr (GPtrArray) points =
      amends_risk_store_list (connection, risk->account->id, since, error);
  AmendsRiskSeries *series;

  if (points == NULL)
    return NULL;
  series = new_series ("risk", _ ("Risk"));
  series->high = 100;
  for (guint i = 0; i < points->len; i++)
    {
      const AmendsRiskPoint *point = points->pdata[i];

      if (strcmp (point->day, today) < 0)
        add_point (series, point->day, point->score);
    }
  if (risk->score != AMENDS_UNKNOWN)
    {
      add_point (series, today, risk->score);
      series->latest = g_strdup_printf ("%d", risk->score);
    }
  return series;
}

static AmendsRiskSeries *
make_sentiment (AmendsRiskJob *job, const AmendsAccountHistory *history)
{
  AmendsRiskRules *rules = job->world->rules;
  AmendsRiskSeries *series = new_series ("sentiment", _ ("Tone of messages"));
  double last = NAN;

  series->low = -1;
  series->high = 1;
  for (int week = COURSE_DAYS / WEEK - 1; week >= 0; week--)
    {
      AmendsInstant until = job->world->now - week * WEEK * AMENDS_DAY;
      g_autofree char *day = amends_risk_dup_day (until, job->world->zone);
      double sum = 0;
      guint n = 0;

      for (guint i = 0; i < history->readings->len; i++)
        {
          const AmendsReading *reading = history->readings->pdata[i];

          if (reading->at > until - WEEK * AMENDS_DAY && reading->at <= until &&
              !isnan (reading->sentiment))
            {
              sum += reading->sentiment;
              n++;
            }
        }
      add_point (series, day, n > 0 ? sum / n : NAN);
      last = n > 0 ? sum / n : last;
    }
  if (!isnan (last))
    {
      series->latest = g_strdup (amends_risk_rules_get_text (rules,
                                                             last < -0.2  ? "tone.negative"
                                                             : last > 0.2 ? "tone.positive"
                                                                          : "tone.neutral",
                                                             job->language));
      series->tone = last < -0.2 ? AMENDS_TONE_WARNING : AMENDS_TONE_PLAIN;
    }
  return series;
}

/* (transfer full): "feature:audit-export" as people would say it. */
static char *
name_metric (const char *metric)
{
  char *name;

  if (g_str_equal (metric, "usage"))
    return g_strdup (_ ("Use per day"));
  if (g_str_equal (metric, "logins"))
    return g_strdup (_ ("Logins per day"));
  if (g_str_equal (metric, "admins"))
    return g_strdup (_ ("Administrators"));
  name = g_strdup (strchr (metric, ':') != NULL ? strchr (metric, ':') + 1 : metric);
  for (char *p = name; *p != '\0'; p++)
    if (*p == '-' || *p == '_')
      *p = ' ';
  *name = g_ascii_toupper (*name);
  return name;
}

static void
set_usage_change (AmendsRiskSeries *series)
{
  double now = 0, was = 0;
  guint n_now = 0, n_was = 0, n = series->points->len;

  for (guint i = 0; i < n; i++)
    {
      double value = g_array_index (series->points, AmendsRiskPointView, i).value;

      if (i + WEEK >= n)
        {
          now += value;
          n_now++;
        }
      else if (i + 2 * WEEK >= n)
        {
          was += value;
          n_was++;
        }
    }
  if (n_now == 0)
    return;
  series->latest = g_strdup_printf ("%'.0f", now / n_now);
  if (n_was == 0 || was <= 0)
    return;
  {
    int percent = (int) lround (100 * (now / n_now / (was / n_was) - 1));

    if (percent < 0)
      series->change = g_strdup_printf (
          /* Translators: how much less the product is used, such as 35. */
          _ ("%d %% less than the week before"), -percent);
    else if (percent > 0)
      series->change = g_strdup_printf (
          /* Translators: how much more the product is used, such as 12. */
          _ ("%d %% more than the week before"), percent);
    series->tone = percent <= -20 ? AMENDS_TONE_WARNING : AMENDS_TONE_PLAIN;
  }
}

static GPtrArray *
make_usage (AmendsRiskJob *job, const AmendsAccountHistory *history)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_risk_series_free);
  int since = (int) ((job->world->now - COURSE_DAYS * AMENDS_DAY) / AMENDS_DAY);
  int today = (int) (job->world->now / AMENDS_DAY);

  for (guint i = 0; i < history->usage->len; i++)
    {
      const AmendsUsageLine *line = history->usage->pdata[i];
      g_autofree char *title = name_metric (line->metric);
      AmendsRiskSeries *series = new_series (line->metric, title);

      for (guint j = 0; j < line->points->len; j++)
        {
          const AmendsUsagePoint *point = &g_array_index (line->points, AmendsUsagePoint, j);
          g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
          g_autofree char *day = amends_risk_dup_day (point->day * AMENDS_DAY, utc);

          if (point->day >= since && point->day < today)
            add_point (series, day, point->value);
        }
      fit_axis (series);
      set_usage_change (series);
      g_ptr_array_add (all, series);
    }
  return all;
}

/* --- People -------------------------------------------------------------------------------------
 */

static int
compare_engagement (gconstpointer a, gconstpointer b)
{
  const AmendsEngagement *one = *(const AmendsEngagement *const *) a;
  const AmendsEngagement *two = *(const AmendsEngagement *const *) b;

  if (one->champion != two->champion)
    return one->champion ? -1 : 1;
  if (one->executive != two->executive)
    return one->executive ? -1 : 1;
  if (one->last != two->last)
    return one->last > two->last ? -1 : 1;
  return g_strcmp0 (one->contact->name, two->contact->name);
}

static char *
word_engagement (const AmendsEngagement *one)
{
  const char *role =
      one->contact->role != AMENDS_CONTACT_ROLE_UNKNOWN
          ? amends_enum_get_label (AMENDS_TYPE_CONTACT_ROLE, (int) one->contact->role)
          : (one->executive ? _ ("Executive") : _ ("Contact"));

  if (one->silent_days == AMENDS_UNKNOWN)
    /* Translators: the role of a person, such as Champion. */
    return g_strdup_printf (_ ("%s, never heard of"), role);
  if (one->silent_days == 0)
    /* Translators: the role of a person, such as Champion. */
    return g_strdup_printf (_ ("%s, heard of today"), role);
  return g_strdup_printf (
      /* Translators: first the role of a person, such as Champion, then a number of days. */
      g_dngettext (GETTEXT_PACKAGE, "%1$s, silent for %2$d day", "%1$s, silent for %2$d days",
                   (gulong) one->silent_days),
      role, one->silent_days);
}

GPtrArray *
amends_risk_list_engagement (AmendsRiskRules *rules,
                             const AmendsAccountHistory *history,
                             AmendsInstant now,
                             const char *language)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_engagement_free);
  double champion = amends_risk_rules_get_number (rules, "champion_days");
  double recent = amends_risk_rules_get_number (rules, "new_contact_days");

  for (guint i = 0; i < history->contacts->len; i++)
    {
      AmendsContact *contact = history->contacts->pdata[i];
      AmendsEngagement *one = g_new0 (AmendsEngagement, 1);
      AmendsInstant first = AMENDS_INSTANT_NONE;

      one->contact = g_object_ref (contact);
      one->champion = contact->role == AMENDS_CONTACT_ROLE_CHAMPION;
      one->executive = g_hash_table_contains (history->executives, contact->id);
      one->last = contact->last_contact <= now ? contact->last_contact : AMENDS_INSTANT_NONE;
      for (guint j = 0; j < history->readings->len; j++)
        {
          const AmendsReading *reading = history->readings->pdata[j];

          if (g_strcmp0 (reading->contact_id, contact->id) != 0 || reading->at > now ||
              reading->direction == AMENDS_DIRECTION_OUTBOUND ||
              reading->direction == AMENDS_DIRECTION_INTERNAL)
            continue;
          first = first == AMENDS_INSTANT_NONE ? reading->at : first;
          one->last = MAX (one->last, reading->at);
          one->contacts_90 += now - reading->at <= PATTERN_DAYS * AMENDS_DAY;
        }
      one->recent = first != AMENDS_INSTANT_NONE && first == one->last &&
                    now - first <= (AmendsInstant) (recent * AMENDS_DAY);
      one->silent_days = one->last != AMENDS_INSTANT_NONE ? (int) ((now - one->last) / AMENDS_DAY)
                                                          : AMENDS_UNKNOWN;
      one->text = word_engagement (one);
      one->tone =
          one->champion && (one->silent_days == AMENDS_UNKNOWN || one->silent_days >= champion)
              ? AMENDS_TONE_WARNING
              : AMENDS_TONE_PLAIN;
      g_ptr_array_add (all, one);
    }
  g_ptr_array_sort (all, compare_engagement);
  return all;
}

/* --- What to make of it -------------------------------------------------------------------------
 */

/* (transfer none) (nullable): the strongest evidence of one of the kinds. */
static const AmendsRiskEvidence *
find_evidence (AmendsAccountRisk *risk, const char **kinds)
{
  const AmendsRiskEvidence *best = NULL;

  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      for (guint j = 0; j < factor->evidence->len; j++)
        {
          const AmendsRiskEvidence *evidence = factor->evidence->pdata[j];

          for (guint k = 0; kinds[k] != NULL; k++)
            if (kinds[k] == evidence->kind && (best == NULL || evidence->strength > best->strength))
              best = evidence;
        }
    }
  return best != NULL && best->strength >= LEAST_APPROACH ? best : NULL;
}

GPtrArray *
amends_risk_list_approach (AmendsRiskRules *rules, AmendsAccountRisk *risk, const char *language)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_approach_free);

  for (guint i = 0; i < amends_risk_rules_get_n_approaches (rules) && all->len < MOST_APPROACHES;
       i++)
    {
      const AmendsRiskApproach *rule = amends_risk_rules_get_approach (rules, i);
      const AmendsRiskEvidence *evidence = find_evidence (risk, rule->signs);
      AmendsApproach *approach;

      if (evidence == NULL)
        continue;
      approach = g_new0 (AmendsApproach, 1);
      approach->title = g_strdup (amends_translations_get (rule->title, language));
      approach->why = evidence->quote
                          ? amends_risk_rules_fill (
                                amends_risk_rules_get_text (rules, "summary.quote", language),
                                "what", evidence->text, NULL)
                          : g_strdup (evidence->text);
      g_ptr_array_add (all, approach);
    }
  return all;
}

typedef struct
{
  GHashTable *seen;  /* in this matter */
  GHashTable *count; /* term → number */
  GHashTable *words; /* term → word as written */
} Terms;

static void
count_term (const char *term, const char *word, AmendsTermKind kind, gpointer data)
{
  Terms *terms = data;

  if ((kind != AMENDS_TERM_WORD && kind != AMENDS_TERM_PAIR) ||
      (kind == AMENDS_TERM_WORD && strlen (word) < 5) ||
      !g_hash_table_add (terms->seen, g_strdup (term)))
    return;
  g_hash_table_insert (
      terms->count, g_strdup (term),
      GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (terms->count, term)) + 1));
  if (!g_hash_table_contains (terms->words, term))
    g_hash_table_insert (terms->words, g_strdup (term), g_strdup (word));
}

/* The word that most matters of tickets share. */
static void
add_common_matter (GPtrArray *patterns, const AmendsAccountHistory *history, AmendsInstant now)
{
  Terms terms = { NULL, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                  g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  GHashTableIter iter;
  gpointer term, count;
  const char *most = NULL;
  guint n = 0, tickets = 0;

  for (guint i = 0; i < history->readings->len; i++)
    {
      const AmendsReading *reading = history->readings->pdata[i];

      if (reading->kind != AMENDS_INTERACTION_TICKET || reading->gist == NULL ||
          reading->at > now || now - reading->at > PATTERN_DAYS * AMENDS_DAY)
        continue;
      tickets++;
      terms.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      amends_terms_foreach (reading->gist, -1, count_term, &terms);
      g_hash_table_unref (terms.seen);
    }
  g_hash_table_iter_init (&iter, terms.count);
  while (g_hash_table_iter_next (&iter, &term, &count))
    if (GPOINTER_TO_UINT (count) > n ||
        (GPOINTER_TO_UINT (count) == n && most != NULL && strcmp (term, most) < 0))
      {
        most = term;
        n = GPOINTER_TO_UINT (count);
      }
  if (n >= PATTERN_LEAST && most != NULL)
    g_ptr_array_add (patterns,
                     g_strdup_printf (
                         /* Translators: numbers of tickets, and a word that they share. */
                         _ ("%1$u of %2$u tickets in 90 days are about “%3$s”."), n, tickets,
                         (const char *) g_hash_table_lookup (terms.words, most)));
  g_hash_table_unref (terms.count);
  g_hash_table_unref (terms.words);
}

GPtrArray *
amends_risk_list_patterns (AmendsRiskRules *rules,
                           const AmendsAccountHistory *history,
                           AmendsAccountRisk *risk,
                           AmendsInstant now,
                           const char *language)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func (g_free);

  add_common_matter (patterns, history, now);
  for (guint i = 0; i < amends_risk_rules_get_n_signs (rules) && patterns->len < MOST_PATTERNS; i++)
    {
      const AmendsRiskSign *sign = amends_risk_rules_get_sign (rules, i);
      guint n = 0;

      for (guint j = 0; j < history->readings->len && sign->words != NULL; j++)
        {
          const AmendsReading *reading = history->readings->pdata[j];

          if (reading->at > now || now - reading->at > PATTERN_DAYS * AMENDS_DAY)
            continue;
          for (guint k = 0; k < reading->n_hits; k++)
            if (amends_risk_rules_find_word (rules, reading->hits[k].kind) == sign)
              {
                n++;
                break;
              }
        }
      if (n >= 2)
        g_ptr_array_add (patterns, g_strdup_printf (
                                       /* Translators: what was found in messages, such as "It keeps
                                        * happening", and how often. */
                                       g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u time in 90 days",
                                                    "%1$s: %2$u times in 90 days", n),
                                       amends_translations_get (sign->title, language), n));
    }
  return patterns;
}

/* --- The file -----------------------------------------------------------------------------------
 */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const AmendsRiskEvidence *one = *(const AmendsRiskEvidence *const *) a;
  const AmendsRiskEvidence *two = *(const AmendsRiskEvidence *const *) b;

  if (one->at != two->at)
    return one->at > two->at ? -1 : 1;
  return one->strength > two->strength ? -1 : one->strength < two->strength ? 1 : 0;
}

/* Borrowed from the factors of the risk, which the file keeps. */
static GPtrArray *
list_signals (AmendsAccountRisk *risk)
{
  GPtrArray *signals = g_ptr_array_new ();

  for (guint i = 0; i < risk->factors->len; i++)
    {
      const AmendsRiskFactor *factor = risk->factors->pdata[i];

      for (guint j = 0; !factor->rule && j < factor->evidence->len; j++)
        g_ptr_array_add (signals, factor->evidence->pdata[j]);
    }
  g_ptr_array_sort (signals, compare_times);
  return signals;
}

static GPtrArray *
list_warnings (AmendsRiskJob *job, AmendsAccount *account)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < job->world->warnings->len; i++)
    {
      AmendsWarning *warning = job->world->warnings->pdata[i];

      if (g_strcmp0 (warning->account_id, account->id) == 0)
        g_ptr_array_add (rows, amends_warning_row_new (job->world->rules, warning, account->name,
                                                       job->world->now, job->language));
    }
  return rows;
}

static gboolean
make_file (AmendsRiskJob *job,
           AmendsConnection *connection,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AmendsRiskFile) file = g_object_new (AMENDS_TYPE_RISK_FILE, NULL);
  AmendsRiskRules *rules = job->world->rules;
  const AmendsAccountHistory *history = job->history;

  file->risk = amends_risk_world_judge (job->world, history, job->language);
  file->history = make_history (job, connection, file->risk, error);
  if (file->history == NULL)
    return FALSE;
  file->interactions =
      amends_interaction_store_list (connection, history->account->id, AMENDS_INSTANT_NONE,
                                     AMENDS_INSTANT_NONE, MOST_INTERACTIONS, error);
  if (file->interactions == NULL)
    return FALSE;
  for (guint i = 0; i < file->history->points->len; i++)
    {
      g_autofree char *week =
          amends_risk_dup_day (job->world->now - WEEK * AMENDS_DAY, job->world->zone);
      const AmendsRiskPointView *point =
          &g_array_index (file->history->points, AmendsRiskPointView, i);

      if (file->risk->score != AMENDS_UNKNOWN && strcmp (point->day, week) <= 0)
        file->risk->change = file->risk->score - (int) point->value;
    }
  file->sentiment = make_sentiment (job, history);
  file->usage = make_usage (job, history);
  file->signals = list_signals (file->risk);
  file->engagement = amends_risk_list_engagement (rules, history, job->world->now, job->language);
  file->approach = amends_risk_list_approach (rules, file->risk, job->language);
  file->patterns =
      amends_risk_list_patterns (rules, history, file->risk, job->world->now, job->language);
  file->warnings = list_warnings (job, history->account);
  file->handling = amends_risk_rules_describe_cell (
      rules, amends_risk_rules_get_cell (rules, history->tier, AMENDS_PRIORITY_P2), job->language);
  job->result = g_steal_pointer (&file);
  job->destroy = g_object_unref;
  return TRUE;
}

void
amends_session_read_risk_async (AmendsSession *self,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AmendsRiskJob *job = amends_risk_job_new (self, task, name, make_file);

  g_task_set_source_tag (task, amends_session_read_risk_async);
  if (job == NULL)
    g_object_unref (task);
  else
    amends_risk_job_read (self, job, task);
}

AmendsRiskFile *
amends_session_read_risk_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
