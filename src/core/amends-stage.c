/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stage of the case with its checklist. */

#include "config.h"

#include "amends-stage.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsStage, "id", STRING, id),
  AMENDS_FIELD (AmendsStage, "title", STRING, title),
  AMENDS_FIELD (AmendsStage, "checklist", STRV, checklist),
  AMENDS_FIELD (AmendsStage, "questions", STRV, questions),
};

AMENDS_DEFINE_RECORD (AmendsStage, amends_stage)
