/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"

G_BEGIN_DECLS

/* One thing to say, to settle or to keep ready in a call. */
typedef struct
{
  char *title; /* (owned) (nullable): all of these */
  char *text;
  char *cue;
  char **say;
  char **avoid;
  int minutes; /* 0: as long as it takes */
} AmendsCallPoint;

/**
 * AmendsCallPlan:
 * What a call is led by: an agenda or a script of the case's plan, in one form. Every word comes
 * from the plan.
 */
typedef struct
{
  char *key; /* "agenda:executive-call", "script:hard-news" */
  char *title;
  AmendsAudience audience;
  int minutes;          /* 0: not said */
  GPtrArray *points;    /* (element-type AmendsCallPoint) */
  GPtrArray *scenarios; /* (element-type AmendsCallPoint): answers kept ready */
  GPtrArray *venting;   /* (element-type AmendsCallPoint): when the customer vents */
  char **can;           /* (nullable) */
  char **cannot;        /* (nullable) */
} AmendsCallPlan;

/* (transfer full) (nullable): NULL when the plan of @case_ has no such call. */
AmendsCallPlan *amends_call_plan_new (AmendsCase *case_, const char *key);
void amends_call_plan_free (AmendsCallPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCallPlan, amends_call_plan_free)

/* (transfer full): the keys of all calls of the plan, agendas first. */
char **amends_call_plan_list (AmendsCase *case_);

/* Whether it leads a whole call; a script of one or two parts is advice for within one. */
gboolean amends_call_plan_is_call (AmendsCallPlan *self);
gboolean amends_call_plan_is_with_customer (AmendsCallPlan *self);

G_END_DECLS
