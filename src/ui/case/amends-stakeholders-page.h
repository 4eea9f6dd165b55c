/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsStakeholdersPage:
 * Who takes part in a case, what is asked of them, and the step of the path that comes next.
 */
#define AMENDS_TYPE_STAKEHOLDERS_PAGE (amends_stakeholders_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStakeholdersPage,
                      amends_stakeholders_page,
                      AMENDS,
                      STAKEHOLDERS_PAGE,
                      AmendsCaseSubpage)

G_END_DECLS
