/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsPlanPage:
 * The plan of a case: what to do next, the actions to tick off, who hears what, the guides for the
 * calls, and beside them what must be kept in mind.
 */
#define AMENDS_TYPE_PLAN_PAGE (amends_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlanPage, amends_plan_page, AMENDS, PLAN_PAGE, AmendsCaseSubpage)

G_END_DECLS
