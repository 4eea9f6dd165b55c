/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something done or seen, with its time. */

#include "config.h"

#include "amends-log-entry.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsLogEntry, "at", INSTANT, at),
  AMENDS_FIELD (AmendsLogEntry, "text", STRING, text),
};

AMENDS_DEFINE_RECORD (AmendsLogEntry, amends_log_entry)
