/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who is at this machine, and who else is on our side. */
#define AMENDS_TYPE_TEAM_PAGE (amends_team_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTeamPage, amends_team_page, AMENDS, TEAM_PAGE, AdwPreferencesPage)

void amends_team_page_set_session (AmendsTeamPage *self, AmendsSession *session);

G_END_DECLS
