/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsAccountFacts:
 * The facts of an account, to read and to change. What is being changed stays while the account is
 * read again.
 */
#define AMENDS_TYPE_ACCOUNT_FACTS (amends_account_facts_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountFacts, amends_account_facts, AMENDS, ACCOUNT_FACTS, AdwBin)

/* @account: as it was read now; another one than before drops what was not saved. */
void amends_account_facts_set_account (AmendsAccountFacts *self,
                                       AmendsSession *session,
                                       AmendsAccount *account);

/* Whether something is changed and not saved. */
gboolean amends_account_facts_is_changed (AmendsAccountFacts *self);

G_END_DECLS
