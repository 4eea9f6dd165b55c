/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-gate.h"
#include "amends-planner.h"

G_BEGIN_DECLS

/* A file of tests/cases/plan: the facts of a case, who writes, when, and what must come of it. */
typedef struct
{
  char *name; /* of the file */
  AmendsCase *the_case;
  AmendsPerson *me;
  GTimeZone *zone; /* the team's */
  char *language;  /* (nullable): the team's */
  AmendsInstant now;
  char *input;               /* the file, to compare with */
  char **must_mention;       /* (nullable): in the texts for the customer, "kind: words" or words */
  char **must_not_mention;   /* (nullable) */
  char **must_ask;           /* (nullable): words of the questions to the CSM */
  AmendsInstant resolved_at; /* these: of "resolved", what comes to be known later */
  char *root_cause;          /* (nullable) */
  char *fix_text;            /* (nullable) */
} PlanCase;

/* Reads @path; a fault ends the test. */
void plan_case_load (PlanCase *self, const char *path);
void plan_case_clear (PlanCase *self);
/* (transfer full): in which the customer reads times. */
GTimeZone *plan_case_dup_customer_zone (PlanCase *self);
/* With what the letters of all cases are vetted from now on; (nullable). */
void plan_case_vet_with (AmendsGate *gate);
AmendsPlannerContext plan_case_get_context (PlanCase *self);
/* Moves the case on to its "resolved", half an hour after; FALSE when the file has none. */
gboolean plan_case_resolve (PlanCase *self);
/* (transfer full) (element-type filename): the case files below AMENDS_DATA_DIR, sorted. */
GPtrArray *plan_case_list (void);
/* (transfer none): the first draft of @kind; a missing one ends the test. */
AmendsDraft *plan_case_find_draft (AmendsCase *the_case, const char *kind);
gboolean plan_case_is_for_customer (AmendsDraft *draft);

G_END_DECLS
