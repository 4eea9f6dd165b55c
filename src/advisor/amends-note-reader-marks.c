/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the lines of a note: which begin with a time, and which words belong to them. */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* Fenced lines beyond these are a log, not what someone did. */
#define MOST_CODE_LINES 3
/* A line this long was probably broken by hand, so that the next goes on with its sentence. */
#define LONG_LINE 55
/* Lines on top that may be a title without the mark of a heading. */
#define TITLE_LINES 3

typedef struct
{
  AmendsNoteBlock block;
  int level;
  gboolean row;    /* of a table */
  gboolean indent; /* deep enough for code */
  const char *content;
} Line;

typedef struct
{
  AmendsNoteZones *zones; /* (unowned) */
  GArray *marks;          /* of AmendsNoteMark */
  gboolean code;          /* read it like the rest */
  gboolean open;          /* the last mark takes further lines */
  gboolean blank;         /* the line before was empty */
  gboolean heading_last;  /* its last piece was its heading */
  gboolean stamped;       /* the paragraph began with a time */
  gboolean item_last;     /* the line before was an item */
  gboolean goes_on;       /* the line before was cut within a sentence */
  gboolean binds;         /* it ended in a word such as "since" */
  guint lines;            /* that are not empty */
  char fence;             /* 0 outside */
  guint fenced;
} Walk;

static void
mark_clear (AmendsNoteMark *mark)
{
  if (mark->text)
    g_string_free (mark->text, TRUE);
}

static AmendsNoteMark *
last_mark (Walk *walk)
{
  return walk->marks->len ? &g_array_index (walk->marks, AmendsNoteMark, walk->marks->len - 1)
                          : NULL;
}

/* "- ", "* ", "• ", "1. ", "a) ", "[x] " in front of an item; NULL if there is none. */
static const char *
skip_bullet (const char *p)
{
  const char *at = p;
  guint digits = 0;

  if (strchr ("-*+", *p) && *p && g_ascii_isspace (p[1]))
    return p + 1;
  if (amends_note_skip_word (&at, "•|·|‣|◦|▪|–|—|●|○"))
    return at;
  while (digits < 3 && g_ascii_isdigit (p[digits]))
    digits++;
  if (digits && strchr (".)", p[digits]) && p[digits] && g_ascii_isspace (p[digits + 1]))
    return p + digits + 1;
  return NULL;
}

/* An underline of "=" or "-" below @p makes it a heading. */
static int
underline_level (const char *p)
{
  gsize length = strspn (p, "=");
  int level = 1;

  if (length < 3)
    {
      length = strspn (p, "-");
      level = 2;
    }
  return length >= 3 && p[length + strspn (p + length, " \t")] == '\0' ? level : 0;
}

static void
classify (Walk *walk, const char *raw, const char *next, Line *line)
{
  const char *p = raw;
  const char *item;
  AmendsNoteStamp stamp;
  guint hashes;

  memset (line, 0, sizeof *line);
  while (*p == '>')
    p = amends_note_skip_space (p + 1);
  for (raw = p; *p == ' ' || *p == '\t'; p++)
    line->level += *p == '\t' ? 4 : 1;
  p = amends_note_skip_space (p);
  line->indent = line->level >= 4;
  line->content = p;
  line->block = AMENDS_NOTE_LINE;

  hashes = strspn (p, "#");
  if (hashes && hashes <= 6 && (g_ascii_isspace (p[hashes]) || g_ascii_isdigit (p[hashes])))
    {
      line->block = AMENDS_NOTE_HEADING;
      line->level = hashes;
      line->content = amends_note_skip_space (p + hashes);
    }
  else if (*p == '|')
    line->row = TRUE;
  else if ((item = skip_bullet (p)))
    {
      line->block = AMENDS_NOTE_ITEM;
      item = amends_note_skip_space (item);
      /* "19. April, 11:00" is no nineteenth item. */
      if (g_ascii_isdigit (*p) && amends_note_scan_stamp (p, walk->zones, &stamp) && stamp.day)
        item = p;
      if (item[0] == '[' && item[1] && item[2] == ']')
        item = amends_note_skip_space (item + 3);
      line->content = item;
    }
  else if (next && !line->indent && underline_level (next))
    {
      line->block = AMENDS_NOTE_HEADING;
      line->level = underline_level (next);
    }
}

static void
note_line_end (Walk *walk, const char *content)
{
  static const char binding[] = " since at until around about between and from by to the of or "
                                "before after till on in for is was , ( ";
  gsize length = strlen (content);
  const char *word;
  g_autofree char *padded = NULL;

  while (length && g_ascii_isspace (content[length - 1]))
    length--;
  walk->goes_on = length > LONG_LINE && !strchr (".!?:;)", content[length - 1]) &&
                  !g_str_has_suffix (content, "。") && !g_str_has_suffix (content, "；");
  for (word = content + length;
       word > content && !g_ascii_isspace (word[-1]) && content + length - word < 12;)
    word--;
  padded = g_strdup_printf (" %.*s ", (int) (content + length - word), word);
  walk->binds = length && (strstr (binding, padded) != NULL || content[length - 1] == ',');
}

/* Whether a time at the beginning of this line may be an event, and not part of a sentence. */
static gboolean
may_begin (Walk *walk, const Line *line, const AmendsNoteStamp *stamp)
{
  if (line->block != AMENDS_NOTE_LINE || line->row)
    return TRUE;
  if (line->indent && !walk->code && !walk->item_last && !walk->stamped)
    return FALSE;
  if (walk->blank || walk->heading_last)
    return TRUE;
  if (walk->binds)
    return FALSE;
  return walk->stamped || stamp->apart || !walk->goes_on;
}

/* A day without an hour: with a year, or set apart from its words; in prose it is no event. */
static gboolean
is_worth (const Line *line, const AmendsNoteStamp *stamp)
{
  if (stamp->has_clock || line->block == AMENDS_NOTE_HEADING)
    return TRUE;
  if (stamp->weekday || stamp->has_relative)
    return stamp->apart;
  if (stamp->led)
    return stamp->apart || (stamp->year && line->block == AMENDS_NOTE_ITEM);
  return stamp->year || stamp->apart;
}

static char *
tidy_row (const char *content, gboolean row)
{
  g_autofree char *plain = amends_note_strip_markup (content);
  GString *out;

  if (!row)
    return g_steal_pointer (&plain);
  out = g_string_new (NULL);
  for (const char *p = plain; *p; p++)
    if (*p != '|')
      g_string_append_c (out, *p);
    else if (out->len && *amends_note_skip_space (p + 1) && p[1] != '|')
      g_string_append (out, "– ");
  return g_string_free (out, FALSE);
}

static AmendsNoteMark *
add_mark (Walk *walk, const Line *line, const AmendsNoteStamp *stamp)
{
  AmendsNoteMark mark = { .block = line->block, .level = line->level, .stamp = *stamp };

  g_array_append_val (walk->marks, mark);
  return last_mark (walk);
}

static void
begin_entry (Walk *walk, const Line *line, const AmendsNoteStamp *stamp, const char *words)
{
  AmendsNoteMark *mark = add_mark (walk, line, stamp);

  mark->text = g_string_new (NULL);
  amends_note_join (mark->text, words, FALSE, FALSE);
  walk->open = TRUE;
  walk->stamped = TRUE;
}

/* Whether words without a time still belong to the last one. */
static gboolean
belongs (Walk *walk, const Line *line)
{
  const AmendsNoteMark *mark = last_mark (walk);

  if (!walk->open || line->row)
    return FALSE;
  if (mark->block == AMENDS_NOTE_HEADING)
    return line->block != AMENDS_NOTE_HEADING || line->level > mark->level;
  if (line->block == AMENDS_NOTE_HEADING)
    return FALSE;
  if (mark->block == AMENDS_NOTE_ITEM)
    return line->level > mark->level || (line->block == AMENDS_NOTE_LINE && !walk->blank);
  return !walk->blank || mark->text->len == 0 || g_str_has_suffix (mark->text->str, ":");
}

static void
take_words (Walk *walk, const Line *line, const char *words)
{
  AmendsNoteMark *mark = last_mark (walk);
  gboolean same = line->block == AMENDS_NOTE_LINE && !walk->blank && !walk->heading_last;

  if (belongs (walk, line))
    {
      amends_note_join (mark->text, words, same, walk->heading_last);
      return;
    }
  walk->open = FALSE;
  if (walk->blank || line->block != AMENDS_NOTE_LINE)
    walk->stamped = FALSE;
}

/* "Date: 2026-03-02", "# Incident of 2 March 2026". */
static void
look_for_date (Walk *walk, const Line *line, const char *words)
{
  AmendsNoteStamp stamp = { 0 };
  const char *p = words;
  gboolean label = amends_note_skip_word (&p, "date|incident date|day|日期") != 0;

  if (line->block != AMENDS_NOTE_HEADING && !label &&
      (walk->marks->len || walk->item_last || walk->lines > TITLE_LINES))
    return;
  if (amends_note_find_date (words, &stamp) && (stamp.year || line->block == AMENDS_NOTE_HEADING))
    {
      add_mark (walk, line, &stamp)->carrier = TRUE;
      walk->open = FALSE;
    }
}

static void
read_content (Walk *walk, const Line *line)
{
  g_autofree char *words = tidy_row (line->content, line->row);
  AmendsNoteStamp stamp;
  GTimeZone *declared;

  if (amends_note_scan_stamp (words, walk->zones, &stamp) && is_worth (line, &stamp) &&
      may_begin (walk, line, &stamp))
    begin_entry (walk, line, &stamp, words + stamp.length);
  else
    {
      declared = amends_note_zones_find_declared (walk->zones, words);
      if (declared)
        {
          AmendsNoteStamp zone = { .zone = declared };
          gboolean open = walk->open && !walk->blank && line->block != AMENDS_NOTE_HEADING;

          if (open)
            take_words (walk, line, words);
          add_mark (walk, line, &zone)->declares = TRUE;
          walk->open = FALSE;
        }
      else
        take_words (walk, line, words);
      if (!walk->open)
        look_for_date (walk, line, words);
    }
  note_line_end (walk, words);
}

/* Returns: TRUE if the line is part of a fence and needs nothing else. */
static gboolean
read_fence (Walk *walk, const char *p)
{
  gboolean mark = g_str_has_prefix (p, "```") || g_str_has_prefix (p, "~~~");

  if (walk->code)
    return mark;
  if (mark && (!walk->fence || *p == walk->fence))
    {
      walk->fence = walk->fence ? 0 : *p;
      walk->fenced = 0;
      return TRUE;
    }
  if (!walk->fence)
    return FALSE;
  if (walk->open && ++walk->fenced <= MOST_CODE_LINES)
    amends_note_join (last_mark (walk)->text, p, walk->fenced > 1, FALSE);
  return TRUE;
}

static void
read_line (Walk *walk, const char *raw, const char *next)
{
  const char *p = amends_note_skip_space (raw);
  Line line;

  if (read_fence (walk, p))
    return;
  if (!*p)
    {
      walk->blank = TRUE;
      walk->goes_on = walk->binds = FALSE;
      return;
    }
  /* Rules, underlines of headings and of table heads. */
  if (p[strspn (p, "=-_*|: \t+")] == '\0')
    return;

  walk->lines++;
  classify (walk, raw, next, &line);
  if (walk->blank || line.block != AMENDS_NOTE_LINE)
    walk->stamped = FALSE;
  read_content (walk, &line);
  walk->blank = FALSE;
  walk->heading_last = line.block == AMENDS_NOTE_HEADING;
  walk->item_last = line.block == AMENDS_NOTE_ITEM || (walk->item_last && line.indent);
}

/* The heading on top names the day of all; it is an event only if it has an hour and nothing
 * else has. */
static void
settle_title (GArray *marks)
{
  AmendsNoteMark *title;
  guint alike = 0, others = 0;

  if (!marks->len)
    return;
  title = &g_array_index (marks, AmendsNoteMark, 0);
  if (title->carrier || title->declares || !amends_note_stamp_has_date (&title->stamp))
    return;
  for (guint i = 1; i < marks->len; i++)
    {
      const AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);

      if (!mark->text)
        continue;
      others++;
      alike += mark->block == title->block && mark->level == title->level;
    }
  if (title->block == AMENDS_NOTE_HEADING && title->level == 1)
    title->carrier = title->stamp.has_clock ? others && !alike : !alike;
}

/* A day above hours ("### 2 March", then "14:10 …") is where they belong, no event. */
static void
settle_days (GArray *marks)
{
  for (guint i = 0; i + 1 < marks->len; i++)
    {
      AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      const AmendsNoteMark *next = &g_array_index (marks, AmendsNoteMark, i + 1);

      if (!mark->text || mark->stamp.has_clock || !next->text ||
          amends_note_stamp_has_date (&next->stamp))
        continue;
      if (mark->text->len == 0 || i == 0 ||
          (mark->block == AMENDS_NOTE_HEADING &&
           (next->block != AMENDS_NOTE_HEADING || next->level > mark->level)))
        mark->carrier = TRUE;
    }
}

GArray *
amends_note_marks_find (const char *text, AmendsNoteZones *zones, gboolean code)
{
  Walk walk = { .zones = zones, .code = code, .blank = TRUE };
  g_autofree char *copy = g_strdup (text);
  char *line = copy;

  walk.marks = g_array_new (FALSE, TRUE, sizeof (AmendsNoteMark));
  g_array_set_clear_func (walk.marks, (GDestroyNotify) mark_clear);
  while (line)
    {
      char *next = strchr (line, '\n');
      char *next_end = NULL;

      if (next)
        {
          *next++ = '\0';
          next_end = strchr (next, '\n');
        }
      if (next_end)
        *next_end = '\0';
      read_line (&walk, line, next);
      if (next_end)
        *next_end = '\n';
      line = next;
    }
  settle_title (walk.marks);
  settle_days (walk.marks);
  return walk.marks;
}
