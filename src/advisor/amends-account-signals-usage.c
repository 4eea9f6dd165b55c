/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in how the product is used. */

#include "config.h"

#include "amends-account-signals-private.h"

#include <math.h>

#define WEEK 7
/* What the best month is looked for in. */
#define BEST_SPAN 180
#define MONTH 28
/* So many figures at least make a month. */
#define MONTH_FIGURES 4

static const char logins[] = "logins";
static const char admins[] = "admins";
static const char feature[] = "feature:";

static gboolean
is_main (const AmendsUsageLine *line)
{
  return !g_str_equal (line->metric, logins) && !g_str_equal (line->metric, admins) &&
         !g_str_has_prefix (line->metric, feature);
}

/* Index of the first figure of @day or later. */
static guint
find_day (const AmendsUsageLine *line, int day)
{
  guint low = 0, high = line->points->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (line->points, AmendsUsagePoint, middle).day < day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Mean of the days from @from to before @until; NAN without figures. */
static double
mean (const AmendsUsageLine *line, int from, int until, guint *n)
{
  double sum = 0;
  guint first = find_day (line, from), i = first;

  for (; i < line->points->len; i++)
    {
      const AmendsUsagePoint *point = &g_array_index (line->points, AmendsUsagePoint, i);

      if (point->day >= until)
        break;
      sum += point->value;
    }
  *n = i - first;
  return *n > 0 ? sum / *n : NAN;
}

/* The day after the last full one with a figure, as far as it is not too long ago; 0 if it is.
 * Figures often come some days late, and today is not over. */
static int
anchor (AmendsSignsSearch *search, const AmendsUsageLine *line)
{
  guint i = find_day (line, search->today);
  int last;

  if (i == 0)
    return 0;
  last = g_array_index (line->points, AmendsUsagePoint, i - 1).day;
  return search->today - last - 1 <= amends_signs_number (search, "usage_gap_days") ? last + 1 : 0;
}

static void
fill (AmendsAccountSign *sign, const AmendsUsageLine *line, double now, double was)
{
  if (sign == NULL)
    return;
  sign->metric = line->metric;
  sign->now = now;
  sign->was = was;
}

/* The last week against the better of the two before. */
static void
find_drop (AmendsSignsSearch *search, const AmendsUsageLine *line, int end, const char *id)
{
  guint n, n1, n2;
  double now = mean (line, end - WEEK, end, &n);
  double before = mean (line, end - 2 * WEEK, end - WEEK, &n1);
  double earlier = mean (line, end - 3 * WEEK, end - 2 * WEEK, &n2);
  double was = fmax (before, earlier); /* a NAN does not count */

  if (n == 0 || n1 + n2 == 0 || was < amends_signs_number (search, "usage_least"))
    return;
  fill (amends_signs_add (search, id, 1 - now / was, AMENDS_INSTANT_NONE, 1), line, now, was);
}

/* The last week against the best month. */
static void
find_low (AmendsSignsSearch *search, const AmendsUsageLine *line, int end)
{
  guint n;
  double now = mean (line, end - WEEK, end, &n);
  double best = NAN;

  if (n == 0)
    return;
  for (int day = end - WEEK; day - MONTH >= end - BEST_SPAN; day -= WEEK)
    {
      guint count;
      double month = mean (line, day - MONTH, day, &count);

      if (count >= MONTH_FIGURES)
        best = fmax (best, month);
    }
  if (isnan (best) || best < amends_signs_number (search, "usage_least"))
    return;
  fill (amends_signs_add (search, "usage-low", 1 - now / best, AMENDS_INSTANT_NONE, 1), line, now,
        best);
}

static void
find_unused (AmendsSignsSearch *search, const AmendsUsageLine *line)
{
  int days = (int) amends_signs_number (search, "feature_days");
  guint n, before;
  double now = mean (line, search->today - days, search->today, &n);
  double was = mean (line, search->today - days - MONTH, search->today - days, &before);

  /* No figure for it counts as no use, as long as others come in. */
  if (before == 0 || was < 1 || (n > 0 && now > 0) || !search->signs->known[AMENDS_FACTOR_USAGE])
    return;
  fill (amends_signs_add (search, "feature-unused", NAN, AMENDS_INSTANT_NONE, 1), line, 0, was);
}

static void
find_admins (AmendsSignsSearch *search, const AmendsUsageLine *line)
{
  int since = search->today - (int) amends_signs_number (search, "admins_days");
  guint end = find_day (line, search->today);
  double now, was = 0;

  if (end == 0 || g_array_index (line->points, AmendsUsagePoint, end - 1).day < since)
    return;
  now = g_array_index (line->points, AmendsUsagePoint, end - 1).value;
  for (guint i = find_day (line, since); i < end; i++)
    was = fmax (was, g_array_index (line->points, AmendsUsagePoint, i).value);
  if (was > 0)
    fill (amends_signs_add (search, "fewer-admins", 1 - now / was, AMENDS_INSTANT_NONE, 1), line,
          now, was);
}

void
amends_signs_find_usage (AmendsSignsSearch *search)
{
  gboolean any = FALSE;

  for (guint i = 0; i < search->history->usage->len; i++)
    {
      const AmendsUsageLine *line = search->history->usage->pdata[i];
      int end = anchor (search, line);

      any = any || find_day (line, search->today) > 0;
      if (end == 0)
        continue;
      search->signs->known[AMENDS_FACTOR_USAGE] = TRUE;
      if (is_main (line))
        {
          find_drop (search, line, end, "usage-drop");
          find_low (search, line, end);
        }
      else if (g_str_equal (line->metric, logins))
        find_drop (search, line, end, "logins-drop");
      else if (g_str_equal (line->metric, admins))
        find_admins (search, line);
    }
  for (guint i = 0; i < search->history->usage->len; i++)
    {
      const AmendsUsageLine *line = search->history->usage->pdata[i];

      if (g_str_has_prefix (line->metric, feature))
        find_unused (search, line);
    }
  if (!search->signs->known[AMENDS_FACTOR_USAGE])
    amends_signs_note (search, any ? "note.usage-old" : "note.no-usage");
}
