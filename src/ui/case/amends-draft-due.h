/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDraftDue:
 * By when a draft must go out, or when it did.
 */
#define AMENDS_TYPE_DRAFT_DUE (amends_draft_due_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftDue, amends_draft_due, AMENDS, DRAFT_DUE, AdwBin)

void amends_draft_due_show (AmendsDraftDue *self,
                            AmendsSession *session,
                            AmendsCase *case_,
                            AmendsDraft *draft);

G_END_DECLS
