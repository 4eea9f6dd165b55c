/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * From blocks to pieces: shapes text with Pango, decides what stays together, and fills pages. No
 * drawing here.
 */

#include "config.h"

#include "amends-pdf-flow-private.h"

#include <string.h>

#include "amends-text.h"

#define FAMILY "Cantarell, Noto Sans, Noto Sans CJK SC, sans-serif"
#define FAMILY_CODE "Noto Sans Mono, Noto Sans CJK SC, monospace"

#define INDENT 15.0
#define CELL_X 6.0
#define CELL_Y 4.5
#define LABEL_WIDTH 118.0
#define FRAME_X 14.0
#define LONG_WORD 1000

typedef struct
{
  double size;
  PangoWeight weight;
  guint colour;
  double leading; /* line height as a multiple of the font's */
} TextStyle;

static const TextStyle style_title = { 23, PANGO_WEIGHT_BOLD, AMENDS_PDF_INK, 1.05 };
static const TextStyle style_subtitle = { 12.5, PANGO_WEIGHT_NORMAL, AMENDS_PDF_SOFT, 1.1 };
static const TextStyle style_byline = { 9, PANGO_WEIGHT_NORMAL, AMENDS_PDF_MUTED, 1.1 };
static const TextStyle style_headings[] = {
  { 15, PANGO_WEIGHT_BOLD, AMENDS_PDF_ACCENT, 1.05 },
  { 12, PANGO_WEIGHT_BOLD, AMENDS_PDF_INK, 1.05 },
  { 10.5, PANGO_WEIGHT_BOLD, AMENDS_PDF_INK, 1.1 },
  { 9.5, PANGO_WEIGHT_BOLD, AMENDS_PDF_MUTED, 1.1 },
};
static const double heading_before[] = { 24, 18, 14, 12 };
static const TextStyle style_body = { 10, PANGO_WEIGHT_NORMAL, AMENDS_PDF_INK, 1.22 };
static const TextStyle style_quote = { 10, PANGO_WEIGHT_NORMAL, AMENDS_PDF_SOFT, 1.22 };
static const TextStyle style_small = { 8.5, PANGO_WEIGHT_NORMAL, AMENDS_PDF_MUTED, 1.1 };
static const TextStyle style_cell = { 9, PANGO_WEIGHT_NORMAL, AMENDS_PDF_INK, 1.15 };
static const TextStyle style_column = { 8.5, PANGO_WEIGHT_BOLD, AMENDS_PDF_SOFT, 1.1 };
static const TextStyle style_label = { 9, PANGO_WEIGHT_BOLD, AMENDS_PDF_MUTED, 1.15 };

static void
text_clear (AmendsPdfText *text)
{
  g_clear_object (&text->layout);
}

static void
piece_free (AmendsPdfPiece *piece)
{
  g_array_unref (piece->texts);
  g_free (piece);
}

static AmendsPdfPiece *
add_piece (AmendsPdfFlow *self, AmendsPdfMark mark, double before, double height)
{
  AmendsPdfPiece *piece = g_new0 (AmendsPdfPiece, 1);

  piece->mark = mark;
  piece->before = before;
  piece->height = height;
  piece->texts = g_array_new (FALSE, TRUE, sizeof (AmendsPdfText));
  g_array_set_clear_func (piece->texts, (GDestroyNotify) text_clear);
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

static void
piece_add_text (AmendsPdfPiece *piece, PangoLayout *layout, const TextStyle *style, double x)
{
  AmendsPdfText text = { g_object_ref (layout), NULL, style->colour, 0, 0, x, 0 };

  text.last = pango_layout_get_line_count (layout);
  g_array_append_val (piece->texts, text);
}

static AmendsPdfPiece *
get_last_piece (AmendsPdfFlow *self)
{
  return g_ptr_array_index (self->pieces, self->pieces->len - 1);
}

/*
 * Looking for a place to break a word costs Pango the square of its length: 0.7 s for 20 kB. Words
 * that long (pasted keys, encoded files) are broken anywhere.
 */
static PangoWrapMode
choose_wrap (const char *text)
{
  guint length = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      length = g_unichar_isspace (c) || amends_text_is_cjk (c) ? 0 : length + 1;
      if (length > LONG_WORD)
        return PANGO_WRAP_CHAR;
    }
  return PANGO_WRAP_WORD_CHAR;
}

static PangoLayout *
create_layout (AmendsPdfFlow *self, const char *text, const TextStyle *style, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILY);

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (layout, choose_wrap (text));
  pango_layout_set_line_spacing (layout, (float) style->leading);
  pango_layout_set_width (layout, (int) (MAX (width, style->size) * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
insert_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static PangoAttribute *
colour_attribute (guint colour)
{
  return pango_attr_foreground_new ((guint16) (((colour >> 16) & 0xff) * 0x101),
                                    (guint16) (((colour >> 8) & 0xff) * 0x101),
                                    (guint16) ((colour & 0xff) * 0x101));
}

static PangoLayout *
create_runs_layout (AmendsPdfFlow *self,
                    const GPtrArray *runs,
                    const TextStyle *style,
                    double width)
{
  g_autofree char *text = amends_runs_dup_text (runs, FALSE);
  PangoLayout *layout = create_layout (self, text, style, width);
  PangoAttrList *list = pango_attr_list_new ();
  gsize start = 0;
  guint i;

  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);
      gsize end = start + strlen (run->text);

      if (run->style == AMENDS_RUN_STRONG)
        insert_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      else if (run->style == AMENDS_RUN_EMPHASIS)
        insert_attribute (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
      else if (run->style == AMENDS_RUN_LINK)
        insert_attribute (list, colour_attribute (AMENDS_PDF_ACCENT), start, end);
      else if (run->style == AMENDS_RUN_CODE)
        {
          insert_attribute (list, pango_attr_family_new (FAMILY_CODE), start, end);
          insert_attribute (list, pango_attr_scale_new (0.9), start, end);
        }
      start = end;
    }
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
  return layout;
}

/*
 * Lines are pieces, so that text flows over pages; the first two and the last two stay together.
 * Returns the index of the first piece.
 */
static guint
add_lines (AmendsPdfFlow *self,
           PangoLayout *layout,
           const TextStyle *style,
           double x,
           double before,
           AmendsPdfFrame *frame)
{
  g_autofree double *tops = amends_pdf_layout_dup_tops (layout);
  guint n = (guint) pango_layout_get_line_count (layout);
  guint index = self->pieces->len;
  guint first = 0;

  while (first < n)
    {
      guint rest = n - first;
      guint count = 1;
      AmendsPdfPiece *piece;
      AmendsPdfText *text;

      if (rest <= 3 && (first == 0 || rest == 2))
        count = rest;
      else if (first == 0)
        count = 2;
      piece = add_piece (self, AMENDS_PDF_MARK_NONE, first == 0 ? before : 0,
                         tops[first + count] - tops[first]);
      piece_add_text (piece, layout, style, x);
      text = &g_array_index (piece->texts, AmendsPdfText, 0);
      text->first = first;
      text->last = first + count;
      piece->frame = frame;
      first += count;
    }
  return index;
}

static guint
add_text (AmendsPdfFlow *self,
          const char *text,
          const TextStyle *style,
          double x,
          double before,
          AmendsPdfFrame *frame)
{
  g_autoptr (PangoLayout) layout =
      create_layout (self, text, style, AMENDS_PDF_WIDTH - x - (frame != NULL ? 10 : 0));

  return add_lines (self, layout, style, x, before, frame);
}

/* Long texts go line by line, so that a layout stays small however much a customer wrote. */
static void
add_multi_line (AmendsPdfFlow *self,
                const char *text,
                const TextStyle *style,
                double x,
                AmendsPdfFrame *frame)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    add_text (self, lines[i], style, x, i == 0 ? 0 : 1.5, frame);
}

static void
set_links (AmendsPdfFlow *self, guint index, const GPtrArray *runs)
{
  for (; index < self->pieces->len; index++)
    {
      AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, index);

      g_array_index (piece->texts, AmendsPdfText, 0).runs = runs;
    }
}

static void
keep_all (AmendsPdfFlow *self, guint index)
{
  for (; index < self->pieces->len; index++)
    ((AmendsPdfPiece *) g_ptr_array_index (self->pieces, index))->keep_next = TRUE;
}

static void
add_title (AmendsPdfFlow *self, AmendsDocument *document)
{
  g_autofree char *byline = amends_document_dup_byline (document);

  add_piece (self, AMENDS_PDF_MARK_TITLE_BAR, 0, 3);
  add_text (self, amends_document_get_title (document), &style_title, 0, 13, NULL);
  if (*amends_document_get_subtitle (document) != '\0')
    add_text (self, amends_document_get_subtitle (document), &style_subtitle, 0, 4, NULL);
  if (*byline != '\0')
    add_text (self, byline, &style_byline, 0, 9, NULL);
  add_piece (self, AMENDS_PDF_MARK_RULE, 13, 3);
}

static void
add_heading (AmendsPdfFlow *self, const AmendsBlock *block)
{
  const TextStyle *style = &style_headings[block->level - 1];
  guint index = add_text (self, block->text, style, 0, heading_before[block->level - 1], NULL);
  AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, index);

  piece->outline = block->text;
  piece->outline_level = block->level;
  keep_all (self, index);
}

static void
add_paragraph (AmendsPdfFlow *self, const AmendsBlock *block)
{
  g_autoptr (PangoLayout) layout =
      create_runs_layout (self, block->runs, &style_body, AMENDS_PDF_WIDTH);
  guint index = add_lines (self, layout, &style_body, 0, 8, NULL);
  const char *text = pango_layout_get_text (layout);

  set_links (self, index, block->runs);
  if (g_str_has_suffix (text, ":") || g_str_has_suffix (text, "："))
    get_last_piece (self)->keep_next = TRUE;
}

/* From the top of @layout to its first baseline. */
static double
measure_baseline (PangoLayout *layout)
{
  g_autofree double *tops = amends_pdf_layout_dup_tops (layout);

  return pango_units_to_double (pango_layout_get_baseline (layout)) - tops[0];
}

static void
set_mark (AmendsPdfFlow *self, guint index, AmendsPdfMark mark, double x, PangoLayout *layout)
{
  AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, index);
  PangoRectangle logical;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, 0), NULL, &logical);
  piece->mark = mark;
  piece->mark_x = x;
  /* The middle of the small letters, a little below that of the line. */
  piece->mark_y = measure_baseline (layout) - pango_units_to_double (PANGO_ASCENT (logical)) * 0.31;
}

/* Before the text of @layout, on its baseline: digits and Chinese differ in height. */
static void
add_number (AmendsPdfFlow *self, guint index, guint number, double x, PangoLayout *layout)
{
  AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, index);
  g_autofree char *text = g_strdup_printf ("%u.", number);
  TextStyle style = style_body;
  g_autoptr (PangoLayout) label = create_layout (self, text, &style, INDENT + 10);

  style.colour = AMENDS_PDF_ACCENT;
  piece_add_text (piece, label, &style, x - INDENT - (number > 9 ? 5 : 0));
  g_array_index (piece->texts, AmendsPdfText, 1).y =
      measure_baseline (layout) - measure_baseline (label);
}

static void
add_list (AmendsPdfFlow *self, const AmendsBlock *block)
{
  guint i;

  for (i = 0; i < block->items->len; i++)
    {
      const AmendsListItem *item = g_ptr_array_index (block->items, i);
      double x = INDENT * (item->level + 1) + (block->numbered ? 4 : 0);
      g_autoptr (PangoLayout) layout =
          create_runs_layout (self, item->runs, &style_body, AMENDS_PDF_WIDTH - x);
      guint index = add_lines (self, layout, &style_body, x, i == 0 ? 6 : 3, NULL);

      set_links (self, index, item->runs);
      if (item->numbered)
        add_number (self, index, item->number, x, layout);
      else
        {
          set_mark (self, index,
                    item->level > 0 ? AMENDS_PDF_MARK_SUB_BULLET : AMENDS_PDF_MARK_BULLET,
                    x - INDENT + 4, layout);
        }
    }
}

static void
add_checklist (AmendsPdfFlow *self, const AmendsBlock *block)
{
  guint i;

  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);
      g_autoptr (PangoLayout) layout =
          create_layout (self, pair->value, &style_body, AMENDS_PDF_WIDTH - INDENT - 3);
      guint index = add_lines (self, layout, &style_body, INDENT + 3, i == 0 ? 7 : 4, NULL);

      set_mark (self, index, pair->done ? AMENDS_PDF_MARK_DONE : AMENDS_PDF_MARK_OPEN, 1, layout);
    }
}

static AmendsPdfFrame *
add_frame (AmendsPdfFlow *self, guint bar, guint ground)
{
  AmendsPdfFrame *frame = g_new0 (AmendsPdfFrame, 1);

  frame->bar = bar;
  frame->ground = ground;
  g_ptr_array_add (self->frames, frame);
  return frame;
}

/* Space inside the frame above its first and below its last piece. */
static void
pad_frame (AmendsPdfFlow *self, guint index, double before, double above, double below)
{
  AmendsPdfPiece *first = g_ptr_array_index (self->pieces, index);
  AmendsPdfPiece *last = get_last_piece (self);
  guint i;

  first->before = before;
  first->height += above;
  for (i = 0; i < first->texts->len; i++)
    g_array_index (first->texts, AmendsPdfText, i).y += above;
  last->height += below;
}

static void
add_quote (AmendsPdfFlow *self, const AmendsBlock *block)
{
  AmendsPdfFrame *frame = add_frame (self, 0xb3c8cf, 0);
  guint index = self->pieces->len;

  add_multi_line (self, block->text, &style_quote, FRAME_X, frame);
  if (block->source != NULL)
    {
      g_autofree char *source = g_strconcat ("— ", block->source, NULL);

      get_last_piece (self)->keep_next = TRUE;
      add_text (self, source, &style_small, FRAME_X, 4, frame);
    }
  pad_frame (self, index, 10, 1, 1);
}

static void
add_callout (AmendsPdfFlow *self, AmendsDocument *document, const AmendsBlock *block)
{
  static const guint colours[][2] = { { AMENDS_PDF_ACCENT, 0xeff5f7 },
                                      { 0x96690a, 0xfbf5e6 },
                                      { 0xa2352c, 0xfbf0ee } };
  AmendsPdfFrame *frame = add_frame (self, colours[block->callout][0], colours[block->callout][1]);
  TextStyle label = { 8.5, PANGO_WEIGHT_BOLD, frame->bar, 1.1 };
  guint index = add_text (self, amends_document_get_callout_label (document, block->callout),
                          &label, FRAME_X, 0, frame);

  keep_all (self, index);
  get_last_piece (self)->height += 2;
  add_multi_line (self, block->text, &style_body, FRAME_X, frame);
  pad_frame (self, index, 11, 7, 8);
}

/* Columns get their share, but never less than their heading needs where there is room. */
static void
measure_columns (AmendsPdfFlow *self, const AmendsBlock *table, double *widths)
{
  guint n = table->columns->len;
  g_autofree double *least = g_new0 (double, n);
  double total = 0, missing = 0, spare = 0;
  guint c;

  for (c = 0; c < n; c++)
    total += ((AmendsColumn *) table->columns->pdata[c])->weight;
  for (c = 0; c < n; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (table->columns, c);
      g_autoptr (PangoLayout) layout =
          create_layout (self, column->heading, &style_column, AMENDS_PDF_WIDTH);
      int width;

      pango_layout_get_size (layout, &width, NULL);
      widths[c] = AMENDS_PDF_WIDTH * column->weight / total;
      least[c] = MIN (pango_units_to_double (width) + 2 * CELL_X + 1, AMENDS_PDF_WIDTH / n);
      missing += MAX (least[c] - widths[c], 0);
      spare += MAX (widths[c] - least[c], 0);
    }
  for (c = 0; c < n; c++)
    if (widths[c] < least[c])
      widths[c] = least[c];
    else if (spare > 0)
      widths[c] -= (widths[c] - least[c]) * MIN (missing / spare, 1);
}

/*
 * A row is one piece unless it is taller than @room; then it is cut into pieces, each with the
 * lines of every cell that fit.
 */
static AmendsPdfPiece *
add_row (AmendsPdfFlow *self,
         PangoLayout **layouts,
         const double *xs,
         const TextStyle **styles,
         guint n,
         double room)
{
  g_autofree guint *next = g_new0 (guint, n);
  AmendsPdfPiece *first_piece = NULL;
  gboolean more = TRUE;
  double baseline = 0;
  guint c;

  for (c = 0; c < n; c++)
    baseline = MAX (baseline, measure_baseline (layouts[c]));

  while (more)
    {
      AmendsPdfPiece *piece = add_piece (self, AMENDS_PDF_MARK_NONE, 0, 0);

      more = FALSE;
      for (c = 0; c < n; c++)
        {
          g_autofree double *tops = amends_pdf_layout_dup_tops (layouts[c]);
          guint lines = (guint) pango_layout_get_line_count (layouts[c]);
          guint last = next[c];
          double above =
              CELL_Y + (first_piece == NULL ? baseline - measure_baseline (layouts[c]) : 0);
          AmendsPdfText *text;

          while (last < lines &&
                 (last == next[c] || above + tops[last + 1] - tops[next[c]] + CELL_Y <= room))
            last++;
          piece_add_text (piece, layouts[c], styles[c], xs[c]);
          text = &g_array_index (piece->texts, AmendsPdfText, c);
          text->first = next[c];
          text->last = last;
          text->y = above;
          piece->height = MAX (piece->height, above + tops[last] - tops[next[c]] + CELL_Y);
          more = more || last < lines;
          next[c] = last;
        }
      if (first_piece == NULL)
        first_piece = piece;
    }
  get_last_piece (self)->mark = AMENDS_PDF_MARK_ROW;
  return first_piece;
}

static AmendsPdfPiece *
add_table_row (AmendsPdfFlow *self,
               const AmendsBlock *table,
               const double *widths,
               char **cells,
               const TextStyle *style,
               double room)
{
  guint n = table->columns->len;
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree double *xs = g_new0 (double, n);
  g_autofree const TextStyle **styles = g_new0 (const TextStyle *, n);
  double x = 0;
  guint c;

  for (c = 0; c < n; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (table->columns, c);
      const char *text = cells != NULL ? cells[c] : column->heading;
      double left = c > 0 ? CELL_X : 0;
      double right = c + 1 < n ? CELL_X : 0;
      PangoLayout *layout = create_layout (self, text, style, widths[c] - left - right);

      if (column->align == AMENDS_ALIGN_CENTER)
        pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      else if (column->align == AMENDS_ALIGN_END)
        pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
      g_ptr_array_add (layouts, layout);
      xs[c] = x + left;
      styles[c] = style;
      x += widths[c];
    }
  return add_row (self, (PangoLayout **) layouts->pdata, xs, styles, n, room);
}

static void
add_table (AmendsPdfFlow *self, const AmendsBlock *table)
{
  g_autofree double *widths = g_new0 (double, table->columns->len);
  AmendsPdfPiece *body_first = NULL;
  AmendsPdfPiece *before_last = NULL;
  AmendsPdfPiece *header;
  double room = AMENDS_PDF_HEIGHT;
  guint index, r;

  measure_columns (self, table, widths);
  index = self->pieces->len;
  header = add_table_row (self, table, widths, NULL, &style_column, room);
  header->before = 9;
  get_last_piece (self)->mark = AMENDS_PDF_MARK_HEADER_ROW;
  keep_all (self, index);
  /* Headings that fill a page are not worth repeating. */
  if (header->height > AMENDS_PDF_HEIGHT / 3)
    header = NULL;
  else
    room -= header->height;

  for (r = 0; r < table->rows->len; r++)
    {
      guint i = self->pieces->len;

      add_table_row (self, table, widths, g_ptr_array_index (table->rows, r), &style_cell, room);
      if (r == 0)
        body_first = get_last_piece (self);
      if (r + 2 == table->rows->len)
        before_last = get_last_piece (self);
      for (; i < self->pieces->len; i++)
        ((AmendsPdfPiece *) g_ptr_array_index (self->pieces, i))->header = header;
    }
  /* No row stands alone, neither before nor after a page break. */
  if (table->rows->len == 0)
    get_last_piece (self)->keep_next = FALSE;
  else if (table->rows->len > 1)
    {
      body_first->keep_next = TRUE;
      before_last->keep_next = TRUE;
    }
}

static void
add_key_values (AmendsPdfFlow *self, const AmendsBlock *block)
{
  static const double xs[] = { 0, LABEL_WIDTH };
  const TextStyle *styles[] = { &style_label, &style_cell };
  guint i;

  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);
      g_autoptr (PangoLayout) label =
          create_layout (self, pair->label, &style_label, LABEL_WIDTH - 10);
      g_autoptr (PangoLayout) value =
          create_layout (self, pair->value, &style_cell, AMENDS_PDF_WIDTH - LABEL_WIDTH);
      PangoLayout *layouts[] = { label, value };
      AmendsPdfPiece *piece = add_row (self, layouts, xs, styles, 2, AMENDS_PDF_HEIGHT);

      if (i == 0)
        piece->before = 7;
    }
}

static void
add_block (AmendsPdfFlow *self, AmendsDocument *document, const AmendsBlock *block)
{
  switch (block->type)
    {
    case AMENDS_BLOCK_HEADING:
      add_heading (self, block);
      break;
    case AMENDS_BLOCK_PARAGRAPH:
      add_paragraph (self, block);
      break;
    case AMENDS_BLOCK_LIST:
      add_list (self, block);
      break;
    case AMENDS_BLOCK_QUOTE:
      add_quote (self, block);
      break;
    case AMENDS_BLOCK_TABLE:
      add_table (self, block);
      break;
    case AMENDS_BLOCK_KEY_VALUES:
      add_key_values (self, block);
      break;
    case AMENDS_BLOCK_CHECKLIST:
      add_checklist (self, block);
      break;
    case AMENDS_BLOCK_CALLOUT:
      add_callout (self, document, block);
      break;
    case AMENDS_BLOCK_RULE:
      add_piece (self, AMENDS_PDF_MARK_RULE, 14, 8);
      break;
    case AMENDS_BLOCK_PAGE_BREAK:
      add_piece (self, AMENDS_PDF_MARK_PAGE_BREAK, 0, 0);
      break;
    }
}

/* Unhinted and in points: the same layout on every machine that has the fonts. */
static PangoContext *
create_context (AmendsDocument *document)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context;

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context,
                              pango_language_from_string (amends_document_get_language (document)));
  return context;
}

AmendsPdfFlow *
amends_pdf_flow_new (AmendsDocument *document)
{
  AmendsPdfFlow *self = g_new0 (AmendsPdfFlow, 1);
  guint i;

  self->context = create_context (document);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  self->frames = g_ptr_array_new_with_free_func (g_free);
  add_title (self, document);
  for (i = 0; i < amends_document_get_n_blocks (document); i++)
    add_block (self, document, amends_document_get_block (document, i));
  return self;
}

void
amends_pdf_flow_free (AmendsPdfFlow *self)
{
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->frames);
  g_object_unref (self->context);
  g_free (self);
}

/* Height of the piece at @index and of all that must follow on the same page. */
static double
measure_chain (AmendsPdfFlow *self, guint index)
{
  AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, index);
  double height = piece->height;

  while (piece->keep_next && ++index < self->pieces->len)
    {
      piece = g_ptr_array_index (self->pieces, index);
      height += piece->before + piece->height;
      if (height > AMENDS_PDF_HEIGHT)
        break;
    }
  return height;
}

GArray *
amends_pdf_flow_paginate (AmendsPdfFlow *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (AmendsPdfPlace));
  AmendsPdfPlace place = { NULL, 0, 0 };
  const double slack = 0.01;
  guint i;

  for (i = 0; i < self->pieces->len; i++)
    {
      AmendsPdfPiece *piece = g_ptr_array_index (self->pieces, i);
      double needed = measure_chain (self, i);
      gboolean top = place.y <= 0;
      gboolean breaks = piece->mark == AMENDS_PDF_MARK_PAGE_BREAK;

      /* What cannot stay together on any page need not move to the next for it. */
      if (needed > AMENDS_PDF_HEIGHT + slack)
        needed = piece->height;
      if (!top && (breaks || place.y + piece->before + needed > AMENDS_PDF_HEIGHT + slack))
        {
          place.page++;
          place.y = 0;
          top = TRUE;
          if (piece->header != NULL)
            {
              place.piece = piece->header;
              g_array_append_val (places, place);
              place.y += piece->header->height;
            }
        }
      if (breaks)
        continue;
      place.piece = piece;
      place.y += top ? 0 : piece->before;
      g_array_append_val (places, place);
      place.y += piece->height;
    }
  return places;
}

PangoLayout *
amends_pdf_flow_create_footer (AmendsPdfFlow *self, const char *text, double width)
{
  static const TextStyle style = { 8, PANGO_WEIGHT_NORMAL, AMENDS_PDF_MUTED, 1 };
  PangoLayout *layout = create_layout (self, text, &style, width);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

double *
amends_pdf_layout_dup_tops (PangoLayout *layout)
{
  guint n = (guint) pango_layout_get_line_count (layout);
  double *tops = g_new0 (double, n + 1);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double bottom = 0;
  guint i = 0;

  /* Between two lines the border is the middle of the space. */
  do
    {
      PangoRectangle logical;
      double top;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      top = pango_units_to_double (logical.y);
      tops[i] = i == 0 ? top : (bottom + top) / 2;
      bottom = top + pango_units_to_double (logical.height);
      i++;
    }
  while (i < n && pango_layout_iter_next_line (iter));
  tops[n] = bottom;
  pango_layout_iter_free (iter);
  return tops;
}
