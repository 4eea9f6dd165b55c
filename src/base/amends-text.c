/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that people wrote, in English and in Chinese: counting, cleaning, shortening, comparing. */
#include "config.h"

#include "amends-text.h"

#include <string.h>

static const struct
{
  gunichar first;
  gunichar last;
} cjk_ranges[] = {
  { 0x1100, 0x11FF },   /* Hangul Jamo */
  { 0x2E80, 0x2FFF },   /* radicals */
  { 0x3000, 0x33FF },   /* punctuation, kana, bopomofo, Hangul compatibility, enclosed */
  { 0x3400, 0x4DBF },   /* Han extension A */
  { 0x4E00, 0x9FFF },   /* Han */
  { 0xA960, 0xA97F },   /* Hangul Jamo extended A */
  { 0xAC00, 0xD7FF },   /* Hangul syllables, Jamo extended B */
  { 0xF900, 0xFAFF },   /* Han compatibility */
  { 0xFE30, 0xFE4F },   /* vertical forms */
  { 0xFF00, 0xFFEF },   /* full-width forms */
  { 0x1B000, 0x1B16F }, /* kana supplements */
  { 0x20000, 0x3FFFD }, /* Han extensions B and on */
};

gboolean
amends_text_is_cjk (gunichar c)
{
  if (c < cjk_ranges[0].first)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cjk_ranges); i++)
    {
      if (c >= cjk_ranges[i].first && c <= cjk_ranges[i].last)
        return TRUE;
    }
  return FALSE;
}

/* Characters that are not white space, the CJK ones among them, and runs of them. */
static void
count_text (const char *text, guint *characters, guint *cjk, guint *runs)
{
  gboolean in_run = FALSE;

  *characters = *cjk = *runs = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          in_run = FALSE;
          continue;
        }
      *characters += 1;
      *cjk += amends_text_is_cjk (c) ? 1 : 0;
      *runs += in_run ? 0 : 1;
      in_run = TRUE;
    }
}

double
amends_text_cjk_share (const char *text)
{
  guint characters, cjk, runs;

  g_return_val_if_fail (text != NULL, 0);

  count_text (text, &characters, &cjk, &runs);
  return characters > 0 ? (double) cjk / characters : 0;
}

gboolean
amends_text_counts_characters (const char *text)
{
  guint characters, cjk, runs;

  g_return_val_if_fail (text != NULL, FALSE);

  count_text (text, &characters, &cjk, &runs);
  return characters > 0 && (guint64) cjk * 100 >= (guint64) characters * 30;
}

guint
amends_text_count_words (const char *text)
{
  guint characters, cjk, runs;

  g_return_val_if_fail (text != NULL, 0);

  count_text (text, &characters, &cjk, &runs);
  return (guint64) cjk * 100 >= (guint64) characters * 30 ? characters : runs;
}

static gboolean
is_unwanted (gunichar c)
{
  if (c < 0x20)
    return c != '\t' && c != '\n';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

char *
amends_text_clean (const char *text, gssize length)
{
  gsize size;
  const char *p, *end;
  GString *clean;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  clean = g_string_sized_new (size + 1);
  for (p = text, end = text + size; p < end;)
    {
      const char *run = p;
      gunichar c;

      while (p < end && *p >= 0x20 && *p < 0x7F)
        p++;
      g_string_append_len (clean, run, p - run);
      if (p == end)
        break;

      if (*p == '\r')
        {
          g_string_append_c (clean, '\n');
          p += p + 1 < end && p[1] == '\n' ? 2 : 1;
          continue;
        }
      if (*p == '\0')
        {
          p++;
          continue;
        }

      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_unichar (clean, 0xFFFD);
          p++;
          continue;
        }
      if (!is_unwanted (c))
        g_string_append_unichar (clean, c);
      p = g_utf8_next_char (p);
    }

  return g_string_free (clean, FALSE);
}

/* Where to cut @line, which is longer than @max characters. */
static gsize
find_cut (const char *line, guint max)
{
  const char *cut = g_utf8_offset_to_pointer (line, max);
  const char *half = g_utf8_offset_to_pointer (line, max / 2);

  if (*cut == ' ')
    return cut - line;
  /* A word that fills half of the line is cut rather than dropped; so is text without spaces. */
  for (const char *p = cut; p > half;)
    {
      p = g_utf8_prev_char (p);
      if (*p == ' ')
        return p - line;
    }
  while (cut > line && g_unichar_ismark (g_utf8_get_char (cut)))
    cut = g_utf8_prev_char (cut);
  return cut - line;
}

char *
amends_text_one_line (const char *text, guint max)
{
  GString *line;
  guint characters = 0;
  gboolean gap = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_string_new (NULL);
  for (const char *p = text; *p != '\0' && characters <= max; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = line->len > 0;
          continue;
        }
      if (gap)
        {
          g_string_append_c (line, ' ');
          characters++;
        }
      gap = FALSE;
      g_string_append_unichar (line, c);
      characters++;
    }

  if (characters > max)
    {
      g_string_truncate (line, find_cut (line->str, max));
      g_string_append (line, "…");
    }
  return g_string_free (line, FALSE);
}

char *
amends_text_fold (const char *text)
{
  g_autofree char *normal = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_return_val_if_fail (normal != NULL, g_strdup (text));
  folded = g_utf8_casefold (normal, -1);
  /* Folding can leave a sequence that is not composed. */
  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
}
