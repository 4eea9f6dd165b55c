/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what a customer asks of us and asks us not to do, in their own words and numbering. */

#include "config.h"

#include "amends-plan-points.h"

#include "amends-plan-pattern.h"
#include "amends-text.h"

#include <string.h>

/* A reply takes up so many points; a list that the customer numbered stays whole up to a limit. */
#define MOST_POINTS 6
#define MOST_NUMBERED 12
/* A point longer than this is said with a clause less. */
#define LONGEST_POINT 120
/* What a clause needs to stand alone. */
#define LEAST_POINT 8
/* A line that is not longer than this was ended on purpose. */
#define SHORT_LINE 50

typedef enum
{
  QUESTION,   /* a question has one of these, or it is an outcry */
  REQUEST,    /* a wish or an order */
  NO_REQUEST, /* looks like one and is none */
  FORBID,     /* an order not to */
  NO_FORBID,
  INTRODUCES, /* says that what follows is wanted */
  TELLS,      /* a point of a list that only tells */
  ITEM,       /* a line that is a point; the first group is its number */
  INLINE,     /* the same within a line */
  FIRST,      /* the number that a list begins with */
  LEAD,       /* what a point can do without at its head */
  TAIL,       /* and at its end */
  BREAK,      /* where a clause ends */
  N_PATTERNS
} PatternKind;

/* In the order of PatternKind. */
static const char *const members[N_PATTERNS] = {
  "question", "request", "no_request", "forbid", "no_forbid", "introduces", "only_tells",
  "item",     "inline",  "first",      "lead",   "tail",      "break",
};

typedef struct
{
  char *kind;          /* (owned) */
  char *owner;         /* (owned) (nullable): nick of the role that has the answer */
  gboolean timed;      /* what an answer to it announces is the next contact */
  GPtrArray *patterns; /* (owned) of GRegex */
} Kind;

struct _AmendsPlanPoints
{
  GPtrArray *patterns[N_PATTERNS]; /* (owned) of GRegex */
  GPtrArray *rhetorical;           /* (owned) of GRegex */
  GPtrArray *asks;                 /* these: (owned) of Kind, the first that matches */
  GPtrArray *answers;
  GPtrArray *forbid_kinds;
};

/* One line or sentence of a message. */
typedef struct
{
  char *text;       /* (owned) */
  char *number;     /* (owned) (nullable) */
  gboolean listed;  /* a point of a list */
  gboolean last;    /* of a list within a line: what follows its sentence is no part of it */
  gboolean skipped; /* it introduces a list */
} Unit;

typedef struct
{
  GPtrArray *languages; /* of AmendsPlanPoints */
  GPtrArray *units;     /* (owned) of Unit */
  GPtrArray *asked;     /* (owned) of facts */
  GPtrArray *forbids;   /* (owned) of facts */
  guint listed;
  guint numbered;
} Reading;

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_free (kind->kind);
  g_free (kind->owner);
  g_ptr_array_unref (kind->patterns);
  g_free (kind);
}

static void
unit_free (gpointer data)
{
  Unit *unit = data;

  g_free (unit->text);
  g_free (unit->number);
  g_free (unit);
}

static GPtrArray *
read_kinds (AmendsJsonReader *reader, const char *member)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func (kind_free);

  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_REQUIRED))
    return kinds;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      Kind *kind;

      if (!amends_json_reader_at (reader, i))
        continue;
      kind = g_new0 (Kind, 1);
      kind->kind = amends_json_reader_dup_string (reader, "kind", AMENDS_JSON_REQUIRED);
      kind->owner = amends_json_reader_dup_string (reader, "owner", AMENDS_JSON_OPTIONAL);
      kind->timed = amends_json_reader_get_boolean (reader, "timed", FALSE);
      kind->patterns = amends_plan_patterns_read (reader, "patterns");
      g_ptr_array_add (kinds, kind);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
  return kinds;
}

AmendsPlanPoints *
amends_plan_points_read (AmendsJsonReader *reader)
{
  AmendsPlanPoints *self = g_new0 (AmendsPlanPoints, 1);
  gboolean entered = amends_json_reader_enter_object (reader, "points", AMENDS_JSON_REQUIRED);

  for (guint i = 0; i < N_PATTERNS; i++)
    self->patterns[i] =
        entered ? amends_plan_patterns_read (reader, members[i]) : g_ptr_array_new ();
  if (entered)
    amends_json_reader_leave (reader);
  self->rhetorical = amends_plan_patterns_read (reader, "rhetorical");
  self->asks = read_kinds (reader, "asks");
  self->answers = read_kinds (reader, "answers");
  self->forbid_kinds = read_kinds (reader, "forbid_kinds");
  return self;
}

void
amends_plan_points_free (AmendsPlanPoints *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_PATTERNS; i++)
    g_ptr_array_unref (self->patterns[i]);
  g_ptr_array_unref (self->rhetorical);
  g_ptr_array_unref (self->asks);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->forbid_kinds);
  g_free (self);
}

static gboolean
matches (GPtrArray *languages, PatternKind kind, const char *text)
{
  for (guint i = 0; i < languages->len; i++)
    {
      AmendsPlanPoints *language = g_ptr_array_index (languages, i);

      if (amends_plan_patterns_match (language->patterns[kind], text))
        return TRUE;
    }
  return FALSE;
}

/* Where in @text the first match of @kind begins and ends, in bytes. @number: (out) (optional)
 * (transfer full): its first group. */
static gboolean
locate (GPtrArray *languages,
        PatternKind kind,
        const char *text,
        gsize from,
        AmendsSpan *span,
        char **number)
{
  gboolean found = FALSE;

  for (guint i = 0; i < languages->len; i++)
    {
      AmendsPlanPoints *language = g_ptr_array_index (languages, i);

      for (guint k = 0; k < language->patterns[kind]->len; k++)
        {
          g_autoptr (GMatchInfo) match = NULL;
          int start, end;

          if (!g_regex_match_full (g_ptr_array_index (language->patterns[kind], k), text, -1, from,
                                   0, &match, NULL) ||
              !g_match_info_fetch_pos (match, 0, &start, &end) ||
              (found && (guint) start >= span->start))
            continue;
          found = TRUE;
          span->start = start;
          span->end = end;
          if (number != NULL)
            {
              g_free (*number);
              *number = g_match_info_fetch (match, 1);
            }
        }
    }
  return found;
}

/* (nullable): NULL for what is of no known kind. @offset: of the list of kinds in the rules. */
static const Kind *
find_kind (GPtrArray *languages, gsize offset, const char *text)
{
  for (guint i = 0; i < languages->len; i++)
    {
      GPtrArray *kinds = G_STRUCT_MEMBER (GPtrArray *, g_ptr_array_index (languages, i), offset);

      for (guint k = 0; k < kinds->len; k++)
        {
          Kind *kind = g_ptr_array_index (kinds, k);

          if (amends_plan_patterns_match (kind->patterns, text))
            return kind;
        }
    }
  return NULL;
}

/* --- Lines and lists --- */

static Unit *
add_unit (Reading *reading, const char *text, const char *number, gboolean listed)
{
  Unit *unit = g_new0 (Unit, 1);

  unit->text = amends_text_one_line (text, 4000);
  unit->number = number != NULL && *number != '\0' ? g_strdup (number) : NULL;
  unit->listed = listed;
  g_ptr_array_add (reading->units, unit);
  return unit;
}

static void
add_sentences (Reading *reading, const char *text)
{
  g_autoptr (GArray) spans = amends_text_split_sentences (text);
  guint start = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *first = &g_array_index (spans, AmendsSpan, start);
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (text + first->start, span->end - first->start);

      /* "Answer in writing: the cause; who …; when …" is one. */
      if (g_str_has_suffix (sentence, "；") && i + 1 < spans->len &&
          strstr (sentence, "：") != NULL)
        continue;
      add_unit (reading, sentence, NULL, FALSE);
      start = i + 1;
    }
}

/* "(1) …, (2) …" within a paragraph is a list when it begins at the beginning and goes on. */
static void
add_paragraph (Reading *reading, const char *text)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *head = NULL;
  gsize from = 0;
  AmendsSpan span;

  for (;;)
    {
      char *number = NULL;

      if (!locate (reading->languages, INLINE, text, from, &span, &number))
        break;
      from = span.end;
      if (marks->len > 0 || matches (reading->languages, FIRST, number))
        {
          g_array_append_val (marks, span);
          g_ptr_array_add (numbers, number);
        }
      else
        g_free (number);
    }
  if (marks->len < 2)
    {
      add_sentences (reading, text);
      return;
    }
  head = g_strndup (text, g_array_index (marks, AmendsSpan, 0).start);
  add_sentences (reading, head);
  for (guint i = 0; i < marks->len; i++)
    {
      gsize start = g_array_index (marks, AmendsSpan, i).end;
      gsize end =
          i + 1 < marks->len ? g_array_index (marks, AmendsSpan, i + 1).start : strlen (text);
      g_autofree char *item = g_strndup (text + start, end - start);
      Unit *unit = add_unit (reading, item, g_ptr_array_index (numbers, i), TRUE);

      unit->last = i + 1 == marks->len;
    }
}

static void
end_paragraph (Reading *reading, GString *paragraph)
{
  if (paragraph->len > 0)
    add_paragraph (reading, paragraph->str);
  g_string_truncate (paragraph, 0);
}

static gboolean
ends_sentence (const char *text)
{
  const char *last = *text != '\0' ? g_utf8_find_prev_char (text, text + strlen (text)) : NULL;

  return last != NULL && g_unichar_ispunct (g_utf8_get_char (last)) && !strchr (",;", *last) &&
         g_utf8_get_char (last) != 0xff0c;
}

static void
add_lines (Reading *reading, const char *own)
{
  g_auto (GStrv) lines = g_strsplit (own, "\n", -1);
  g_autoptr (GString) paragraph = g_string_new (NULL);
  Unit *item = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean indented = g_ascii_isspace (*lines[i]);
      const char *line = g_strstrip (lines[i]);
      g_autofree char *number = NULL;
      AmendsSpan span;

      if (*line == '\0' || *line == '>')
        {
          end_paragraph (reading, paragraph);
          item = NULL;
          continue;
        }
      if (locate (reading->languages, ITEM, line, 0, &span, &number) && span.start == 0)
        {
          end_paragraph (reading, paragraph);
          item = add_unit (reading, line + span.end, number, TRUE);
          continue;
        }
      if (item != NULL && (indented || !ends_sentence (item->text)))
        {
          g_autofree char *whole = g_strconcat (item->text, " ", line, NULL);

          g_free (item->text);
          item->text = g_steal_pointer (&whole);
          continue;
        }
      item = NULL;
      if (paragraph->len > 0)
        {
          const char *before = i > 0 ? lines[i - 1] : "";

          g_string_append (
              paragraph,
              g_utf8_strlen (before, -1) > SHORT_LINE || ends_sentence (before) ? " " : "\n\n");
        }
      g_string_append (paragraph, line);
    }
  end_paragraph (reading, paragraph);
}

/* --- One sentence --- */

static gboolean
is_question (const char *sentence)
{
  g_autofree char *text = g_strchomp (g_strdup (sentence));

  while (g_str_has_suffix (text, "!") || g_str_has_suffix (text, ")"))
    text[strlen (text) - 1] = '\0';
  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？");
}

static gboolean
is_rhetorical (GPtrArray *languages, const char *sentence)
{
  for (guint i = 0; i < languages->len; i++)
    {
      AmendsPlanPoints *language = g_ptr_array_index (languages, i);

      if (amends_plan_patterns_match (language->rhetorical, sentence))
        return TRUE;
    }
  return FALSE;
}

/* Words that somebody else said. */
static gboolean
is_quotation (const char *sentence)
{
  gunichar first = g_utf8_get_char (sentence);
  const char *last = g_utf8_find_prev_char (sentence, sentence + strlen (sentence));
  gunichar end = last != NULL ? g_utf8_get_char (last) : 0;

  return (first == '"' && end == '"') || (first == 0x201c && end == 0x201d);
}

static gboolean
is_forbidding (GPtrArray *languages, const char *sentence)
{
  return !is_question (sentence) && matches (languages, FORBID, sentence) &&
         !matches (languages, NO_FORBID, sentence);
}

static gboolean
is_asking (GPtrArray *languages, const char *sentence)
{
  if (*sentence == '\0' || is_quotation (sentence))
    return FALSE;
  if (is_question (sentence))
    return matches (languages, QUESTION, sentence) && !is_rhetorical (languages, sentence);
  return matches (languages, REQUEST, sentence) && !matches (languages, NO_REQUEST, sentence);
}

static void
cut_stops (char *text)
{
  for (char *end = text + strlen (text); end > text;)
    {
      char *last = g_utf8_find_prev_char (text, end);

      if (last == NULL || g_utf8_strchr (",;:，；：、。. (（", -1, g_utf8_get_char (last)) == NULL)
        break;
      *last = '\0';
      end = last;
    }
}

/* (transfer full): without "And", dashes and stops around it, with a capital. */
static char *
trim_point (GPtrArray *languages, const char *text)
{
  g_autofree char *line = amends_text_one_line (text, 4000);
  char *start = line;
  GString *trimmed = g_string_new (NULL);
  AmendsSpan span;

  while (locate (languages, LEAD, start, 0, &span, NULL) && span.start == 0 && span.end > 0)
    start += span.end;
  cut_stops (start);
  if (locate (languages, TAIL, start, 0, &span, NULL))
    start[span.start] = '\0';
  if (*start == '\0')
    return g_string_free (trimmed, FALSE);
  g_string_append_unichar (trimmed, g_unichar_toupper (g_utf8_get_char (start)));
  g_string_append (trimmed, g_utf8_next_char (start));
  return g_string_free (trimmed, FALSE);
}

/* (transfer full) (nullable): as many whole clauses of @text as a point may have. */
static char *
shorten (GPtrArray *languages, const char *text)
{
  gsize from = 0, cut = 0;
  gboolean question = is_question (text);
  AmendsSpan span;
  GString *part;

  if (g_utf8_strlen (text, -1) <= LONGEST_POINT)
    return g_strdup (text);
  while (locate (languages, BREAK, text, from, &span, NULL) &&
         g_utf8_strlen (text, span.start) < LONGEST_POINT)
    {
      if (g_utf8_strlen (text, span.start) >= LEAST_POINT)
        cut = span.start;
      from = MAX (span.end, span.start + 1);
    }
  if (cut == 0)
    return NULL;
  part = g_string_new_len (text, cut);
  if (question)
    g_string_append (part, amends_text_counts_characters (text) ? "？" : "?");
  return g_string_free (part, FALSE);
}

/* (transfer full): @sentence up to what it forbids, when it asks before. */
static char *
cut_forbidden (GPtrArray *languages, const char *sentence)
{
  PatternKind kind = is_question (sentence) ? QUESTION : REQUEST;
  AmendsSpan asked, forbidden;

  if (is_forbidding (languages, sentence) &&
      locate (languages, FORBID, sentence, 0, &forbidden, NULL) &&
      locate (languages, kind, sentence, 0, &asked, NULL) && asked.start < forbidden.start &&
      g_utf8_strlen (sentence, forbidden.start) >= LEAST_POINT)
    return g_strndup (sentence, forbidden.start);
  return g_strdup (sentence);
}

/* (transfer full) (nullable): what is asked in @sentence, from where it is asked when all of it is
 * too long. */
static char *
say_asked (GPtrArray *languages, const char *sentence)
{
  g_autofree char *part = cut_forbidden (languages, sentence);
  g_autofree char *whole = trim_point (languages, part);
  PatternKind kind = is_question (sentence) ? QUESTION : REQUEST;
  AmendsSpan span;

  if (g_utf8_strlen (whole, -1) <= LONGEST_POINT)
    return g_steal_pointer (&whole);
  if (locate (languages, kind, whole, 0, &span, NULL) && span.start > 0)
    {
      g_autofree char *rest = trim_point (languages, whole + span.start);

      g_free (whole);
      whole = g_steal_pointer (&rest);
    }
  return shorten (languages, whole);
}

/* --- Points --- */

static gboolean
is_known (GPtrArray *items, const char *text)
{
  for (guint i = 0; i < items->len; i++)
    {
      AmendsFacts *item = g_ptr_array_index (items, i);

      if (g_str_equal (amends_facts_get_text (amends_facts_get (item, "text")), text))
        return TRUE;
    }
  return FALSE;
}

static void
add_asked (Reading *reading, const char *text, const Unit *unit)
{
  const Kind *kind = find_kind (reading->languages, G_STRUCT_OFFSET (AmendsPlanPoints, asks), text);
  AmendsFacts *item;

  if (text == NULL || *text == '\0' || is_known (reading->asked, text))
    return;
  item = amends_facts_new ();
  amends_facts_set_text (item, "kind", kind != NULL ? kind->kind : "other");
  amends_facts_set_text (item, "owner", kind != NULL ? kind->owner : NULL);
  amends_facts_set_boolean (item, "timed", kind == NULL || kind->timed);
  amends_facts_set_boolean (item, "question", is_question (text));
  amends_facts_set_text (item, "text", text);
  amends_facts_set_text (item, "number", unit->number);
  amends_facts_set_boolean (item, "listed", unit->listed);
  amends_facts_set_boolean (item, "also", reading->asked->len > 0);
  g_ptr_array_add (reading->asked, item);
  reading->listed += unit->listed;
  reading->numbered += unit->number != NULL;
}

static void
add_forbids (Reading *reading, const char *sentence)
{
  gsize from = 0;
  AmendsSpan span;

  if (!is_forbidding (reading->languages, sentence))
    return;
  while (locate (reading->languages, FORBID, sentence, from, &span, NULL))
    {
      g_autofree char *match = g_strndup (sentence + span.start, span.end - span.start);
      g_autofree char *clause = trim_point (reading->languages, match);
      g_autofree char *text = shorten (reading->languages, clause);
      const Kind *kind;
      AmendsFacts *item;

      from = MAX (span.end, span.start + 1);
      if (text == NULL || *text == '\0' || is_known (reading->forbids, text) ||
          reading->forbids->len == MOST_POINTS)
        continue;
      kind = find_kind (reading->languages, G_STRUCT_OFFSET (AmendsPlanPoints, forbid_kinds), text);
      item = amends_facts_new ();
      amends_facts_set_text (item, "text", text);
      amends_facts_set_text (item, "kind", kind != NULL ? kind->kind : NULL);
      amends_facts_set_boolean (item, "also", reading->forbids->len > 0);
      g_ptr_array_add (reading->forbids, item);
    }
}

/* (transfer full) (nullable): a point of a list up to the last sentence in which it asks. */
static char *
say_item (Reading *reading, const Unit *unit)
{
  g_autoptr (GArray) spans = amends_text_split_sentences (unit->text);
  guint last = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < spans->len && !unit->last; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (unit->text + span->start, span->end - span->start);

      if (g_utf8_strlen (unit->text, span->end) <= LONGEST_POINT &&
          is_asking (reading->languages, sentence))
        last = i;
    }
  if (spans->len == 0)
    return NULL;
  text = g_strndup (unit->text, g_array_index (spans, AmendsSpan, last).end);
  return say_asked (reading->languages, text);
}

static gboolean
item_asks (Reading *reading, const Unit *unit)
{
  g_autoptr (GArray) spans = amends_text_split_sentences (unit->text);

  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (unit->text + span->start, span->end - span->start);

      if (is_asking (reading->languages, sentence))
        return TRUE;
    }
  return FALSE;
}

/* What stands before a list, when it says that what follows is wanted. */
static gboolean
is_introduced (Reading *reading, guint first)
{
  Unit *before = first > 0 ? g_ptr_array_index (reading->units, first - 1) : NULL;
  gboolean introduced =
      before != NULL && !before->listed && matches (reading->languages, INTRODUCES, before->text);

  if (introduced)
    before->skipped = TRUE;
  return introduced;
}

static gboolean
is_list_of_asks (Reading *reading, guint first, guint end)
{
  gboolean some = FALSE;

  if (is_introduced (reading, first))
    return TRUE;
  for (guint i = first; i < end; i++)
    {
      Unit *unit = g_ptr_array_index (reading->units, i);
      gboolean asks = item_asks (reading, unit);

      if (unit->number == NULL || (!asks && matches (reading->languages, TELLS, unit->text)))
        return FALSE;
      some = some || asks;
    }
  return some;
}

static void
take_list (Reading *reading, guint first, guint end, GPtrArray *taken)
{
  gboolean all = is_list_of_asks (reading, first, end);

  for (guint i = first; i < end; i++)
    {
      Unit *unit = g_ptr_array_index (reading->units, i);
      gboolean forbids = is_forbidding (reading->languages, unit->text);
      gboolean asks = all ? unit->number != NULL || !forbids : item_asks (reading, unit);

      if (asks)
        g_ptr_array_add (taken, unit);
    }
}

/* (transfer container): the units that ask, in order. */
static GPtrArray *
list_asking (Reading *reading)
{
  GPtrArray *taken = g_ptr_array_new ();
  GPtrArray *units = reading->units;

  for (guint i = 0; i < units->len;)
    {
      Unit *unit = g_ptr_array_index (units, i);
      guint end = i;

      while (end < units->len && ((Unit *) g_ptr_array_index (units, end))->listed)
        end++;
      if (end > i)
        {
          take_list (reading, i, end, taken);
          i = end;
          continue;
        }
      if (is_asking (reading->languages, unit->text))
        g_ptr_array_add (taken, unit);
      i++;
    }
  return taken;
}

/* Beside a list of points, a question of no known kind is said in passing. */
static gboolean
is_in_passing (Reading *reading, const Unit *unit, gboolean lists)
{
  return unit->skipped || (lists && !unit->listed && is_question (unit->text) &&
                           find_kind (reading->languages, G_STRUCT_OFFSET (AmendsPlanPoints, asks),
                                      unit->text) == NULL);
}

static void
take_points (Reading *reading)
{
  g_autoptr (GPtrArray) taken = list_asking (reading);
  gboolean lists = FALSE;

  for (guint i = 0; i < taken->len; i++)
    lists = lists || ((Unit *) g_ptr_array_index (taken, i))->listed;
  for (guint i = 0; i < taken->len; i++)
    {
      Unit *unit = g_ptr_array_index (taken, i);
      guint most = unit->number != NULL ? MOST_NUMBERED : MOST_POINTS;
      g_autofree char *text = NULL;

      if (is_in_passing (reading, unit, lists) || reading->asked->len >= most)
        continue;
      text = unit->listed ? say_item (reading, unit) : say_asked (reading->languages, unit->text);
      if (text != NULL)
        add_asked (reading, text, unit);
    }
  for (guint i = 0; i < reading->units->len; i++)
    add_forbids (reading, ((Unit *) g_ptr_array_index (reading->units, i))->text);
}

static void
set_forbidden (AmendsFacts *facts, GPtrArray *forbids)
{
  amends_facts_set_list (facts, "forbids", forbids);
  for (guint i = 0; i < forbids->len; i++)
    {
      const char *kind =
          amends_facts_get_text (amends_facts_get (g_ptr_array_index (forbids, i), "kind"));
      g_autofree char *path = g_strconcat ("forbidden.", kind, NULL);

      if (kind != NULL)
        amends_facts_set_boolean (facts, path, TRUE);
    }
}

void
amends_plan_points_set_facts (GPtrArray *languages, AmendsFacts *facts, const char *own)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (unit_free);
  g_autoptr (GPtrArray) asked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  g_autoptr (GPtrArray) forbids =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  Reading reading = { languages, units, asked, forbids, 0, 0 };

  add_lines (&reading, own);
  take_points (&reading);
  amends_facts_set_list (facts, "asked", asked);
  set_forbidden (facts, forbids);
  for (guint i = 0; i < asked->len; i++)
    {
      if (amends_facts_is_true (amends_facts_get (g_ptr_array_index (asked, i), "timed")))
        amends_facts_set_boolean (facts, "answer_timed", TRUE);
    }
  if (asked->len == 0)
    return;
  amends_facts_set_number (facts, "asks.count", asked->len);
  amends_facts_set_boolean (facts, "asks.numbered", reading.numbered > 0);
}

/* Whether @facts have, for certain, what a question of @kind asks for. */
static gboolean
has_answer (AmendsFacts *facts, const char *kind)
{
  if (g_str_equal (kind, "when"))
    return amends_facts_is_true (amends_facts_get (facts, "fix.confirmed")) &&
           amends_facts_get (facts, "fix.eta") != NULL;
  if (g_str_equal (kind, "workaround"))
    return amends_facts_get (facts, "workaround_text") != NULL;
  if (g_str_equal (kind, "cause"))
    return amends_facts_is_true (amends_facts_get (facts, "cause.final"));
  return g_str_equal (kind, "who") ||
         (g_str_equal (kind, "call") && amends_facts_get (facts, "forbidden.call") == NULL);
}

void
amends_plan_points_set_answers (GPtrArray *languages, AmendsFacts *facts)
{
  AmendsFacts *asked = amends_facts_get (facts, "asked");

  for (guint i = 0; asked != NULL && i < amends_facts_get_count (asked); i++)
    {
      AmendsFacts *item = amends_facts_get_item (asked, i);
      const char *text = amends_facts_get_text (amends_facts_get (item, "text"));
      const Kind *kind = find_kind (languages, G_STRUCT_OFFSET (AmendsPlanPoints, answers), text);

      if (kind != NULL && has_answer (facts, kind->kind))
        amends_facts_set_text (item, "answer", kind->kind);
    }
}
