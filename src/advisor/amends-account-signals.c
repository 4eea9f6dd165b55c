/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in the history of an account: people, contract, and what they all have in common. */

#include "config.h"

#include "amends-account-signals-private.h"

#include "amends-money.h"
#include "amends-text.h"

#include <math.h>
#include <string.h>

/* What counts for less than this is not worth a row. */
#define LEAST_STRENGTH 0.03
/* For the usual rhythm of a person. */
#define MOST_GAPS 64

void
amends_signs_clear (AmendsSigns *self)
{
  g_clear_pointer (&self->signs, g_array_unref);
}

/* --- In common ----------------------------------------------------------------------------------
 */

double
amends_signs_number (AmendsSignsSearch *search, const char *name)
{
  return amends_risk_rules_get_number (search->rules, name);
}

const AmendsReading *
amends_signs_reading (AmendsSignsSearch *search, guint index)
{
  return search->history->readings->pdata[index];
}

double
amends_signs_age (AmendsSignsSearch *search, AmendsInstant at)
{
  return (double) (search->view->now - at) / AMENDS_DAY;
}

gboolean
amends_signs_is_inbound (const AmendsReading *reading)
{
  return reading->direction == AMENDS_DIRECTION_INBOUND ||
         reading->direction == AMENDS_DIRECTION_TWO_WAY;
}

gboolean
amends_signs_is_of (const AmendsReading *reading, AmendsContact *contact)
{
  g_autofree char *folded = NULL;
  g_autofree char *line = NULL;

  if (reading->contact_id != NULL)
    return g_strcmp0 (reading->contact_id, contact->id) == 0;
  if (reading->people == NULL || contact->name == NULL)
    return FALSE;
  folded = amends_text_fold (contact->name);
  line = g_strdup_printf ("\n%s\n", folded);
  return strstr (reading->people, line) != NULL;
}

void
amends_signs_note (AmendsSignsSearch *search, const char *text)
{
  if (search->signs->n_notes < G_N_ELEMENTS (search->signs->notes))
    search->signs->notes[search->signs->n_notes++] = text;
}

AmendsAccountSign *
amends_signs_add (AmendsSignsSearch *search,
                  const char *id,
                  double figure,
                  AmendsInstant at,
                  double scale)
{
  const AmendsRiskSign *rule = amends_risk_rules_find_sign (search->rules, id);
  AmendsAccountSign sign = { .rule = rule, .at = at, .now = figure, .was = NAN };

  if (rule == NULL)
    return NULL;
  sign.strength = rule->strength * scale;
  if (!isnan (figure))
    sign.strength *= amends_risk_curve_at (&rule->curve, figure);
  if (at != AMENDS_INSTANT_NONE && rule->half_life > 0)
    sign.strength *= exp2 (-MAX (0, amends_signs_age (search, at)) / rule->half_life);
  sign.strength = CLAMP (sign.strength, 0, 1);
  if (sign.strength < LEAST_STRENGTH)
    return NULL;
  g_array_append_val (search->signs->signs, sign);
  return &g_array_index (search->signs->signs, AmendsAccountSign, search->signs->signs->len - 1);
}

/* --- People -------------------------------------------------------------------------------------
 */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two ? 1 : 0;
}

/* How much is heard of a person. */
typedef struct
{
  AmendsInstant last; /* of any kind */
  AmendsInstant calm; /* without anger */
  double usual;       /* days between calm messages; NAN when it is not known */
} Rhythm;

static gboolean
is_calm (AmendsSignsSearch *search, const AmendsReading *reading)
{
  return reading->negative < amends_signs_number (search, "negative_least");
}

/* The usual rhythm is that of calm messages: a week of angry ones must not make silence look
 * normal, or break it. */
static void
find_rhythm (AmendsSignsSearch *search, AmendsContact *contact, Rhythm *rhythm)
{
  double gaps[MOST_GAPS];
  guint n = 0;
  AmendsInstant later = AMENDS_INSTANT_NONE;

  *rhythm = (Rhythm){ .usual = NAN };
  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (!amends_signs_is_inbound (reading) || !amends_signs_is_of (reading, contact))
        continue;
      rhythm->last = MAX (rhythm->last, reading->at);
      /* Several messages on one day are one. */
      if (!is_calm (search, reading) ||
          (later != AMENDS_INSTANT_NONE && later - reading->at < AMENDS_DAY))
        continue;
      if (later == AMENDS_INSTANT_NONE)
        rhythm->calm = reading->at;
      else if (n < MOST_GAPS)
        gaps[n++] = (double) (later - reading->at) / AMENDS_DAY;
      later = reading->at;
    }
  if (n > 0 && n >= amends_signs_number (search, "champion_usual_from"))
    {
      qsort (gaps, n, sizeof (double), compare_doubles);
      rhythm->usual = gaps[n / 2];
    }
  if (search->view->strict || contact->last_contact == AMENDS_INSTANT_NONE ||
      contact->last_contact > search->view->now)
    return;
  rhythm->last = MAX (rhythm->last, contact->last_contact);
  /* A date without words says nothing of anger. */
  if (rhythm->calm == AMENDS_INSTANT_NONE)
    rhythm->calm = contact->last_contact;
}

static double
silence (AmendsSignsSearch *search, AmendsInstant since, double usual)
{
  double least = amends_signs_number (search, "champion_days");
  double factor = amends_signs_number (search, "champion_usual_factor");
  double days = floor (amends_signs_age (search, since));

  return days / MAX (1, isnan (usual) ? least : MAX (least, usual * factor));
}

/* Anger breaks the silence but is no better than it: the latest angry message counts as much as the
 * silence would without it. */
static void
find_unhappy (AmendsSignsSearch *search, AmendsContact *contact, double quiet)
{
  const AmendsRiskSign *rule = amends_risk_rules_find_sign (search->rules, "champion-silent");
  double least =
      rule != NULL && quiet >= 1 ? rule->strength * amends_risk_curve_at (&rule->curve, quiet) : 0;

  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      AmendsAccountSign *sign;

      if (is_calm (search, reading) || !amends_signs_is_inbound (reading) ||
          !amends_signs_is_of (reading, contact))
        continue;
      sign = amends_signs_add (search, "champion-negative", reading->negative, reading->at, 1);
      if (sign == NULL)
        continue;
      sign->reading = reading;
      sign->contact = contact;
      sign->strength = MAX (sign->strength, least);
      least = 0;
    }
}

static void
find_champions (AmendsSignsSearch *search)
{
  AmendsContact *closest = NULL;
  double silent = INFINITY, ratio = 0, quiet = INFINITY;
  gboolean any = FALSE;

  for (guint i = 0; i < search->history->contacts->len; i++)
    {
      AmendsContact *contact = search->history->contacts->pdata[i];
      Rhythm rhythm;

      if (contact->role != AMENDS_CONTACT_ROLE_CHAMPION)
        continue;
      any = TRUE;
      find_rhythm (search, contact, &rhythm);
      /* Somebody who has only ever been angry has been so from the beginning. */
      if (rhythm.calm == AMENDS_INSTANT_NONE && rhythm.last != AMENDS_INSTANT_NONE)
        rhythm.calm = amends_signs_reading (search, 0)->at;
      if (rhythm.calm != AMENDS_INSTANT_NONE)
        quiet = MIN (quiet, silence (search, rhythm.calm, rhythm.usual));
      if (rhythm.last == AMENDS_INSTANT_NONE ||
          floor (amends_signs_age (search, rhythm.last)) >= silent)
        continue;
      silent = floor (amends_signs_age (search, rhythm.last));
      ratio = silence (search, rhythm.last, rhythm.usual);
      closest = contact;
    }
  search->signs->known[AMENDS_FACTOR_CHAMPION] = closest != NULL;
  if (!any)
    amends_signs_note (search, "note.no-champion");
  if (closest == NULL)
    return;
  search->signs->champion_silent = (int) silent;
  if (ratio >= 1)
    {
      AmendsAccountSign *sign =
          amends_signs_add (search, "champion-silent", ratio, AMENDS_INSTANT_NONE, 1);

      if (sign != NULL)
        {
          sign->contact = closest;
          sign->now = silent;
        }
    }
  for (guint i = 0; i < search->history->contacts->len; i++)
    {
      AmendsContact *contact = search->history->contacts->pdata[i];

      if (contact->role == AMENDS_CONTACT_ROLE_CHAMPION)
        find_unhappy (search, contact, isfinite (quiet) ? quiet : 0);
    }
}

static gboolean
was_seen_before (AmendsSignsSearch *search, guint index)
{
  const char *id = amends_signs_reading (search, index)->contact_id;

  for (guint i = 0; i < index; i++)
    if (is_calm (search, amends_signs_reading (search, i)) &&
        g_strcmp0 (amends_signs_reading (search, i)->contact_id, id) == 0)
      return TRUE;
  return FALSE;
}

static AmendsContact *
find_contact (AmendsSignsSearch *search, const char *id)
{
  for (guint i = 0; i < search->history->contacts->len; i++)
    if (g_strcmp0 (((AmendsContact *) search->history->contacts->pdata[i])->id, id) == 0)
      return search->history->contacts->pdata[i];
  return NULL;
}

/* Somebody writes for the first time, though we have known the account for a while. */
static void
find_new_contacts (AmendsSignsSearch *search)
{
  double days = amends_signs_number (search, "new_contact_days");

  if (search->until == 0 || amends_signs_age (search, amends_signs_reading (search, 0)->at) <
                                amends_signs_number (search, "new_contact_history_days"))
    return;
  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      AmendsAccountSign *sign;

      if (amends_signs_age (search, reading->at) > days)
        return;
      if (reading->contact_id == NULL || !amends_signs_is_inbound (reading) ||
          was_seen_before (search, i))
        continue;
      sign = amends_signs_add (search, "new-contact", NAN, reading->at, 1);
      if (sign != NULL)
        {
          sign->reading = reading;
          sign->contact = find_contact (search, reading->contact_id);
        }
    }
}

static void
find_executives (AmendsSignsSearch *search)
{
  for (guint i = search->from; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      AmendsAccountSign *sign;

      if (reading->contact_id == NULL || reading->direction != AMENDS_DIRECTION_INBOUND ||
          reading->kind == AMENDS_INTERACTION_SURVEY ||
          !g_hash_table_contains (search->history->executives, reading->contact_id))
        continue;
      sign = amends_signs_add (search, "executive-wrote", reading->negative, reading->at, 1);
      if (sign != NULL)
        {
          sign->reading = reading;
          sign->contact = find_contact (search, reading->contact_id);
        }
    }
}

/* --- Contract -----------------------------------------------------------------------------------
 */

static void
find_renewal (AmendsSignsSearch *search)
{
  AmendsAccount *account = search->history->account;
  g_autoptr (GDate) date = g_date_new ();
  AmendsAccountSign *sign;
  int days;

  search->signs->renewal_days = AMENDS_UNKNOWN;
  if (account->renewal == NULL || !amends_date_parse (account->renewal, date, NULL))
    {
      amends_signs_note (search, "note.renewal-unknown");
      return;
    }
  if (account->contract_start != NULL && strcmp (account->renewal, account->contract_start) < 0)
    {
      amends_signs_note (search, "note.renewal-before-start");
      return;
    }
  days = amends_date_days_until (date, search->view->now, search->view->zone);
  search->signs->renewal_days = days;
  if (days < 0)
    {
      amends_signs_note (search, "note.renewal-passed");
      return;
    }
  search->signs->known[AMENDS_FACTOR_RENEWAL] = TRUE;
  sign = amends_signs_add (search, "renewal-near", days, AMENDS_INSTANT_NONE, 1);
  if (sign != NULL)
    sign->now = days;
}

static void
find_value (AmendsSignsSearch *search)
{
  gboolean used;
  double value = amends_risk_rules_rate_value (search->rules, search->history->account, &used);

  if (!used && search->history->account->arr != AMENDS_MONEY_UNKNOWN)
    amends_signs_note (search, "note.no-rate");
  search->signs->known[AMENDS_FACTOR_VALUE] =
      used || search->history->account->segment != AMENDS_SEGMENT_UNKNOWN;
  amends_signs_add (search, "contract-value", NAN, AMENDS_INSTANT_NONE, value);
}

/* --- All ----------------------------------------------------------------------------------------
 */

static void
find_bounds (AmendsSignsSearch *search)
{
  AmendsInstant since =
      search->view->now - (AmendsInstant) amends_signs_number (search, "history_days") * AMENDS_DAY;
  guint low = 0, high = search->history->readings->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (amends_signs_reading (search, middle)->at <= search->view->now)
        low = middle + 1;
      else
        high = middle;
    }
  search->until = low;
  while (low > 0 && amends_signs_reading (search, low - 1)->at >= since)
    low--;
  search->from = low;
}

static int
day_of (AmendsInstant instant, GTimeZone *zone)
{
  gint64 seconds = instant / AMENDS_SECOND;
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  seconds += interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
  return (int) (seconds / (24 * 60 * 60));
}

static void
weigh_mood (AmendsSignsSearch *search)
{
  double least = amends_signs_number (search, "negative_least");
  double sum = 0;
  guint n = 0;

  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      double age = amends_signs_age (search, reading->at);

      if (age > 30)
        break;
      if (age <= 7 && amends_signs_is_inbound (reading) && reading->negative >= least)
        search->signs->negatives++;
      if (isnan (reading->sentiment))
        continue;
      sum += reading->sentiment;
      n++;
    }
  search->signs->sentiment = n > 0 ? sum / n : NAN;
}

static gboolean
is_enough (AmendsSignsSearch *search)
{
  double days = amends_signs_number (search, "floor_contacts_days");
  guint contacts = 0, samples = 0;

  for (guint i = search->until; i-- > search->from;)
    contacts += amends_signs_age (search, amends_signs_reading (search, i)->at) <= days;
  for (guint i = 0; i < search->history->usage->len; i++)
    {
      GArray *points = ((AmendsUsageLine *) search->history->usage->pdata[i])->points;
      int since = search->today - (int) amends_signs_number (search, "floor_usage_days");

      for (guint j = points->len; j-- > 0;)
        {
          int day = g_array_index (points, AmendsUsagePoint, j).day;

          samples += day < search->today && day >= since;
        }
    }
  for (guint i = 0; i < search->signs->signs->len; i++)
    {
      const AmendsAccountSign *sign = &g_array_index (search->signs->signs, AmendsAccountSign, i);

      /* One message that says it outright is enough. */
      if (sign->rule->direct || sign->case_ != NULL)
        return TRUE;
    }
  return contacts >= amends_signs_number (search, "floor_contacts") ||
         samples >= amends_signs_number (search, "floor_usage");
}

static void
find_open_cases (AmendsSignsSearch *search)
{
  for (guint i = 0; i < search->history->cases->len; i++)
    {
      const AmendsPastEscalation *past = search->history->cases->pdata[i];
      AmendsAccountSign *sign;

      if (past->at > search->view->now ||
          (past->over != AMENDS_INSTANT_NONE && past->over <= search->view->now))
        continue;
      sign = amends_signs_add (search, "escalation-open", NAN, AMENDS_INSTANT_NONE, 1);
      if (sign != NULL)
        sign->case_ = past;
    }
}

void
amends_account_signs_find (const AmendsAccountHistory *history,
                           AmendsRiskRules *rules,
                           const AmendsSignsView *view,
                           AmendsSigns *signs)
{
  AmendsSignsSearch search = { .history = history, .rules = rules, .view = view, .signs = signs };

  memset (signs, 0, sizeof *signs);
  signs->signs = g_array_new (FALSE, FALSE, sizeof (AmendsAccountSign));
  signs->champion_silent = AMENDS_UNKNOWN;
  signs->renewal_days = AMENDS_UNKNOWN;
  signs->known[AMENDS_FACTOR_TICKETS] = TRUE;
  signs->known[AMENDS_FACTOR_SENTIMENT] = TRUE;
  signs->known[AMENDS_FACTOR_EXECUTIVE] = TRUE;
  search.today = day_of (view->now, view->zone);
  find_bounds (&search);
  amends_signs_find_words (&search);
  amends_signs_find_tickets (&search);
  amends_signs_find_usage (&search);
  find_champions (&search);
  find_new_contacts (&search);
  find_executives (&search);
  find_open_cases (&search);
  weigh_mood (&search);
  signs->judged = is_enough (&search);
  /* Facts of today say nothing of a day in the past. */
  if (!view->strict)
    {
      find_renewal (&search);
      find_value (&search);
    }
  if (history->dropped > 0)
    amends_signs_note (&search, "note.dropped");
}
