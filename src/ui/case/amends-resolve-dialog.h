/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsResolveDialog:
 * Resolves a case: what was done, what the cause was, whether the customer has confirmed it.
 */
#define AMENDS_TYPE_RESOLVE_DIALOG (amends_resolve_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsResolveDialog, amends_resolve_dialog, AMENDS, RESOLVE_DIALOG, AdwWindow)

void amends_resolve_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_);

G_END_DECLS
