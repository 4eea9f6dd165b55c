/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in what was written and said, and in the answers to surveys. */

#include "config.h"

#include "amends-account-signals-private.h"

#include <math.h>

/* Medians are taken of at most so many messages. */
#define MOST_MESSAGES 64
/* A message shorter than this at its usual length cannot become short. */
#define LEAST_LENGTH 60
/* Days in which ratings are of late. */
#define LATE_RATINGS 60

/* Each kind counts once for each message: its strongest words. */
static void
add_hits (AmendsSignsSearch *search, const AmendsReading *reading)
{
  guint first = search->signs->signs->len;

  for (guint i = 0; i < reading->n_hits; i++)
    {
      const AmendsReadingHit *hit = &reading->hits[i];
      const AmendsRiskSign *rule = amends_risk_rules_find_word (search->rules, hit->kind);
      AmendsAccountSign *sign = NULL;

      if (rule == NULL || hit->strength < rule->least || reading->negative < rule->negative)
        continue;
      for (guint j = first; j < search->signs->signs->len && sign == NULL; j++)
        if (g_array_index (search->signs->signs, AmendsAccountSign, j).rule == rule)
          sign = &g_array_index (search->signs->signs, AmendsAccountSign, j);
      if (sign != NULL)
        continue;
      sign = amends_signs_add (search, rule->id, NAN, reading->at, hit->strength);
      if (sign != NULL)
        {
          sign->reading = reading;
          sign->hit = hit;
        }
    }
}

static void
add_reading (AmendsSignsSearch *search, const AmendsReading *reading, const char *id, double figure)
{
  AmendsAccountSign *sign = amends_signs_add (search, id, figure, reading->at, 1);

  if (sign != NULL)
    sign->reading = reading;
}

static void
find_in_messages (AmendsSignsSearch *search)
{
  for (guint i = search->from; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (reading->direction == AMENDS_DIRECTION_OUTBOUND)
        continue;
      add_hits (search, reading);
      if (amends_signs_is_inbound (reading) && reading->negative > 0)
        add_reading (search, reading, "negative-words", reading->negative);
      if (reading->kind == AMENDS_INTERACTION_COMPLAINT ||
          reading->kind == AMENDS_INTERACTION_ESCALATION)
        add_reading (search, reading, "complaint", NAN);
    }
}

/* --- Surveys ------------------------------------------------------------------------------------
 */

/* When a rating was known: that of a ticket when it was closed. */
static AmendsInstant
rated_at (const AmendsReading *reading)
{
  return reading->kind == AMENDS_INTERACTION_TICKET && reading->closed_at != AMENDS_INSTANT_NONE
             ? reading->closed_at
             : reading->at;
}

typedef struct
{
  AmendsInstant at;
  double value;
  const AmendsReading *reading;
} Rating;

static int
compare_ratings (gconstpointer a, gconstpointer b)
{
  const Rating *one = a;
  const Rating *two = b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return g_strcmp0 (one->reading->id, two->reading->id);
}

/* (transfer full) (element-type Rating): known by now, by time. */
static GArray *
list_ratings (AmendsSignsSearch *search, gboolean nps)
{
  GArray *ratings = g_array_new (FALSE, FALSE, sizeof (Rating));

  for (guint i = 0; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      int value = nps ? reading->nps : reading->csat;
      Rating rating = { rated_at (reading), value, reading };

      if (value != G_MININT && rating.at <= search->view->now)
        g_array_append_val (ratings, rating);
    }
  g_array_sort (ratings, compare_ratings);
  return ratings;
}

static void
add_rating (AmendsSignsSearch *search, const Rating *rating, const char *id)
{
  AmendsAccountSign *sign = amends_signs_add (search, id, rating->value, rating->at, 1);

  if (sign != NULL)
    sign->reading = rating->reading;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two ? 1 : 0;
}

/* The lowest @count of late against what they gave when they were content: further bad ratings can
 * only make the fall deeper. */
static void
add_falling (AmendsSignsSearch *search,
             GArray *ratings,
             guint count,
             const char *low,
             const char *id)
{
  const AmendsRiskSign *rule = amends_risk_rules_find_sign (search->rules, low);
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (double));
  double now = 0, was = 0;
  guint n = 0;
  const Rating *last = NULL;
  AmendsAccountSign *sign;

  for (guint i = 0; rule != NULL && i < ratings->len; i++)
    {
      const Rating *rating = &g_array_index (ratings, Rating, i);

      if (amends_risk_curve_at (&rule->curve, rating->value) <= 0)
        {
          was += rating->value;
          n++;
        }
      else if (amends_signs_age (search, rating->at) <= LATE_RATINGS)
        {
          g_array_append_val (late, rating->value);
          last = rating;
        }
    }
  if (n < count || late->len < count)
    return;
  g_array_sort (late, compare_values);
  for (guint i = 0; i < count; i++)
    now += g_array_index (late, double, i) / count;
  was /= n;
  sign = amends_signs_add (search, id, was - now, last->at, 1);
  if (sign != NULL)
    {
      sign->now = now;
      sign->was = was;
      sign->reading = last->reading;
    }
}

static void
find_ratings (AmendsSignsSearch *search)
{
  g_autoptr (GArray) nps = list_ratings (search, TRUE);
  g_autoptr (GArray) csat = list_ratings (search, FALSE);

  for (guint i = 0; i < nps->len; i++)
    add_rating (search, &g_array_index (nps, Rating, i), "nps-low");
  for (guint i = 0; i < csat->len; i++)
    add_rating (search, &g_array_index (csat, Rating, i), "csat-low");
  add_falling (search, nps, 1, "nps-low", "nps-falling");
  add_falling (search, csat, 3, "csat-low", "csat-falling");
}

/* --- Length -------------------------------------------------------------------------------------
 */

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return one < two ? -1 : one > two ? 1 : 0;
}

static double
median (guint *values, guint n)
{
  qsort (values, n, sizeof (guint), compare_lengths);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}

/* Only calm messages: angry ones are counted by their words, long or short. */
static void
find_shorter (AmendsSignsSearch *search)
{
  guint last = (guint) amends_signs_number (search, "shorter_last");
  guint before = (guint) amends_signs_number (search, "shorter_before");
  double least = amends_signs_number (search, "negative_least");
  guint lengths[MOST_MESSAGES];
  guint n = 0;
  double now, was;
  AmendsAccountSign *sign;

  for (guint i = search->until; i-- > search->from && n < MOST_MESSAGES;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (reading->length > 0 && reading->negative < least &&
          reading->direction == AMENDS_DIRECTION_INBOUND &&
          (reading->kind == AMENDS_INTERACTION_E_MAIL ||
           reading->kind == AMENDS_INTERACTION_TICKET))
        lengths[n++] = reading->length;
    }
  if (last == 0 || n < last + before)
    return;
  now = median (lengths, last);
  was = median (lengths + last, n - last);
  if (was < LEAST_LENGTH)
    return;
  sign = amends_signs_add (search, "shorter-messages", 1 - now / was, AMENDS_INSTANT_NONE, 1);
  if (sign != NULL)
    {
      sign->now = now;
      sign->was = was;
    }
}

void
amends_signs_find_words (AmendsSignsSearch *search)
{
  find_in_messages (search);
  find_ratings (search);
  find_shorter (search);
}
