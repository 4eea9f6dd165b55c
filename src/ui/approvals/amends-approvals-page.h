/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsApprovalsPage:
 * All goodwill that waits for a decision, first what the user decides, and what was decided lately,
 * beside the request that is looked at.
 *
 * Property: "narrow": the list and the request take turns. Signal: "listed": the rows are there.
 */
#define AMENDS_TYPE_APPROVALS_PAGE (amends_approvals_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsApprovalsPage, amends_approvals_page, AMENDS, APPROVALS_PAGE, AdwBin)

/* To be called once. */
void amends_approvals_page_set_session (AmendsApprovalsPage *self, AmendsSession *session);

/* Focus to the row that is looked at. */
void amends_approvals_page_focus (AmendsApprovalsPage *self);

/* Back from the request to the list where they take turns; FALSE when the list is in view. */
gboolean amends_approvals_page_go_back (AmendsApprovalsPage *self);

G_END_DECLS
