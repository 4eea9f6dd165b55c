/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Failures of a writer itself; what is wrong with given data is AMENDS_INPUT_ERROR. */
typedef enum
{
  AMENDS_DOCUMENT_ERROR_RENDER,
} AmendsDocumentError;

#define AMENDS_DOCUMENT_ERROR (amends_document_error_quark ())
GQuark amends_document_error_quark (void);

typedef enum
{
  AMENDS_RUN_PLAIN,
  AMENDS_RUN_STRONG,
  AMENDS_RUN_EMPHASIS,
  AMENDS_RUN_CODE,
  AMENDS_RUN_LINK,
} AmendsRunStyle;

typedef enum
{
  AMENDS_CALLOUT_INFO,
  AMENDS_CALLOUT_WARNING,
  AMENDS_CALLOUT_MUST_NOT,
} AmendsCalloutKind;

typedef enum
{
  AMENDS_ALIGN_START,
  AMENDS_ALIGN_CENTER,
  AMENDS_ALIGN_END,
} AmendsAlign;

/**
 * AmendsDocument:
 * A document as a tree of blocks, without any format. One thread fills it, then only reads: after
 * amends_document_seal() it may be handed to any thread and every writer.
 *
 * Every text is data: no writer ever takes markup from it. Texts are cleaned as they come in
 * (amends_text_clean()), NULL counts as empty. Titles, headings, labels and column headings become
 * one line; elsewhere a newline is a line break.
 */
#define AMENDS_TYPE_DOCUMENT (amends_document_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDocument, amends_document, AMENDS, DOCUMENT, GObject)

/* @language: "en" or "zh-CN"; chooses fonts and the few words that writers add themselves. */
AmendsDocument *amends_document_new (const char *title, const char *language);

void amends_document_set_subtitle (AmendsDocument *self, const char *subtitle);
void amends_document_set_author (AmendsDocument *self, const char *author);
/* @nick: "customer", "internal" or "executive". Internal documents say so in every format. */
void amends_document_set_audience (AmendsDocument *self, const char *nick);
/* @zone: (nullable) (transfer none): in which the date is shown; NULL means UTC. */
void amends_document_set_created (AmendsDocument *self, AmendsInstant created, GTimeZone *zone);

/* (transfer none), never NULL: "" when not set. */
const char *amends_document_get_title (AmendsDocument *self);
const char *amends_document_get_audience (AmendsDocument *self);
guint amends_document_get_n_blocks (AmendsDocument *self);

/* From here on adding is a programming error and reading is thread-safe. */
void amends_document_seal (AmendsDocument *self);

/* @level: 1 to 4. */
void amends_document_add_heading (AmendsDocument *self, guint level, const char *text);
/* A blank line in @text starts another paragraph; nothing is added for empty text. */
void amends_document_add_paragraph (AmendsDocument *self, const char *text);
/* The words of a customer, kept line by line. @source: (nullable): who said it, and when. */
void amends_document_add_quote (AmendsDocument *self, const char *text, const char *source);
void amends_document_add_callout (AmendsDocument *self, AmendsCalloutKind kind, const char *text);
void amends_document_add_rule (AmendsDocument *self);
void amends_document_add_page_break (AmendsDocument *self);

/*
 * Items in a row make one list. @level: 0, or 1 for an item below the last one of level 0; that may
 * be of the other kind than the list.
 */
void amends_document_add_bullet (AmendsDocument *self, guint level, const char *text);
void amends_document_add_numbered (AmendsDocument *self, guint level, const char *text);
/* In a row these make one checklist. */
void amends_document_add_check (AmendsDocument *self, gboolean done, const char *text);
/* In a row these make one list of label and value. */
void amends_document_add_key_value (AmendsDocument *self, const char *label, const char *value);

/*
 * Paragraphs and items of several runs: begin, add runs, end. What got no text is left out.
 */
void amends_document_begin_paragraph (AmendsDocument *self);
void amends_document_begin_bullet (AmendsDocument *self, guint level);
void amends_document_begin_numbered (AmendsDocument *self, guint level);
/* @style: any but AMENDS_RUN_LINK. */
void amends_document_add_run (AmendsDocument *self, AmendsRunStyle style, const char *text);
/* @uri: http, https, mailto or tel; with any other the text is kept without a link. */
void amends_document_add_link (AmendsDocument *self, const char *text, const char *uri);
void amends_document_end_runs (AmendsDocument *self);

/*
 * Tables: begin, add columns, add rows, end. @weight: share of the width, at least 1.
 */
void amends_document_begin_table (AmendsDocument *self);
void amends_document_add_column (AmendsDocument *self,
                                 const char *heading,
                                 guint weight,
                                 AmendsAlign align);
/* One text per column, then NULL; missing cells at the end are empty. */
void amends_document_add_row (AmendsDocument *self, const char *first, ...) G_GNUC_NULL_TERMINATED;
void amends_document_add_row_strv (AmendsDocument *self, const char *const *cells);
void amends_document_end_table (AmendsDocument *self);

G_END_DECLS
