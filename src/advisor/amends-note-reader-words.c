/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times that are told in words: parts of the day, "half past ten", and counts from the beginning
 * of an incident. */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* Offsets beyond a month are no offsets. */
#define LONGEST_OFFSET (31 * 24 * 60)

/* 一 to 九 and 两; 0 if there is none. */
static int
scan_figure (const char **p)
{
  int place = amends_note_skip_word (p, "一|二|三|四|五|六|七|八|九|两");

  return place == 10 ? 2 : place;
}

gboolean
amends_note_scan_numeral (const char **p, int *value)
{
  const char *at = *p;
  int figure;

  amends_note_skip_word (&at, "零|〇");
  figure = scan_figure (&at);
  *value = figure;
  if (amends_note_skip_word (&at, "十"))
    *value = (figure ? figure : 1) * 10 + scan_figure (&at);
  if (at == *p)
    return FALSE;
  *p = at;
  return TRUE;
}

typedef struct
{
  const char *words;
  AmendsNotePart part;
} Part;

static const Part parts[] = {
  { "凌晨|in the small hours|small hours", AMENDS_NOTE_PART_SMALL_HOURS },
  { "early morning|morning|in the morning|早上|早晨|清晨|上午|matin|vormittag",
    AMENDS_NOTE_PART_MORNING },
  { "中午|正午", AMENDS_NOTE_PART_NOON },
  { "afternoon|in the afternoon|下午|午后|nachmittag", AMENDS_NOTE_PART_AFTERNOON },
  { "evening|in the evening|傍晚|abend|soir", AMENDS_NOTE_PART_EVENING },
  { "night|at night|晚上|夜里|半夜|深夜|晚", AMENDS_NOTE_PART_NIGHT },
};

AmendsNotePart
amends_note_scan_part (const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (amends_note_skip_word (p, parts[i].words))
      return parts[i].part;
  return AMENDS_NOTE_PART_NONE;
}

void
amends_note_apply_part (AmendsNoteStamp *stamp)
{
  static const int hours[] = { 0, 2, 9, 12, 14, 19, 22 };
  AmendsNotePart part = stamp->part;

  if (part == AMENDS_NOTE_PART_NONE)
    return;
  if (!stamp->has_clock)
    {
      stamp->has_clock = stamp->padded = stamp->nominal = TRUE;
      stamp->hour = hours[part];
      return;
    }
  if (stamp->meridiem || stamp->hour > 12)
    return;
  if (part == AMENDS_NOTE_PART_NIGHT && (stamp->hour < 5 || stamp->hour == 12))
    {
      stamp->meridiem = AMENDS_NOTE_MERIDIEM_AM;
      /* "today at 1 at night" has begun with the day. */
      stamp->next_day = !stamp->has_relative || stamp->relative < 0;
    }
  else if (part == AMENDS_NOTE_PART_NOON)
    stamp->meridiem =
        stamp->hour >= 10 && stamp->hour < 12 ? AMENDS_NOTE_MERIDIEM_AM : AMENDS_NOTE_MERIDIEM_PM;
  else if (part <= AMENDS_NOTE_PART_MORNING)
    {
      /* 上午12点 is noon, 凌晨12点 is not. */
      if (part == AMENDS_NOTE_PART_SMALL_HOURS || stamp->hour < 12)
        stamp->meridiem = AMENDS_NOTE_MERIDIEM_AM;
    }
  else
    stamp->meridiem = AMENDS_NOTE_MERIDIEM_PM;
}

static int
scan_count (const char **p)
{
  static const char words[] = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
  int value = amends_note_skip_word (p, words);
  const char *at = *p;

  if (value)
    return value;
  if (amends_note_skip_word (&at, "twenty five|twenty-five"))
    value = 25;
  else if (amends_note_skip_word (&at, "twenty"))
    value = 20;
  else if (!amends_note_scan_number (&at, 2, &value) || g_ascii_isalnum (*at) || *at == ':')
    return 0;
  *p = at;
  return value;
}

gboolean
amends_note_scan_spoken (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  int place = amends_note_skip_word (&at, "noon|midday|midnight|零点|午夜");
  int minutes, hour;
  gboolean to;

  if (place)
    {
      stamp->hour = place <= 2 ? 12 : 0;
      stamp->minute = 0;
      stamp->meridiem = place <= 2 ? AMENDS_NOTE_MERIDIEM_PM : AMENDS_NOTE_MERIDIEM_NONE;
      *p = at;
      return TRUE;
    }
  if (amends_note_skip_word (&at, "half"))
    minutes = 30;
  else if (amends_note_skip_word (&at, "quarter|a quarter"))
    minutes = 15;
  else if (!(minutes = scan_count (&at)))
    return FALSE;
  at = amends_note_skip_space (at);
  to = amends_note_skip_word (&at, "to") != 0;
  if (!to && !amends_note_skip_word (&at, "past"))
    return FALSE;
  at = amends_note_skip_space (at);
  hour = scan_count (&at);
  if (!hour || hour > 12 || minutes > 30 || (to && minutes == 30))
    return FALSE;
  stamp->hour = to ? (hour + 10) % 12 + 1 : hour;
  stamp->minute = to ? 60 - minutes : minutes;
  *p = at;
  return TRUE;
}

/* Minutes of "15", "15min", "1h10", "1h 10m", "01:10". @unit: one was there. */
static gboolean
scan_span (const char **p, int *minutes, gboolean *unit)
{
  const char *at = *p;
  const char *rest;
  int value, more = 0;

  *unit = FALSE;
  if (!amends_note_scan_number (&at, 4, &value))
    return FALSE;
  if (*at == ':' && (rest = at + 1) && amends_note_scan_number (&rest, 2, &more) == 2)
    {
      *minutes = value * 60 + more;
      if (*rest == ':' && g_ascii_isdigit (rest[1]) && g_ascii_isdigit (rest[2]))
        rest += 3;
      *p = rest;
      *unit = FALSE;
      return TRUE;
    }
  rest = amends_note_skip_space (at);
  if (amends_note_skip_word (&rest, "minutes|minute|mins|min|m|分钟|分"))
    *minutes = value;
  else if (amends_note_skip_word (&rest, "hours|hour|hrs|hr|h|小时"))
    {
      *minutes = value * 60;
      at = amends_note_skip_space (rest);
      if (amends_note_scan_number (&at, 2, &more))
        {
          *minutes += more;
          rest = at;
          at = amends_note_skip_space (at);
          if (amends_note_skip_word (&at, "minutes|minute|mins|min|m|分钟|分"))
            rest = at;
        }
    }
  else
    {
      *minutes = value;
      *p = at;
      return !g_ascii_isalnum (*at);
    }
  *unit = TRUE;
  *p = rest;
  return TRUE;
}

gboolean
amends_note_scan_offset (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  gboolean named = *at == 'T' || *at == 't', minus, unit;
  int minutes;

  at += named;
  at += named && *at == ' ';
  minus = *at == '-' && named;
  if (named && g_ascii_isdigit (*at) && *at == '0' && !g_ascii_isalnum (at[1]) && at[1] != ':')
    {
      stamp->has_offset = TRUE;
      *p = at + 1;
      return TRUE;
    }
  if (*at != '+' && !minus)
    return FALSE;
  at = amends_note_skip_space (at + 1);
  if (!scan_span (&at, &minutes, &unit) || (!named && !unit) || minutes > LONGEST_OFFSET)
    return FALSE;
  stamp->has_offset = TRUE;
  stamp->offset = minus ? -minutes : minutes;
  *p = at;
  return TRUE;
}
