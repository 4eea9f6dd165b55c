/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one walk through working time from which everything about deadlines comes. */

#include "config.h"

#include "amends-deadline.h"

#include <glib/gi18n-lib.h>

#include "amends-calendar-private.h"
#include "amends-input-error.h"
#include "amends-pause.h"

#define NO_LIMIT G_MAXINT64
/* More than any five years have. */
#define HORIZON (AMENDS_DEADLINE_MAX_YEARS * 366 * AMENDS_DAY)
/* Longer than any case: what is counted is bounded even between nonsensical instants. */
#define LONGEST (200 * 366 * AMENDS_DAY)

typedef struct
{
  AmendsInstant start;
  AmendsInstant end;
} Gap;

typedef struct
{
  GArray *gaps;      /* (owned) (element-type Gap): pauses, in order, none touching another */
  guint next_gap;    /* all before it have ended */
  gint64 wanted;     /* milliseconds to count, or NO_LIMIT */
  gint64 counted;    /* milliseconds so far */
  AmendsInstant at;  /* how far the walk has come */
  AmendsInstant end; /* where it ends at the latest */
  GPtrArray *ledger; /* (owned) (nullable) */
} Walk;

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  const Gap *one = a;
  const Gap *two = b;

  return one->start < two->start ? -1 : one->start > two->start;
}

/* Pauses in order and merged; one that lasts ends at @now. */
static GArray *
collect_gaps (GListModel *pauses, AmendsInstant now)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  guint n = pauses != NULL ? g_list_model_get_n_items (pauses) : 0;
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (pauses, i);
      Gap gap = { pause->start, pause->end != AMENDS_INSTANT_NONE ? pause->end : now };

      if (gap.end > gap.start)
        g_array_append_val (gaps, gap);
    }
  g_array_sort (gaps, compare_gaps);
  for (guint i = 0; i < gaps->len; i++)
    {
      Gap gap = g_array_index (gaps, Gap, i);
      Gap *last = kept > 0 ? &g_array_index (gaps, Gap, kept - 1) : NULL;

      if (last != NULL && gap.start <= last->end)
        last->end = MAX (last->end, gap.end);
      else
        g_array_index (gaps, Gap, kept++) = gap;
    }
  g_array_set_size (gaps, kept);
  return gaps;
}

static gboolean
is_done (const Walk *walk)
{
  return walk->counted >= walk->wanted || walk->at >= walk->end;
}

static void
note (Walk *walk, AmendsInstant to, AmendsLedgerKind kind, const char *name, gboolean counts)
{
  AmendsLedgerLine *line = NULL;
  double minutes = counts ? (double) (to - walk->at) / (double) AMENDS_MINUTE : 0.0;

  if (walk->ledger == NULL || to <= walk->at)
    return;
  if (walk->ledger->len > 0)
    line = walk->ledger->pdata[walk->ledger->len - 1];
  /* A night or a week-end is one line, not one for each day. */
  if (line != NULL && line->kind == kind && line->to == walk->at &&
      g_strcmp0 (line->note, name) == 0)
    {
      line->to = to;
      line->minutes += minutes;
      return;
    }
  line = amends_record_new (AMENDS_TYPE_LEDGER_LINE);
  line->from = walk->at;
  line->to = to;
  line->kind = kind;
  line->minutes = minutes;
  line->note = g_strdup (name);
  g_ptr_array_add (walk->ledger, line);
}

/* Counts from where the walk is to @to, outside pauses, as far as is wanted. */
static void
take_working (Walk *walk, AmendsInstant to, AmendsLedgerKind kind)
{
  while (walk->at < to && walk->counted < walk->wanted)
    {
      const Gap *gap = NULL;
      AmendsInstant stop = to;

      while (walk->next_gap < walk->gaps->len &&
             g_array_index (walk->gaps, Gap, walk->next_gap).end <= walk->at)
        walk->next_gap++;
      if (walk->next_gap < walk->gaps->len)
        gap = &g_array_index (walk->gaps, Gap, walk->next_gap);

      if (gap != NULL && gap->start <= walk->at)
        {
          stop = MIN (to, gap->end);
          note (walk, stop, AMENDS_LEDGER_PAUSE, NULL, FALSE);
        }
      else
        {
          if (gap != NULL)
            stop = MIN (to, gap->start);
          if (walk->wanted - walk->counted < stop - walk->at)
            stop = walk->at + (walk->wanted - walk->counted);
          note (walk, stop, kind, NULL, TRUE);
          walk->counted += stop - walk->at;
        }
      walk->at = stop;
    }
}

static void
take_span (Walk *walk, const AmendsCalendarSpan *span)
{
  AmendsInstant to = MIN (span->to, walk->end);

  if (to <= walk->at || is_done (walk))
    return;
  if (span->kind == AMENDS_LEDGER_WORK)
    take_working (walk, to, span->kind);
  else
    {
      note (walk, to, span->kind, span->note, FALSE);
      walk->at = to;
    }
}

static void
run (Walk *walk, AmendsCalendar *calendar)
{
  g_autoptr (GArray) spans = NULL;

  if (calendar == NULL)
    {
      take_working (walk, walk->end, AMENDS_LEDGER_ROUND_THE_CLOCK);
      return;
    }

  spans = g_array_new (FALSE, FALSE, sizeof (AmendsCalendarSpan));
  while (!is_done (walk))
    {
      amends_calendar_list_from (calendar, walk->at, spans);
      for (guint i = 0; i < spans->len; i++)
        take_span (walk, &g_array_index (spans, AmendsCalendarSpan, i));
    }
}

static void
walk_init (Walk *walk,
           GListModel *pauses,
           AmendsInstant now,
           AmendsInstant from,
           AmendsInstant to,
           gint64 wanted,
           gboolean with_ledger)
{
  *walk = (Walk){ .gaps = collect_gaps (pauses, now), .wanted = wanted, .at = from, .end = to };
  if (with_ledger)
    walk->ledger = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
walk_clear (Walk *walk, GPtrArray **ledger)
{
  g_array_unref (walk->gaps);
  if (ledger != NULL)
    *ledger = g_steal_pointer (&walk->ledger);
  g_clear_pointer (&walk->ledger, g_ptr_array_unref);
}

gboolean
amends_deadline_find (AmendsCalendar *calendar,
                      GListModel *pauses,
                      AmendsInstant start,
                      gint64 minutes,
                      AmendsInstant now,
                      AmendsInstant *due,
                      GPtrArray **ledger,
                      GError **error)
{
  gboolean found;
  Walk walk;

  g_return_val_if_fail (calendar == NULL || AMENDS_IS_CALENDAR (calendar), FALSE);
  g_return_val_if_fail (pauses == NULL || G_IS_LIST_MODEL (pauses), FALSE);
  g_return_val_if_fail (minutes >= 0, FALSE);
  g_return_val_if_fail (due != NULL, FALSE);

  walk_init (&walk, pauses, now, start, start + HORIZON,
             minutes < HORIZON / AMENDS_MINUTE ? minutes * AMENDS_MINUTE : NO_LIMIT,
             ledger != NULL);
  run (&walk, calendar);
  found = walk.counted >= walk.wanted;
  *due = found ? walk.at : AMENDS_INSTANT_NONE;
  walk_clear (&walk, found ? ledger : NULL);
  if (!found)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, NULL,
                            /* Translators: %d is a number of years. */
                            ngettext ("The working hours of the next %d year are not enough for "
                                      "this deadline. Check the calendar and its holidays.",
                                      "The working hours of the next %d years are not enough for "
                                      "this deadline. Check the calendar and its holidays.",
                                      AMENDS_DEADLINE_MAX_YEARS),
                            AMENDS_DEADLINE_MAX_YEARS);
  return found;
}

gint64
amends_deadline_get_elapsed (AmendsCalendar *calendar,
                             GListModel *pauses,
                             AmendsInstant from,
                             AmendsInstant to,
                             GPtrArray **ledger)
{
  Walk walk;

  g_return_val_if_fail (calendar == NULL || AMENDS_IS_CALENDAR (calendar), 0);
  g_return_val_if_fail (pauses == NULL || G_IS_LIST_MODEL (pauses), 0);

  walk_init (&walk, pauses, to, from, to > from ? from + MIN (to - from, LONGEST) : from, NO_LIMIT,
             ledger != NULL);
  run (&walk, calendar);
  walk_clear (&walk, ledger);
  return walk.counted;
}

gint64
amends_deadline_get_remaining (AmendsCalendar *calendar,
                               GListModel *pauses,
                               AmendsInstant start,
                               gint64 minutes,
                               AmendsInstant now)
{
  return minutes * AMENDS_MINUTE - amends_deadline_get_elapsed (calendar, pauses, start, now, NULL);
}

gboolean
amends_deadline_is_in_hours (AmendsCalendar *calendar, AmendsInstant at)
{
  return amends_deadline_get_elapsed (calendar, NULL, at, at + 1, NULL) > 0;
}

gboolean
amends_deadline_next_working (AmendsCalendar *calendar,
                              AmendsInstant at,
                              AmendsInstant *working,
                              GError **error)
{
  gboolean found;
  Walk walk;

  g_return_val_if_fail (calendar == NULL || AMENDS_IS_CALENDAR (calendar), FALSE);
  g_return_val_if_fail (working != NULL, FALSE);

  /* The first millisecond that counts begins at the instant looked for. */
  walk_init (&walk, NULL, at, at, at + HORIZON, 1, FALSE);
  run (&walk, calendar);
  found = walk.counted > 0;
  *working = found ? walk.at - 1 : AMENDS_INSTANT_NONE;
  walk_clear (&walk, NULL);
  if (!found)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, NULL,
                            /* Translators: %d is a number of years. */
                            ngettext ("The calendar has no working hours in the next %d year.",
                                      "The calendar has no working hours in the next %d years.",
                                      AMENDS_DEADLINE_MAX_YEARS),
                            AMENDS_DEADLINE_MAX_YEARS);
  return found;
}

gboolean
amends_deadline_is_paused (GListModel *pauses, AmendsInstant at)
{
  guint n = pauses != NULL ? g_list_model_get_n_items (pauses) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (pauses, i);

      if (pause->start <= at && (pause->end == AMENDS_INSTANT_NONE || at < pause->end))
        return TRUE;
    }
  return FALSE;
}
