/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between HTML and the words people read. */

#include "config.h"

#include "amends-html-text.h"

#include <string.h>

typedef struct
{
  GString *out;
  guint quote_depth;
  gboolean line_start;
  gboolean space_pending;
} Writer;

static void
start_line (Writer *writer)
{
  if (!writer->line_start)
    return;
  for (guint i = 0; i < writer->quote_depth; i++)
    g_string_append (writer->out, "> ");
  writer->line_start = FALSE;
}

static void
end_line (Writer *writer)
{
  writer->space_pending = FALSE;
  if (g_str_has_suffix (writer->out->str, "\n\n") || writer->out->len == 0)
    return;
  g_string_append_c (writer->out, '\n');
  writer->line_start = TRUE;
}

static void
put_char (Writer *writer, gunichar c)
{
  if (g_unichar_isspace (c) && c != 0xa0)
    {
      writer->space_pending = !writer->line_start;
      return;
    }
  start_line (writer);
  if (writer->space_pending)
    g_string_append_c (writer->out, ' ');
  writer->space_pending = FALSE;
  g_string_append_unichar (writer->out, c == 0xa0 ? ' ' : c);
}

/* The entities that mail programs write; the rest is numeric. */
static gunichar
named_entity (const char *name, gsize length)
{
  static const struct
  {
    const char *name;
    gunichar value;
  } names[] = {
    { "amp", '&' },       { "lt", '<' },       { "gt", '>' },       { "quot", '"' },
    { "apos", '\'' },     { "nbsp", 0xa0 },    { "ndash", 0x2013 }, { "mdash", 0x2014 },
    { "lsquo", 0x2018 },  { "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
    { "hellip", 0x2026 }, { "euro", 0x20ac },  { "pound", 0xa3 },   { "bull", 0x2022 },
    { "copy", 0xa9 },     { "reg", 0xae },     { "eacute", 0xe9 },  { "uuml", 0xfc },
    { "ouml", 0xf6 },     { "auml", 0xe4 },    { "szlig", 0xdf },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && strncmp (names[i].name, name, length) == 0)
      return names[i].value;
  return 0;
}

/* Decodes the entity at @at ("&amp;"); returns what follows it, or NULL if it is none. */
static const char *
read_entity (const char *at, gunichar *c)
{
  const char *end = memchr (at, ';', MIN (strlen (at), 12));

  if (end == NULL || end < at + 2)
    return NULL;
  if (at[1] == '#')
    {
      gboolean hex = at[2] == 'x' || at[2] == 'X';
      guint64 value = g_ascii_strtoull (at + (hex ? 3 : 2), NULL, hex ? 16 : 10);

      *c = value > 0 && value <= 0x10ffff && g_unichar_validate ((gunichar) value)
               ? (gunichar) value
               : 0xfffd;
      return end + 1;
    }
  *c = named_entity (at + 1, end - at - 1);
  return *c ? end + 1 : NULL;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static void
handle_tag (Writer *writer, const char *name, gboolean closing)
{
  static const char *const blocks[] = { "p",  "div",        "br",  "tr",      "li",      "ul",
                                        "ol", "table",      "h1",  "h2",      "h3",      "h4",
                                        "hr", "blockquote", "pre", "section", "article", NULL };

  if (!is_one_of (name, blocks))
    return;
  end_line (writer);
  if (g_str_equal (name, "blockquote"))
    {
      if (!closing)
        writer->quote_depth++;
      else if (writer->quote_depth > 0)
        writer->quote_depth--;
    }
  else if (g_str_equal (name, "li") && !closing)
    {
      start_line (writer);
      g_string_append (writer->out, "- ");
    }
  else if (g_str_equal (name, "p") && closing)
    end_line (writer);
}

/* Skips to behind "</name>". */
static const char *
skip_element (const char *at, const char *name)
{
  g_autofree char *close = g_strconcat ("</", name, NULL);
  gsize length = strlen (close);

  for (; *at; at++)
    if (*at == '<' && g_ascii_strncasecmp (at, close, length) == 0)
      {
        const char *end = strchr (at, '>');
        return end ? end + 1 : at + strlen (at);
      }
  return at;
}

static const char *
read_tag (Writer *writer, const char *at)
{
  static const char *const silent[] = { "script", "style", "head", "title", NULL };
  gboolean closing = at[1] == '/';
  const char *name_start = at + (closing ? 2 : 1);
  const char *name_end = name_start;
  const char *end;
  g_autofree char *name = NULL;

  if (g_str_has_prefix (at, "<!--"))
    {
      end = strstr (at, "-->");
      return end ? end + 3 : at + strlen (at);
    }
  while (g_ascii_isalnum (*name_end))
    name_end++;
  if (name_end == name_start && *name_start != '!' && *name_start != '?')
    return NULL;
  end = strchr (at, '>');
  if (end == NULL)
    return at + strlen (at);
  name = g_ascii_strdown (name_start, name_end - name_start);
  if (!closing && is_one_of (name, silent))
    return skip_element (end + 1, name);
  handle_tag (writer, name, closing);
  return end + 1;
}

char *
amends_html_to_text (const char *html)
{
  Writer writer = { g_string_new (NULL), 0, TRUE, FALSE };
  const char *at = html;

  while (*at)
    {
      const char *next = NULL;
      gunichar c = 0;

      if (*at == '<')
        next = read_tag (&writer, at);
      else if (*at == '&')
        {
          next = read_entity (at, &c);
          if (next)
            put_char (&writer, c);
        }
      if (next == NULL)
        {
          put_char (&writer, g_utf8_get_char (at));
          next = g_utf8_next_char (at);
        }
      at = next;
    }
  return g_strstrip (g_string_free (writer.out, FALSE));
}

char *
amends_html_from_text (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto (GStrv) lines = g_strsplit (escaped, "\n", -1);

  return g_strjoinv ("<br>", lines);
}
