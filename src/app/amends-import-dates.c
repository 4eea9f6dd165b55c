/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times as people and programs write them in tables. */

#include "config.h"

#include "amends-import-values.h"

#include "amends-input-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHARACTERS_MAX 80

/* One of the parts of a date. */
typedef struct
{
  int number;
  int digits; /* 0: a month by name */
} Part;

typedef struct
{
  Part parts[3];
  guint n_parts;
  gboolean dotted;
  gboolean year_sign; /* 年: the year comes first */
  const char *rest;   /* what follows */
} Scan;

/* --- The parts of a date ---------------------------------------------------------------------- */

static gboolean
is_gap (gunichar c)
{
  return c == '-' || c == '/' || c == '.' || c == ',' || c == 0x2013 || g_unichar_isspace (c) ||
         c == 0x5e74 || c == 0x6708 || c == 0x65e5 || c == 0x53f7; /* 年月日号 */
}

static const char *
skip_gaps (const char *at, Scan *scan)
{
  while (*at != '\0' && is_gap (g_utf8_get_char (at)))
    {
      scan->dotted = scan->dotted || *at == '.';
      scan->year_sign = scan->year_sign || g_utf8_get_char (at) == 0x5e74;
      at = g_utf8_next_char (at);
    }
  return at;
}

static const char *
scan_number (const char *at, Part *part)
{
  part->number = 0;
  part->digits = 0;
  while (g_ascii_isdigit (*at) && part->digits < 9)
    {
      part->number = part->number * 10 + (*at++ - '0');
      part->digits++;
    }
  return at;
}

/* A month by its name, or a word that says nothing; NULL for any other. */
static const char *
scan_word (AmendsImportWords *words, const char *at, Scan *scan)
{
  const char *end = at;
  g_autofree char *word = NULL;
  const char *month;

  while (*end != '\0' && g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end == at)
    return NULL;
  word = g_strndup (at, (gsize) (end - at));
  month = amends_import_words_find (words, "month", word);
  if (month != NULL && scan->n_parts < 3)
    scan->parts[scan->n_parts++] = (Part){ (int) g_ascii_strtoll (month, NULL, 10), 0 };
  else if (month != NULL || amends_import_words_find (words, "weekday", word) == NULL)
    return NULL;
  return end;
}

/* "20260310" */
static gboolean
split_compact (Scan *scan)
{
  int number = scan->parts[0].number;

  if (scan->parts[0].digits != 8)
    return FALSE;
  scan->parts[0] = (Part){ number / 10000, 4 };
  scan->parts[1] = (Part){ number / 100 % 100, 2 };
  scan->parts[2] = (Part){ number % 100, 2 };
  scan->n_parts = 3;
  return TRUE;
}

/* @text: NFKC */
static gboolean
scan_date (AmendsImportWords *words, const char *text, Scan *scan)
{
  const char *at = text;

  *scan = (Scan){ 0 };
  while (scan->n_parts < 3)
    {
      at = skip_gaps (at, scan);
      if (g_ascii_isdigit (*at))
        {
          at = scan_number (at, &scan->parts[scan->n_parts++]);
          if (scan->n_parts == 1 && split_compact (scan))
            break;
        }
      else
        at = scan_word (words, at, scan);
      if (at == NULL)
        return FALSE;
    }
  scan->rest = at;
  return TRUE;
}

static int
full_year (Part part)
{
  return part.digits <= 2 ? 2000 + part.number : part.number;
}

static gboolean
make_date (int year, Part month, Part day, GDate *date)
{
  if (month.digits > 2 || day.digits > 2 || year < 1900 || year > 2200 ||
      !g_date_valid_dmy ((GDateDay) CLAMP (day.number, 0, 255), (GDateMonth) month.number,
                         (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day.number, (GDateMonth) month.number, (GDateYear) year);
  return TRUE;
}

static gboolean
is_year (Part part)
{
  return part.digits == 4 || (part.digits == 2 && part.number > 31);
}

/* The order that the parts themselves show: 'y', 'd', 'm' for what comes first; 0 for none. */
static char
find_order (const Scan *scan)
{
  const Part *p = scan->parts;

  if (is_year (p[0]) || scan->year_sign)
    return 'y';
  if (p[0].digits == 0)
    return 'm';
  if (p[1].digits == 0)
    return 'd';
  if (p[0].number > 12 && p[1].number <= 12)
    return 'd';
  if (p[1].number > 12 && p[0].number <= 12)
    return 'm';
  return '\0';
}

static gboolean
resolve (const AmendsImportStyle *style, const Scan *scan, GDate *date)
{
  const Part *p = scan->parts;
  gboolean named = p[0].digits == 0 || p[1].digits == 0 || p[2].digits == 0;
  char order = is_year (p[0]) || scan->year_sign ? 'y' : named ? find_order (scan) : *style->dates;

  /* Where the year is written in full at the end it is not the first, whatever the file does. */
  if (order == 'y' && !is_year (p[0]) && p[2].digits == 4)
    order = 'd';
  if (order == 'y')
    return make_date (full_year (p[0]), p[1], p[2], date);
  if (order == 'm')
    return make_date (full_year (p[2]), p[0], p[1], date);
  return make_date (full_year (p[2]), p[1], p[0], date);
}

/* --- The time of day -------------------------------------------------------------------------- */

typedef struct
{
  int hour;
  int minute;
  double seconds;
  gboolean has_offset;
  int offset; /* minutes */
} Clock;

static const char *
skip_blanks (const char *at)
{
  while (*at != '\0' && (g_unichar_isspace (g_utf8_get_char (at)) || *at == ','))
    at = g_utf8_next_char (at);
  return at;
}

static gboolean
is_colon (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return c == ':' || c == 0x65f6 || c == 0x70b9 || c == 0x5206; /* 时点分 */
}

/* A word of one of the tables of times at the front of what is left. */
static const char *
take_word (AmendsImportWords *words, const char *table, const char **at)
{
  const char *end = *at;
  g_autofree char *word = NULL;
  const char *found;

  while (*end != '\0' && (g_unichar_isalpha (g_utf8_get_char (end)) || *end == '.'))
    end = g_utf8_next_char (end);
  if (end == *at)
    return NULL;
  word = g_strndup (*at, (gsize) (end - *at));
  found = amends_import_words_find (words, table, word);
  if (found != NULL)
    *at = end;
  return found;
}

static gboolean
scan_offset (const char **at, Clock *clock)
{
  int sign = **at == '-' ? -1 : 1;
  Part hours;
  Part minutes = { 0, 0 };
  const char *c = *at;

  if (g_str_has_prefix (c, "\xe2\x88\x92"))
    {
      sign = -1;
      c += 2;
    }
  else if (*c != '+' && *c != '-')
    return TRUE;
  c = scan_number (c + 1, &hours);
  if (hours.digits == 4)
    {
      minutes.number = hours.number % 100;
      hours.number /= 100;
    }
  else if (hours.digits < 1 || hours.digits > 2)
    return FALSE;
  else if (*c == ':')
    c = scan_number (c + 1, &minutes);
  clock->has_offset = TRUE;
  clock->offset = sign * (hours.number * 60 + minutes.number);
  *at = c;
  return hours.number <= 15 && minutes.number < 60;
}

static gboolean
scan_minutes (const char **at, Clock *clock)
{
  Part part;
  char *end;

  *at = scan_number (*at, &part);
  clock->hour = part.number;
  if (part.digits < 1 || part.digits > 2 || part.number > 24 || !is_colon (*at))
    return FALSE;
  *at = scan_number (g_utf8_next_char (*at), &part);
  /* 9点 alone is nine o'clock. */
  clock->minute = part.number;
  if (part.digits > 2 || part.number > 59)
    return FALSE;
  if (!is_colon (*at) || !g_ascii_isdigit (*g_utf8_next_char (*at)))
    {
      if (is_colon (*at))
        *at = g_utf8_next_char (*at);
      return TRUE;
    }
  clock->seconds = g_ascii_strtod (g_utf8_next_char (*at), &end);
  *at = g_utf8_get_char (end) == 0x79d2 ? g_utf8_next_char (end) : end; /* 秒 */
  return clock->seconds >= 0 && clock->seconds < 60;
}

/* FALSE when what stands there is no time of day. */
static gboolean
scan_clock (AmendsImportWords *words, const char *text, Clock *clock)
{
  const char *at = skip_blanks (text);
  const char *half = NULL;

  *clock = (Clock){ 0 };
  if (*at == 'T' || *at == 't')
    at++;
  while (*at != '\0' && is_gap (g_utf8_get_char (at)) && *at != '-')
    at = g_utf8_next_char (at);
  while (take_word (words, "weekday", &at) != NULL)
    at = skip_blanks (at);
  if (*at == '\0')
    return TRUE;
  half = take_word (words, "half-day", &at);
  at = skip_blanks (at);
  if (!scan_minutes (&at, clock))
    return FALSE;
  at = skip_blanks (at);
  if (half == NULL)
    half = take_word (words, "half-day", &at);
  if (half != NULL)
    {
      if (clock->hour == 12)
        clock->hour = 0;
      if (*half == 'p' && clock->hour < 12)
        clock->hour += 12;
    }
  at = skip_blanks (at);
  if (take_word (words, "zone", &at) != NULL)
    clock->has_offset = TRUE;
  return scan_offset (&at, clock) && *skip_blanks (at) == '\0' &&
         (clock->hour < 24 || (clock->hour == 24 && clock->minute == 0 && clock->seconds == 0));
}

/* --- Values ----------------------------------------------------------------------------------- */

static const char *
name_order (const AmendsImportStyle *style)
{
  if (*style->dates == 'd')
    return _ ("day, month, year");
  if (*style->dates == 'm')
    return _ ("month, day, year");
  return _ ("year, month, day");
}

/* (transfer full) (nullable) */
static char *
dup_normal (const char *text)
{
  return strlen (text) <= CHARACTERS_MAX * 4 ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
}

static gboolean
fail_date (const AmendsImportStyle *style, const char *text, GError **error)
{
  g_autofree char *shown = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));

  amends_input_error_set (
      error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
      /* Translators: what was written; the order of day, month and year in the file. */
      _ ("“%1$s” is not a date; one such as 2026-04-24, or in the order %2$s, is expected."), shown,
      name_order (style));
  return FALSE;
}

gboolean
amends_import_read_date (const AmendsImportStyle *style,
                         const char *text,
                         char **date,
                         GError **error)
{
  g_autofree char *normal = dup_normal (text);
  Scan scan;
  Clock clock;
  GDate day;

  if (normal == NULL || !scan_date (style->words, normal, &scan) ||
      !scan_clock (style->words, scan.rest, &clock) || !resolve (style, &scan, &day))
    return fail_date (style, text, error);
  *date = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day),
                           g_date_get_day (&day));
  return TRUE;
}

static AmendsInstant
place (const AmendsImportStyle *style, const GDate *day, const Clock *clock)
{
  int whole = (int) clock->seconds;
  int extra = clock->hour == 24 ? 1 : 0;
  g_autoptr (GTimeZone) fixed = clock->has_offset ? g_time_zone_new_utc () : NULL;
  g_autoptr (GDateTime) time =
      g_date_time_new (fixed != NULL ? fixed : style->zone, g_date_get_year (day),
                       g_date_get_month (day), g_date_get_day (day), clock->hour % 24,
                       clock->minute, whole);
  AmendsInstant instant;

  if (time == NULL)
    return AMENDS_INSTANT_NONE;
  instant = amends_instant_from_date_time (time);
  instant += (AmendsInstant) ((clock->seconds - whole) * 1000 + 0.5) + extra * AMENDS_DAY;
  return instant - (clock->has_offset ? clock->offset * AMENDS_MINUTE : 0);
}

gboolean
amends_import_read_instant (const AmendsImportStyle *style,
                            const char *text,
                            AmendsInstant *instant,
                            GError **error)
{
  g_autofree char *normal = dup_normal (text);
  Scan scan;
  Clock clock;
  GDate day;

  if (normal == NULL || !scan_date (style->words, normal, &scan) || !resolve (style, &scan, &day))
    return fail_date (style, text, error);
  if (!scan_clock (style->words, scan.rest, &clock))
    {
      amends_input_error_set (
          error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
          /* Translators: what was written; keep the examples as they are. */
          _ ("“%s” has no time that can be read; one such as 14:30, 2:30 PM or 14:30 +01:00 is "
             "expected."),
          text);
      return FALSE;
    }
  *instant = place (style, &day, &clock);
  if (g_date_get_year (&day) >= 2000 && g_date_get_year (&day) < 2100 &&
      *instant != AMENDS_INSTANT_NONE)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, NULL,
                          _ ("“%s” is not between 2000 and 2100."), text);
  return FALSE;
}

/* --- What a file does ------------------------------------------------------------------------- */

void
amends_import_look_at_date (AmendsImportWords *words,
                            const char *text,
                            AmendsImportEvidence *evidence)
{
  g_autofree char *normal = dup_normal (text);
  Scan scan;
  Clock clock;
  gboolean twelve;

  if (normal == NULL || !scan_date (words, normal, &scan) || !scan_clock (words, scan.rest, &clock))
    return;
  if (scan.parts[0].digits == 0 || scan.parts[1].digits == 0)
    return; /* months by name need no order */
  twelve = strpbrk (scan.rest, "pPaA") != NULL;
  switch (find_order (&scan))
    {
    case 'y':
      evidence->year_first++;
      break;
    case 'd':
      evidence->day_first++;
      break;
    case 'm':
      evidence->month_first++;
      break;
    default:
      evidence->undecided++;
      evidence->clock_of_twelve += twelve;
      evidence->dotted += scan.dotted;
    }
}

const char *
amends_import_decide_dates (const AmendsImportEvidence *evidence, gboolean *unsure)
{
  /* Values that point both ways are faults of theirs, but then nothing is sure. */
  *unsure = evidence->undecided > 0 && (evidence->day_first > 0) == (evidence->month_first > 0) &&
            evidence->dotted < evidence->undecided;
  if (evidence->day_first > evidence->month_first)
    return "dmy";
  if (evidence->month_first > evidence->day_first)
    return "mdy";
  if (evidence->undecided == 0)
    return evidence->day_first > 0 ? "dmy" : "ymd";
  return evidence->clock_of_twelve > 0 ? "mdy" : "dmy";
}
