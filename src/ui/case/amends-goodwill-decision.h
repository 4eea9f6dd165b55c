/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-approval.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillDecision:
 * Records what an approver has decided, with his reply as the evidence.
 */
#define AMENDS_TYPE_GOODWILL_DECISION (amends_goodwill_decision_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillDecision,
                      amends_goodwill_decision,
                      AMENDS,
                      GOODWILL_DECISION,
                      AdwWindow)

/**
 * amends_goodwill_decision_present:
 * @from: any widget in the window
 * @goodwill: a request of @case_ that waits for a decision
 * @approver: who decides
 * @meant: chosen at first, unless the reply says the opposite
 * @file: (nullable): the reply
 */
void amends_goodwill_decision_present (GtkWidget *from,
                                       AmendsSession *session,
                                       AmendsCase *case_,
                                       AmendsGoodwill *goodwill,
                                       const char *approver,
                                       AmendsGoodwillAnswer meant,
                                       GFile *file);

/* Reads @file as if it had been chosen. */
void amends_goodwill_decision_load (AmendsGoodwillDecision *self, GFile *file);

G_END_DECLS
