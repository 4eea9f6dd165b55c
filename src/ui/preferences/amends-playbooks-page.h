/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* By what rules the team works. */
#define AMENDS_TYPE_PLAYBOOKS_PAGE (amends_playbooks_page_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlaybooksPage,
                      amends_playbooks_page,
                      AMENDS,
                      PLAYBOOKS_PAGE,
                      AdwPreferencesPage)

void amends_playbooks_page_set_session (AmendsPlaybooksPage *self, AmendsSession *session);

G_END_DECLS
