/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-finding.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsDebriefFinding:
 * What the check has found in a section of the debrief, with a better sentence where it has one.
 *
 * Signal: "use": put the better words in place.
 */
#define AMENDS_TYPE_DEBRIEF_FINDING (amends_debrief_finding_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDebriefFinding, amends_debrief_finding, AMENDS, DEBRIEF_FINDING, AdwBin)

GtkWidget *amends_debrief_finding_new (AmendsFinding *finding, gboolean writable);

/* (transfer none) */
AmendsFinding *amends_debrief_finding_get_finding (AmendsDebriefFinding *self);

G_END_DECLS
