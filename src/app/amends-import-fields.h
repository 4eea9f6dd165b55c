/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-import-words.h"

G_BEGIN_DECLS

/* How the cells of a column are read. */
typedef enum
{
  AMENDS_IMPORT_LINE,
  AMENDS_IMPORT_TEXT,
  AMENDS_IMPORT_LIST,
  AMENDS_IMPORT_DATE,
  AMENDS_IMPORT_INSTANT,
  AMENDS_IMPORT_MONEY,
  AMENDS_IMPORT_CURRENCY,
  AMENDS_IMPORT_SCORE, /* 0 to 100 */
  AMENDS_IMPORT_CSAT,
  AMENDS_IMPORT_NPS,    /* -100 to 100 */
  AMENDS_IMPORT_ANSWER, /* 0 to 10 */
  AMENDS_IMPORT_BOOLEAN,
  AMENDS_IMPORT_ENUM,
  AMENDS_IMPORT_WORD, /* a word of a table, such as a language */
  AMENDS_IMPORT_KEY,  /* tells which record is meant; no field of it */
  AMENDS_IMPORT_FIGURE,
} AmendsImportReading;

/**
 * AmendsImportFieldType:
 * @property: (nullable): of the record
 * @table: (nullable): of words
 */
typedef struct
{
  const char *id;
  const char *label; /* to be translated */
  AmendsImportReading reading;
  const char *property;
  const char *table;
  gboolean required;
} AmendsImportFieldType;

/* Static; ends with an id of NULL. */
const AmendsImportFieldType *amends_import_get_fields (AmendsImportKind kind);
/* (nullable): static. "feature:export" gives the type of a figure. */
const AmendsImportFieldType *amends_import_find_field (AmendsImportKind kind, const char *id);

/* The type of the records. */
GType amends_import_kind_get_record_type (AmendsImportKind kind);
/* Static: "account", "contact", "interaction", "usage". */
const char *amends_import_kind_get_record_name (AmendsImportKind kind);

/**
 * amends_import_guess_fields:
 * @columns: (element-type AmendsImportColumn): those without a field get one where the title tells
 *
 * Returns: how well the titles fit the kind; less than 0 where what is required is missing
 */
double
amends_import_guess_fields (AmendsImportWords *words, AmendsImportKind kind, GPtrArray *columns);
AmendsImportKind amends_import_guess_kind (AmendsImportWords *words, GPtrArray *columns);

/* (transfer full) (nullable): what stands in the way, sentences. */
char **amends_import_list_problems (AmendsImportKind kind, GPtrArray *columns);

G_END_DECLS
