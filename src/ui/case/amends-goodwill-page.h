/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwillPage:
 * What may be given to the customer of a case: requests, and what the playbook suggests, beside the
 * one that is looked at.
 */
#define AMENDS_TYPE_GOODWILL_PAGE (amends_goodwill_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillPage,
                      amends_goodwill_page,
                      AMENDS,
                      GOODWILL_PAGE,
                      AmendsCaseSubpage)

/* From the request to the list where only one of them has room; FALSE when there is no way back. */
gboolean amends_goodwill_page_go_back (AmendsGoodwillPage *self);

G_END_DECLS
