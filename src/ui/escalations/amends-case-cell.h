/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-row.h"
#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  AMENDS_CASE_CELL_SEVERITY,
  AMENDS_CASE_CELL_ISSUE,
  AMENDS_CASE_CELL_TRACK,
  AMENDS_CASE_CELL_STATUS,
  AMENDS_CASE_CELL_RECEIVED,
  AMENDS_CASE_CELL_ARR,
  AMENDS_CASE_CELL_CLOCK,
  AMENDS_CASE_CELL_OWNER,
  AMENDS_CASE_CELL_WHOLE, /* all that matters, as one row for narrow windows */
} AmendsCaseCellKind;

/**
 * AmendsCaseCell:
 * A part of a row in the list of escalations. Follows its row, which may still have to be read.
 */
#define AMENDS_TYPE_CASE_CELL (amends_case_cell_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCaseCell, amends_case_cell, AMENDS, CASE_CELL, AdwBin)

GtkWidget *amends_case_cell_new (AmendsSession *session, AmendsCaseCellKind kind);

/* @row: (nullable); @words: (nullable): what is searched for */
void amends_case_cell_set_row (AmendsCaseCell *self, AmendsCaseRow *row, const char *words);
/* (transfer none) (nullable) */
AmendsCaseRow *amends_case_cell_get_row (AmendsCaseCell *self);

/* Other words are searched for; @words is (nullable). */
void amends_case_cell_set_words (AmendsCaseCell *self, const char *words);

/* A minute has passed. */
void amends_case_cell_update (AmendsCaseCell *self);

G_END_DECLS
