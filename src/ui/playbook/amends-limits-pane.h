/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What may be given and who approves it: goodwill.json. */
#define AMENDS_TYPE_LIMITS_PANE (amends_limits_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLimitsPane, amends_limits_pane, AMENDS, LIMITS_PANE, AdwPreferencesPage)

void amends_limits_pane_set_edit (AmendsLimitsPane *self, AmendsPlaybookEdit *edit);

G_END_DECLS
