/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Draws the pieces of a document on PDF pages, with outline, links and metadata.
 */

#include "config.h"

#include "amends-pdf-writer.h"

#include <string.h>

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "amends-pdf-flow-private.h"
#include "amends-text.h"

/* Cairo would write the time of day into a document that has no date of its own. */
#define UNDATED "2000-01-01T00:00:00Z"

typedef struct
{
  cairo_t *cr;
  cairo_surface_t *surface; /* (unowned) */
  int outline[5];           /* identifier of the last entry of each level; 0 is the root */
} PdfPainter;

static void
set_colour (cairo_t *cr, guint colour)
{
  cairo_set_source_rgb (cr, ((colour >> 16) & 0xff) / 255.0, ((colour >> 8) & 0xff) / 255.0,
                        (colour & 0xff) / 255.0);
}

static void
fill_rectangle (cairo_t *cr, guint colour, double x, double y, double width, double height)
{
  set_colour (cr, colour);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

/* Attributes of tags are written with a point, whatever the locale. */
static void
append_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f ", number));
}

static void
tag_link (cairo_t *cr, const char *uri, double x, double y, double width, double height)
{
  g_autoptr (GString) attributes = g_string_new (NULL);

  g_string_append_printf (attributes, "uri='%s' rect=[", uri);
  append_number (attributes, x);
  append_number (attributes, y);
  append_number (attributes, width);
  append_number (attributes, height);
  g_string_append (attributes, "]");
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes->str);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

/* @x, @y: left end of the baseline of @line. */
static void
tag_links (cairo_t *cr, const GPtrArray *runs, PangoLayoutLine *line, double x, double y)
{
  int line_end = line->start_index + line->length;
  int start = 0;
  PangoRectangle logical;
  guint i;

  pango_layout_line_get_extents (line, NULL, &logical);
  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);
      int end = start + (int) strlen (run->text);
      int from = MAX (start, line->start_index);
      int to = MIN (end, line_end);

      if (run->uri != NULL && from < to)
        {
          g_autofree int *ranges = NULL;
          int n, r;

          pango_layout_line_get_x_ranges (line, from, to, &ranges, &n);
          for (r = 0; r < n; r++)
            tag_link (cr, run->uri, x + pango_units_to_double (ranges[2 * r]),
                      y + pango_units_to_double (logical.y),
                      pango_units_to_double (ranges[2 * r + 1] - ranges[2 * r]),
                      pango_units_to_double (logical.height));
        }
      start = end;
    }
}

static gboolean
run_has_cjk (PangoLayoutLine *line, PangoGlyphItem *run)
{
  const char *text = pango_layout_get_text (line->layout) + run->item->offset;
  const char *end = text + run->item->length;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    if (amends_text_is_cjk (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/* Before 1.17.6 cairo loses some glyphs of CFF fonts, Noto Sans CJK among them, when it subsets
 * them: the text can be copied but shows a gap. Their outlines drawn over it close the gap and
 * change nothing where the glyph is there. */
static void
draw_outlines (cairo_t *cr, PangoLayoutLine *line, double x, double baseline)
{
  for (GSList *l = line->runs; l != NULL; l = l->next)
    {
      PangoGlyphItem *run = l->data;

      if (run_has_cjk (line, run))
        {
          cairo_new_path (cr);
          cairo_move_to (cr, x, baseline);
          pango_cairo_glyph_string_path (cr, run->item->analysis.font, run->glyphs);
          cairo_fill (cr);
        }
      x += pango_units_to_double (pango_glyph_string_get_width (run->glyphs));
    }
}

static void
show_line (cairo_t *cr, PangoLayoutLine *line, double x, double baseline)
{
  cairo_move_to (cr, x, baseline);
  pango_cairo_show_layout_line (cr, line);
  if (cairo_version () < CAIRO_VERSION_ENCODE (1, 17, 6))
    draw_outlines (cr, line, x, baseline);
}

/* @y: top of the line. */
static void
show_one_line (cairo_t *cr, PangoLayout *layout, double x, double y)
{
  show_line (cr, pango_layout_get_line_readonly (layout, 0), x,
             y + pango_units_to_double (pango_layout_get_baseline (layout)));
}

static void
draw_text (cairo_t *cr, const AmendsPdfText *text, double x, double y)
{
  g_autofree double *tops = amends_pdf_layout_dup_tops (text->layout);
  PangoLayoutIter *iter = pango_layout_get_iter (text->layout);
  guint i = 0;

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle logical;
      double baseline, left;

      if (i < text->first)
        continue;
      if (i >= text->last)
        break;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      baseline =
          y + pango_units_to_double (pango_layout_iter_get_baseline (iter)) - tops[text->first];
      left = x + pango_units_to_double (logical.x);
      set_colour (cr, text->colour);
      show_line (cr, line, left, baseline);
      if (text->runs != NULL)
        tag_links (cr, text->runs, line, x, baseline);
    }
  while (i++ < text->last && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_check (cairo_t *cr, gboolean done, double x, double y)
{
  const double side = 8;

  set_colour (cr, done ? AMENDS_PDF_ACCENT : AMENDS_PDF_MUTED);
  cairo_new_path (cr);
  cairo_set_line_width (cr, 0.8);
  cairo_rectangle (cr, x + 0.4, y - side / 2, side, side);
  if (!done)
    {
      cairo_stroke (cr);
      return;
    }
  cairo_fill (cr);
  set_colour (cr, 0xffffff);
  cairo_set_line_width (cr, 1.2);
  cairo_move_to (cr, x + 2.1, y + 0.1);
  cairo_line_to (cr, x + 3.8, y + 1.9);
  cairo_line_to (cr, x + 6.8, y - 2);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, guint colour, double x, double y, double radius)
{
  set_colour (cr, colour);
  /* The arc would be joined to where text was last shown. */
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* @y: top of the piece on the page. */
static void
draw_mark (cairo_t *cr, const AmendsPdfPiece *piece, double y)
{
  double x = AMENDS_PDF_MARGIN + piece->mark_x;
  double bottom = y + piece->height;

  switch (piece->mark)
    {
    case AMENDS_PDF_MARK_TITLE_BAR:
      fill_rectangle (cr, AMENDS_PDF_ACCENT, AMENDS_PDF_MARGIN, y, 38, piece->height);
      break;
    case AMENDS_PDF_MARK_RULE:
      fill_rectangle (cr, AMENDS_PDF_HAIRLINE, AMENDS_PDF_MARGIN, y, AMENDS_PDF_WIDTH, 0.6);
      break;
    case AMENDS_PDF_MARK_BULLET:
      draw_dot (cr, AMENDS_PDF_ACCENT, x, y + piece->mark_y, 1.6);
      break;
    case AMENDS_PDF_MARK_SUB_BULLET:
      draw_dot (cr, AMENDS_PDF_MUTED, x, y + piece->mark_y, 1.2);
      break;
    case AMENDS_PDF_MARK_OPEN:
    case AMENDS_PDF_MARK_DONE:
      draw_check (cr, piece->mark == AMENDS_PDF_MARK_DONE, x, y + piece->mark_y);
      break;
    case AMENDS_PDF_MARK_ROW:
      fill_rectangle (cr, AMENDS_PDF_HAIRLINE, AMENDS_PDF_MARGIN, bottom - 0.5, AMENDS_PDF_WIDTH,
                      0.5);
      break;
    case AMENDS_PDF_MARK_HEADER_ROW:
      fill_rectangle (cr, AMENDS_PDF_ACCENT, AMENDS_PDF_MARGIN, bottom - 1, AMENDS_PDF_WIDTH, 1);
      break;
    case AMENDS_PDF_MARK_NONE:
    case AMENDS_PDF_MARK_PAGE_BREAK:
      break;
    }
}

/* Entries skip no level: a heading hangs below the nearest higher one there is. */
static void
add_outline (PdfPainter *self, const AmendsPdfPlace *place, double y)
{
  g_autoptr (GString) attributes = g_string_new (NULL);
  guint level = place->piece->outline_level;
  guint i;

  g_string_append_printf (attributes, "page=%u pos=[", place->page + 1);
  append_number (attributes, AMENDS_PDF_MARGIN);
  append_number (attributes, MAX (y - 10, 0));
  g_string_append (attributes, "]");
  self->outline[level] =
      cairo_pdf_surface_add_outline (self->surface, self->outline[level - 1], place->piece->outline,
                                     attributes->str, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
  for (i = level + 1; i < G_N_ELEMENTS (self->outline); i++)
    self->outline[i] = self->outline[level];
}

/* Behind all pieces of a frame that are on this page, as one shape: no seams between lines. */
static guint
draw_frame (cairo_t *cr, const GArray *places, guint index)
{
  const AmendsPdfPlace *first = &g_array_index (places, AmendsPdfPlace, index);
  const AmendsPdfFrame *frame = first->piece->frame;
  const AmendsPdfPlace *last = first;
  double top, height;

  for (; index < places->len; index++)
    {
      const AmendsPdfPlace *place = &g_array_index (places, AmendsPdfPlace, index);

      if (place->piece->frame != frame || place->page != first->page)
        break;
      last = place;
    }
  top = AMENDS_PDF_MARGIN_TOP + first->y;
  height = last->y + last->piece->height - first->y;
  if (frame->ground != 0)
    fill_rectangle (cr, frame->ground, AMENDS_PDF_MARGIN, top, AMENDS_PDF_WIDTH, height);
  fill_rectangle (cr, frame->bar, AMENDS_PDF_MARGIN, top, 2.5, height);
  return index;
}

static void
draw_footer (PdfPainter *self,
             AmendsPdfFlow *flow,
             AmendsDocument *document,
             guint page,
             guint n_pages)
{
  const char *mark = amends_document_get_mark (document);
  /* Pango takes seconds to cut a very long line by width. */
  g_autofree char *title = amends_text_one_line (amends_document_get_title (document), 200);
  g_autofree char *number = g_strdup_printf ("%u / %u", page + 1, n_pages);
  g_autofree char *right =
      mark != NULL ? g_strconcat (mark, "    ", number, NULL) : g_strdup (number);
  g_autoptr (PangoLayout) right_layout =
      amends_pdf_flow_create_footer (flow, right, AMENDS_PDF_WIDTH);
  g_autoptr (PangoLayout) left_layout = NULL;
  double y = AMENDS_PDF_PAGE_HEIGHT - 40;
  double right_width;
  int width;

  pango_layout_get_size (right_layout, &width, NULL);
  right_width = pango_units_to_double (width);
  left_layout = amends_pdf_flow_create_footer (flow, title, AMENDS_PDF_WIDTH - right_width - 24);
  fill_rectangle (self->cr, AMENDS_PDF_HAIRLINE, AMENDS_PDF_MARGIN, y - 8, AMENDS_PDF_WIDTH, 0.5);
  set_colour (self->cr, AMENDS_PDF_MUTED);
  show_one_line (self->cr, left_layout, AMENDS_PDF_MARGIN, y);
  show_one_line (self->cr, right_layout, AMENDS_PDF_MARGIN + AMENDS_PDF_WIDTH - right_width, y);
}

static void
draw_place (PdfPainter *self, const AmendsPdfPlace *place)
{
  const AmendsPdfPiece *piece = place->piece;
  double y = AMENDS_PDF_MARGIN_TOP + place->y;
  guint i;

  if (piece->outline != NULL && *piece->outline != '\0')
    add_outline (self, place, y);
  draw_mark (self->cr, piece, y);
  for (i = 0; i < piece->texts->len; i++)
    {
      const AmendsPdfText *text = &g_array_index (piece->texts, AmendsPdfText, i);

      if (text->first < text->last)
        draw_text (self->cr, text, AMENDS_PDF_MARGIN + text->x, y + text->y);
    }
}

static void
draw_pages (PdfPainter *self, AmendsPdfFlow *flow, AmendsDocument *document)
{
  g_autoptr (GArray) places = amends_pdf_flow_paginate (flow);
  guint n_pages = g_array_index (places, AmendsPdfPlace, places->len - 1).page + 1;
  guint framed = 0;
  guint i;

  for (i = 0; i < places->len; i++)
    {
      const AmendsPdfPlace *place = &g_array_index (places, AmendsPdfPlace, i);

      if (place->piece->frame != NULL && i >= framed)
        framed = draw_frame (self->cr, places, i);
      draw_place (self, place);
      if (i + 1 == places->len || place[1].page != place->page)
        {
          draw_footer (self, flow, document, place->page, n_pages);
          cairo_show_page (self->cr);
        }
    }
}

static void
set_metadata (cairo_surface_t *surface, AmendsDocument *document)
{
  AmendsInstant created = amends_document_get_created (document);
  /* Whole seconds: cairo reads no fractions. */
  g_autofree char *date = created != AMENDS_INSTANT_NONE
                              ? amends_instant_format_utc (created / AMENDS_SECOND * AMENDS_SECOND)
                              : g_strdup (UNDATED);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  amends_document_get_title (document));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR,
                                  amends_document_get_author (document));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                  amends_document_get_subtitle (document));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Amends");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
amends_pdf_writer_write (AmendsDocument *document, GError **error)
{
  g_autoptr (AmendsPdfFlow) flow = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  PdfPainter painter = { 0 };
  cairo_status_t status;

  g_return_val_if_fail (AMENDS_IS_DOCUMENT (document), NULL);
  bytes = g_byte_array_new ();
  flow = amends_pdf_flow_new (document);
  painter.surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, AMENDS_PDF_PAGE_WIDTH,
                                                         AMENDS_PDF_PAGE_HEIGHT);
  painter.cr = cairo_create (painter.surface);
  set_metadata (painter.surface, document);
  draw_pages (&painter, flow, document);

  status = cairo_status (painter.cr);
  cairo_destroy (painter.cr);
  cairo_surface_finish (painter.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (painter.surface);
  cairo_surface_destroy (painter.surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AMENDS_DOCUMENT_ERROR, AMENDS_DOCUMENT_ERROR_RENDER,
                   /* Translators: %s is a technical reason, such as "out of memory" */
                   _ ("The PDF could not be made: %s"), cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
