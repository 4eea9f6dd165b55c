/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point of an agenda. */

#include "config.h"

#include "amends-agenda-item.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsAgendaItem, "minutes", INT, minutes),
  AMENDS_FIELD (AmendsAgendaItem, "title", STRING, title),
  AMENDS_FIELD (AmendsAgendaItem, "text", STRING, text),
  AMENDS_FIELD (AmendsAgendaItem, "cue", STRING, cue),
  AMENDS_FIELD (AmendsAgendaItem, "scenario", BOOLEAN, scenario),
};

AMENDS_DEFINE_RECORD (AmendsAgendaItem, amends_agenda_item)
