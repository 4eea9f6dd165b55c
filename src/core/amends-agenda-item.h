/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsAgendaItem:
 * A point of an agenda.
 */
#define AMENDS_TYPE_AGENDA_ITEM (amends_agenda_item_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAgendaItem, amends_agenda_item, AMENDS, AGENDA_ITEM, AmendsRecord)

struct _AmendsAgendaItem
{
  AmendsRecord parent_instance;

  int minutes;
  char *title;
  char *text;        /* what to say or settle */
  char *cue;         /* for a hard moment */
  gboolean scenario; /* an answer kept ready for when they ask; no point of its own */
};

G_END_DECLS
