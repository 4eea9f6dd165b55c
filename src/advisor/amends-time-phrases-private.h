/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-time-phrases.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_TIME_WORD_NONE,
  AMENDS_TIME_WORD_MONTH,   /* 1 to 12 */
  AMENDS_TIME_WORD_WEEKDAY, /* 1 to 7 */
  AMENDS_TIME_WORD_DAY,     /* offset from today */
  AMENDS_TIME_WORD_PART,    /* of the day: first hour × 100 + last hour */
  AMENDS_TIME_WORD_UNIT,    /* AmendsTimeUnit */
  AMENDS_TIME_WORD_NUMBER,  /* 1 to 12, 100 × it for "few" and its like */
  AMENDS_TIME_WORD_ZONE,    /* minutes east of UTC */
  AMENDS_TIME_WORD_PERIOD,  /* AmendsTimeUnit whose end is meant: "EOD" */
  AMENDS_TIME_WORD_EVERY,   /* hours of the period: "daily" */
} AmendsTimeWordClass;

typedef enum
{
  AMENDS_TIME_UNIT_SECOND,
  AMENDS_TIME_UNIT_MINUTE,
  AMENDS_TIME_UNIT_HOUR,
  AMENDS_TIME_UNIT_DAY,
  AMENDS_TIME_UNIT_WORKING_DAY,
  AMENDS_TIME_UNIT_WEEK,
  AMENDS_TIME_UNIT_MONTH,
  AMENDS_TIME_UNIT_QUARTER,
  AMENDS_TIME_UNIT_YEAR,
} AmendsTimeUnit;

/* A moment as it is put together from its parts. Days are days from today. */
typedef struct
{
  gboolean has_date;
  gboolean assumed_date;
  GDate from;
  GDate to;
  gboolean has_time;
  gboolean has_part;
  int minute_from; /* of the day */
  int minute_to;
  gboolean has_offset;
  int offset; /* minutes east of UTC */
} AmendsTimeMoment;

typedef struct
{
  double low;
  double high;
  AmendsTimeUnit unit;
} AmendsTimeLength;

typedef struct
{
  const AmendsGateTokens *tokens;
  guint n;
  AmendsInstant reference;
  GTimeZone *zone;
  GDate today;
  int now_minute;
} AmendsTimeFinder;

/* FALSE if no date, time or length can begin at token @index: most words of a text. */
gboolean amends_time_can_begin (const AmendsTimeFinder *self, guint index);

/* In all of these the (out) @next is the token after what was read, and untouched if nothing was.
 *
 * The class of token @index (a word, or the longest run of Chinese characters that is one) and its
 * @value. */
AmendsTimeWordClass
amends_time_word (const AmendsTimeFinder *self, guint index, int *value, guint *next);

/* Whether the tokens from @index spell @text (Chinese characters, or one folded word). */
gboolean
amends_time_spells (const AmendsTimeFinder *self, guint index, const char *text, guint *next);

/* A whole number in digits or Chinese numerals at @index. */
gboolean amends_time_integer (const AmendsTimeFinder *self, guint index, int *value, guint *next);

/* Each returns the token after what it has read into its result, or 0. */
guint amends_time_read_date (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment);
guint amends_time_read_clock (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment);
guint amends_time_read_length (const AmendsTimeFinder *self, guint index, AmendsTimeLength *length);

/* First and last day of the @unit that is @offset units from that of @day. */
void amends_time_period (const GDate *day, AmendsTimeUnit unit, int offset, GDate *from, GDate *to);

G_END_DECLS
