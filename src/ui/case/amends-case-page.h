/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsCasePage:
 * One escalation: which it is, its clocks, and its pages.
 *
 * Signal: "back": leave the case.
 */
#define AMENDS_TYPE_CASE_PAGE (amends_case_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCasePage, amends_case_page, AMENDS, CASE_PAGE, AdwBin)

AmendsCasePage *amends_case_page_new (void);

/**
 * amends_case_page_show:
 * @page: (nullable): "plan", "drafts", "timeline", "debrief", "log"; NULL for the overview when
 *   narrow, else the plan
 */
void amends_case_page_show (AmendsCasePage *self,
                            AmendsSession *session,
                            AmendsCase *case_,
                            const char *page);

/* Saves what is being written and lets go of the case. */
void amends_case_page_leave (AmendsCasePage *self);

/* (transfer none) (nullable) */
AmendsCase *amends_case_page_get_case (AmendsCasePage *self);

/* (transfer none) (nullable): the name of the page in view. The signal ::shown (const char *page)
 * tells of each. */
const char *amends_case_page_get_page (AmendsCasePage *self);

G_END_DECLS
