/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the lines of a note: which begin with a time, and which words belong to them. */

#include "config.h"

#include "amends-note-reader-private.h"

#include <string.h>

/* Fenced lines beyond these are a log, not what someone did. */
#define MOST_CODE_LINES 3
/* A line this long was probably broken by hand, so that the next goes on with its sentence. */
#define LONG_LINE 55
/* A line is taken as broken by hand if with the word below it would have been this wide. */
#define LEAST_WIDTH 68
#define SHORT_LINE 20
/* A title without the mark of a heading is no longer. */
#define LONGEST_TITLE 80
/* Lines on top that may be a title without the mark of a heading. */
#define TITLE_LINES 3

typedef struct
{
  AmendsNoteBlock block;
  int level;
  gboolean row;    /* of a table */
  gboolean indent; /* deep enough for code */
  const char *content;
  const char *next; /* (nullable): line below */
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
  gboolean wrapped;       /* the first word below would not have fitted */
  gboolean named;         /* the last mark has only the name of who speaks */
  gboolean begun;         /* there has been an entry */
  char name[64];          /* the line before, if it looks like one */
  gsize name_at;          /* where it went in the text of the last mark; 0: nowhere */
  char from[64];          /* of the head of a mail */
  char subject[200];
  gboolean mail; /* the line before was part of a head */
  guint lines;   /* that are not empty */
  char fence;    /* 0 outside */
  guint fenced;
} Walk;

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
  line->next = next;
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
note_line_end (Walk *walk, const Line *line, const char *content)
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
  walk->wrapped = FALSE;
  if (line->next)
    {
      const char *below = amends_note_skip_space (line->next);
      gsize width = g_utf8_strlen (line->content, -1);

      walk->wrapped = width > SHORT_LINE && width + strcspn (below, " \t\n") > LEAST_WIDTH;
    }
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
  if (stamp->nominal && !stamp->apart && line->block == AMENDS_NOTE_LINE)
    return FALSE;
  if (stamp->has_clock || stamp->has_offset || line->block == AMENDS_NOTE_HEADING)
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

  if (!row && !strchr (plain, '\t'))
    return g_steal_pointer (&plain);
  out = g_string_new (NULL);
  for (const char *p = plain; *p; p++)
    if (row ? *p != '|' : *p != '\t')
      g_string_append_c (out, *p);
    else if (out->len && *amends_note_skip_space (p + 1) && p[1] != *p)
      g_string_append (out, row ? "– " : " – ");
  return g_string_free (out, FALSE);
}

static AmendsNoteMark *
add_mark (Walk *walk, const Line *line, const AmendsNoteStamp *stamp)
{
  AmendsNoteMark mark = { .block = line->block, .level = line->level, .stamp = *stamp };

  g_array_append_val (walk->marks, mark);
  return last_mark (walk);
}

/* "<ana> the page is blank" */
static void
join_speaker (GString *text, const char *words)
{
  const char *start = amends_note_skip_space (words);
  const char *end = *start == '<' ? strchr (start, '>') : NULL;

  if (end && amends_note_is_name (start + 1, end - start - 1))
    {
      g_string_append_len (text, start + 1, end - start - 1);
      amends_note_join (text, end + 1, FALSE, TRUE);
    }
  else
    amends_note_join (text, words, FALSE, FALSE);
}

static void
begin_entry (Walk *walk, const Line *line, const AmendsNoteStamp *stamp, const char *words)
{
  AmendsNoteMark *mark = add_mark (walk, line, stamp);

  mark->text = g_string_new (NULL);
  join_speaker (mark->text, words);
  mark->bare = mark->text->len == 0;
  walk->open = TRUE;
  walk->stamped = TRUE;
  walk->named = FALSE;
  walk->begun = TRUE;
}

/* "Jane Miller", and below it "10:42 AM": the name has gone to the entry before. */
static void
begin_named (Walk *walk, const Line *line, const AmendsNoteStamp *stamp)
{
  AmendsNoteMark *before = last_mark (walk);
  g_autofree char *name = g_strdup (walk->name);

  if (before && before->text && walk->name_at <= before->text->len && walk->name_at)
    g_string_truncate (before->text, walk->name_at - 1);
  begin_entry (walk, line, stamp, name);
  walk->named = TRUE;
}

/* What is said of a label in front: "Ticket 7, opened: …". */
static void
begin_labelled (Walk *walk,
                const Line *line,
                const AmendsNoteStamp *stamp,
                const char *words,
                gsize label)
{
  gsize bracket = *words == '[' ? 1 : g_str_has_prefix (words, "【") ? strlen ("【") : 0;
  g_autofree char *plain = g_strndup (words + bracket, label - bracket);
  g_auto (GStrv) columns = g_strsplit (plain, " | ", 0);
  g_autofree char *name = g_strjoinv (", ", columns);

  begin_entry (walk, line, stamp, name);
  walk->named = TRUE;
  if (*amends_note_skip_space (words + stamp->length))
    {
      amends_note_join (last_mark (walk)->text, words + stamp->length, FALSE, TRUE);
      walk->named = FALSE;
    }
}

typedef enum
{
  MAIL_NONE,
  MAIL_FROM,
  MAIL_DATE,
  MAIL_OTHER,
  MAIL_SUBJECT,
} MailHead;

static MailHead
mail_head (const char **p)
{
  static const MailHead heads[] = {
    MAIL_NONE, MAIL_FROM, MAIL_DATE, MAIL_DATE, MAIL_OTHER, MAIL_OTHER, MAIL_OTHER,  MAIL_SUBJECT,
    MAIL_FROM, MAIL_DATE, MAIL_DATE, MAIL_DATE, MAIL_OTHER, MAIL_OTHER, MAIL_SUBJECT
  };
  const char *at = amends_note_skip_space (*p);
  int place = amends_note_skip_word (&at, "from|sent|date|to|cc|bcc|subject|发件人|发送时间|日期|"
                                          "时间|收件人|抄送|主题");

  at = amends_note_skip_space (at);
  if (!place || (*at != ':' && !g_str_has_prefix (at, "：")))
    return MAIL_NONE;
  *p = amends_note_skip_space (g_utf8_next_char (at));
  return heads[place];
}

/* The head of a mail that was pasted with it is one event. Returns: TRUE if this was part of it. */
static gboolean
read_mail_head (Walk *walk, const Line *line, const char *words)
{
  const char *p = words;
  const char *next = line->next;
  MailHead head = mail_head (&p);
  AmendsNoteStamp stamp;

  if (!head || (!walk->mail && !(next && mail_head (&next))))
    {
      walk->mail = FALSE;
      return FALSE;
    }
  if (!walk->mail)
    walk->from[0] = walk->subject[0] = '\0', walk->open = FALSE;
  walk->mail = TRUE;
  if (head == MAIL_FROM)
    {
      gsize length = strcspn (p, "<[(");

      g_strlcpy (walk->from, p, MIN (sizeof walk->from, length + 1));
      g_strchomp (walk->from);
    }
  else if (head == MAIL_DATE && amends_note_scan_stamp (p, walk->zones, &stamp) && stamp.has_clock)
    {
      begin_entry (walk, line, &stamp, walk->from);
      if (walk->subject[0])
        amends_note_join (last_mark (walk)->text, walk->subject, FALSE, TRUE);
    }
  else if (head == MAIL_SUBJECT)
    {
      g_strlcpy (walk->subject, p, sizeof walk->subject);
      if (walk->open)
        amends_note_join (last_mark (walk)->text, p, FALSE, TRUE);
    }
  return TRUE;
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

/* Keeps prose, to look for times within it. */
static void
take_loose (Walk *walk, const Line *line, const char *words, gboolean same)
{
  AmendsNoteMark mark = { .block = line->block, .level = line->level, .loose = TRUE };
  AmendsNoteMark *last = last_mark (walk);

  if (!same || !last || !last->loose)
    {
      mark.text = g_string_new (NULL);
      g_array_append_val (walk->marks, mark);
      last = last_mark (walk);
    }
  amends_note_join (last->text, words, TRUE, FALSE);
}

static void
take_words (Walk *walk, const Line *line, const char *words)
{
  AmendsNoteMark *mark = last_mark (walk);
  gboolean same = line->block == AMENDS_NOTE_LINE && !walk->blank && !walk->heading_last;
  gboolean wrapped = same && (walk->wrapped || walk->goes_on || walk->binds);
  gboolean name = line->block == AMENDS_NOTE_LINE && (walk->blank || !walk->open) &&
                  strlen (words) < sizeof walk->name && amends_note_is_name (words, strlen (words));

  walk->name[0] = '\0';
  if (name)
    g_strlcpy (walk->name, words, sizeof walk->name);
  walk->name_at = 0;
  if (belongs (walk, line))
    {
      walk->name_at = name ? mark->text->len + 1 : 0;
      amends_note_join (mark->text, words, wrapped && !walk->named,
                        walk->heading_last || walk->named);
      walk->named = FALSE;
      return;
    }
  walk->open = FALSE;
  if (!line->row && line->block != AMENDS_NOTE_HEADING)
    take_loose (walk, line, words, same);
  if (walk->blank || line->block != AMENDS_NOTE_LINE)
    walk->stamped = FALSE;
}

/* A short line on top that is no sentence. */
static gboolean
is_title (const char *words)
{
  gsize length = strlen (words);

  return length && length < LONGEST_TITLE && !strchr (".!?,;", words[length - 1]) &&
         !strstr (words, ". ") && !strstr (words, "。") && !strstr (words, "，");
}

/* "Date: 2026-03-02", "# Incident of 2 March 2026". @early: this may be the title. */
static void
look_for_date (Walk *walk, const Line *line, const char *words, gboolean early)
{
  AmendsNoteStamp stamp = { 0 };
  const char *p = words;
  gboolean label = amends_note_skip_word (&p, "date|incident date|day|日期") != 0;

  if (line->block != AMENDS_NOTE_HEADING && !label && !early)
    return;
  if (amends_note_find_date (words, &stamp) &&
      (stamp.year || line->block == AMENDS_NOTE_HEADING || (early && is_title (words))))
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
  gboolean early = !walk->begun && !walk->item_last && walk->lines <= TITLE_LINES;
  gsize label = 0;

  if (line->block == AMENDS_NOTE_LINE && read_mail_head (walk, line, words))
    {
      note_line_end (walk, line, words);
      return;
    }
  if (amends_note_scan_stamp (words, walk->zones, &stamp) && is_worth (line, &stamp) &&
      may_begin (walk, line, &stamp))
    {
      if (walk->name[0] && !walk->blank && stamp.has_clock &&
          !*amends_note_skip_space (words + stamp.length))
        begin_named (walk, line, &stamp);
      else
        begin_entry (walk, line, &stamp, words + stamp.length);
      walk->name[0] = '\0';
    }
  else if (line->block != AMENDS_NOTE_HEADING && !line->row &&
           amends_note_scan_labelled (words, line->next, walk->zones, &stamp, &label) &&
           may_begin (walk, line, &stamp))
    begin_labelled (walk, line, &stamp, words, label);
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
        look_for_date (walk, line, words, early);
    }
  note_line_end (walk, line, words);
}

/* Code says nothing to who reads the log, unless there is nothing else. */
static void
quote_code (Walk *walk, const char *p)
{
  AmendsNoteMark *mark = last_mark (walk);

  if (mark->text->len && !mark->quotes)
    {
      if (mark->text->str[mark->text->len - 1] == ':')
        mark->text->str[mark->text->len - 1] = '.';
      return;
    }
  mark->quotes = TRUE;
  if (++walk->fenced <= MOST_CODE_LINES)
    amends_note_join (mark->text, p, walk->fenced > 1, FALSE);
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
  if (walk->open)
    quote_code (walk, p);
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

GArray *
amends_note_marks_find (const char *text, AmendsNoteZones *zones, gboolean code)
{
  Walk walk = { .zones = zones, .code = code, .blank = TRUE };
  g_autofree char *copy = g_strdup (text);
  char *line = copy;

  walk.marks = amends_note_marks_new ();
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
  amends_note_marks_settle (walk.marks);
  return walk.marks;
}
