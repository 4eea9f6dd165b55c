/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-agenda-item.h"
#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsAgenda:
 * The agenda of a call.
 */
#define AMENDS_TYPE_AGENDA (amends_agenda_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAgenda, amends_agenda, AMENDS, AGENDA, AmendsRecord)

struct _AmendsAgenda
{
  AmendsRecord parent_instance;

  char *id;
  char *title;
  AmendsAudience audience;
  int minutes;
  GListStore *items; /* of AmendsAgendaItem */
  char **can;        /* what may be committed */
  char **cannot;
};

G_END_DECLS
