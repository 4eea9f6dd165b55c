/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list of escalations. */

#include "config.h"

#include "amends-case-row.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsCaseRow, "key", INT64, key),
  AMENDS_FIELD (AmendsCaseRow, "arr", MONEY, arr),
  AMENDS_FIELD (AmendsCaseRow, "currency", STRING, currency),
  AMENDS_FIELD (AmendsCaseRow, "place", INT, place),
  AMENDS_FIELD (AmendsCaseRow, "snippet", STRING, snippet),
  /* Last, so that whoever hears of it finds the rest. */
  AMENDS_FIELD_OF (AmendsCaseRow, "summary", RECORD, summary, amends_summary_get_type),
};

AMENDS_DEFINE_RECORD (AmendsCaseRow, amends_case_row)
