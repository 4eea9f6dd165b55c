/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in a message, and what they say. */

#include "config.h"

#include "amends-signal.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsSignal, "kind", STRING, kind),
  AMENDS_FIELD (AmendsSignal, "phrase", STRING, phrase),
  AMENDS_FIELD (AmendsSignal, "start", INT, start),
  AMENDS_FIELD (AmendsSignal, "end", INT, end),
  AMENDS_FIELD (AmendsSignal, "strength", DOUBLE, strength),
};

AMENDS_DEFINE_RECORD (AmendsSignal, amends_signal)
