/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsStakeholderDialog:
 * Somebody who takes part in a case, to fill in or to change.
 */
#define AMENDS_TYPE_STAKEHOLDER_DIALOG (amends_stakeholder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStakeholderDialog,
                      amends_stakeholder_dialog,
                      AMENDS,
                      STAKEHOLDER_DIALOG,
                      AdwWindow)

/* @from: a widget of the case page. @stakeholder: (nullable): somebody new. */
void amends_stakeholder_dialog_present (GtkWidget *from,
                                        AmendsSession *session,
                                        AmendsCase *case_,
                                        AmendsStakeholder *stakeholder);

G_END_DECLS
