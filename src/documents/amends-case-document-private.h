/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-document.h"
#include "amends-document-words.h"

G_BEGIN_DECLS

/* A document of a case while it is written. */
typedef struct
{
  AmendsDocument *document;
  AmendsCase *case_;
  const AmendsCaseDocumentContext *context;
  const char *language;
  AmendsDebrief *debrief; /* (nullable) */
  gboolean for_customer;
  gboolean for_executive;
  GString *unknown; /* labels of what the section at hand does not know */
} AmendsCaseWriter;

void amends_case_writer_begin (AmendsCaseWriter *self,
                               AmendsCase *case_,
                               const AmendsCaseDocumentContext *context,
                               AmendsDocumentWord kind);
/* (transfer full): the document, sealed. */
AmendsDocument *amends_case_writer_end (AmendsCaseWriter *self);

const char *amends_case_writer_word (AmendsCaseWriter *self, AmendsDocumentWord word);
const char *amends_case_writer_label (AmendsCaseWriter *self, GType type, int value);
/* (transfer full): "" for a moment that is not known. */
char *amends_case_writer_time (AmendsCaseWriter *self, AmendsInstant at);

gboolean amends_case_writer_is_filled (const char *text);
gboolean amends_case_writer_is_empty (gpointer list);

void amends_case_writer_heading (AmendsCaseWriter *self, guint level, AmendsDocumentWord word);
void amends_case_writer_paragraph (AmendsCaseWriter *self, AmendsDocumentWord word);
/* A line of label and value. A value that is not known is remembered and named at the end of the
 * section by amends_case_writer_name_unknown(), all of them in one sentence. */
void amends_case_writer_field (AmendsCaseWriter *self, AmendsDocumentWord label, const char *value);
void amends_case_writer_name_unknown (AmendsCaseWriter *self);
/* A column with the heading @word. */
void amends_case_writer_column (AmendsCaseWriter *self, AmendsDocumentWord word, guint weight);
/* Bullets under a small heading; nothing for an empty list. */
void amends_case_writer_list (AmendsCaseWriter *self, AmendsDocumentWord label, char **items);
/* The body of a draft: light Markdown, as paragraphs and lists. */
void amends_case_writer_body (AmendsCaseWriter *self, const char *body);

/* (transfer full): "5 h 20 min left", "met 18 min early", "late by 2 h", "paused, …". */
char *amends_case_writer_clock_state (AmendsCaseWriter *self, AmendsClock *clock);

/* Sections that several documents have. */
void amends_case_writer_add_communication_plan (AmendsCaseWriter *self, AmendsDocumentWord heading);
void amends_case_writer_add_risks (AmendsCaseWriter *self);
/* (transfer full): "The owner, 3 Mar 2026, 12:00". */
char *amends_case_writer_join (AmendsCaseWriter *self, const char *first, const char *second);

G_END_DECLS
