/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a text: nothing left to fill in, and the length that its kind allows. */

#include "config.h"

#include "amends-gate-private.h"

#include <string.h>

#define LONGEST_PLACEHOLDER 60
/* A label has so many characters and words at most. */
#define LONGEST_LABEL 40
#define LABEL_WORDS 6

static void
report_bytes (AmendsGateScan *self, const char *variant, guint start, guint end)
{
  amends_gate_scan_report (self, AMENDS_GATE_RULE_UNFILLED, variant,
                           amends_gate_tokens_char_at (self->tokens, start),
                           amends_gate_tokens_char_at (self->tokens, end), NULL, NULL, FALSE, NULL);
}

static gboolean
contains_word (const GPtrArray *words, const char *text)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];
      gsize length = strlen (word);

      for (const char *p = strstr (folded, word); p; p = strstr (p + 1, word))
        if ((guchar) *word >= 0x80 ||
            ((p == folded || !g_ascii_isalpha (p[-1])) && !g_ascii_isalpha (p[length])))
          return TRUE;
    }
  return FALSE;
}

/* What stands in one pair of brackets: names a thing to fill in, and is not code or a link. */
static gboolean
is_placeholder (const AmendsGateScan *self, gunichar open, const char *content, const char *after)
{
  if (*content == '\0' || strpbrk (content, "\n;=\"@\\"))
    return FALSE;
  if (open == '{')
    return strpbrk (content, ":,") == NULL;
  if (open == '[' && *after == '(')
    return FALSE;
  if (open == '<' && strpbrk (content, "/:.") != NULL)
    return FALSE;
  return contains_word (self->gate->words[AMENDS_GATE_WORDS_PLACEHOLDER], content);
}

static gunichar
closing_bracket (gunichar c)
{
  switch (c)
    {
    case '[':
      return ']';
    case '{':
      return '}';
    case '<':
      return '>';
    case 0x3010: /* 【 */
      return 0x3011;
    case 0xFF3B: /* ［ */
      return 0xFF3D;
    default:
      return 0;
    }
}

/* Last token of the placeholder that opens at token @index, or @index itself if there is none. */
static guint
check_bracket (AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  const AmendsGateToken *open = amends_gate_tokens_at (tokens, index);
  gunichar closing = closing_bracket (open->c);
  gboolean doubled = open->c == '{' && index + 1 < tokens->tokens->len &&
                     amends_gate_tokens_at (tokens, index + 1)->c == '{';
  guint last = index + 1;
  g_autofree char *content = NULL;
  const AmendsGateToken *close;

  if (closing == 0 || (open->quoted && !doubled))
    return index;
  while (last < tokens->tokens->len && amends_gate_tokens_at (tokens, last)->c != closing &&
         amends_gate_tokens_at (tokens, last)->char_end - open->char_end <= LONGEST_PLACEHOLDER)
    last++;
  if (last >= tokens->tokens->len || amends_gate_tokens_at (tokens, last)->c != closing)
    return index;
  close = amends_gate_tokens_at (tokens, last);
  content = g_strndup (tokens->text + open->end, close->start - open->end);
  if (doubled)
    {
      if (last + 1 < tokens->tokens->len && amends_gate_tokens_at (tokens, last + 1)->c == '}')
        last++;
    }
  else if (!is_placeholder (self, open->c, content, tokens->text + close->end))
    return index;
  report_bytes (self, NULL, open->start, amends_gate_tokens_at (tokens, last)->end);
  return last;
}

static guint
run_length (const AmendsGateTokens *tokens, guint index, gunichar c)
{
  guint n = 0;

  while (index + n < tokens->tokens->len && amends_gate_tokens_at (tokens, index + n)->c == c &&
         (n == 0 || !amends_gate_tokens_at (tokens, index + n)->spaced))
    n++;
  return n;
}

static gboolean
is_marker (const AmendsGateScan *self, guint index)
{
  const GPtrArray *markers = self->gate->words[AMENDS_GATE_WORDS_MARKER];
  const AmendsGateToken *token = amends_gate_tokens_at (self->tokens, index);
  const char *start = self->tokens->text + token->start;

  /* 5xx and 4XX are status codes. */
  if (index > 0 && !token->spaced &&
      amends_gate_tokens_at (self->tokens, index - 1)->kind == AMENDS_GATE_TOKEN_NUMBER)
    return FALSE;
  for (guint i = 0; i < markers->len; i++)
    {
      const char *marker = markers->pdata[i];
      gsize length = strlen (marker);

      if (token->kind == AMENDS_GATE_TOKEN_CJK
              ? g_str_has_prefix (start, marker)
              : token->end - token->start == length && strncmp (start, marker, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Last token of the marker at @index: XX:XX is one, and so are the characters of 某某. */
static guint
marker_end (const AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  guint n = tokens->tokens->len;

  while (index + 2 < n && amends_gate_tokens_at (tokens, index + 1)->c == ':' &&
         is_marker (self, index + 2))
    index += 2;
  while (amends_gate_tokens_at (tokens, index)->kind == AMENDS_GATE_TOKEN_CJK && index + 1 < n &&
         amends_gate_tokens_at (tokens, index + 1)->c == amends_gate_tokens_at (tokens, index)->c)
    index++;
  return index;
}

/* "X days", "$X": a single capital X where a number belongs. */
static gboolean
is_single_x (const AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  if (token->c != 'X' || token->end - token->start != 1 || index + 1 >= tokens->tokens->len)
    return FALSE;
  if (index > 0 && !token->spaced && amends_gate_tokens_at (tokens, index - 1)->c == '$')
    return TRUE;
  return amends_gate_word_at (self->gate, AMENDS_GATE_WORDS_UNIT,
                              tokens->text + amends_gate_tokens_at (tokens, index + 1)->start) > 0;
}

/* "Dear ," and "by ." : a stop where a word belongs. */
static gboolean
is_hole (const AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  const AmendsGateToken *next;
  char word[48];

  if (index + 1 >= tokens->tokens->len)
    return FALSE;
  next = amends_gate_tokens_at (tokens, index + 1);
  if (!next->spaced || next->line_first || (next->c != ',' && next->c != '.' && next->c != ':'))
    return FALSE;
  amends_gate_tokens_fold (tokens, index, word, sizeof word);
  if (token->line_first && amends_gate_has_word (self->gate, AMENDS_GATE_WORDS_SALUTATION, word))
    return TRUE;
  if (!amends_gate_has_word (self->gate, AMENDS_GATE_WORDS_PREPOSITION, word))
    return FALSE;
  /* ".net" and "..." begin words of their own. */
  return index + 2 >= tokens->tokens->len || amends_gate_tokens_at (tokens, index + 2)->spaced ||
         amends_gate_tokens_at (tokens, index + 2)->line_first;
}

/* The stop behind "Dear," and 尊敬的： without a name; 0 if @index is no such place. */
static guint
find_nameless (const AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  gsize length;
  guint stop = index + 1;
  gunichar after;

  if (!token->line_first)
    return 0;
  length =
      amends_gate_word_at (self->gate, AMENDS_GATE_WORDS_GREETING, tokens->text + token->start);
  if (length == 0)
    return 0;
  while (stop < tokens->tokens->len &&
         amends_gate_tokens_at (tokens, stop)->start < token->start + length)
    stop++;
  if (stop >= tokens->tokens->len)
    return 0;
  after = amends_gate_tokens_at (tokens, stop)->c;
  return after == 0xFF0C || after == 0xFF1A || after == ',' || after == ':' ? stop : 0;
}

void
amends_gate_check_unfilled (AmendsGateScan *self)
{
  const AmendsGateTokens *tokens = self->tokens;

  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, i);
      guint last = check_bracket (self, i), run;

      if (last != i || token->quoted)
        {
          i = last;
          continue;
        }
      if ((run = run_length (tokens, i, '_')) >= 3 || (run = run_length (tokens, i, '?')) >= 3 ||
          (run = run_length (tokens, i, 0x00D7)) >= 2) /* ×× */
        {
          report_bytes (self, NULL, token->start, amends_gate_tokens_at (tokens, i + run - 1)->end);
          i += run - 1;
        }
      else if (is_marker (self, i))
        {
          last = marker_end (self, i);
          report_bytes (self, NULL, token->start, amends_gate_tokens_at (tokens, last)->end);
          i = last;
        }
      else if (is_single_x (self, i))
        report_bytes (self, NULL, token->start, token->end);
      else if (is_hole (self, i))
        report_bytes (self, "empty", token->start, amends_gate_tokens_at (tokens, i + 1)->end);
      else if ((last = find_nameless (self, i)) != 0)
        report_bytes (self, "empty", token->start, amends_gate_tokens_at (tokens, last)->end);
    }
  amends_gate_check_fields (self);
}

/* A line without its marks of heading, list and emphasis. */
static char *
bare_line (const char *line, gsize length, gboolean *heading)
{
  g_autofree char *copy = g_strndup (line, length);
  char *start = copy;

  *heading = *start == '#';
  start += strspn (start, "#*-_ \t0123456789.)");
  g_strchomp (start);
  while (*start && strchr ("*_# ", start[strlen (start) - 1]))
    start[strlen (start) - 1] = '\0';
  return g_strdup (start);
}

/* The length of @name if @line begins with it and then ends or has a colon; @rest is behind. */
static gboolean
names_section (const GPtrArray *names, const char *line, const char **rest)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      gsize length = strlen (name);
      const char *p = line + length;

      if (g_ascii_strncasecmp (line, name, length) != 0)
        continue;
      p += strspn (p, "* ");
      if (*p == '\0')
        {
          *rest = p;
          return TRUE;
        }
      if (*p == ':' || g_str_has_prefix (p, "："))
        {
          p += *p == ':' ? 1 : strlen ("：");
          *rest = p + strspn (p, "* ");
          return TRUE;
        }
    }
  return FALSE;
}

static const char *
line_end (const char *line)
{
  const char *end = strchr (line, '\n');

  return end ? end : line + strlen (line);
}

static gboolean
starts_section (const AmendsGateScan *self, const char *line, const char *end)
{
  gboolean heading;
  g_autofree char *bare = bare_line (line, end - line, &heading);
  const char *rest;

  return heading || names_section (self->gate->words[AMENDS_GATE_WORDS_SECTION], bare, &rest) ||
         names_section (self->gate->words[AMENDS_GATE_WORDS_SITUATION], bare, &rest) ||
         names_section (self->gate->words[AMENDS_GATE_WORDS_SUMMARY], bare, &rest) ||
         names_section (self->gate->words[AMENDS_GATE_WORDS_FIELD], bare, &rest);
}

/* A label of the playbook's list with nothing behind it before the next one. */
void
amends_gate_check_fields (AmendsGateScan *self)
{
  const char *text = self->tokens->text;

  for (const char *line = text; *line;)
    {
      const char *end = line_end (line), *next, *rest;
      gboolean heading;
      g_autofree char *bare = bare_line (line, end - line, &heading);

      if (!heading && names_section (self->gate->words[AMENDS_GATE_WORDS_FIELD], bare, &rest) &&
          *rest == '\0' && (strchr (bare, ':') || strstr (bare, "：")))
        {
          next = end;
          while (g_ascii_isspace (*next))
            next++;
          if (*next == '\0' || starts_section (self, next, line_end (next)))
            report_bytes (self, "empty", line - text, end - text);
        }
      line = *end ? end + 1 : end;
    }
}

static void
report_length (AmendsGateScan *self,
               const char *variant,
               guint start,
               guint end,
               int limit,
               int count)
{
  g_autofree char *limit_text = g_strdup_printf ("%d", limit);
  g_autofree char *count_text = g_strdup_printf ("%d", count);

  amends_gate_scan_report (self, AMENDS_GATE_RULE_LENGTH, variant,
                           amends_gate_tokens_char_at (self->tokens, start),
                           amends_gate_tokens_char_at (self->tokens, end), NULL, NULL, FALSE,
                           "limit", limit_text, "count", count_text, NULL);
}

/* The first byte beyond @limit words, or characters other than spaces. */
static guint
find_limit (const char *text, guint limit, gboolean characters)
{
  gboolean inside = FALSE;
  guint n = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));

      if (!space && (characters || !inside) && ++n > limit)
        return p - text;
      inside = !space;
    }
  return strlen (text);
}

/*
 * "Facts: …", 影响：…: a label of the writer's own, a few words that end in a colon. Two Chinese
 * characters count as a word.
 */
static gboolean
has_label (const char *line, const char *end)
{
  guint characters = 0, halves = 2;

  for (const char *p = line; p < end && characters <= LONGEST_LABEL; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xFF1A || (c == ':' && !g_ascii_isdigit (p[1]) && p[1] != '/'))
        return characters > 0 && halves <= 2 * LABEL_WORDS;
      /* A stop or a comma is of a sentence. */
      if (c == '.' || c == ',' || c == 0xFF0C || c == 0x3002)
        return FALSE;
      halves += c == ' ' ? 2 : amends_text_is_cjk (c) ? 1 : 0;
      characters++;
    }
  return FALSE;
}

static gboolean
is_list_item (const char *line)
{
  const char *digits = line + strspn (line, "0123456789");

  return ((*line == '-' || *line == '*') && line[1] == ' ') || g_str_has_prefix (line, "•") ||
         (digits > line && (*digits == '.' || *digits == ')' || g_str_has_prefix (digits, "、")));
}

static int
count_sentences (const char *start, const char *end)
{
  g_autofree char *section = g_strndup (start, end - start);
  g_autoptr (GArray) sentences = amends_text_split_sentences (section);

  return sentences->len;
}

/*
 * Where the section that begins at @start is over: at the next heading; at a label of the writer's
 * own unless nothing stands before it ("The customer reported on 3 March: …" is the section
 * itself); and at an empty line or a list once it has what is @wanted, for what follows is
 * something else.
 */
static const char *
find_section_end (const AmendsGateScan *self, const char *start, int wanted)
{
  const char *end = line_end (start);

  while (*end)
    {
      const char *next = end + 1, *next_end = line_end (next);
      const char *content = next + strspn (next, " \t\r");

      if (starts_section (self, next, next_end) ||
          (has_label (content, next_end) && count_sentences (start, end) > 0))
        break;
      if ((content == next_end || is_list_item (content)) && count_sentences (start, end) >= wanted)
        break;
      end = next_end;
    }
  return end;
}

static void
check_section (AmendsGateScan *self, const char *start, const char *variant, int wanted)
{
  const char *text = self->tokens->text, *end = find_section_end (self, start, wanted);
  g_autofree char *section = NULL;
  g_autoptr (GArray) sentences = NULL;
  int count;

  section = g_strndup (start, end - start);
  sentences = amends_text_split_sentences (section);
  count = sentences->len;
  if (count == wanted)
    return;
  if (count > 0)
    {
      AmendsSpan first = g_array_index (sentences, AmendsSpan, 0);
      AmendsSpan last = g_array_index (sentences, AmendsSpan, count - 1);
      guint base = start - text;

      report_length (self, variant, base + first.start, base + last.end, wanted, count);
    }
  else
    report_length (self, variant, start - text, start - text, wanted, 0);
}

static void
check_sections (AmendsGateScan *self)
{
  const char *text = self->tokens->text;

  for (const char *line = text; *line;)
    {
      const char *end = line_end (line), *rest;
      gboolean heading;
      g_autofree char *bare = bare_line (line, end - line, &heading);
      const char *variant = NULL;
      int wanted = 0;

      if (self->context->kind == AMENDS_TEXT_BRIEF &&
          names_section (self->gate->words[AMENDS_GATE_WORDS_SITUATION], bare, &rest))
        {
          variant = "situation";
          wanted = self->gate->situation_sentences;
        }
      else if (names_section (self->gate->words[AMENDS_GATE_WORDS_SUMMARY], bare, &rest))
        {
          variant = "summary";
          wanted = self->gate->summary_sentences;
        }
      if (variant)
        {
          /* The text begins on the line itself or below it. */
          const char *start = *rest ? strstr (line, rest) : end;

          check_section (self, start ? start : end, variant, wanted);
        }
      line = *end ? end + 1 : end;
    }
}

void
amends_gate_check_length (AmendsGateScan *self)
{
  const char *text = self->tokens->text;

  if (self->context->kind == AMENDS_TEXT_BRIEF)
    {
      gboolean characters = amends_text_counts_characters (text);
      int limit = characters ? self->gate->brief_characters : self->gate->brief_words;
      int count = amends_text_count_words (text);

      if (count > limit)
        report_length (self, characters ? "characters" : NULL, find_limit (text, limit, characters),
                       strlen (text), limit, count);
    }
  check_sections (self);
}
