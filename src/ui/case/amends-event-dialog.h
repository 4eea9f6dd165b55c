/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsEventDialog:
 * Plans a moment of the timeline.
 */
#define AMENDS_TYPE_EVENT_DIALOG (amends_event_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmendsEventDialog, amends_event_dialog, AMENDS, EVENT_DIALOG, AdwWindow)

void amends_event_dialog_present (GtkWidget *from, AmendsSession *session, AmendsCase *case_);

G_END_DECLS
