/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-gate-tokens.h"
#include "amends-instant.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_TIME_POINT,     /* "Thursday 16:00", 明天下午, "end of the month" */
  AMENDS_TIME_DURATION,  /* "within 2 hours", 三天内, "for 40 minutes" */
  AMENDS_TIME_RECURRING, /* "every 4 hours", 每天17:00前 */
} AmendsTimeKind;

typedef enum
{
  AMENDS_TIME_RELATION_NONE,
  AMENDS_TIME_RELATION_BY,     /* by, before, until, no later than; …前 */
  AMENDS_TIME_RELATION_AT,     /* at, on, around; 在… */
  AMENDS_TIME_RELATION_WITHIN, /* in, within, over the next; …内 */
  AMENDS_TIME_RELATION_AFTER,  /* after, from; …后, …起 */
  AMENDS_TIME_RELATION_SINCE,  /* since; 自… */
  AMENDS_TIME_RELATION_AGO,    /* ago, the last …; …前 after a duration */
  AMENDS_TIME_RELATION_FOR,    /* for, takes: a length, not a moment */
} AmendsTimeRelation;

/* A date, time or duration in a text. */
typedef struct
{
  AmendsTimeKind kind;
  AmendsTimeRelation relation;
  guint start; /* bytes, with the word that relates it ("by Thursday") */
  guint end;
  guint char_start; /* code points */
  guint char_end;
  guint first; /* tokens */
  guint last;
  AmendsInstant earliest; /* AMENDS_INSTANT_NONE for a length */
  AmendsInstant latest;   /* a date lasts to the end of its day */
  gint64 duration;        /* milliseconds; of the longer end of a range, of a period */
  gboolean has_date;      /* said, not assumed to be today */
  gboolean has_time;
  gboolean assumed; /* the day or the year is not said and was taken to be the nearest */
  gboolean working; /* counts working days */
} AmendsTimePhrase;

/**
 * amends_time_phrases_find:
 * @reference: the moment at which the text is written
 * @zone: in which it is read, unless it names another
 *
 * Finds dates, times and durations, English and Chinese, whatever the language of the rest. A day
 * without a year is the nearest to @reference; a time without a day is of that day. Working days
 * skip Saturdays and Sundays only. Any thread.
 *
 * Returns: (transfer full) (element-type AmendsTimePhrase): in order, not overlapping
 */
GArray *amends_time_phrases_find (const char *text, AmendsInstant reference, GTimeZone *zone);

/* As above, on a text already cut. */
GArray *amends_time_phrases_find_in (const AmendsGateTokens *tokens,
                                     AmendsInstant reference,
                                     GTimeZone *zone);

G_END_DECLS
