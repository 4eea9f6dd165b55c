/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-approval.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillDetail:
 * One goodwill request: what exactly is approved, why, by whom and how that is known, and what can
 * be done next. Or what the playbook suggests, before it is asked for.
 *
 * Property: "in-case": it stands in a page of its case, which need not be opened.
 */
#define AMENDS_TYPE_GOODWILL_DETAIL (amends_goodwill_detail_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillDetail, amends_goodwill_detail, AMENDS, GOODWILL_DETAIL, AdwBin)

/* @goodwill: (nullable): a request of @case_, or a suggestion that nobody has asked for yet; with
 * NULL nothing is shown. Called again it draws anew. */
void amends_goodwill_detail_show (AmendsGoodwillDetail *self,
                                  AmendsSession *session,
                                  AmendsCase *case_,
                                  AmendsGoodwill *goodwill);

/* (transfer none) (nullable) */
AmendsGoodwill *amends_goodwill_detail_get (AmendsGoodwillDetail *self);

G_END_DECLS
