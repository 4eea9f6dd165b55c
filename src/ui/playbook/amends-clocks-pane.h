/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-playbook-edit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How long everything may take: sla.json. */
#define AMENDS_TYPE_CLOCKS_PANE (amends_clocks_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsClocksPane, amends_clocks_pane, AMENDS, CLOCKS_PANE, AdwPreferencesPage)

void amends_clocks_pane_set_edit (AmendsClocksPane *self, AmendsPlaybookEdit *edit);

G_END_DECLS
