/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Plain text for terminals and mail: 80 columns, with the line breaking rules of Unicode, so that
 * Chinese wraps without spaces and no line begins with a full stop.
 */

#include "config.h"

#include "amends-text-writer.h"

#include <string.h>

#include <pango/pango.h>

#include "amends-document-private.h"
#include "amends-text.h"

#define PAGE_COLUMNS 80
#define COLUMN_GAP 2
/* Below this a column no longer holds a word; rows then become records. */
#define MIN_COLUMN 7
/* A longer word is an address or the like, and may be broken. */
#define MAX_FLOOR 14
#define MAX_LABEL 24

static guint
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

static guint
text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += char_width (g_utf8_get_char (text));
  return width;
}

static guint
longest_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint longest = 0;
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    longest = MAX (longest, text_width (lines[i]));
  return longest;
}

/* Adds the lines of @text, which has no newline, none wider than @columns if that can be. */
static void
wrap_line (GPtrArray *lines, const char *text, guint columns)
{
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attrs = NULL;
  const char *start = text;
  const char *p = text;
  const char *last_break = NULL;
  guint width = 0;
  glong i;

  if (text_width (text) <= columns)
    {
      g_ptr_array_add (lines, g_strchomp (g_strdup (text)));
      return;
    }

  attrs = g_new0 (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_from_string ("en"), attrs, (int) n_chars + 1);
  for (i = 0; i < n_chars; i++, p = g_utf8_next_char (p))
    {
      guint advance = char_width (g_utf8_get_char (p));

      if (attrs[i].is_line_break && p > start)
        last_break = p;
      if (width + advance > columns && p > start && *p != ' ')
        {
          const char *cut = last_break != NULL ? last_break : p;

          g_ptr_array_add (lines, g_strchomp (g_strndup (start, cut - start)));
          start = cut;
          last_break = NULL;
          /* What was carried over is at most a line long. */
          for (width = 0; cut < p; cut = g_utf8_next_char (cut))
            width += char_width (g_utf8_get_char (cut));
        }
      width += advance;
    }
  g_ptr_array_add (lines, g_strchomp (g_strdup (start)));
}

/* (transfer full) (element-type utf8): at least one line */
static GPtrArray *
wrap_text (const char *text, guint columns)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; parts[i] != NULL; i++)
    {
      g_strdelimit (parts[i], "\t", ' ');
      wrap_line (lines, parts[i], columns);
    }
  if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (""));
  return lines;
}

static void
append_spaces (GString *out, guint n)
{
  for (; n > 0; n--)
    g_string_append_c (out, ' ');
}

static void
append_repeated (GString *out, const char *unit, guint n)
{
  for (; n > 0; n--)
    g_string_append (out, unit);
  g_string_append_c (out, '\n');
}

static void
chomp_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/* @first stands before the first line, @rest before every other. */
static void
append_wrapped (GString *out, const char *first, const char *rest, const char *text)
{
  guint indent = MAX (text_width (first), text_width (rest));
  g_autoptr (GPtrArray) lines = wrap_text (text, PAGE_COLUMNS - indent);
  guint i;

  for (i = 0; i < lines->len; i++)
    {
      g_string_append (out, i == 0 ? first : rest);
      g_string_append (out, g_ptr_array_index (lines, i));
      chomp_line (out);
      g_string_append_c (out, '\n');
    }
}

static void
write_heading (GString *out, const AmendsBlock *block)
{
  g_string_append_c (out, '\n');
  append_wrapped (out, "", "", block->text);
  if (block->level <= 2)
    append_repeated (out, block->level == 1 ? "=" : "-",
                     MIN (text_width (block->text), PAGE_COLUMNS));
}

static void
write_list (GString *out, const AmendsBlock *block)
{
  guint i;

  for (i = 0; i < block->items->len; i++)
    {
      const AmendsListItem *item = g_ptr_array_index (block->items, i);
      g_autofree char *text = amends_runs_dup_text (item->runs, TRUE);
      const char *indent = item->level > 0 ? "   " : "";
      g_autofree char *first = item->numbered ? g_strdup_printf ("%s%u. ", indent, item->number)
                                              : g_strdup_printf ("%s- ", indent);
      g_autofree char *rest = g_strnfill (strlen (first), ' ');

      append_wrapped (out, first, rest, text);
    }
}

static void
write_quote (GString *out, const AmendsBlock *block)
{
  append_wrapped (out, "> ", "> ", block->text);
  if (block->source != NULL)
    append_wrapped (out, "  — ", "    ", block->source);
}

static void
write_pairs (GString *out, const AmendsBlock *block)
{
  guint width = 0;
  guint i;

  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);

      width = MAX (width, text_width (pair->label));
    }
  width = MIN (width, MAX_LABEL);
  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);
      g_autofree char *rest = g_strnfill (width + COLUMN_GAP, ' ');
      guint label = text_width (pair->label);

      if (label <= width)
        {
          g_autoptr (GString) first = g_string_new (pair->label);

          append_spaces (first, width + COLUMN_GAP - label);
          append_wrapped (out, first->str, rest, pair->value);
        }
      else
        {
          append_wrapped (out, "", "", pair->label);
          append_wrapped (out, rest, rest, pair->value);
        }
    }
}

static void
write_checklist (GString *out, const AmendsBlock *block)
{
  guint i;

  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);

      append_wrapped (out, pair->done ? "[x] " : "[ ] ", "    ", pair->value);
    }
}

static guint
get_weight (const AmendsBlock *table, guint column)
{
  return ((AmendsColumn *) g_ptr_array_index (table->columns, column))->weight;
}

/* What the widest line of each column needs. Returns the sum. */
static guint
measure_natural (const AmendsBlock *table, guint *widths)
{
  guint total = 0;
  guint c, r;

  for (c = 0; c < table->columns->len; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (table->columns, c);

      widths[c] = MAX (text_width (column->heading), 1);
      for (r = 0; r < table->rows->len; r++)
        widths[c] = MAX (widths[c], longest_line (((char **) table->rows->pdata[r])[c]));
      total += widths[c];
    }
  return total;
}

static guint
longest_word (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  guint longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (!amends_text_counts_characters (words[i]))
      longest = MAX (longest, text_width (words[i]));
  return longest;
}

/* What a column needs so that neither its heading nor a usual word of it is broken. */
static guint
measure_floor (const AmendsBlock *table, guint column)
{
  guint floor =
      longest_word (((const AmendsColumn *) g_ptr_array_index (table->columns, column))->heading);

  for (guint r = 0; r < table->rows->len; r++)
    floor = MAX (floor, longest_word (((char **) table->rows->pdata[r])[column]));
  return CLAMP (floor, MIN_COLUMN, MAX_FLOOR);
}

/*
 * Natural widths where they fit. Otherwise columns that need less than their share, or are narrow
 * anyway, keep what they need, none goes below its longest word, and the others divide the rest by
 * weight. FALSE if a column would become too narrow.
 */
static gboolean
measure_columns (const AmendsBlock *table, guint *widths)
{
  guint n = table->columns->len;
  gint64 rest = PAGE_COLUMNS - COLUMN_GAP * ((gint64) n - 1);
  g_autofree gboolean *fixed = g_new0 (gboolean, n);
  gint64 weights = 0;
  guint c;

  if (measure_natural (table, widths) <= MAX (rest, 0))
    return TRUE;

  for (c = 0; c < n; c++)
    weights += get_weight (table, c);
  for (c = 0; c < n; c++)
    {
      gint64 share = rest * get_weight (table, c) / weights;
      guint floor = measure_floor (table, c);

      if (fixed[c] || (widths[c] > MAX (share, MIN_COLUMN) && share >= floor))
        continue;
      widths[c] = widths[c] <= MAX (share, MIN_COLUMN) ? widths[c] : MIN (widths[c], floor);
      /* The share of the others has grown or shrunk: look at all of them again. */
      fixed[c] = TRUE;
      rest -= widths[c];
      weights -= get_weight (table, c);
      if (rest < 0 || weights == 0)
        return FALSE;
      c = G_MAXUINT;
    }
  for (c = 0; c < n; c++)
    if (!fixed[c])
      {
        widths[c] = (guint) MAX (rest * get_weight (table, c) / weights, 0);
        if (widths[c] < MIN_COLUMN)
          return FALSE;
      }
  return TRUE;
}

static void
append_cell (GString *out, const char *text, guint width, AmendsAlign align, gboolean last)
{
  guint used = text_width (text);
  guint rest = width > used ? width - used : 0;
  guint before = 0;

  if (align == AMENDS_ALIGN_END)
    before = rest;
  else if (align == AMENDS_ALIGN_CENTER)
    before = rest / 2;
  append_spaces (out, before);
  g_string_append (out, text);
  if (!last)
    append_spaces (out, rest - before + COLUMN_GAP);
}

static void
append_table_row (GString *out, const AmendsBlock *table, const guint *widths, char **cells)
{
  guint n = table->columns->len;
  g_autoptr (GPtrArray) wrapped =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint height = 0;
  guint c, line;

  for (c = 0; c < n; c++)
    {
      GPtrArray *lines = wrap_text (cells[c], widths[c]);

      height = MAX (height, lines->len);
      g_ptr_array_add (wrapped, lines);
    }
  for (line = 0; line < height; line++)
    {
      for (c = 0; c < n; c++)
        {
          const AmendsColumn *column = g_ptr_array_index (table->columns, c);
          GPtrArray *lines = g_ptr_array_index (wrapped, c);

          append_cell (out, line < lines->len ? g_ptr_array_index (lines, line) : "", widths[c],
                       column->align, c + 1 == n);
        }
      chomp_line (out);
      g_string_append_c (out, '\n');
    }
}

static void
write_records (AmendsDocument *document, GString *out, const AmendsBlock *table)
{
  guint r, c;

  for (r = 0; r < table->rows->len; r++)
    {
      char **cells = g_ptr_array_index (table->rows, r);

      if (r > 0)
        g_string_append_c (out, '\n');
      for (c = 0; c < table->columns->len; c++)
        {
          const AmendsColumn *column = g_ptr_array_index (table->columns, c);
          g_autofree char *text =
              g_strconcat (column->heading, amends_document_get_colon (document), cells[c], NULL);

          append_wrapped (out, c == 0 ? "" : "  ", "    ", text);
        }
    }
}

static void
write_table (AmendsDocument *document, GString *out, const AmendsBlock *table)
{
  guint n = table->columns->len;
  g_autofree guint *widths = g_new0 (guint, n);
  g_auto (GStrv) headings = NULL;
  guint total = COLUMN_GAP * (n - 1);
  guint i;

  if (!measure_columns (table, widths))
    {
      write_records (document, out, table);
      return;
    }
  headings = g_new0 (char *, n + 1);
  for (i = 0; i < n; i++)
    {
      headings[i] = g_strdup (((AmendsColumn *) table->columns->pdata[i])->heading);
      total += widths[i];
    }
  append_table_row (out, table, widths, headings);
  append_repeated (out, "-", total);
  for (i = 0; i < table->rows->len; i++)
    append_table_row (out, table, widths, g_ptr_array_index (table->rows, i));
}

static void
write_callout (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  g_autofree char *text = g_strconcat (amends_document_get_callout_label (document, block->callout),
                                       amends_document_get_colon (document), block->text, NULL);

  append_wrapped (out, "| ", "| ", text);
}

static void
write_block (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  g_autofree char *text = NULL;

  g_string_append_c (out, '\n');
  switch (block->type)
    {
    case AMENDS_BLOCK_HEADING:
      write_heading (out, block);
      break;
    case AMENDS_BLOCK_PARAGRAPH:
      text = amends_runs_dup_text (block->runs, TRUE);
      append_wrapped (out, "", "", text);
      break;
    case AMENDS_BLOCK_LIST:
      write_list (out, block);
      break;
    case AMENDS_BLOCK_QUOTE:
      write_quote (out, block);
      break;
    case AMENDS_BLOCK_TABLE:
      write_table (document, out, block);
      break;
    case AMENDS_BLOCK_KEY_VALUES:
      write_pairs (out, block);
      break;
    case AMENDS_BLOCK_CHECKLIST:
      write_checklist (out, block);
      break;
    case AMENDS_BLOCK_CALLOUT:
      write_callout (document, out, block);
      break;
    case AMENDS_BLOCK_RULE:
    case AMENDS_BLOCK_PAGE_BREAK:
      append_repeated (out, "-", PAGE_COLUMNS);
      break;
    }
}

GBytes *
amends_text_writer_write (AmendsDocument *document, GError **error)
{
  GString *out;
  g_autofree char *byline = NULL;
  guint i;

  g_return_val_if_fail (AMENDS_IS_DOCUMENT (document), NULL);
  out = g_string_new (NULL);
  append_wrapped (out, "", "", amends_document_get_title (document));
  append_repeated (out, "=", PAGE_COLUMNS);
  if (*amends_document_get_subtitle (document) != '\0')
    append_wrapped (out, "", "", amends_document_get_subtitle (document));
  byline = amends_document_dup_byline (document);
  if (*byline != '\0')
    append_wrapped (out, "", "", byline);
  for (i = 0; i < amends_document_get_n_blocks (document); i++)
    write_block (document, out, amends_document_get_block (document, i));
  return g_string_free_to_bytes (out);
}
