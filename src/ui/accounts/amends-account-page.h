/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsAccountPage:
 * One account: what it is beside its risk, interactions, usage, escalations, people, goodwill and
 * promises, messages and facts.
 *
 * Signal: "back".
 */
#define AMENDS_TYPE_ACCOUNT_PAGE (amends_account_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountPage, amends_account_page, AMENDS, ACCOUNT_PAGE, AdwBin)

AmendsAccountPage *amends_account_page_new (void);

/**
 * amends_account_page_show:
 * @id: of the account
 * @page: (nullable): "risk", "interactions", "usage", "escalations", "people", "goodwill",
 *   "messages" or "facts"
 * @back: where Back leads, such as "Accounts"
 */
void amends_account_page_show (AmendsAccountPage *self,
                               AmendsSession *session,
                               const char *id,
                               const char *page,
                               const char *back);

/* One step back: from a page to the overview when that is folded, else "back". */
void amends_account_page_go_back (AmendsAccountPage *self);

G_END_DECLS
