/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsHome:
 * The places between the cases, "today" and "escalations", beside a sidebar with what is open.
 *
 * Property: "narrow": the sidebar folds away and the places move to the bottom. Signal: "filled":
 * the place that is shown has its rows; "moved": another place is shown; "near-new": the
 * pointer is on the button that begins a case.
 */
#define AMENDS_TYPE_HOME (amends_home_get_type ())
G_DECLARE_FINAL_TYPE (AmendsHome, amends_home, AMENDS, HOME, AdwBin)

void amends_home_set_session (AmendsHome *self, AmendsSession *session);

/* An unknown @place changes nothing. */
void amends_home_set_place (AmendsHome *self, const char *place);
/* (transfer none) */
const char *amends_home_get_place (AmendsHome *self);

/* Goes to the list of escalations that have these words. */
void amends_home_search_for (AmendsHome *self, const char *words);
void amends_home_toggle_sidebar (AmendsHome *self);
/* Focus to the list of the place shown, after coming back. */
void amends_home_grab_focus (AmendsHome *self);

G_END_DECLS
