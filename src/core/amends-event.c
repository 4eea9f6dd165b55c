/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry of the append-only log. */

#include "config.h"

#include "amends-event.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsEvent, "seq", INT64, seq),
  AMENDS_FIELD (AmendsEvent, "id", STRING, id),
  AMENDS_FIELD (AmendsEvent, "escalation-id", STRING, escalation_id),
  AMENDS_FIELD_OF (AmendsEvent, "kind", ENUM, kind, amends_event_kind_get_type),
  AMENDS_FIELD (AmendsEvent, "at", INSTANT, at),
  AMENDS_FIELD (AmendsEvent, "recorded", INSTANT, recorded),
  AMENDS_FIELD (AmendsEvent, "actor", STRING, actor),
  AMENDS_FIELD (AmendsEvent, "summary", STRING, summary),
  AMENDS_FIELD (AmendsEvent, "payload", STRING, payload),
  AMENDS_FIELD (AmendsEvent, "digest", STRING, digest),
  AMENDS_FIELD (AmendsEvent, "previous", STRING, previous),
  AMENDS_FIELD (AmendsEvent, "hash", STRING, hash),
  AMENDS_FIELD (AmendsEvent, "erased", BOOLEAN, erased),
};

AMENDS_DEFINE_RECORD (AmendsEvent, amends_event)
