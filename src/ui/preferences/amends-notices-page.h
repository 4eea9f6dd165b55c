/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is announced, and when not. Kept in the settings of this machine; without them the page is
 * not shown. */
#define AMENDS_TYPE_NOTICES_PAGE (amends_notices_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsNoticesPage,
                      amends_notices_page,
                      AMENDS,
                      NOTICES_PAGE,
                      AdwPreferencesPage)

G_END_DECLS
