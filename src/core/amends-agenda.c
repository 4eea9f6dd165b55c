/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of a call. */

#include "config.h"

#include "amends-agenda.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsAgenda, "id", STRING, id),
  AMENDS_FIELD (AmendsAgenda, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsAgenda, "audience", ENUM, audience, amends_audience_get_type),
  AMENDS_FIELD (AmendsAgenda, "minutes", INT, minutes),
  AMENDS_FIELD_OF (AmendsAgenda, "items", RECORDS, items, amends_agenda_item_get_type),
  AMENDS_FIELD (AmendsAgenda, "can", STRV, can),
  AMENDS_FIELD (AmendsAgenda, "cannot", STRV, cannot),
};

AMENDS_DEFINE_RECORD (AmendsAgenda, amends_agenda)
