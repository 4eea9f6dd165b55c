/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where all of it is kept, in how many copies, and for how long. */
#define AMENDS_TYPE_DATA_PAGE (amends_data_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDataPage, amends_data_page, AMENDS, DATA_PAGE, AdwPreferencesPage)

void amends_data_page_set_session (AmendsDataPage *self, AmendsSession *session);

G_END_DECLS
