/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-change.h"

G_BEGIN_DECLS

/**
 * amends_draft_pair_find:
 * @draft: one of @case_
 *
 * The same message in another language: of the same kind, for the same person, and nearer in time
 * to this one than to any other. Any thread that owns @case_.
 *
 * Returns: (transfer none) (nullable)
 */
AmendsDraft *amends_draft_pair_find (AmendsCase *case_, AmendsDraft *draft);

/**
 * amends_draft_pair_follow:
 *
 * Brings unsent second versions up to the facts and to the moment of the first, which the plan
 * writes by itself. What was edited in them stays. Part of a change.
 */
gboolean amends_draft_pair_follow (AmendsChange *change,
                                   const AmendsPlannerContext *context,
                                   GError **error);

G_END_DECLS
