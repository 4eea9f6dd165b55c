/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"

G_BEGIN_DECLS

/* When the sample cases are looked at: 2026-03-04T09:00:00Z. */
#define DEBRIEF_CASE_NOW ((AmendsInstant) 1772614800000)
#define DEBRIEF_CASE_RECEIVED ((AmendsInstant) 1772349600000) /* 2026-03-01T07:20:00Z */

/* Markup, NUL, direction overrides, stops, line ends, a formula. */
extern const char debrief_case_hostile[];

/* (transfer full): a case with everything, in "en" or "zh-CN": resolved after 43 hours. */
AmendsCase *debrief_case_new_full (const char *language);
/* (transfer full): only the customer's words and when they came. */
AmendsCase *debrief_case_new_sparse (void);
/* (transfer full): as the full one, with hostile text in every field that holds text. */
AmendsCase *debrief_case_new_hostile (void);

void debrief_case_add_message (AmendsCase *case_,
                               AmendsDirection direction,
                               AmendsInstant at,
                               const char *text);
void debrief_case_add_clock (AmendsCase *case_,
                             AmendsClockKind kind,
                             AmendsInstant due,
                             AmendsInstant met_at);

G_END_DECLS
