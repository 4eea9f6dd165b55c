/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time that begins a line. Time phrases of drafts are found elsewhere, anywhere in prose, and
 * resolved at once against the day of writing; a note needs the opposite: only what stands in
 * front, with what is not said left open, since day and zone come from the lines before. Hence a
 * scanner of its own.
 */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

static const char leads[] =
    "on the|at|around|about|approximately|approx|circa|ca|c|by|from|since|between|"
    "on|roughly|shortly after|shortly before|just after|just before|"
    "gegen|um|am|vers|à|updated|update|edit|time|date|about|~|≈|@|约|大约|大概|在|于|自|从";
static const char openers[] = "[(<|\"“（【「*";

static gboolean
is_one_of (const char *p, const char *set)
{
  char one[8] = { 0 };

  if (!*p)
    return FALSE;
  memcpy (one, p, g_utf8_next_char (p) - p);
  return strstr (set, one) != NULL;
}

/* 🔥, ✅, → and what changes their looks. */
static gboolean
is_ornament (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (c < 0x80)
    return FALSE;
  return g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL || c == 0xFE0F || c == 0x200D ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x2192;
}

static void
skip_leads (const char **p, AmendsNoteStamp *stamp)
{
  for (guint i = 0; i < 6; i++)
    {
      *p = amends_note_skip_space (*p);
      if (is_ornament (*p))
        *p = g_utf8_next_char (*p);
      else if (is_one_of (*p, openers))
        *p = g_utf8_next_char (*p);
      else if (amends_note_skip_word (p, leads))
        {
          stamp->led = TRUE;
          while (is_one_of (*p, ".:："))
            *p = g_utf8_next_char (*p);
        }
      else
        return;
    }
}

static AmendsNoteMeridiem
scan_meridiem (const char **p)
{
  const char *at = amends_note_skip_space (*p);
  char c = g_ascii_tolower (*at);

  if (c != 'a' && c != 'p')
    return AMENDS_NOTE_MERIDIEM_NONE;
  /* "4:10p" */
  if (at == *p && !g_ascii_isalnum (at[1]) && at[1] != '.')
    {
      *p = at + 1;
      return c == 'a' ? AMENDS_NOTE_MERIDIEM_AM : AMENDS_NOTE_MERIDIEM_PM;
    }
  at += at[1] == '.' ? 2 : 1;
  if (g_ascii_tolower (*at) != 'm' || g_ascii_isalnum (at[1]))
    return AMENDS_NOTE_MERIDIEM_NONE;
  at++;
  if (*at == '.' && at[-2] == '.')
    at++;
  *p = at;
  return c == 'a' ? AMENDS_NOTE_MERIDIEM_AM : AMENDS_NOTE_MERIDIEM_PM;
}

/* "5:00 minutes", "12:30 hours later", "9:00 小时" are lengths; "12:30 hrs – call" is not. */
static gboolean
is_length (const char *p, gboolean short_hour)
{
  p = amends_note_skip_space (p);
  if (amends_note_skip_word (&p, "minutes|minute|mins|min|seconds|secs|sec|分钟|小时|秒"))
    return TRUE;
  if (!amends_note_skip_word (&p, "hours|hour|hrs|hr"))
    return FALSE;
  if (short_hour)
    return TRUE;
  p = amends_note_skip_space (p);
  return *p && !is_one_of (p, "-–—:|,：，");
}

/* The minutes behind @hour at @p. FALSE if this is no time of day. */
static gboolean
scan_minutes (const char **p, int digits, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  const char *rest;
  int value;

  if (*at == ':' || g_str_has_prefix (at, "："))
    {
      at = g_utf8_next_char (at);
      if (amends_note_scan_number (&at, 2, &stamp->minute) != 2 || g_ascii_isdigit (*at))
        return FALSE;
      rest = at + 1;
      if (*at == ':' && amends_note_scan_number (&rest, 2, &value) == 2 && !g_ascii_isdigit (*rest))
        {
          stamp->second = MIN (value, 59);
          at = rest;
          if ((*at == '.' || *at == ',') && g_ascii_isdigit (at[1]))
            for (at++; g_ascii_isdigit (*at);)
              at++;
        }
      *p = at;
      return TRUE;
    }
  if (amends_note_skip_word (&at, "点钟|点|點|时|時"))
    {
      if (g_str_has_prefix (at, "间") || g_str_has_prefix (at, "間"))
        return FALSE;
      if (amends_note_skip_word (&at, "半"))
        stamp->minute = 30;
      else if (amends_note_skip_word (&at, "一刻"))
        stamp->minute = 15;
      else if (amends_note_skip_word (&at, "三刻"))
        stamp->minute = 45;
      else if (amends_note_scan_numeral (&at, &stamp->minute))
        amends_note_skip_word (&at, "分");
      else if (amends_note_scan_number (&at, 2, &stamp->minute))
        amends_note_skip_word (&at, "分");
      *p = at;
      return !g_str_has_prefix (at, "钟");
    }
  /* "14 Uhr", "3 o'clock", "5ish", "10h : …" */
  rest = amends_note_skip_space (at);
  if (digits <= 2 && amends_note_skip_word (&rest, "uhr|o'clock|o’clock|ish"))
    {
      *p = rest;
      return TRUE;
    }
  rest = at + 1;
  if (digits <= 2 && *at == 'h' && strchr (":-", *amends_note_skip_space (rest)) &&
      *amends_note_skip_space (rest))
    {
      *p = rest;
      return TRUE;
    }
  if ((*at == 'h' || *at == '.') && amends_note_scan_number (&rest, 2, &value) == 2)
    {
      const char *behind = rest;

      stamp->minute = value;
      *p = rest;
      if (*at == 'h')
        return !g_ascii_isalnum (*rest);
      /* "9.30 am", "9.30 Uhr" */
      if (scan_meridiem (&behind))
        return TRUE;
      behind = amends_note_skip_space (rest);
      return amends_note_skip_word (&behind, "uhr|h") != 0;
    }
  /* "1430 UTC", "430pm" */
  if (digits >= 3)
    {
      stamp->minute = stamp->hour % 100;
      stamp->hour /= 100;
      return digits == 4 || scan_meridiem (&at) != 0;
    }
  /* "9am" */
  return scan_meridiem (&at) != 0;
}

static gboolean
scan_clock (const char **p, AmendsNoteZones *zones, AmendsNoteStamp *stamp)
{
  const char *at = amends_note_skip_space (*p);
  const char *digits_at;
  const char *rest;
  AmendsNotePart part;
  int digits;
  gboolean bracket, said;

  stamp->hour = stamp->minute = stamp->second = 0;
  stamp->meridiem = AMENDS_NOTE_MERIDIEM_NONE;
  part = amends_note_scan_part (&at);
  if (part)
    stamp->part = part;
  at = amends_note_skip_space (at);
  digits_at = at;
  if (amends_note_scan_spoken (&at, stamp))
    digits = 2;
  else
    {
      digits = amends_note_scan_number (&at, 4, &stamp->hour);
      /* 两点 is a time, 一点 alone is as likely "a little". */
      if (digits == 0 && amends_note_scan_numeral (&at, &stamp->hour) &&
          (stamp->hour > 1 || stamp->part))
        digits = g_str_has_prefix (at, "点") || g_str_has_prefix (at, "點") ? 2 : 0;
      if (digits == 0 || !scan_minutes (&at, digits, stamp))
        return FALSE;
      stamp->plain = !stamp->part && (*digits_at & 0x80) == 0 && g_ascii_isdigit (at[-1]);
    }
  if (stamp->minute > 59 || stamp->hour > 24 || (stamp->hour == 24 && stamp->minute))
    return FALSE;
  stamp->padded = g_unichar_digit_value (g_utf8_get_char (digits_at)) == 0;
  if (!stamp->meridiem)
    stamp->meridiem = scan_meridiem (&at);
  if (!stamp->meridiem && digits < 4 && is_length (at, digits == 1))
    return FALSE;
  if (digits == 3 && !stamp->meridiem)
    return FALSE;
  stamp->plain = stamp->plain && !stamp->meridiem;

  rest = amends_note_skip_space (at);
  said = amends_note_skip_word (&rest, "hours|hour|hrs|hr|h|uhr|左右|许|整") != 0;
  if (said)
    at = rest;
  rest = amends_note_skip_space (at);
  bracket = *rest == '(';
  rest += bracket;
  stamp->zone = amends_note_zones_scan (zones, &rest, FALSE);
  if (!stamp->zone && rest == at && *at == '-' && at - digits_at >= 8)
    stamp->zone = amends_note_zones_scan_offset (zones, &rest);
  if (stamp->zone && bracket && *rest != ')')
    stamp->zone = NULL;
  if (stamp->zone)
    at = rest + bracket;
  /* "1410 UTC", "0930 hrs"; four digits alone are a number. */
  else if (digits == 4 && !said && !stamp->meridiem)
    return FALSE;
  if (g_ascii_isalnum (*at))
    return FALSE;
  stamp->plain = stamp->plain && !stamp->zone && !said;

  stamp->has_clock = TRUE;
  rest = amends_note_skip_space (at);
  if (!stamp->part && (part = amends_note_scan_part (&rest)) != AMENDS_NOTE_PART_NONE)
    {
      stamp->part = part;
      at = rest;
    }
  *p = at;
  return TRUE;
}

/* "– 9:30", "and 9:30 am": what the end of a range says counts for its beginning, too. */
static void
skip_range (const char **p, AmendsNoteZones *zones, AmendsNoteStamp *stamp)
{
  AmendsNoteStamp end = { 0 };
  const char *at = amends_note_skip_space (*p);

  if (!amends_note_skip_word (&at, "-|–|—|~|～|to|until|till|and|至|到"))
    return;
  at = amends_note_skip_space (at);
  if (amends_note_scan_date (&at, &end))
    {
      at = amends_note_skip_space (at);
      at += *at == ',';
    }
  if (!scan_clock (&at, zones, &end))
    return;
  *p = at;
  if (!stamp->zone)
    stamp->zone = end.zone;
  if (!stamp->meridiem && end.meridiem && stamp->hour <= 12 && !stamp->padded)
    stamp->meridiem =
        end.meridiem == AMENDS_NOTE_MERIDIEM_PM && stamp->hour > end.hour && stamp->hour != 12
            ? AMENDS_NOTE_MERIDIEM_AM
            : end.meridiem;
}

/* Between a date and its time. */
static const char *
skip_between (const char *p)
{
  for (guint i = 0; i < 6; i++)
    {
      p = amends_note_skip_space (p);
      if (is_one_of (p, ",|-–—@~≈:，：()（）]"))
        p = g_utf8_next_char (p);
      else if (*p == 'T' && g_ascii_isdigit (p[1]))
        return p + 1;
      else if (!amends_note_skip_word (&p, "at|around|about|approximately|approx|circa|ca|from|"
                                           "between|um|约|大约"))
        return p;
      else if (*p == '.')
        p++;
    }
  return p;
}

/* The date may follow: "14:10 on 2 March", "10:24:00 UTC 2018" of date(1). */
static void
scan_date_behind (const char **p, AmendsNoteStamp *stamp)
{
  AmendsNoteStamp date = { 0 };
  const char *at = amends_note_skip_space (*p);
  gboolean on;
  int year;

  if (stamp->day && !stamp->year)
    {
      if (amends_note_scan_number (&at, 4, &year) == 4 && year >= 2000 && year <= 2100 &&
          !is_one_of (at, "-/:"))
        {
          stamp->year = year;
          *p = at;
        }
      return;
    }
  if (amends_note_stamp_has_date (stamp))
    return;
  at += *at == ',';
  at = amends_note_skip_space (at);
  on = amends_note_skip_word (&at, "on") != 0;
  at = amends_note_skip_space (at);
  if (!amends_note_scan_date (&at, &date) || g_ascii_isalnum (*at) ||
      (*at == ':' && g_ascii_isdigit (at[1])))
    return;
  if (!date.year && !on && !date.has_relative)
    return;
  if (date.part)
    stamp->part = date.part;
  stamp->week = date.week;
  stamp->year = date.year;
  stamp->month = date.month;
  stamp->day = date.day;
  stamp->either = date.either;
  stamp->weekday = date.weekday;
  stamp->has_relative = date.has_relative;
  stamp->relative = date.relative;
  *p = at;
}

/* "14:00 is fine", "9:30 or 10": an hour is spoken of, nothing happened at it. */
static gboolean
is_spoken_of (const char *p, gboolean led)
{
  p = amends_note_skip_space (p);
  return amends_note_skip_word (&p, led ? "would|will|should|might|may|or|works|suits"
                                        : "is|was|would|will|should|might|may|or|and|works|suits|"
                                          "until") != 0;
}

/* "Tuesday morning", 周二上午: the date has been read. */
static gboolean
scan_part_alone (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = amends_note_skip_space (*p);
  AmendsNotePart part = amends_note_scan_part (&at);

  if (!part || g_ascii_isalnum (*at))
    return FALSE;
  stamp->part = part;
  *p = at;
  return TRUE;
}

gboolean
amends_note_scan_stamp (const char *line, AmendsNoteZones *zones, AmendsNoteStamp *stamp)
{
  const char *p = line;
  const char *at;
  const char *behind;
  gboolean parted;

  memset (stamp, 0, sizeof *stamp);
  skip_leads (&p, stamp);
  at = p;
  if (amends_note_scan_offset (&at, stamp))
    {
      p = at;
      /* "T0 = 14:05 UTC" */
      at = amends_note_skip_space (at);
      at = skip_between (at + (*at == '='));
      if (stamp->offset == 0 && (amends_note_scan_date (&at, stamp) || *at))
        {
          if (amends_note_stamp_has_date (stamp))
            at = skip_between (at);
          if (scan_clock (&at, zones, stamp))
            {
              stamp->has_offset = FALSE;
              p = at;
            }
        }
    }
  else if (amends_note_scan_date (&at, stamp))
    {
      p = at;
      at = skip_between (p);
      if (scan_clock (&at, zones, stamp))
        p = at;
      else if (g_ascii_isalnum (*p))
        return FALSE;
      else if (scan_part_alone (&p, stamp))
        stamp->plain = FALSE;
    }
  else if (!scan_clock (&p, zones, stamp))
    return FALSE;
  if (stamp->has_clock)
    {
      skip_range (&p, zones, stamp);
      scan_date_behind (&p, stamp);
    }
  if (stamp->has_clock || stamp->part)
    amends_note_apply_part (stamp);
  stamp->end = p - line;

  behind = p;
  parted = !*amends_note_skip_space (p);
  for (;;)
    {
      p = amends_note_skip_space (p);
      if (!is_one_of (p, "-–—:|,.])>*→;\"”：，。）】」、"))
        break;
      parted = parted || !is_one_of (p, ".。\"”");
      p = g_utf8_next_char (p);
    }
  stamp->apart = parted;
  if (!amends_note_stamp_has_date (stamp) && !parted && is_spoken_of (behind, stamp->led))
    return FALSE;
  stamp->length = p - line;
  return TRUE;
}
