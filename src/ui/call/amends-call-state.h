/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsCallState:
 * A call that is on, as it is kept in the workspace while it lasts.
 */
#define AMENDS_TYPE_CALL_STATE (amends_call_state_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCallState, amends_call_state, AMENDS, CALL_STATE, AmendsRecord)

struct _AmendsCallState
{
  AmendsRecord parent_instance;

  char *escalation_id;
  char *key; /* of its AmendsCallPlan */
  AmendsInstant started;
  AmendsInstant saved; /* when this was kept: what has passed since then counts, unless paused */
  int current;         /* the point that is spoken about */
  int reached;         /* how many points have been spoken about */
  gboolean paused;
  char **spent;         /* milliseconds of each point */
  char *pending;        /* typed and not noted yet */
  GListStore *promises; /* of AmendsCommitment */
};

G_END_DECLS
