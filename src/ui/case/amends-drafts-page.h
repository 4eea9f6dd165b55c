/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsDraftsPage:
 * The drafts of a case as a list, beside the one being edited.
 */
#define AMENDS_TYPE_DRAFTS_PAGE (amends_drafts_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftsPage, amends_drafts_page, AMENDS, DRAFTS_PAGE, AmendsCaseSubpage)

/* Shows the draft with the id @id in the editor; an unknown one leaves what is shown. */
void amends_drafts_page_open (AmendsDraftsPage *self, const char *id);

/* From the editor to the list when only one of them is in view. FALSE if there was no way back. */
gboolean amends_drafts_page_go_back (AmendsDraftsPage *self);

G_END_DECLS
