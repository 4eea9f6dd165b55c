/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWizardReview:
 * Step 4: what this is, with every reason; the clocks; what the plan will hold; the first reply.
 *
 * Property "narrow". Signal "changed-by-hand" with the field of the escalation, the new value, and
 * why.
 */
#define AMENDS_TYPE_WIZARD_REVIEW (amends_wizard_review_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWizardReview, amends_wizard_review, AMENDS, WIZARD_REVIEW, AdwBin)

/* @preview: (nullable) while it is being made; @reasons: of changes by hand, field → why */
void amends_wizard_review_show (AmendsWizardReview *self,
                                AmendsSession *session,
                                AmendsCase *preview,
                                GHashTable *reasons);

G_END_DECLS
