/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer: the facts the CRM knows of it. */

#include "config.h"

#include "amends-account.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsAccount, "id", STRING, id),
  AMENDS_FIELD (AmendsAccount, "name", STRING, name),
  AMENDS_FIELD_OF (AmendsAccount, "segment", ENUM, segment, amends_segment_get_type),
  AMENDS_FIELD (AmendsAccount, "arr", MONEY, arr),
  AMENDS_FIELD (AmendsAccount, "currency", STRING, currency),
  AMENDS_FIELD (AmendsAccount, "contract-start", DATE, contract_start),
  AMENDS_FIELD (AmendsAccount, "renewal", DATE, renewal),
  AMENDS_FIELD (AmendsAccount, "renewed", DATE, renewed),
  AMENDS_FIELD (AmendsAccount, "churned", DATE, churned),
  AMENDS_FIELD (AmendsAccount, "left-support", BOOLEAN, left_support),
  AMENDS_FIELD (AmendsAccount, "health", INT, health),
  AMENDS_FIELD (AmendsAccount, "nps", INT, nps),
  AMENDS_FIELD (AmendsAccount, "csat", INT, csat),
  AMENDS_FIELD (AmendsAccount, "products", STRV, products),
  AMENDS_FIELD (AmendsAccount, "strategic", BOOLEAN, strategic),
  AMENDS_FIELD (AmendsAccount, "expansion", MONEY, expansion),
  AMENDS_FIELD (AmendsAccount, "csm", STRING, csm),
  AMENDS_FIELD (AmendsAccount, "account-manager", STRING, account_manager),
  AMENDS_FIELD (AmendsAccount, "executive-sponsor", STRING, executive_sponsor),
  AMENDS_FIELD (AmendsAccount, "competitors", STRV, competitors),
  AMENDS_FIELD (AmendsAccount, "time-zone", STRING, time_zone),
  AMENDS_FIELD (AmendsAccount, "language", STRING, language),
  AMENDS_FIELD (AmendsAccount, "notes", STRING, notes),
  AMENDS_FIELD (AmendsAccount, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsAccount, amends_account)
