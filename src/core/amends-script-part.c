/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a script. */

#include "config.h"

#include "amends-script-part.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsScriptPart, "title", STRING, title),
  AMENDS_FIELD (AmendsScriptPart, "text", STRING, text),
  AMENDS_FIELD (AmendsScriptPart, "say", STRV, say),
  AMENDS_FIELD (AmendsScriptPart, "avoid", STRV, avoid),
};

AMENDS_DEFINE_RECORD (AmendsScriptPart, amends_script_part)
