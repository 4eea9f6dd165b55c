/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsAccountsPage:
 * The list of accounts: searched as one types, filtered, sorted.
 *
 * Property: "narrow". Signal: "listed" once what it shows has been read.
 */
#define AMENDS_TYPE_ACCOUNTS_PAGE (amends_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountsPage, amends_accounts_page, AMENDS, ACCOUNTS_PAGE, AdwBin)

void amends_accounts_page_set_session (AmendsAccountsPage *self, AmendsSession *session);

/* Gives the list the focus. */
void amends_accounts_page_focus (AmendsAccountsPage *self);

G_END_DECLS
