/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsCheckpoint:
 * A planned moment of the timeline.
 */
#define AMENDS_TYPE_CHECKPOINT (amends_checkpoint_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCheckpoint, amends_checkpoint, AMENDS, CHECKPOINT, AmendsRecord)

struct _AmendsCheckpoint
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *key;        /* what the playbook calls it; NULL when added by hand */
  AmendsInstant at; /* derived from wall time and zone */
  char *wall_time;  /* "2026-03-10T13:00" in time_zone */
  char *time_zone;
  char *title;
  char *purpose;
  AmendsAudience audience;
  AmendsChannel channel;
  char *owner; /* name or role */
  char *draft_kind;
  AmendsStep step;
  AmendsInstant done_at;
  gboolean touched; /* moved, edited or completed by hand */
  int cycle;
  gboolean sample;
};

G_END_DECLS
