/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsAccountDraft:
 * A draft for an account that no escalation asked for: to be changed, copied, opened in mail. It is
 * not stored.
 */
#define AMENDS_TYPE_ACCOUNT_DRAFT (amends_account_draft_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountDraft, amends_account_draft, AMENDS, ACCOUNT_DRAFT, AdwWindow)

/**
 * amends_account_draft_present:
 * @from: any widget in the window
 * @account_id: of whom
 * @kind: see amends_session_draft_for_account_async()
 *
 * Returns: (transfer none): the dialog, which fills itself
 */
AmendsAccountDraft *amends_account_draft_present (GtkWidget *from,
                                                  AmendsSession *session,
                                                  const char *account_id,
                                                  const char *kind);

/* (transfer none) (nullable): what it shows; NULL while it is being written. */
AmendsDraft *amends_account_draft_get_draft (AmendsAccountDraft *self);

G_END_DECLS
