/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What similar past cases teach. */

#include "config.h"

#include "amends-experience.h"

#include "amends-case.h"
#include "amends-similar.h"
#include "amends-text.h"
#include "amends-translations.h"

#include <math.h>
#include <string.h>

/* Characters of what was done that fit into a line. */
#define WORKED_LENGTH 120

typedef struct
{
  char *id;                 /* (owned) */
  AmendsTranslations *name; /* (owned) */
  char **traces;            /* (owned) */
} Rule;

struct _AmendsExperience
{
  GObject parent_instance;

  double from_score;
  guint cases;
  guint shown;
  int at_least;
  double z;
  double satisfaction_share;
  gboolean may_be_reopened;
  gboolean may_be_strained;
  GPtrArray *rules; /* (owned) (element-type Rule) */
  int days;
  double same_account_score;
  double other_account_score;
  guint recurrences_shown;
};

G_DEFINE_FINAL_TYPE (AmendsExperience, amends_experience, G_TYPE_OBJECT)

/* What one answer is made from. */
typedef struct
{
  AmendsExperience *self;
  AmendsPastCase *present; /* (nullable) */
  AmendsInstant now;
  const char *language;
  GPtrArray *settled; /* (element-type AmendsPastCase): similar, and over; the most similar first */
  AmendsLookBack *answer;
} Looking;

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->id);
  g_clear_pointer (&rule->name, amends_translations_free);
  g_strfreev (rule->traces);
  g_free (rule);
}

static void
amends_experience_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_EXPERIENCE (object)->rules);
  G_OBJECT_CLASS (amends_experience_parent_class)->finalize (object);
}

static void
amends_experience_class_init (AmendsExperienceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_experience_finalize;
}

static void
amends_experience_init (AmendsExperience *self)
{
  self->rules = g_ptr_array_new_with_free_func (rule_free);
}

/* --- Policy ---------------------------------------------------------------------------------- */

static double
read_number (AmendsJsonReader *reader, const char *member, double minimum, double maximum)
{
  return amends_json_reader_get_double (reader, member, AMENDS_JSON_REQUIRED, minimum, maximum,
                                        minimum);
}

static int
read_count (AmendsJsonReader *reader, const char *member, gint64 minimum, gint64 maximum)
{
  return (int) amends_json_reader_get_int (reader, member, AMENDS_JSON_REQUIRED, minimum, maximum,
                                           minimum);
}

static void
read_rules (AmendsExperience *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "interventions", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      Rule *rule = g_new0 (Rule, 1);

      rule->id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
      rule->name = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
      rule->traces = amends_json_reader_dup_strv (reader, "traces", AMENDS_JSON_REQUIRED);
      g_ptr_array_add (self->rules, rule);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_experience (AmendsExperience *self, AmendsJsonReader *reader)
{
  self->from_score = read_number (reader, "from_score", 0, 1);
  self->cases = (guint) read_count (reader, "cases", 1, 10000);
  self->shown = (guint) read_count (reader, "shown", 1, 100);
  self->at_least = read_count (reader, "at_least", 2, 1000);
  self->z = read_number (reader, "interval_z", 0.1, 10);
  if (amends_json_reader_enter_object (reader, "success", AMENDS_JSON_REQUIRED))
    {
      self->satisfaction_share = read_number (reader, "satisfaction_share", 0, 1);
      self->may_be_reopened = amends_json_reader_get_boolean (reader, "may_be_reopened", FALSE);
      self->may_be_strained = amends_json_reader_get_boolean (reader, "may_be_strained", FALSE);
      amends_json_reader_leave (reader);
    }
  read_rules (self, reader);
}

AmendsExperience *
amends_experience_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsExperience) self = g_object_new (AMENDS_TYPE_EXPERIENCE, NULL);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "memory", error);

  if (reader == NULL)
    return NULL;
  if (amends_json_reader_enter_object (reader, "experience", AMENDS_JSON_REQUIRED))
    {
      read_experience (self, reader);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "recurrence", AMENDS_JSON_REQUIRED))
    {
      self->days = read_count (reader, "days", 1, 3660);
      self->same_account_score = read_number (reader, "same_account_score", 0, 1);
      self->other_account_score = read_number (reader, "other_account_score", 0, 1);
      self->recurrences_shown = (guint) read_count (reader, "shown", 1, 100);
      amends_json_reader_leave (reader);
    }
  return amends_json_reader_finish (reader, NULL, error) ? g_steal_pointer (&self) : NULL;
}

int
amends_experience_get_days (AmendsExperience *self)
{
  return self->days;
}

guint
amends_experience_get_cases (AmendsExperience *self)
{
  return self->cases;
}

/* --- One past case --------------------------------------------------------------------------- */

static gboolean
is_settled (AmendsPastCase *past)
{
  return past->status == AMENDS_STATUS_RESOLVED || past->status == AMENDS_STATUS_CLOSED;
}

static gint64
get_time (AmendsPastCase *past)
{
  if (past->resolved_at == AMENDS_INSTANT_NONE || past->received == AMENDS_INSTANT_NONE)
    return 0;
  return MAX (0, past->resolved_at - past->received);
}

/* Whether a settled case ended well: nothing that is known of it says otherwise. */
static gboolean
ended_well (AmendsExperience *self, AmendsPastCase *past)
{
  if (past->cycle > 1 && !self->may_be_reopened)
    return FALSE;
  if (past->relationship_after == AMENDS_RELATIONSHIP_STRAINED && !self->may_be_strained)
    return FALSE;
  if (past->arr_lost != AMENDS_MONEY_UNKNOWN && past->arr_lost > 0)
    return FALSE;
  return past->satisfaction == AMENDS_UNKNOWN || past->satisfaction_scale <= 0 ||
         past->satisfaction >= self->satisfaction_share * past->satisfaction_scale;
}

static gboolean
was_tried (const Rule *rule, AmendsPastCase *past)
{
  for (guint i = 0; past->traces && past->traces[i]; i++)
    if (g_strv_contains ((const char *const *) rule->traces, past->traces[i]))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): what was done; else what was tried. */
static char *
dup_worked (const Looking *looking, AmendsPastCase *past)
{
  g_autoptr (GString) tried = g_string_new (NULL);

  if (past->fix && *past->fix)
    return amends_text_one_line (past->fix, WORKED_LENGTH);
  for (guint i = 0; i < looking->self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (looking->self->rules, i);

      if (was_tried (rule, past))
        g_string_append_printf (tried, "%s%s", tried->len > 0 ? " · " : "",
                                amends_translations_get (rule->name, looking->language));
    }
  return tried->len > 0 ? g_string_free (g_steal_pointer (&tried), FALSE) : NULL;
}

static AmendsSimilarCase *
make_similar (const Looking *looking, AmendsPastCase *past, const AmendsSimilarMatch *match)
{
  AmendsSimilarCase *similar = g_object_new (AMENDS_TYPE_SIMILAR_CASE, NULL);

  similar->id = g_strdup (past->id);
  similar->number = past->number;
  similar->account_id = g_strdup (past->account_id);
  similar->account = g_strdup (past->account);
  similar->title = g_strdup (past->title);
  similar->severity = past->severity;
  similar->status = past->status;
  similar->received = past->received;
  similar->resolved_at = past->resolved_at;
  similar->took = is_settled (past) ? get_time (past) : 0;
  similar->settled = is_settled (past);
  similar->ended_well = similar->settled && ended_well (looking->self, past);
  similar->worked = similar->ended_well ? dup_worked (looking, past) : NULL;
  similar->score = match->score;
  similar->shared = g_strdupv (match->shared);
  return similar;
}

/* --- How long it takes ----------------------------------------------------------------------- */

static int
compare_times (gconstpointer one, gconstpointer two)
{
  const gint64 *a = one, *b = two;

  return (*a > *b) - (*a < *b);
}

/* The value below which @share of the sorted @times lie, between neighbours in proportion. */
static gint64
get_quantile (const GArray *times, double share)
{
  double at = share * (times->len - 1);
  guint below = (guint) at;
  gint64 low = g_array_index (times, gint64, below);
  gint64 high = g_array_index (times, gint64, MIN (below + 1, times->len - 1));

  return low + (gint64) ((at - below) * (double) (high - low));
}

/* (transfer full) (element-type gint64): sorted. @severity UNKNOWN: of all. */
static GArray *
list_times (const Looking *looking, AmendsSeverity severity)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < looking->settled->len; i++)
    {
      AmendsPastCase *past = g_ptr_array_index (looking->settled, i);
      gint64 time = get_time (past);

      if (time > 0 && (severity == AMENDS_SEVERITY_UNKNOWN || past->severity == severity))
        g_array_append_val (times, time);
    }
  g_array_sort (times, compare_times);
  return times;
}

static void
predict_time (const Looking *looking)
{
  AmendsExperience *self = looking->self;
  AmendsLookBack *answer = looking->answer;
  AmendsSeverity severity = looking->present ? looking->present->severity : 0;
  g_autoptr (GArray) times = list_times (looking, severity);

  /* Those of the same severity tell more, as long as there are enough of them. */
  answer->same_severity = severity != AMENDS_SEVERITY_UNKNOWN && (int) times->len >= self->at_least;
  if (!answer->same_severity)
    {
      g_array_unref (times);
      times = list_times (looking, AMENDS_SEVERITY_UNKNOWN);
    }
  answer->n_times = (int) times->len;
  if (answer->n_times < self->at_least)
    return;
  answer->time_low = get_quantile (times, 0.25);
  answer->time_median = get_quantile (times, 0.5);
  answer->time_high = get_quantile (times, 0.75);
}

static void
compare_age (const Looking *looking)
{
  AmendsPastCase *present = looking->present;
  AmendsLookBack *answer = looking->answer;

  if (present == NULL || present->received == AMENDS_INSTANT_NONE ||
      !amends_status_is_live (present->status))
    return;
  answer->age = MAX (0, looking->now - present->received);
  answer->lags = answer->time_high > 0 && answer->age > answer->time_high;
}

/* --- How it ends ----------------------------------------------------------------------------- */

/* The interval of Wilson (1927): honest where cases are few or all went the same way. */
static void
set_likelihood (AmendsExperience *self, AmendsLookBack *answer)
{
  double n = answer->n_known, p, z = self->z, middle, half;

  if (answer->n_known < self->at_least)
    return;
  p = answer->n_well / n;
  middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  half = z / (1 + z * z / n) * sqrt (p * (1 - p) / n + z * z / (4 * n * n));
  answer->has_likelihood = TRUE;
  answer->likelihood = p;
  answer->likelihood_low = CLAMP (middle - half, 0, p);
  answer->likelihood_high = CLAMP (middle + half, p, 1);
}

static void
count_relationship (AmendsLookBack *answer, AmendsPastCase *past)
{
  if (past->relationship_after == AMENDS_RELATIONSHIP_UNKNOWN)
    return;
  if (past->relationship_after == AMENDS_RELATIONSHIP_STRAINED)
    answer->fragile++;
  else if (past->relationship != AMENDS_RELATIONSHIP_UNKNOWN &&
           past->relationship != past->relationship_after &&
           past->relationship_after == AMENDS_RELATIONSHIP_STRONG)
    answer->stronger++;
  else
    answer->unchanged++;
}

static void
count_ends (const Looking *looking)
{
  AmendsLookBack *answer = looking->answer;
  double before = 0, after = 0;

  answer->n_settled = (int) looking->settled->len;
  for (guint i = 0; i < looking->settled->len; i++)
    {
      AmendsPastCase *past = g_ptr_array_index (looking->settled, i);

      answer->n_known++;
      answer->n_well += ended_well (looking->self, past);
      count_relationship (answer, past);
      if (past->has_sentiment && past->has_sentiment_after)
        {
          answer->n_sentiment++;
          before += past->sentiment;
          after += past->sentiment_after;
        }
    }
  if (answer->n_sentiment > 0)
    {
      answer->sentiment_before = before / answer->n_sentiment;
      answer->sentiment_after = after / answer->n_sentiment;
    }
  set_likelihood (looking->self, answer);
}

static int
compare_interventions (gconstpointer one, gconstpointer two, gpointer data)
{
  const AmendsIntervention *a = one, *b = two;
  /* a.well / a.n against b.well / b.n */
  gint64 left = (gint64) a->well * b->n, right = (gint64) b->well * a->n;

  if (left != right)
    return left > right ? -1 : 1;
  if (a->n != b->n)
    return a->n > b->n ? -1 : 1;
  return strcmp (a->id, b->id);
}

static void
count_interventions (const Looking *looking)
{
  AmendsExperience *self = looking->self;

  if (looking->answer->n_known < self->at_least)
    return;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);
      g_autoptr (AmendsIntervention) tried = g_object_new (AMENDS_TYPE_INTERVENTION, NULL);

      tried->id = g_strdup (rule->id);
      tried->name = g_strdup (amends_translations_get (rule->name, looking->language));
      tried->n = tried->well = 0;
      for (guint j = 0; j < looking->settled->len; j++)
        {
          AmendsPastCase *past = g_ptr_array_index (looking->settled, j);

          if (!was_tried (rule, past))
            continue;
          tried->n++;
          tried->well += ended_well (self, past);
        }
      if (tried->n > 0)
        g_list_store_insert_sorted (looking->answer->interventions, tried, compare_interventions,
                                    NULL);
    }
}

/* --- Whether it has come back ---------------------------------------------------------------- */

/* From the end of the earlier case to the beginning of the later: less than the window? */
static gboolean
is_near (AmendsExperience *self, AmendsPastCase *a, AmendsPastCase *b)
{
  AmendsPastCase *first = a->received <= b->received ? a : b;
  AmendsPastCase *second = first == a ? b : a;
  AmendsInstant end =
      first->resolved_at != AMENDS_INSTANT_NONE ? first->resolved_at : first->received;

  return a->received != AMENDS_INSTANT_NONE && b->received != AMENDS_INSTANT_NONE &&
         second->received - end <= self->days * AMENDS_DAY;
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *one = NULL, *two = NULL;

  if (a == NULL || b == NULL || *a == '\0')
    return FALSE;
  one = amends_text_fold (a);
  two = amends_text_fold (b);
  return g_str_equal (one, two);
}

static gboolean
is_same_issue (const Looking *looking,
               AmendsPastCase *past,
               const AmendsSimilarMatch *match,
               gboolean same_account)
{
  AmendsExperience *self = looking->self;

  if (match->score >= (same_account ? self->same_account_score : self->other_account_score))
    return TRUE;
  return is_same_text (past->feature, looking->present->feature) &&
         g_strcmp0 (past->topic, looking->present->topic) == 0;
}

static int
compare_received (gconstpointer one, gconstpointer two, gpointer data)
{
  const AmendsSimilarCase *a = one, *b = two;

  if (a->received != b->received)
    return a->received > b->received ? -1 : 1;
  return b->number - a->number;
}

static void
trim (GListStore *list, guint most)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  if (n > most)
    g_list_store_splice (list, most, n - most, NULL, 0);
}

static void
find_recurrences (const Looking *looking, GPtrArray *matches, GHashTable *all)
{
  AmendsExperience *self = looking->self;
  AmendsLookBack *answer = looking->answer;
  g_autoptr (GHashTable) accounts = g_hash_table_new (g_str_hash, g_str_equal);

  answer->days = self->days;
  for (guint i = 0; looking->present && i < matches->len; i++)
    {
      const AmendsSimilarMatch *match = g_ptr_array_index (matches, i);
      AmendsPastCase *past = g_hash_table_lookup (all, match->id);
      g_autoptr (AmendsSimilarCase) similar = NULL;
      gboolean same_account;

      if (past == NULL || past->status == AMENDS_STATUS_WITHDRAWN ||
          !is_near (self, looking->present, past))
        continue;
      same_account = g_strcmp0 (past->account_id, looking->present->account_id) == 0;
      if (!is_same_issue (looking, past, match, same_account))
        continue;
      similar = make_similar (looking, past, match);
      g_list_store_insert_sorted (same_account ? answer->recurrences : answer->elsewhere, similar,
                                  compare_received, NULL);
      if (!same_account && past->account_id)
        g_hash_table_add (accounts, past->account_id);
    }
  answer->n_elsewhere = (int) g_list_model_get_n_items (G_LIST_MODEL (answer->elsewhere));
  answer->n_accounts = (int) g_hash_table_size (accounts);
  answer->systemic = answer->n_accounts > 0;
  trim (answer->recurrences, self->recurrences_shown);
  trim (answer->elsewhere, self->recurrences_shown);
}

/* --- The answer ------------------------------------------------------------------------------ */

static void
choose_cases (Looking *looking, GPtrArray *matches, GHashTable *all)
{
  AmendsExperience *self = looking->self;
  GListStore *shown = looking->answer->cases;

  for (guint i = 0; i < matches->len; i++)
    {
      const AmendsSimilarMatch *match = g_ptr_array_index (matches, i);
      AmendsPastCase *past = g_hash_table_lookup (all, match->id);

      if (match->score < self->from_score)
        break;
      if (past == NULL || past->status == AMENDS_STATUS_WITHDRAWN ||
          past->status == AMENDS_STATUS_DUPLICATE)
        continue;
      if (g_list_model_get_n_items (G_LIST_MODEL (shown)) < self->shown)
        {
          g_autoptr (AmendsSimilarCase) similar = make_similar (looking, past, match);

          g_list_store_append (shown, similar);
        }
      if (is_settled (past) && looking->settled->len < self->cases)
        g_ptr_array_add (looking->settled, past);
    }
}

static AmendsLookBack *
new_answer (AmendsPastCase *present)
{
  AmendsLookBack *answer = g_object_new (AMENDS_TYPE_LOOK_BACK, NULL);

  answer->escalation_id = present ? g_strdup (present->id) : NULL;
  answer->n_settled = answer->n_times = answer->n_known = answer->n_well = 0;
  answer->stronger = answer->unchanged = answer->fragile = answer->n_sentiment = 0;
  answer->n_elsewhere = answer->n_accounts = 0;
  return answer;
}

AmendsLookBack *
amends_experience_look_back (AmendsExperience *self,
                             AmendsPastCase *present,
                             GPtrArray *matches,
                             GHashTable *past,
                             AmendsInstant now,
                             const char *language)
{
  g_autoptr (GPtrArray) settled = g_ptr_array_new ();
  Looking looking = { self, present, now, language, settled, new_answer (present) };

  choose_cases (&looking, matches, past);
  predict_time (&looking);
  compare_age (&looking);
  count_ends (&looking);
  count_interventions (&looking);
  find_recurrences (&looking, matches, past);
  return looking.answer;
}
