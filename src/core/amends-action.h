/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsAction:
 * Something our side must do.
 */
#define AMENDS_TYPE_ACTION (amends_action_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAction, amends_action, AMENDS, ACTION, AmendsRecord)

struct _AmendsAction
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *key;
  AmendsHorizon horizon;
  char *stage;
  char *text;
  char *owner;
  AmendsInstant due;
  AmendsStep step;
  AmendsInstant done_at;
  char *note;
  gboolean touched;
  gboolean sample;
};

G_END_DECLS
