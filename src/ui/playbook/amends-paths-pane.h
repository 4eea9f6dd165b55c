/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who joins, by severity: stakeholders.json. */
#define AMENDS_TYPE_PATHS_PANE (amends_paths_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPathsPane, amends_paths_pane, AMENDS, PATHS_PANE, AdwPreferencesPage)

void amends_paths_pane_set_edit (AmendsPathsPane *self, AmendsPlaybookEdit *edit);

G_END_DECLS
