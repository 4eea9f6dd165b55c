/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts taken apart into the terms by which they are compared. */
#include "config.h"

#include "amends-terms.h"

#include "amends-text.h"

#include <string.h>

/* Longer than these it is no word that anybody would write twice, but data. */
#define MAX_WORD 64
#define MAX_WHOLE 80
/* Folding can make a word longer. */
#define MAX_FOLDED (4 * MAX_WHOLE)
/* From here on hexadecimal digits are an address or a digest rather than a word. */
#define MIN_HEX 8
#define MIN_STEM 3

typedef struct
{
  AmendsTermFunc func;
  gpointer data;
} Sink;

/* --- Stems -----------------------------------------------------------------------------------
 * A few endings of English, taken off where a word is left. It is light on purpose: two words that
 * mean different things must not become one ("universe" and "university").
 */

static gboolean
ends (const char *word, gsize length, const char *ending)
{
  gsize n = strlen (ending);

  return length >= n && memcmp (word + length - n, ending, n) == 0;
}

static gboolean
has_vowel (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("aeiouy", word[i]))
      return TRUE;
  return FALSE;
}

static gsize
drop_plural (char *word, gsize length)
{
  if (ends (word, length, "sses") || ends (word, length, "xes") || ends (word, length, "ches") ||
      ends (word, length, "shes"))
    return length - 2;
  if (length > 4 && ends (word, length, "ies"))
    {
      word[length - 3] = 'y';
      return length - 2;
    }
  if (ends (word, length, "s") && !ends (word, length, "ss") && !ends (word, length, "us") &&
      !ends (word, length, "is"))
    return length - 1;
  return length;
}

static gsize
drop_verb_ending (const char *word, gsize length)
{
  static const char *const endings[] = { "ing", "ed" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (!ends (word, length, endings[i]) || length < n + MIN_STEM ||
          !has_vowel (word, length - n))
        continue;
      length -= n;
      /* "stopped", but "called", "missed", "buzzed" */
      if (word[length - 1] == word[length - 2] && !strchr ("lsz", word[length - 1]))
        length--;
      return length;
    }
  return length;
}

static gsize
drop_noun_ending (const char *word, gsize length)
{
  static const char *const endings[] = { "ation", "ment", "ness", "ion", "ly" };

  if (length <= 6)
    return length;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (ends (word, length, endings[i]) && length >= n + 4)
        return length - n;
    }
  return length;
}

/* Cuts @word, lower-case ASCII letters, in place. */
static void
stem (char *word)
{
  gsize length = strlen (word);

  if (length < 4)
    return;
  length = drop_plural (word, length);
  length = drop_verb_ending (word, length);
  if (length > 4 && word[length - 1] == 'e')
    length--;
  length = drop_noun_ending (word, length);
  if (length > MIN_STEM && word[length - 1] == 'y')
    word[length - 1] = 'i';
  word[length] = '\0';
}

/* --- Words ----------------------------------------------------------------------------------- */

/* Writes @text into @word, lower-case and without accents; FALSE if it does not fit. */
static gboolean
fold (const char *text, gsize length, char word[MAX_FOLDED])
{
  g_autofree char *copy = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GString) plain = NULL;
  gsize i = 0;

  while (i < length && (guchar) text[i] < 0x80)
    {
      word[i] = g_ascii_tolower (text[i]);
      i++;
    }
  word[i] = '\0';
  if (i == length)
    return TRUE;
  copy = g_strndup (text, length);
  apart = g_utf8_normalize (copy, -1, G_NORMALIZE_NFKD);
  folded = g_utf8_casefold (apart, -1);
  plain = g_string_sized_new (length);
  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  return g_strlcpy (word, plain->str, MAX_FOLDED) < MAX_FOLDED;
}

static gboolean
is_ascii_word (const char *word)
{
  for (const char *p = word; *p; p++)
    if (!g_ascii_isalpha (*p))
      return FALSE;
  return TRUE;
}

static gboolean
is_number (const char *word)
{
  const char *p = word;
  gboolean digit = FALSE;

  if (p[0] == '0' && p[1] == 'x' && p[2])
    p += 2;
  else if (strspn (p, "0123456789") == strlen (p))
    return TRUE;
  for (const char *c = p; *c; c++)
    {
      if (!g_ascii_isxdigit (*c))
        return FALSE;
      digit = digit || g_ascii_isdigit (*c);
    }
  return p > word || (digit && strlen (p) >= MIN_HEX);
}

static void
emit (Sink *sink, const char *text, gsize length, gboolean whole)
{
  char word[MAX_FOLDED];
  char term[MAX_FOLDED];
  AmendsTermKind kind = whole ? AMENDS_TERM_CODE : AMENDS_TERM_WORD;

  if (length > (whole ? MAX_WHOLE : MAX_WORD) || !fold (text, length, word))
    return;
  if (is_number (word))
    kind = AMENDS_TERM_NUMBER;
  strcpy (term, word);
  if (kind == AMENDS_TERM_WORD && is_ascii_word (term))
    stem (term);
  if (*term)
    sink->func (term, word, kind, sink->data);
}

/* Where the piece that begins at @at ends: "readTimeout2" has "read", "Timeout" and "2", and
 * "HTTPServer" has "HTTP" and "Server". Letters beyond ASCII stay together. */
static gsize
piece_end (const char *part, gsize length, gsize at)
{
  gsize end = at;

  if (g_ascii_isdigit (part[at]))
    {
      while (end < length && g_ascii_isdigit (part[end]))
        end++;
      return end;
    }
  if (g_ascii_isupper (part[at]))
    {
      while (end < length && g_ascii_isupper (part[end]))
        end++;
      if (end == length || !g_ascii_islower (part[end]))
        return end;
      if (end - at > 1)
        return end - 1;
    }
  while (end < length && !g_ascii_isdigit (part[end]) && !g_ascii_isupper (part[end]))
    end++;
  return end;
}

static void
emit_part (Sink *sink, const char *part, gsize length)
{
  gsize end = piece_end (part, length, 0);

  if (end == length)
    {
      emit (sink, part, length, FALSE);
      return;
    }
  emit (sink, part, length, TRUE);
  if (length > MAX_WHOLE)
    return;
  for (gsize at = 0; at < length; at = end)
    {
      end = piece_end (part, length, at);
      /* The "v" of "v2" says nothing. */
      if (end - at > 1)
        emit (sink, part + at, end - at, FALSE);
    }
}

static gboolean
is_joint (char c)
{
  return c != '\0' && strchr ("._-/:\\", c) != NULL;
}

/* @chunk is letters and digits, with joints inside. */
static void
emit_chunk (Sink *sink, const char *chunk, gsize length)
{
  gsize at = 0;
  gboolean joined = FALSE;

  for (gsize i = 0; i < length; i++)
    joined = joined || is_joint (chunk[i]);
  if (joined)
    emit (sink, chunk, length, TRUE);
  while (at < length)
    {
      gsize end = at;

      while (end < length && !is_joint (chunk[end]))
        end++;
      if (end > at)
        emit_part (sink, chunk + at, end - at);
      at = end + 1;
    }
}

/* --- Chinese, Japanese, Korean --- */

static void
emit_pairs (Sink *sink, const char *run, const char *end)
{
  const char *second = g_utf8_next_char (run);

  if (second == end)
    {
      g_autofree char *lone = g_strndup (run, end - run);

      sink->func (lone, lone, AMENDS_TERM_PAIR, sink->data);
      return;
    }
  for (const char *p = run; second < end; p = second, second = g_utf8_next_char (second))
    {
      char pair[16] = { 0 };

      memcpy (pair, p, g_utf8_next_char (second) - p);
      sink->func (pair, pair, AMENDS_TERM_PAIR, sink->data);
    }
}

/* --- The text --- */

static gboolean
is_cjk_letter (gunichar c)
{
  return c >= 0x1100 && amends_text_is_cjk (c) && g_unichar_isalnum (c);
}

static gboolean
is_word_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c);
  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !is_cjk_letter (c);
}

/* Length of an apostrophe at @p, 0 if there is none. */
static gsize
apostrophe (const char *p)
{
  if (*p == '\'')
    return 1;
  return g_str_has_prefix (p, "\xe2\x80\x99") ? 3 : 0;
}

/* Reads a chunk that begins at @p into @chunk: "doesn't" without its apostrophe, "Anna's" without
 * its ending, joints only between letters. */
static const char *
read_chunk (const char *p, GString *chunk)
{
  g_string_truncate (chunk, 0);
  while (*p)
    {
      const char *next;
      gsize quote = apostrophe (p);

      if (is_word_letter (g_utf8_get_char (p)))
        {
          next = g_utf8_next_char (p);
          g_string_append_len (chunk, p, next - p);
          p = next;
          continue;
        }
      if (quote > 0 && g_ascii_isalpha (p[quote]))
        {
          p += quote;
          if ((*p == 's' || *p == 'S') && !is_word_letter (g_utf8_get_char (p + 1)))
            return p + 1;
          continue;
        }
      for (next = p; is_joint (*next); next++)
        ;
      if (next == p || *next == '\0' || !is_word_letter (g_utf8_get_char (next)))
        return p;
      g_string_append_len (chunk, p, next - p);
      p = next;
    }
  return p;
}

/* (transfer full): valid and composed, so that full-width letters are letters. */
static char *
normalize (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  char *normal;

  for (const char *p = valid; *p; p++)
    if ((guchar) *p >= 0x80)
      {
        normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
        return normal ? normal : g_steal_pointer (&valid);
      }
  return g_steal_pointer (&valid);
}

void
amends_terms_foreach (const char *text, gssize length, AmendsTermFunc func, gpointer data)
{
  Sink sink = { func, data };
  g_autoptr (GString) chunk = g_string_new (NULL);
  g_autofree char *normal = NULL;
  const char *p;

  g_return_if_fail (text != NULL || length == 0);

  normal = normalize (text, length < 0 ? strlen (text) : (gsize) length);
  for (p = normal; *p;)
    {
      gunichar c = g_utf8_get_char (p);

      if (is_cjk_letter (c))
        {
          const char *run = p;

          while (*p && is_cjk_letter (g_utf8_get_char (p)))
            p = g_utf8_next_char (p);
          emit_pairs (&sink, run, p);
        }
      else if (is_word_letter (c) && !g_unichar_ismark (c))
        {
          p = read_chunk (p, chunk);
          emit_chunk (&sink, chunk->str, chunk->len);
        }
      else
        p = g_utf8_next_char (p);
    }
}
