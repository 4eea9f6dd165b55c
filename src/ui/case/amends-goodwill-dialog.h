/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-approval.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGoodwillDialog:
 * A goodwill request to fill in or to change, with what the limits say of it.
 */
#define AMENDS_TYPE_GOODWILL_DIALOG (amends_goodwill_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillDialog,
                      amends_goodwill_dialog,
                      AMENDS,
                      GOODWILL_DIALOG,
                      AdwWindow)

/* @from: any widget in the window. @pattern: (nullable): what it begins with; with @edit it is the
 * request that is changed, else a new one is made. */
void amends_goodwill_dialog_present (GtkWidget *from,
                                     AmendsSession *session,
                                     AmendsCase *case_,
                                     AmendsGoodwill *pattern,
                                     gboolean edit);

G_END_DECLS
