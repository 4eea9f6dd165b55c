/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session-risk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsUsagePane:
 * How much an account uses the product, figure by figure over time.
 */
#define AMENDS_TYPE_USAGE_PANE (amends_usage_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmendsUsagePane, amends_usage_pane, AMENDS, USAGE_PANE, AdwBin)

void
amends_usage_pane_set_file (AmendsUsagePane *self, AmendsSession *session, AmendsRiskFile *file);

G_END_DECLS
