/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsGuideRow:
 * An agenda, a script or a stage of the plan that can be opened to be read. What is inside is made
 * when it is first opened.
 */
#define AMENDS_TYPE_GUIDE_ROW (amends_guide_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGuideRow, amends_guide_row, AMENDS, GUIDE_ROW, AdwExpanderRow)

/* @guide: an #AmendsAgenda, #AmendsScript or #AmendsStage */
void amends_guide_row_set (AmendsGuideRow *self, AmendsRecord *guide);

G_END_DECLS
