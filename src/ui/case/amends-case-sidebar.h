/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsCaseSidebar:
 * Which case it is, how its clocks stand, and its pages. Folded it is the overview of the case.
 *
 * Property: "page": name of the page in view.
 */
#define AMENDS_TYPE_CASE_SIDEBAR (amends_case_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCaseSidebar,
                      amends_case_sidebar,
                      AMENDS,
                      CASE_SIDEBAR,
                      AmendsCaseSubpage)

G_END_DECLS
