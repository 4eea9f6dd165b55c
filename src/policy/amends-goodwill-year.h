/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-goodwill-rules.h"

G_BEGIN_DECLS

/* What @account may be given in 365 days, minor units of its currency; AMENDS_MONEY_UNKNOWN when
 * its ARR is not known. */
gint64 amends_goodwill_rules_get_year_limit (AmendsGoodwillRules *self, AmendsAccount *account);

G_END_DECLS
