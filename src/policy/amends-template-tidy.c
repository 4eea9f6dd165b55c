/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a text after its facts are in: a missing one takes its sentence along, and what
 * that leaves empty goes as well. */

#include "config.h"

#include "amends-template-private.h"

#include "amends-text.h"

#include <string.h>

typedef enum
{
  ITEM_TEXT,
  ITEM_BULLET,
  ITEM_HEADING,
} ItemType;

/* A paragraph, a list item or a heading. */
typedef struct
{
  ItemType type;
  gboolean after_blank; /* an empty line stands before it */
  GString *text;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_string_free (item->text, TRUE);
  g_free (item);
}

/* Drops spans that miss a fact and the marks of those that do not. */
static GString *
resolve_spans (const char *made)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (const char *p = made; *p != '\0'; p++)
    {
      if (*p == MARK_SPAN_OPEN)
        g_array_append_val (starts, text->len);
      else if (*p == MARK_SPAN_CLOSE && starts->len > 0)
        {
          gsize start = g_array_index (starts, gsize, starts->len - 1);

          g_array_set_size (starts, starts->len - 1);
          if (strchr (text->str + start, MARK_MISSING) != NULL)
            g_string_truncate (text, start);
        }
      else
        g_string_append_c (text, *p);
    }
  return text;
}

static gboolean
is_bullet (const char *line)
{
  const char *p = line;

  if (g_str_has_prefix (line, "- "))
    return TRUE;
  while (g_ascii_isdigit (*p))
    p++;
  return p > line && g_str_has_prefix (p, ". ");
}

static GPtrArray *
split_items (const char *text, const char *joiner)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean blank = TRUE, forced = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize length = strlen (line);
      gboolean keeps = length > 0 && line[length - 1] == '\\';
      ItemType type = *line == '#' ? ITEM_HEADING : is_bullet (line) ? ITEM_BULLET : ITEM_TEXT;
      Item *item;

      if (length == 0)
        {
          blank = TRUE;
          continue;
        }
      if (keeps)
        line[length - 1] = '\0';
      if (!blank && !forced && type == ITEM_TEXT && items->len > 0)
        {
          item = g_ptr_array_index (items, items->len - 1);
          if (item->type != ITEM_HEADING)
            {
              g_string_append_printf (item->text, "%s%s", joiner, line);
              forced = keeps;
              continue;
            }
        }
      item = g_new0 (Item, 1);
      item->type = type;
      item->after_blank = blank && items->len > 0;
      item->text = g_string_new (line);
      g_ptr_array_add (items, item);
      blank = FALSE;
      forced = keeps;
    }
  return items;
}

static gboolean
is_cjk_stop (gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

/* The end of the sentence that begins at @p. Stops inside of facts do not count. */
static const char *
find_sentence_end (const char *p)
{
  guint depth = 0;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *after;

      if (c == MARK_VALUE_OPEN)
        depth++;
      else if (c == MARK_VALUE_CLOSE)
        depth--;
      if (c != '.' && c != '?' && !is_cjk_stop (c))
        continue;
      after = g_utf8_next_char (p);
      /* The stop of a fact that is a sentence ends ours if the fact ends with it. */
      if (depth > 0 && *after != MARK_VALUE_CLOSE)
        continue;
      while (*after == MARK_VALUE_CLOSE || *after == '*' || *after == ')' || *after == '"' ||
             g_str_has_prefix (after, "”") || g_str_has_prefix (after, "）"))
        {
          depth -= *after == MARK_VALUE_CLOSE ? 1 : 0;
          after = g_utf8_next_char (after);
        }
      if (is_cjk_stop (c) || *after == ' ' || *after == '\0')
        return after;
      p = g_utf8_prev_char (after);
    }
  return p;
}

static gboolean
is_lead_in (const char *sentence)
{
  gsize length = strlen (sentence);

  return length > 4 && g_str_has_prefix (sentence, "**") &&
         (g_str_has_suffix (sentence, "**") || g_str_has_suffix (sentence, "**：") ||
          g_str_has_suffix (sentence, "**。") || g_str_has_suffix (sentence, "**:"));
}

/* Takes out the sentences that miss a fact. */
static void
drop_sentences (Item *item, const char *joiner)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  const char *p = item->text->str;
  gsize prefix = 0;

  while (*p == ' ')
    p++;
  /* The mark of a list item is not a sentence. */
  if (item->type == ITEM_BULLET)
    {
      prefix = strcspn (p, " ") + 1;
      g_string_append_len (kept, p, prefix);
      p += prefix;
    }
  while (*p != '\0')
    {
      const char *end = find_sentence_end (p);
      g_autofree char *sentence = g_strstrip (g_strndup (p, end - p));

      if (strchr (sentence, MARK_MISSING) == NULL && *sentence != '\0')
        {
          if (kept->len > prefix)
            g_string_append (kept, joiner);
          g_string_append (kept, sentence);
        }
      for (p = end; *p == ' ';)
        p++;
    }
  if (kept->len == prefix)
    g_string_truncate (kept, 0);
  g_string_assign (item->text, kept->str);
}

static gboolean
is_han (gunichar c)
{
  return amends_text_is_cjk (c) && g_unichar_isalpha (c);
}

/* Letters, figures and the signs that belong to them: what Chinese sets off with a space. */
static gboolean
is_latin_start (gunichar c)
{
  return (g_unichar_isalnum (c) && !amends_text_is_cjk (c)) || c == '+' || c == '#' ||
         g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

static gboolean
is_latin_end (gunichar c)
{
  return (g_unichar_isalnum (c) && !amends_text_is_cjk (c)) || c == '%' || c == '.' || c == '?' ||
         c == '!';
}

static gunichar
get_last (const GString *text)
{
  const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

  return last != NULL ? g_utf8_get_char (last) : 0;
}

/* The next character that is not a mark or its escape. */
static gunichar
get_next (const char *text)
{
  while (*text == MARK_VALUE_OPEN || *text == MARK_VALUE_CLOSE || *text == '\\')
    text++;
  return g_utf8_get_char (text);
}

/* Strips the marks and doubled spaces that conditions leave behind. */
static void
strip_marks (GString *text, gboolean spaced)
{
  GString *clean = g_string_sized_new (text->len);
  guint depth = 0;

  for (const char *p = text->str; *p != '\0'; p++)
    {
      if (*p == MARK_VALUE_OPEN)
        {
          depth++;
          /* A Latin name or a number in a Chinese sentence stands off from it. */
          if (is_latin_start (get_next (p)) && is_han (get_last (clean)))
            g_string_append_c (clean, ' ');
        }
      else if (*p == MARK_VALUE_CLOSE)
        {
          depth--;
          if (is_latin_end (get_last (clean)) && is_han (get_next (p)))
            g_string_append_c (clean, ' ');
        }
      /* The space of a template before a fact that turns out to be Chinese. */
      else if (*p == ' ' && depth == 0 && !spaced && is_han (get_last (clean)) &&
               is_han (get_next (p + 1)))
        continue;
      else if (*p != ' ' || depth > 0 || clean->len == 0 || clean->str[clean->len - 1] != ' ')
        g_string_append_c (clean, *p);
    }
  /* A quotation that ends with its own mark needs no stop after it. */
  g_string_replace (clean, "!”.", "!”", 0);
  g_string_replace (clean, "?”.", "?”", 0);
  g_string_replace (clean, "！”。", "！”", 0);
  g_string_replace (clean, "？”。", "？”", 0);
  g_string_assign (text, g_strchomp (clean->str));
  g_string_free (clean, TRUE);
}

static gboolean
introduces_list (const GString *text)
{
  return g_str_has_suffix (text->str, ":") || g_str_has_suffix (text->str, "：");
}

/* Whether @rest, behind the bold words, holds nothing. */
static gboolean
ends_lead_in (const char *rest)
{
  return *rest == '\0' || g_str_equal (rest, "。");
}

/* From the end, so that a heading over a heading that goes, goes too. */
static void
drop_empty_items (GPtrArray *items)
{
  for (guint i = items->len; i > 0; i--)
    {
      Item *item = g_ptr_array_index (items, i - 1);
      Item *next = i < items->len ? g_ptr_array_index (items, i) : NULL;
      gboolean empty = item->text->len == 0;

      if (item->type == ITEM_HEADING && (next == NULL || next->type == ITEM_HEADING))
        empty = TRUE;
      if (item->type == ITEM_TEXT && introduces_list (item->text) && items->len > 1 &&
          (i > 1 || next == NULL) && (next == NULL || next->type == ITEM_HEADING))
        empty = TRUE;
      if (is_lead_in (item->text->str) && ends_lead_in (strstr (item->text->str + 2, "**") + 2) &&
          (next == NULL || next->type != ITEM_BULLET))
        empty = TRUE;
      if (!empty)
        continue;
      if (next != NULL && item->after_blank)
        next->after_blank = TRUE;
      g_ptr_array_remove_index (items, i - 1);
    }
}

char *
amends_template_tidy (const char *made, const char *joiner)
{
  g_autoptr (GString) text = resolve_spans (made);
  g_autoptr (GPtrArray) items = split_items (text->str, joiner);
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      drop_sentences (item, joiner);
      strip_marks (item->text, *joiner != '\0');
    }
  drop_empty_items (items);
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (i > 0)
        g_string_append (result, item->after_blank ? "\n\n" : "\n");
      g_string_append (result, item->text->str);
    }
  return g_string_free (result, FALSE);
}
