/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsFirstRunPage:
 * How to begin with an empty workspace. Emits "done" once there is something to go home to, or the
 * user wants to begin empty.
 */
#define AMENDS_TYPE_FIRST_RUN_PAGE (amends_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFirstRunPage, amends_first_run_page, AMENDS, FIRST_RUN_PAGE, AdwBin)

void amends_first_run_page_set_session (AmendsFirstRunPage *self, AmendsSession *session);

G_END_DECLS
