/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks the words of a search in what it found. */

#include "config.h"

#include "amends-marks.h"

#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define START "<u><b>"
#define END "</b></u>"

/* Without case and accents, one for one, so that positions stay. */
static gunichar
fold (gunichar c)
{
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 0)
    c = base[0];
  return g_unichar_tolower (c);
}

static GArray *
fold_all (const char *text)
{
  GArray *folded = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = fold (g_utf8_get_char (at));

      g_array_append_val (folded, c);
    }
  return folded;
}

static gboolean
begins_word (GArray *text, guint at)
{
  gunichar c = g_array_index (text, gunichar, at);

  return at == 0 || amends_text_is_cjk (c) ||
         !g_unichar_isalnum (g_array_index (text, gunichar, at - 1));
}

/* Sets the bytes of @marks where @word stands in @text. Returns whether it does. */
static gboolean
mark (GArray *text, GArray *word, gboolean anywhere, GByteArray *marks)
{
  gboolean found = FALSE;

  for (guint at = 0; word->len > 0 && at + word->len <= text->len; at++)
    if (memcmp (&g_array_index (text, gunichar, at), word->data, word->len * sizeof (gunichar)) ==
            0 &&
        (anywhere || begins_word (text, at)))
      {
        memset (marks->data + at, 1, word->len);
        found = TRUE;
      }
  return found;
}

static GByteArray *
mark_words (const char *text, const char *words)
{
  g_autoptr (GArray) folded = fold_all (text);
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", " \t\n", -1);
  GByteArray *marks = g_byte_array_new ();

  g_byte_array_set_size (marks, folded->len);
  memset (marks->data, 0, marks->len);
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autoptr (GArray) word = fold_all (list[i]);

      if (!mark (folded, word, FALSE, marks))
        mark (folded, word, TRUE, marks);
    }
  return marks;
}

char *
amends_marks_words (const char *text, const char *words)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GByteArray) marks = NULL;
  const char *at = text;

  if (text == NULL)
    return g_strdup ("");
  marks = mark_words (text, words);
  for (guint i = 0; i < marks->len;)
    {
      gboolean marked = marks->data[i];
      const char *from = at;
      g_autofree char *escaped = NULL;

      for (; i < marks->len && marks->data[i] == marked; i++)
        at = g_utf8_next_char (at);
      escaped = g_markup_escape_text (from, at - from);
      g_string_append_printf (markup, "%s%s%s", marked ? START : "", escaped, marked ? END : "");
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

/* One line, without the marks with which drafts are set: they stand for how text looks. */
static void
tidy (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (from[0] == '*' && from[1] == '*')
      from++;
    else
      *to++ = *from == '\n' || *from == '\t' ? ' ' : *from;
  *to = '\0';
}

char *
amends_marks_passage (const char *snippet)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  const char *at = snippet != NULL ? snippet : "";
  gboolean open = FALSE;

  while (*at != '\0')
    {
      gsize plain = strcspn (at, "\001\002");
      g_autofree char *part = g_strndup (at, plain);
      g_autofree char *escaped = NULL;

      tidy (part);
      escaped = g_markup_escape_text (part, -1);
      g_string_append (markup, escaped);
      at += plain;
      if (*at == AMENDS_MATCH_MARK_START && !open)
        g_string_append (markup, START);
      else if (*at == AMENDS_MATCH_MARK_END && open)
        g_string_append (markup, END);
      if (*at != '\0')
        open = *at++ == AMENDS_MATCH_MARK_START;
    }
  if (open)
    g_string_append (markup, END);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

const char *
amends_marks_place (AmendsMatchPlace place)
{
  switch (place)
    {
    case AMENDS_MATCH_IN_CONTACT_NAME:
      return _ ("in the contact’s name");
    case AMENDS_MATCH_IN_STATEMENT:
      return _ ("in the customer’s words");
    case AMENDS_MATCH_IN_INBOUND:
      return _ ("in the customer’s message");
    case AMENDS_MATCH_IN_OUTBOUND:
      return _ ("in our message");
    case AMENDS_MATCH_IN_INTERNAL:
      return _ ("in an internal message");
    case AMENDS_MATCH_IN_DRAFT:
      return _ ("in a draft");
    case AMENDS_MATCH_IN_NOTE:
      return _ ("in a note");
    case AMENDS_MATCH_IN_LOG:
      return _ ("in the log");
    case AMENDS_MATCH_IN_INTERACTION:
      return _ ("in an interaction");
    default:
      return "";
    }
}
