/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentence splitter. The text is first cut into blocks (paragraphs, list items, headings),
 * which no sentence crosses; then each block is cut after its stops. A stop in English is judged by
 * the word before it and the word after it; where both readings are possible, the text is left
 * whole, because a rule that counts sentences does less harm by counting one too few.
 */
#include "config.h"

#include <string.h>

#include "amends-text.h"

/* How a word may go on after its full stop without the sentence being over. */
typedef enum
{
  KIND_WORD,   /* not an abbreviation */
  KIND_TITLE,  /* a name follows: the stop never ends a sentence */
  KIND_NUMBER, /* an abbreviation only before a number: "No. 5" */
  KIND_PROPER, /* a capital may follow in the same sentence: "Acme Inc. Support" */
  KIND_TAIL,   /* a capital after it begins a sentence: "etc. We" */
} WordKind;

static const struct
{
  const char *word; /* lower case */
  WordKind kind;
  gboolean capital; /* only with a capital: "Sun.", but "in the sun."; "Ms.", but "5 ms." */
} abbreviations[] = {
  { "dr", KIND_TITLE, FALSE },     { "mr", KIND_TITLE, FALSE },    { "mrs", KIND_TITLE, FALSE },
  { "mx", KIND_TITLE, FALSE },     { "prof", KIND_TITLE, FALSE },  { "capt", KIND_TITLE, FALSE },
  { "lt", KIND_TITLE, FALSE },     { "sgt", KIND_TITLE, FALSE },   { "messrs", KIND_TITLE, FALSE },
  { "mme", KIND_TITLE, FALSE },    { "vs", KIND_TITLE, FALSE },    { "e.g", KIND_TITLE, FALSE },
  { "i.e", KIND_TITLE, FALSE },    { "eg", KIND_TITLE, FALSE },    { "ie", KIND_TITLE, FALSE },
  { "cf", KIND_TITLE, FALSE },     { "viz", KIND_TITLE, FALSE },   { "approx", KIND_TITLE, FALSE },
  { "resp", KIND_TITLE, FALSE },   { "incl", KIND_TITLE, FALSE },  { "excl", KIND_TITLE, FALSE },
  { "attn", KIND_TITLE, FALSE },   { "ms", KIND_TITLE, TRUE },     { "gen", KIND_TITLE, TRUE },
  { "sen", KIND_TITLE, TRUE },     { "gov", KIND_TITLE, TRUE },    { "col", KIND_TITLE, TRUE },
  { "rev", KIND_TITLE, TRUE },     { "hon", KIND_TITLE, TRUE },    { "no", KIND_NUMBER, FALSE },
  { "nos", KIND_NUMBER, FALSE },   { "nr", KIND_NUMBER, FALSE },   { "p", KIND_NUMBER, FALSE },
  { "pp", KIND_NUMBER, FALSE },    { "art", KIND_NUMBER, FALSE },  { "ch", KIND_NUMBER, FALSE },
  { "st", KIND_PROPER, FALSE },    { "ave", KIND_PROPER, FALSE },  { "blvd", KIND_PROPER, FALSE },
  { "inc", KIND_PROPER, FALSE },   { "ltd", KIND_PROPER, FALSE },  { "co", KIND_PROPER, FALSE },
  { "corp", KIND_PROPER, FALSE },  { "bros", KIND_PROPER, FALSE }, { "llc", KIND_PROPER, FALSE },
  { "dept", KIND_PROPER, FALSE },  { "univ", KIND_PROPER, FALSE }, { "assn", KIND_PROPER, FALSE },
  { "intl", KIND_PROPER, FALSE },  { "govt", KIND_PROPER, FALSE }, { "jr", KIND_PROPER, FALSE },
  { "sr", KIND_PROPER, FALSE },    { "est", KIND_PROPER, FALSE },  { "acct", KIND_PROPER, FALSE },
  { "mgr", KIND_PROPER, FALSE },   { "mgmt", KIND_PROPER, FALSE }, { "misc", KIND_PROPER, FALSE },
  { "al", KIND_PROPER, FALSE },    { "u.s", KIND_PROPER, FALSE },  { "u.k", KIND_PROPER, FALSE },
  { "e.u", KIND_PROPER, FALSE },   { "u.n", KIND_PROPER, FALSE },  { "ph.d", KIND_PROPER, FALSE },
  { "rd", KIND_PROPER, TRUE },     { "mt", KIND_PROPER, TRUE },    { "ft", KIND_PROPER, TRUE },
  { "jan", KIND_PROPER, TRUE },    { "feb", KIND_PROPER, TRUE },   { "mar", KIND_PROPER, TRUE },
  { "apr", KIND_PROPER, TRUE },    { "jun", KIND_PROPER, TRUE },   { "jul", KIND_PROPER, TRUE },
  { "aug", KIND_PROPER, TRUE },    { "sep", KIND_PROPER, TRUE },   { "sept", KIND_PROPER, TRUE },
  { "oct", KIND_PROPER, TRUE },    { "nov", KIND_PROPER, TRUE },   { "dec", KIND_PROPER, TRUE },
  { "mon", KIND_PROPER, TRUE },    { "tue", KIND_PROPER, TRUE },   { "tues", KIND_PROPER, TRUE },
  { "wed", KIND_PROPER, TRUE },    { "thu", KIND_PROPER, TRUE },   { "thurs", KIND_PROPER, TRUE },
  { "fri", KIND_PROPER, TRUE },    { "sat", KIND_PROPER, TRUE },   { "sun", KIND_PROPER, TRUE },
  { "etc", KIND_TAIL, FALSE },     { "a.m", KIND_TAIL, FALSE },    { "p.m", KIND_TAIL, FALSE },
  { "a.s.a.p", KIND_TAIL, FALSE }, { "hr", KIND_TAIL, FALSE },     { "hrs", KIND_TAIL, FALSE },
  { "min", KIND_TAIL, FALSE },     { "mins", KIND_TAIL, FALSE },   { "max", KIND_TAIL, FALSE },
  { "sec", KIND_TAIL, FALSE },     { "fig", KIND_TAIL, FALSE },    { "figs", KIND_TAIL, FALSE },
  { "eq", KIND_TAIL, FALSE },      { "vol", KIND_TAIL, FALSE },    { "ref", KIND_TAIL, FALSE },
  { "ver", KIND_TAIL, FALSE },     { "v", KIND_TAIL, FALSE },      { "tel", KIND_TAIL, FALSE },
  { "ext", KIND_TAIL, FALSE },     { "para", KIND_TAIL, FALSE },   { "qty", KIND_TAIL, FALSE },
};

/* Words that begin sentences and are no names: after an abbreviation or an initial they show that
 * the stop was a stop as well. Lower case. */
static const char *const starters[] = {
  "a",      "after",   "all",       "also",  "although", "an",      "and",   "are",    "as",
  "at",     "because", "before",    "both",  "but",      "by",      "can",   "could",  "did",
  "do",     "does",    "during",    "each",  "for",      "from",    "had",   "has",    "have",
  "he",     "her",     "here",      "his",   "how",      "however", "i",     "i'm",    "i've",
  "i'll",   "if",      "in",        "is",    "it",       "its",     "it's",  "let",    "my",
  "no",     "not",     "now",       "of",    "on",       "once",    "only",  "or",     "our",
  "please", "she",     "should",    "since", "so",       "some",    "thank", "thanks", "that",
  "that's", "the",     "their",     "then",  "there",    "these",   "they",  "this",   "those",
  "to",     "today",   "until",     "was",   "we",       "we'll",   "we're", "we've",  "were",
  "what",   "when",    "where",     "which", "while",    "who",     "why",   "will",   "with",
  "would",  "yes",     "yesterday", "you",   "your",     "you're",
};

/* What may stand after "9 a.m." without beginning a sentence. */
static const char *const after_times[] = {
  "monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
  "january", "february",  "march",     "april",    "may",      "june",     "july",
  "august",  "september", "october",   "november", "december", "cet",      "cest",
  "gmt",     "utc",       "bst",       "est",      "edt",      "cst",      "cdt",
  "mst",     "mdt",       "pst",       "pdt",      "ist",      "jst",      "sgt",
  "hkt",     "et",        "pt",        "ct",       "eastern",  "pacific",  "central",
};

typedef struct
{
  const char *text;
  GArray *spans; /* (unowned) (element-type AmendsSpan) */
} Splitter;

static gboolean
is_listed (const char *const *words, gsize n, const char *word)
{
  for (gsize i = 0; i < n; i++)
    {
      if (strcmp (words[i], word) == 0)
        return TRUE;
    }
  return FALSE;
}

static gunichar
char_at (const char *p, const char *end)
{
  return p < end ? g_utf8_get_char (p) : 0;
}

static gunichar
char_before (const char *p, const char *start)
{
  return p > start ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
}

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
is_cjk_stop (gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF61;
}

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || is_cjk_stop (c);
}

/* Quotes and brackets that can only close, and the marks of Markdown emphasis. */
static gboolean
is_closer (gunichar c)
{
  switch (c)
    {
    case ')':
    case ']':
    case '*':
    case '_':
    case 0x00BB: /* » */
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x3009: /* 〉 */
    case 0x300B: /* 》 */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0x3011: /* 】 */
    case 0xFF09: /* full-width bracket */
    case 0xFF02: /* full-width quote */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_opener (gunichar c)
{
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == '*' || c == '_' || c == 0x00AB ||
         c == 0x2018 || c == 0x201C || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 ||
         c == 0xFF08;
}

/* Behind the quotes and brackets that close after the stop before @p. @in_quote tells whether a
 * straight quote is open, and is kept up to date. */
static const char *
skip_closers (const char *p, const char *end, gboolean *in_quote)
{
  while (p < end)
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = char_at (g_utf8_next_char (p), end);

      if (c == '"' && *in_quote)
        *in_quote = FALSE;
      else if (c == '\'' && next != 0 && !g_unichar_isspace (next) && !is_closer (next) &&
               next != '"')
        break;
      else if (c != '\'' && !is_closer (c))
        break;
      p = g_utf8_next_char (p);
    }
  return p;
}

/* (transfer full): the word that begins at @p, lower case, with the apostrophes inside it. */
static char *
dup_word_after (const char *p, const char *end)
{
  g_autoptr (GString) word = g_string_new (NULL);

  while (p < end && is_opener (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2019)
        c = '\'';
      if (!g_unichar_isalnum (c) && c != '\'')
        break;
      g_string_append_unichar (word, c);
    }
  return g_utf8_strdown (word->str, -1);
}

/* The first letter or digit at or after @p, past what may open a sentence. */
static gunichar
first_letter (const char *p, const char *end)
{
  while (p < end && is_opener (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return char_at (p, end);
}

static gboolean
is_upper (gunichar c)
{
  return g_unichar_isupper (c) || g_unichar_istitle (c);
}

/* Where the word begins that ends at @stop: behind white space, an opening mark or CJK. */
static const char *
find_word_start (const char *stop, const char *start)
{
  while (stop > start)
    {
      const char *previous = g_utf8_prev_char (stop);
      gunichar c = g_utf8_get_char (previous);

      if (g_unichar_isspace (c) || is_opener (c) || amends_text_is_cjk (c) || c == '/' ||
          c == 0x2014 || c == 0x2013)
        break;
      stop = previous;
    }
  return stop;
}

static WordKind
classify_word (const char *word, gsize length)
{
  g_autofree char *raw = g_strndup (word, length);
  g_autofree char *lower = g_utf8_strdown (raw, -1);
  gboolean capital = is_upper (g_utf8_get_char (raw));
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    {
      if (strcmp (abbreviations[i].word, lower) == 0)
        return abbreviations[i].capital && !capital ? KIND_WORD : abbreviations[i].kind;
    }

  /* Initials: "J.", "J.R.R.", "U.S.A.". */
  for (i = 0; i < length; i++)
    {
      if (i % 2 == 0 ? !g_ascii_isalpha (raw[i]) : raw[i] != '.')
        return KIND_WORD;
    }
  if (length > 1 && length % 2 == 1)
    return KIND_PROPER;
  return length == 1 && capital && *raw != 'I' ? KIND_PROPER : KIND_WORD;
}

/* Whether the full stop after the word from @word to @stop ends the sentence that began at
 * @sentence; the next word begins at @next, after white space. @closed: quotes or brackets closed
 * in between. */
static gboolean
ends_at_full_stop (const char *sentence,
                   const char *word,
                   const char *stop,
                   const char *next,
                   const char *end,
                   gboolean closed)
{
  g_autofree char *following = dup_word_after (next, end);
  gunichar c = first_letter (next, end);
  gboolean starter = is_listed (starters, G_N_ELEMENTS (starters), following);
  gsize length = stop - word;
  gboolean all_digits = length > 0 && length <= 2;

  for (gsize i = 0; i < length; i++)
    all_digits = all_digits && g_ascii_isdigit (word[i]);
  /* "1. Restart the job" in running text. */
  if (all_digits && word == sentence)
    return FALSE;

  /* "(he said so.) and left" */
  if (closed && g_unichar_islower (c))
    return FALSE;
  if (length == 0)
    return TRUE;

  switch (classify_word (word, length))
    {
    case KIND_TITLE:
      return FALSE;
    case KIND_NUMBER:
      return !g_unichar_isdigit (c);
    case KIND_PROPER:
      return is_upper (c) && starter;
    case KIND_TAIL:
      return is_upper (c) && !is_listed (after_times, G_N_ELEMENTS (after_times), following);
    case KIND_WORD:
    default:
      return TRUE;
    }
}

/* Whether the run of stops from @stop to @run_end, with closing marks up to @after, is a boundary.
 */
static gboolean
is_boundary (const char *block,
             const char *sentence,
             const char *stop,
             const char *run_end,
             const char *after,
             const char *end)
{
  gunichar following = char_at (after, end);
  gboolean closed = after > run_end;
  gboolean only_dots = TRUE, has_cjk = FALSE, has_ellipsis;
  const char *next;
  gunichar c;

  for (const char *p = stop; p < run_end; p = g_utf8_next_char (p))
    {
      c = g_utf8_get_char (p);
      has_cjk = has_cjk || is_cjk_stop (c);
      only_dots = only_dots && (c == '.' || c == 0x2026);
    }
  if (has_cjk || after == end)
    return TRUE;

  has_ellipsis = only_dots && (run_end - stop > 1);
  /* Without a space an English stop ends a sentence only before Chinese: "OK.我们". */
  if (!g_unichar_isspace (following) &&
      (has_ellipsis || !amends_text_is_cjk (following) || g_unichar_ispunct (following)))
    return FALSE;

  next = skip_space (after, end);
  c = first_letter (next, end);
  if (has_ellipsis)
    return is_upper (c) || amends_text_is_cjk (c);
  if (!only_dots)
    return !(closed && g_unichar_islower (c));
  return ends_at_full_stop (sentence, find_word_start (stop, block), stop, next, end, closed);
}

/* A rule of dashes or a lone smiley is no sentence. */
static gboolean
has_letter (const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

static void
add_span (Splitter *self, const char *start, const char *end)
{
  AmendsSpan span;

  start = skip_space (start, end);
  while (end > start && g_unichar_isspace (char_before (end, start)))
    end = g_utf8_prev_char (end);
  if (!has_letter (start, end))
    return;

  span.start = (guint) (start - self->text);
  span.end = (guint) (end - self->text);
  g_array_append_val (self->spans, span);
}

static void
split_block (Splitter *self, const char *start, const char *end)
{
  const char *sentence = skip_space (start, end);
  gboolean in_quote = FALSE;

  for (const char *p = sentence; p < end;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *run_end = p, *after;
      gboolean quote_after;

      if (c == '"')
        in_quote = !in_quote;
      if (!is_stop (c))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      while (run_end < end && is_stop (g_utf8_get_char (run_end)))
        run_end = g_utf8_next_char (run_end);
      quote_after = in_quote;
      after = skip_closers (run_end, end, &quote_after);
      if (is_boundary (start, sentence, p, run_end, after, end))
        {
          add_span (self, sentence, after);
          sentence = after = skip_space (after, end);
        }
      in_quote = quote_after;
      p = after;
    }
  add_span (self, sentence, end);
}

/* Of "12." and "一、". */
static gboolean
is_marker_digit (gunichar c)
{
  static const char numerals[] = "一二三四五六七八九十";

  return g_unichar_isdigit (c) || (c > 0x7F && g_utf8_strchr (numerals, -1, c) != NULL);
}

/* The length of a list or heading marker at @p with the space after it, or 0. */
static gsize
marker_length (const char *p, const char *end)
{
  const char *start = p;
  gunichar c = char_at (p, end);
  gboolean bracket = c == '(' || c == 0xFF08;
  gboolean bullet = c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x2013 || c == 0x00B7 ||
                    c == 0x25E6 || c == 0x25AA;
  gboolean digits;
  gsize n = 0;

  if (bullet || c == '#')
    {
      while (char_at (p, end) == c && (c == '#' || p == start))
        p = g_utf8_next_char (p);
      /* Pasted bullets often come without the space. */
      if (c != 0x2022 && !g_unichar_isspace (char_at (p, end)))
        return 0;
      return skip_space (p, end) - start;
    }

  if (bracket)
    p = g_utf8_next_char (p);
  digits = is_marker_digit (char_at (p, end));
  for (; p < end && n < 4; p = g_utf8_next_char (p), n++)
    {
      c = g_utf8_get_char (p);
      if (digits ? !is_marker_digit (c) : !(n == 0 && g_ascii_isalpha (*p)))
        break;
    }
  if (n == 0 || n > 3)
    return 0;

  c = char_at (p, end);
  /* "a." would be an initial as often as a list item. */
  if (c != ')' && c != 0xFF09 && (bracket || !digits || (c != '.' && c != 0x3001 && c != 0xFF0E)))
    return 0;
  p = g_utf8_next_char (p);
  if (!g_unichar_isspace (char_at (p, end)) && c != 0x3001 && c != 0xFF09 &&
      !amends_text_is_cjk (char_at (p, end)))
    return 0;
  return skip_space (p, end) - start;
}

/* Whether the line is a heading, which ends where the line does: "# …", "**…**" or "…:". */
static gboolean
is_heading (const char *line, const char *end)
{
  gunichar last;

  line = skip_space (line, end);
  while (end > line && g_unichar_isspace (char_before (end, line)))
    end = g_utf8_prev_char (end);
  if (*line == '#' && marker_length (line, end) > 0)
    return TRUE;
  if (end - line > 4 && line[0] == '*' && line[1] == '*' && end[-1] == '*' && end[-2] == '*')
    return TRUE;
  last = char_before (end, line);
  return last == ':' || last == 0xFF1A;
}

GArray *
amends_text_split_sentences (const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  Splitter splitter = { .text = text, .spans = spans };
  const char *block, *line;

  g_return_val_if_fail (text != NULL, spans);

  for (block = line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");
      const char *line_end = line + length;
      const char *content = skip_space (line, line_end);
      gsize marker = marker_length (content, line_end);

      if (marker > 0 || !has_letter (content, line_end))
        {
          split_block (&splitter, block, line);
          block = marker > 0 ? content + marker : line_end;
        }
      if (is_heading (line, line_end))
        {
          split_block (&splitter, block, line_end);
          block = line_end;
        }
      line = *line_end == '\n' ? line_end + 1 : line_end;
    }
  split_block (&splitter, block, line);

  return spans;
}
