/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsDebriefPage:
 * What remains of a case: its sections, what they lack, and closing it once none lacks anything.
 * What is written is saved within two seconds and when the page is left.
 */
#define AMENDS_TYPE_DEBRIEF_PAGE (amends_debrief_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebriefPage,
                      amends_debrief_page,
                      AMENDS,
                      DEBRIEF_PAGE,
                      AmendsCaseSubpage)

/* Stores the debrief as it stands here and closes the case; only with a case. */
void amends_debrief_page_close_case (AmendsDebriefPage *self);

G_END_DECLS
