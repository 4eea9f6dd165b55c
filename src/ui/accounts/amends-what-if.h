/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsWhatIf:
 * What the risk of an account would be with other points for its factors. Changes nothing.
 */
#define AMENDS_TYPE_WHAT_IF (amends_what_if_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWhatIf, amends_what_if, AMENDS, WHAT_IF, AdwWindow)

/* @from: any widget in the window; @risk: of an account that can be judged.
 * Returns: (transfer none) */
AmendsWhatIf *
amends_what_if_present (GtkWidget *from, AmendsSession *session, AmendsAccountRisk *risk);

/* The score it shows. */
int amends_what_if_get_score (AmendsWhatIf *self);

G_END_DECLS
