/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that was tried in past cases, and how often it went well. */

#include "config.h"

#include "amends-intervention.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsIntervention, "id", STRING, id),
  AMENDS_FIELD (AmendsIntervention, "name", STRING, name),
  AMENDS_FIELD (AmendsIntervention, "n", INT, n),
  AMENDS_FIELD (AmendsIntervention, "well", INT, well),
};

AMENDS_DEFINE_RECORD (AmendsIntervention, amends_intervention)
