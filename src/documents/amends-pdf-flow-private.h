/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document-private.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * A document cut into pieces that never split, in reading order, and their places on pages. The
 * writer draws them. All lengths in points, y downwards.
 */

#define AMENDS_PDF_PAGE_WIDTH 595.276
#define AMENDS_PDF_PAGE_HEIGHT 841.89
#define AMENDS_PDF_MARGIN 62.0
#define AMENDS_PDF_MARGIN_TOP 58.0
#define AMENDS_PDF_MARGIN_BOTTOM 68.0
#define AMENDS_PDF_WIDTH (AMENDS_PDF_PAGE_WIDTH - 2 * AMENDS_PDF_MARGIN)
#define AMENDS_PDF_HEIGHT                                                                          \
  (AMENDS_PDF_PAGE_HEIGHT - AMENDS_PDF_MARGIN_TOP - AMENDS_PDF_MARGIN_BOTTOM)

/* Colours as 0xRRGGBB. */
#define AMENDS_PDF_INK 0x242d31
#define AMENDS_PDF_SOFT 0x46535a
#define AMENDS_PDF_MUTED 0x66747b
#define AMENDS_PDF_HAIRLINE 0xd9e0e3
#define AMENDS_PDF_ACCENT 0x216b80

typedef enum
{
  AMENDS_PDF_MARK_NONE,
  AMENDS_PDF_MARK_TITLE_BAR,
  AMENDS_PDF_MARK_RULE,
  AMENDS_PDF_MARK_BULLET,
  AMENDS_PDF_MARK_SUB_BULLET,
  AMENDS_PDF_MARK_OPEN,
  AMENDS_PDF_MARK_DONE,
  AMENDS_PDF_MARK_ROW,
  AMENDS_PDF_MARK_HEADER_ROW,
  AMENDS_PDF_MARK_PAGE_BREAK,
} AmendsPdfMark;

/* What lies behind several pieces in a row: the bar of a quote, the ground of a callout. */
typedef struct
{
  guint bar;    /* colour */
  guint ground; /* colour; 0 for none */
} AmendsPdfFrame;

/* Lines @first to before @last of a layout; its own top is at the top of line @first. */
typedef struct
{
  PangoLayout *layout;   /* (owned) */
  const GPtrArray *runs; /* (unowned) (nullable): where links may be */
  guint colour;
  guint first;
  guint last;
  double x; /* from the left margin */
  double y; /* from the top of the piece */
} AmendsPdfText;

typedef struct _AmendsPdfPiece AmendsPdfPiece;
struct _AmendsPdfPiece
{
  AmendsPdfMark mark;
  double mark_x;
  double mark_y; /* middle of the first line */
  double before; /* space above; none at the top of a page */
  double height;
  gboolean keep_next;     /* never the last on a page */
  AmendsPdfPiece *header; /* (unowned) (nullable): repeated where this begins a page */
  AmendsPdfFrame *frame;  /* (unowned) (nullable) */
  const char *outline;    /* (unowned) (nullable) */
  guint outline_level;
  GArray *texts; /* (element-type AmendsPdfText) */
};

typedef struct
{
  AmendsPdfPiece *piece; /* (unowned) */
  guint page;            /* from 0 */
  double y;              /* from the top margin */
} AmendsPdfPlace;

typedef struct
{
  PangoContext *context;
  GPtrArray *pieces; /* (element-type AmendsPdfPiece) */
  GPtrArray *frames; /* (element-type AmendsPdfFrame) */
} AmendsPdfFlow;

/* @document must outlive the flow. */
AmendsPdfFlow *amends_pdf_flow_new (AmendsDocument *document);
void amends_pdf_flow_free (AmendsPdfFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPdfFlow, amends_pdf_flow_free)

/* (transfer full) (element-type AmendsPdfPlace): in page order; repeated headers included. */
GArray *amends_pdf_flow_paginate (AmendsPdfFlow *self);

/* (transfer full): a small single line for the foot of a page, cut at @width. */
PangoLayout *amends_pdf_flow_create_footer (AmendsPdfFlow *self, const char *text, double width);

/* (transfer full): tops of all lines and the bottom of the last, in points. */
double *amends_pdf_layout_dup_tops (PangoLayout *layout);

G_END_DECLS
