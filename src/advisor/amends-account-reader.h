/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-classifier.h"
#include "amends-interaction.h"
#include "amends-reading.h"
#include "amends-risk-rules.h"

G_BEGIN_DECLS

/* Another number whenever readings made before would come out differently. */
#define AMENDS_READING_FORMAT 1

/**
 * amends_account_read_interaction:
 *
 * What an interaction says, by itself: its tone and its signs with their places, in English and
 * Chinese, without quoted replies and signatures. Our own words are not judged, only whether they
 * come out of a drawer. Pure; any thread; about a tenth of a millisecond.
 *
 * Returns: (transfer full): with the id of the interaction and its account, row 0
 */
AmendsReading *amends_account_read_interaction (AmendsClassifier *classifier,
                                                AmendsRiskRules *rules,
                                                AmendsInteraction *interaction);

G_END_DECLS
