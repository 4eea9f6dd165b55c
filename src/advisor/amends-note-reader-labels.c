/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times with a name or a label in front, as chats, tickets and logs write them. */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* A label is no longer than this, in bytes and words. */
#define LONGEST_LABEL 100
#define MOST_LABEL_WORDS 8
#define LONGEST_NAME 40
#define MOST_NAME_WORDS 4

static const char edges[] = " \t-–—:|,([<@·•：，（【】]";

static gboolean
is_edge (const char *p, gsize length)
{
  char one[8] = { 0 };

  memcpy (one, p, MIN (length, 6));
  return strstr (edges, one) != NULL;
}

/* @length of @text without the white space and marks at its end. */
static gsize
trim_end (const char *text, gsize length)
{
  while (length)
    {
      const char *last = g_utf8_find_prev_char (text, text + length);

      if (!last || !is_edge (last, text + length - last))
        break;
      length = last - text;
    }
  return length;
}

gboolean
amends_note_is_name (const char *text, gsize length)
{
  guint words = 0;
  gboolean start = TRUE, capital = TRUE;

  length = trim_end (text, length);
  if (!length || length > LONGEST_NAME)
    return FALSE;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          start = TRUE;
          continue;
        }
      if (g_unichar_isdigit (c) || (c < 0x80 && strchr (";!?:=/|", (int) c)) || c == 0xFF0C ||
          c == 0x3002 || (c == '.' && p + 1 == text + length))
        return FALSE;
      if (start)
        {
          words++;
          capital = capital && (!g_unichar_isalpha (c) || !g_unichar_islower (c));
        }
      start = FALSE;
    }
  return words <= MOST_NAME_WORDS && (capital || words == 1);
}

/* A stop, and a new sentence behind it; "K. Osei" is none. */
static gboolean
ends_sentence (const char *start, const char *p)
{
  if (strchr ("!?", *p) && *p)
    return TRUE;
  return g_str_has_prefix (p, "。") ||
         (*p == '.' && p[1] == ' ' && p - start >= 2 && !g_ascii_isspace (p[-2]));
}

/* "INFO ", "[worker-1] " of a log. */
static gboolean
is_log_label (const char *line, gsize length)
{
  gboolean bracket = line[0] == '[';

  if (g_str_has_prefix (line, "【"))
    return memchr (line, ' ', length) == NULL;
  for (gsize i = 0; i < length; i++)
    if (bracket ? line[i] == ']' : !g_ascii_isupper (line[i]))
      return FALSE;
  return bracket ? line[length] == ']' : length <= 9;
}

/* The marks that may stand between a time with its label and what is said. */
static gboolean
is_parted (const char *p)
{
  p = amends_note_skip_space (p);
  return strchr (":-|)]>", *p) || g_str_has_prefix (p, "–") || g_str_has_prefix (p, "—") ||
         g_str_has_prefix (p, "：") || g_str_has_prefix (p, "）") || g_str_has_prefix (p, "】");
}

static guint
count_words (const char *p, gsize length)
{
  guint words = 0;

  for (const char *end = p + length; p < end; p++)
    words += !g_ascii_isspace (*p) && (p + 1 == end || g_ascii_isspace (p[1]));
  return words;
}

static gboolean
accepts (const char *line,
         const char *next,
         gsize label,
         const char *at,
         const AmendsNoteStamp *stamp)
{
  const char *rest = amends_note_skip_space (at + stamp->length);
  gboolean name = amends_note_is_name (line, label);
  gboolean exact = !stamp->plain || amends_note_stamp_has_date (stamp);

  if (!stamp->has_clock)
    return FALSE;
  /* Its words are below. */
  if (!*rest && next && *amends_note_skip_space (next) && !stamp->led &&
      (name ||
       (amends_note_stamp_has_date (stamp) && count_words (line, label) <= MOST_NAME_WORDS)))
    return exact || stamp->padded || stamp->hour >= 10;
  /* "Incident 7 acknowledged at 2026-03-02T03:14:00Z" */
  if (!*rest && stamp->led && stamp->year &&
      (!next || !g_ascii_islower (*amends_note_skip_space (next))))
    return TRUE;
  /* "Status changed to resolved - 02/Mar/26 4:02 PM" */
  if (!*rest)
    return amends_note_stamp_has_date (stamp) && !stamp->led && at[-1] == ' ' &&
           is_edge (at - 2, 1) && at[-2] != ' ' && at[-2] != ',';
  if (amends_note_stamp_has_date (stamp) && is_log_label (line, label))
    return TRUE;
  if (!stamp->apart || !is_parted (at + stamp->end))
    return FALSE;
  if (exact)
    return TRUE;
  return name && (stamp->padded || stamp->hour >= 10);
}

static gboolean
has_digit (const char *p)
{
  for (; *p; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* "Gateway restarted (14:20)" */
static gboolean
scan_trailing (const char *line, AmendsNoteZones *zones, AmendsNoteStamp *stamp, gsize *label)
{
  const char *open = strrchr (line, '(');
  const char *wide = g_strrstr (line, "（");
  gsize skipped = 1;

  if (wide > open)
    {
      open = wide;
      skipped = strlen ("（");
    }
  if (!open || strlen (open) > LONGEST_LABEL ||
      !amends_note_scan_stamp (open + skipped, zones, stamp) || !stamp->has_clock ||
      *amends_note_skip_space (open + skipped + stamp->length) ||
      !(strchr (")", open[skipped + stamp->end]) ||
        g_str_has_prefix (open + skipped + stamp->end, "）")) ||
      (stamp->plain && !stamp->padded && stamp->hour < 10))
    return FALSE;
  *label = trim_end (line, open - line);
  stamp->length += open + skipped - line;
  return *label > 0;
}

gboolean
amends_note_scan_labelled (const char *line,
                           const char *next,
                           AmendsNoteZones *zones,
                           AmendsNoteStamp *stamp,
                           gsize *label)
{
  guint words = 0;
  gboolean letters = FALSE;
  const char *before = line;

  if (!has_digit (line))
    return FALSE;
  for (const char *p = line; *p && p - line < LONGEST_LABEL; p = g_utf8_next_char (p))
    {
      gsize length;

      if (ends_sentence (line, p))
        break;
      if (p > line && is_edge (before, p - before) && !g_ascii_isspace (*p))
        {
          if (++words > MOST_LABEL_WORDS)
            break;
          length = trim_end (line, p - line);
          if (letters && length && !is_edge (p, g_utf8_next_char (p) - p) &&
              amends_note_scan_stamp (p, zones, stamp) && stamp->has_clock)
            {
              *label = length;
              if (!accepts (line, next, length, p, stamp))
                break;
              stamp->length += p - line;
              return TRUE;
            }
        }
      letters = letters || g_unichar_isalpha (g_utf8_get_char (p));
      before = p;
    }
  return scan_trailing (line, zones, stamp, label);
}
