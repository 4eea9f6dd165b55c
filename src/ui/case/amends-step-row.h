/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsStepRow:
 * An action of the plan with its check mark. Checking it activates "plan.toggle-step" with the id
 * of the action; what the row shows changes with the record alone.
 */
#define AMENDS_TYPE_STEP_ROW (amends_step_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStepRow, amends_step_row, AMENDS, STEP_ROW, GtkListBoxRow)

/* Shows @action as it stands now. */
void amends_step_row_set (AmendsStepRow *self, AmendsSession *session, AmendsAction *action);

/* As if its check button had been clicked. */
void amends_step_row_toggle (AmendsStepRow *self);

G_END_DECLS
