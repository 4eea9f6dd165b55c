/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-import-words.h"

G_BEGIN_DECLS

/* What is written in a cell, as a value. All of it pure; any thread. */

/* How values are written in a file. */
typedef struct
{
  AmendsImportWords *words;
  const char *dates;    /* "ymd", "dmy", "mdy": of dates that do not say it themselves */
  gboolean comma;       /* the decimal sign is a comma */
  const char *currency; /* (nullable): where neither cell nor title names one */
  int csat_scale;       /* 5, 10 or 100 */
  GTimeZone *zone;      /* of times without one */
} AmendsImportStyle;

/* Each returns FALSE with AMENDS_INPUT_ERROR_VALUE or _RANGE: a sentence with what was written and
 * what is expected, without a place. @text is not empty. */

/* @date: (out) (transfer full): "2026-04-24" */
gboolean amends_import_read_date (const AmendsImportStyle *style,
                                  const char *text,
                                  char **date,
                                  GError **error);
/* A day alone is its beginning. */
gboolean amends_import_read_instant (const AmendsImportStyle *style,
                                     const char *text,
                                     AmendsInstant *instant,
                                     GError **error);
/* @currency: (out) (transfer none) (nullable): as far as the cell names one; static */
gboolean amends_import_read_number (const AmendsImportStyle *style,
                                    const char *text,
                                    double *number,
                                    const char **currency,
                                    GError **error);
gboolean amends_import_read_boolean (const AmendsImportStyle *style,
                                     const char *text,
                                     gboolean *value,
                                     GError **error);
/* By nick, by what it is called in the language of the interface, or by a word of @table. */
gboolean amends_import_read_enum (const AmendsImportStyle *style,
                                  GType type,
                                  const char *table,
                                  const char *text,
                                  int *value,
                                  GError **error);
/* A whole number of a range; words of @table (nullable) stand for one. "4/5" and "80 %" are of a
 * hundred; so is a bare number on a scale that ends at @scale. */
gboolean amends_import_read_score (const AmendsImportStyle *style,
                                   const char *table,
                                   const char *text,
                                   int lowest,
                                   int highest,
                                   int scale,
                                   int *value,
                                   GError **error);

/* What the values of a file say of how they are written. Zeroed to begin with. */
typedef struct
{
  guint year_first;
  guint day_first;
  guint month_first;
  guint clock_of_twelve; /* where it is used, the month mostly comes first */
  guint dotted;          /* 10.03.2026: mostly the day comes first */
  guint undecided;
  guint decimal_comma;
  guint decimal_point;
} AmendsImportEvidence;

void amends_import_look_at_date (AmendsImportWords *words,
                                 const char *text,
                                 AmendsImportEvidence *evidence);
void amends_import_look_at_number (const char *text, AmendsImportEvidence *evidence);
/* @unsure: (out): no value tells the day from the month; static */
const char *amends_import_decide_dates (const AmendsImportEvidence *evidence, gboolean *unsure);

G_END_DECLS
