/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something not to commit to in this case, and why. */

#include "config.h"

#include "amends-limit.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsLimit, "id", STRING, id),
  AMENDS_FIELD (AmendsLimit, "text", STRING, text),
  AMENDS_FIELD (AmendsLimit, "why", STRING, why),
};

AMENDS_DEFINE_RECORD (AmendsLimit, amends_limit)
