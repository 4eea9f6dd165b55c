/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the communication plan. */

#include "config.h"

#include "amends-communication.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD_OF (AmendsCommunication, "audience", ENUM, audience, amends_audience_get_type),
  AMENDS_FIELD (AmendsCommunication, "who", STRING, who),
  AMENDS_FIELD (AmendsCommunication, "message", STRING, message),
  AMENDS_FIELD_OF (AmendsCommunication, "channel", ENUM, channel, amends_channel_get_type),
  AMENDS_FIELD (AmendsCommunication, "timing", STRING, timing),
};

AMENDS_DEFINE_RECORD (AmendsCommunication, amends_communication)
