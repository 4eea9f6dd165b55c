/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/*
 * The tree as the writers of this folder read it. All texts are clean UTF-8 and not NULL unless
 * said otherwise.
 */

typedef enum
{
  AMENDS_BLOCK_HEADING,
  AMENDS_BLOCK_PARAGRAPH,
  AMENDS_BLOCK_LIST,
  AMENDS_BLOCK_QUOTE,
  AMENDS_BLOCK_TABLE,
  AMENDS_BLOCK_KEY_VALUES,
  AMENDS_BLOCK_CHECKLIST,
  AMENDS_BLOCK_CALLOUT,
  AMENDS_BLOCK_RULE,
  AMENDS_BLOCK_PAGE_BREAK,
} AmendsBlockType;

/* Neighbours never have the same style, except links. */
typedef struct
{
  AmendsRunStyle style;
  char *text;
  char *uri; /* (nullable): links only; RFC 3986 characters, without quotes */
} AmendsRun;

typedef struct
{
  guint level; /* 0 or 1 */
  gboolean numbered;
  guint number;    /* from 1 within its level */
  GPtrArray *runs; /* (element-type AmendsRun) */
} AmendsListItem;

/* A line of a key-value list, or of a checklist (then without label). */
typedef struct
{
  char *label; /* (nullable) */
  char *value;
  gboolean done;
} AmendsPair;

typedef struct
{
  char *heading;
  guint weight;
  AmendsAlign align;
} AmendsColumn;

typedef struct
{
  AmendsBlockType type;
  guint level;               /* heading: 1 to 4 */
  AmendsCalloutKind callout; /* callout */
  char *text;                /* heading, quote, callout */
  char *source;              /* quote: (nullable) */
  gboolean numbered;         /* list: kind of its level 0 */
  GPtrArray *runs;           /* paragraph: (element-type AmendsRun) */
  GPtrArray *items;          /* list: (element-type AmendsListItem) */
  GPtrArray *pairs;          /* key values, checklist: (element-type AmendsPair) */
  GPtrArray *columns;        /* table: (element-type AmendsColumn) */
  GPtrArray *rows;           /* table: (element-type GStrv), each as long as columns */
} AmendsBlock;

const char *amends_document_get_subtitle (AmendsDocument *self);
const char *amends_document_get_author (AmendsDocument *self);
const char *amends_document_get_language (AmendsDocument *self);
gboolean amends_document_is_chinese (AmendsDocument *self);
AmendsInstant amends_document_get_created (AmendsDocument *self);
/* (transfer full) (nullable): RFC 3339 with the offset of its zone; NULL when not set. */
char *amends_document_dup_created (AmendsDocument *self);
const AmendsBlock *amends_document_get_block (AmendsDocument *self, guint index);

/* (transfer full): author, date and the mark of an internal document, joined by " · "; maybe "". */
char *amends_document_dup_byline (AmendsDocument *self);
/* (nullable): "Internal: …" in the language of the document when it is for internal readers. */
const char *amends_document_get_mark (AmendsDocument *self);
/* In the language of the document. */
const char *amends_document_get_callout_label (AmendsDocument *self, AmendsCalloutKind kind);
/* ": " or "：" */
const char *amends_document_get_colon (AmendsDocument *self);

/* Nicks of the JSON form and of HTML classes. */
const char *amends_block_type_get_nick (AmendsBlockType type);
const char *amends_callout_kind_get_nick (AmendsCalloutKind kind);
const char *amends_run_style_get_nick (AmendsRunStyle style);
const char *amends_align_get_nick (AmendsAlign align);

/* (transfer full): the texts of @runs joined; a link as "text (uri)" if @with_uris. */
char *amends_runs_dup_text (const GPtrArray *runs, gboolean with_uris);

G_END_DECLS
