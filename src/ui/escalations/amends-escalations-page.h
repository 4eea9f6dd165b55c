/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsEscalationsPage:
 * All escalations by next clock or as one likes, with search and filters, read as one scrolls. A
 * table when wide, rows when narrow.
 *
 * Property: "narrow". Signal "listed": the rows are there, or could not be read.
 */
#define AMENDS_TYPE_ESCALATIONS_PAGE (amends_escalations_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsEscalationsPage,
                      amends_escalations_page,
                      AMENDS,
                      ESCALATIONS_PAGE,
                      AdwBin)

void amends_escalations_page_set_session (AmendsEscalationsPage *self, AmendsSession *session);

/* With these words, and nothing else that filters. */
void amends_escalations_page_search_for (AmendsEscalationsPage *self, const char *words);

/* The cases of this account, and nothing else that filters. */
void amends_escalations_page_show_account (AmendsEscalationsPage *self,
                                           const char *id,
                                           const char *name);

/* Puts the focus into the list. */
void amends_escalations_page_focus (AmendsEscalationsPage *self);

G_END_DECLS
