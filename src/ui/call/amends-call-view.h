/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-call.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsCallView:
 * A call while it lasts, in the whole window: what to say now, the time, answers, what may and may
 * not be promised, and a line to note a promise. Nothing pops up.
 *
 * Signals: "left": to another view, the call goes on; "ended" (draft_id: (nullable) utf8): it is
 * written into its case.
 */
#define AMENDS_TYPE_CALL_VIEW (amends_call_view_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallView, amends_call_view, AMENDS, CALL_VIEW, AdwBin)

AmendsCallView *amends_call_view_new (void);

/* @call: (nullable): nothing is shown. */
void amends_call_view_set_call (AmendsCallView *self, AmendsCall *call);
/* (transfer none) (nullable) */
AmendsCall *amends_call_view_get_call (AmendsCallView *self);
void amends_call_view_grab_focus (AmendsCallView *self);
/* Keeps the call as it stands, before the window closes. */
void amends_call_view_save (AmendsCallView *self);

G_END_DECLS
