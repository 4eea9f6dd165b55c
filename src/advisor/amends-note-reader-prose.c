/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times within sentences: "we declared a P1 at 8:20 and had everything back by 9:10" are two
 * events. A sentence is cut between its times where its clauses meet; what is planned, asked or
 * true every day is no event.
 */

#include "config.h"

#include "amends-note-reader-private.h"
#include "amends-text.h"

#include <string.h>

/* A paragraph with more times than this is no prose. */
#define MOST_TIMES 64
/* Bytes behind a time within which its words have to begin. */
#define LONGEST_WAIT 100

typedef struct
{
  const char *start;
  const char *end;
  AmendsNoteStamp stamp;
} Hit;

typedef struct
{
  AmendsNoteZones *zones; /* (unowned) */
  GArray *out;            /* (unowned) of AmendsNoteMark */
  GArray *hits;           /* of Hit, of one sentence */
  gboolean own;           /* the paragraph began with a time */
  AmendsNoteStamp date;   /* that the sentence tells apart from its hours */
  AmendsNoteStamp above;  /* that the paragraph began with, without an hour */
} Split;

static const char joints[] = "and|but|then|so|also|meanwhile|while|when|where|which|with|however|"
                             "而|并且|并|于是|随后|然后|之后|但|同时";

/* In front of figures that are no time of day. */
static const char refusals[] = "went|rose|grew|fell|dropped|increased|jumped|improved|up|down|for|"
                               "within|after|every|until|till|per|than|takes|took|lasted|sla|"
                               "version|build|ratio|room|ext|extension|chapter|score|under|over|of";

/* What has not happened or does not happen once. */
static const char plans[] =
    "is at|are at|is on|starts|begins|takes "
    "place|will|shall|should|would|could|can|may|might|please|tomorrow|plan|plans|planned|"
    "scheduled|"
    "schedule|expect|expected|let's|deadline|due|every|daily|weekly|nightly at|usually|always|if|"
    "unless|need to|needs to|going to|next|kindly|available|until then|明天|计划|预计|将于|将在|"
    "打算|下次|每天|每周|请|如果|准备|截止|之前给|安排";

/* Times without figures have one of these. */
static const char hints[] =
    "noon|midday|midnight|past|quarter|morning|afternoon|evening|night|点|點|"
    "午|晚|凌晨|早|夜|matin|soir|abend|vormittag|nachmittag";

static const char origins[] = "since|from|between|before|after|until|till|自|从";

static gboolean
is_word_char (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) != 0 : g_unichar_isalpha (c) && c < 0x2E80;
}

static gboolean
contains_word (const char *start, const char *end, const char *words)
{
  gboolean word = FALSE;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      const char *at = p;

      if (!word && amends_note_skip_word (&at, words) && at <= end)
        return TRUE;
      word = is_word_char (g_utf8_get_char (p));
    }
  return FALSE;
}

/* Behind the sentence at @p. */
static const char *
sentence_end (const char *p)
{
  const char *start = p;

  for (; *p; p = g_utf8_next_char (p))
    {
      if (g_str_has_prefix (p, "。") || g_str_has_prefix (p, "！") || g_str_has_prefix (p, "？"))
        return g_utf8_next_char (p);
      if (!strchr (".!?", *p) || (p[1] && !g_ascii_isspace (p[1])))
        continue;
      /* "a.m. ", "approx. 14:10", "K. Osei" */
      if (*p == '.' && p[1] &&
          (p - start < 2 || !is_word_char ((guchar) p[-2]) ||
           g_unichar_islower (g_utf8_get_char (amends_note_skip_space (p + 1)))))
        continue;
      if (*p == '.' && p - start >= 6 &&
          (g_ascii_strncasecmp (p - 6, "approx", 6) == 0 || strncmp (p - 2, "ca", 2) == 0))
        continue;
      return p + 1;
    }
  return p;
}

static gboolean
is_refused (const char *start, const char *p)
{
  const char *end = p;
  const char *word;

  while (end > start && strchr (" \t:#", end[-1]))
    end--;
  for (word = end; word > start && g_ascii_isalpha (word[-1]);)
    word--;
  return word < end && amends_note_skip_word (&word, refusals) && word == end;
}

/* Whether a clause begins at @p. */
static gboolean
begins_clause (const char *start, const char *p)
{
  while (p > start && g_ascii_isspace (p[-1]))
    p--;
  if (p == start || strchr (",;", p[-1]))
    return TRUE;
  if (p - start >= 3 && (memcmp (p - 3, "，", 3) == 0 || memcmp (p - 3, "；", 3) == 0))
    return TRUE;
  return p - start >= 4 && strncmp (p - 4, " and", 4) == 0;
}

static gboolean
has_words (const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Whether something is said behind a time; looks no farther than a clause may be long. */
static gboolean
says_something (const char *p, const char *end)
{
  return has_words (p, end - p > LONGEST_WAIT ? p + LONGEST_WAIT : end);
}

/* 我们9:10才收到工单: no white space sets the time apart, and figures that are none say what
 * they are. */
static gboolean
is_among_chinese (const char *start, const char *p, const AmendsNoteStamp *stamp)
{
  static const char *const refused[] = { "比",   "比例", "比分", "版本", "时长",
                                         "用时", "耗时", "历时", "为",   "第" };
  const char *last = p > start ? g_utf8_find_prev_char (start, p) : NULL;
  g_autofree char *before = NULL;

  if (!last || !amends_text_is_cjk (g_utf8_get_char (last)) ||
      !amends_text_is_cjk (g_utf8_get_char (p + stamp->end)))
    return FALSE;
  before = g_strndup (p - MIN (p - start, 12), MIN (p - start, 12));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_str_has_suffix (before, refused[i]))
      return FALSE;
  return TRUE;
}

/* @apart: the paragraph may be left at @p, since it begins a sentence or follows a semicolon. */
static gboolean
accepts (Split *self,
         const char *start,
         const char *end,
         const char *p,
         gboolean apart,
         const AmendsNoteStamp *stamp)
{
  const char *origin = p;
  gboolean clause = begins_clause (start, p);

  if (!stamp->has_clock || is_refused (start, p))
    return FALSE;
  if (self->own && (amends_note_skip_word (&origin, origins) || (!apart && !clause)))
    return FALSE;
  if (self->own && clause && !says_something (p + stamp->length, end))
    return FALSE;
  if (stamp->led || amends_note_stamp_has_date (stamp) || !stamp->plain)
    return TRUE;
  if (is_among_chinese (start, p, stamp))
    return TRUE;
  return clause && says_something (p + stamp->length, end);
}

/* Most sentences tell no time, which is soon seen. */
static gboolean
may_tell_time (const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      return TRUE;
  return contains_word (start, end, hints);
}

/* "Last night it failed at 2:14": the part of the day says what the hour means. */
static void
drop_nominal (Split *self)
{
  gboolean exact = FALSE;

  for (guint i = 0; i < self->hits->len; i++)
    exact = exact || !g_array_index (self->hits, Hit, i).stamp.nominal;
  for (guint i = 0; exact && i < self->hits->len;)
    {
      const Hit *hit = &g_array_index (self->hits, Hit, i);

      if (!hit->stamp.nominal)
        {
          i++;
          continue;
        }
      self->date = hit->stamp;
      g_array_remove_index (self->hits, i);
    }
}

static void
find_hits (Split *self, const char *start, const char *end, gboolean first)
{
  gboolean word = FALSE, apart = !first;

  g_array_set_size (self->hits, 0);
  memset (&self->date, 0, sizeof self->date);
  if (!may_tell_time (start, end))
    return;
  for (const char *p = start; p < end && self->hits->len < MOST_TIMES;)
    {
      gunichar c = g_utf8_get_char (p);
      Hit hit = { .start = p };

      if (!word && !g_unichar_isspace (c) && amends_note_scan_stamp (p, self->zones, &hit.stamp) &&
          p + hit.stamp.end <= end)
        {
          hit.end = p + hit.stamp.end;
          if (accepts (self, start, end, p, apart, &hit.stamp))
            g_array_append_val (self->hits, hit);
          else if (!hit.stamp.has_clock && !self->date.length &&
                   amends_note_stamp_has_date (&hit.stamp))
            self->date = hit.stamp;
          p = hit.end > p ? hit.end : g_utf8_next_char (p);
          word = TRUE;
          continue;
        }
      apart = apart || c == ';' || c == 0xFF1B;
      word = is_word_char (c) || (c < 0x80 && strchr ("_./:-@#$+", (int) c));
      p = g_utf8_next_char (p);
    }
  drop_nominal (self);
}

/* Where the clauses of two times meet: @cut is the end of the first, the result the beginning of
 * the second. NULL if they are of one clause. */
static const char *
find_joint (const char *from, const char *to, const char **cut)
{
  const char *chosen = NULL;
  gboolean word = TRUE, near = TRUE;

  for (const char *p = from; p < to;)
    {
      const char *at = p;
      gboolean mark = strchr (",;", *p) || amends_note_skip_word (&at, "，|；|、|–|—");
      gboolean joint = FALSE;

      if (!mark && !word && amends_note_skip_word (&at, joints))
        joint = TRUE;
      if (mark || joint)
        {
          const char *behind = mark && at == p ? p + 1 : at;
          const char *rest = amends_note_skip_space (behind);

          amends_note_skip_word (&rest, joints);
          rest = amends_note_skip_space (rest);
          /* Right behind the first time, or right in front of the second. */
          if (!chosen || rest >= to)
            {
              *cut = p;
              chosen = joint ? p : behind;
            }
          if (near || rest >= to)
            return chosen;
          p = behind;
          near = near && !joint;
          continue;
        }
      near = near && !g_unichar_isalpha (g_utf8_get_char (p));
      word = is_word_char (g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  return chosen;
}

/* Without joints and marks at both ends. */
static void
trim (const char **start, const char **end)
{
  gboolean again = TRUE;

  while (again && *start < *end)
    {
      const char *at = amends_note_skip_space (*start);

      again = amends_note_skip_word (&at, joints) != 0;
      while (*at && (strchr (",;:-|", *at) || g_ascii_isspace (*at)))
        again = TRUE, at++;
      while (amends_note_skip_word (&at, "，|；|：|、|–|—"))
        again = TRUE;
      *start = amends_note_skip_space (at);
    }
  for (again = TRUE; again && *end > *start;)
    {
      const char *last = g_utf8_find_prev_char (*start, *end);
      gunichar c = last ? g_utf8_get_char (last) : 0;

      again = last && (g_unichar_isspace (c) || (c < 0x80 && strchr (",;:-.|(", (int) c)) ||
                       c == 0xFF0C || c == 0xFF1B || c == 0x3002 || c == 0x3001);
      if (again)
        *end = last;
    }
}

/* The words of a clause. A time at its beginning or end is left out, one within is part of it. */
static GString *
clause_words (const Hit *hit, const char *start, const char *end)
{
  GString *text = g_string_new (NULL);
  const char *from = start, *to = hit->start;
  gunichar first;

  trim (&from, &to);
  if (from >= to)
    {
      from = hit->end;
      to = end;
    }
  else
    {
      const char *rest = hit->end, *rest_end = end;

      trim (&rest, &rest_end);
      if (rest < rest_end)
        to = end;
    }
  trim (&from, &to);
  if (from >= to)
    return text;
  first = g_unichar_toupper (g_utf8_get_char (from));
  g_string_append_unichar (text, first);
  from = g_utf8_next_char (from);
  if (to > from)
    g_string_append_len (text, from, to - from);
  return text;
}

static void
add_clause (Split *self,
            const AmendsNoteMark *origin,
            const Hit *hit,
            const char *start,
            const char *end)
{
  AmendsNoteMark mark = { .block = origin->block, .level = origin->level, .stamp = hit->stamp };
  g_autoptr (GString) words = NULL;

  if (contains_word (start, end, plans))
    return;
  words = clause_words (hit, start, end);
  if (!has_words (words->str, words->str + words->len))
    return;
  mark.loose = TRUE;
  mark.text = g_string_new (NULL);
  amends_note_join (mark.text, words->str, FALSE, FALSE);
  if (!amends_note_stamp_has_date (&mark.stamp) && self->date.length)
    {
      mark.stamp.year = self->date.year;
      mark.stamp.month = self->date.month;
      mark.stamp.day = self->date.day;
      mark.stamp.either = self->date.either;
      mark.stamp.weekday = self->date.weekday;
      mark.stamp.week = self->date.week;
      mark.stamp.has_relative = self->date.has_relative;
      mark.stamp.relative = self->date.relative;
      if (self->date.part && !mark.stamp.part)
        {
          mark.stamp.part = self->date.part;
          amends_note_apply_part (&mark.stamp);
        }
    }
  g_array_append_val (self->out, mark);
}

/* Words without a time go on with what the paragraph began with. */
static void
go_on (Split *self, guint own, const char *start, const char *end)
{
  AmendsNoteMark *mark = &g_array_index (self->out, AmendsNoteMark, own);
  g_autofree char *piece = g_strndup (start, end - start);
  gboolean cut = mark->stamp.led && !mark->stamp.apart && g_ascii_islower (*piece);

  /* What is left of a sentence that said when. */
  if (cut && mark->text->len == 0)
    *piece = g_ascii_toupper (*piece);
  amends_note_join (mark->text, piece, TRUE, FALSE);
}

static void
split_sentence (Split *self,
                const AmendsNoteMark *origin,
                guint own,
                const char *start,
                const char *end,
                gboolean first)
{
  const char *last = end;

  while (last > start && g_ascii_isspace (last[-1]))
    last--;
  find_hits (self, start, end, first);
  if (first && !self->date.length)
    self->date = self->above;
  if (last > start && (last[-1] == '?' || g_str_has_suffix (last - MIN (3, last - start), "？")))
    g_array_set_size (self->hits, 0);
  if (self->own && (first || !self->hits->len))
    {
      const char *to = end, *from = NULL;

      if (self->hits->len)
        from = find_joint (start, g_array_index (self->hits, Hit, 0).start, &to);
      if (self->hits->len && !from)
        g_array_set_size (self->hits, 0);
      go_on (self, own, start, self->hits->len ? to : end);
      start = from ? from : start;
    }
  for (guint i = 0; i < self->hits->len; i++)
    {
      const Hit *hit = &g_array_index (self->hits, Hit, i);
      const char *cut = end, *next = NULL;

      while (!next && i + 1 < self->hits->len)
        {
          next = find_joint (hit->end, g_array_index (self->hits, Hit, i + 1).start, &cut);
          if (!next)
            i++;
        }
      add_clause (self, origin, hit, start, next ? cut : end);
      start = next ? next : end;
    }
}

/* Whether the first sentence of a day has an hour in it. */
static gboolean
tells_hour (Split *self, const char *text)
{
  self->own = FALSE;
  find_hits (self, text, sentence_end (text), TRUE);
  return self->hits->len > 0;
}

GArray *
amends_note_prose_split (GArray *marks, AmendsNoteZones *zones)
{
  Split self = { .zones = zones };

  self.hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  self.out = amends_note_marks_new ();
  for (guint i = 0; i < marks->len; i++)
    {
      AmendsNoteMark *mark = &g_array_index (marks, AmendsNoteMark, i);
      AmendsNoteMark copy = *mark;
      g_autoptr (GString) text = g_steal_pointer (&mark->text);
      guint own = self.out->len;
      const char *end;

      copy.text = NULL;
      memset (&self.above, 0, sizeof self.above);
      if (text && !mark->carrier && !mark->stamp.has_clock && !mark->stamp.has_offset &&
          !mark->stamp.apart && tells_hour (&self, text->str))
        {
          self.above = mark->stamp;
          mark->loose = TRUE;
        }
      self.own = text && !mark->loose;
      if (text && !mark->loose)
        copy.text = g_string_new (NULL);
      if (!mark->loose)
        g_array_append_val (self.out, copy);
      if (!text)
        continue;
      if (mark->carrier || mark->quotes)
        {
          go_on (&self, own, text->str, text->str + text->len);
          continue;
        }
      for (const char *p = text->str; *p; p = end)
        {
          end = sentence_end (p);
          split_sentence (&self, mark, own, p, end, p == text->str);
        }
    }
  g_array_unref (self.hits);
  return self.out;
}
