/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* When the team works. What is written here holds once it has been reviewed and saved. */
#define AMENDS_TYPE_HOURS_PAGE (amends_hours_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsHoursPage, amends_hours_page, AMENDS, HOURS_PAGE, AdwPreferencesPage)

void amends_hours_page_set_session (AmendsHoursPage *self, AmendsSession *session);

G_END_DECLS
