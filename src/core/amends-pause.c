/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting on the customer. */

#include "config.h"

#include "amends-pause.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsPause, "id", STRING, id),
  AMENDS_FIELD (AmendsPause, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD (AmendsPause, "start", INSTANT, start),
  AMENDS_FIELD (AmendsPause, "end", INSTANT, end),
};

AMENDS_DEFINE_RECORD (AmendsPause, amends_pause)
