/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known of an account, put in order. */

#include "config.h"

#include "amends-account-signals.h"

#include "amends-text.h"

#include <math.h>
#include <string.h>

/* The same words again within this time are the same message, imported twice. */
#define SAME_WITHIN (3 * AMENDS_DAY)
/* Without words: the same kind and matter within this time. */
#define SAME_BARE_WITHIN (10 * AMENDS_MINUTE)

static void
case_free (gpointer data)
{
  AmendsPastEscalation *past = data;

  g_free (past->id);
  g_free (past->title);
  g_free (past);
}

static void
line_free (gpointer data)
{
  AmendsUsageLine *line = data;

  g_array_unref (line->points);
  g_free (line);
}

AmendsAccountHistory *
amends_account_history_new (AmendsAccount *account, int tier)
{
  AmendsAccountHistory *self = g_new0 (AmendsAccountHistory, 1);

  self->account = g_object_ref (account);
  self->tier = tier;
  self->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_reading_free);
  self->usage = g_ptr_array_new_with_free_func (line_free);
  self->cases = g_ptr_array_new_with_free_func (case_free);
  self->executives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
amends_account_history_free (AmendsAccountHistory *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->account);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->readings);
  g_ptr_array_unref (self->usage);
  g_ptr_array_unref (self->cases);
  g_hash_table_unref (self->executives);
  g_free (self);
}

void
amends_account_history_add_contact (AmendsAccountHistory *self,
                                    AmendsContact *contact,
                                    gboolean executive)
{
  g_ptr_array_add (self->contacts, g_object_ref (contact));
  if (executive)
    g_hash_table_add (self->executives, g_strdup (contact->id));
}

void
amends_account_history_add_reading (AmendsAccountHistory *self, AmendsReading *reading)
{
  if (reading->at == AMENDS_INSTANT_NONE)
    {
      self->dropped++;
      amends_reading_free (reading);
      return;
    }
  /* Solved before it was reported: the time of the solution is a slip. */
  if (reading->closed_at != AMENDS_INSTANT_NONE && reading->closed_at < reading->at)
    {
      self->dropped++;
      reading->closed_at = AMENDS_INSTANT_NONE;
    }
  g_ptr_array_add (self->readings, reading);
}

/* Days since 1970 of "2026-03-09"; FALSE when it is no date. */
static gboolean
parse_day (const char *text, int *day)
{
  int year, month, mday;

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  mday = atoi (text + 8);
  if (year < 1900 || year > 2200 ||
      !g_date_valid_dmy ((GDateDay) mday, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  /* Days of the civil calendar, after Howard Hinnant's days_from_civil. */
  year -= month <= 2;
  {
    int era = year / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

    *day = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
  }
  return TRUE;
}

void
amends_account_history_add_usage (AmendsAccountHistory *self,
                                  const char *metric,
                                  const char *day,
                                  double value)
{
  AmendsUsagePoint point = { .value = value };
  AmendsUsageLine *line = NULL;
  const char *name;

  if (metric == NULL || *metric == '\0' || !isfinite (value) || value < 0 ||
      !parse_day (day, &point.day))
    {
      self->dropped++;
      return;
    }
  name = g_intern_string (metric);
  for (guint i = self->usage->len; i-- > 0 && line == NULL;)
    if (((AmendsUsageLine *) self->usage->pdata[i])->metric == name)
      line = self->usage->pdata[i];
  if (line == NULL)
    {
      line = g_new0 (AmendsUsageLine, 1);
      line->metric = name;
      line->points = g_array_new (FALSE, FALSE, sizeof (AmendsUsagePoint));
      g_ptr_array_add (self->usage, line);
    }
  g_array_append_val (line->points, point);
}

void
amends_account_history_add_case (AmendsAccountHistory *self,
                                 const char *id,
                                 const char *title,
                                 AmendsInstant at,
                                 AmendsInstant over,
                                 AmendsSeverity severity)
{
  AmendsPastEscalation *past = g_new0 (AmendsPastEscalation, 1);

  past->id = g_strdup (id);
  past->title = g_strdup (title);
  past->at = at;
  past->over = over;
  past->severity = severity;
  g_ptr_array_add (self->cases, past);
}

/* --- Order --------------------------------------------------------------------------------------
 */

/* Whatever the order of import: by time, then by what it says. */
static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const AmendsReading *one = *(const AmendsReading *const *) a;
  const AmendsReading *two = *(const AmendsReading *const *) b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  if (one->digest != two->digest)
    return one->digest < two->digest ? -1 : 1;
  return g_strcmp0 (one->id, two->id);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const AmendsUsagePoint *one = a;
  const AmendsUsagePoint *two = b;

  if (one->day != two->day)
    return one->day < two->day ? -1 : 1;
  return one->value < two->value ? -1 : one->value > two->value ? 1 : 0;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const AmendsUsageLine *one = *(const AmendsUsageLine *const *) a;
  const AmendsUsageLine *two = *(const AmendsUsageLine *const *) b;
  gboolean first = g_str_equal (one->metric, "usage");
  gboolean second = g_str_equal (two->metric, "usage");

  return first != second ? (first ? -1 : 1) : strcmp (one->metric, two->metric);
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const AmendsPastEscalation *one = *(const AmendsPastEscalation *const *) a;
  const AmendsPastEscalation *two = *(const AmendsPastEscalation *const *) b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return g_strcmp0 (one->id, two->id);
}

static gboolean
is_same (const AmendsReading *earlier, const AmendsReading *later)
{
  if (earlier->kind != later->kind || earlier->direction != later->direction)
    return FALSE;
  if (later->digest != 0)
    return earlier->digest == later->digest && later->at - earlier->at <= SAME_WITHIN &&
           later->direction != AMENDS_DIRECTION_OUTBOUND;
  return earlier->digest == 0 && later->at - earlier->at <= SAME_BARE_WITHIN &&
         later->gist != NULL && g_strcmp0 (earlier->gist, later->gist) == 0 &&
         earlier->csat == later->csat && earlier->nps == later->nps;
}

/* The earliest of the same stays. */
static void
drop_repeated (AmendsAccountHistory *self)
{
  for (guint i = 1; i < self->readings->len;)
    {
      const AmendsReading *later = self->readings->pdata[i];
      gboolean same = FALSE;

      for (guint j = i; j-- > 0 && !same;)
        {
          const AmendsReading *earlier = self->readings->pdata[j];

          if (later->at - earlier->at > SAME_WITHIN)
            break;
          same = is_same (earlier, later);
        }
      if (same)
        g_ptr_array_remove_index (self->readings, i);
      else
        i++;
    }
}

void
amends_account_history_seal (AmendsAccountHistory *self)
{
  g_ptr_array_sort (self->readings, compare_readings);
  drop_repeated (self);
  g_ptr_array_sort (self->usage, compare_lines);
  g_ptr_array_sort (self->cases, compare_cases);
  for (guint i = 0; i < self->usage->len; i++)
    {
      AmendsUsageLine *line = self->usage->pdata[i];
      guint kept = 0;

      g_array_sort (line->points, compare_points);
      for (guint j = 0; j < line->points->len; j++)
        {
          const AmendsUsagePoint point = g_array_index (line->points, AmendsUsagePoint, j);

          /* Of two figures of one day the larger: half a day may have been exported first. */
          if (kept > 0 && g_array_index (line->points, AmendsUsagePoint, kept - 1).day == point.day)
            kept--;
          g_array_index (line->points, AmendsUsagePoint, kept++) = point;
        }
      g_array_set_size (line->points, kept);
    }
}
