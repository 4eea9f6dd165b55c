/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-signals.h"

G_BEGIN_DECLS

/* For the files amends-account-signals*.c: a search for signs on its way. */
typedef struct
{
  const AmendsAccountHistory *history;
  AmendsRiskRules *rules;
  const AmendsSignsView *view;
  AmendsSigns *signs;
  guint from;  /* readings from here, */
  guint until; /* and before here are looked at */
  int today;   /* days since 1970, in the zone */
} AmendsSignsSearch;

/**
 * amends_signs_add:
 * @figure: where the curve of the sign is read; NAN for a sign without
 * @at: AMENDS_INSTANT_NONE: it holds now
 * @scale: on the strength
 *
 * Returns: (transfer none) (nullable): valid until the next; NULL when it is switched off or counts
 *   for nothing
 */
AmendsAccountSign *amends_signs_add (AmendsSignsSearch *search,
                                     const char *id,
                                     double figure,
                                     AmendsInstant at,
                                     double scale);
void amends_signs_note (AmendsSignsSearch *search, const char *text);
double amends_signs_number (AmendsSignsSearch *search, const char *name);
/* The reading at @index. */
const AmendsReading *amends_signs_reading (AmendsSignsSearch *search, guint index);
/* Days before now. */
double amends_signs_age (AmendsSignsSearch *search, AmendsInstant at);
/* Whether @reading is from or with @contact. */
gboolean amends_signs_is_of (const AmendsReading *reading, AmendsContact *contact);
/* It came from them. */
gboolean amends_signs_is_inbound (const AmendsReading *reading);

/* What was written and said; tickets and answers; figures of use. */
void amends_signs_find_words (AmendsSignsSearch *search);
void amends_signs_find_tickets (AmendsSignsSearch *search);
void amends_signs_find_usage (AmendsSignsSearch *search);

G_END_DECLS
