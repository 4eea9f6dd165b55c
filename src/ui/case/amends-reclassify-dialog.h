/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsReclassifyDialog:
 * Changes severity, track, category, reason or scenario, with a reason that is logged.
 */
#define AMENDS_TYPE_RECLASSIFY_DIALOG (amends_reclassify_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsReclassifyDialog,
                      amends_reclassify_dialog,
                      AMENDS,
                      RECLASSIFY_DIALOG,
                      AdwWindow)

void amends_reclassify_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_);

G_END_DECLS
