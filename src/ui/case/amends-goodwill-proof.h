/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillProof:
 * Who asked for goodwill, who decided, when and how that is known, and where the offer stands. Its
 * rows activate "goodwill.record" and "goodwill.open-draft" of what they stand in.
 */
#define AMENDS_TYPE_GOODWILL_PROOF (amends_goodwill_proof_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillProof, amends_goodwill_proof, AMENDS, GOODWILL_PROOF, AdwBin)

/* @draft: (nullable): that has the approved offer in it. */
void amends_goodwill_proof_set (AmendsGoodwillProof *self,
                                AmendsSession *session,
                                AmendsGoodwill *goodwill,
                                AmendsDraft *draft);

/* Whether a reply may be recorded. */
void amends_goodwill_proof_set_decidable (AmendsGoodwillProof *self, gboolean decidable);

G_END_DECLS
