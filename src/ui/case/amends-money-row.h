/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Entry rows for an amount and for a date. What cannot be read marks the row and leaves the record
 * alone. Main thread.
 */

/**
 * amends_money_row_bind:
 * @field: of @record, in minor units
 * @currency: (nullable): of the amount; without one nothing can be read
 *
 * Keeps both equal for as long as both live. An empty row is an unknown amount.
 */
void
amends_money_row_bind (AdwEntryRow *row, gpointer record, const char *field, const char *currency);

/* As above for a date, "2026-03-31". */
void amends_date_row_bind (AdwEntryRow *row, gpointer record, const char *field);

/**
 * amends_money_parse:
 * @text: "198,000", "$1,250.50", "CHF 12000"; white space around it is skipped
 *
 * Returns: TRUE and @minor, AMENDS_MONEY_UNKNOWN for an empty text; FALSE if it is no amount
 */
gboolean amends_money_parse (const char *text, const char *currency, gint64 *minor);

G_END_DECLS
