/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-plan-build.h"

G_BEGIN_DECLS

/*
 * What each of us is asked in this case: the words at "asks.ROLE.text", unless a person has
 * written something else. A role whose words come out empty is asked nothing.
 */

/* Sets "asks" (by role, "asks.vp_cs"), "sum", "claimed", "open_hours" and "round_the_clock" of both
 * voices; the asks are for us alone. */
void amends_plan_asks_set_facts (AmendsPlanBuild *build);
/* (transfer full): what is known of @stakeholder, with the ask of this case. */
AmendsFacts *amends_plan_asks_new_stakeholder (const AmendsPlanBuild *build,
                                               const AmendsPlanVoice *voice,
                                               AmendsStakeholder *stakeholder);
/* Writes the asks that nobody has edited into the stakeholders of the case. */
void amends_plan_asks_store (const AmendsPlanBuild *build);
/* (transfer full): the triggers of the playbook that this case pulls: those of plan.json that
 * hold, and "asked-ROLE" for who has the answer to a question of the customer. */
char **amends_plan_asks_list_triggers (const AmendsPlanBuild *build);

G_END_DECLS
