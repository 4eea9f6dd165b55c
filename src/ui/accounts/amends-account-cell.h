/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-row.h"
#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a column of the list of accounts shows. */
typedef enum
{
  AMENDS_ACCOUNT_FACT_NAME, /* with the segment */
  AMENDS_ACCOUNT_FACT_RISK,
  AMENDS_ACCOUNT_FACT_ARR,
  AMENDS_ACCOUNT_FACT_RENEWAL,
  AMENDS_ACCOUNT_FACT_HEALTH,
  AMENDS_ACCOUNT_FACT_OPEN, /* escalations */
  AMENDS_ACCOUNT_FACT_CONTACT,
  AMENDS_ACCOUNT_FACT_CSM,
  AMENDS_N_ACCOUNT_FACTS, /* for a cell: all that matters, for a narrow list */
} AmendsAccountFact;

/**
 * AmendsAccountCell:
 * A fact of an account in a list; or a whole row of a narrow one.
 */
#define AMENDS_TYPE_ACCOUNT_CELL (amends_account_cell_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountCell, amends_account_cell, AMENDS, ACCOUNT_CELL, AdwBin)

GtkWidget *amends_account_cell_new (AmendsSession *session, AmendsAccountFact fact);

/* What is known of the risk of an account in a list. Cells show it at their next update.
 * @risk: (nullable) */
void amends_account_row_set_risk (AmendsAccountRow *row, AmendsAccountRisk *risk);
/* (transfer none) (nullable): NULL until it is known. */
AmendsAccountRisk *amends_account_row_get_risk (AmendsAccountRow *row);

/* @row: (nullable) */
void amends_account_cell_set_row (AmendsAccountCell *self, AmendsAccountRow *row);
/* Draws what depends on the time anew. */
void amends_account_cell_update (AmendsAccountCell *self);

G_END_DECLS
