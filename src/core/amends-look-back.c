/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the past says of a case. What too few cases bear out is left unknown, with how many there
 * are. */

#include "config.h"

#include "amends-look-back.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsLookBack, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsLookBack, "cases", RECORDS, cases, amends_similar_case_get_type),
  AMENDS_FIELD (AmendsLookBack, "n-settled", INT, n_settled),
  AMENDS_FIELD (AmendsLookBack, "n-times", INT, n_times),
  AMENDS_FIELD (AmendsLookBack, "same-severity", BOOLEAN, same_severity),
  AMENDS_FIELD (AmendsLookBack, "time-low", INT64, time_low),
  AMENDS_FIELD (AmendsLookBack, "time-median", INT64, time_median),
  AMENDS_FIELD (AmendsLookBack, "time-high", INT64, time_high),
  AMENDS_FIELD (AmendsLookBack, "n-known", INT, n_known),
  AMENDS_FIELD (AmendsLookBack, "n-well", INT, n_well),
  AMENDS_FIELD (AmendsLookBack, "has-likelihood", BOOLEAN, has_likelihood),
  AMENDS_FIELD (AmendsLookBack, "likelihood", DOUBLE, likelihood),
  AMENDS_FIELD (AmendsLookBack, "likelihood-low", DOUBLE, likelihood_low),
  AMENDS_FIELD (AmendsLookBack, "likelihood-high", DOUBLE, likelihood_high),
  AMENDS_FIELD (AmendsLookBack, "stronger", INT, stronger),
  AMENDS_FIELD (AmendsLookBack, "unchanged", INT, unchanged),
  AMENDS_FIELD (AmendsLookBack, "fragile", INT, fragile),
  AMENDS_FIELD (AmendsLookBack, "n-sentiment", INT, n_sentiment),
  AMENDS_FIELD (AmendsLookBack, "sentiment-before", DOUBLE, sentiment_before),
  AMENDS_FIELD (AmendsLookBack, "sentiment-after", DOUBLE, sentiment_after),
  AMENDS_FIELD_OF (AmendsLookBack,
                   "interventions",
                   RECORDS,
                   interventions,
                   amends_intervention_get_type),
  AMENDS_FIELD (AmendsLookBack, "lags", BOOLEAN, lags),
  AMENDS_FIELD (AmendsLookBack, "age", INT64, age),
  AMENDS_FIELD (AmendsLookBack, "days", INT, days),
  AMENDS_FIELD_OF (AmendsLookBack,
                   "recurrences",
                   RECORDS,
                   recurrences,
                   amends_similar_case_get_type),
  AMENDS_FIELD_OF (AmendsLookBack, "elsewhere", RECORDS, elsewhere, amends_similar_case_get_type),
  AMENDS_FIELD (AmendsLookBack, "n-elsewhere", INT, n_elsewhere),
  AMENDS_FIELD (AmendsLookBack, "n-accounts", INT, n_accounts),
  AMENDS_FIELD (AmendsLookBack, "systemic", BOOLEAN, systemic),
};

AMENDS_DEFINE_RECORD (AmendsLookBack, amends_look_back)
