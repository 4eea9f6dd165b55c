/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-message.h"
#include "amends-plan-rules.h"
#include "amends-plan-situation.h"
#include "amends-planner.h"
#include "amends-template.h"

G_BEGIN_DECLS

/* What the making of one plan needs everywhere. All pointers are (transfer none). */
typedef struct
{
  AmendsCase *the_case;
  const AmendsPlannerContext *context;
  const AmendsPlanRules *rules;
  AmendsPlanMessage *message;
  AmendsPlanSituation *situation;
  GTimeZone *customer_zone;
  gboolean round_the_clock; /* see amends_plan_is_round_the_clock() */
} AmendsPlanSetting;

/* Paths that templates and rules may name; anything below a map of the list is fine. */
gboolean amends_plan_facts_is_known (const char *path);

/* (transfer full): what is known of the case, in the words of one language, for the customer's
 * texts or for ours. */
AmendsFacts *amends_plan_facts_new (const AmendsPlanSetting *setting,
                                    AmendsTemplateWords *words,
                                    gboolean for_customer);
/* Sets next.*, the times that a text written at @base announces. */
void amends_plan_facts_set_times (AmendsFacts *facts,
                                  const AmendsPlanSetting *setting,
                                  AmendsInstant base);
/* (transfer full): what is known of @stakeholder. */
AmendsFacts *amends_plan_facts_new_stakeholder (AmendsStakeholder *stakeholder,
                                                AmendsTemplateWords *words);

/* Whether the customer works at night and at weekends, by their own words. */
gboolean amends_plan_is_round_the_clock (const AmendsPlanSetting *setting);

/* @offset after @base, in @zone, rounded to what one would say; within hours if @in_hours. */
AmendsInstant amends_plan_offset_apply (const AmendsPlanOffset *offset,
                                        const AmendsPlanSetting *setting,
                                        AmendsInstant base,
                                        GTimeZone *zone,
                                        gboolean in_hours);

G_END_DECLS
