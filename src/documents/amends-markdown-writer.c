/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * CommonMark. The text of a document comes from customers and CRMs, so it is escaped until no
 * parser can find markup in it; the emphasis that is ours is written so that it holds even between
 * characters where CommonMark would not see it (Chinese quotes, half words).
 */

#include "config.h"

#include "amends-markdown-writer.h"

#include <string.h>

#include "amends-document-private.h"

/* Characters that mean something anywhere in a line. "$" and "@" do on common hosts. */
#define ALWAYS_SPECIAL "\\`*_[]<>&|~#$@"

typedef struct
{
  GString *out;
  const char *prefix; /* of every further line of the block */
  gboolean in_cell;   /* a table cell is one line */
  gboolean joined;    /* more of the same line stands before the text */
  gboolean continued; /* more of the same line follows the text */
} MarkdownLine;

static gboolean
is_at_word (const char *start, const char *p, const char *word)
{
  gsize length = strlen (word);

  return (gsize) (p - start) >= length && g_ascii_strncasecmp (p - length, word, length) == 0;
}

/*
 * What means something only where it stands: list markers, rulers and setext lines at the start of
 * a line, and the addresses that GFM turns into links without being asked.
 */
static gboolean
is_special_here (const char *line, const char *p)
{
  const char *q;

  if (p == line && strchr ("-+=", *p) != NULL)
    return TRUE;
  if (*p == ':' && p[1] == '/' && p[2] == '/')
    return TRUE;
  if (*p == '.' && is_at_word (line, p, "www"))
    return TRUE;
  if (*p != '.' && *p != ')')
    return FALSE;
  for (q = line; g_ascii_isdigit (*q); q++)
    ;
  return q == p && p > line;
}

/* A (part of a) line, escaped. Outer white space would be stripped or make code: as entities. */
static void
append_escaped_line (GString *out, const char *line, gboolean starts, gboolean ends)
{
  const char *p;

  for (p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean outer = (starts && p == line) || (ends && p[1] == '\0');

      if ((*p == ' ' || *p == '\t') && outer)
        g_string_append_printf (out, "&#%d;", *p);
      else if (strchr (ALWAYS_SPECIAL, *p) != NULL || is_special_here (line, p))
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
}

/* Newlines become hard breaks, in a cell spaces; empty lines keep a block together. */
static void
append_escaped (MarkdownLine *line, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; parts[i] != NULL; i++)
    {
      if (i > 0 && line->in_cell)
        g_string_append_c (line->out, ' ');
      else if (i > 0)
        g_string_append_printf (line->out, "\\\n%s", line->prefix);
      if (parts[i][0] == '\0' && i > 0 && !line->in_cell)
        g_string_append (line->out, "&#160;");
      append_escaped_line (line->out, parts[i], i > 0 || !line->joined,
                           parts[i + 1] != NULL || !line->continued);
    }
}

/* Whether CommonMark, whatever its version, sees a delimiter between @c and a letter. */
static gboolean
is_boundary (gunichar c)
{
  return c < 128 && !g_ascii_isalnum (c);
}

/*
 * A delimiter beside punctuation of the run counts only with white space or punctuation on its
 * other side, "_" always only so. An entity ends and begins with punctuation for the parser and is
 * still the same letter for the reader.
 */
static void
make_boundary (GString *out, gsize floor)
{
  const char *last = g_utf8_find_prev_char (out->str + floor, out->str + out->len);
  gunichar c;

  if (last == NULL)
    return;
  c = g_utf8_get_char (last);
  if (is_boundary (c))
    return;
  g_string_truncate (out, last - out->str);
  g_string_append_printf (out, "&#%u;", c);
}

static void
append_code (GString *out, const char *text)
{
  gsize longest = 0;
  gsize current = 0;
  gboolean pad =
      *text == '`' || *text == ' ' || g_str_has_suffix (text, "`") || g_str_has_suffix (text, " ");
  g_autofree char *fence = NULL;
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      current = *p == '`' ? current + 1 : 0;
      longest = MAX (longest, current);
    }
  fence = g_strnfill (longest + 1, '`');
  /* Of a span of spaces only the parser strips nothing. */
  if (strspn (text, " ") == strlen (text))
    pad = FALSE;
  g_string_append_printf (out, "%s%s%s%s%s", fence, pad ? " " : "", text, pad ? " " : "", fence);
}

/*
 * White space inside the delimiters would keep them from being any: it goes outside. TRUE if what
 * follows must begin with a boundary.
 */
static gboolean
append_delimited (MarkdownLine *line, const char *text, const char *delimiter, gsize floor)
{
  g_autofree char *core = g_strchomp (g_strdup (text));
  gsize lead = strspn (text, " \t\n");
  g_autofree char *before = g_strndup (text, lead);
  const char *after = text + strlen (core);
  MarkdownLine inner = *line;
  gboolean always = *delimiter == '_';
  gunichar last;

  if (strlen (core) <= lead)
    {
      append_escaped (line, text);
      return FALSE;
    }
  inner.continued = TRUE;
  if (lead > 0)
    append_escaped (&inner, before);
  if (always || !g_unichar_isalnum (g_utf8_get_char (core + lead)))
    make_boundary (line->out, floor);
  inner.joined = TRUE;
  g_string_append (line->out, delimiter);
  append_escaped (&inner, core + lead);
  g_string_append (line->out, delimiter);
  inner.continued = line->continued;
  if (*after != '\0')
    append_escaped (&inner, after);
  last = g_utf8_get_char (g_utf8_prev_char (core + strlen (core)));
  return *after == '\0' && (always || !g_unichar_isalnum (last));
}

static void
append_plain (MarkdownLine *line, const char *text, gboolean needs_boundary)
{
  gunichar c = g_utf8_get_char (text);

  if (needs_boundary && !is_boundary (c))
    {
      g_string_append_printf (line->out, "&#%u;", c);
      text = g_utf8_next_char (text);
    }
  append_escaped (line, text);
}

static void
append_runs (MarkdownLine *line, const GPtrArray *runs)
{
  gsize floor = line->out->len;
  gboolean needs_boundary = FALSE;
  guint i;

  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);
      gboolean needed = needs_boundary;

      line->joined = i > 0;
      line->continued = i + 1 < runs->len;
      needs_boundary = FALSE;
      switch (run->style)
        {
        case AMENDS_RUN_PLAIN:
          append_plain (line, run->text, needed);
          break;
        case AMENDS_RUN_STRONG:
          needs_boundary = append_delimited (line, run->text, "**", floor);
          break;
        case AMENDS_RUN_EMPHASIS:
          needs_boundary = append_delimited (line, run->text, "_", floor);
          break;
        case AMENDS_RUN_CODE:
          append_code (line->out, run->text);
          break;
        case AMENDS_RUN_LINK:
          g_string_append_c (line->out, '[');
          append_escaped (line, run->text);
          g_string_append (line->out, "](<");
          append_escaped_line (line->out, run->uri, FALSE, FALSE);
          g_string_append (line->out, ">)");
          break;
        }
    }
}

static void
append_text (GString *out, const char *prefix, const char *text)
{
  MarkdownLine line = { out, prefix };

  append_escaped (&line, text);
}

static void
write_list (GString *out, const AmendsBlock *block)
{
  g_autofree char *outer = g_strdup ("");
  guint i;

  for (i = 0; i < block->items->len; i++)
    {
      const AmendsListItem *item = g_ptr_array_index (block->items, i);
      g_autofree char *marker =
          item->numbered ? g_strdup_printf ("%u. ", item->number) : g_strdup ("- ");
      g_autofree char *inner = g_strnfill (strlen (marker), ' ');
      g_autofree char *prefix = g_strconcat (item->level > 0 ? outer : "", inner, NULL);
      MarkdownLine line = { out, prefix };

      g_string_append_printf (out, "%s%s", item->level > 0 ? outer : "", marker);
      append_runs (&line, item->runs);
      g_string_append_c (out, '\n');
      if (item->level == 0)
        {
          g_free (outer);
          outer = g_steal_pointer (&inner);
        }
    }
}

static void
write_quote (GString *out, const AmendsBlock *block)
{
  g_string_append (out, "> ");
  append_text (out, "> ", block->text);
  g_string_append_c (out, '\n');
  if (block->source == NULL)
    return;
  g_string_append (out, ">\n> — ");
  append_text (out, "> ", block->source);
  g_string_append_c (out, '\n');
}

static void
write_pairs (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  guint i;

  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);
      MarkdownLine line = { out, "  " };

      g_string_append (out, "- ");
      if (block->type == AMENDS_BLOCK_CHECKLIST)
        {
          g_string_append (out, pair->done ? "[x] " : "[ ] ");
          append_escaped (&line, pair->value);
        }
      else
        {
          line.continued = TRUE;
          append_delimited (&line, pair->label, "**", out->len);
          g_string_append (out, amends_document_get_colon (document));
          line.joined = TRUE;
          line.continued = FALSE;
          append_escaped (&line, pair->value);
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_cell (GString *out, const char *text)
{
  MarkdownLine line = { out, "", TRUE };

  g_string_append (out, " ");
  append_escaped (&line, text);
  g_string_append (out, " |");
}

static void
write_table (GString *out, const AmendsBlock *block)
{
  static const char *const rulers[] = { " --- |", " :---: |", " ---: |" };
  guint r, c;

  g_string_append_c (out, '|');
  for (c = 0; c < block->columns->len; c++)
    append_cell (out, ((AmendsColumn *) block->columns->pdata[c])->heading);
  g_string_append (out, "\n|");
  for (c = 0; c < block->columns->len; c++)
    g_string_append (out, rulers[((AmendsColumn *) block->columns->pdata[c])->align]);
  g_string_append_c (out, '\n');
  for (r = 0; r < block->rows->len; r++)
    {
      char **cells = g_ptr_array_index (block->rows, r);

      g_string_append_c (out, '|');
      for (c = 0; cells[c] != NULL; c++)
        append_cell (out, cells[c]);
      g_string_append_c (out, '\n');
    }
}

/* Two lists in a row with the same markers would be read as one. */
static gboolean
continues_list (AmendsDocument *document, guint index)
{
  const AmendsBlock *block = amends_document_get_block (document, index);
  const AmendsBlock *before = index > 0 ? amends_document_get_block (document, index - 1) : NULL;

  return before != NULL && (block->items != NULL || block->pairs != NULL) &&
         (before->items != NULL || before->pairs != NULL) && block->numbered == before->numbered;
}

static void
write_block (AmendsDocument *document, GString *out, guint index)
{
  const AmendsBlock *block = amends_document_get_block (document, index);
  MarkdownLine line = { out, "" };

  g_string_append (out, continues_list (document, index) ? "\n<!-- -->\n\n" : "\n");
  switch (block->type)
    {
    case AMENDS_BLOCK_HEADING:
      /* The title of the document has the first level. */
      g_string_append_printf (out, "%.*s ", (int) block->level + 1, "#####");
      append_text (out, "", block->text);
      g_string_append_c (out, '\n');
      break;
    case AMENDS_BLOCK_PARAGRAPH:
      append_runs (&line, block->runs);
      g_string_append_c (out, '\n');
      break;
    case AMENDS_BLOCK_LIST:
      write_list (out, block);
      break;
    case AMENDS_BLOCK_QUOTE:
      write_quote (out, block);
      break;
    case AMENDS_BLOCK_TABLE:
      write_table (out, block);
      break;
    case AMENDS_BLOCK_KEY_VALUES:
    case AMENDS_BLOCK_CHECKLIST:
      write_pairs (document, out, block);
      break;
    case AMENDS_BLOCK_CALLOUT:
      g_string_append_printf (out, "> **%s%s** ",
                              amends_document_get_callout_label (document, block->callout),
                              amends_document_is_chinese (document) ? "：" : ":");
      append_text (out, "> ", block->text);
      g_string_append_c (out, '\n');
      break;
    case AMENDS_BLOCK_RULE:
    case AMENDS_BLOCK_PAGE_BREAK:
      g_string_append (out, "---\n");
      break;
    }
}

GBytes *
amends_markdown_writer_write (AmendsDocument *document, GError **error)
{
  GString *out;
  g_autofree char *byline = NULL;
  guint i;

  g_return_val_if_fail (AMENDS_IS_DOCUMENT (document), NULL);
  out = g_string_new ("# ");
  append_text (out, "", amends_document_get_title (document));
  g_string_append_c (out, '\n');
  if (*amends_document_get_subtitle (document) != '\0')
    {
      g_string_append_c (out, '\n');
      append_text (out, "", amends_document_get_subtitle (document));
      g_string_append_c (out, '\n');
    }
  byline = amends_document_dup_byline (document);
  if (*byline != '\0')
    {
      MarkdownLine line = { out, "" };

      g_string_append_c (out, '\n');
      append_delimited (&line, byline, "_", out->len);
      g_string_append_c (out, '\n');
    }
  for (i = 0; i < amends_document_get_n_blocks (document); i++)
    write_block (document, out, i);
  return g_string_free_to_bytes (out);
}
