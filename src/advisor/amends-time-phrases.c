/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, times and durations in a text: the parts put together, related and resolved. */

#include "config.h"

#include "amends-time-phrases-private.h"

#include <string.h>

typedef struct
{
  const char *words; /* folded, parted by spaces */
  AmendsTimeRelation relation;
} Relation;

/* Longer ones first. */
static const Relation before[] = {
  { "no later than", AMENDS_TIME_RELATION_BY },
  { "not later than", AMENDS_TIME_RELATION_BY },
  { "at the latest by", AMENDS_TIME_RELATION_BY },
  { "within the next", AMENDS_TIME_RELATION_WITHIN },
  { "over the next", AMENDS_TIME_RELATION_WITHIN },
  { "in the next", AMENDS_TIME_RELATION_WITHIN },
  { "during the next", AMENDS_TIME_RELATION_WITHIN },
  { "in the last", AMENDS_TIME_RELATION_AGO },
  { "over the last", AMENDS_TIME_RELATION_AGO },
  { "for the last", AMENDS_TIME_RELATION_AGO },
  { "in the past", AMENDS_TIME_RELATION_AGO },
  { "for the past", AMENDS_TIME_RELATION_AGO },
  { "the last", AMENDS_TIME_RELATION_AGO },
  { "the past", AMENDS_TIME_RELATION_AGO },
  { "the next", AMENDS_TIME_RELATION_WITHIN },
  { "in less than", AMENDS_TIME_RELATION_WITHIN },
  { "in under", AMENDS_TIME_RELATION_WITHIN },
  { "in about", AMENDS_TIME_RELATION_WITHIN },
  { "by the", AMENDS_TIME_RELATION_BY },
  { "before the", AMENDS_TIME_RELATION_BY },
  { "until the", AMENDS_TIME_RELATION_BY },
  { "for the", AMENDS_TIME_RELATION_FOR },
  { "at the", AMENDS_TIME_RELATION_AT },
  { "by", AMENDS_TIME_RELATION_BY },
  { "before", AMENDS_TIME_RELATION_BY },
  { "until", AMENDS_TIME_RELATION_BY },
  { "till", AMENDS_TIME_RELATION_BY },
  { "within", AMENDS_TIME_RELATION_WITHIN },
  { "inside", AMENDS_TIME_RELATION_WITHIN },
  { "in", AMENDS_TIME_RELATION_WITHIN },
  { "since", AMENDS_TIME_RELATION_SINCE },
  { "after", AMENDS_TIME_RELATION_AFTER },
  { "from", AMENDS_TIME_RELATION_AFTER },
  { "for", AMENDS_TIME_RELATION_FOR },
  { "at", AMENDS_TIME_RELATION_AT },
  { "on", AMENDS_TIME_RELATION_AT },
  { "on the", AMENDS_TIME_RELATION_AT },
  { "around", AMENDS_TIME_RELATION_AT },
  { "about", AMENDS_TIME_RELATION_AT },
  { "between", AMENDS_TIME_RELATION_AT },
  { "自", AMENDS_TIME_RELATION_SINCE },
  { "从", AMENDS_TIME_RELATION_SINCE },
  { "在", AMENDS_TIME_RELATION_AT },
  { "于", AMENDS_TIME_RELATION_AT },
  { "截至", AMENDS_TIME_RELATION_SINCE },
  { "最晚", AMENDS_TIME_RELATION_BY },
  { "最迟", AMENDS_TIME_RELATION_BY },
  { "未来", AMENDS_TIME_RELATION_WITHIN },
  { "过去", AMENDS_TIME_RELATION_AGO },
};

static const Relation behind[] = {
  { "ago", AMENDS_TIME_RELATION_AGO },         { "earlier", AMENDS_TIME_RELATION_AGO },
  { "from now", AMENDS_TIME_RELATION_WITHIN }, { "at the latest", AMENDS_TIME_RELATION_BY },
  { "之前", AMENDS_TIME_RELATION_BY },         { "以前", AMENDS_TIME_RELATION_BY },
  { "前", AMENDS_TIME_RELATION_BY },           { "之内", AMENDS_TIME_RELATION_WITHIN },
  { "以内", AMENDS_TIME_RELATION_WITHIN },     { "内", AMENDS_TIME_RELATION_WITHIN },
  { "之后", AMENDS_TIME_RELATION_AFTER },      { "以后", AMENDS_TIME_RELATION_AFTER },
  { "后", AMENDS_TIME_RELATION_AFTER },        { "起", AMENDS_TIME_RELATION_SINCE },
  { "以来", AMENDS_TIME_RELATION_SINCE },
};

/* TRUE if @words stand at token @at; @next is behind them. */
static gboolean
spells_words (const AmendsTimeFinder *self, guint at, const char *words, guint *next)
{
  char word[16];

  while (*words)
    {
      gsize length = strcspn (words, " ");

      memcpy (word, words, length);
      word[length] = '\0';
      if (!amends_time_spells (self, at, word, &at))
        return FALSE;
      words += length;
      while (*words == ' ')
        words++;
    }
  *next = at;
  return TRUE;
}

static guint
count_tokens (const char *words)
{
  guint n = 1;

  if ((guchar) *words >= 0x80)
    return g_utf8_strlen (words, -1);
  for (; *words; words++)
    n += *words == ' ';
  return n;
}

static void
relate (const AmendsTimeFinder *self, AmendsTimePhrase *phrase)
{
  guint first = phrase->first, sentence, next;
  gsize longest = 0;

  sentence = amends_gate_tokens_at (self->tokens, first)->sentence;
  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    {
      guint n = count_tokens (before[i].words);

      if (n > first || n <= longest ||
          amends_gate_tokens_at (self->tokens, first - n)->sentence != sentence ||
          !spells_words (self, first - n, before[i].words, &next) || next != first)
        continue;
      longest = n;
      phrase->first = first - n;
      phrase->relation = before[i].relation;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (behind); i++)
    if (spells_words (self, phrase->last + 1, behind[i].words, &next) &&
        amends_gate_tokens_at (self->tokens, next - 1)->sentence == sentence)
      {
        phrase->last = next - 1;
        phrase->relation = behind[i].relation;
        break;
      }
}

static AmendsInstant
instant_of (const AmendsTimeFinder *self,
            const AmendsTimeMoment *moment,
            const GDate *day,
            int minute)
{
  GDate date = *day;
  g_autoptr (GTimeZone) named = NULL;
  g_autoptr (GDateTime) time = NULL;
  GTimeZone *zone = self->zone;

  if (minute >= 24 * 60)
    {
      g_date_add_days (&date, 1);
      minute -= 24 * 60;
    }
  if (moment->has_offset)
    zone = named = g_time_zone_new_offset (60 * moment->offset);
  time = g_date_time_new (zone, g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date), minute / 60, minute % 60, 0);
  return time ? amends_instant_from_date_time (time) : AMENDS_INSTANT_NONE;
}

static void
resolve_moment (const AmendsTimeFinder *self, AmendsTimeMoment *moment, AmendsTimePhrase *phrase)
{
  gboolean whole_day = !moment->has_time && !moment->has_part;

  if (phrase->relation == AMENDS_TIME_RELATION_FOR)
    phrase->relation = AMENDS_TIME_RELATION_AT; /* "planned for Thursday" */
  phrase->has_date = moment->has_date;
  phrase->has_time = moment->has_time;
  phrase->assumed = !moment->has_date || moment->assumed_date;
  if (!moment->has_date)
    moment->from = moment->to = self->today;
  /* "since Tuesday", "since 23:50" look back. */
  if (phrase->relation == AMENDS_TIME_RELATION_SINCE && phrase->assumed &&
      g_date_days_between (&self->today, &moment->from) > 0 &&
      g_date_days_between (&self->today, &moment->from) < 7)
    {
      g_date_subtract_days (&moment->from, 7);
      moment->to = moment->from;
    }
  else if (phrase->relation == AMENDS_TIME_RELATION_SINCE && !moment->has_date &&
           moment->minute_from > self->now_minute)
    {
      g_date_subtract_days (&moment->from, 1);
      moment->to = moment->from;
    }
  if (whole_day)
    {
      moment->minute_from = 0;
      moment->minute_to = 24 * 60;
    }
  phrase->earliest = instant_of (self, moment, &moment->from, moment->minute_from);
  phrase->latest = instant_of (self, moment, &moment->to, moment->minute_to);
  if (whole_day && phrase->latest)
    phrase->latest -= AMENDS_SECOND;
}

static gint64
unit_length (AmendsTimeUnit unit)
{
  switch (unit)
    {
    case AMENDS_TIME_UNIT_SECOND:
      return AMENDS_SECOND;
    case AMENDS_TIME_UNIT_MINUTE:
      return AMENDS_MINUTE;
    case AMENDS_TIME_UNIT_HOUR:
      return AMENDS_HOUR;
    case AMENDS_TIME_UNIT_DAY:
    case AMENDS_TIME_UNIT_WORKING_DAY:
      return AMENDS_DAY;
    case AMENDS_TIME_UNIT_WEEK:
      return 7 * AMENDS_DAY;
    case AMENDS_TIME_UNIT_MONTH:
      return 30 * AMENDS_DAY;
    case AMENDS_TIME_UNIT_QUARTER:
      return 91 * AMENDS_DAY;
    case AMENDS_TIME_UNIT_YEAR:
      return 365 * AMENDS_DAY;
    }
  return 0;
}

/* @days working days after the reference, at the same time of day. */
static AmendsInstant
add_working_days (const AmendsTimeFinder *self, int days)
{
  GDate date = self->today;
  int calendar = 0;

  for (days = MIN (days, 1000); days > 0; calendar++)
    {
      g_date_add_days (&date, 1);
      if (g_date_get_weekday (&date) < G_DATE_SATURDAY)
        days--;
    }
  return self->reference + calendar * AMENDS_DAY;
}

static void
resolve_length (const AmendsTimeFinder *self, AmendsTimeLength *length, AmendsTimePhrase *phrase)
{
  double high = CLAMP (length->high, 0, 10000), low = CLAMP (length->low, 0, 10000);

  phrase->kind = AMENDS_TIME_DURATION;
  phrase->working = length->unit == AMENDS_TIME_UNIT_WORKING_DAY;
  phrase->duration = (gint64) (high * unit_length (length->unit));
  if (phrase->relation == AMENDS_TIME_RELATION_BY &&
      amends_gate_tokens_at (self->tokens, phrase->last)->kind == AMENDS_GATE_TOKEN_CJK)
    phrase->relation = AMENDS_TIME_RELATION_AGO; /* 三天前 */
  switch (phrase->relation)
    {
    case AMENDS_TIME_RELATION_AGO:
    case AMENDS_TIME_RELATION_SINCE:
      phrase->earliest = phrase->latest = self->reference - phrase->duration;
      break;
    case AMENDS_TIME_RELATION_FOR:
      break;
    default:
      phrase->earliest = self->reference + (phrase->relation == AMENDS_TIME_RELATION_WITHIN
                                                ? 0
                                                : (gint64) (low * unit_length (length->unit)));
      phrase->latest = phrase->working ? add_working_days (self, (int) high)
                                       : self->reference + phrase->duration;
    }
}

/* Words that may stand between the parts of one moment. */
static guint
skip_connector (const AmendsTimeFinder *self, guint index)
{
  static const char *const connectors[] = { ",",     "at",  "on",      "by",   "before", "around",
                                            "about", "the", "between", "from", "(",      "of",
                                            "的",    "（",  "，",      "in" };
  guint next;

  for (gsize i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (amends_time_spells (self, index, connectors[i], &next))
      return next;
  return index;
}

static gboolean
same_sentence (const AmendsTimeFinder *self, guint a, guint b)
{
  return b < self->n && amends_gate_tokens_at (self->tokens, a)->sentence ==
                            amends_gate_tokens_at (self->tokens, b)->sentence;
}

#define NOON (12 * 60)

/* "Tonight at 8", 今晚 8 点, "at 8 tonight": the part of the day says which 8 it is. */
static void
join_part (AmendsTimeMoment *moment, const AmendsTimeMoment *earlier)
{
  const AmendsTimeMoment *part, *clock;
  AmendsTimeMoment read = *moment;

  if (earlier->has_part && !earlier->has_time && read.has_time)
    {
      part = earlier;
      clock = &read;
    }
  else if (earlier->has_time && read.has_part && !earlier->has_part)
    {
      part = &read;
      clock = earlier;
    }
  else
    return;
  moment->has_part = FALSE;
  moment->minute_from = clock->minute_from;
  moment->minute_to = clock->minute_to;
  if (part->minute_from < NOON || clock->minute_from >= NOON || clock->minute_to >= NOON ||
      clock->minute_from + NOON < part->minute_from || clock->minute_to + NOON > part->minute_to)
    return;
  moment->minute_from += NOON;
  moment->minute_to += NOON;
}

/* One more part of the moment at @at: a date it lacks, or a time; 0 if there is none. */
static guint
read_part (const AmendsTimeFinder *self, guint at, AmendsTimeMoment *moment)
{
  guint next = 0;

  if (!moment->has_date || moment->assumed_date)
    {
      AmendsTimeMoment more = *moment;

      next = amends_time_read_date (self, at, &more);
      /* "Thursday, 12 March": the second says it better. 3月12日（周四）: it says the same. */
      if (next && moment->has_date && g_date_compare (&more.from, &moment->from) == 0)
        return next;
      if (next && (!moment->has_date || amends_gate_tokens_at (self->tokens, at)->capital ||
                   amends_time_integer (self, at, &(int){ 0 }, &(guint){ 0 }) ||
                   amends_time_spells (self, at, "tomorrow", &(guint){ 0 })))
        {
          join_part (&more, moment);
          *moment = more;
          return next;
        }
    }
  if (!moment->has_time)
    {
      AmendsTimeMoment earlier = *moment;

      next = amends_time_read_clock (self, at, moment);
      if (next)
        join_part (moment, &earlier);
    }
  return next;
}

/* "at 9", "by 9" beside a date: a bare hour. */
static guint
read_bare_hour (const AmendsTimeFinder *self, guint at, AmendsTimeMoment *moment)
{
  guint next;
  int hour;

  if (moment->has_time || at == 0 ||
      !(amends_gate_tokens_is (self->tokens, at - 1, "at") ||
        amends_gate_tokens_is (self->tokens, at - 1, "before")) ||
      !amends_time_integer (self, at, &hour, &next) || hour > 23 || hour < 1)
    return 0;
  {
    AmendsTimeMoment earlier = *moment;

    moment->has_time = TRUE;
    moment->has_part = FALSE;
    moment->minute_from = moment->minute_to = 60 * hour;
    join_part (moment, &earlier);
  }
  return next;
}

static guint
read_moment (const AmendsTimeFinder *self, guint first, AmendsTimeMoment *moment)
{
  guint end = read_part (self, first, moment);

  if (end == 0)
    {
      AmendsTimeMoment later = { 0 };

      /* "at 9 tomorrow" */
      end = read_bare_hour (self, first, &later);
      if (end == 0 || !same_sentence (self, first, end) ||
          amends_time_read_date (self, end, &later) == 0)
        return 0;
      *moment = later;
      return amends_time_read_date (self, end, &later);
    }
  /* A bare 下午 or "morning" is no moment: it may be a greeting. */
  if (!moment->has_date && !moment->has_time &&
      (!same_sentence (self, first, end) ||
       amends_gate_tokens_at (self->tokens, first)->kind != AMENDS_GATE_TOKEN_CJK ||
       amends_time_spells (self, end, "好", &(guint){ 0 })))
    return 0;
  for (int i = 0; i < 4 && same_sentence (self, first, end); i++)
    {
      guint at = skip_connector (self, end), next;

      if (at != end)
        at = skip_connector (self, at);
      if (!same_sentence (self, first, at))
        break;
      next = read_part (self, at, moment);
      if (next == 0 && at != end)
        next = read_bare_hour (self, at, moment);
      if (next == 0)
        break;
      end = next;
      if (end < self->n &&
          (amends_gate_tokens_at (self->tokens, end)->c == ')' ||
           amends_gate_tokens_at (self->tokens, end)->c == 0xFF09) &&
          at != end &&
          amends_gate_tokens_at (self->tokens, at - 1)->kind == AMENDS_GATE_TOKEN_PUNCT &&
          amends_gate_tokens_at (self->tokens, at - 1)->c != ',')
        end++;
    }
  return end;
}

/* "every 4 hours", "daily", "every day by 17:00", 每4小时, 每天17:00前, 每周一. */
static guint
read_recurring (const AmendsTimeFinder *self, guint first, AmendsTimePhrase *phrase)
{
  AmendsTimeMoment moment = { 0 };
  AmendsTimeLength length = { 1, 1, AMENDS_TIME_UNIT_DAY };
  guint at = first, next;
  int value;

  if (amends_time_word (self, first, &value, &at) == AMENDS_TIME_WORD_EVERY)
    phrase->duration = value * AMENDS_HOUR;
  else if (amends_time_spells (self, first, "every", &at) ||
           amends_time_spells (self, first, "each", &at) ||
           amends_time_spells (self, first, "每", &at))
    {
      amends_time_spells (self, at, "隔", &at);
      next = amends_time_read_length (self, at, &length);
      if (next)
        at = next;
      else if (amends_time_spells (self, at, "working", &next) ||
               amends_time_spells (self, at, "business", &next))
        at = amends_time_spells (self, next, "day", &next) ? next : 0;
      else if (amends_time_word (self, at, &value, &next) == AMENDS_TIME_WORD_UNIT)
        {
          length.unit = value;
          if (value == AMENDS_TIME_UNIT_WEEK && amends_time_integer (self, next, &value, &at))
            next = at;
          at = next;
        }
      else if (amends_time_word (self, at, &value, &next) == AMENDS_TIME_WORD_PART)
        at = next;
      else if (amends_time_word (self, at, &value, &next) == AMENDS_TIME_WORD_WEEKDAY)
        {
          length.unit = AMENDS_TIME_UNIT_WEEK;
          at = next;
        }
      else
        at = 0;
      phrase->duration = (gint64) (length.high * unit_length (length.unit));
    }
  else
    return 0;
  if (at == 0)
    return 0;
  phrase->kind = AMENDS_TIME_RECURRING;
  phrase->earliest = phrase->latest = self->reference + phrase->duration;
  next = same_sentence (self, first, at) ? skip_connector (self, at) : at;
  if (same_sentence (self, first, next) &&
      (next = amends_time_read_clock (self, next, &moment)) != 0 && moment.has_time)
    {
      GDate day = self->today;

      if (moment.minute_to <= self->now_minute)
        g_date_add_days (&day, 1);
      phrase->has_time = TRUE;
      phrase->earliest = phrase->latest = instant_of (self, &moment, &day, moment.minute_to);
      at = next;
    }
  return at;
}

/* "once a year", "€500 a month": how often, not how long. */
static gboolean
is_rate (const AmendsTimeFinder *self, guint first)
{
  static const char *const marks[] = { "once", "twice", "times", "%", "€", "$", "percent" };

  if (first == 0 || (!amends_gate_tokens_is (self->tokens, first, "a") &&
                     !amends_gate_tokens_is (self->tokens, first, "an")))
    return FALSE;
  if (amends_gate_tokens_at (self->tokens, first - 1)->kind == AMENDS_GATE_TOKEN_NUMBER)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (amends_gate_tokens_is (self->tokens, first - 1, marks[i]))
      return TRUE;
  return FALSE;
}

/* "within the hour", "in the next hour", "next hour". */
static guint
read_the_hour (const AmendsTimeFinder *self, guint first, AmendsTimeLength *length)
{
  guint next;
  int unit;

  if (!amends_time_spells (self, first, "within", &next) ||
      !amends_time_spells (self, next, "the", &next))
    {
      if (!amends_time_spells (self, first, "the", &next) ||
          !amends_time_spells (self, next, "next", &next))
        return 0;
    }
  if (amends_time_word (self, next, &unit, &next) != AMENDS_TIME_WORD_UNIT)
    return 0;
  *length = (AmendsTimeLength){ 1, 1, unit };
  return next;
}

static gboolean
read_phrase (const AmendsTimeFinder *self, guint first, AmendsTimePhrase *phrase)
{
  AmendsTimeMoment moment = { 0 };
  AmendsTimeLength length;
  guint end;

  *phrase = (AmendsTimePhrase){ .first = first };
  end = read_recurring (self, first, phrase);
  if (end)
    {
      phrase->last = end - 1;
      relate (self, phrase);
      return TRUE;
    }
  end = read_moment (self, first, &moment);
  if (end)
    {
      phrase->kind = AMENDS_TIME_POINT;
      phrase->last = end - 1;
      relate (self, phrase);
      resolve_moment (self, &moment, phrase);
      return TRUE;
    }
  end = is_rate (self, first) ? 0 : amends_time_read_length (self, first, &length);
  if (end)
    {
      phrase->last = end - 1;
      relate (self, phrase);
      resolve_length (self, &length, phrase);
      return TRUE;
    }
  end = read_the_hour (self, first, &length);
  if (end)
    {
      phrase->last = end - 1;
      if (!amends_gate_tokens_is (self->tokens, first, "within"))
        relate (self, phrase);
      phrase->relation = AMENDS_TIME_RELATION_WITHIN;
      resolve_length (self, &length, phrase);
      return TRUE;
    }
  return FALSE;
}

GArray *
amends_time_phrases_find_in (const AmendsGateTokens *tokens,
                             AmendsInstant reference,
                             GTimeZone *zone)
{
  GArray *phrases = g_array_new (FALSE, FALSE, sizeof (AmendsTimePhrase));
  g_autoptr (GDateTime) now = amends_instant_to_date_time (reference, zone);
  AmendsTimeFinder self = { tokens, tokens->tokens->len, reference, zone };
  guint free_from = 0;

  g_date_clear (&self.today, 1);
  g_date_set_dmy (&self.today, g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                  g_date_time_get_year (now));
  self.now_minute = 60 * g_date_time_get_hour (now) + g_date_time_get_minute (now);
  for (guint i = 0; i < self.n;)
    {
      AmendsTimePhrase phrase;
      const AmendsGateToken *first, *last;

      if (!amends_time_can_begin (&self, i) || !read_phrase (&self, i, &phrase))
        {
          i++;
          continue;
        }
      phrase.first = MAX (phrase.first, free_from);
      first = amends_gate_tokens_at (tokens, phrase.first);
      last = amends_gate_tokens_at (tokens, phrase.last);
      phrase.start = first->start;
      phrase.char_start = first->char_start;
      phrase.end = last->end;
      phrase.char_end = last->char_end;
      g_array_append_val (phrases, phrase);
      i = free_from = phrase.last + 1;
    }
  return phrases;
}

GArray *
amends_time_phrases_find (const char *text, AmendsInstant reference, GTimeZone *zone)
{
  g_autoptr (AmendsGateTokens) tokens = amends_gate_tokens_new (text, NULL);

  return amends_time_phrases_find_in (tokens, reference, zone);
}
