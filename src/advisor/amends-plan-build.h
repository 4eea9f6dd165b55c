/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-facts.h"
#include "amends-plan-language.h"

G_BEGIN_DECLS

/* A language with what is known of the case in its words. */
typedef struct
{
  AmendsPlanLanguage *language; /* (transfer none) */
  AmendsFacts *facts;           /* (owned) */
  GTimeZone *zone;              /* (transfer none): of the readers */
  AmendsZoneName whose;
} AmendsPlanVoice;

/* One making of a plan. */
typedef struct
{
  AmendsPlanSetting setting;
  AmendsPlanVoice team;
  AmendsPlanVoice customer;
  guint seed;
} AmendsPlanBuild;

gboolean amends_plan_build_applies (const AmendsPlanBuild *build, const AmendsPlanRule *rule);
/* (transfer full): who does it: a name, or the role in words. */
char *amends_plan_build_owner (const AmendsPlanBuild *build, const AmendsPlanRule *rule);

/* (transfer full) (element-type AmendsCheckpoint): in order of time. */
GPtrArray *amends_plan_build_checkpoints (const AmendsPlanBuild *build);
/* (transfer full) (element-type AmendsCheckpoint): of these, what is planned only while the
 * customer's answer is awaited and has not had its turn; empty when it is not. */
GPtrArray *amends_plan_build_silence (const AmendsPlanBuild *build);
/* (transfer full) (element-type AmendsAction): in order of time within each horizon. */
GPtrArray *amends_plan_build_actions (const AmendsPlanBuild *build);
/* (transfer full): all but the questions, which come from the drafts. */
AmendsPlan *amends_plan_build_plan (const AmendsPlanBuild *build);
/* A scope for @voice at @base; @questions is (nullable). */
AmendsTemplateScope amends_plan_build_scope (const AmendsPlanBuild *build,
                                             const AmendsPlanVoice *voice,
                                             AmendsInstant base,
                                             GPtrArray *questions);
/* The same for a text that is kept with the case: it never says "today". */
AmendsTemplateScope amends_plan_build_scope_dated (const AmendsPlanBuild *build,
                                                   const AmendsPlanVoice *voice);

G_END_DECLS
