/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsPause:
 * Waiting on the customer.
 */
#define AMENDS_TYPE_PAUSE (amends_pause_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPause, amends_pause, AMENDS, PAUSE, AmendsRecord)

struct _AmendsPause
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsInstant start;
  AmendsInstant end; /* AMENDS_INSTANT_NONE while it lasts */
};

G_END_DECLS
