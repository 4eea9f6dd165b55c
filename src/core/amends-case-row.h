/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-match.h"
#include "amends-summary.h"

G_BEGIN_DECLS

/**
 * AmendsCaseRow:
 * A row of the list of escalations, which may still have to be read: then it has only its key.
 */
#define AMENDS_TYPE_CASE_ROW (amends_case_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCaseRow, amends_case_row, AMENDS, CASE_ROW, AmendsRecord)

struct _AmendsCaseRow
{
  AmendsRecord parent_instance;

  gint64 key;             /* of the case in its table */
  AmendsSummary *summary; /* (nullable) until it is read */
  gint64 arr;             /* of the account, minor units */
  char *currency;
  int place;     /* AmendsMatchPlace: where a search found its words */
  char *snippet; /* (nullable): the passage, when it is not the title, with marks */
};

G_END_DECLS
