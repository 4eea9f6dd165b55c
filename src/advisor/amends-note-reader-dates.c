/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as they stand in notes, taken apart but not yet placed in time. */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* A date in a title is near its beginning. */
#define TITLE_BYTES 300

const char *
amends_note_skip_space (const char *p)
{
  while (*p)
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0x200E && c != 0x200F && c != 0x061C && c != 0xFEFF)
        break;
      p = g_utf8_next_char (p);
    }
  return p;
}

int
amends_note_skip_word (const char **p, const char *words)
{
  const char first = g_ascii_tolower (**p);
  const char *word = words;

  for (int place = 1; word; place++)
    {
      const char *end = strchr (word, '|');

      if (first == *word && first)
        {
          gsize length = end ? (gsize) (end - word) : strlen (word);

          if (g_ascii_strncasecmp (*p, word, length) == 0 &&
              !(g_ascii_isalpha (*word) && g_ascii_isalpha ((*p)[length])))
            {
              *p += length;
              return place;
            }
        }
      word = end ? end + 1 : NULL;
    }
  return 0;
}

int
amends_note_scan_number (const char **p, int max, int *value)
{
  int digits = 0;

  *value = 0;
  while (digits < max)
    {
      gunichar c = g_utf8_get_char (*p);
      int digit = g_unichar_digit_value (c);

      if (digit < 0)
        break;
      *value = *value * 10 + digit;
      digits++;
      *p = g_utf8_next_char (*p);
    }
  return digits;
}

static int
scan_month (const char **p)
{
  static const char *const months[] = { "january|jan|januar|janvier",
                                        "february|feb|februar|février",
                                        "march|mar|märz|mars",
                                        "april|apr|avril",
                                        "may|mai",
                                        "june|jun|juni|juin",
                                        "july|jul|juli|juillet",
                                        "august|aug|août",
                                        "september|sept|sep|septembre",
                                        "october|oct|oktober|octobre",
                                        "november|nov|novembre",
                                        "december|dec|dezember|décembre" };

  if (!g_ascii_isalpha (**p))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (amends_note_skip_word (p, months[i]))
      {
        if (**p == '.')
          (*p)++;
        return i + 1;
      }
  return 0;
}

static int
scan_weekday (const char **p)
{
  static const char *const days[] = {
    "monday|mon|montag|lundi|周一|星期一|礼拜一",
    "tuesday|tues|tue|dienstag|mardi|周二|星期二|礼拜二",
    "wednesday|wed|mittwoch|mercredi|周三|星期三|礼拜三",
    "thursday|thurs|thur|thu|donnerstag|jeudi|周四|星期四|礼拜四",
    "friday|fri|freitag|vendredi|周五|星期五|礼拜五",
    "saturday|sat|samstag|samedi|周六|星期六|礼拜六",
    "sunday|sun|sonntag|dimanche|周日|周天|星期日|星期天|礼拜天"
  };

  if (!g_ascii_isalpha (**p) && !g_str_has_prefix (*p, "周") && !g_str_has_prefix (*p, "星期") &&
      !g_str_has_prefix (*p, "礼拜"))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (amends_note_skip_word (p, days[i]))
      {
        if (**p == '.')
          (*p)++;
        return i + 1;
      }
  return 0;
}

/* A year behind a day and a month; FALSE and nothing moved if there is none. */
static gboolean
scan_year (const char **p, int *year)
{
  const char *at = amends_note_skip_space (*p);
  int value;

  if (*at == ',')
    at = amends_note_skip_space (at + 1);
  if (amends_note_scan_number (&at, 4, &value) != 4 || value < 2000 || value > 2100)
    return FALSE;
  if (g_ascii_isdigit (*at) || (*at == ':' && g_ascii_isdigit (at[1])))
    return FALSE;
  *year = value;
  *p = at;
  return TRUE;
}

static gboolean
accept (AmendsNoteStamp *stamp, int year, int month, int day)
{
  if (!g_date_valid_dmy (day, month, year ? year : 2000) || (year && (year < 2000 || year > 2100)))
    return FALSE;
  stamp->year = year;
  stamp->month = month;
  stamp->day = day;
  return TRUE;
}

/* "2026-03-10", "2026/3/10", 2026年3月10日: the year has been read. */
static gboolean
scan_after_year (const char **p, int year, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  gboolean chinese = g_str_has_prefix (at, "年");
  char mark = *at;
  int month, day;

  if (!chinese && !strchr ("-/.", mark))
    return FALSE;
  at = chinese ? amends_note_skip_space (at + strlen ("年")) : at + 1;
  if (!amends_note_scan_number (&at, 2, &month))
    return FALSE;
  if (chinese)
    {
      if (!g_str_has_prefix (at, "月"))
        return FALSE;
      at = amends_note_skip_space (at + strlen ("月"));
    }
  else if (*at++ != mark)
    return FALSE;
  if (!amends_note_scan_number (&at, 2, &day) || g_ascii_isdigit (*at))
    return FALSE;
  if (chinese)
    amends_note_skip_word (&at, "日|号|號");
  *p = at;
  return accept (stamp, year, month, day);
}

/* "10.03.2026", "10.3.", "3/10/26", "3/10", "02-03-2026": a number has been read. */
static gboolean
scan_numeric (const char **p, int first, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  char mark = *at++;
  int second, year = 0, digits;
  gboolean swap;

  if (!mark || !strchr ("./-", mark) || !amends_note_scan_number (&at, 2, &second))
    return FALSE;
  if (*at == mark)
    {
      const char *rest = at + 1;

      digits = amends_note_scan_number (&rest, 4, &year);
      if (digits == 2)
        year += 2000;
      if (digits == 2 || digits == 4)
        at = rest;
      else if (digits == 0 && mark == '.')
        at++;
      else
        return FALSE;
    }
  else if (mark != '/')
    return FALSE;
  if (g_ascii_isdigit (*at) || (*at == mark && mark != '-') || (!year && *at == ':'))
    return FALSE;

  /* The day comes first unless the zone is American or that cannot be. */
  swap = mark == '/' && second > 12;
  stamp->either = mark == '/' && first <= 12 && second <= 12 && first != second;
  *p = at;
  return swap ? accept (stamp, year, first, second) : accept (stamp, year, second, first);
}

/* Beginning with a number: all of the above, "9 March 2018", "19. April", "2-Mar-2026", 3月10日. */
static gboolean
scan_from_number (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  int value, month, year = 0, day;
  int digits = amends_note_scan_number (&at, 4, &value);

  if (digits == 4)
    return scan_after_year (&at, value, stamp) && (*p = at, TRUE);
  if (digits == 0 || digits == 3)
    return FALSE;
  if (g_str_has_prefix (at, "月"))
    {
      at = amends_note_skip_space (at + strlen ("月"));
      if (!amends_note_scan_number (&at, 2, &day) || !amends_note_skip_word (&at, "日|号|號"))
        return FALSE;
      *p = at;
      return accept (stamp, 0, value, day);
    }
  if (scan_numeric (&at, value, stamp))
    {
      *p = at;
      return TRUE;
    }

  amends_note_skip_word (&at, "st|nd|rd|th");
  at += *at && strchr (".-/", *at);
  at = amends_note_skip_space (at);
  amends_note_skip_word (&at, "of");
  at = amends_note_skip_space (at);
  month = scan_month (&at);
  if (!month)
    return FALSE;
  if (*at == '-' || *at == '/')
    {
      const char *rest = at + 1;
      int figures = amends_note_scan_number (&rest, 4, &year);

      /* "02/Mar/26" */
      if (figures == 2)
        year += 2000;
      if (figures == 2 || figures == 4)
        at = rest;
      else
        year = 0;
    }
  else
    scan_year (&at, &year);
  *p = at;
  return accept (stamp, year, month, value);
}

/* "Mar 9, 2018", "March 9th". */
static gboolean
scan_from_month (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  int day, year = 0;
  int month = scan_month (&at);

  if (!month)
    return FALSE;
  at = amends_note_skip_space (at);
  at += *at == '-';
  if (!amends_note_scan_number (&at, 2, &day) || g_ascii_isdigit (*at) || *at == ':')
    return FALSE;
  amends_note_skip_word (&at, "st|nd|rd|th");
  scan_year (&at, &year);
  *p = at;
  return accept (stamp, year, month, day);
}

/* "(Tue)" or ", Tuesday" behind a date. */
static void
skip_weekday (const char **p)
{
  const char *at = amends_note_skip_space (*p);
  gboolean open = FALSE;

  if (*at == '(' || *at == ',')
    {
      open = *at == '(';
      at = amends_note_skip_space (at + 1);
    }
  else if (g_str_has_prefix (at, "（"))
    {
      open = TRUE;
      at += strlen ("（");
    }
  if (!scan_weekday (&at))
    return;
  if (open && *at == ')')
    at++;
  else if (open && g_str_has_prefix (at, "）"))
    at += strlen ("）");
  *p = at;
}

typedef struct
{
  const char *words;
  int days;
  AmendsNotePart part;
} Relative;

static const Relative relatives[] = {
  { "this morning|earlier this morning|今早|今晨|今天早上", 0, AMENDS_NOTE_PART_MORNING },
  { "this afternoon", 0, AMENDS_NOTE_PART_AFTERNOON },
  { "this evening|今晚", 0, AMENDS_NOTE_PART_EVENING },
  { "tonight|今夜", 0, AMENDS_NOTE_PART_NIGHT },
  { "last night|昨晚|昨夜", -1, AMENDS_NOTE_PART_NIGHT },
  { "the day before yesterday|day before yesterday|vorgestern|前天", -2, AMENDS_NOTE_PART_NONE },
  { "earlier today|today|heute|今天|今日|当天", 0, AMENDS_NOTE_PART_NONE },
  { "yesterday|gestern|昨天|昨日", -1, AMENDS_NOTE_PART_NONE },
  { "明早", 1, AMENDS_NOTE_PART_MORNING },
  { "tomorrow|明天|明日", 1, AMENDS_NOTE_PART_NONE },
  { "后天", 2, AMENDS_NOTE_PART_NONE },
};

static gboolean
scan_relative (const char **p, AmendsNoteStamp *stamp)
{
  for (guint i = 0; i < G_N_ELEMENTS (relatives); i++)
    if (amends_note_skip_word (p, relatives[i].words))
      {
        stamp->has_relative = TRUE;
        stamp->relative = relatives[i].days;
        stamp->part = relatives[i].part;
        return TRUE;
      }
  return FALSE;
}

/* "last " in front of a weekday, 上 or 本 of 上周四. */
static AmendsNoteWeek
scan_week (const char **p)
{
  const char *at = *p;
  const char *rest;
  int place = amends_note_skip_word (&at, "last|this past|上个|上|本|这个|这");

  if (!place)
    return AMENDS_NOTE_WEEK_NEAR;
  rest = at = amends_note_skip_space (at);
  if (!scan_weekday (&rest))
    return AMENDS_NOTE_WEEK_NEAR;
  *p = at;
  return place <= 2   ? AMENDS_NOTE_WEEK_LAST
         : place <= 4 ? AMENDS_NOTE_WEEK_BEFORE
                      : AMENDS_NOTE_WEEK_THIS;
}

gboolean
amends_note_scan_date (const char **p, AmendsNoteStamp *stamp)
{
  const char *at = *p;
  const char *rest;

  if (scan_relative (p, stamp))
    return TRUE;

  stamp->week = scan_week (&at);
  stamp->weekday = scan_weekday (&at);
  rest = amends_note_skip_space (at);
  if (stamp->weekday && *rest == ',')
    rest = amends_note_skip_space (rest + 1);
  if (scan_from_number (&rest, stamp) || scan_from_month (&rest, stamp))
    {
      stamp->weekday = 0;
      skip_weekday (&rest);
      *p = rest;
      return TRUE;
    }
  stamp->year = stamp->month = stamp->day = 0;
  stamp->either = FALSE;
  if (stamp->weekday)
    *p = at;
  return stamp->weekday != 0;
}

gboolean
amends_note_find_date (const char *line, AmendsNoteStamp *stamp)
{
  gboolean word = FALSE;

  for (const char *p = line; *p && p - line < TITLE_BYTES; p = g_utf8_next_char (p))
    {
      const char *at = p;
      AmendsNoteStamp found = { 0 };

      /* "1/2 of the users" is no date. */
      if (!word && amends_note_scan_date (&at, &found) && found.day &&
          (found.year || memchr (p, '/', at - p) == NULL))
        {
          *stamp = found;
          return TRUE;
        }
      word = g_ascii_isalnum (*p);
    }
  return FALSE;
}
