/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-due-row.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_TASK_DUE,     /* a clock, checkpoint, promise or debrief: see its due row */
  AMENDS_TASK_STEP_UP, /* somebody further up is to be told */
  AMENDS_TASK_OFFER,   /* an approved goodwill that is about to expire */
} AmendsTaskKind;

/**
 * AmendsTask:
 * Something to do, across all cases: a row of Today.
 */
#define AMENDS_TYPE_TASK (amends_task_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTask, amends_task, AMENDS, TASK, AmendsRecord)

struct _AmendsTask
{
  AmendsRecord parent_instance;

  char *id;                /* the same as long as it is the same thing to do */
  int kind;                /* AmendsTaskKind */
  AmendsDueRow *due;       /* of which case and by when; for a step up or an offer, only that */
  AmendsInstant late_from; /* from when on it counts as late: due, or later by a grace */
  char *who;               /* of a step up: the titles of those to be told */
  int step;                /* of a step up: which one of the path */
};

G_END_DECLS
