/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsCallsPage:
 * The calls of the plan, to read beforehand and to start.
 */
#define AMENDS_TYPE_CALLS_PAGE (amends_calls_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallsPage, amends_calls_page, AMENDS, CALLS_PAGE, AmendsCaseSubpage)

/* One step back inside the page; FALSE when there is none. */
gboolean amends_calls_page_go_back (AmendsCallsPage *self);

G_END_DECLS
