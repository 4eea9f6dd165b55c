/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, numbers and Chinese characters of a text, with sentences and quoted passages. */

#include "config.h"

#include "amends-gate-tokens.h"

#include <string.h>

/* A straight quotation mark that is not closed within so many bytes opens nothing. */
#define QUOTE_REACH 4000

typedef struct
{
  const char *text;
  gsize length;
  GArray *quotes; /* of AmendsSpan, bytes, in order */
} Quotes;

static gunichar
closing_quote (gunichar c)
{
  switch (c)
    {
    case '"':
      return '"';
    case 0x201C: /* “ */
    case 0x201F:
      return 0x201D;
    case 0x201E: /* „ */
      return 0x201C;
    case 0x300C: /* 「 */
      return 0x300D;
    case 0x300E: /* 『 */
      return 0x300F;
    case 0x00AB: /* « */
      return 0x00BB;
    default:
      return 0;
    }
}

/* End of the passage that the mark before @at opens, or NULL when it does not close. */
static const char *
find_closing (const Quotes *self, const char *at, gunichar closing)
{
  const char *limit = self->text + MIN (self->length, (gsize) (at - self->text) + QUOTE_REACH);
  gboolean blank = FALSE;

  for (const char *p = at; p < limit; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == closing)
        return g_utf8_next_char (p);
      if (c == '\n')
        {
          if (blank)
            return NULL;
          blank = TRUE;
        }
      else if (c != ' ' && c != '\t')
        blank = FALSE;
    }
  return NULL;
}

static gboolean
is_line_quote (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return *p == '>' || g_str_has_prefix (p, "\xEF\xBC\x9E");
}

static void
find_quotes (Quotes *self)
{
  const char *end = self->text + self->length;
  gboolean line_start = TRUE;
  gunichar before = 0;

  for (const char *p = self->text; p < end;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      const char *close = NULL;
      gunichar closing;

      if (line_start && is_line_quote (p))
        {
          close = memchr (p, '\n', end - p);
          close = close ? close : end;
        }
      else if ((closing = closing_quote (c)) != 0 &&
               /* 5" is a measure, and a mark after a letter closes. */
               (c != '"' || !g_unichar_isalnum (before)))
        close = find_closing (self, next, closing);

      line_start = c == '\n';
      before = c;
      if (close)
        {
          AmendsSpan span = { p - self->text, close - self->text };
          g_array_append_val (self->quotes, span);
          p = close;
          before = 0;
          line_start = FALSE;
        }
      else
        p = next;
    }
}

void
amends_gate_fold_word (const char *start, const char *end, char *word, gsize size)
{
  gsize n = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char bytes[6];
      int length;

      if (c < 0x80)
        {
          if (n + 1 >= size)
            break;
          word[n++] = g_ascii_tolower (c);
          continue;
        }
      if (c == 0x2019 || c == 0x02BC)
        c = '\'';
      else if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
      length = g_unichar_to_utf8 (g_unichar_tolower (c), bytes);
      if (n + length >= size)
        break;
      memcpy (word + n, bytes, length);
      n += length;
    }
  word[n] = '\0';
}

void
amends_gate_tokens_fold (const AmendsGateTokens *self, guint index, char *word, gsize size)
{
  const AmendsGateToken *token = amends_gate_tokens_at (self, index);

  amends_gate_fold_word (self->text + token->start, self->text + token->end, word, size);
}

gboolean
amends_gate_tokens_is (const AmendsGateTokens *self, guint index, const char *word)
{
  char folded[48];

  if (index >= self->tokens->len)
    return FALSE;
  amends_gate_tokens_fold (self, index, folded, sizeof folded);
  return g_str_equal (folded, word);
}

char *
amends_gate_tokens_dup (const AmendsGateTokens *self, guint first, guint last)
{
  const AmendsGateToken *a = amends_gate_tokens_at (self, first);
  const AmendsGateToken *b = amends_gate_tokens_at (self, last);

  return g_strndup (self->text + a->start, b->end - a->start);
}

guint
amends_gate_tokens_char_at (const AmendsGateTokens *self, guint offset)
{
  return g_utf8_pointer_to_offset (self->text, self->text + offset);
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalpha (c) && !amends_text_is_cjk (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

/* End of the token that begins at @p, and its kind. */
static const char *
scan_token (const char *p, AmendsGateTokenKind *kind)
{
  gunichar c = g_utf8_get_char (p);
  const char *q = g_utf8_next_char (p);

  if (c >= '0' && c <= '9')
    {
      *kind = AMENDS_GATE_TOKEN_NUMBER;
      while (g_ascii_isdigit (*q) || ((*q == ',' || *q == '.') && g_ascii_isdigit (q[1])))
        q++;
      return q;
    }
  if (is_word_char (c))
    {
      *kind = AMENDS_GATE_TOKEN_WORD;
      for (;;)
        {
          gunichar d = g_utf8_get_char (q);

          if (is_word_char (d) || g_unichar_ismark (d))
            q = g_utf8_next_char (q);
          else if (is_apostrophe (d) && is_word_char (g_utf8_get_char (g_utf8_next_char (q))))
            q = g_utf8_next_char (q);
          else
            return q;
        }
    }
  *kind = g_unichar_isalnum (c) && amends_text_is_cjk (c) ? AMENDS_GATE_TOKEN_CJK
                                                          : AMENDS_GATE_TOKEN_PUNCT;
  return q;
}

static void
describe_word (AmendsGateToken *token, const char *text)
{
  guint letters = 0, capitals = 0;

  for (const char *p = text + token->start; p < text + token->end; p = g_utf8_next_char (p))
    {
      letters++;
      capitals += g_unichar_isupper (g_utf8_get_char (p));
    }
  token->capital = g_unichar_isupper (token->c);
  token->upper = letters >= 2 && capitals == letters;
}

typedef struct
{
  guint sentence;
  guint quote;
  gboolean first;
} Place;

/* The sentence and the quoted passage that hold @token; both lists are in order. */
static void
place_token (AmendsGateTokens *self, const GArray *quotes, Place *place, AmendsGateToken *token)
{
  while (place->sentence + 1 < self->sentences->len &&
         g_array_index (self->sentences, AmendsSpan, place->sentence).end <= token->start)
    {
      place->sentence++;
      place->first = TRUE;
    }
  while (place->quote < quotes->len &&
         g_array_index (quotes, AmendsSpan, place->quote).end <= token->start)
    place->quote++;
  token->sentence = place->sentence;
  token->quoted = place->quote < quotes->len &&
                  g_array_index (quotes, AmendsSpan, place->quote).start <= token->start;
  token->first = place->first && token->kind != AMENDS_GATE_TOKEN_PUNCT;
  if (token->first)
    place->first = FALSE;
}

static void
cut (AmendsGateTokens *self, const GArray *quotes, GHashTable *vocabulary)
{
  Place place = { 0, 0, TRUE };
  gboolean spaced = TRUE, line_first = TRUE;
  guint chars = 0;

  for (const char *p = self->text; *p;)
    {
      gunichar c = g_utf8_get_char (p);
      AmendsGateToken token = { 0 };
      const char *q;

      if (g_unichar_isspace (c) || c == 0x200B || c == 0xFEFF)
        {
          spaced = TRUE;
          line_first = line_first || c == '\n';
          p = g_utf8_next_char (p);
          chars++;
          continue;
        }
      q = scan_token (p, &token.kind);
      token.start = p - self->text;
      token.end = q - self->text;
      token.char_start = chars;
      chars += g_utf8_strlen (p, q - p);
      token.char_end = chars;
      token.c = c;
      token.spaced = spaced;
      token.line_first = line_first;
      place_token (self, quotes, &place, &token);
      if (token.kind == AMENDS_GATE_TOKEN_WORD)
        describe_word (&token, self->text);
      if (vocabulary)
        {
          char word[64];

          amends_gate_fold_word (p, q, word, sizeof word);
          token.id = GPOINTER_TO_UINT (g_hash_table_lookup (vocabulary, word));
        }
      g_array_append_val (self->tokens, token);
      spaced = line_first = FALSE;
      p = q;
    }
}

AmendsGateTokens *
amends_gate_tokens_new (const char *text, GHashTable *vocabulary)
{
  AmendsGateTokens *self = g_new0 (AmendsGateTokens, 1);
  g_autoptr (GArray) quotes = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  Quotes finder;

  self->text = g_utf8_make_valid (text, -1);
  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (AmendsGateToken), 512);
  self->sentences = amends_text_split_sentences (self->text);
  finder = (Quotes){ self->text, strlen (self->text), quotes };
  find_quotes (&finder);
  cut (self, quotes, vocabulary);
  return self;
}

void
amends_gate_tokens_free (AmendsGateTokens *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
  g_free (self->text);
  g_free (self);
}

/* Whether the mark at @p, the only one of its kind, groups thousands rather than marks decimals. */
static gboolean
groups_thousands (const char *p, const char *end)
{
  return end - p == 4;
}

gboolean
amends_gate_parse_number (const char *start, const char *end, double *value)
{
  const char *last_comma = NULL, *last_stop = NULL;
  guint commas = 0, stops = 0;
  char decimal = 0;
  char digits[40];
  gsize n = 0;

  for (const char *p = start; p < end; p++)
    if (*p == ',')
      {
        commas++;
        last_comma = p;
      }
    else if (*p == '.')
      {
        stops++;
        last_stop = p;
      }
    else if (!g_ascii_isdigit (*p))
      return FALSE;

  if (commas && stops)
    decimal = last_comma > last_stop ? ',' : '.';
  else if (commas == 1 && !groups_thousands (last_comma, end))
    decimal = ',';
  else if (stops == 1 && !groups_thousands (last_stop, end))
    decimal = '.';
  if ((decimal == ',' && commas > 1) || (decimal == '.' && stops > 1))
    return FALSE;

  for (const char *p = start; p < end; p++)
    {
      /* Groups have three digits, else it is a date or a version. */
      if ((*p == ',' || *p == '.') && *p != decimal &&
          (end - p < 4 || (end - p > 4 && g_ascii_isdigit (p[4]))))
        return FALSE;
      if (n + 2 >= sizeof digits)
        return FALSE;
      if (g_ascii_isdigit (*p))
        digits[n++] = *p;
      else if (*p == decimal)
        digits[n++] = '.';
    }
  digits[n] = '\0';
  *value = g_ascii_strtod (digits, NULL);
  return n > 0;
}
