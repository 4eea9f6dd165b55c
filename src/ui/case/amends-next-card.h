/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-subpage.h"

G_BEGIN_DECLS

/**
 * AmendsNextCard:
 * What to do next in the case, by when, with the one button that does it.
 *
 * Property: "stacked": the button below the words, over the whole width.
 */
#define AMENDS_TYPE_NEXT_CARD (amends_next_card_get_type ())
G_DECLARE_FINAL_TYPE (AmendsNextCard, amends_next_card, AMENDS, NEXT_CARD, AmendsCaseSubpage)

G_END_DECLS
