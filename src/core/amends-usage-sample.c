/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure of a customer's use of the product on one day. */

#include "config.h"

#include "amends-usage-sample.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsUsageSample, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsUsageSample, "day", DATE, day),
  AMENDS_FIELD (AmendsUsageSample, "metric", STRING, metric),
  AMENDS_FIELD (AmendsUsageSample, "value", DOUBLE, value),
};

AMENDS_DEFINE_RECORD (AmendsUsageSample, amends_usage_sample)
