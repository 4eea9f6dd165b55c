/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for a hard call. */

#include "config.h"

#include "amends-script.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsScript, "id", STRING, id),
  AMENDS_FIELD (AmendsScript, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsScript, "parts", RECORDS, parts, amends_script_part_get_type),
};

AMENDS_DEFINE_RECORD (AmendsScript, amends_script)
