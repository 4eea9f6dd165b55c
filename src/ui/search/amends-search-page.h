/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsSearchPage:
 * Finds words anywhere: in cases, accounts, people, messages, drafts and the log, as one types.
 *
 * Signals: "back": the user has done with it; "list" (const char *words): all cases with them are
 * wanted; "found": what there is to the words is shown.
 */
#define AMENDS_TYPE_SEARCH_PAGE (amends_search_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSearchPage, amends_search_page, AMENDS, SEARCH_PAGE, AdwBin)

AmendsSearchPage *amends_search_page_new (AmendsSession *session);

/* Puts the cursor into the search, with what was searched for before chosen. */
void amends_search_page_begin (AmendsSearchPage *self);

/* Searches for @words, which come from elsewhere. */
void amends_search_page_search_for (AmendsSearchPage *self, const char *words);

/**
 * amends_search_page_forward:
 * @controller: that has the key press, in its handler
 *
 * Begins with a key that was pressed elsewhere. Returns: whether it is one that is text.
 */
gboolean amends_search_page_forward (AmendsSearchPage *self, GtkEventControllerKey *controller);

G_END_DECLS
