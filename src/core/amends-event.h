/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsEvent:
 * One entry of the append-only log.
 */
#define AMENDS_TYPE_EVENT (amends_event_get_type ())
G_DECLARE_FINAL_TYPE (AmendsEvent, amends_event, AMENDS, EVENT, AmendsRecord)

struct _AmendsEvent
{
  AmendsRecord parent_instance;

  gint64 seq; /* order in the whole log, from 1 */
  char *id;
  char *escalation_id;
  AmendsEventKind kind;
  AmendsInstant at;       /* when it happened */
  AmendsInstant recorded; /* when it was written */
  char *actor;
  char *summary;  /* one line for people */
  char *payload;  /* canonical JSON */
  char *digest;   /* of the payload */
  char *previous; /* hash of the entry before */
  char *hash;
  gboolean erased;
};

G_END_DECLS
