/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsAccountRow:
 * One row of a list of accounts: what a list shows, sorts and filters by.
 */
#define AMENDS_TYPE_ACCOUNT_ROW (amends_account_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountRow, amends_account_row, AMENDS, ACCOUNT_ROW, AmendsRecord)

struct _AmendsAccountRow
{
  AmendsRecord parent_instance;

  char *id; /* of the account */
  char *name;
  AmendsSegment segment;
  gint64 arr; /* minor units of currency */
  char *currency;
  char *renewal;
  int health;
  gboolean strategic;
  char *csm;
  int open;                   /* escalations that are not over */
  int escalations;            /* all of them */
  AmendsInstant last_contact; /* with anyone there, as far as it is known */
  char *words;                /* folded: what a search looks through */
  gboolean sample;
};

/**
 * amends_account_row_matches:
 * @words: (nullable): folded with amends_text_fold()
 *
 * Whether each of the words is in the name, the products, the names of people on either side.
 */
gboolean amends_account_row_matches (AmendsAccountRow *self, const char *words);

G_END_DECLS
