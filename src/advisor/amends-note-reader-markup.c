/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a note without their markup. Brackets are looked up only nearby, so that a line of
 * nothing but brackets takes no longer than any other. */

#include "config.h"

#include "amends-note-reader-private.h"

#include "amends-text.h"

#include <string.h>

/* Bytes within which a link has to end. */
#define LONGEST_LABEL 400
#define LONGEST_TARGET 2000
/* Bytes of an entry, which is read in a list; the pasted text itself has the rest. */
#define LONGEST_ENTRY 600
#define SHORTEST_ENTRY 60

static const char *
find_near (const char *p, char c, gsize most)
{
  return memchr (p, c, strnlen (p, most));
}

/* A link, image or reference at @p, "[" or "![": its words go to @out. Returns: behind it, or NULL.
 */
static const char *
strip_link (const char *p, GString *out)
{
  gboolean image = *p == '!';
  const char *label = p + (image ? 2 : 1);
  const char *end = find_near (label, ']', LONGEST_LABEL);
  const char *close;
  g_autofree char *words = NULL;

  if (!end)
    return NULL;
  if (*label == '^')
    return end + 1;
  if (end[1] != '(' && end[1] != '[')
    return NULL;
  close = find_near (end + 2, end[1] == '(' ? ')' : ']', LONGEST_TARGET);
  if (!close)
    return NULL;

  words = g_strndup (label, end - label);
  for (char *w = words; *w; w++)
    if (!strchr ("*`~", *w))
      g_string_append_c (out, *w);
  return close + 1;
}

/* An HTML break or tag of emphasis, an address in angle brackets. */
static const char *
strip_angle (const char *p, GString *out)
{
  const char *end = find_near (p + 1, '>', LONGEST_LABEL);
  const char *name = p[1] == '/' ? p + 2 : p + 1;

  if (!end)
    return NULL;
  if (g_str_has_prefix (p + 1, "http") || g_str_has_prefix (p + 1, "mailto:"))
    {
      g_string_append_len (out, p + 1, end - p - 1);
      return end + 1;
    }
  /* "Sofia Lang <sofia@example.com>" */
  if (memchr (p, '@', end - p) && !memchr (p, ' ', end - p))
    return end + 1;
  if (amends_note_skip_word (&name, "br|b|i|em|strong|code|p|u|li|ul|ol|span|sub|sup"))
    {
      g_string_append_c (out, ' ');
      return end + 1;
    }
  return NULL;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (c & 0x80) != 0;
}

char *
amends_note_strip_markup (const char *line)
{
  GString *out = g_string_sized_new (strlen (line) + 1);
  gboolean code = FALSE;

  for (const char *p = line; *p;)
    {
      const char *next = NULL;
      char before = out->len ? out->str[out->len - 1] : ' ';

      if (*p == '`')
        {
          code = !code;
          p++;
          continue;
        }
      if (!code)
        {
          if (*p == '\\' && g_ascii_ispunct (p[1]))
            {
              g_string_append_c (out, p[1]);
              p += 2;
              continue;
            }
          if (*p == '[' || (*p == '!' && p[1] == '['))
            next = strip_link (p, out);
          else if (*p == '<')
            next = strip_angle (p, out);
          else if (*p == '~' && p[1] == '~')
            next = p + 2;
          /* "3 * 4" and "snake_case" keep theirs. */
          else if (*p == '*' && (p[1] == '*' || is_word (p[1]) || !g_ascii_isspace (before)))
            next = p + 1;
          else if (*p == '_' && (!is_word (before) || !is_word (p[1])) && before != '_')
            next = p + 1;
        }
      if (next)
        {
          p = next;
          continue;
        }
      g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

static gboolean
ends_with_stop (GString *text)
{
  const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

  return last && strstr (".,:;!?…。，：；！？、–—", last) != NULL;
}

void
amends_note_shorten (GString *text)
{
  gsize end = 0;

  if (text->len <= LONGEST_ENTRY)
    return;
  for (const char *p = text->str; p - text->str < LONGEST_ENTRY; p = g_utf8_next_char (p))
    {
      const char *behind = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);

      if (c == 0x3002 || c == 0xFF1B || (c < 0x80 && strchr (".!?;", (int) c) && *behind == ' '))
        end = behind - text->str;
    }
  /* No sentence ends in time: between words. */
  if (end < SHORTEST_ENTRY)
    {
      const char *cut = g_utf8_find_prev_char (text->str, text->str + LONGEST_ENTRY);
      const char *space = g_strrstr_len (text->str, cut - text->str, " ");

      end = space && space - text->str > SHORTEST_ENTRY ? space - text->str : cut - text->str;
    }
  g_string_truncate (text, end);
  if (g_str_has_suffix (text->str, ";"))
    g_string_truncate (text, text->len - 1);
  g_string_append (text, " …");
}

void
amends_note_join (GString *text, const char *piece, gboolean same_paragraph, gboolean heading)
{
  const char *start = amends_note_skip_space (piece);
  gboolean gap = FALSE;

  if (!*start)
    return;
  if (text->len)
    {
      const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

      if (!same_paragraph && !ends_with_stop (text))
        g_string_append (text, heading ? ": " : "; ");
      else if (!(amends_text_is_cjk (g_utf8_get_char (last)) &&
                 amends_text_is_cjk (g_utf8_get_char (start))))
        g_string_append_c (text, ' ');
    }
  for (const char *p = start; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = TRUE;
          continue;
        }
      if (gap)
        g_string_append_c (text, ' ');
      gap = FALSE;
      g_string_append_unichar (text, c);
    }
}
